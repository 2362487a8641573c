// verify, rebuild, status, open.

#include "app/cli/commands.hpp"
#include "app/cli/interrupt.hpp"
#include "app/cli/reach.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/text.hpp"
#include "sync/exchange/address.hpp"
#include "sync/exchange/proof.hpp"
#include "sync/exchange/team_copy.hpp"

namespace takan::app::cli {

namespace {

using sync::Value;

Value count(std::uint64_t number) {
    return static_cast<std::int64_t>(number);
}

sync::Result<sync::Verification> check(const sync::git::Repo& repo, const std::stop_token& stop) {
    return sync::verify(
        repo, [](const sync::Verification&) {}, stop);
}

sync::Result<sync::Verification> check_laptop(const Call& call) {
    TAKAN_TRY_LET(repo, sync::open_repo(call.folder));
    const Interrupt interrupt;
    return check(repo, interrupt.token());
}

// A folder is read in place, as a path or as file://; what is anywhere else is copied first.
sync::Result<sync::Verification> check_team(const Call& call, const std::string& address) {
    if (address.empty()) return bad_input(call, "error.no_team_yet");
    sync::Verification result;
    TAKAN_TRY(with_login(call, [&](const sync::Access& access, const std::stop_token& stop) -> Status {
        if (const auto folder = sync::folder_of_address(address)) {
            TAKAN_TRY_LET(repo, sync::git::Repo::open(*folder));
            TAKAN_TRY_LET(found, check(repo, stop));
            result = std::move(found);
            return {};
        }
        TAKAN_TRY_LET(copy, sync::copy_team(call.folder, address, access, stop));
        TAKAN_TRY_LET(found, check(copy.repo(), stop));
        result = std::move(found);
        return {};
    }));
    return result;
}

Value json_of(const sync::Verification& result, const std::vector<std::string>& store) {
    Value::Array faults;
    for (const auto& one : result.faults)
        faults.emplace_back(Value::Object{{"fault", sync::name_of(one.fault)},
                                          {"path", one.path},
                                          {"commit", one.commit.hex()},
                                          {"signer", one.signer},
                                          {"detail", one.detail}});
    Value::Array photos(result.broken_photos.begin(), result.broken_photos.end());
    Value::Array problems(store.begin(), store.end());
    return Value::Object{{"sound", result.sound() && store.empty()},
                         {"commits", count(result.commits)},
                         {"records", count(result.records)},
                         {"photos", count(result.photos)},
                         {"photo_bytes", count(result.photo_bytes)},
                         {"photos_not_here", count(result.photos_not_here)},
                         {"faults", std::move(faults)},
                         {"historic", count(result.historic.size())},
                         {"broken_photos", std::move(photos)},
                         {"store", std::move(problems)}};
}

void print(const Call& call, const sync::Verification& result, const std::vector<std::string>& store) {
    call.line(call.said("cli.verify.checked", {{"commits", std::to_string(result.commits)},
                                               {"records", std::to_string(result.records)},
                                               {"photos", std::to_string(result.photos)},
                                               {"bytes", byte_text(result.photo_bytes)}}));
    if (result.photos_not_here > 0)
        call.line(call.said("cli.verify.not_here", {{"count", std::to_string(result.photos_not_here)}}));
    for (const auto& problem : store)
        call.line("! " + call.text("cli.verify.store") + ": " + sync::plain_text(problem));
    for (const auto& one : result.faults)
        call.line("! " + call.text(std::string("quarantine.") + sync::name_of(one.fault)) + ": " +
                  sync::plain_text(one.path + " " + one.detail) + " (" + one.commit.hex().substr(0, 12) + ")");
    for (const auto& one : result.historic)
        call.line("  " + call.text("cli.verify.historic") + ": " +
                  call.text(std::string("quarantine.") + sync::name_of(one.fault)) + " (" +
                  one.commit.hex().substr(0, 12) + ")");
    for (const auto& photo : result.broken_photos)
        call.line("! " + sync::plain_text(photo));
    call.line(call.text(result.sound() && store.empty() ? "cli.verify.sound" : "cli.verify.faulty"));
}

std::string address_or_none(const Call& call, const std::string& address) {
    return address.empty() ? call.text("cli.status.no_team") : address;
}

Value json_of(const Workspace& workspace, const Counts& counts, const std::string& role, const std::string& last_sync) {
    Value::Object kinds;
    for (const auto& [kind, number] : counts.by_kind)
        kinds.emplace(kind, count(number));
    return Value::Object{{"folder", sync::utf8(workspace.folder)},
                         {"name", workspace.identity.name},
                         {"device", workspace.identity.device.text()},
                         {"label", workspace.identity.label},
                         {"role", role},
                         {"address", workspace.identity.team_address},
                         {"last_sync", last_sync},
                         {"unsynced_records", count(counts.unsynced_records)},
                         {"unsynced_photos", count(counts.unsynced_photos)},
                         {"contested", count(counts.contested)},
                         {"quarantined", count(counts.quarantined)},
                         {"records", std::move(kinds)}};
}

void print_status(const Call& call, const Workspace& workspace, const Counts& counts, const std::string& role,
                  const std::string& last_sync) {
    const auto& me = workspace.identity;
    const auto moment = sync::parse_instant(last_sync);
    call.line(call.said("cli.status.who", {{"name", me.name},
                                           {"role", role.empty() ? call.text("cli.status.not_admitted")
                                                                 : term_text("role", role, call.language)},
                                           {"device", me.device.text()},
                                           {"label", me.label}}));
    call.line(call.said("cli.status.where", {{"folder", sync::utf8(workspace.folder)},
                                             {"address", address_or_none(call, me.team_address)}}));
    call.line(
        call.said("cli.status.last_sync", {{"when", moment ? china_text(*moment) : call.text("cli.status.never")}}));
    call.line(call.said("cli.status.waiting", {{"records", std::to_string(counts.unsynced_records)},
                                               {"photos", std::to_string(counts.unsynced_photos)}}));
    call.line(call.said("cli.status.trouble", {{"contested", std::to_string(counts.contested)},
                                               {"quarantined", std::to_string(counts.quarantined)}}));
    std::string kinds;
    for (const auto& [kind, number] : counts.by_kind)
        kinds += (kinds.empty() ? "" : "  ") + kind_text(kind, call.language) + " " + std::to_string(number);
    if (!kinds.empty()) call.line(kinds);
}

} // namespace

Answer verify_all(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    std::vector<std::string> store;
    const bool team = call.arguments.has("team");
    if (!team) {
        TAKAN_TRY_LET(problems, workspace.store.check());
        store = std::move(problems);
    }
    TAKAN_TRY_LET(result, team ? check_team(call, workspace.identity.team_address) : check_laptop(call));
    if (call.json)
        call.document(json_of(result, store));
    else
        print(call, result, store);
    return result.sound() && store.empty() ? yes : no;
}

Answer rebuild_laptop(Call& call) {
    TAKAN_TRY(sync::read_identity(call.folder)); // no laptop, nothing to make anew
    TAKAN_TRY(rebuild_store(call.folder, call.around.clock));
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(counts, workspace.store.counts());
    std::size_t records = 0;
    for (const auto& [kind, number] : counts.by_kind)
        records += number;
    if (call.json)
        call.document(Value::Object{{"kept_unsynced", count(counts.unsynced_records)}, {"records", count(records)}});
    call.line(call.said("cli.rebuilt",
                        {{"kept", std::to_string(counts.unsynced_records)}, {"records", std::to_string(records)}}));
    return yes;
}

Answer show_status(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(counts, workspace.store.counts());
    TAKAN_TRY_LET(last_sync, workspace.store.setting("last_sync"));
    const std::string role = workspace.role();
    if (call.json)
        call.document(json_of(workspace, counts, role, last_sync));
    else
        print_status(call, workspace, counts, role, last_sync);
    return yes;
}

Answer change_setting(Call& call) {
    const auto& words = call.arguments.words;
    TAKAN_TRY_LET(workspace, call.workspace());
    if (words.size() == 2) TAKAN_TRY(keep_setting(workspace.store, words[0], words[1]));
    TAKAN_TRY_LET(settings, settings_of(workspace.store));
    sync::Value::Object document;
    for (const auto& [name, value] : settings) {
        if (!words.empty() && words[0] != name) continue;
        call.line(name + "  " + value);
        document.emplace(name, value);
    }
    const bool found = !document.empty();
    if (call.json) call.document(std::move(document));
    return found || words.empty() ? yes : no;
}

Answer open_window(Call& call) {
    if (!call.around.open)
        return sync::fail(sync::ErrorKind::missing, "this program has no window", {}, "cli.error.no_window");
    return call.around.open(call.folder, call.arguments.has("lang") ? tag_of(call.language) : "");
}

} // namespace takan::app::cli
