#pragma once
// Bundle: a part of a team repository in a single file, in git's bundle format 2, for a stick or a message.

#include "sync/git/remote.hpp"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace takan::sync {

// A bundle begins with this line.
inline constexpr std::string_view bundle_head = "# v2 git bundle\n";

// Writes refs of `from` with everything they reach and `known` does not, atomically. Commits of `known` that `from`
// does not have tell nothing. Errors: invalid (nothing to write), cancelled, and those of writing.
Status write_bundle(const git::Repo& from, const std::vector<std::pair<std::string, git::Oid>>& refs,
                    const std::vector<git::Oid>& known, const std::filesystem::path& file,
                    const git::OnTransfer& progress, const std::stop_token& stop);

// True for a regular file; whether it is a bundle shows when it is read.
bool may_be_bundle(const std::filesystem::path& path);

// A bundle file as a remote that can only be read.
std::unique_ptr<git::Remote> open_bundle(std::filesystem::path file);

} // namespace takan::sync
