#include "sync/exchange/trust.hpp"

#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace takan::sync {
namespace {

constexpr std::string_view root_ref = "refs/takan/team/root";
constexpr std::string_view faulty_prefix = "refs/takan/faulty/"; // + the clean commit, at main before it (itself: none)

// Commits of ours that the new ones build on.
Result<std::set<git::Oid>> shared_parents(const git::Repo& repo, const git::Oid& main, const git::Oid& theirs) {
    TAKAN_TRY_LET(news, repo.new_commits({theirs}, {main}));
    std::set<git::Oid> parents;
    for (const auto& id : news) {
        TAKAN_TRY_LET(commit, repo.lineage(id));
        parents.insert(commit.parents.begin(), commit.parents.end());
    }
    for (const auto& id : news)
        parents.erase(id);
    return parents;
}

// One of them that builds on no other, which in a team's history mostly builds on all others. Nothing of nothing.
Result<std::optional<git::Oid>> newest_of(const git::Repo& repo, const std::set<git::Oid>& commits) {
    if (commits.size() <= 1) return commits.empty() ? std::nullopt : std::optional(*commits.begin());
    TAKAN_TRY_LET(order, repo.new_commits({commits.begin(), commits.end()}, {}));
    return std::optional(order.back());
}

// True when the commit came in between `before` and `after`.
Result<bool> came_between(const git::Repo& repo, const git::Oid& commit, const git::Oid& before,
                          const git::Oid& after) {
    if (commit == after) return false;
    TAKAN_TRY_LET(came, repo.is_ancestor(commit, after));
    if (!came || before == after) return came;
    TAKAN_TRY_LET(was_there, repo.is_ancestor(commit, before));
    return !was_there;
}

Result<bool> is_doubtful(const git::Repo& repo, const std::set<git::Oid>& commits) {
    TAKAN_TRY_LET(events, repo.refs(faulty_prefix));
    for (const auto& [name, before] : events) {
        const auto after = git::Oid::parse(std::string_view(name).substr(faulty_prefix.size()));
        if (!after || !repo.has(*after)) continue;
        for (const auto& commit : commits) {
            TAKAN_TRY_LET(doubtful, came_between(repo, commit, before, *after));
            if (doubtful) return true;
        }
    }
    return false;
}

// The one that the judge takes for the founding, too.
Result<std::optional<git::Oid>> founding_below(const git::Repo& repo, const git::Oid& tip) {
    TAKAN_TRY_LET(commits, repo.new_commits({tip}, {}));
    for (const auto& id : commits) {
        const auto commit = repo.lineage(id);
        if (commit && commit->parents.empty() && repo.entry_at(commit->tree, format_path)) return std::optional(id);
    }
    return std::optional<git::Oid>();
}

} // namespace

std::optional<git::Oid> team_root(const git::Repo& repo) {
    return repo.ref(root_ref);
}

Status pin_root(git::Repo& repo, const git::Oid& tip, std::string_view expected) {
    std::optional<git::Oid> root = repo.ref(main_ref) ? team_root(repo) : std::nullopt;
    if (!root) {
        TAKAN_TRY_LET(found, founding_below(repo, tip));
        root = found;
    }
    if (!expected.empty() && (!root || !root->hex().starts_with(expected))) {
        return fail(ErrorKind::invalid, "the team was founded by another commit", root ? root->hex() : std::string(),
                    "error.other_root");
    }
    return root ? set_ref(repo, root_ref, *root) : Status();
}

Status remember_root(git::Repo& repo, const git::Oid& tip) {
    if (repo.ref(root_ref)) return {};
    TAKAN_TRY_LET(root, founding_below(repo, tip));
    return root ? repo.move_ref(root_ref, std::nullopt, *root) : Status();
}

Status remember_faults(git::Repo& repo, const std::optional<git::Oid>& before, const git::Oid& after) {
    const std::string name = std::string(faulty_prefix) + after.hex();
    return repo.ref(name) ? Status() : repo.move_ref(name, std::nullopt, before.value_or(after));
}

Status remember_overtaken(git::Repo& repo, const git::Oid& main, const std::vector<git::Oid>& overtaken,
                          const git::Oid& after) {
    TAKAN_TRY_LET(history, repo.new_commits({main}, {}));
    std::set<git::Oid> built_on(overtaken.begin(), overtaken.end());
    for (const auto& id : history) { // parents before children
        TAKAN_TRY_LET(commit, repo.lineage(id));
        const auto is_built_on = [&](const git::Oid& parent) { return built_on.contains(parent); };
        if (std::ranges::any_of(commit.parents, is_built_on)) built_on.insert(id);
    }
    std::optional<git::Oid> before = main;
    while (before && built_on.contains(*before)) {
        TAKAN_TRY_LET(commit, repo.lineage(*before));
        before = commit.parents.empty() ? std::nullopt : std::optional(commit.parents.front());
    }
    return remember_faults(repo, before, after);
}

Result<Trusted> trusted_below(const git::Repo& repo, const git::Oid& theirs) {
    const auto main = repo.ref(main_ref);
    if (!main) return Trusted{};
    const auto root = team_root(repo);
    if (!root) return Trusted{{*main}, {}};
    TAKAN_TRY_LET(parents, shared_parents(repo, *main, theirs));
    std::set<git::Oid> older = parents;
    older.erase(*main); // it is clean
    TAKAN_TRY_LET(doubtful, is_doubtful(repo, older));
    if (doubtful) return Trusted{{*root}, {}};
    TAKAN_TRY_LET(base, newest_of(repo, parents));
    return Trusted{{*main}, base};
}

} // namespace takan::sync
