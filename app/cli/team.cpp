// team init, join, requests, admit, show.

#include "app/cli/columns.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/reach.hpp"
#include "app/desk/admission.hpp"
#include "app/domain/root_code.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/address.hpp"
#include "sync/exchange/trust.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <map>
#include <unistd.h>

namespace takan::app::cli {

namespace {

using sync::Value;

std::string host_name() {
    char name[256] = {};
    if (::gethostname(name, sizeof name - 1) != 0) return "laptop";
    return sync::plain_text(name);
}

// The laptop in the folder, made when there is none; its team address becomes `address`.
Result<sync::Identity> laptop_for(const Call& call, const std::string& address) {
    const std::string name = sync::trimmed(sync::plain_text(call.arguments.value("name")));
    auto known = sync::read_identity(call.folder);
    if (!known && known.error().kind != sync::ErrorKind::missing) return known.error();
    if (!known) {
        if (name.empty()) return bad_input(call, "cli.error.name_needed");
        const std::string label =
            call.arguments.has("label") ? sync::plain_text(call.arguments.value("label")) : host_name();
        return sync::create_laptop(call.folder, name, address, label);
    }
    if (!known->team_address.empty() && known->team_address != address)
        call.note(call.said("cli.team.moved", {{"old", known->team_address}, {"new", address}}));
    known->team_address = address;
    if (!name.empty()) known->name = name;
    if (call.arguments.has("label")) known->label = sync::plain_text(call.arguments.value("label"));
    TAKAN_TRY(sync::write_identity(call.folder, *known));
    return std::move(*known);
}

Status check_role(const Call& call, const std::string& role) {
    const auto& all = roles();
    if (std::find(all.begin(), all.end(), role) != all.end()) return {};
    std::string codes;
    for (const auto& one : all)
        codes += (codes.empty() ? "" : ", ") + one;
    return bad_input(call, "cli.error.no_role", {{"role", sync::plain_text(role)}, {"all", codes}});
}

std::string role_text(const Call& call, const std::string& role) {
    return term_text("role", role, call.language);
}

Result<std::string> fingerprint_of(const std::filesystem::path& folder) {
    TAKAN_TRY_LET(signer, sync::load_signer(folder));
    return signer.key.public_key().fingerprint();
}

// As people read it to each other; empty before this laptop has seen a team.
Result<std::string> root_of(const std::filesystem::path& folder) {
    TAKAN_TRY_LET(repo, sync::open_repo(folder));
    const auto root = sync::team_root(repo);
    return root ? root_code(root->hex()) : std::string();
}

// A laptop that could not join stays with the team that it had.
Status stay_with(const std::filesystem::path& folder, const sync::Identity& before) {
    TAKAN_TRY_LET(now, sync::read_identity(folder)); // asking may have made a new device of the laptop
    now.team_address = before.team_address;
    now.name = before.name;
    now.label = before.label;
    return sync::write_identity(folder, now);
}

Result<std::vector<sync::JoinRequest>> waiting_at(const Call& call, const Workspace& workspace) {
    TAKAN_TRY_LET(team, workspace.registry());
    TAKAN_TRY_LET(known, known_registry(team, workspace.store));
    std::vector<sync::JoinRequest> requests;
    TAKAN_TRY(with_login(call, [&](const sync::Access& access, const std::stop_token& stop) -> Status {
        TAKAN_TRY_LET(found, sync::waiting_requests(call.folder, access, stop));
        requests = std::move(found);
        return {};
    }));
    return still_waiting(std::move(requests), known);
}

Result<sync::DeviceId> read_device(const Call& call, const std::string& typed) {
    auto device = sync::DeviceId::parse(typed);
    if (device) return *device;
    return bad_input(call, "cli.error.no_device", {{"device", sync::plain_text(typed)}});
}

Result<std::vector<sync::DeviceId>> wanted_devices(const Call& call, const std::vector<sync::JoinRequest>& waiting) {
    std::vector<sync::DeviceId> devices;
    if (call.arguments.words.size() == 1 && call.arguments.words.front() == "all") {
        for (const auto& one : waiting)
            devices.push_back(one.device);
        return devices;
    }
    for (const auto& word : call.arguments.words) {
        TAKAN_TRY_LET(device, read_device(call, word));
        devices.push_back(device);
    }
    return devices;
}

// A second laptop and somebody else of that name look alike; only people know which it is.
void warn_of_namesakes(const Call& call, const sync::JoinRequest& request, const sync::Registry& known,
                       const std::string& role) {
    const auto same = namesakes(request, known);
    const bool joined = std::find(same.begin(), same.end(), role) != same.end();
    if (same.empty() || request.replaces || call.arguments.has("as-new-member")) return;
    call.note(call.said(joined ? "cli.team.joined_namesake" : "cli.team.namesake", {{"name", request.name}}));
}

std::string state_of(const Call& call, const sync::Device& device) {
    return call.text(device.revoked ? "cli.team.revoked" : "cli.team.active");
}

using LastCommits = std::map<sync::DeviceId, sync::Instant>;

Result<LastCommits> last_commits_of(const Workspace& workspace) {
    TAKAN_TRY_LET(repo, sync::open_repo(workspace.folder));
    const auto main = repo.ref(sync::main_ref);
    if (!main) return LastCommits{};
    return last_commits(repo, *main);
}

Value json_of(const sync::Device& device, const LastCommits& last) {
    const auto seen = last.find(device.id);
    return Value::Object{{"device", device.id.text()},
                         {"label", device.label},
                         {"fingerprint", device.key.fingerprint()},
                         {"former_keys", static_cast<std::int64_t>(device.former.size())},
                         {"last_commit", seen == last.end() ? std::string() : sync::to_text(seen->second)},
                         {"revoked", device.revoked}};
}

std::vector<std::string> line_of(const Call& call, const sync::Device& device, const LastCommits& last) {
    const auto seen = last.find(device.id);
    return {"  " + device.id.text(), device.label, state_of(call, device), device.key.fingerprint(),
            seen == last.end() ? call.text("cli.status.never") : china_text(seen->second)};
}

} // namespace

Answer team_init(Call& call) {
    const std::string role = call.arguments.has("role") ? call.arguments.value("role") : "leader";
    TAKAN_TRY(check_role(call, role));
    if (!sync::may_change_registry(role)) return bad_input(call, "cli.error.founder_role", {{"role", role}});
    const std::string address = sync::absolute_address(call.arguments.words.front());
    TAKAN_TRY_LET(identity, laptop_for(call, address));
    TAKAN_TRY(with_login(call, [&](const sync::Access& access, const std::stop_token& stop) {
        return sync::found_team(call.folder, role, call.around.clock(), access, stop);
    }));
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY(catch_up_store(call.folder, workspace.store, call.around.clock));
    TAKAN_TRY_LET(fingerprint, fingerprint_of(call.folder));
    TAKAN_TRY_LET(root, root_of(call.folder));
    if (call.json)
        call.document(Value::Object{{"address", address},
                                    {"device", identity.device.text()},
                                    {"fingerprint", fingerprint},
                                    {"folder", sync::utf8(call.folder)},
                                    {"name", identity.name},
                                    {"role", role},
                                    {"root", root}});
    call.line(call.said("cli.team.founded",
                        {{"address", address}, {"name", identity.name}, {"role", role_text(call, role)}}));
    call.line(call.said("cli.team.root", {{"root", root}}));
    return yes;
}

Answer team_join(Call& call) {
    const std::string address = sync::absolute_address(call.arguments.words.front());
    TAKAN_TRY_LET(expected, read_root_code(call.arguments.value("root")));
    const auto before = sync::read_identity(call.folder);
    TAKAN_TRY_LET(identity, laptop_for(call, address));
    const Status asked = with_login(call, [&](const sync::Access& access, const std::stop_token& stop) {
        return sync::ask_team(call.folder, call.around.clock(), access, expected, stop);
    });
    if (!asked && before) TAKAN_TRY(stay_with(call.folder, *before));
    TAKAN_TRY(asked);
    TAKAN_TRY_LET(as_is, sync::read_identity(call.folder));
    if (as_is.device != identity.device) {
        call.note(call.said("cli.team.new_device", {{"old", identity.device.text()}, {"new", as_is.device.text()}}));
        identity = as_is;
    }
    TAKAN_TRY_LET(fingerprint, fingerprint_of(call.folder));
    TAKAN_TRY_LET(root, root_of(call.folder));
    if (call.json)
        call.document(Value::Object{{"address", address},
                                    {"device", identity.device.text()},
                                    {"fingerprint", fingerprint},
                                    {"folder", sync::utf8(call.folder)},
                                    {"name", identity.name},
                                    {"root", root}});
    call.line(call.said("cli.team.asked", {{"name", identity.name}, {"device", identity.device.text()}}));
    if (expected.empty()) call.line(call.said("cli.team.root", {{"root", root}}));
    call.line(call.said("cli.team.compare", {{"fingerprint", fingerprint}}));
    return yes;
}

Answer team_requests(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(waiting, waiting_at(call, workspace));
    Value::Array list;
    std::vector<std::vector<std::string>> lines;
    for (const auto& one : waiting) {
        list.emplace_back(Value::Object{{"device", one.device.text()},
                                        {"name", one.name},
                                        {"label", one.label},
                                        {"fingerprint", one.key.fingerprint()},
                                        {"asked", sync::to_text(one.asked)},
                                        {"replaces", one.replaces ? one.replaces->text() : std::string()}});
        lines.push_back({one.device.text(), one.name, one.label, china_text(one.asked), one.key.fingerprint(),
                         one.replaces ? call.said("cli.team.replaces", {{"device", one.replaces->text()}}) : ""});
    }
    if (call.json)
        call.document(Value::Object{{"requests", std::move(list)}});
    else
        call.out() << columns(lines);
    if (waiting.empty()) call.line(call.text("cli.team.nobody_waits"));
    return waiting.empty() ? no : yes;
}

Answer team_admit(Call& call) {
    const std::string role = call.arguments.has("role") ? call.arguments.value("role") : "inspector";
    TAKAN_TRY(check_role(call, role));
    TAKAN_TRY_LET(workspace, call.workspace());
    if (!may(workspace.role(), Act::admit))
        return sync::fail(sync::ErrorKind::denied, "this role does not admit", workspace.identity.name,
                          "error.not_admitting");
    TAKAN_TRY_LET(team, workspace.registry());
    TAKAN_TRY_LET(waiting, waiting_at(call, workspace));
    TAKAN_TRY_LET(devices, wanted_devices(call, waiting));
    Value::Array admitted;
    for (const auto& device : devices) {
        // Read anew each time: one person's second laptop joins the member that the first one has just made.
        TAKAN_TRY_LET(known, known_registry(team, workspace.store));
        TAKAN_TRY_LET(records, admission_of(waiting, known, device, {role, call.arguments.has("as-new-member")},
                                            workspace.identity.device, call.around.clock()));
        TAKAN_TRY(workspace.store.add(records));
        const auto request =
            std::find_if(waiting.begin(), waiting.end(), [&](const auto& one) { return one.device == device; });
        const std::string name = request == waiting.end() ? device.text() : request->name;
        if (request != waiting.end()) warn_of_namesakes(call, *request, known, role);
        admitted.emplace_back(Value::Object{{"device", device.text()}, {"name", name}, {"role", role}});
        call.line(call.said("cli.team.admitted",
                            {{"name", name}, {"device", device.text()}, {"role", role_text(call, role)}}));
    }
    if (call.json)
        call.document(Value::Object{{"admitted", std::move(admitted)}});
    else
        call.note(devices.empty() ? call.text("cli.team.nobody_waits") : call.text("cli.team.sync_to_send"));
    return devices.empty() ? no : yes;
}

Answer team_show(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(registry, workspace.registry());
    TAKAN_TRY_LET(last, last_commits_of(workspace));
    Value::Array members;
    std::vector<std::vector<std::string>> lines;
    for (const auto& member : registry.members()) {
        Value::Array devices;
        lines.push_back({member.name, role_text(call, member.role)});
        for (const auto& device : registry.devices()) {
            if (device.member != member.id) continue;
            devices.push_back(json_of(device, last));
            lines.push_back(line_of(call, device, last));
        }
        members.emplace_back(Value::Object{
            {"id", member.id.text()}, {"name", member.name}, {"role", member.role}, {"devices", std::move(devices)}});
    }
    const bool empty = members.empty();
    TAKAN_TRY_LET(root, root_of(call.folder));
    if (call.json)
        call.document(Value::Object{
            {"address", workspace.identity.team_address}, {"members", std::move(members)}, {"root", root}});
    call.line(call.said("cli.team.address", {{"address", workspace.identity.team_address}}));
    if (!root.empty()) call.line(call.said("cli.team.root", {{"root", root}}));
    if (!call.json) call.out() << columns(lines);
    return empty ? no : yes;
}

} // namespace takan::app::cli
