#pragma once
// One device: how a sync notices that two laptops go under one device's name, and how a leader's laptop lets itself in
// again.

#include "sync/exchange/shelf.hpp"
#include "sync/git/repo.hpp"
#include "sync/team/founding.hpp"

#include <filesystem>
#include <vector>

namespace takan::sync {

// False for a folder that was copied here, and for one that holds another key than the team knows under its device.
Result<bool> is_the_original(const std::filesystem::path& laptop, const git::Repo& repo, const Signer& signer);

// True when `theirs` holds commits that our key signed, with edits in our name, and that this laptop never made:
// another laptop writes as this device, or this one was put back from a backup and does not know any more what it sent.
// Who is first to sync after a copy was made goes on under the name, the second finds it taken.
Result<bool> has_twin(const git::Repo& repo, Shelf& shelf, const Signer& signer, const git::Oid& theirs);

// A leader's laptop that became a new device admits itself on main, by its former key, as far as the team trusts that
// one still: nobody else may be there who could. Everybody else waits to be admitted.
Status vouch_for_myself(git::Repo& repo, const Signer& signer, const std::vector<Signer>& former, Instant now);

} // namespace takan::sync
