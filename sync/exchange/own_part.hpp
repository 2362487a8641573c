#pragma once
// What of a record this device may put its signature to.

#include "sync/record/record.hpp"

namespace takan::sync {

// The record without those edits of other devices that the team's copy (null: it has none) does not know. The store may
// have seen some: from a merge that was broken off, or from a device that the team did not trust any more. They come
// with the commits of their own devices or not at all; in ours they would be forgeries.
Record own_part(Record record, const Record* team, DeviceId me);

} // namespace takan::sync
