#pragma once
// Freeing photos: their bytes leave this laptop, and what names them stays; they can be fetched again.

#include "sync/exchange/missing_media.hpp"

namespace takan::sync {

struct FreeWish {
    int days = 30;        // photos of days further back than that
    bool own = false;     // this device's originals as well
    bool dry_run = false; // only counts; own ones are not read back
};

struct FreedPhotos {
    std::size_t others = 0;
    std::size_t own = 0;
    std::size_t kept = 0; // old enough, but not proved to be at the team's address
    std::uint64_t bytes = 0;
};

// What the team's own ref names counts as being there for photos of others. An own original goes only after its bytes
// were read back from there and their SHA-256 compared. `route` leads to the team's address, `theirs` are its media
// refs now. A crash at any point leaves each photo here or freed; after an error, too, what was proved by then has
// gone.
Result<FreedPhotos> free_photos(const PhotoRoute& route, const MediaTips& theirs, const FreeWish& wish,
                                CivilDate today);

} // namespace takan::sync
