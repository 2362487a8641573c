#include "app/desk/admission.hpp"

#include "app/desk/sync_room.hpp"
#include "sync/base/text.hpp"
#include "sync/team/layout.hpp"

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

// The same person's second laptop joins the member that is there, one that became a new device the member it was.
std::optional<sync::RecordId> member_of(const sync::JoinRequest& request, const AdmitAs& as,
                                        const sync::Registry& known) {
    if (as.new_member) return std::nullopt;
    const sync::Member* before = request.replaces ? known.member_of(*request.replaces) : nullptr;
    if (before != nullptr && before->name == request.name && before->role == as.role) return before->id;
    for (const auto& member : known.members())
        if (member.name == request.name && member.role == as.role) return member.id;
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
                                               const AdmitAs& as, const sync::DeviceId& admitting, sync::Instant now) {
    if (std::find(roles().begin(), roles().end(), as.role) == roles().end())
        return sync::fail(sync::ErrorKind::invalid, "there is no such role", as.role, "error.no_such_role");
    const auto waiting = still_waiting(requests, known);
    const auto request =
        std::find_if(waiting.begin(), waiting.end(), [&](const auto& one) { return one.device == device; });
    if (request == waiting.end())
        return sync::fail(sync::ErrorKind::missing, "no request of this device waits at the team's address",
                          device.text(), "error.no_such_request");
    return sync::admission_records(*request, known, member_of(*request, as, known), as.role, admitting, now);
}

std::vector<std::string> namesakes(const sync::JoinRequest& request, const sync::Registry& known) {
    std::vector<std::string> roles;
    for (const auto& member : known.members())
        if (member.name == request.name) roles.push_back(member.role);
    return roles;
}

Result<sync::RecordId> revoke_device(Workspace& workspace, const sync::DeviceId& device, const std::string& reason) {
    if (!may(workspace.role(), Act::admit))
        return sync::fail(sync::ErrorKind::denied, "this role does not revoke devices", workspace.identity.name,
                          "error.not_admitting");
    if (sync::trimmed(reason).empty())
        return sync::fail(sync::ErrorKind::invalid, "a revocation needs a reason", {}, "error.reason_needed");
    if (device == workspace.identity.device)
        return sync::fail(sync::ErrorKind::invalid, "a laptop does not revoke itself", device.text(),
                          "error.revoke_self");
    TAKAN_TRY_LET(team, workspace.registry());
    TAKAN_TRY_LET(known, known_registry(team, workspace.store));
    const sync::Device* found = known.device(device);
    if (found == nullptr)
        return sync::fail(sync::ErrorKind::missing, "the team has no such device", device.text(),
                          "error.no_such_device");
    const sync::RecordId id = found->record;
    TAKAN_TRY(workspace.store.change(id, [&](sync::Record& record) -> Status {
        const auto& me = workspace.identity.device;
        sync::write(record, "revoked_reason", sync::trimmed(reason), me, workspace.clock());
        sync::write(record, "revoked", true, me, workspace.clock());
        return {};
    }));
    return id;
}

Result<std::map<sync::DeviceId, sync::Instant>> last_commits(const sync::git::Repo& repo, const sync::git::Oid& main,
                                                             const std::optional<sync::git::Oid>& known) {
    using Oids = std::vector<sync::git::Oid>;
    std::map<sync::DeviceId, sync::Instant> last;
    TAKAN_TRY_LET(commits, repo.new_commits({main}, known ? Oids{*known} : Oids{}));
    for (const auto& id : commits) {
        const auto commit = repo.commit(id);
        if (!commit) continue; // damaged ones were set aside
        const auto device = sync::device_of_email(commit->committer.email);
        if (!device) continue;
        sync::Instant& newest = last.try_emplace(*device, commit->committer.when).first->second;
        newest = std::max(newest, commit->committer.when);
    }
    return last;
}

Status admit_device(Workspace& workspace, const sync::DeviceId& device, const std::string& role) {
    TAKAN_TRY_LET(team, workspace.registry());
    if (!may(role_in(team, workspace.identity.device), Act::admit))
        return sync::fail(sync::ErrorKind::denied, "this role does not admit devices", workspace.identity.name,
                          "error.not_admitting");
    TAKAN_TRY_LET(requests, sync::waiting_requests(workspace.folder));
    TAKAN_TRY_LET(known, known_registry(team, workspace.store));
    TAKAN_TRY_LET(records, admission_of(requests, known, device, {role}, workspace.identity.device, workspace.clock()));
    return workspace.store.add(records);
}

} // namespace takan::app
