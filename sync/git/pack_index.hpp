#pragma once
// The index of a pack, version 2: where each object lies in it. Format: git's pack-format page.

#include "sync/git/object.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync::git {

struct PackEntry {
    Oid id;
    std::uint32_t crc = 0; // CRC-32 of the object's bytes in the pack
    std::uint64_t offset = 0;
};

// Returns the index file's bytes. `pack_hash` is the pack's trailer. No object may be named twice.
std::string pack_index(std::vector<PackEntry> entries, const Oid& pack_hash);

std::uint32_t crc_of(std::string_view bytes); // CRC-32, as it stands in PackEntry

void append_u32(std::string& out, std::uint32_t number); // big-endian, as all of git's numbers

} // namespace takan::sync::git
