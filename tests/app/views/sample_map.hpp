#pragma once
// The map of the sample day: its records as the store would put them there.

#include "app/desk/snapshot.hpp"

#include <map>

namespace takan::test {

app::MapAnswer sample_map(const std::map<sync::RecordId, sync::Record>& records, const app::MapWish& wish);

} // namespace takan::test
