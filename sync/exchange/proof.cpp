#include "sync/exchange/proof.hpp"

#include "sync/base/sha256.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/media_refs.hpp"
#include "sync/exchange/trust.hpp"
#include "sync/git/partial.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace takan::sync {
namespace {

// Looks one path up in many trees. Most commits share all folders on the way but the uppermost, so each is read once.
class PathFinder {
public:
    PathFinder(const git::Repo& repo, std::string_view path) : m_repo(repo) {
        for (const auto part : split(path, '/'))
            m_levels.push_back({std::string(part), {}});
    }

    // The file's blob; the zero id when it is not there.
    Result<git::Oid> find(git::Oid tree) {
        for (auto& level : m_levels) {
            const auto known = level.seen.find(tree);
            if (known == level.seen.end()) {
                TAKAN_TRY_LET(entries, m_repo.tree(tree));
                const auto entry = std::find_if(entries.begin(), entries.end(),
                                                [&](const git::TreeEntry& one) { return one.name == level.name; });
                const git::Oid below = entry == entries.end() ? git::Oid{} : entry->id;
                level.seen.emplace(tree, below);
                tree = below;
            } else {
                tree = known->second;
            }
            if (tree.is_zero()) return tree;
        }
        return tree;
    }

private:
    struct Level {
        std::string name;
        std::unordered_map<git::Oid, git::Oid> seen; // folder -> what it holds under the name
    };
    const git::Repo& m_repo;
    std::vector<Level> m_levels;
};

class HistoryWalk {
public:
    HistoryWalk(const git::Repo& repo, std::string_view path) : m_repo(repo), m_finder(repo, path) {}

    Status visit(const git::Oid& id) {
        TAKAN_TRY_LET(commit, m_repo.lineage(id));
        return visit(id, commit);
    }

    Status visit(const git::Oid& id, const git::Commit& commit) {
        TAKAN_TRY_LET(blob, m_finder.find(commit.tree));
        m_blobs[id] = blob;
        for (const auto& parent : commit.parents) {
            if (m_blobs[parent] == blob) return {};
        }
        if (blob.is_zero()) return {};
        const auto bytes = read_blob(m_repo, blob);
        if (!bytes) return bytes.error().kind == ErrorKind::invalid ? Status() : bytes.error();
        if (const auto record = read_record(*bytes))
            take(*record, id); // what is none was set aside, and stays out here
        return {};
    }

    std::vector<HistoricEdit> finish(const std::optional<Record>& at_tip) && {
        for (auto& one : m_edits) {
            const Field* field = at_tip ? find_field(*at_tip, one.field) : nullptr;
            one.replaced = field == nullptr || !field->contains(one.edit);
        }
        return std::move(m_edits);
    }

private:
    void take(const Record& record, const git::Oid& commit) {
        const auto first_new = static_cast<std::ptrdiff_t>(m_edits.size());
        for (const auto& [name, field] : record.fields) {
            for (const auto& [edit, value] : field) {
                if (m_known.insert({name, edit}).second) m_edits.push_back({name, edit, value, false, commit});
            }
        }
        std::stable_sort(m_edits.begin() + first_new, m_edits.end(),
                         [](const HistoricEdit& a, const HistoricEdit& b) { return a.edit.time < b.edit.time; });
    }

    const git::Repo& m_repo;
    PathFinder m_finder;
    std::unordered_map<git::Oid, git::Oid> m_blobs; // commit -> the file as it stood there
    std::set<std::pair<std::string, Edit>> m_known;
    std::vector<HistoricEdit> m_edits;
};

class Verifier {
public:
    Verifier(const git::Repo& repo, const std::function<void(const Verification&)>& progress, std::stop_token stop)
        : m_repo(repo), m_is_partial(git::is_partial(repo)), m_progress(progress), m_stop(std::move(stop)) {}

    Result<Verification> run() {
        Registry registry;
        if (const auto main = m_repo.ref(main_ref)) {
            TAKAN_TRY(check_main(*main, registry));
        }
        TAKAN_TRY_LET(refs, m_repo.refs(media_prefix));
        for (const auto& [name, tip] : refs) {
            TAKAN_TRY(check_media(name, tip, registry));
        }
        return std::move(m_found);
    }

private:
    Status tell() {
        if (m_stop.stop_requested()) return fail(ErrorKind::cancelled, "the check was stopped");
        if (m_progress) m_progress(m_found);
        return {};
    }

    // From the first commit on, as a laptop does that joins today.
    Status check_main(const git::Oid& main, Registry& registry) {
        TAKAN_TRY_LET(judgement, judge(m_repo, main, {}, {}, m_stop, team_root(m_repo)));
        registry = judgement.registry;
        m_found.commits += judgement.commits;
        TAKAN_TRY_LET(tip_tree, tree_of(m_repo, main));
        const auto& instead = judgement.accepted.instead;
        const bool is_clean = instead.empty() && judgement.accepted.tree == tip_tree;
        for (auto& fault : judgement.set_aside) {
            // What a commit did that was set aside as a whole is gone only when nothing differs any more.
            const bool is_past = is_clean || (!fault.path.empty() && !instead.contains(fault.path));
            (is_past ? m_found.historic : m_found.faults).push_back(std::move(fault));
        }
        TAKAN_TRY(tell());
        return git::walk(
            m_repo, judgement.accepted.tree, "", [&](const std::string& path, const git::TreeEntry& entry) {
                return judgement.accepted.instead.contains(path) ? Status() : check_file(main, path, entry);
            });
    }

    Status check_file(const git::Oid& main, const std::string& path, const git::TreeEntry& entry) {
        if (!holds_record(path)) return {};
        ++m_found.records;
        const auto bytes = read_blob(m_repo, entry.id);
        const auto record = bytes ? read_record(*bytes) : Result<Record>(bytes.error());
        if (!record) {
            m_found.faults.push_back({main, path, entry.id, Fault::malformed_record, {}, record.error().message});
        } else if (path_of(*record) != path) {
            m_found.faults.push_back({main, path, entry.id, Fault::wrong_path, {}, path_of(*record)});
        }
        return m_found.records % 1000 == 0 ? tell() : Status();
    }

    Status check_media(const std::string& name, const git::Oid& tip, const Registry& registry) {
        TAKAN_TRY_LET(commits, m_repo.new_commits({tip}, {}));
        m_found.commits += commits.size();
        TAKAN_TRY_LET(fault, fault_of_media(m_repo, name, tip, {}, registry));
        if (fault) m_found.faults.push_back(std::move(*fault));
        TAKAN_TRY_LET(tree, tree_of(m_repo, tip));
        return git::walk(m_repo, tree, "", [&](const std::string& file, const git::TreeEntry& entry) {
            check_photo(name, file, entry);
            return tell();
        });
    }

    void check_photo(const std::string& ref, const std::string& file, const git::TreeEntry& entry) {
        const auto bytes = m_repo.read(entry.id, git::ObjectType::blob, greatest_media_file);
        if (!bytes && bytes.error().kind == ErrorKind::missing && m_is_partial) {
            ++m_found.photos_not_here;
            return;
        }
        ++m_found.photos;
        if (bytes) m_found.photo_bytes += bytes->size();
        const std::string reason = !bytes                       ? bytes.error().message
                                   : sha256_hex(*bytes) != file ? "the bytes do not match the name"
                                                                : "";
        if (!reason.empty()) m_found.broken_photos.push_back(ref + " " + file + ": " + reason);
    }

    const git::Repo& m_repo;
    bool m_is_partial;
    const std::function<void(const Verification&)>& m_progress;
    std::stop_token m_stop;
    Verification m_found;
};

Result<std::optional<Record>> record_at(const git::Repo& repo, const git::Oid& tip, std::string_view path) {
    TAKAN_TRY_LET(tree, tree_of(repo, tip));
    TAKAN_TRY_LET(bytes, bytes_at(repo, tree, path));
    if (!bytes) return std::optional<Record>();
    TAKAN_TRY_LET(record, read_record(*bytes));
    return std::optional(std::move(record));
}

} // namespace

Result<std::vector<HistoricEdit>> edit_history(const git::Repo& repo, const git::Oid& tip, std::string_view path) {
    TAKAN_TRY_LET(commits, repo.new_commits({tip}, {}));
    HistoryWalk walk(repo, path);
    for (const auto& commit : commits) {
        TAKAN_TRY(walk.visit(commit));
    }
    TAKAN_TRY_LET(at_tip, record_at(repo, tip, path));
    return std::move(walk).finish(at_tip);
}

Result<std::map<std::string, std::vector<HistoricEdit>>> edit_histories(const git::Repo& repo, const git::Oid& tip,
                                                                        const std::vector<std::string>& paths) {
    TAKAN_TRY_LET(commits, repo.new_commits({tip}, {}));
    std::map<std::string, HistoryWalk> walks;
    for (const auto& path : paths)
        walks.try_emplace(path, repo, path);
    for (const auto& id : commits) {
        TAKAN_TRY_LET(commit, repo.lineage(id));
        for (auto& [path, walk] : walks)
            TAKAN_TRY(walk.visit(id, commit));
    }
    std::map<std::string, std::vector<HistoricEdit>> histories;
    for (auto& [path, walk] : walks) {
        TAKAN_TRY_LET(at_tip, record_at(repo, tip, path));
        histories.emplace(path, std::move(walk).finish(at_tip));
    }
    return histories;
}

Result<std::vector<HistoricEdit>> edits_between(const git::Repo& repo, const std::vector<git::Oid>& tips,
                                                const std::vector<git::Oid>& known, std::string_view path) {
    TAKAN_TRY_LET(commits, repo.new_commits(tips, known));
    HistoryWalk walk(repo, path);
    for (const auto& commit : commits) {
        TAKAN_TRY(walk.visit(commit));
    }
    return std::move(walk).finish(std::nullopt);
}

Result<Verification> verify(const git::Repo& repo, const std::function<void(const Verification&)>& progress,
                            std::stop_token stop) {
    return Verifier(repo, progress, std::move(stop)).run();
}

} // namespace takan::sync
