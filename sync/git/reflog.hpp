#pragma once
// The reflog: git's note of every place at which a ref stood.

#include "sync/git/ref_store.hpp"

#include <filesystem>
#include <string>

namespace takan::sync::git {

// Notes that a ref moves, and HEAD with it when it points there. A move counts more than its note: where a log cannot
// be written, that of another user say, it goes without.
void note_move(const std::filesystem::path& folder, Reflogs reflogs, const std::string& name, const Oid& from,
               const Oid& to);

// Creates a folder and its parents below `top`, each with the permissions of the one above it, all durable.
Status make_shared_folders(const std::filesystem::path& top, const std::filesystem::path& folder);

// Removes `folder` and all below it that hold no file. Returns whether it is gone.
bool remove_if_empty(const std::filesystem::path& folder);

} // namespace takan::sync::git
