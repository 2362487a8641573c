#pragma once
// What counts at a commit, kept small; and the paths at which a tree differs from it.

#include "sync/git/tree_walk.hpp"
#include "sync/team/judge_record.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace takan::sync {

// What counts at a path: nothing, a blob, or bytes that no tree holds.
using Counted = std::variant<std::monostate, git::Oid, std::string>;
using Instead = std::map<std::string, Counted>;

// What counts at one commit. Commits share the maps that do not change between them.
struct State {
    git::Oid raw;  // the commit's own tree
    git::Oid tree; // the tree that counts, except for `instead`; another one when the commit was set aside as a whole
    std::shared_ptr<const Instead> instead = std::make_shared<Instead>();
    std::shared_ptr<const Registry> registry = std::make_shared<Registry>();
};

// A path at which a tree differs from what counts at a parent.
struct Change {
    std::string path;
    std::optional<git::TreeEntry> after; // nothing: not there
    std::vector<Counted> before;         // what counts at each parent
};

// Calls `found` for every path at which `tree` differs from what counts at one of the parents. With one parent, paths
// under its `instead` that the tree leaves as they were are passed over; with several every such path is named.
Status each_change(const git::Repo& repo, const git::Oid& tree, const std::vector<State>& parents,
                   const std::function<Status(const Change&)>& found);

Result<std::optional<git::TreeEntry>> find_entry(const git::Repo& repo, const git::Oid& tree, std::string_view path);
Result<Counted> counted_at(const git::Repo& repo, const State& state, const std::string& path);
// True when a tree's entry is just what counts.
bool is_counted(const std::optional<git::TreeEntry>& entry, const Counted& counted);

Result<std::string> counted_bytes(const git::Repo& repo, const Counted& counted); // not for nothing
// Nothing when nothing counts or the bytes are no record of that path.
Result<std::optional<Record>> counted_record(const git::Repo& repo, const Counted& counted, const std::string& path);

struct Base {
    Counted counted;
    std::vector<Clash> clashes;
};
// What counts at a path when nobody adds anything: the merge of the parents' records; of other files, which nothing can
// merge, the first parent's that has one.
Result<Base> merge_counted(const git::Repo& repo, const Change& change);

// The registry that the parents make up together.
Result<std::shared_ptr<const Registry>> merge_registries(const git::Repo& repo, const std::vector<State>& parents);

} // namespace takan::sync
