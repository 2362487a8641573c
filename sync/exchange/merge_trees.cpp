#include "sync/exchange/merge_trees.hpp"

#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <utility>

namespace takan::sync {
namespace {

using MaybeEntry = std::optional<git::TreeEntry>;

MaybeEntry found_or_nothing(const Result<git::TreeEntry>& found) {
    return found ? MaybeEntry(*found) : MaybeEntry();
}

// True when a commit that `tip` reaches and `hidden` does not changed the path.
Result<bool> changed_since(const git::Repo& repo, const git::Oid& tip, const git::Oid& hidden,
                           const std::string& path) {
    TAKAN_TRY_LET(commits, repo.new_commits({tip}, {hidden}));
    for (const auto& id : commits) {
        TAKAN_TRY_LET(commit, repo.lineage(id));
        const MaybeEntry here = found_or_nothing(repo.entry_at(commit.tree, path));
        bool is_new = true;
        for (const auto& parent : commit.parents) {
            TAKAN_TRY_LET(tree, tree_of(repo, parent));
            if (found_or_nothing(repo.entry_at(tree, path)) == here) is_new = false;
        }
        if (is_new) return true;
    }
    return false;
}

class TreeMerge {
public:
    TreeMerge(const git::Repo& repo, const Merger& merger, const Side& ours, const git::Oid& theirs, CommitDraft& draft)
        : m_repo(repo), m_merger(merger), m_ours(ours), m_theirs(theirs), m_draft(draft) {}

    // A path at which the trees differ.
    Status take(const git::Difference& found) {
        if (!found.after || found.after->mode != git::Mode::file) return {}; // only ours has it
        const Place place = place_of(found.path);
        if (place == Place::nowhere) return {};
        if (place == Place::signers) {
            m_draft.renew_signers(); // it follows from the members and devices
            return {};
        }
        if (!found.before) return add(found, place);
        if (found.is_untouched && place != Place::format) {
            if (is_record(place)) ++m_counts.received;
            return m_draft.put(found.path, *found.after);
        }
        if (!is_record(place)) return take_file(found);
        TAKAN_TRY_LET(theirs, read_blob(m_repo, found.after->id));
        return take_record(found.path, found.before->id, theirs, found.after);
    }

    // A path of which other bytes count than those in their tree.
    Status take_bytes(const std::string& path, const std::string& bytes) {
        if (place_of(path) == Place::signers) {
            m_draft.renew_signers();
            return {};
        }
        const auto held = m_repo.entry_at(m_ours.tree, path);
        if (!held && held.error().kind != ErrorKind::missing) return held.error();
        if (held && held->id == git::object_id(git::ObjectType::blob, bytes)) return {};
        if (held && holds_record(path)) return take_record(path, held->id, bytes, std::nullopt);
        if (held) {
            TAKAN_TRY_LET(by_us, changed_since(m_repo, m_ours.commit, m_theirs, path));
            return by_us ? Status() : m_draft.put(path, bytes);
        }
        if (holds_record(path)) ++m_counts.received;
        return m_draft.put(path, bytes);
    }

    MergeCounts counts() && { return std::move(m_counts); }

private:
    static bool is_record(Place place) {
        return place == Place::record || place == Place::member || place == Place::device;
    }

    Status add(const git::Difference& found, Place place) {
        if (is_record(place)) {
            ++m_counts.received;
        } else if (stands_in_the_way(found.path)) {
            m_counts.clashes.push_back({m_theirs, found.path, found.after->id, Fault::foreign_path, {}, {}});
            return {};
        }
        return m_draft.put(found.path, *found.after);
    }

    // Forms have names of people's choice: one side's file may be the other's folder. (A record's path cannot.)
    bool stands_in_the_way(const std::string& path) const {
        if (m_repo.entry_at(m_ours.tree, path)) return true;
        for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1)) {
            const auto above = m_repo.entry_at(m_ours.tree, std::string_view(path).substr(0, end));
            if (above && above->mode != git::Mode::folder) return true;
        }
        return false;
    }

    // `entry`: where the bytes are in the repository, if they are.
    Status take_record(const std::string& path, const git::Oid& held, const std::string& theirs,
                       const MaybeEntry& entry) {
        TAKAN_TRY_LET(ours, read_blob(m_repo, held));
        TAKAN_TRY_LET(a, read_record(ours));
        TAKAN_TRY_LET(b, read_record(theirs));
        TAKAN_TRY_LET(merged, merge_as(m_merger, a, b));
        for (const auto& field : merged.clashes) {
            m_counts.clashes.push_back({m_theirs, path, entry ? entry->id : git::Oid{}, Fault::cloned_edit, {}, field});
        }
        const std::string bytes = canonical(merged.record);
        if (bytes == ours) return {};
        ++m_counts.received;
        if (entry && bytes == theirs) return m_draft.put(path, *entry);
        if (bytes != theirs) ++m_counts.merged;
        return m_draft.put(path, bytes);
    }

    // Checklists and the like have no fields to merge: whoever changed the file since the other saw it has the word.
    // When both did, the greater id, so that all laptops choose alike.
    Status take_file(const git::Difference& found) {
        if (place_of(found.path) == Place::format) return take_newer_format(found);
        TAKAN_TRY_LET(by_them, changed_since(m_repo, m_theirs, m_ours.commit, found.path));
        if (!by_them) return {};
        TAKAN_TRY_LET(by_us, changed_since(m_repo, m_ours.commit, m_theirs, found.path));
        if (by_us && found.after->id < found.before->id) return {};
        return m_draft.put(found.path, *found.after);
    }

    Status take_newer_format(const git::Difference& found) {
        TAKAN_TRY_LET(ours, read_blob(m_repo, found.before->id));
        TAKAN_TRY_LET(theirs, read_blob(m_repo, found.after->id));
        const bool is_newer = theirs.size() != ours.size() ? theirs.size() > ours.size() : theirs > ours;
        return is_newer ? m_draft.put(found.path, *found.after) : Status();
    }

    const git::Repo& m_repo;
    const Merger& m_merger;
    const Side& m_ours;
    const git::Oid m_theirs;
    CommitDraft& m_draft;
    MergeCounts m_counts;
};

} // namespace

Result<MergeCounts> merge_trees(const git::Repo& repo, const Merger& merger, const std::optional<git::Oid>& base,
                                const Side& ours, const git::Oid& theirs, const Accepted& accepted,
                                CommitDraft& draft) {
    TreeMerge merge(repo, merger, ours, theirs, draft);
    const auto take = [&](const git::Difference& found) {
        return accepted.instead.contains(found.path) ? Status() : merge.take(found);
    };
    TAKAN_TRY(base ? git::compare_beyond(repo, *base, ours.tree, accepted.tree, take)
                   : git::compare(repo, ours.tree, accepted.tree, take));
    for (const auto& [path, bytes] : accepted.instead) {
        if (bytes) TAKAN_TRY(merge.take_bytes(path, *bytes));
    }
    return std::move(merge).counts();
}

Status clean_tree(const Accepted& accepted, CommitDraft& draft) {
    for (const auto& [path, bytes] : accepted.instead) {
        if (place_of(path) == Place::signers) {
            draft.renew_signers();
        } else if (!bytes) {
            draft.remove(path);
        } else {
            TAKAN_TRY(draft.put(path, *bytes));
        }
    }
    return {};
}

Result<std::size_t> count_records(const git::Repo& repo, const git::Oid& before, const git::Oid& after) {
    std::size_t records = 0;
    TAKAN_TRY(git::compare(repo, before, after, [&](const git::Difference& found) -> Status {
        if (found.after && holds_record(found.path)) ++records;
        return {};
    }));
    return records;
}

} // namespace takan::sync
