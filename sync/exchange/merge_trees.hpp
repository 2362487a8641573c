#pragma once
// MergeTrees: two commits of main side by side, descending only where they differ. Records merge by the one rule, which
// needs no ancestor.

#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/put_back.hpp"
#include "sync/team/judge.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace takan::sync {

struct Side {
    git::Oid commit;
    git::Oid tree;
};

struct MergeCounts {
    std::size_t received = 0; // records that change on our side
    std::size_t merged = 0;   // those of them that neither side held like this
    std::vector<Quarantined> clashes;
};

// Writes into `draft` (which stands on `ours`) what ours lacks of theirs. Of theirs, what `accepted` says counts. All
// objects must be in `repo`. Equal files cost nothing. `base`: the tree of a commit that both hold and all of which
// counts, if there is one. Then a file that only one of them changed since is taken from that one without being read:
// it holds what the base held, since edits are never removed.
Result<MergeCounts> merge_trees(const git::Repo& repo, const Merger& merger, const std::optional<git::Oid>& base,
                                const Side& ours, const git::Oid& theirs, const Accepted& accepted, CommitDraft& draft);

// Takes out of `draft` (which stands on accepted.tree) what does not count.
Status clean_tree(const Accepted& accepted, CommitDraft& draft);

// How many records differ between two trees, of those that `after` holds.
Result<std::size_t> count_records(const git::Repo& repo, const git::Oid& before, const git::Oid& after);

} // namespace takan::sync
