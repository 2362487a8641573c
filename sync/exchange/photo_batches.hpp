#pragma once
// Photo batches: which commits of a media ref go together in one push.

#include "sync/exchange/media.hpp"
#include "sync/git/remote.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace takan::sync {

struct PhotoBatch {
    git::RefUpdate update;
    std::size_t files = 0;
    std::uint64_t bytes = 0; // of the files
};

struct BatchPlan {
    std::vector<PhotoBatch> batches; // in their order
    std::uint64_t bytes = 0;
    std::size_t not_here = 0; // files that cannot be sent, because they or others before them are not here
};

// Cuts what `tip` holds and `there` does not into pushes of at most greatest_batch, unless a single commit is larger.
// Each moves the ref from where the one before left it; the first from `expected`. `there` must be in `repo` and lie
// below `tip`.
Result<BatchPlan> plan_batches(const git::Repo& repo, const std::string& name, const git::Oid& tip,
                               const std::optional<git::Oid>& there, const std::optional<git::Oid>& expected);

} // namespace takan::sync
