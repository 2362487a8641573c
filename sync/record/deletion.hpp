#pragma once
// Deleting is writing the field `deleted`: an array of the reason and of everything the deleter had seen, as
// device@time.

#include "sync/record/record.hpp"

#include <string>

namespace takan::sync {

enum class Presence { here, deleted, deleted_but_changed }; // the last stays visible until a lead decides

Presence presence(const Record& record);
std::string deletion_reason(const Record& record); // empty when it is not deleted

Edit erase(Record& record, std::string reason, DeviceId device, Instant now);
Edit restore(Record& record, DeviceId device, Instant now); // writes `deleted` as null

// `seen` as a value: an array of device@time. Used by `deleted` (behind the reason) and `review.seen`.
Value to_value(const Seen& seen);
Result<Seen> parse_seen(const Value& value);

} // namespace takan::sync
