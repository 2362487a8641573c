// team revoke, rotate.

#include "app/cli/commands.hpp"
#include "app/desk/admission.hpp"
#include "sync/base/text.hpp"

namespace takan::app::cli {

namespace {

using sync::Value;

// By its letters, or by the name of a person who has just one that is not revoked.
Result<sync::DeviceId> named_device(const Call& call, const sync::Registry& known) {
    const std::string& typed = call.arguments.words.front();
    if (const auto device = sync::DeviceId::parse(typed); device && known.device(*device) != nullptr) return *device;
    std::vector<sync::DeviceId> found;
    std::string letters;
    for (const auto& device : known.devices()) {
        if (device.revoked || known.name_of(device.id) != typed) continue;
        found.push_back(device.id);
        letters += (letters.empty() ? "" : ", ") + device.id.text();
    }
    if (found.size() == 1) return found.front();
    const std::string shown = sync::plain_text(typed);
    if (found.empty()) return bad_input(call, "cli.error.nobody_named", {{"name", shown}});
    return bad_input(call, "cli.error.several_devices", {{"name", shown}, {"devices", letters}});
}

} // namespace

Answer team_revoke(Call& call) {
    if (sync::trimmed(call.arguments.value("reason")).empty()) return bad_input(call, "error.reason_needed");
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(team, workspace.registry());
    TAKAN_TRY_LET(known, known_registry(team, workspace.store));
    TAKAN_TRY_LET(device, named_device(call, known));
    TAKAN_TRY(apply(workspace, RevokeDevice{device, sync::plain_text(call.arguments.value("reason"))}));
    if (call.json) call.document(Value::Object{{"device", device.text()}, {"name", known.name_of(device)}});
    call.line(call.said("cli.team.was_revoked", {{"name", known.name_of(device)}, {"device", device.text()}}));
    if (!call.json) call.note(call.text("cli.team.sync_to_send"));
    return yes;
}

Answer team_rotate(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY(catch_up_store(call.folder, workspace.store, call.around.clock));
    TAKAN_TRY(sync::rotate_key(call.folder, call.around.clock()));
    TAKAN_TRY(catch_up_store(call.folder, workspace.store, call.around.clock));
    TAKAN_TRY_LET(signer, sync::load_signer(call.folder));
    const std::string fingerprint = signer.key.public_key().fingerprint();
    if (call.json) call.document(Value::Object{{"device", signer.device.text()}, {"fingerprint", fingerprint}});
    call.line(call.said("cli.team.rotated", {{"fingerprint", fingerprint}}));
    return yes;
}

} // namespace takan::app::cli
