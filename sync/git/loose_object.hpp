#pragma once
// Loose objects: those that git keeps in a file each, until it packs them.

#include "sync/git/pack_reader.hpp"

#include <filesystem>
#include <utility>

namespace takan::sync::git {

// `objects`: the repository's folder of that name.
std::filesystem::path loose_path(const std::filesystem::path& objects, const Oid& id);

// Errors: missing, corrupt, offline, and invalid when it is larger than `limit`.
Result<std::pair<ObjectType, std::uint64_t>> loose_header(const std::filesystem::path& path);
Result<PackedObject> read_loose(const std::filesystem::path& path, std::size_t limit, Inflater& inflater);

} // namespace takan::sync::git
