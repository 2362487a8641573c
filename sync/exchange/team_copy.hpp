#pragma once
// TeamCopy: all that a team's address holds, fetched beside a laptop for looking at; the laptop's own repository is not
// touched.

#include "sync/exchange/scratch_repo.hpp"
#include "sync/transport/access.hpp"

#include <filesystem>
#include <stop_token>
#include <string>

namespace takan::sync {

// Fetches main and every photo, as much as that may be. What is returned removes itself. Errors: missing (no team
// there), cancelled, those of the remote.
Result<ScratchRepo> copy_team(const std::filesystem::path& laptop, const std::string& address, const Access& access,
                              const std::stop_token& stop);

} // namespace takan::sync
