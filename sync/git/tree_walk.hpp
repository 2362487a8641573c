#pragma once
// Trees side by side, descending only where ids differ; and trees built anew from a few changed paths.

#include "sync/git/pack_writer.hpp"
#include "sync/git/repo.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace takan::sync::git {

struct Difference {
    std::string path;
    std::optional<TreeEntry> before; // nothing: not there; without their names
    std::optional<TreeEntry> after;
    bool is_untouched = false; // compare_beyond(): before is what both sides came from
};
// Calls `found` for every file-like entry (also links, executables, submodules) that differs between two trees.
// The zero id is the empty tree. `found` may stop the walk by returning an error. A file that became a folder gives
// both.
Status compare(const Repo& repo, const Oid& before, const Oid& after,
               const std::function<Status(const Difference&)>& found);

// The same for two sides that came from one tree, `base`: what stands in `after` as it did in `base` is passed over,
// and folders that are the same there are not read.
Status compare_beyond(const Repo& repo, const Oid& base, const Oid& before, const Oid& after,
                      const std::function<Status(const Difference&)>& found);

// Calls `found` for every file-like entry below `tree` whose path starts with `prefix`.
Status walk(const Repo& repo, const Oid& tree, std::string_view prefix,
            const std::function<Status(const std::string& path, const TreeEntry&)>& found);

// Path to entry; nothing removes the path. Missing folders are made, folders left empty vanish.
using TreeChanges = std::map<std::string, std::optional<TreeEntry>>;
// Writes the new trees into `pack` and returns the new root's id. Reads only the folders on the changed paths.
Result<Oid> build_tree(const Repo& repo, const Oid& base, const TreeChanges& changes, PackWriter& pack);

} // namespace takan::sync::git
