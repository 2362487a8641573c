#pragma once
// Instant, a moment in UTC milliseconds, its text form, and the clock as a parameter.

#include "sync/base/result.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace takan::sync {

struct Instant {
    std::int64_t ms = 0; // since 1970-01-01T00:00:00Z, without leap seconds

    auto operator<=>(const Instant&) const = default;
};

// The ends of what the text form can say: 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z.
inline constexpr Instant least_instant{-62167219200000};
inline constexpr Instant greatest_instant{253402300799999};

// Returns the present moment. Every function that needs the time takes one of these; tests pass their own.
using Clock = std::function<Instant()>;
Clock system_clock();

// Returns exactly "2024-03-22T08:12:04.123Z". An instant beyond the ends is written as the end.
std::string to_text(Instant instant);
void append_text(std::string& out, Instant instant);
// Reads that form and no other (fixed 24 characters, a date that exists). Error: invalid.
Result<Instant> parse_instant(std::string_view text);

struct CivilDate {
    int year = 1970;
    int month = 1;
    int day = 1;

    auto operator<=>(const CivilDate&) const = default;
};

// The calendar date in the zone that lies `offset_minutes` east of UTC (China: 480; 0 for UTC).
CivilDate date_of(Instant instant, int offset_minutes = 0);
// Midnight of that date in UTC. The date must exist.
Instant start_of(CivilDate date);
bool exists(CivilDate date);

} // namespace takan::sync
