#include "app/views/access_form.hpp"

#include "app/ui/ui.hpp"
#include "sync/base/text.hpp"

namespace takan::app {

namespace {

bool draw_login(const Given& given, const std::string& place, AccessFormState& state, Asked& asked) {
    const float width = ui::px(260);
    ui::text_field(given.text("access.user"), state.user, {.width = width});
    ImGui::SameLine(0, ui::px(12));
    ui::secret_field(given.text("access.secret"), state.secret, {.width = width});
    ui::space(4);
    ui::text_wrapped(given.text("access.secret_note"), ui::note_text());
    ui::space(8);
    const ui::Disabled incomplete(state.user.empty() || state.secret.empty());
    if (!ui::button(given.text("access.log_in"), {.kind = ui::ButtonKind::primary, .icon = ui::icons::check}))
        return false;
    asked.command(GiveLogin{place, sync::trimmed(state.user), state.secret});
    state.secret.clear();
    return true;
}

// `server`: "host SHA256:fingerprint".
bool draw_server(const Given& given, const std::string& server, Asked& asked) {
    const std::size_t space = server.find(' ');
    if (space == std::string::npos) return false;
    ui::key_value(given.text("access.server"), server.substr(0, space), ui::px(110));
    ui::key_value(given.text("access.fingerprint"), server.substr(space + 1), ui::px(110));
    ui::space(4);
    ui::text_wrapped(given.text("access.server_note"), ui::note_text());
    ui::space(8);
    if (!ui::button(given.text("access.accept"), {.icon = ui::icons::check})) return false;
    asked.command(AcceptHost{server.substr(space + 1)});
    return true;
}

} // namespace

bool draw_access_form(const Given& given, AccessFormState& state, Asked& asked) {
    const auto& failed = given.snapshot.syncing.failed;
    if (!failed) return false;
    const bool login = failed->text_key == "error.login_needed" || failed->text_key == "error.login_refused";
    if (!login && failed->text_key != "error.host_unknown") return false;
    ui::space(10);
    return login ? draw_login(given, failed->subject, state, asked) : draw_server(given, failed->subject, asked);
}

} // namespace takan::app
