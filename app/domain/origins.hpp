#pragma once
// Origins: a settled contradiction that was taken back. Its values are written anew, side by side, by whoever takes the
// settlement back; who had written each of them first stays with them, as members of a set in the record.

#include "sync/record/record.hpp"

#include <string_view>

namespace takan::app {

// Makes the field contested again between the values that it held in `before`, in their order. One of
// `before`'s edits that was brought back itself keeps its origin.
void bring_back(sync::Record& record, const sync::Record& before, std::string_view field, sync::DeviceId device,
                sync::Instant now);

// The edit that first wrote a value: another one than `edit` where that brought it back.
sync::Edit origin_of(const sync::Record& record, const sync::Edit& edit);

} // namespace takan::app
