#pragma once
// Put back: merging on a laptop that was put back from a backup and wrote on without knowing what it had written since.

#include "sync/record/merge.hpp"

namespace takan::sync {

// Who merges, and when.
struct Merger {
    DeviceId device;
    Instant now;
};

// Merges two copies of one record by the one rule. Where the rule would leave a field empty because each copy claims to
// have replaced the other's value, and one of them is this device's own, the device writes its latest value anew: of
// its own edits it may say so, and a new edit converges like any other.
Result<Merged> merge_as(const Merger& merger, const Record& a, const Record& b);

} // namespace takan::sync
