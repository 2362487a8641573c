#include "app/desk/admission.hpp"

#include "app/desk/sync_room.hpp"

#include <algorithm>

namespace takan::app {

namespace {

constexpr std::size_t greatest_team = 10'000; // members, and devices

Status take_all(const Store& store, const char* kind, sync::Registry& registry) {
    Filter filter;
    filter.kind = kind;
    filter.limit = greatest_team;
    TAKAN_TRY_LET(rows, store.list(filter));
    for (const auto& row : rows) {
        TAKAN_TRY_LET(record, store.get(row.id));
        if (record) registry.take(*record);
    }
    return {};
}

// The same person's second laptop joins the member that is there.
std::optional<sync::RecordId> member_of(const sync::JoinRequest& request, const std::string& role,
                                        const sync::Registry& known) {
    for (const auto& member : known.members())
        if (member.name == request.name && member.role == role) return member.id;
    return std::nullopt;
}

} // namespace

Result<sync::Registry> known_registry(const sync::Registry& team, const Store& store) {
    sync::Registry known = team;
    TAKAN_TRY(take_all(store, "member", known));
    TAKAN_TRY(take_all(store, "device", known));
    return known;
}

std::vector<sync::JoinRequest> still_waiting(std::vector<sync::JoinRequest> requests, const sync::Registry& known) {
    std::erase_if(requests, [&](const auto& one) { return known.device(one.device) != nullptr; });
    return requests;
}

Result<std::vector<sync::Record>> admission_of(const std::vector<sync::JoinRequest>& requests,
                                               const sync::Registry& known, const sync::DeviceId& device,
                                               const std::string& role, const sync::DeviceId& admitting,
                                               sync::Instant now) {
    if (std::find(roles().begin(), roles().end(), role) == roles().end())
        return sync::fail(sync::ErrorKind::invalid, "there is no such role", role, "error.no_such_role");
    const auto waiting = still_waiting(requests, known);
    const auto request =
        std::find_if(waiting.begin(), waiting.end(), [&](const auto& one) { return one.device == device; });
    if (request == waiting.end())
        return sync::fail(sync::ErrorKind::missing, "no request of this device waits at the team's address",
                          device.text(), "error.no_such_request");
    return sync::admission_records(*request, known, member_of(*request, role, known), role, admitting, now);
}

Status admit_device(Workspace& workspace, const sync::DeviceId& device, const std::string& role) {
    TAKAN_TRY_LET(team, workspace.registry());
    if (!may(role_in(team, workspace.identity.device), Act::admit))
        return sync::fail(sync::ErrorKind::denied, "this role does not admit devices", workspace.identity.name,
                          "error.not_admitting");
    TAKAN_TRY_LET(requests, sync::waiting_requests(workspace.folder));
    TAKAN_TRY_LET(known, known_registry(team, workspace.store));
    TAKAN_TRY_LET(records, admission_of(requests, known, device, role, workspace.identity.device, workspace.clock()));
    return workspace.store.add(records);
}

} // namespace takan::app
