#pragma once
// Files written so that after a crash the old or the new content is there, never half of it.

#include "sync/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace takan::sync {

// Reads a whole regular file of at most `limit` bytes. Errors: missing, denied, invalid (too large), broken.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit);

enum class FileAccess { shared, private_to_owner };

// Writes beside the target, syncs, renames over it and syncs the folder. Errors: denied, broken (disk full says so).
Status write_file(const std::filesystem::path& path, std::string_view bytes, FileAccess access = FileAccess::shared);
// Makes the folder's entries durable (after a rename inside it).
Status sync_folder(const std::filesystem::path& folder);
// Creates a folder and its parents, each durable in the one above it. A folder that is there is left as it is.
Status make_folder(const std::filesystem::path& folder);

// Turns errno into an Error: ENOENT missing, EACCES/EROFS/EPERM denied, ENOSPC/EDQUOT broken with key error.disk_full,
// EIO/ENODEV/ESTALE/ENXIO/EHOSTDOWN offline (a stick was pulled, a share went away), else broken.
Error error_from_errno(int code, std::string doing, const std::filesystem::path& path);

} // namespace takan::sync
