#include "sync/git/missing_objects.hpp"

#include "sync/git/name.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace takan::sync::git {
namespace {

// What the other end names and does not have, or has in a form that cannot be read, is damage there.
Error damaged(Error error) {
    if (is_damage(error)) error.kind = ErrorKind::corrupt;
    return error;
}

// More parents than anybody merges would only cost memory: what is not compared is walked, which is slower and as
// right.
constexpr std::size_t compared_parents = 4;

// Entries of one folder of records: many times what a large team writes in a day. Looking for a million files that may
// be nowhere would take minutes.
constexpr std::size_t greatest_folder = 50'000;

Result<std::vector<Oid>> ends_of(const Repo& repo) {
    TAKAN_TRY_LET(refs, repo.refs(""));
    std::vector<Oid> ends;
    for (const auto& [name, id] : refs) {
        ends.push_back(id);
    }
    return ends;
}

// Tells commits that some ends of a history reach. Looks no further down than it was asked to.
class OwnHistory {
public:
    OwnHistory(const Repo& repo, const std::vector<Oid>& ends) : m_repo(repo) {
        std::ranges::for_each(ends, [&](const Oid& id) { add(id); });
    }

    Result<bool> holds(const Oid& id) {
        // Level by level: what is asked for is mostly near the tips.
        while (!m_seen.contains(id) && m_next < m_order.size()) {
            const Oid at = m_order[m_next++];
            const auto head = m_repo.header(at);
            if (!head || head->first != ObjectType::commit) continue; // a ref to something else reaches no commit
            TAKAN_TRY_LET(commit, m_repo.lineage(at));
            std::ranges::for_each(commit.parents, [&](const Oid& parent) { add(parent); });
        }
        return m_seen.contains(id);
    }

private:
    void add(const Oid& id) {
        if (m_seen.insert(id).second) m_order.push_back(id);
    }

    const Repo& m_repo;
    std::unordered_set<Oid> m_seen;
    std::vector<Oid> m_order;
    std::size_t m_next = 0;
};

// A folder of the other end. One that breaks git's rules has entries all the same, in any order and with any names.
struct Listing {
    Tree entries;
    bool is_tree = true; // as git wants it
};

class Collector {
public:
    // `to`: nothing when only the ends of its history are known.
    Collector(const Repo& from, const Repo* to, const std::vector<Oid>& ends, What what, const std::stop_token& stop)
        : m_from(from), m_to(to), m_with_files(what != What::without_files), m_is_lenient(what == What::what_is_there),
          m_stop(stop), m_history(to ? *to : from, ends) {}

    Result<MissingObjects> collect(const std::vector<Oid>& wanted) {
        std::vector<Oid> open;
        for (const Oid& id : wanted) {
            TAKAN_TRY(push_new(id, open));
        }
        while (!open.empty()) {
            TAKAN_TRY(go_on());
            const Oid id = open.back();
            open.pop_back();
            TAKAN_TRY_LET(commit, read_commit(id));
            for (const Oid& parent : commit.parents) {
                TAKAN_TRY(push_new(parent, open));
            }
            TAKAN_TRY(take_commit(commit));
        }
        return std::move(m_found);
    }

private:
    Status go_on() const {
        return m_stop.stop_requested() ? Status(fail(ErrorKind::cancelled, "the transfer was stopped")) : Status{};
    }

    // Without a commit nobody can tell what lies below it: that one is never left out.
    Result<Commit> read_commit(const Oid& id) const {
        auto commit = m_is_lenient ? m_from.lineage(id) : m_from.commit(id);
        if (commit) return commit;
        if (has(id)) return m_to->lineage(id);
        return damaged(commit.error());
    }

    // Nothing when it cannot be had and may be left out.
    Result<std::optional<Listing>> read_tree(const Oid& id) const {
        auto tree = m_from.tree(id);
        if (!tree && !m_is_lenient) return damaged(tree.error());
        const bool is_tree = bool(tree);
        if (!is_tree) tree = m_from.loose_tree(id);
        if (!tree && m_to) tree = m_to->loose_tree(id);
        const bool is_left_out = !tree || (m_is_lenient && tree->size() > greatest_folder);
        if (is_left_out) return std::optional<Listing>();
        return std::optional(Listing{std::move(*tree), is_tree});
    }

    Status push_new(const Oid& id, std::vector<Oid>& open) {
        if (m_seen.contains(id)) return {};
        // Having a commit is not enough: something killed or pruned may have left it without what it needs.
        if (!m_to || has(id)) {
            TAKAN_TRY_LET(own, m_history.holds(id));
            if (own) return {};
        }
        m_seen.insert(id);
        open.push_back(id);
        return {};
    }

    Status take_commit(const Commit& commit) {
        std::vector<Oid> known;
        for (const Oid& parent : commit.parents) {
            if (known.size() == compared_parents) break;
            TAKAN_TRY_LET(read, read_commit(parent));
            known.push_back(read.tree);
        }
        TAKAN_TRY(take_tree(commit.tree, known, 0));
        if (!has(commit.id)) m_found.others.emplace_back(ObjectType::commit, commit.id);
        return {};
    }

    // `known`: the folders at the same place in the commit's parents: what stands in them is taken with the parents. So
    // a tree that was compared must be looked at again where it turns up below other parents, as after a change that
    // was taken back; only one that was walked whole, with nothing to compare it with, is done with.
    // A folder that is the same in all of them is not looked into. One in which they differ is: an object that got lost
    // on the way to one of them is given once more by whoever has it.
    Status take_tree(const Oid& id, const std::vector<Oid>& known, int depth) {
        const auto is_same = [&](const Oid& other) { return other == id; };
        if (!known.empty() && std::ranges::all_of(known, is_same)) return {};
        if (m_compared.contains({id})) return {};
        std::vector<Oid> comparison{id};
        comparison.insert(comparison.end(), known.begin(), known.end());
        if (!m_compared.insert(std::move(comparison)).second) return {};
        TAKAN_TRY(go_on());
        if (depth > greatest_depth) {
            return m_is_lenient ? Status() : fail(ErrorKind::corrupt, "folders lie too deep in each other", id.hex());
        }
        TAKAN_TRY_LET(tree, read_tree(id));
        if (!tree) return {};
        std::vector<Tree> known_trees;
        for (const Oid& other : known) {
            TAKAN_TRY_LET(read, read_tree(other));
            if (read && read->is_tree) known_trees.push_back(std::move(read->entries));
        }
        for (const TreeEntry& entry : tree->entries) {
            TAKAN_TRY(take_entry(entry, known_trees, depth));
        }
        if (!has(id) && m_seen.insert(id).second) m_found.others.emplace_back(ObjectType::tree, id);
        return {};
    }

    Status take_entry(const TreeEntry& entry, const std::vector<Tree>& known_trees, int depth) {
        std::vector<Oid> known_folders;
        for (const Tree& tree : known_trees) {
            const auto there = std::lower_bound(tree.begin(), tree.end(), entry, tree_order);
            if (there == tree.end() || there->name != entry.name) continue;
            const bool is_taken_with_parent = !m_to || has(entry.id); // or lost at the other end, if that can be seen
            if (there->id == entry.id && is_taken_with_parent && entry.mode != Mode::folder) return {};
            if (there->mode == Mode::folder) known_folders.push_back(there->id);
        }
        if (entry.mode == Mode::folder) return take_tree(entry.id, known_folders, depth + 1);
        // A submodule's commit lies in another repository.
        if (m_with_files && entry.mode != Mode::submodule && m_seen.insert(entry.id).second && !has(entry.id) &&
            (!m_is_lenient || is_there(entry.id))) {
            m_found.blobs.push_back(entry.id);
        }
        return {};
    }

    bool has(const Oid& id) const { return m_to && m_to->has_without_refresh(id); }

    // A hostile tree may name a million files that are nowhere: only for the first few the packs are looked for anew.
    bool is_there(const Oid& id) {
        if (m_from.has_without_refresh(id)) return true;
        constexpr int greatest_refreshes = 16;
        return m_refreshes < greatest_refreshes && (++m_refreshes, m_from.has(id));
    }

    const Repo& m_from;
    const Repo* m_to;
    bool m_with_files;
    bool m_is_lenient;
    const std::stop_token& m_stop;
    OwnHistory m_history;
    std::unordered_set<Oid> m_seen;        // commits that were looked at; trees and blobs that were found
    std::set<std::vector<Oid>> m_compared; // a tree and what it was compared with
    MissingObjects m_found;
    int m_refreshes = 0;
};

} // namespace

Result<MissingObjects> missing_objects(const Repo& from, const Repo& to, const std::vector<Oid>& wanted, What what,
                                       const std::stop_token& stop) {
    TAKAN_TRY_LET(ends, ends_of(to));
    return Collector(from, &to, ends, what, stop).collect(wanted);
}

Result<MissingObjects> missing_beyond(const Repo& from, const std::vector<Oid>& theirs, const std::vector<Oid>& wanted,
                                      const std::stop_token& stop) {
    return Collector(from, nullptr, theirs, What::what_is_there, stop).collect(wanted);
}

} // namespace takan::sync::git
