#include "sync/exchange/others_part.hpp"

#include "sync/exchange/team_link.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace takan::sync {
namespace {

constexpr std::string_view former_prefix = "refs/takan/former/"; // + the commit, or a device as older programs did

} // namespace

std::optional<DeviceId> committer_of(const git::Repo& repo, const git::Oid& commit) {
    const auto read = repo.commit(commit);
    if (!read) return std::nullopt;
    const auto device = device_of_email(read->committer.email);
    return device ? std::optional(*device) : std::nullopt;
}

Result<std::vector<git::Oid>> tips_of_others(const git::Repo& repo, const std::vector<git::Oid>& heads,
                                             const std::vector<git::Oid>& known, const std::vector<DeviceId>& former) {
    TAKAN_TRY_LET(commits, repo.new_commits(heads, known));
    std::vector<git::Oid> tips;
    std::set<git::Oid> below;
    for (auto id = commits.rbegin(); id != commits.rend(); ++id) { // children before parents
        const bool is_below = below.contains(*id);
        const auto device = committer_of(repo, *id);
        if (!is_below && device && std::ranges::find(former, *device) != former.end()) continue;
        if (!is_below) tips.push_back(*id);
        TAKAN_TRY_LET(lineage, repo.lineage(*id));
        below.insert(lineage.parents.begin(), lineage.parents.end());
    }
    return tips;
}

Status keep_former_main(git::Repo& repo, const git::Oid& main) {
    return set_ref(repo, std::string(former_prefix) + main.hex(), main);
}

Result<std::vector<git::Oid>> left_behind(const git::Repo& repo, const std::vector<DeviceId>& former) {
    const auto main = repo.ref(main_ref);
    TAKAN_TRY_LET(kept, repo.refs(former_prefix));
    if (!main || kept.empty()) return std::vector<git::Oid>{};
    std::vector<git::Oid> heads;
    for (const auto& [name, head] : kept)
        heads.push_back(head);
    return tips_of_others(repo, heads, {*main}, former);
}

} // namespace takan::sync
