#pragma once
// Incoming: from a commit to the store.

#include "sync/exchange/shelf.hpp"
#include "sync/git/repo.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace takan::sync {

// Called before each portion with how many records went before and with it; an error stops.
using OnPortion = std::function<Status(std::size_t records)>;

// Hands every record in which `commit` differs from what the store stands at to the store, and what was set aside with
// it. Large news goes in portions, so that the store can serve a person in between; the store stands at `commit` only
// after the last. Files of ours that cannot be read are set aside.
Status take_into_store(const git::Repo& repo, Shelf& shelf, const git::Oid& commit, std::vector<Quarantined> set_aside,
                       const OnPortion& on_portion);

} // namespace takan::sync
