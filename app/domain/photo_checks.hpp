#pragma once
// Photo checks: whether a photo can be of the visit that it belongs to.

#include "sync/base/instant.hpp"
#include "sync/record/record.hpp"

#include <cstdint>
#include <optional>

namespace takan::app {

// From when until when a visit went on; one without an end is taken to end after open_end_ms.
struct VisitTime {
    sync::Instant from;
    sync::Instant until;

    bool holds(sync::Instant moment) const { return from <= moment && moment <= until; }
};
inline constexpr std::int64_t open_end_ms = 12 * std::int64_t{3'600'000};
// Nothing: it has no start.
std::optional<VisitTime> time_of_visit(const sync::Record& visit);

// The gate and the sign are photographed before the start is written down, and clocks are minutes wrong.
inline constexpr std::int64_t photo_margin_ms = 15 * std::int64_t{60'000};
// Milliseconds between the visit and the moment of the photo: negative before its start, positive behind its end, 0
// within (or within the margin). Nothing: one of them has no time.
std::optional<std::int64_t> time_off_visit(const sync::Record& photo, const sync::Record& visit);

} // namespace takan::app
