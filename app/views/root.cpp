#include "app/views/root.hpp"

#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"
#include "app/views/palette.hpp"
#include "app/views/screens.hpp"

#include "imgui.h"

#include <array>
#include <map>

namespace takan::app {

namespace {

constexpr std::size_t places = 9;

std::array<std::unique_ptr<Screen>, places> all_screens() {
    return {make_today(),  make_visits(), make_findings(), make_photos(),  make_sites(),
            make_review(), make_team(),   make_sync(),     make_settings()};
}

bool pressed(ImGuiKeyChord chord) {
    return ImGui::Shortcut(chord, ImGuiInputFlags_RouteGlobal | ImGuiInputFlags_RouteOverFocused);
}

} // namespace

struct Root::State {
    std::array<std::unique_ptr<Screen>, places> screens = all_screens();
    Spot spot;
    Request asked_for;
    bool ever_asked = false;
    Drafts drafts;
    ui::Toasts toasts;
    PaletteState palette;
    bool shortcuts = false;
    bool no_file_dialog = false;
    std::uint64_t seen_imports = 0;
    std::uint64_t seen_syncs = 0;

    Screen& screen() { return *screens[static_cast<std::size_t>(spot.place)]; }
};

Root::Root() : m_state(std::make_unique<State>()) {}
Root::~Root() = default;

void Root::go(const Spot& spot) {
    m_state->spot = spot;
}
void Root::no_file_dialog() {
    m_state->no_file_dialog = true;
}
void Root::posted(const std::vector<std::uint64_t>& numbers) {
    m_state->drafts.posted(numbers);
}
bool Root::moving(sync::Instant) const {
    return m_state->drafts.waiting();
}

namespace {

// Keys that work everywhere. A text field that has the keyboard keeps its own undo.
void take_shortcuts(const Given& given, PaletteState& palette, bool& shortcuts, Drafts& drafts, Asked& asked) {
    if (pressed(ImGuiMod_Ctrl | ImGuiKey_K) || pressed(ImGuiMod_Ctrl | ImGuiKey_F)) open_palette(palette);
    if (pressed(ImGuiMod_Ctrl | ImGuiKey_S)) drafts.commit_all();
    if (pressed(ImGuiKey_F1)) shortcuts = !shortcuts;
    const auto rail = rail_places(given.snapshot);
    for (std::size_t i = 0; i < rail.size() && i < 9; ++i)
        if (pressed(ImGuiMod_Ctrl | static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i))))
            asked.go = Spot{rail[i].place, {}};
    if (ImGui::GetIO().WantTextInput) return;
    if (pressed(ImGuiMod_Ctrl | ImGuiKey_Z)) asked.command(Undo{});
    if (pressed(ImGuiMod_Ctrl | ImGuiKey_Y) || pressed(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z))
        asked.command(Redo{});
}

// What ended since the last frame, in one sentence.
void tell_news(const Given& given, ui::Toasts& toasts, std::uint64_t& seen_imports, std::uint64_t& seen_syncs) {
    const Importing& importing = given.snapshot.importing;
    if (importing.number != seen_imports) {
        if (importing.number > seen_imports)
            toasts.add(say("toast.imported", given.language(), {{"count", std::to_string(importing.added)}}));
        seen_imports = importing.number;
    }
    const Syncing& syncing = given.snapshot.syncing;
    if (syncing.number != seen_syncs) {
        if (syncing.number > seen_syncs && !syncing.failed) toasts.add(given.text("toast.synced"));
        if (syncing.number > seen_syncs && syncing.failed)
            toasts.add(error_text(*syncing.failed, given.language()), ui::Tone::danger);
        seen_syncs = syncing.number;
    }
}

} // namespace

Asked Root::draw(const Given& given) {
    State& state = *m_state;
    Asked asked;
    state.drafts.settle(given.snapshot, given.now);
    tell_news(given, state.toasts, state.seen_imports, state.seen_syncs);
    if (std::exchange(state.no_file_dialog, false))
        state.toasts.add(given.text("toast.no_file_dialog"), ui::Tone::warn);

    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const ui::Frame frame = ui::frame_for(size);
    const Spot spot = state.spot;
    {
        const ui::Window rail("rail", {0, 0}, {frame.rail, size.y});
        draw_rail(given, spot, asked);
    }
    {
        const ui::Window screen("screen", {frame.rail, 0}, {size.x - frame.rail, size.y - frame.status});
        state.screen().draw(given, spot, state.drafts, asked);
    }
    {
        const ui::Window status("status", {frame.rail, size.y - frame.status}, {size.x - frame.rail, frame.status});
        draw_status(given, state.drafts, asked);
    }
    draw_palette(given, state.palette, asked);
    draw_shortcuts(given, state.shortcuts);
    take_shortcuts(given, state.palette, state.shortcuts, state.drafts, asked);
    if (state.toasts.draw(frame.rail + frame.list, size.y - frame.status)) asked.command(Undo{});

    // What was typed goes before the sync that was asked for, so that it travels with it.
    std::vector<Command> syncs;
    std::erase_if(asked.commands, [&](Command& command) {
        if (!std::holds_alternative<StartSync>(command)) return false;
        syncs.push_back(std::move(command));
        return true;
    });
    if (!syncs.empty()) state.drafts.commit_all();
    if (asked.toast) state.toasts.add(asked.toast->text, ui::Tone::ok, asked.toast->undo, "undo");
    if (asked.go) state.spot = *asked.go;
    state.drafts.collect(given.now, asked);
    for (auto& command : syncs)
        asked.command(std::move(command));

    Request wanted;
    state.screen().want(state.spot, wanted);
    wanted.open = wanted.open.is_nil() ? state.spot.open : wanted.open;
    wanted.search = state.palette.open ? state.palette.typed : std::string{};
    if (!state.ever_asked || !(wanted == state.asked_for)) {
        state.asked_for = wanted;
        state.ever_asked = true;
        asked.command(Ask{wanted});
    }
    return asked;
}

} // namespace takan::app
