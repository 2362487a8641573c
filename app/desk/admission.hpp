#pragma once
// Admission: the requests that nobody has admitted yet, and the records that admit one.

#include "app/desk/workspace.hpp"

namespace takan::app {

// The registry as this laptop knows it: the team's, and on top of it what was admitted here and is not synced yet.
Result<sync::Registry> known_registry(const sync::Registry& team, const Store& store);

// Leaves out requests of devices that the registry knows.
std::vector<sync::JoinRequest> still_waiting(std::vector<sync::JoinRequest> requests, const sync::Registry& known);

// Who a device is admitted as.
struct AdmitAs {
    std::string role;
    bool new_member = false; // though one of that name is in the team already
};
// The members of that name, by their roles: two people, or one with a second laptop. Nobody but a person can tell.
std::vector<std::string> namesakes(const sync::JoinRequest& request, const sync::Registry& known);

// The records that admit a device. It joins the member whose device it says to have been, else the one of the same name
// and role, unless a new one is wanted. Errors: missing (no such request), invalid (no such role).
Result<std::vector<sync::Record>> admission_of(const std::vector<sync::JoinRequest>& requests,
                                               const sync::Registry& known, const sync::DeviceId& device,
                                               const AdmitAs& as, const sync::DeviceId& admitting, sync::Instant now);

// Revokes a device: writes it and the reason into its record. Returns the record's id. Errors: denied (role), missing
// (no such device), invalid (no reason; this laptop itself, which would leave nobody to let it in again).
Result<sync::RecordId> revoke_device(Workspace& workspace, const sync::DeviceId& device, const std::string& reason);

// When each device's last commit was made, by its own clock, below `main`; those below `known` are left out.
Result<std::map<sync::DeviceId, sync::Instant>> last_commits(const sync::git::Repo& repo, const sync::git::Oid& main,
                                                             const std::optional<sync::git::Oid>& known = {});

} // namespace takan::app
