#include "sync/git/object_copy.hpp"

#include "sync/git/missing_objects.hpp"
#include "sync/git/name.hpp"
#include "sync/git/pack_writer.hpp"
#include "sync/git/sizes.hpp"

#include <unordered_set>

namespace takan::sync::git {
namespace {

// What one pack of photos holds, unless a single one is larger: the unit in which they are sent on.
constexpr std::uint64_t greatest_pack = 16 * 1024 * 1024;
// No record is nearly as large, and nothing else counts on a team's main: a larger one, or what unfolds to one, is left
// where it is when damage is to be passed over.
constexpr std::size_t greatest_beside_records = 64 * 1024 * 1024;

class Copier {
public:
    Copier(const Repo& from, const Repo& to, What what, const OnTransfer& progress, const std::stop_token& stop)
        : m_from(from), m_to(to), m_is_lenient(what == What::what_is_there), m_progress(progress), m_stop(stop) {}

    Status copy(const MissingObjects& objects) {
        m_transfer.objects_total = objects.count();
        report();
        if (objects.count() == 0) return {};
        TAKAN_TRY_LET(records, PackWriter::start(m_to.folder()));
        for (const Oid& id : objects.blobs) {
            TAKAN_TRY(copy_blob(id, records));
        }
        for (const auto& [type, id] : objects.others) {
            TAKAN_TRY(copy_object(type, id, records));
        }
        TAKAN_TRY(go_on());
        // Photos need nothing else, so their packs may be seen first; what names them comes last.
        TAKAN_TRY(finish_photos());
        TAKAN_TRY(records.finish());
        return {};
    }

private:
    Status go_on() const {
        return m_stop.stop_requested() ? Status(fail(ErrorKind::cancelled, "the transfer was stopped")) : Status{};
    }

    Status copy_blob(const Oid& id, PackWriter& records) {
        const auto head = m_from.header(id);
        if (!head) return damaged(ObjectType::blob, head.error());
        const std::size_t size = head->second;
        if (compression_for(ObjectType::blob, size) == Compression::fast) {
            return copy_object(ObjectType::blob, id, records);
        }
        if (m_photos && m_photos->size() + size > greatest_pack) TAKAN_TRY(finish_photos());
        if (!m_photos) {
            TAKAN_TRY_LET(pack, PackWriter::start(m_to.folder()));
            m_photos = std::move(pack);
        }
        return copy_object(ObjectType::blob, id, *m_photos);
    }

    Status copy_object(ObjectType type, const Oid& id, PackWriter& pack) {
        TAKAN_TRY(go_on());
        const auto object = m_from.read_packed(id, type, m_is_lenient ? greatest_beside_records : greatest_object);
        if (!object) return damaged(type, object.error());
        const std::uint64_t before = pack.size();
        TAKAN_TRY(pack.take(id, *object));
        m_transfer.bytes += pack.size() - before;
        ++m_transfer.objects_done;
        report();
        return {};
    }

    // A cancelled transfer keeps the photos' packs that were finished: the next one goes on behind them.
    Status finish_photos() {
        if (!m_photos) return {};
        TAKAN_TRY(m_photos->finish(true));
        m_photos.reset();
        return {};
    }

    // Without a commit nobody can tell what lies below it: that one is never left out.
    Status damaged(ObjectType type, Error error) const {
        if (m_is_lenient && is_damage(error) && type != ObjectType::commit) return {};
        if (error.kind == ErrorKind::missing) error.kind = ErrorKind::corrupt;
        return error;
    }

    void report() const {
        if (m_progress) m_progress(m_transfer);
    }

    const Repo& m_from;
    const Repo& m_to;
    bool m_is_lenient;
    const OnTransfer& m_progress;
    const std::stop_token& m_stop;
    std::optional<PackWriter> m_photos;
    Transfer m_transfer;
};

// Walks one commit's tree in a repository that has it sound.
class SoundWalk {
public:
    using OnObject = std::function<Status(ObjectType type, const Oid& id)>;

    SoundWalk(const Repo& repo, const OnObject& found, const std::stop_token& stop)
        : m_repo(repo), m_found(found), m_stop(stop) {}

    Status folder(const Oid& id, int depth) {
        if (!m_seen.insert(id).second) return {};
        if (m_stop.stop_requested()) return fail(ErrorKind::cancelled, "the transfer was stopped");
        if (depth > greatest_depth) return fail(ErrorKind::corrupt, "folders lie too deep in each other", id.hex());
        TAKAN_TRY_LET(tree, m_repo.tree(id));
        for (const TreeEntry& entry : tree) {
            if (entry.mode == Mode::folder) {
                TAKAN_TRY(folder(entry.id, depth + 1));
            } else if (entry.mode != Mode::submodule && m_seen.insert(entry.id).second) {
                TAKAN_TRY(m_found(ObjectType::blob, entry.id));
            }
        }
        return m_found(ObjectType::tree, id);
    }

private:
    const Repo& m_repo;
    const OnObject& m_found;
    const std::stop_token& m_stop;
    std::unordered_set<Oid> m_seen;
};

} // namespace

Result<std::size_t> restore_objects(const Repo& from, Repo& to, const Oid& commit, const OnTransfer& progress,
                                    std::stop_token stop) {
    to.refresh();
    MissingObjects lost;
    const auto look = [&](ObjectType type, const Oid& id) -> Status {
        if (to.read(id, type, greatest_object)) return {};
        if (type == ObjectType::blob) {
            lost.blobs.push_back(id);
        } else {
            lost.others.emplace_back(type, id);
        }
        return {};
    };
    TAKAN_TRY_LET(tip, from.commit(commit));
    TAKAN_TRY(SoundWalk(from, look, stop).folder(tip.tree, 0));
    TAKAN_TRY(Copier(from, to, What::everything, progress, stop).copy(lost));
    to.refresh();
    return lost.count();
}

bool is_whole(const Repo& repo, const Oid& commit) {
    const auto tip = repo.commit(commit);
    if (!tip) return false;
    const auto look = [&](ObjectType type, const Oid& id) -> Status {
        const auto bytes = repo.read(id, type, greatest_object);
        return bytes ? Status() : Status(bytes.error());
    };
    return bool(SoundWalk(repo, look, {}).folder(tip->tree, 0));
}

Status copy_objects(const Repo& from, Repo& to, const std::vector<Oid>& wanted, What what, const OnTransfer& progress,
                    std::stop_token stop) {
    to.refresh();
    TAKAN_TRY_LET(objects, missing_objects(from, to, wanted, what, stop));
    TAKAN_TRY(Copier(from, to, what, progress, stop).copy(objects));
    to.refresh();
    return {};
}

Status copy_files(const Repo& from, Repo& to, const std::vector<Oid>& blobs, const OnTransfer& progress,
                  std::stop_token stop) {
    to.refresh();
    MissingObjects objects;
    for (const Oid& id : blobs) {
        if (to.has_without_refresh(id)) continue;
        if (!from.has(id)) return fail(ErrorKind::missing, "a file is not there", id.hex());
        objects.blobs.push_back(id);
    }
    TAKAN_TRY(Copier(from, to, What::everything, progress, stop).copy(objects));
    to.refresh();
    return {};
}

} // namespace takan::sync::git
