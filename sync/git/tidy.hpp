#pragma once
// Tidy: keeps a repository fast and clean without git's gc.

#include "sync/git/repo.hpp"

#include <cstddef>
#include <stop_token>

namespace takan::sync::git {

// Sweeps what killed programs left. When there are more than forty small packs (every sync adds one or two), joins
// them: their objects are copied as they are compressed into one pack, which is durable before the old ones go. Packs
// with a .keep (photos), large ones, and those that git has plans for (bitmaps, promisors, a multi-pack index) stay.
// Whoever reads meanwhile, git as well, finds everything at any moment; a crash leaves at worst both.
// Returns how many packs were joined; 0 also when another program tidies. Errors: those of reading and writing,
// cancelled; the repository is then as good as before.
Result<std::size_t> tidy(Repo& repo, const std::stop_token& stop = {});

} // namespace takan::sync::git
