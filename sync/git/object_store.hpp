#pragma once
// ObjectStore: all objects of a repository for reading: packs, loose ones, and those of its alternates. Nothing is
// mapped into memory: a stick that is pulled out gives an error.

#include "sync/git/pack_reader.hpp"

#include <bitset>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace takan::sync::git {

class ObjectStore {
public:
    // `objects`: the repository's folder of that name. Errors: corrupt, denied, offline (its alternates cannot be
    // read).
    static Result<ObjectStore> open(const std::filesystem::path& objects);

    bool has(const Oid& id);
    bool has_without_refresh(const Oid& id);
    // Those of `ids` that are here, sorted, as has_without_refresh() tells it: for thousands at once.
    std::vector<Oid> held(std::vector<Oid> ids);
    // Errors: missing, corrupt (also when another type is there), offline, denied, and invalid when the object is
    // larger than `limit`. A damaged copy counts only when there is no whole one.
    Result<std::string> read(const Oid& id, ObjectType type, std::size_t limit);
    // The same with the form in which it lies in its pack, if that is one that any pack may take over.
    Result<PackedObject> read_packed(const Oid& id, ObjectType type, std::size_t limit);
    Result<std::pair<ObjectType, std::uint64_t>> header(const Oid& id);

    // Looks for packs that came or went.
    void refresh();
    // See Repo.
    std::optional<std::string> packs_fingerprint() const;

private:
    struct Place {
        std::filesystem::path objects;
        std::vector<std::unique_ptr<PackReader>> packs;
        std::bitset<256> loose; // folders of loose objects, by the first byte of their ids
    };
    using InPack = std::function<Status(PackReader&, std::uint64_t offset)>;
    using InFile = std::function<Status(const std::filesystem::path&)>;

    ObjectStore() = default;
    Result<PackedObject> read(const Oid& id, ObjectType type, std::size_t limit, bool with_packed);
    Status add_place(const std::filesystem::path& objects, int depth);
    // Calls one of both for each copy of an object until one succeeds. The first failure counts, or missing.
    Status look(const Oid& id, const InPack& in_pack, const InFile& in_file);
    Status look_once(const Oid& id, const InPack& in_pack, const InFile& in_file);
    Status look_into(PackReader& pack, const Oid& id, const InPack& in_pack);
    bool rescan();
    static bool rescan(Place& place);
    void limit_open_packs(PackReader& about_to_open);

    std::vector<Place> m_places;
    PackReader* m_last = nullptr; // where the last object was found: the next is likely there too
    std::vector<PackReader*> m_open;
    Inflater m_inflater;
};

} // namespace takan::sync::git
