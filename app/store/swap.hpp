#pragma once
// Swap: how a store that was made anew takes the place of a damaged one, in steps that a crash cannot leave half done.

#include "sync/base/instant.hpp"
#include "sync/base/result.hpp"

#include <filesystem>

namespace takan::app {

// Where a store is made before it takes its place: FOLDER/takan.db.building.
std::filesystem::path building_file(const std::filesystem::path& folder);
// Removes what an interrupted making left there.
sync::Status clear_building(const std::filesystem::path& folder);

// The file that was built is complete and closed: moves takan.db, its -wal and -shm to takan.db.damaged-<time>, and
// puts the new one in their place.
sync::Status swap_in(const std::filesystem::path& folder, sync::Instant now);
// Goes on with a swap that was interrupted. Call before opening takan.db.
sync::Status finish_swap(const std::filesystem::path& folder);

} // namespace takan::app
