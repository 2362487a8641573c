#pragma once
// The table of what was set aside.

#include "app/store/sqlite.hpp"
#include "app/store/store.hpp"

#include <vector>

namespace takan::app {

Status add_quarantined(const Connection& db, const std::vector<sync::Quarantined>& entries, sync::Instant now);
Result<std::vector<QuarantineEntry>> read_quarantine(const Connection& db); // the oldest first

} // namespace takan::app
