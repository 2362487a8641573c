#pragma once
// What others committed among the commits of a laptop that became a new device.

#include "sync/git/repo.hpp"
#include "sync/team/founding.hpp"

#include <optional>
#include <vector>

namespace takan::sync {

// Nothing when that cannot be told: then somebody else made it.
std::optional<DeviceId> committer_of(const git::Repo& repo, const git::Oid& commit);

// The newest commits that `heads` reach, `known` do not, and none of the `former` devices made; without those that
// another of them builds on. Somebody else has them, and with them all that they build on.
Result<std::vector<git::Oid>> tips_of_others(const git::Repo& repo, const std::vector<git::Oid>& heads,
                                             const std::vector<git::Oid>& known, const std::vector<DeviceId>& former);

// Keeps a main that is taken back.
Status keep_former_main(git::Repo& repo, const git::Oid& main);
// Of what was kept so the tips of others that main does not hold: what a stick had brought, say.
Result<std::vector<git::Oid>> left_behind(const git::Repo& repo, const std::vector<DeviceId>& former);

} // namespace takan::sync
