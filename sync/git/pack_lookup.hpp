#pragma once
// PackLookup: a pack's index for reading, version 2: at which place of the pack an object lies.

#include "sync/git/descriptor.hpp"
#include "sync/git/pack_index.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync::git {

class PackLookup {
public:
    // Errors: missing, corrupt, offline.
    static Result<PackLookup> open(const std::filesystem::path& path);

    std::uint32_t count() const { return m_fanout.back(); }
    const Oid& pack_hash() const { return m_pack_hash; } // the pack's trailer
    Result<std::optional<std::uint64_t>> find(const Oid& id);
    // Sets `held` for those of `ids`, which are sorted, that the pack holds: one pass instead of a search for each.
    Status mark(const std::vector<Oid>& ids, std::vector<bool>& held);
    // Every object of the pack, by id.
    Result<std::vector<PackEntry>> entries();

private:
    PackLookup() = default;
    Status load();
    // `size` bytes from `at` on, from memory or into `room`.
    Result<std::string_view> view(std::uint64_t at, std::size_t size, std::string& room) const;
    Result<std::uint64_t> offset_of(std::uint32_t position) const;

    std::filesystem::path m_path;
    OpenFile m_file;     // closed when the whole is in memory
    std::string m_bytes; // empty: not in memory
    std::array<std::uint32_t, 256> m_fanout{};
    Oid m_pack_hash;
    std::uint64_t m_size = 0;
    std::uint64_t m_asked = 0; // lookups before the whole was read
};

} // namespace takan::sync::git
