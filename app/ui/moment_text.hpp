#pragma once
// Moments and dates as people type them. Pure.

#include "sync/base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace takan::app::ui {

// China's time, in which every moment is shown and typed.
inline constexpr int zone_minutes = 480;

// "2024-03-22 16:12" of an instant in China's time; "2024-03-22" of a date.
std::string moment_text(sync::Instant instant);
std::string date_text(sync::CivilDate date);

// Reads a typed date: "2024-03-22", "2024/3/22", "2024.3.22", "20240322", "2024年3月22日", "3-22" and "3月22日" (the
// year of `today`), "22" alone is none. Full-width digits count as digits.
std::optional<sync::CivilDate> parse_date(std::string_view typed, sync::CivilDate today);
// Reads a date as above and a time "16:12", "16：12", "1612", "16时12分", "9:05"; a time alone is on `today`, a date
// alone at 00:00.
std::optional<sync::Instant> parse_moment(std::string_view typed, sync::CivilDate today);

// For the calendar: days in a month, and the weekday of its first day (0 Monday to 6 Sunday).
int days_in_month(int year, int month);
int weekday_of(sync::CivilDate date);
sync::CivilDate months_later(sync::CivilDate date, int months); // the day is kept as far as the month has it

} // namespace takan::app::ui
