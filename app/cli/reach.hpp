#pragma once
// What the terminal's commands may use to get to a team: keys and certificates as set, logins as typed.

#include "app/cli/call.hpp"
#include "app/desk/access.hpp"

#include <functional>
#include <stop_token>

namespace takan::app::cli {

// access_of for the laptop of this call; without settings where there is no laptop yet. Error corrupt: the store cannot
// be read.
Result<sync::Access> access_of(const Call& call, Secrets& secrets);

// Runs `work`, which Ctrl+C asks to stop; when the server asks for a login that nobody knows, asks the person (or
// GIT_ASKPASS) and runs it again.
using WithAccess = std::function<Status(const sync::Access& access, const std::stop_token& stop)>;
Status with_login(const Call& call, const WithAccess& work);

} // namespace takan::app::cli
