#include "app/views/palette.hpp"

#include "app/domain/kinds.hpp"
#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"
#include "app/views/take_back.hpp"

#include "imgui_internal.h"

#include <algorithm>

namespace takan::app {

namespace {

// One line of the palette: a place to go to, a record that was found, or an act.
struct Line {
    const char* icon = nullptr;
    std::string title;
    std::string note;
    Spot spot;
    std::optional<Which> take_back = {};
};

const char* icon_of(std::string_view kind) {
    if (kind == "visit") return ui::icons::assignment;
    if (kind == "finding") return ui::icons::flag;
    if (kind == "photo") return ui::icons::image;
    if (kind == "site") return ui::icons::business;
    return ui::icons::comment;
}

// What the lead may take back: of the open visit, or of a person.
void add_acts(const Given& given, const std::string& typed, std::vector<Line>& lines) {
    if (!may_take_back(given.snapshot)) return;
    const auto add = [&](const char* key, const Which& which) {
        const std::string& name = given.text(key);
        if (typed.empty() || name.find(typed) != std::string::npos)
            lines.push_back({ui::icons::undo, name, {}, {}, which});
    };
    const auto& detail = given.snapshot.detail;
    if (detail && detail->record.kind == "visit") add("menu.take_back", edits_of_visit(detail->record.id));
    add("take_back.of_person", edits_of_person({}));
}

std::vector<Line> lines_of(const Given& given, const std::string& typed) {
    std::vector<Line> lines;
    for (const auto& place : rail_places(given.snapshot)) {
        const std::string& name = given.text(place.text_key);
        if (typed.empty() || name.find(typed) != std::string::npos)
            lines.push_back({place.icon, name, {}, {place.place, {}}});
    }
    add_acts(given, typed, lines);
    if (typed.empty()) return lines;
    for (const auto& hit : given.snapshot.hits) {
        std::string excerpt = hit.excerpt;
        for (const char* mark : {"\u2068", "\u2069"})
            for (auto at = excerpt.find(mark); at != std::string::npos; at = excerpt.find(mark))
                excerpt.erase(at, 3);
        const std::string kind = kind_text(hit.row.kind, given.language());
        lines.push_back(
            {icon_of(hit.row.kind), hit.row.title, kind + " · " + excerpt, {place_of_kind(hit.row.kind), hit.row.id}});
    }
    return lines;
}

// The arrows choose a line; they do not take the keyboard out of the field.
void move_choice(PaletteState& state, int count) {
    const ImGuiID own = ImGui::GetCurrentWindow()->ID;
    for (const ImGuiKey key : {ImGuiKey_DownArrow, ImGuiKey_UpArrow})
        ImGui::SetKeyOwner(key, own);
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow, ImGuiInputFlags_Repeat, own)) ++state.chosen;
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow, ImGuiInputFlags_Repeat, own)) --state.chosen;
    state.chosen = std::clamp(state.chosen, 0, std::max(count - 1, 0));
}

void take(const Line& line, PaletteState& state, Asked& asked) {
    if (line.take_back)
        asked.take_back = line.take_back;
    else
        asked.go = line.spot;
    state.open = false;
}

} // namespace

void open_palette(PaletteState& state) {
    state = {true, true, {}, 0};
}

Place place_of_kind(std::string_view kind) {
    if (kind == "visit") return Place::visits;
    if (kind == "finding") return Place::findings;
    if (kind == "photo") return Place::photos;
    if (kind == "site") return Place::sites;
    if (kind == "member" || kind == "device") return Place::team;
    return Place::visits;
}

void draw_palette(const Given& given, PaletteState& state, Asked& asked) {
    if (!state.open) return;
    const ui::Dialog dialog(given.text("palette.title"), state.open, ui::px(620));
    if (!dialog) return;
    if (std::exchange(state.focus, false)) ImGui::SetKeyboardFocusHere();
    if (ui::search_field(given.text("palette.title"), state.typed, given.text("palette.hint"))) state.chosen = 0;
    const auto lines = lines_of(given, state.typed);
    const int count = static_cast<int>(lines.size());
    move_choice(state, count);
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter);
    if (enter && count > 0) take(lines[static_cast<std::size_t>(state.chosen)], state, asked);
    ui::space(8);
    const ui::Child list("palette lines", {0, ui::px(380)});
    if (count == 0) ui::empty_state(ui::icons::search, given.text("palette.nothing"));
    ui::long_list(count, ui::list_row_height(false, true), [&](int i) {
        const Line& line = lines[static_cast<std::size_t>(i)];
        const std::string id = std::to_string(i);
        if (ui::list_row({.id = id, .title = line.title, .subtitle = line.note, .selected = i == state.chosen}))
            take(line, state, asked);
    });
}

} // namespace takan::app
