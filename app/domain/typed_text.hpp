#pragma once
// What people type, made comparable: full-width forms, spaces, letters' case.

#include <cstddef>
#include <string>
#include <string_view>

namespace takan::app {

// Full-width letters, digits, signs and the ideographic space as ASCII; trimmed.
std::string half_width(std::string_view typed);
// The same for two words that differ in nothing but letters' case and width.
bool same_word(std::string_view a, std::string_view b);
// At most `limit` characters of the first line that says something; "…" behind it when more follows.
std::string first_words(std::string_view text, std::size_t limit);

} // namespace takan::app
