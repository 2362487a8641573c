#pragma once
// Trust: which commits of ours the judge may take as they are. What counted at a commit that was merged together with
// something faulty is not written down anywhere; who goes on from there is judged from the team's first commit on.

#include "sync/git/repo.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace takan::sync {

// The commit that founded the team, as it was when this laptop first saw it. Nothing before that.
std::optional<git::Oid> team_root(const git::Repo& repo);
// The same before this laptop has a main: the team that it asked last is the one that it means. Error invalid with key
// error.other_root when `expected`, the beginning of the founding commit's id, was given and is another's.
Status pin_root(git::Repo& repo, const git::Oid& tip, std::string_view expected);
// Remembers the founding commit below `tip`, once and for all.
Status remember_root(git::Repo& repo, const git::Oid& tip);

// Remembers that what came in between main's `before` and `after` held something faulty. `after` itself is clean.
Status remember_faults(git::Repo& repo, const std::optional<git::Oid>& before, const git::Oid& after);

// Remembers that all of main that builds on one of `overtaken` held what does not count any more. `after` is clean.
Status remember_overtaken(git::Repo& repo, const git::Oid& main, const std::vector<git::Oid>& overtaken,
                          const git::Oid& after);

// What of ours may be taken as it is.
struct Trusted {
    std::vector<git::Oid> known;  // by the judge: main, or the founding commit, or none
    std::optional<git::Oid> base; // a commit that main and theirs hold and in which everything counts, if one is known
};
Result<Trusted> trusted_below(const git::Repo& repo, const git::Oid& theirs);

} // namespace takan::sync
