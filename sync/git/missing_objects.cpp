#include "sync/git/missing_objects.hpp"

#include "sync/git/name.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace takan::sync::git {
namespace {

// What the other end names and does not have, or has in a form that cannot be read, is damage there.
Error damaged(Error error) {
    const bool is_damage = error.kind == ErrorKind::missing || error.kind == ErrorKind::invalid;
    if (is_damage) error.kind = ErrorKind::corrupt;
    return error;
}

// More parents than anybody merges would only cost memory: what is not compared is walked, which is slower and as
// right.
constexpr std::size_t compared_parents = 4;

// Tells commits that a repository reaches from its refs. Looks no further down than it was asked to.
class OwnHistory {
public:
    explicit OwnHistory(const Repo& repo) : m_repo(repo) {}

    Status start() {
        TAKAN_TRY_LET(refs, m_repo.refs(""));
        for (const auto& [name, id] : refs) {
            add(id);
        }
        return {};
    }

    Result<bool> holds(const Oid& id) {
        // Level by level: what is asked for is mostly near the tips.
        while (!m_seen.contains(id) && m_next < m_order.size()) {
            const Oid at = m_order[m_next++];
            const auto head = m_repo.header(at);
            if (!head || head->first != ObjectType::commit) continue; // a ref to something else reaches no commit
            TAKAN_TRY_LET(commit, m_repo.commit(at));
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

class Collector {
public:
    Collector(const Repo& from, const Repo& to, What what, const std::stop_token& stop)
        : m_from(from), m_to(to), m_what(what), m_stop(stop), m_history(to) {}

    Result<MissingObjects> collect(const std::vector<Oid>& wanted) {
        TAKAN_TRY(m_history.start());
        std::vector<Oid> open;
        for (const Oid& id : wanted) {
            TAKAN_TRY(push_new(id, open));
        }
        while (!open.empty()) {
            TAKAN_TRY(go_on());
            const Oid id = open.back();
            open.pop_back();
            auto commit = m_from.commit(id);
            if (!commit) return damaged(commit.error());
            for (const Oid& parent : commit->parents) {
                TAKAN_TRY(push_new(parent, open));
            }
            TAKAN_TRY(take_commit(*commit));
        }
        return std::move(m_found);
    }

private:
    Status go_on() const {
        return m_stop.stop_requested() ? Status(fail(ErrorKind::cancelled, "the transfer was stopped")) : Status{};
    }

    Status push_new(const Oid& id, std::vector<Oid>& open) {
        if (m_seen.contains(id)) return {};
        // Having a commit is not enough: something killed or pruned may have left it without what it needs.
        if (has(id)) {
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
            auto read = m_from.commit(parent);
            if (!read) return damaged(read.error());
            known.push_back(read->tree);
        }
        TAKAN_TRY(take_tree(commit.tree, known, 0));
        if (!has(commit.id)) m_found.others.emplace_back(ObjectType::commit, commit.id);
        return {};
    }

    // `known`: the folders at the same place in the commit's parents: what stands in them is taken with the parents. So
    // a tree that was compared must be looked at again where it turns up below other parents, as after a change that
    // was taken back; only one that was walked whole, with nothing to compare it with, is done with.
    Status take_tree(const Oid& id, const std::vector<Oid>& known, int depth) {
        if (std::ranges::find(known, id) != known.end() || m_compared.contains({id})) return {};
        std::vector<Oid> comparison{id};
        comparison.insert(comparison.end(), known.begin(), known.end());
        if (!m_compared.insert(std::move(comparison)).second) return {};
        TAKAN_TRY(go_on());
        if (depth > greatest_depth) return fail(ErrorKind::corrupt, "folders lie too deep in each other", id.hex());
        auto tree = m_from.tree(id);
        if (!tree) return damaged(tree.error());
        std::vector<Tree> known_trees;
        for (const Oid& other : known) {
            auto read = m_from.tree(other);
            if (!read) return damaged(read.error());
            known_trees.push_back(std::move(*read));
        }
        for (const TreeEntry& entry : *tree) {
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
            if (there->id == entry.id) return {};
            if (there->mode == Mode::folder) known_folders.push_back(there->id);
        }
        if (entry.mode == Mode::folder) return take_tree(entry.id, known_folders, depth + 1);
        // A submodule's commit lies in another repository.
        if (m_what == What::everything && entry.mode != Mode::submodule && m_seen.insert(entry.id).second &&
            !has(entry.id)) {
            m_found.blobs.push_back(entry.id);
        }
        return {};
    }

    bool has(const Oid& id) const { return m_to.has_without_refresh(id); }

    const Repo& m_from;
    const Repo& m_to;
    What m_what;
    const std::stop_token& m_stop;
    OwnHistory m_history;
    std::unordered_set<Oid> m_seen;        // commits that were looked at; trees and blobs that were found
    std::set<std::vector<Oid>> m_compared; // a tree and what it was compared with
    MissingObjects m_found;
};

} // namespace

Result<MissingObjects> missing_objects(const Repo& from, const Repo& to, const std::vector<Oid>& wanted, What what,
                                       const std::stop_token& stop) {
    return Collector(from, to, what, stop).collect(wanted);
}

} // namespace takan::sync::git
