#include "sync/transport/haves.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace takan::sync {
namespace {

constexpr std::size_t most_ends = 256;
constexpr std::size_t most_below = 64; // should the newest be unknown there: a team's day has about as many

// The same name at the server stands for the same history; then come branches, and what we keep about the team.
int rank_of(const std::string& name, const std::set<std::string>& names_of_wanted) {
    if (names_of_wanted.contains(name)) return 0;
    if (name.starts_with("refs/heads/")) return 1;
    return name.starts_with("refs/takan/") ? 2 : 3;
}

} // namespace

Result<std::vector<git::Oid>> haves_for(const git::Repo& repo, const std::vector<git::Oid>& wanted,
                                        const Refs& listed) {
    std::set<std::string> names;
    for (const auto& [name, id] : listed) {
        if (std::ranges::find(wanted, id) != wanted.end()) names.insert(name);
    }
    TAKAN_TRY_LET(own, repo.refs(""));
    std::ranges::stable_sort(own, {}, [&](const auto& ref) { return rank_of(ref.first, names); });
    std::vector<git::Oid> haves;
    std::unordered_set<git::Oid> seen;
    std::vector<git::Oid> open; // to look below
    for (const auto& [name, id] : own) {
        if (haves.size() == most_ends) break;
        const auto head = repo.header(id);
        if (!head || head->first != git::ObjectType::commit || !seen.insert(id).second) continue;
        haves.push_back(id);
        if (rank_of(name, names) <= 1) open.push_back(id);
    }
    const std::size_t most = haves.size() + most_below;
    for (std::size_t at = 0; at < open.size() && haves.size() < most; ++at) {
        TAKAN_TRY_LET(commit, repo.commit(open[at]));
        for (const auto& parent : commit.parents) {
            if (!seen.insert(parent).second) continue;
            haves.push_back(parent);
            open.push_back(parent);
        }
    }
    return haves;
}

} // namespace takan::sync
