#include "app/domain/kinds.hpp"
#include "app/domain/review.hpp"
#include "app/domain/titles.hpp"
#include "app/domain/typed_text.hpp"
#include "app/ui/ui.hpp"
#include "app/views/checklist_parts.hpp"
#include "app/views/visits_parts.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace takan::app {

namespace {

// What the visit needs next, and the fields that say so.
struct Step {
    const char* text_key = nullptr;
    const char* icon = nullptr;
    FieldValues fields;
};

std::optional<Step> next_step(const Given& given, const Detail& detail) {
    if (detail.row.deleted) return std::nullopt;
    const sync::Record& visit = detail.record;
    const std::string state = sync::shown_text(visit, "state");
    const std::string now = sync::to_text(given.now);
    if (state == "planned" || state == "cancelled" || state.empty())
        return Step{"visits.begin", ui::icons::schedule, {{"state", "ongoing"}, {"started_at", now}}};
    if (state == "ongoing") {
        Step step{"visits.mark_recorded", ui::icons::check, {{"state", "recorded"}}};
        if (sync::shown_text(visit, "ended_at").empty()) step.fields.emplace_back("ended_at", now);
        return step;
    }
    const bool returned = came_back(visit);
    if (returned || sync::shown_flag(visit, "submitted") != true)
        return Step{returned ? "visits.submit_again" : "visits.submit",
                    ui::icons::send,
                    {{"state", "recorded"}, {"submitted", true}}};
    return std::nullopt;
}

// The way back, less often wanted.
std::optional<Step> other_step(const Detail& detail) {
    if (detail.row.deleted) return std::nullopt;
    const std::string state = sync::shown_text(detail.record, "state");
    const bool submitted = sync::shown_flag(detail.record, "submitted") == true;
    if (state == "planned") return Step{"visits.cancel", nullptr, {{"state", "cancelled"}}};
    if (state != "recorded" || !detail.row.review_state.empty()) return std::nullopt;
    if (submitted) return Step{"visits.take_back", nullptr, {{"submitted", false}}};
    return Step{"visits.go_on", nullptr, {{"state", "ongoing"}}};
}

std::string title_of_visit(const Given& given, const Detail& detail) {
    if (!detail.site) {
        const bool named = !sync::shown_text(detail.record, "site").empty();
        return named ? title_of(detail.record, given.language()) : given.text("visits.no_site");
    }
    return title_of(*detail.site, given.language());
}

void draw_badges(const Given& given, const Detail& detail, bool behind_title) {
    std::vector<ui::Badge> badges;
    Row row = detail.row;
    row.contested = 0;
    badges.push_back(visit_badge(given, row, detail.record));
    if (detail.row.contested > 0)
        badges.push_back(
            {say("visits.contested_count", given.language(), {{"count", std::to_string(detail.row.contested)}}),
             ui::Tone::warn, ui::icons::call_merge});
    for (const auto& badge : badges) {
        if (behind_title) ImGui::SameLine(0, ui::px(8));
        behind_title = true;
        const ui::Group lower;
        ImGui::Dummy({0, ui::px(5) - ImGui::GetStyle().ItemSpacing.y});
        ui::badge(badge);
    }
}

void draw_actions(const Given& given, const Detail& detail, VisitPageState& state, Asked& asked, bool side_hidden) {
    const auto apply = [&](const Step& step) { asked.command(SetFields{detail.record.id, step.fields}); };
    if (side_hidden) {
        if (ui::icon_button(ui::icons::photos, given.text("visits.side"))) state.side = true;
        ImGui::SameLine(0, ui::px(8));
    }
    draw_record_menu(given, detail.record, state.parts, asked);
    if (const auto other = other_step(detail)) {
        ImGui::SameLine(0, ui::px(8));
        if (ui::button(given.text(other->text_key))) apply(*other);
    }
    if (const auto step = next_step(given, detail)) {
        ImGui::SameLine(0, ui::px(8));
        if (ui::button(given.text(step->text_key),
                       {.kind = ui::ButtonKind::primary, .icon = step->icon, .tooltip = "Ctrl+Enter"}))
            apply(*step);
    }
}

float width_of_actions(const Given& given, const Detail& detail, bool side_hidden) {
    float width = ui::px(34) + (side_hidden ? ui::px(42) : 0);
    if (const auto other = other_step(detail)) width += ui::px(8) + ui::button_width(given.text(other->text_key));
    if (const auto step = next_step(given, detail))
        width += ui::px(8) + ui::button_width(given.text(step->text_key), step->icon);
    return width;
}

void draw_meta(const Given& given, const Detail& detail) {
    struct Fact {
        const char* icon;
        std::string words;
    };
    std::vector<Fact> facts;
    facts.push_back({ui::icons::schedule, time_span(given, detail.record)});
    if (const auto people = people_text(given, detail.record, "inspectors"); !people.empty())
        facts.push_back({ui::icons::group, first_words(people, 24)});
    if (detail.site)
        if (const auto address = sync::shown_text(*detail.site, "address"); !address.empty())
            facts.push_back({ui::icons::place, first_words(address, 28)});
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    bool first = true;
    for (const auto& fact : facts) {
        const float width = ui::px(19) + ui::measure(fact.words, {ui::em_note}).x;
        if (!std::exchange(first, false)) {
            ImGui::SameLine(0, ui::px(18));
            if (ImGui::GetCursorScreenPos().x + width > right) {
                ImGui::NewLine();
                return;
            }
        }
        ui::meta(fact.icon, fact.words);
    }
}

float width_of(const std::vector<ui::Tab>& tabs) {
    float width = 0;
    for (const auto& tab : tabs) {
        width += ui::measure(tab.label, {ui::em_body, true}).x + ui::px(26);
        if (!tab.count.empty()) width += ui::measure(tab.count, {ui::em_tiny}).x + ui::px(16);
        if (tab.done) width += ui::px(22);
    }
    return width;
}

void draw_tabs(const Given& given, const Detail& detail, const Drafts& drafts, VisitPageState& state) {
    const std::size_t gaps = gaps_of(detail.record).size();
    const auto count = [](std::size_t number) { return number == 0 ? std::string() : std::to_string(number); };
    ui::Tab record{given.text("visits.page.record")};
    record.done = gaps == 0;
    if (gaps > 0) {
        record.count = say("visits.lacks", given.language(), {{"count", std::to_string(gaps)}});
        record.tone = ui::Tone::warn;
    }
    std::vector<ui::Tab> all{
        record,
        ui::Tab{given.text("visits.page.checklist"), checklist_count(given, detail, drafts), ui::Tone::plain, false},
        ui::Tab{given.text("visits.page.findings"), count(detail.findings.size()), ui::Tone::danger, false},
        ui::Tab{given.text("visits.page.photos"), count(detail.photos.size()), ui::Tone::plain, false},
        ui::Tab{given.text("visits.page.comments"), count(detail.comments.size()), ui::Tone::plain, false},
    };
    const ui::Tab compare{given.text("visits.page.compare")};
    // Where there is no room for one more, the side panel leads there.
    if (detail.before && width_of(all) + width_of({compare}) <= ImGui::GetContentRegionAvail().x)
        all.push_back(compare);
    ui::tabs("visit pages", all, state.page);
}

} // namespace

void take_next_step(const Given& given, const Detail& detail, Asked& asked) {
    if (const auto step = next_step(given, detail)) asked.command(SetFields{detail.record.id, step->fields});
}

void draw_visit_header(const Given& given, const Detail& detail, VisitPageState& state, const Drafts& drafts,
                       Asked& asked) {
    const bool side_hidden = ui::frame_for(ImGui::GetIO().DisplaySize).side <= 0;
    const ImVec2 top = ImGui::GetCursorPos();
    const float line = ImGui::GetContentRegionAvail().x;
    const float actions = width_of_actions(given, detail, side_hidden);
    float badges = ui::px(detail.row.contested > 0 ? 170 : 90);
    const bool narrow = line - actions - badges < ui::px(140); // then the badges stand below the title
    if (narrow) badges = 0;
    const std::string title = title_of_visit(given, detail);
    const float room = std::min(ui::measure(title, ui::page_title()).x + 1, line - actions - badges - ui::px(24));
    ui::text_cut(title, ui::page_title(), room);
    if (!narrow) draw_badges(given, detail, true);
    ImGui::SetCursorPos({top.x + line - actions, top.y - ui::px(1)});
    draw_actions(given, detail, state, asked, side_hidden);
    ImGui::SetCursorPos({top.x, top.y + ui::px(44)});
    if (narrow)
        draw_badges(given, detail, false);
    else
        draw_meta(given, detail);
    constexpr float tabs_height = 42; // design pixels
    ImGui::SetCursorPos({top.x, ui::px(visit_header_height - tabs_height)});
    draw_tabs(given, detail, drafts, state);
}

} // namespace takan::app
