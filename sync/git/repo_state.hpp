#pragma once
// What a Repo holds. Not included outside this folder.

#include "sync/git/handles.hpp"
#include "sync/git/object_store.hpp"
#include "sync/git/ref_store.hpp"
#include "sync/git/repo.hpp"

#include <memory>
#include <unordered_map>

namespace takan::sync::git {

struct Repo::State {
    std::filesystem::path folder;
    Repository repository;
    mutable ObjectStore objects; // reading opens packs
    RefStore refs;
    // Parents of the commits that were looked at. A commit never changes, so this is never out of date.
    mutable std::unordered_map<Oid, std::vector<Oid>> parents;
    mutable std::unordered_map<Oid, std::shared_ptr<const TreeListing>> listings = {}; // of trees, the same
    mutable std::size_t listings_memory = 0;
};

} // namespace takan::sync::git
