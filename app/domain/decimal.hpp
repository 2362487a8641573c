#pragma once
// Decimal numbers as text, without floating point and without the locale.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace takan::app {

// An optional sign, digits, and a point with digits behind it: "-29.3573". Nothing else.
bool is_decimal(std::string_view text);
std::size_t decimals_of(std::string_view decimal); // how many digits stand behind the point
// The number times 10^places: read_scaled("2236.9348", 6) is 2236934800. Nothing for what is no decimal, has more
// places, or lies beyond what a record can hold.
std::optional<std::int64_t> read_scaled(std::string_view text, int places);

} // namespace takan::app
