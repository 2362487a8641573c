#pragma once
// What a killed program left in a repository: how old it is, and how it is taken away when others may look at the same
// time.

#include "sync/base/result.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include <sys/stat.h>

namespace takan::sync::git {

// A name that nobody else chooses: `<prefix><16 hex digits><suffix>`.
std::string unique_name(std::string_view prefix, std::string_view suffix = {});
bool is_unique_name(std::string_view name, std::string_view prefix, std::string_view suffix = {});
// Such a name for a file beside refs. It ends like a lock, which git takes for no ref.
std::string unique_lock_name();
bool is_unique_lock_name(std::string_view name);

using FileTime = std::chrono::nanoseconds; // since the epoch of the file system that says it
FileTime modified(const struct stat& about);

// The time by the clock that dates the folder's files: that of a file made there for the purpose. A laptop's own clock
// says nothing about files on a share.
Result<FileTime> file_system_now(const std::filesystem::path& folder);

// Removes the file at `path` if it is still the one that was judged. It is first renamed to `aside` (in the same
// folder), looked at there, and put back when it is another one. Returns whether it is gone.
Result<bool> take_away(const std::filesystem::path& path, const struct stat& judged,
                       const std::filesystem::path& aside);

} // namespace takan::sync::git
