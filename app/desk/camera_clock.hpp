#pragma once
// Camera clock: which photos CorrectClock is about.

#include "app/desk/command.hpp"
#include "app/store/store.hpp"

namespace takan::app {

// Those that it names, else those that the same camera brought with the same import and that say a time. Error missing:
// there is no such photo.
Result<std::vector<sync::RecordId>> photos_of(const Store& store, const CorrectClock& wish);

} // namespace takan::app
