#pragma once
// What the next sync would send, looked up without any network.

#include "app/domain/amounts.hpp"
#include "sync/exchange/shelf.hpp"

#include <filesystem>
#include <stop_token>
#include <string>

namespace takan::app {

// Looks at the laptop's repository and store, without any network. On the thread that syncs. Errors: those of reading,
// cancelled.
sync::Result<Ahead> look_ahead(const std::filesystem::path& laptop, sync::Shelf& shelf, std::stop_token stop);

} // namespace takan::app
