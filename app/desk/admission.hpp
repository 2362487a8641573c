#pragma once
// Admission: the requests that nobody has admitted yet, and the records that admit one.

#include "app/desk/workspace.hpp"

namespace takan::app {

// The registry as this laptop knows it: the team's, and on top of it what was admitted here and is not synced yet.
Result<sync::Registry> known_registry(const sync::Registry& team, const Store& store);

// Leaves out requests of devices that the registry knows.
std::vector<sync::JoinRequest> still_waiting(std::vector<sync::JoinRequest> requests, const sync::Registry& known);

// The records that admit a device as `role`. Errors: missing (no such request), invalid (no such role).
Result<std::vector<sync::Record>> admission_of(const std::vector<sync::JoinRequest>& requests,
                                               const sync::Registry& known, const sync::DeviceId& device,
                                               const std::string& role, const sync::DeviceId& admitting,
                                               sync::Instant now);

} // namespace takan::app
