#pragma once
// Which commits of ours to name to a server, so that it sends only what is new.

#include "sync/git/repo.hpp"
#include "sync/transport/offer.hpp"

namespace takan::sync {

// Ends of our own history that most likely lie below `wanted`, the best first, and some commits below our branches.
// `listed`: names and ends at the server. Few enough for one request.
Result<std::vector<git::Oid>> haves_for(const git::Repo& repo, const std::vector<git::Oid>& wanted, const Refs& listed);

} // namespace takan::sync
