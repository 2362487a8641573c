#pragma once
// Salvage: reads what can still be read of a damaged store and writes it into a new one.

#include "app/store/sqlite.hpp"

#include <cstddef>
#include <filesystem>

namespace takan::app {

// Carries unsynced records, edits, looks and settings over; the damaged file stays as it is. Returns how many records
// were carried; 0 when the file cannot be read at all.
// Errors: busy (somebody has the old file open), denied (key error.store_newer; or its permissions), and whatever goes
// wrong in the new store.
Result<std::size_t> salvage(const std::filesystem::path& damaged, const Connection& fresh);

} // namespace takan::app
