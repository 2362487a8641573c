#include "sync/git/pack_index.hpp"

#include "sync/git/sha1.hpp"

#include <algorithm>
#include <array>

#include <libdeflate.h>

namespace takan::sync::git {
namespace {

constexpr std::uint64_t large = 0x80000000U; // offsets from here on stand in a table of their own

void append_oid(std::string& out, const Oid& id) {
    out.append(reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size());
}

void append_fanout(std::string& out, const std::vector<PackEntry>& entries) {
    std::array<std::uint32_t, 256> count{};
    for (const PackEntry& entry : entries) {
        ++count[entry.id.bytes[0]];
    }
    std::uint32_t sum = 0;
    for (const std::uint32_t number : count) {
        append_u32(out, sum += number);
    }
}

} // namespace

std::uint32_t crc_of(std::string_view bytes) {
    return libdeflate_crc32(0, bytes.data(), bytes.size());
}

void append_u32(std::string& out, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += static_cast<char>(number >> shift & 0xFF);
    }
}

std::string pack_index(std::vector<PackEntry> entries, const Oid& pack_hash) {
    std::ranges::sort(entries, {}, &PackEntry::id);
    std::string out("\377tOc\0\0\0\2", 8);
    append_fanout(out, entries);
    for (const PackEntry& entry : entries) {
        append_oid(out, entry.id);
    }
    for (const PackEntry& entry : entries) {
        append_u32(out, entry.crc);
    }
    std::string large_offsets;
    for (const PackEntry& entry : entries) {
        if (entry.offset < large) {
            append_u32(out, static_cast<std::uint32_t>(entry.offset));
            continue;
        }
        append_u32(out, static_cast<std::uint32_t>(large | large_offsets.size() / 8));
        append_u32(large_offsets, static_cast<std::uint32_t>(entry.offset >> 32));
        append_u32(large_offsets, static_cast<std::uint32_t>(entry.offset & 0xFFFFFFFFU));
    }
    out += large_offsets;
    append_oid(out, pack_hash);
    Sha1 hash;
    hash.add(out);
    append_oid(out, hash.finish());
    return out;
}

} // namespace takan::sync::git
