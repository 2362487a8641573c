#pragma once
// The records table of the sample day: what the ledger says of its records, in a store of their own.

#include "app/desk/overview_answer.hpp"

#include <functional>
#include <map>

namespace takan::test {

using Records = std::map<sync::RecordId, sync::Record>;

// Runs `ask` with a store that holds the records. Those in `deleted` are deleted there.
void with_store(const Records& records, const std::map<sync::RecordId, std::string>& deleted,
                const std::function<void(const app::Store&)>& ask);

} // namespace takan::test
