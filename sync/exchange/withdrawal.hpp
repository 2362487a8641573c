#pragma once
// What main held and does not hold any more, because it does not count after all, leaves the store's copies as well.

#include "sync/exchange/shelf.hpp"
#include "sync/git/repo.hpp"

#include <vector>

namespace takan::sync {

// What stays of the store's copy when the team's is `team` (null: nothing of it counts): the team's, and on top of it
// what this device wrote and the team does not have yet. Without a field when nothing stays.
Record staying(const Record& here, const Record* team, DeviceId me);

// Leaves in the store's copies only what stays, in all records of which the tree `before` knew edits of others that the
// tree `after` does not know. What this laptop wrote as one of the `former` devices is its own, and named so.
Status withdraw(const git::Repo& repo, Shelf& shelf, DeviceId me, const std::vector<DeviceId>& former,
                const git::Oid& before, const git::Oid& after);

} // namespace takan::sync
