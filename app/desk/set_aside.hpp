#pragma once
// Set aside: looking into what the judge set aside, and admitting it all the same.

#include "app/desk/workspace.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace takan::app {

// A value that was set aside and that this laptop's copy of the record does not have.
struct SetAsideValue {
    std::string field;
    sync::Edit edit; // who wrote it and when, as far as that may be believed
    sync::Value value;
};
struct SetAsideRecord {
    sync::RecordId id;
    std::string kind;
    std::vector<SetAsideValue> values;
};

// Records of one entry that are looked into: the judge sets a commit with more faults aside too.
inline constexpr std::size_t greatest_set_aside = 1000;

// What an entry of the quarantine holds, of its first `most` records. Empty when it holds no record that can be read.
// Errors: missing (no such entry, or its bytes are not here).
Result<std::vector<SetAsideRecord>> look_into(const Workspace& workspace, std::int64_t entry,
                                              std::size_t most = greatest_set_aside);

// Writes those values as this device, with a comment on each record that says who wrote them first; the entry goes.
// Members and devices are never admitted like this. Returns the ids it changed or made. Errors: denied (role), missing
// (no such entry, nothing in it that could be admitted).
Result<std::vector<sync::RecordId>> admit_quarantined(Workspace& workspace, std::int64_t entry);

} // namespace takan::app
