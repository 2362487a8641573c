#pragma once
// PackWriter: many objects as one pack and its index, durable before any ref may name them.
// Formats: git's pack-format and index v2 pages.

#include "sync/git/pack_encoder.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace takan::sync::git {

class PackWriter {
public:
    // Writes `tmp_pack_*` in objects/pack of the bare repository at `folder`; nothing is visible before finish().
    static Result<PackWriter> start(const std::filesystem::path& folder);
    PackWriter(PackWriter&&) noexcept;
    PackWriter& operator=(PackWriter&&) noexcept;
    ~PackWriter(); // removes what was not finished

    // Returns the object's id. The same object a second time is not written again.
    Result<Oid> add(ObjectType type, std::string_view bytes, Compression compression = Compression::fast);
    // Takes an object whose id is known to be right: just made, or read and so checked. In its packed form, if it has it.
    Status take(const Oid& id, const PackedObject& object);
    // Takes an object over as it lies in another pack: its head and compressed bytes. An id that is here is skipped.
    Status copy(const Oid& id, std::string_view raw);
    // The same for a delta that named its base by its place: `size` of the delta, and its compressed bytes. The base
    // must be copied too.
    Status copy_delta(const Oid& id, const Oid& base, std::uint64_t size, std::string_view compressed);
    std::size_t count() const;
    std::uint64_t size() const; // bytes written so far

    // fsync pack, write and fsync the index, rename both (pack first), fsync the folder. Without objects nothing is
    // written. `keep`: leaves a .keep beside it, so that git's gc lets it be (photos). Returns the pack's name
    // ("pack-…") if any.
    Result<std::optional<std::string>> finish(bool keep = false);

private:
    struct State;
    Status take_over(const Oid& id, std::string_view head, std::string_view rest);
    explicit PackWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace takan::sync::git
