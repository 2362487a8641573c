#pragma once
// Side by side: several values in one field by one device, none of which has replaced another.

#include "sync/record/record.hpp"

#include <string_view>
#include <vector>

namespace takan::sync {

// Writes these values, each as an edit of its own, and replaces all that this copy holds for the field: with different
// values it is contested afterwards, on every copy that this one is merged into. Otherwise as `write`. Returns the
// edits in the order of the values; the last one has the latest time.
std::vector<Edit> write_side_by_side(Record& record, std::string_view field, std::vector<Value> values, DeviceId device,
                                     Instant now);

} // namespace takan::sync
