#include "app/views/team_setup.hpp"

#include "app/domain/root_code.hpp"
#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"
#include "sync/base/text.hpp"

#include <array>

namespace takan::app {

namespace {

void take_folder(const Given& given, TeamSetupState& state) {
    if (!state.choosing || !given.chosen) return;
    state.choosing = false;
    if (!given.chosen->empty()) state.address = sync::utf8(given.chosen->front());
}

} // namespace

bool draw_team_address(std::string& address, Language language) {
    const std::string& choose = text_of("start.choose_folder", language);
    const ui::FieldOptions options{.hint = text_of("start.address_hint", language),
                                   .required = true,
                                   .width = ImGui::GetContentRegionAvail().x -
                                            ui::button_width(choose, ui::icons::folder) - ui::px(8)};
    const ImVec2 top = ImGui::GetCursorPos();
    ui::text_field(text_of("start.address", language), address, options);
    const ImVec2 below = ImGui::GetCursorPos();
    ImGui::SetCursorPos({top.x + options.width + ui::px(8), below.y - ui::px(34) - ImGui::GetStyle().ItemSpacing.y});
    const bool pressed = ui::button(choose, {.icon = ui::icons::folder});
    ImGui::SetCursorPos(below);
    return pressed;
}

void draw_team_root(std::string& root, Language language, float width) {
    const auto code = read_root_code(root);
    ui::FieldOptions options{.hint = text_of("start.root_hint", language), .width = width};
    if (!code) options.problem = text_of("error.root_code", language);
    ui::text_field(text_of("start.root", language), root, options);
}

void draw_team_setup(const Given& given, TeamSetupState& state, Asked& asked) {
    take_folder(given, state);
    const ui::Card card("team setup", {.padding = ui::px(20)});
    ui::section_header(given.text("team.setup"));
    ui::space(4);
    ui::text_wrapped(given.text("team.setup_note"), ui::second_text());
    ui::space(12);
    const std::array segments{ui::Segment{.label = given.text("start.team.join"), .code = "join"},
                              ui::Segment{.label = given.text("start.team.found"), .code = "found"}};
    int chosen = state.found ? 1 : 0;
    if (ui::segmented("team", segments, chosen, ui::px(320))) state.found = chosen == 1;
    ui::space(10);
    if (draw_team_address(state.address, given.language())) {
        asked.files = FileQuestion{FileWish::folder, given.text("start.address"), {}};
        state.choosing = true;
    }
    ui::space(6);
    if (!state.found) {
        draw_team_root(state.root, given.language());
        ui::space(6);
    }
    ui::text_wrapped(given.text(state.found ? "start.team.found_note" : "start.team.join_note"), ui::note_text());
    bool again = false;
    if (given.snapshot.syncing.failed) {
        ui::space(8);
        ui::notice(ui::Tone::warn, error_text(*given.snapshot.syncing.failed, given.language()));
        again = draw_access_form(given, state.access, asked);
    }
    ui::space(14);
    const std::string address = sync::trimmed(state.address);
    const bool is_code = state.found || read_root_code(state.root);
    const ui::Disabled waiting(address.empty() || !is_code || given.snapshot.syncing.team_running);
    const ui::ButtonOptions primary{.kind = ui::ButtonKind::primary, .icon = ui::icons::check};
    if (!ui::button(given.text(state.found ? "team.found" : "team.join"), primary) && !again) return;
    if (state.found)
        asked.command(FoundTeam{.role = "leader", .address = address});
    else
        asked.command(JoinTeam{.address = address, .root = sync::trimmed(state.root)});
}

} // namespace takan::app
