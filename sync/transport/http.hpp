#pragma once
// Http: git's programs behind a web server: smart HTTP, each request by itself.

#include "sync/transport/access.hpp"
#include "sync/transport/http_address.hpp"
#include "sync/transport/stream.hpp"

namespace takan::sync {

std::unique_ptr<Way> way_over_http(HttpAddress address, Access access);

} // namespace takan::sync
