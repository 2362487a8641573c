#include "app/views/record_list.hpp"

#include "app/ui/ui.hpp"

#include <algorithm>
#include <vector>

namespace takan::app {

namespace {

constexpr std::size_t most_rows = 500; // older ones are found by the search over everything (Ctrl+K)

const std::string& note_of(const Snapshot& snapshot, const sync::RecordId& id) {
    static const std::string none;
    const auto note = snapshot.list_notes.find(id);
    return note == snapshot.list_notes.end() ? none : note->second;
}

std::vector<const Row*> matching(const Snapshot& snapshot, const std::string& typed) {
    std::vector<const Row*> rows;
    for (const auto& row : snapshot.list) {
        const bool matches = typed.empty() || row.title.find(typed) != std::string::npos ||
                             note_of(snapshot, row.id).find(typed) != std::string::npos;
        if (matches) rows.push_back(&row);
    }
    return rows;
}

std::vector<ui::Badge> badges_of(const Given& given, const Row& row) {
    std::vector<ui::Badge> badges;
    if (row.deleted_but_changed) badges.push_back({given.text("list.deleted_but_changed"), ui::Tone::danger});
    if (row.contested > 0) badges.push_back({given.text("list.contested"), ui::Tone::danger});
    if (row.review_state == "returned") badges.push_back({given.text("list.returned"), ui::Tone::warn});
    if (row.review_state == "approved") badges.push_back({given.text("list.approved"), ui::Tone::ok});
    if (row.unsynced) badges.push_back({given.text("list.unsynced"), ui::Tone::plain});
    return badges;
}

void draw_row(const Given& given, const Row& row, const Spot& spot, Place place, Asked& asked) {
    const std::string id = row.id.text();
    ui::ListRow line{.id = id, .title = row.title, .subtitle = note_of(given.snapshot, row.id)};
    line.badges = badges_of(given, row);
    line.selected = row.id == spot.open;
    if (ui::list_row(line)) asked.open(place, row.id);
}

void draw_chips(const Given& given, std::span<const ListChip> chips, RecordListState& state) {
    const float gap = ui::px(6);
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    for (std::size_t i = 0; i < chips.size(); ++i) {
        const std::string& label = given.text(chips[i].text_key);
        if (i > 0 && ImGui::GetItemRectMax().x + gap + ui::chip_width(label) <= right) ImGui::SameLine(0, gap);
        if (ui::chip(label, state.chip == i)) state.chip = i;
    }
}

} // namespace

Filter list_filter(std::string_view kind, const RecordListState& state, std::span<const ListChip> chips) {
    Filter filter;
    filter.kind = kind;
    filter.limit = most_rows;
    if (state.chip < chips.size()) {
        filter.field = chips[state.chip].field;
        filter.value = chips[state.chip].value;
    }
    return filter;
}

void step_through(const std::vector<sync::RecordId>& ids, const Spot& spot, Asked& asked) {
    const auto at = std::find(ids.begin(), ids.end(), spot.open);
    if (at == ids.end() || !ImGui::GetIO().KeyAlt) return;
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow) && at + 1 != ids.end()) asked.open(spot.place, *(at + 1));
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow) && at != ids.begin()) asked.open(spot.place, *(at - 1));
}

bool draw_record_list(const Given& given, const Spot& spot, const RecordListOptions& options, ImVec2 size,
                      RecordListState& state, Asked& asked) {
    const ui::Pane pane("list", size, {0, ui::edge_right, {ui::px(16), ui::px(14)}, false});
    ui::text(given.text(options.title_key), ui::pane_title());
    ImGui::SameLine(0, ui::px(8));
    ui::text(std::to_string(given.snapshot.list_total), ui::note_text());
    ui::space(6);
    ui::search_field(given.text("list.search"), state.typed, given.text("list.search"));
    ui::space(6);
    draw_chips(given, options.chips, state);
    ui::space(6);
    const auto rows = matching(given.snapshot, state.typed);
    const float foot = options.new_key == nullptr ? 0 : ui::px(50);
    {
        const ui::Child scroll("rows", {0, ImGui::GetContentRegionAvail().y - foot});
        if (rows.empty())
            ui::empty_state(options.icon,
                            given.text(given.snapshot.list.empty() ? options.empty_key : "list.none_match"));
        ui::long_list(static_cast<int>(rows.size()), ui::list_row_height(false, true, true),
                      [&](int i) { draw_row(given, *rows[static_cast<std::size_t>(i)], spot, options.place, asked); });
    }
    std::vector<sync::RecordId> ids;
    for (const Row* row : rows)
        ids.push_back(row->id);
    step_through(ids, spot, asked);
    if (options.new_key == nullptr) return false;
    ui::space(6);
    const bool key = ImGui::Shortcut(ImGuiMod_Ctrl | ImGuiKey_N, ImGuiInputFlags_RouteGlobal);
    return ui::button(given.text(options.new_key), {.icon = ui::icons::add, .width = -1, .height = ui::px(36)}) || key;
}

} // namespace takan::app
