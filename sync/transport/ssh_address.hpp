#pragma once
// SshAddress: ssh://[user@]host[:port]/path and user@host:path.

#include "sync/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace takan::sync {

struct SshAddress {
    std::string user; // empty: as ssh's settings say
    std::string host;
    std::string port; // empty: likewise
    std::string path;
};

// True for the two forms of git's addresses for ssh, well-formed or not.
bool is_ssh_address(std::string_view address);
// Error invalid: a part is missing or malformed, would be an option to ssh, or a password stands in it.
Result<SshAddress> parse_ssh_address(std::string_view address);

// "%E8%B8%8F" in a URL as bytes; nothing when it is malformed or hides a NUL.
std::optional<std::string> without_percent(std::string_view text);

// An address that holds a password would be kept and shown in clear.
Error secret_in_address();

} // namespace takan::sync
