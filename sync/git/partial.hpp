#pragma once
// A partial repository: some of the files that its trees name are elsewhere, and git knows that this is no damage.
// Git's word for it is a promisor remote; ours has no address, so git never goes and fetches by itself.

#include "sync/git/repo.hpp"

#include <cstdint>
#include <vector>

namespace takan::sync::git {

bool is_partial(const Repo& repo);

// Makes it known, durably, that files which these flat trees name may be missing from now on. Comes before anything
// that makes them missing reachable.
Status promise_files(Repo& repo, const std::vector<Oid>& trees);

// Removes the bytes of files; a tree that names them must have been given to promise_files() before. Packs that hold
// other objects too are written anew without them before they go, so that a crash at any point leaves every other
// object there. A pack with very many other objects is left as it is. Returns how many bytes of files have gone.
// Repositories that were opened before must be opened anew.
Result<std::uint64_t> drop_files(Repo& repo, const std::vector<Oid>& files);

} // namespace takan::sync::git
