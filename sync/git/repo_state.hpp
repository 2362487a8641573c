#pragma once
// What a Repo holds. Not included outside this folder.

#include "sync/git/handles.hpp"
#include "sync/git/ref_store.hpp"
#include "sync/git/repo.hpp"

#include <unordered_map>

namespace takan::sync::git {

struct Repo::State {
    State(std::filesystem::path common_folder, Reflogs reflogs)
        : folder(std::move(common_folder)), refs(folder, reflogs) {}

    std::filesystem::path folder;
    RefStore refs;
    Repository repository;
    Odb odb;
    // Parents of the commits that were looked at. A commit never changes, so this is never out of date.
    mutable std::unordered_map<Oid, std::vector<Oid>> parents;
};

} // namespace takan::sync::git
