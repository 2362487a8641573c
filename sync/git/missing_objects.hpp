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

} // namespace takan::sync::git
