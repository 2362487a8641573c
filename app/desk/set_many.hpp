#pragma once
// SetMany, looked at: which of the records a writing of many would change.

#include "app/desk/command.hpp"
#include "app/store/store.hpp"

#include <vector>

namespace takan::app {

struct ManyChanged {
    std::vector<sync::RecordId>
        ids;                   // whose fields show something else now, or are contested; deleted ones are left out
    std::size_t contested = 0; // of these: where a contested field would be settled
    std::size_t deleted = 0;   // that are left out
};
// Errors: invalid (key error.too_many_at_once), missing.
Result<ManyChanged> changed_by(const Store& store, const SetMany& wish);

} // namespace takan::app
