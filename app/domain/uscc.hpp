#pragma once
// The unified social credit code (统一社会信用代码, GB 32100-2015) with the organisation code (GB 11714) inside it.

#include <string>
#include <string_view>

namespace takan::app {

// Trimmed, upper case, full-width characters made half-width: how the code is kept.
std::string normal_uscc(std::string_view typed);
// 18 characters of its alphabet.
bool has_uscc_shape(std::string_view code);
// Both check characters are right; false for what has not the shape.
bool has_uscc_checks(std::string_view code);

} // namespace takan::app
