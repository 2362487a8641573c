// Walking commits. Laptops' clocks may be years off, so nothing here looks at a commit's date.

#include "sync/git/repo.hpp"
#include "sync/git/repo_state.hpp"

#include <algorithm>
#include <unordered_set>

namespace takan::sync::git {
namespace {

using Parents = std::unordered_map<Oid, std::vector<Oid>>;

Result<const std::vector<Oid>*> parents_of(const Repo& repo, Parents& known, const Oid& id) {
    const auto found = known.find(id);
    if (found != known.end()) return &found->second;
    auto commit = repo.lineage(id);
    if (!commit) return commit.error();
    return &known.emplace(id, std::move(commit->parents)).first->second;
}

// Everything that `tips` reach; stops early when `wanted` is among it.
Result<std::unordered_set<Oid>> reach(const Repo& repo, Parents& known, std::vector<Oid> tips, const Oid* wanted) {
    std::unordered_set<Oid> seen(tips.begin(), tips.end());
    // Level by level: what is asked for is mostly near the tips.
    for (std::size_t at = 0; at < tips.size(); ++at) {
        if (wanted && tips[at] == *wanted) break;
        TAKAN_TRY_LET(parents, parents_of(repo, known, tips[at]));
        for (const Oid& parent : *parents) {
            if (seen.insert(parent).second) tips.push_back(parent);
        }
    }
    return seen;
}

struct Visit {
    Oid id;
    bool parents_done = false;
};

} // namespace

Result<std::vector<Oid>> Repo::new_commits(const std::vector<Oid>& tips, const std::vector<Oid>& hidden,
                                           std::size_t limit) const {
    std::vector<Oid> known_tips;
    std::ranges::copy_if(hidden, std::back_inserter(known_tips), [&](const Oid& id) { return has(id); });
    std::unordered_set<Oid> seen(known_tips.begin(), known_tips.end());
    std::vector<Visit> open;
    for (auto tip = tips.rbegin(); tip != tips.rend(); ++tip) {
        if (!seen.contains(*tip)) open.push_back({*tip});
    }
    std::vector<Oid> order;
    if (open.empty()) return order;
    TAKAN_TRY_LET(old, reach(*this, m_state->parents, std::move(known_tips), nullptr));
    seen = std::move(old);
    while (!open.empty()) {
        const Visit visit = open.back();
        open.pop_back();
        if (visit.parents_done) {
            if (order.size() == limit) {
                return fail(ErrorKind::invalid, "there are more than " + std::to_string(limit) + " new commits");
            }
            order.push_back(visit.id);
            continue;
        }
        if (!seen.insert(visit.id).second) continue;
        open.push_back({visit.id, true});
        TAKAN_TRY_LET(parents, parents_of(*this, m_state->parents, visit.id));
        for (auto parent = parents->rbegin(); parent != parents->rend(); ++parent) {
            if (!seen.contains(*parent)) open.push_back({*parent});
        }
    }
    return order;
}

Result<bool> Repo::is_ancestor(const Oid& ancestor, const Oid& of) const {
    TAKAN_TRY_LET(seen, reach(*this, m_state->parents, {of}, &ancestor));
    return seen.contains(ancestor);
}

} // namespace takan::sync::git
