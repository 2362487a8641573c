#pragma once
// The laptop's way to its team: what transports may use, the same for the window and the terminal.

#include "app/desk/secrets.hpp"
#include "app/domain/settings.hpp"
#include "sync/transport/access.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace takan::app {

// The laptop's own known_hosts file, the files that its settings "ssh_key" and "ca_file" name, and the logins of
// `secrets`, which has to live as long as what is returned and its copies.
sync::Access access_of(const std::filesystem::path& folder, const Settings& settings, Secrets& secrets);

// True for a failure that a login answers; its subject is the place to give to Secrets::remember.
bool asks_for_login(const sync::Error& error);

} // namespace takan::app
