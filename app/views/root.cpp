#include "app/views/root.hpp"

#include "app/ui/ui.hpp"
#include "app/views/acts.hpp"
#include "app/views/frame.hpp"
#include "app/views/help.hpp"
#include "app/views/keys.hpp"
#include "app/views/palette.hpp"
#include "app/views/phrases.hpp"
#include "app/views/screens.hpp"
#include "app/views/take_back.hpp"
#include "app/views/view_memory.hpp"

#include "imgui.h"

#include <array>
#include <map>

namespace takan::app {

namespace {

constexpr std::size_t places = 12;

std::array<std::unique_ptr<Screen>, places> all_screens() {
    return {make_today(), make_visits(), make_findings(), make_photos(), make_sites(), make_review(),
            make_team(),  make_sync(),   make_settings(), make_map(),    make_table(), make_overview()};
}

bool pressed_chord(ImGuiKeyChord chord) {
    return ImGui::Shortcut(chord, ImGuiInputFlags_RouteGlobal | ImGuiInputFlags_RouteOverFocused);
}

// Typed outside of fields; where "?" lies is the keyboard's affair.
bool typed_question_mark() {
    const ImGuiIO& io = ImGui::GetIO();
    return !io.WantTextInput && io.InputQueueCharacters.contains('?');
}

} // namespace

struct Root::State {
    std::array<std::unique_ptr<Screen>, places> screens = all_screens();
    Spot spot;
    std::optional<TableView> table; // to be opened in the next frame
    Request asked_for;
    bool ever_asked = false;
    Drafts drafts;
    ui::Toasts toasts;
    PaletteState palette;
    PhraseDesk phrases;
    std::map<std::string, Command> ways_back; // by key of the toast that offers it
    std::uint64_t toast_number = 0;
    TakeBackState taking_back;
    bool help = false;
    bool file_open = false;   // a file dialog of ours: nothing else can be asked meanwhile
    bool no_answer = false;   // it could not be opened, or the person waits no longer: whoever asked gets "cancelled"
    bool late_answer = false; // what an abandoned dialog says in the end belongs to nobody
    bool no_file_dialog = false;
    std::uint64_t seen_imports = 0;
    std::uint64_t seen_syncs = 0;

    Screen& screen() { return *screens[static_cast<std::size_t>(spot.place)]; }
    Given received(Given given);
    void draw_windows(const Given& given, Asked& asked);
    void say_toast(const Toast& toast);
    void take_back(const std::string& key, Asked& asked);
    void finish(const Given& given, Asked& asked);
    void ask_for_data(Asked& asked);
};

Root::Root() : m_state(std::make_unique<State>()) {}
Root::~Root() = default;

void Root::go(const Spot& spot) {
    m_state->spot = spot;
    m_state->drafts.aim() = std::exchange(m_state->spot.aim, {});
}
Settings Root::kept() const {
    Settings kept{{"place", std::string(name_of(m_state->spot.place))}};
    if (!m_state->spot.open.is_nil()) kept["open"] = m_state->spot.open.text();
    for (const auto& screen : m_state->screens)
        screen->keep(kept);
    return kept;
}
void Root::take_up(const Settings& kept) {
    if (const auto place = place_named(setting_in(kept, "place"))) m_state->spot = {*place, {}};
    if (const auto open = sync::RecordId::parse(setting_in(kept, "open"))) m_state->spot.open = *open;
    for (const auto& screen : m_state->screens)
        screen->take_up(kept);
}
void Root::no_file_dialog() {
    m_state->no_file_dialog = m_state->no_answer = true;
}
void Root::posted(const std::vector<std::uint64_t>& numbers) {
    m_state->drafts.posted(numbers);
}
bool Root::moving(sync::Instant) const {
    return m_state->drafts.waiting();
}

namespace {

// `what`: the act's text key; empty: there is nothing.
void step_back(const Given& given, Command command, const std::string& what, const std::string& told, Asked& asked) {
    asked.command(std::move(command));
    asked.toast =
        Toast{what.empty() ? given.text(told + ".nothing") : say(told, given.language(), {{"what", given.text(what)}})};
}

// Keys that work everywhere. A text field that has the keyboard keeps its own undo.
void take_shortcuts(const Given& given, PaletteState& palette, bool& help, Drafts& drafts, Asked& asked) {
    if (pressed_anywhere(Key::palette) || pressed_anywhere(Key::find)) open_palette(palette);
    if (pressed_anywhere(Key::save)) drafts.commit_all();
    if (pressed_anywhere(Key::help) || typed_question_mark()) help = !help;
    const auto rail = rail_places(given.snapshot);
    for (std::size_t i = 0; i < rail.size() && i < 10; ++i)
        if (pressed_chord(ImGuiMod_Ctrl | static_cast<ImGuiKey>(ImGuiKey_0 + static_cast<int>((i + 1) % 10))))
            asked.go = Spot{rail[i].place, {}};
    if (ImGui::GetIO().WantTextInput) return;
    if (pressed_anywhere(Key::undo)) step_back(given, Undo{}, given.snapshot.undo, "toast.undone", asked);
    if (pressed_anywhere(Key::redo)) step_back(given, Redo{}, given.snapshot.redo, "toast.redone", asked);
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

Given Root::State::received(Given given) {
    if (given.chosen && std::exchange(late_answer, false)) given.chosen.reset();
    if (std::exchange(no_answer, false)) given.chosen.emplace();
    if (given.chosen) file_open = false;
    given.table = std::exchange(table, {});
    return given;
}

void Root::State::draw_windows(const Given& given, Asked& asked) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const ui::Frame frame = ui::frame_for(size);
    {
        const ui::Window rail("rail", {0, 0}, {frame.rail, size.y});
        const ui::Disabled waiting(file_open);
        draw_rail(given, spot, asked);
    }
    {
        const ui::Window main("screen", {frame.rail, 0}, {size.x - frame.rail, size.y - frame.status});
        const ui::Disabled waiting(file_open);
        screen().draw(given, spot, drafts, asked);
        drafts.look_for_aim(given.snapshot.detail && given.snapshot.detail->record.id == spot.open);
    }
    {
        const ui::Window status("status", {frame.rail, size.y - frame.status}, {size.x - frame.rail, frame.status});
        if (file_open)
            no_answer = late_answer = draw_file_waiting(given);
        else
            draw_status(given, drafts, asked);
    }
    if (const auto undone = toasts.draw(frame.rail + frame.list, size.y - frame.status)) take_back(*undone, asked);
    if (file_open) return;
    draw_palette(given, palette, asked);
    if (asked.take_back) open_take_back(given, taking_back, *asked.take_back);
    draw_take_back(given, taking_back, asked);
    draw_help(given, spot.place, help);
    take_shortcuts(given, palette, help, drafts, asked);
}

void Root::State::say_toast(const Toast& toast) {
    const std::string key = std::to_string(++toast_number);
    if (toast.back) ways_back.insert_or_assign(key, *toast.back);
    toasts.add(toast.text, ui::Tone::ok, toast.undo, key);
}

void Root::State::take_back(const std::string& key, Asked& asked) {
    const auto way = ways_back.find(key);
    if (way == ways_back.end()) return asked.command(Undo{});
    asked.command(way->second);
    ways_back.erase(way);
}

void Root::State::finish(const Given& given, Asked& asked) {
    // What was typed goes before the sync that was asked for, so that it travels with it.
    std::vector<Command> syncs;
    std::erase_if(asked.commands, [&](Command& command) {
        if (!std::holds_alternative<StartSync>(command)) return false;
        syncs.push_back(std::move(command));
        return true;
    });
    if (!syncs.empty()) drafts.commit_all();
    for (auto command = asked.commands.begin(); !asked.toast && command != asked.commands.end(); ++command)
        asked.toast = toast_of(*command, given.language());
    if (asked.toast) say_toast(*asked.toast);
    if (asked.go) {
        spot = *asked.go;
        drafts.aim() = std::exchange(spot.aim, {});
    }
    if (asked.table) {
        spot = {Place::table, {}};
        table = std::move(asked.table);
    }
    if (asked.files) file_open = true;
    drafts.collect(given.now, asked);
    for (auto& command : syncs)
        asked.command(std::move(command));
}

void Root::State::ask_for_data(Asked& asked) {
    Request wanted;
    screen().want(spot, wanted);
    wanted.open = wanted.open.is_nil() ? spot.open : wanted.open;
    wanted.search = palette.open ? palette.typed : std::string{};
    if (ever_asked && wanted == asked_for) return;
    asked_for = wanted;
    ever_asked = true;
    asked.command(Ask{wanted});
}

Asked Root::draw(const Given& seen) {
    State& state = *m_state;
    Asked asked;
    const Given given = state.received(seen);
    state.drafts.settle(given.snapshot, given.now);
    // Who presses something else meanwhile does not want to be taken away from there.
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) state.drafts.aim() = {};
    tell_news(given, state.toasts, state.seen_imports, state.seen_syncs);
    if (std::exchange(state.no_file_dialog, false))
        state.toasts.add(given.text("toast.no_file_dialog"), ui::Tone::warn);
    state.phrases.offer(given);
    state.draw_windows(given, asked);
    state.phrases.serve(given, asked);
    state.finish(given, asked);
    state.ask_for_data(asked);
    return asked;
}

} // namespace takan::app
