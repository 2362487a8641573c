#include "app/domain/listing.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/keys.hpp"
#include "app/views/visits_parts.hpp"

#include "imgui.h"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>

namespace takan::app {

namespace {

constexpr std::size_t most_rows = 500; // newest first; older ones are found with Ctrl+K

struct Line {
    const Row* row = nullptr;
    const sync::Record* visit = nullptr;
    std::string note;
};

bool has_words(const std::string& hay, const std::string& typed) {
    for (const std::string_view word : sync::split(typed, ' '))
        if (hay.find(word) == std::string::npos) return false;
    return true;
}

// The rows to show; none while the snapshot still answers another screen's request.
std::vector<Line> lines_of(const Given& given, const VisitListState& state) {
    const Snapshot& snapshot = given.snapshot;
    std::vector<Line> lines;
    if (snapshot.request.list.kind != "visit" || snapshot.list_records.size() != snapshot.list.size()) return lines;
    for (std::size_t i = 0; i < snapshot.list.size(); ++i) {
        Line line{&snapshot.list[i], &snapshot.list_records[i], visit_note(given, snapshot.list_records[i])};
        if (has_words(line.row->title + " " + line.note, state.typed)) lines.push_back(std::move(line));
    }
    return lines;
}

void draw_head(const Given& given) {
    const bool answered = given.snapshot.request.list.kind == "visit";
    ui::text(given.text("visits.title"), ui::pane_title());
    if (answered) {
        ImGui::SameLine(0, ui::px(8));
        const ui::Group lower;
        ImGui::Dummy({0, ui::px(3) - ImGui::GetStyle().ItemSpacing.y});
        ui::text(say("visits.count", given.language(), {{"count", std::to_string(given.snapshot.list_total)}}),
                 ui::second_text(ui::em_note));
    }
}

void draw_filters(const Given& given, VisitListState& state) {
    struct Choice {
        VisitFilter filter;
        std::string words;
    };
    const std::array choices{
        Choice{VisitFilter::all, given.text("visits.all")},
        Choice{VisitFilter::planned, term_text("visit_state", "planned", given.language())},
        Choice{VisitFilter::ongoing, term_text("visit_state", "ongoing", given.language())},
        Choice{VisitFilter::recorded, term_text("visit_state", "recorded", given.language())},
        Choice{VisitFilter::returned, given.text("visits.returned")},
    };
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(6), ui::px(6)));
    bool first = true;
    for (const auto& choice : choices) {
        if (!std::exchange(first, false)) {
            ImGui::SameLine(0, ui::px(6));
            if (ImGui::GetCursorScreenPos().x + ui::chip_width(choice.words) > right) ImGui::NewLine();
        }
        if (ui::chip(choice.words, state.filter == choice.filter)) state.filter = choice.filter;
    }
}

void draw_row(const Given& given, const Line& line, bool selected, Asked& asked) {
    const std::string id = line.row->id.text();
    std::string lead = short_moment(sync::shown_text(*line.visit, "started_at"), given.now);
    if (lead.empty()) lead = given.text("visits.no_time");
    const bool settled = line.row->deleted || line.row->review_state == "approved" || is_gone(*line.visit);
    ui::ListRow row{.id = id, .lead = lead, .title = line.row->title, .subtitle = line.note};
    row.badges = {visit_badge(given, *line.row, *line.visit)};
    row.selected = selected;
    row.muted = settled;
    if (line.row->unsynced) row.right = given.text("visits.unsynced");
    if (ui::list_row(row)) asked.open(Place::visits, line.row->id);
}

// Alt+Up and Alt+Down go to the record before and the next one.
void take_keys(const std::vector<Line>& lines, const Spot& spot, Asked& asked) {
    const bool up = pressed_anywhere(Key::previous_record);
    const bool down = pressed_anywhere(Key::next_record);
    if (up == down || lines.empty()) return;
    const auto open =
        std::find_if(lines.begin(), lines.end(), [&](const Line& line) { return line.row->id == spot.open; });
    std::ptrdiff_t next = open == lines.end() ? 0 : open - lines.begin() + (down ? 1 : -1);
    next = std::clamp<std::ptrdiff_t>(next, 0, static_cast<std::ptrdiff_t>(lines.size()) - 1);
    asked.open(Place::visits, lines[static_cast<std::size_t>(next)].row->id);
}

void draw_rows(const Given& given, const Spot& spot, VisitListState& state, const std::vector<Line>& lines,
               Asked& asked) {
    const ui::Child rows("visit rows", {0, 0}, ImGuiChildFlags_NavFlattened);
    if (given.snapshot.request.list.kind != "visit") return;
    if (lines.empty()) {
        const bool narrowed = state.filter != VisitFilter::all || !state.typed.empty();
        const std::string all = narrowed ? given.text("list.show_all") : std::string();
        const std::string& words = given.text(narrowed ? "visits.none_match" : "visits.none");
        if (ui::empty_state(ui::icons::assignment, words, all)) state = {};
        return;
    }
    const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ui::long_list(static_cast<int>(lines.size()), ui::list_row_height(true, true), [&](int i) {
        const Line& line = lines[static_cast<std::size_t>(i)];
        draw_row(given, line, line.row->id == spot.open, asked);
    });
    if (given.snapshot.list_total > given.snapshot.list.size() && state.typed.empty())
        ui::text_wrapped(given.text("visits.older"), ui::note_text());
}

} // namespace

Filter filter_of(const VisitListState& state) {
    Filter filter;
    filter.kind = "visit";
    filter.limit = most_rows;
    if (state.filter != VisitFilter::all) filter.field = "state";
    if (state.filter == VisitFilter::planned) filter.value = "planned";
    if (state.filter == VisitFilter::ongoing) filter.value = "ongoing";
    if (state.filter == VisitFilter::recorded) filter.value = "recorded";
    if (state.filter == VisitFilter::returned) {
        filter.field = "review.state";
        filter.value = "returned";
    }
    return filter;
}

void draw_visit_list(const Given& given, const Spot& spot, VisitListState& state, Asked& asked) {
    const float foot = ui::px(34);
    {
        const ui::Child body("visit list body", {0, -(foot + ui::px(12))}, ImGuiChildFlags_NavFlattened,
                             ImGuiWindowFlags_NoScrollbar);
        draw_head(given);
        ui::space(6);
        ui::search_field(given.text("visits.search"), state.typed, given.text("visits.search_hint"));
        ui::space(4);
        draw_filters(given, state);
        ui::space(6);
        const auto lines = lines_of(given, state);
        draw_rows(given, spot, state, lines, asked);
        take_keys(lines, spot, asked);
    }
    const bool fresh = ui::button(given.text("visits.new"),
                                  {.icon = ui::icons::add, .width = -1, .tooltip = given.text("visits.new_tip")});
    const bool key = pressed_anywhere(Key::fresh);
    if (fresh || key) start_visit(given, asked);
}

} // namespace takan::app
