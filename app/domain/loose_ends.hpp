#pragma once
// Loose ends: what a visit with all that belongs to it still lacks, each with the field where it is mended.

#include "sync/record/record.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

struct LooseEnd {
    sync::RecordId record; // the visit, one of its findings or photos
    std::string kind;      // of that record
    std::string field;     // where it is mended; `photos_place`: where photos are added to a finding
    std::string text_key;  // "gap.required", "gap.no_photo" …

    bool operator==(const LooseEnd&) const = default;
};

inline constexpr std::string_view photos_place = "photos";

// Of a visit: what its own fields lack (gaps_of), then its findings (besides, each wants a photo, a place on the map
// and a legal basis), then its photos (each wants a caption and a time within the visit's). In the order given.
std::vector<LooseEnd> loose_ends(const sync::Record& visit, std::span<const sync::Record> findings,
                                 std::span<const sync::Record> photos);

} // namespace takan::app
