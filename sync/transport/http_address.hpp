#pragma once
// HttpAddress: https://[user@]host[:port]/path; http:// only on this machine.

#include "sync/base/result.hpp"

#include <string>
#include <string_view>

namespace takan::sync {

struct HttpAddress {
    std::string user;  // empty: as the login says
    std::string place; // "https://host:port", as logins are kept by
    std::string base;  // the repository's URL without user and final slash
};

// True for http:// and https://, well-formed or not.
bool is_http_address(std::string_view address);
// Error invalid: malformed, not encrypted, or a password stands in it.
Result<HttpAddress> parse_http_address(std::string_view address);

} // namespace takan::sync
