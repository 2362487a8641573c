#pragma once
// Moments and dates as people in China type and read them: one zone, +08:00, without summer time since 1992.

#include "sync/base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace takan::app {

inline constexpr int china_offset_minutes = 480;

// "2024-03-22 16:12", in China's time; seconds are left out.
std::string china_text(sync::Instant instant);
std::string date_text(sync::CivilDate date); // "2024-03-22"

// "2024-03-22", also with / . or 年月日, one digit for a month or day, full-width.
std::optional<sync::CivilDate> read_date(std::string_view typed);
// A date, then "16:12", "16:12:05" or "16:12:05.123" behind a space or T; a zone (Z, +08:00) may follow, without one it
// is China's. A date alone is its first minute.
std::optional<sync::Instant> read_moment(std::string_view typed);
// True for exactly the form that a record holds: "2024-03-22".
bool is_date_text(std::string_view text);

} // namespace takan::app
