#pragma once
// Photo work: what a person asks for by itself, without a sync: fetching photos, and freeing them.

#include "sync/exchange/free_photos.hpp"
#include "sync/exchange/sync.hpp"

#include <cstddef>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace takan::sync {

struct MediaName {
    std::string ref;
    std::string sha256;
    std::uint64_t size = 0; // bytes; 0: not known
};

struct FetchWish {
    bool all = false;             // everything that this laptop knows of and does not have
    std::vector<MediaName> files; // else these
};

struct PhotosFetched {
    std::size_t fetched = 0;
    std::size_t here = 0;      // of those that were asked for: were here already
    std::size_t not_there = 0; // the team does not have them yet, or not any more
    std::uint64_t bytes = 0;   // moved
};

// Fetches photos from the team's address, own ones that were freed too. Progress is that of the step fetch_photos.
// What was set aside meanwhile goes to the shelf. Errors: those of the address, cancelled; what has come by then stays.
Result<PhotosFetched> fetch_photos(const std::filesystem::path& laptop, Shelf& shelf, const Clock& clock,
                                   const FetchWish& wish, const MediaSizes& sizes, const Access& access,
                                   const OnProgress& progress, std::stop_token stop);

// Frees old photos, those of others and, asked to, this device's own. The team's address must be reached.
Result<FreedPhotos> free_photos(const std::filesystem::path& laptop, const Clock& clock, const FreeWish& wish,
                                const Access& access, const OnProgress& progress, std::stop_token stop);

} // namespace takan::sync
