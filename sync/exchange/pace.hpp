#pragma once
// Pace: how fast bytes move and how long the rest will take, from times and counts alone.

#include "sync/base/instant.hpp"

#include <cstdint>
#include <deque>
#include <optional>

namespace takan::sync {

class Pace {
public:
    // At `now`, `bytes` have moved since the beginning. A clock or a count that goes back begins anew.
    void add(Instant now, std::uint64_t bytes);
    void restart() { m_marks.clear(); }
    // When a byte moved last; nothing before any did.
    std::optional<Instant> moved_at() const;

    // Bytes in a second, over the last seconds. Nothing while there is too little to tell from, and while nothing has
    // moved for a while.
    std::optional<std::uint64_t> speed(Instant now) const;
    // Whole seconds until `total` will have moved, at least 1. Nothing when the speed is not known, `total` is not
    // (0), or it would take longer than a day.
    std::optional<std::int64_t> seconds_left(Instant now, std::uint64_t total) const;

private:
    struct Mark {
        Instant at;
        std::uint64_t bytes = 0;
    };
    std::deque<Mark> m_marks; // times and bytes grow
};

} // namespace takan::sync
