#pragma once
// Judges one commit against what counts at its parents.

#include "sync/team/judge_state.hpp"

#include <optional>
#include <set>
#include <stop_token>
#include <utility>
#include <vector>

namespace takan::sync {

// What is known from elsewhere than the commit's own past.
struct Hindsight {
    const Registry& ours;  // in force on this laptop: a device revoked here may add nothing new
    const Registry& later; // at the tip, as far as it is known: devices admitted after they wrote
    const std::set<git::Oid>&
        too_late; // commits by devices or keys that were given up elsewhere before anybody had them
};

struct Ruling {
    State state;
    std::optional<Fault> refused;                        // the whole commit was set aside
    std::optional<DeviceId> signer;                      // as the commit names it
    PublicKey key;                                       // that signed it, when it was not refused
    std::vector<DeviceId> revoked;                       // devices that this commit revokes
    std::vector<std::pair<DeviceId, PublicKey>> retired; // keys that it replaces
    std::vector<Quarantined> set_aside;
};

// `parents` in the commit's order; `founds`: the first commit of a team, whose own registry is trusted.
Result<Ruling> judge_commit(const git::Repo& repo, const git::Commit& commit, std::vector<State> parents, bool founds,
                            const Hindsight& hindsight, const std::stop_token& stop);

// Sets a commit aside as a whole that cannot be read, except where it stands in history.
Result<Ruling> refuse_commit(const git::Repo& repo, const git::Commit& lineage, std::vector<State> parents,
                             const Hindsight& hindsight, const std::stop_token& stop, const Finding& why);

} // namespace takan::sync
