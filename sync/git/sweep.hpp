#pragma once
// Sweep: files in a repository that a killed program left and nobody will ever use. Living ones are young: everything
// here must be a day old by the clock of its own file system, and be neither written, renamed nor copied since.

#include "sync/git/leftover.hpp"

#include <filesystem>
#include <set>
#include <string>

namespace takan::sync::git {

// What a folder holds; nothing when it cannot be read.
std::set<std::string> names_in(const std::filesystem::path& folder);

// Half-written packs and indexes, indexes without their pack and packs without their index. One look at one folder.
// `folder`: the repository; `now`: file_system_now() there. What cannot be removed stays.
void sweep_packs(const std::filesystem::path& folder, FileTime now);

// Removes a pack of which nothing is needed any more. `index`: its .idx file. Without that a pack is nothing to
// anybody, so it goes first; what a crash leaves behind of the rest is swept.
Status remove_pack(const std::filesystem::path& index);

// Half-written loose objects, and what our locks need for a moment beside refs. Looks at some hundred folders.
void sweep_loose(const std::filesystem::path& folder, FileTime now);

// Where a repository is made before it gets its place: beside it, under a name that nobody else chooses.
std::filesystem::path unfinished_name(const std::filesystem::path& folder);
// What killed programs left there. Whoever makes one holds an flock on it; where that cannot be seen, from another
// machine, all of it must be a day old. `folder`: the repository, which need not exist; `now`: file_system_now() in the
// folder above. Links, and folders that hold more than a new repository does, are left alone.
void sweep_unfinished(const std::filesystem::path& folder, FileTime now);

// Stale locks of the files that everybody needs: packed-refs, config, shallow, FETCH_HEAD and HEAD. The rules are those
// of recover_stale_lock(), not a day. (A ref's own lock is recovered when the ref is moved.)
void sweep_locks(const std::filesystem::path& folder);

} // namespace takan::sync::git
