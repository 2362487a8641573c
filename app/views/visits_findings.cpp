#include "app/domain/titles.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/visits_parts.hpp"
#include "app/views/writers.hpp"

#include "imgui_internal.h"

#include <algorithm>
#include <array>
#include <utility>

namespace takan::app {

namespace {

constexpr float photo_width = 92; // design pixels: seven in a card beside list and side panel at 1366

} // namespace

void begin_finding(const Given& given, const Detail& detail, VisitPageState& state, Asked& asked) {
    Create create{sync::RecordId::random(given.now), "finding", {{"visit", detail.record.id.text()}}};
    if (const std::string site = sync::shown_text(detail.record, "site"); !site.empty())
        create.fields.emplace_back("site", site);
    create.fields.emplace_back("source", "on_site");
    create.fields.emplace_back("found_at", sync::to_text(given.now));
    state.focus = create.id;
    state.page = page_findings;
    asked.command(std::move(create));
}

namespace {

// The finding that the keyboard is in, for the photos that are asked for by a key.
void follow_focus(const sync::RecordId& finding, VisitPageState& state) {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    if (context.NavWindow != ImGui::GetCurrentWindow()) return;
    const ImRect card(ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    const ImRect focused = ImGui::WindowRectRelToAbs(context.NavWindow, context.NavWindow->NavRectRel[0]);
    if (card.Contains(focused.GetCenter())) state.current_finding = finding;
}

void draw_head(const Given& given, const sync::Record& finding, int number, Drafts& drafts, Asked& asked) {
    const ImVec2 top = ImGui::GetCursorPos();
    const float line = ImGui::GetContentRegionAvail().x;
    const KindSpec* kind = find_kind("finding");
    const FieldSpec* severity = find_field_spec(*kind, "severity");
    float segments = 0;
    for (const Term& term : find_vocabulary(severity->vocabulary)->terms)
        segments += ui::measure(term.text(given.language()), {13, true}).x + ui::px(34);
    const float middle = ui::px(5);
    ImGui::SetCursorPos({top.x, top.y + middle});
    const std::string name = say("visits.finding_number", given.language(), {{"number", std::to_string(number)}});
    ui::text(name, {ui::em_body, true, ui::theme().danger});
    ImGui::SameLine(0, ui::px(10));
    const float writers = draw_writers(given, finding, {}, ImGui::GetCursorScreenPos());
    if (writers > 0) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + writers + ui::px(6));
    const std::string& open = given.text("visits.open_finding");
    const float link = ui::measure(open, {ui::em_note}).x + ui::px(18);
    const float used = ImGui::GetCursorPosX() - top.x;
    const float room = line - used - segments - link - ui::px(28);
    if (room > ui::px(60)) ui::text_cut(title_of(finding, given.language()), ui::second_text(ui::em_note), room);
    ImGui::SetCursorPos({top.x + line - segments - link - ui::px(14), top.y + ui::px(4)});
    if (ui::link(open, true)) asked.open(Place::findings, finding.id);
    ImGui::SetCursorPos({top.x + line - segments, top.y});
    draw_segments(given, finding, *severity, drafts, segments);
    ImGui::SetCursorPos({top.x, top.y + ui::px(42)});
}

void draw_photos(const Given& given, const Detail& detail, const sync::Record& finding, VisitPageState& state) {
    const float width = ui::px(photo_width);
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    for (const auto& photo : detail.photos) {
        if (sync::shown_text(photo, "finding") != finding.id.text()) continue;
        if (draw_photo_tile(given, photo, width)) open_viewer(state.viewer, photo.id);
        ImGui::SameLine(0, ui::px(8));
        if (ImGui::GetCursorScreenPos().x + width > right) ImGui::NewLine();
    }
    const ui::Id scope(finding.id.text());
    if (ui::add_tile(ui::icons::add_photo, given.text("visits.add_photo"), width)) {
        state.photo_finding = finding.id;
        state.ask_photos = true;
    }
}

void draw_finding(const Given& given, const Detail& detail, const sync::Record& finding, int number,
                  VisitPageState& state, Drafts& drafts, Asked& asked) {
    static constexpr std::array<std::string_view, 1> types{"types"};
    static constexpr std::array<std::string_view, 4> facts{"title", "place", "unit", "due"};
    static constexpr std::array<std::string_view, 1> law{"legal_basis"};
    const std::string severity = drafts.text(finding, "severity");
    const ui::Card card("finding " + finding.id.text(), {.bar = tone_of("severity", severity)});
    draw_head(given, finding, number, drafts, asked);
    if (state.focus == finding.id) {
        ImGui::SetKeyboardFocusHere();
        ImGui::SetScrollHereY(0.1f);
        state.focus = {};
    }
    draw_field(given, finding, "description", drafts, asked);
    ui::space(10);
    draw_fields(given, finding, types, drafts, asked);
    ui::space(10);
    draw_fields(given, finding, facts, drafts, asked);
    ui::space(10);
    draw_fields(given, finding, law, drafts, asked);
    ui::space(12);
    draw_photos(given, detail, finding, state);
}

} // namespace

void draw_visit_findings(const Given& given, const Detail& detail, VisitPageState& state, Drafts& drafts,
                         Asked& asked) {
    const std::string& add = given.text("visits.add_finding");
    if (detail.findings.empty()) {
        const ui::Card card("no findings", {.min_height = ui::px(260)});
        const ui::Child room("no findings", {0, ui::px(228)});
        if (ui::empty_state(ui::icons::flag, given.text("visits.no_findings"), add))
            begin_finding(given, detail, state, asked);
        return;
    }
    int number = 0;
    for (const auto& finding : detail.findings) {
        {
            const ui::Group whole;
            draw_finding(given, detail, finding, ++number, state, drafts, asked);
        }
        const auto dropped =
            ui::drop_target(dragged_photos, finding.id.text(), ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
        if (!dropped.empty()) move_photos(given, dropped, finding.id, asked);
        follow_focus(finding.id, state);
        ui::space(14);
    }
    if (ui::button(add, {.icon = ui::icons::add})) begin_finding(given, detail, state, asked);
}

} // namespace takan::app
