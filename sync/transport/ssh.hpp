#pragma once
// Ssh: git's programs on another machine, through the system's OpenSSH client.

#include "sync/transport/access.hpp"
#include "sync/transport/ssh_address.hpp"
#include "sync/transport/stream.hpp"

namespace takan::sync {

std::unique_ptr<Way> way_over_ssh(SshAddress address, Access access);

// True when another key than this one stands in `access.known_hosts` for that host.
bool is_known_otherwise(const Access& access, const HostKey& key);

} // namespace takan::sync
