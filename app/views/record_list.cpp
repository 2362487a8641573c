#include "app/views/record_list.hpp"

#include "app/ui/ui.hpp"
#include "app/views/keys.hpp"
#include "app/views/visits_parts.hpp"

#include <algorithm>

namespace takan::app {

namespace {

constexpr std::size_t most_rows = 500; // older ones are found by the search over everything (Ctrl+K)

bool answers(const Given& given, const RecordListOptions& options) {
    return given.snapshot.request.list.kind == options.kind;
}

std::string_view note_of(const Snapshot& snapshot, const sync::RecordId& id) {
    const auto note = snapshot.list_notes.find(id);
    return note == snapshot.list_notes.end() ? std::string_view() : std::string_view(note->second);
}

// None while the snapshot still answers another screen's request.
std::vector<const Row*> matching(const Given& given, const RecordListOptions& options, const std::string& typed) {
    std::vector<const Row*> rows;
    if (!answers(given, options)) return rows;
    for (const auto& row : given.snapshot.list)
        if (ui::option_matches({{}, row.title, note_of(given.snapshot, row.id)}, typed)) rows.push_back(&row);
    return rows;
}

// The weightiest thing to know about a row; a row says one.
ui::Badge badge_of(const Given& given, const Row& row) {
    if (row.deleted_but_changed) return {given.text("list.deleted_but_changed"), ui::Tone::danger, {}};
    if (row.contested > 0) return {given.text("list.contested"), ui::Tone::warn, ui::icons::call_merge};
    if (row.review_state == "returned") return {given.text("list.returned"), ui::Tone::danger, {}};
    if (row.review_state == "approved") return {given.text("list.approved"), ui::Tone::ok, {}};
    return {};
}

void draw_row(const Given& given, const Row& row, const Spot& spot, const RecordListOptions& options, Asked& asked) {
    const std::string id = row.id.text();
    const std::string lead = options.times ? short_moment(row.sort_key, given.now) : std::string();
    const ui::Badge badge = badge_of(given, row);
    const std::string_view note = note_of(given.snapshot, row.id);
    ui::ListRow line{.id = id, .lead = lead, .title = row.title};
    line.subtitle = note.empty() ? std::string_view(given.text("list.no_note")) : note; // all rows are equally high
    line.selected = row.id == spot.open;
    if (row.unsynced) line.right = given.text("list.unsynced");
    if (!badge.text.empty() && options.times) line.badges = {badge};
    if (!badge.text.empty() && !options.times) line.right = badge.text;
    if (ui::list_row(line)) asked.open(options.place, row.id);
}

void draw_head(const Given& given, const RecordListOptions& options) {
    ui::text(given.text(options.title_key), ui::pane_title());
    if (!answers(given, options)) return;
    ImGui::SameLine(0, ui::px(8));
    const ui::Group lower;
    ImGui::Dummy({0, ui::px(3) - ImGui::GetStyle().ItemSpacing.y});
    ui::text(say(options.count_key, given.language(), {{"count", std::to_string(given.snapshot.list_total)}}),
             ui::second_text(ui::em_note));
}

void draw_chips(const Given& given, std::span<const ListChip> chips, RecordListState& state) {
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(6), ui::px(6)));
    for (std::size_t i = 0; i < chips.size(); ++i) {
        const std::string& label = given.text(chips[i].text_key);
        if (i > 0) {
            ImGui::SameLine(0, ui::px(6));
            if (ImGui::GetCursorScreenPos().x + ui::chip_width(label) > right) ImGui::NewLine();
        }
        if (ui::chip(label, state.chip == i)) state.chip = i;
    }
    if (!chips.empty()) ui::space(6);
}

void draw_rows(const Given& given, const Spot& spot, const RecordListOptions& options,
               const std::vector<const Row*>& rows, RecordListState& state, float foot, Asked& asked) {
    const ui::Child scroll("rows", {0, -foot}, ImGuiChildFlags_NavFlattened);
    if (!answers(given, options)) return;
    if (rows.empty()) {
        const bool narrowed = state.chip != 0 || !state.typed.empty();
        const std::string all = narrowed ? given.text("list.show_all") : std::string();
        if (ui::empty_state(options.icon, given.text(narrowed ? "list.none_match" : options.empty_key), all))
            state = {};
        return;
    }
    const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ui::long_list(static_cast<int>(rows.size()), ui::list_row_height(options.times, true),
                  [&](int i) { draw_row(given, *rows[static_cast<std::size_t>(i)], spot, options, asked); });
    if (given.snapshot.list_total > given.snapshot.list.size() && state.typed.empty())
        ui::text_wrapped(given.text("list.older"), ui::note_text());
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
    const bool up = pressed_anywhere(Key::previous_record, true);
    const bool down = pressed_anywhere(Key::next_record, true);
    if (up == down || ids.empty()) return;
    const auto open = std::find(ids.begin(), ids.end(), spot.open);
    std::ptrdiff_t next = open == ids.end() ? 0 : open - ids.begin() + (down ? 1 : -1);
    next = std::clamp<std::ptrdiff_t>(next, 0, static_cast<std::ptrdiff_t>(ids.size()) - 1);
    const sync::RecordId& id = ids[static_cast<std::size_t>(next)];
    if (id != spot.open) asked.open(spot.place, id);
}

bool draw_record_list(const Given& given, const Spot& spot, const RecordListOptions& options, ImVec2 size,
                      RecordListState& state, Asked& asked) {
    const ui::Pane pane("list", size, {0, ui::edge_right, {ui::px(16), ui::px(14)}, false});
    const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6)));
    draw_head(given, options);
    ui::space(6);
    ui::search_field(given.text("list.search"), state.typed, given.text("list.search"));
    ui::space(4);
    draw_chips(given, options.chips, state);
    const auto rows = matching(given, options, state.typed);
    draw_rows(given, spot, options, rows, state, options.new_key == nullptr ? 0 : ui::px(46), asked);
    std::vector<sync::RecordId> ids;
    for (const Row* row : rows)
        ids.push_back(row->id);
    step_through(ids, spot, asked);
    if (options.new_key == nullptr) return false;
    ui::space(6);
    const bool key = pressed_anywhere(Key::fresh);
    return ui::button(given.text(options.new_key), {.icon = ui::icons::add, .width = -1}) || key;
}

const Detail* open_detail(const Given& given, const Spot& spot, std::string_view kind) {
    const auto& detail = given.snapshot.detail;
    if (!detail || spot.open.is_nil() || detail->record.id != spot.open || detail->record.kind != kind) return nullptr;
    return &*detail;
}

bool draw_no_record(const Given& given, const Spot& spot, const RecordListOptions& options, const char* choose_key) {
    const ui::Pane pane("nothing", {0, 0}, {ui::theme().background, ui::edge_none, {}, false});
    if (spot.open.is_nil()) return ui::empty_state(options.icon, given.text(choose_key), given.text(options.new_key));
    if (given.snapshot.request.open == spot.open) ui::empty_state(ui::icons::cloud_off, given.text("list.not_here"));
    return false;
}

} // namespace takan::app
