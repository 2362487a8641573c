#pragma once
// Photo check: whether a photo's time and place fit its visit, and what it lacks as evidence. Marks, never refuses.

#include "app/domain/language.hpp"
#include "sync/record/record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace takan::app {

// A photo of the gate before knocking and one of the seal after signing belong to the visit.
inline constexpr std::int64_t photo_time_tolerance_ms = 30 * 60'000;
// Works and their outfalls lie within that of the site's point; a photo further off is of something else.
inline constexpr double photo_far_metres = 500;

// When a visit takes place; one without an end is taken to end within twelve hours. Nothing while it has no beginning.
struct VisitTime {
    sync::Instant from;
    sync::Instant until;

    bool holds(sync::Instant moment) const { return from <= moment && moment <= until; }
};
std::optional<VisitTime> time_of_visit(const sync::Record& visit);

struct PhotoCheck {
    std::int64_t before_ms = 0; // taken that long before the visit began; 0: not too early
    std::int64_t after_ms = 0;  // taken that long after it ended; 0: not too late
    double metres = 0;          // from the site or the visit, whichever is nearer; 0: not too far
    bool no_time = false;
    bool no_position = false;
    bool no_caption = false;

    bool is_odd() const { return before_ms > 0 || after_ms > 0 || metres > 0; } // what it says contradicts the visit
    bool needs_attention() const { return is_odd() || no_time || no_position || no_caption; }
    bool operator==(const PhotoCheck&) const = default;
};
// Null: there is none, or it is not known.
PhotoCheck check_photo(const sync::Record& photo, const sync::Record* visit, const sync::Record* site);
// One sentence for each, the odd ones first: "拍摄时间早于检查开始 1 小时 20 分钟".
std::vector<std::string> sentences_of(const PhotoCheck& check, Language language);

} // namespace takan::app
