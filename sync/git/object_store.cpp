#include "sync/git/object_store.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/git/loose_object.hpp"
#include "sync/git/sha1.hpp"

#include <algorithm>
#include <unordered_map>

#include <unistd.h>

namespace takan::sync::git {
namespace {

namespace fs = std::filesystem;

constexpr int greatest_alternate_depth = 5; // as git
constexpr std::size_t greatest_alternates_file = 1024 * 1024;
// A team's photos are packs by the thousand; a process may have some 1,000 files open.
constexpr std::size_t greatest_open_packs = 100;

Error is_missing(const Oid& id) {
    return fail(ErrorKind::missing, "an object is not there", id.hex());
}

bool ends_the_search(const Status& looked) {
    return looked || looked.error().kind == ErrorKind::invalid;
}

} // namespace

Result<ObjectStore> ObjectStore::open(const fs::path& objects) {
    ObjectStore store;
    TAKAN_TRY(store.add_place(objects, 0));
    store.rescan();
    return store;
}

// Each folder once, so that those that name each other end. One that is not there is passed over, as git does: what is
// then missing says so itself.
Status ObjectStore::add_place(const fs::path& objects, int depth) {
    std::error_code code;
    const fs::path folder = fs::weakly_canonical(objects, code);
    if (code || depth > greatest_alternate_depth) return {};
    if (depth > 0 && !fs::is_directory(folder, code)) return {};
    if (std::ranges::find(m_places, folder, &Place::objects) != m_places.end()) return {};
    m_places.push_back({folder, {}, {}});
    const auto text = read_file(folder / "info" / "alternates", greatest_alternates_file);
    if (!text) return text.error().kind == ErrorKind::missing ? Status() : Status(text.error());
    for (const std::string_view line : split(*text, '\n')) {
        if (line.empty() || line.starts_with('#')) continue;
        TAKAN_TRY(add_place(folder / path_from_utf8(line), depth + 1));
    }
    return {};
}

bool ObjectStore::rescan(Place& place) {
    std::unordered_map<std::string, std::unique_ptr<PackReader>> known;
    for (auto& pack : place.packs) {
        std::string name = utf8(pack->index_path());
        known.emplace(std::move(name), std::move(pack));
    }
    place.packs.clear();
    bool is_new = false;
    std::error_code code;
    for (fs::directory_iterator at(place.objects / "pack", code), end; !code && at != end; at.increment(code)) {
        const fs::path& path = at->path();
        if (path.extension() != ".idx" || !utf8(path.filename()).starts_with("pack-")) continue;
        const auto found = known.find(utf8(path));
        is_new = is_new || found == known.end();
        place.packs.push_back(found == known.end() ? std::make_unique<PackReader>(path) : std::move(found->second));
    }
    const std::bitset<256> before = place.loose;
    place.loose.reset();
    for (fs::directory_iterator at(place.objects, code), end; !code && at != end; at.increment(code)) {
        const std::string name = utf8(at->path().filename());
        constexpr std::string_view digits = "0123456789abcdef";
        if (name.size() != 2 || name.find_first_not_of(digits) != std::string::npos) continue;
        place.loose.set(digits.find(name[0]) * 16 + digits.find(name[1]));
    }
    return is_new || (place.loose & ~before).any();
}

// Returns whether something came that was not known.
bool ObjectStore::rescan() {
    m_last = nullptr;
    bool is_new = false;
    for (Place& place : m_places) {
        if (rescan(place)) is_new = true;
    }
    m_open.clear();
    for (const Place& place : m_places) {
        for (const auto& pack : place.packs) {
            if (pack->is_open()) m_open.push_back(pack.get());
        }
    }
    return is_new;
}

void ObjectStore::refresh() {
    rescan();
}

std::optional<std::string> ObjectStore::packs_fingerprint() const {
    std::vector<std::string> names;
    for (const Place& place : m_places) {
        if (place.loose.any()) return std::nullopt;
        for (const auto& pack : place.packs)
            names.push_back(utf8(pack->index_path()));
    }
    std::ranges::sort(names);
    Sha1 hash;
    for (const std::string& name : names)
        hash.add(name + "\n");
    return hash.finish().hex();
}

void ObjectStore::limit_open_packs(PackReader& about_to_open) {
    if (about_to_open.is_open()) return;
    if (m_open.size() >= greatest_open_packs) {
        std::ranges::for_each(m_open, [](PackReader* pack) { pack->close(); });
        m_open.clear();
    }
    m_open.push_back(&about_to_open);
}

Status ObjectStore::look_into(PackReader& pack, const Oid& id, const InPack& in_pack) {
    TAKAN_TRY_LET(offset, pack.find(id));
    if (!offset) return is_missing(id);
    limit_open_packs(pack);
    m_last = &pack;
    return in_pack(pack, *offset);
}

Status ObjectStore::look_once(const Oid& id, const InPack& in_pack, const InFile& in_file) {
    std::optional<Error> first;
    const auto failed = [&](const Status& looked) {
        if (!first && looked.error().kind != ErrorKind::missing) first = looked.error();
    };
    PackReader* const last = m_last;
    if (last) {
        const Status looked = look_into(*last, id, in_pack);
        if (ends_the_search(looked)) return looked;
        failed(looked);
    }
    for (const Place& place : m_places) {
        for (const auto& pack : place.packs) {
            if (pack.get() == last) continue;
            const Status looked = look_into(*pack, id, in_pack);
            if (ends_the_search(looked)) return looked;
            failed(looked);
        }
        if (!place.loose.test(id.bytes[0])) continue;
        const Status looked = in_file(loose_path(place.objects, id));
        if (ends_the_search(looked)) return looked;
        failed(looked);
    }
    return first ? *first : is_missing(id);
}

// Packs are joined and repacked by others while we read: what is not there any more is elsewhere now.
Status ObjectStore::look(const Oid& id, const InPack& in_pack, const InFile& in_file) {
    const Status looked = look_once(id, in_pack, in_file);
    if (ends_the_search(looked) || !rescan()) return looked;
    return look_once(id, in_pack, in_file);
}

bool ObjectStore::has_without_refresh(const Oid& id) {
    const auto here = [](PackReader&, std::uint64_t) { return Status(); };
    return static_cast<bool>(look_once(id, here, [&](const fs::path& path) {
        return ::access(path.c_str(), F_OK) == 0 ? Status() : Status(is_missing(id));
    }));
}

std::vector<Oid> ObjectStore::held(std::vector<Oid> ids) {
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::vector<Oid> found;
    for (const Place& place : m_places) {
        for (const auto& pack : place.packs) {
            std::vector<bool> held(ids.size());
            (void)pack->mark(ids, held); // what cannot be read holds nothing
            std::size_t kept = 0;
            for (std::size_t i = 0; i < ids.size(); ++i) {
                if (held[i]) {
                    found.push_back(ids[i]);
                } else {
                    ids[kept++] = ids[i];
                }
            }
            ids.resize(kept);
        }
        std::erase_if(ids, [&](const Oid& id) {
            const bool here =
                place.loose.test(id.bytes[0]) && ::access(loose_path(place.objects, id).c_str(), F_OK) == 0;
            if (here) found.push_back(id);
            return here;
        });
    }
    std::ranges::sort(found);
    return found;
}

bool ObjectStore::has(const Oid& id) {
    return has_without_refresh(id) || (rescan() && has_without_refresh(id));
}

Result<std::pair<ObjectType, std::uint64_t>> ObjectStore::header(const Oid& id) {
    std::pair<ObjectType, std::uint64_t> header;
    const auto take = [&](const Result<std::pair<ObjectType, std::uint64_t>>& found) -> Status {
        if (!found) return found.error();
        header = *found;
        return {};
    };
    TAKAN_TRY(look(
        id, [&](PackReader& pack, std::uint64_t offset) { return take(pack.header(offset)); },
        [&](const fs::path& path) { return take(loose_header(path)); }));
    return header;
}

Result<std::string> ObjectStore::read(const Oid& id, ObjectType type, std::size_t limit) {
    TAKAN_TRY_LET(object, read(id, type, limit, false));
    return std::move(object.bytes);
}

Result<PackedObject> ObjectStore::read_packed(const Oid& id, ObjectType type, std::size_t limit) {
    return read(id, type, limit, true);
}

Result<PackedObject> ObjectStore::read(const Oid& id, ObjectType type, std::size_t limit, bool with_packed) {
    PackedObject object;
    const auto take = [&](Result<PackedObject> found) -> Status {
        if (!found) return found.error();
        if (found->type != type) {
            return fail(ErrorKind::corrupt, "an object is of another type than its place says", id.hex());
        }
        if (object_id(type, found->bytes) != id) {
            return fail(ErrorKind::corrupt, "an object is not what its id says", id.hex());
        }
        object = std::move(*found);
        return {};
    };
    TAKAN_TRY(look(
        id, [&](PackReader& pack, std::uint64_t offset) { return take(pack.read(offset, limit, with_packed)); },
        [&](const fs::path& path) { return take(read_loose(path, limit, m_inflater)); }));
    return object;
}

} // namespace takan::sync::git
