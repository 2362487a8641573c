#pragma once
// PackReader: the objects of one pack. Everything is read at its place, never mapped; every size and offset is checked,
// since packs come from sticks and shares.

#include "sync/git/inflate.hpp"
#include "sync/git/pack_lookup.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace takan::sync::git {

// What stands in front of an object in a pack.
struct PackedHead {
    enum class Kind : std::uint8_t { commit = 1, tree, blob, tag, delta_from_offset = 6, delta_from_id };
    Kind kind = Kind::blob;
    std::uint64_t size = 0; // of what is compressed: the object, or the delta
    std::uint64_t data = 0; // where that begins
    std::uint64_t base = 0; // of a delta: where its base's head begins
    Oid base_id;            // of a delta from an id

    bool is_delta() const { return kind >= Kind::delta_from_offset; }
};

class PackReader {
public:
    // `index`: the path of the .idx. Nothing is opened before it is needed.
    explicit PackReader(std::filesystem::path index);

    const std::filesystem::path& index_path() const { return m_index_path; }
    // Errors of all: corrupt, offline, and missing when the pack was removed meanwhile.
    Result<std::optional<std::uint64_t>> find(const Oid& id);
    Status mark(const std::vector<Oid>& ids, std::vector<bool>& held); // as PackLookup's; keeps nothing open
    Result<std::pair<ObjectType, std::uint64_t>> header(std::uint64_t offset);
    // Also invalid: the object is larger than `limit`. Whether the bytes are what the id says is not looked at.
    Result<PackedObject> read(std::uint64_t offset, std::size_t limit, bool with_packed = false);

    Result<PackedHead> head(std::uint64_t offset);
    // Every object, by id, and where the last one ends.
    Result<std::vector<PackEntry>> entries();
    Result<std::uint64_t> end();
    // `size` bytes as they lie in the pack. Good until the next call.
    Result<std::string_view> raw(std::uint64_t at, std::size_t size);

    bool is_open() const { return static_cast<bool>(m_pack.descriptor); }
    void close(); // opens again when needed

private:
    Status open_index();
    Status open_pack();
    // At most `size` bytes, fewer only at the pack's end.
    Result<std::string_view> bytes(std::uint64_t at, std::size_t size);
    Result<std::string> inflated(const PackedHead& head, std::string* packed = nullptr);
    Error damaged() const;
    void remember(std::uint64_t offset, const PackedObject& object);

    std::filesystem::path m_index_path;
    std::filesystem::path m_pack_path;
    std::optional<PackLookup> m_index;
    OpenFile m_pack;
    std::uint64_t m_end = 0; // of the objects; the trailer follows
    Inflater m_inflater;
    std::string m_window; // bytes of the pack that were read last
    std::uint64_t m_window_at = 0;
    std::unordered_map<std::uint64_t, PackedObject> m_bases; // of deltas that were read
    std::size_t m_bases_size = 0;
};

} // namespace takan::sync::git
