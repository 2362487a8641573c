#include "app/views/team_device.hpp"

#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"

namespace takan::app {

namespace {

constexpr float names = 110; // design pixels

const DeviceLine* own_device(const Snapshot& snapshot) {
    for (const auto& member : snapshot.members)
        for (const auto& device : member.devices)
            if (device.id == snapshot.me.device) return &device;
    return nullptr;
}

// What became of this laptop's own name in the team, and the way back in.
void draw_way_back(const Given& given, Asked& asked) {
    const Syncing& syncing = given.snapshot.syncing;
    const std::string fault = syncing.failed ? syncing.failed->text_key : std::string();
    const bool is_out = fault == "error.device_revoked" || fault == "error.key_unreadable";
    if (!is_out && !syncing.renewed) return;
    ui::notice(ui::Tone::warn, given.text(is_out ? fault : "sync.renewed"));
    ui::space(8);
    if (!is_out) return;
    ui::text_wrapped(given.text("team.rejoin_note"), ui::note_text());
    ui::space(8);
    const ui::Disabled running(syncing.team_running);
    if (ui::button(given.text("team.rejoin"), {.icon = ui::icons::person_add})) asked.command(JoinTeam{});
    ui::space(8);
}

// What people read to each other, with a button that copies it.
void draw_root(const Given& given, Asked& asked) {
    const std::string& root = given.snapshot.me.team_root;
    if (root.empty()) return;
    const ui::TextStyle style{.bold = true};
    const ImVec2 top = ImGui::GetCursorPos();
    ui::key_value(given.text("team.root"), root, ui::px(names), style);
    const ImVec2 below = ImGui::GetCursorPos();
    const float side = ui::px(26);
    ImGui::SetCursorPos({top.x + ui::px(names + 20) + ui::measure(root, style).x,
                         top.y + (below.y - ImGui::GetStyle().ItemSpacing.y - top.y - side) / 2});
    if (ui::icon_button(ui::icons::copy, given.text("team.copy_root"), {.border = false, .size = side})) {
        ImGui::SetClipboardText(root.c_str());
        asked.toast = Toast{given.text("team.root_copied"), false};
    }
    ImGui::SetCursorPos(below);
    ui::text_wrapped(given.text("team.root_note"), ui::note_text());
}

void ask_replacement(const Given& given, TeamDeviceState& state, Asked& asked) {
    const ui::Question question{given.text("team.rotate"), given.text("team.rotate_sentence"),
                                given.text("team.rotate_act"), false};
    if (ui::confirm(question, state.asks) != ui::Answer::confirmed) return;
    asked.command(RotateKey{});
    state.replacing = given.snapshot.syncing.team_number;
    state.replaced.clear();
    state.failed.reset();
}

// The act ends behind the button's back: how is told here.
void take_outcome(const Given& given, const DeviceLine& device, TeamDeviceState& state) {
    const Syncing& syncing = given.snapshot.syncing;
    if (!state.replacing || syncing.team_number <= *state.replacing) return;
    state.replacing.reset();
    state.failed = syncing.failed;
    if (!state.failed) state.replaced = device.fingerprint;
}

void draw_outcome(const Given& given, const TeamDeviceState& state) {
    if (state.failed) {
        ui::space(8);
        ui::notice(ui::Tone::danger, error_text(*state.failed, given.language()));
    } else if (!state.replaced.empty()) {
        ui::space(8);
        ui::notice(ui::Tone::ok, given.text("team.rotated"));
    }
}

void draw_key(const Given& given, const DeviceLine& device, TeamDeviceState& state, Asked& asked) {
    take_outcome(given, device, state);
    const std::string& rotate = given.text("team.rotate");
    ui::text(given.text("team.this_laptop"), ui::section_title());
    ImGui::SameLine();
    ui::push_right(ui::button_width(rotate, ui::icons::key));
    {
        const ui::Disabled running(state.replacing || given.snapshot.syncing.team_running);
        if (ui::button(rotate, {.icon = ui::icons::key})) state.asks = true;
    }
    ui::space(4);
    ui::key_value(given.text("team.device"),
                  device.label.empty() ? device.id.text() : device.label + "  " + device.id.text(), ui::px(names));
    ui::key_value(given.text("team.fingerprint"), device.fingerprint, ui::px(names));
    draw_root(given, asked);
    draw_outcome(given, state);
    ask_replacement(given, state, asked);
}

} // namespace

void draw_team_device(const Given& given, TeamDeviceState& state, Asked& asked) {
    const ui::Card card("own_device", {.padding = ui::px(20)});
    draw_way_back(given, asked);
    if (const DeviceLine* device = own_device(given.snapshot)) {
        draw_key(given, *device, state, asked);
    } else {
        ui::text(given.text("team.this_laptop"), ui::section_title());
        ui::space(4);
        ui::text_wrapped(given.text("sync.waiting_for_admission"), ui::second_text());
        draw_root(given, asked);
    }
}

} // namespace takan::app
