#pragma once
// Which objects one repository must be given so that it holds everything that some commits of another reach.

#include "sync/git/remote.hpp"

#include <cstddef>
#include <stop_token>
#include <utility>
#include <vector>

namespace takan::sync::git {

struct MissingObjects {
    std::vector<Oid> blobs;
    std::vector<std::pair<ObjectType, Oid>> others; // trees and commits
    std::size_t count() const { return blobs.size() + others.size(); }
};

// Walks down from `wanted` in `from` until `to`'s own history, comparing each commit's tree with its parents'.
Result<MissingObjects> missing_objects(const Repo& from, const Repo& to, const std::vector<Oid>& wanted, What what,
                                       const std::stop_token& stop);
// The same for another end of which only the ends of its history are known: what `wanted` reach and `theirs` do not.
// Those of `theirs` that `from` does not have tell nothing.
Result<MissingObjects> missing_beyond(const Repo& from, const std::vector<Oid>& theirs, const std::vector<Oid>& wanted,
                                      const std::stop_token& stop);

} // namespace takan::sync::git
