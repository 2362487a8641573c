#include "app/domain/titles.hpp"
#include "app/ui/ui.hpp"
#include "app/views/visits_parts.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace takan::app {

namespace {

constexpr std::size_t photos_shown = 4;
constexpr std::size_t visits_shown = 4;

void draw_title(const std::string& title, const std::string& note) {
    ui::text(title, ui::section_title());
    if (note.empty()) return;
    ImGui::SameLine(0, ui::px(8));
    const ui::Group lower;
    ImGui::Dummy({0, ui::px(2) - ImGui::GetStyle().ItemSpacing.y});
    ui::text(note, ui::second_text(ui::em_note));
}

void draw_photos(const Given& given, const Detail& detail, VisitPageState& state) {
    const ImVec2 top = ImGui::GetCursorPos();
    const std::size_t count = detail.photos.size();
    const std::string number =
        count == 0 ? std::string() : say("visits.photo_count", given.language(), {{"count", std::to_string(count)}});
    draw_title(given.text("visits.photos"), number);
    ImGui::SetCursorPos({top.x, top.y - ui::px(4)});
    ui::push_right(ui::px(34));
    if (ui::icon_button(ui::icons::camera, given.text("visits.add_photos"))) state.ask_photos = true;
    ImGui::SetCursorPos({top.x, top.y + ui::px(40)});
    if (detail.photos.empty()) {
        const ui::Id no_photos("no photos"); // the camera button has the same words
        if (ui::add_tile(ui::icons::add_photo, given.text("visits.add_photo"), ImGui::GetContentRegionAvail().x))
            state.ask_photos = true;
        ui::space(2);
        ui::text_wrapped(given.text("visits.drop_hint"), ui::note_text());
        return;
    }
    const auto first = std::span(detail.photos).first(std::min(count, photos_shown));
    const float width = (ImGui::GetContentRegionAvail().x - ui::px(10)) / 2;
    const int pressed = draw_photo_grid(given, first, std::floor(width));
    if (pressed >= 0) open_viewer(state.viewer, first[static_cast<std::size_t>(pressed)].id);
    if (ui::link(say("visits.all_photos", given.language(), {{"count", std::to_string(count)}}), true)) {
        state.page = page_photos;
        state.side = false;
    }
}

std::string coordinates(const sync::Record& record) {
    const std::string lat = sync::shown_text(record, "lat");
    const std::string lon = sync::shown_text(record, "lon");
    return lat.empty() || lon.empty() ? std::string() : lat + ", " + lon;
}

std::string distance_text(const Given& given, double metres) {
    const bool near = metres < 1000;
    const double shown = near ? metres : metres / 1000;
    char number[32];
    std::snprintf(number, sizeof number, near ? "%.0f" : "%.1f", shown);
    return say(near ? "visits.metres_away" : "visits.kilometres_away", given.language(), {{"count", number}});
}

void draw_position(const Given& given, const Detail& detail) {
    const auto metres = detail.site ? metres_between(detail.record, *detail.site) : std::nullopt;
    draw_title(given.text("section.position"), metres ? distance_text(given, *metres) : std::string());
    ui::space(2);
    const std::string& none = given.text("visits.no_position");
    const auto line = [&](const char* key, const std::string& value) {
        ui::key_value(given.text(key), value.empty() ? none : value, ui::px(72),
                      ui::TextStyle{ui::em_note, false, value.empty() ? ui::theme().text_third : ui::theme().text});
    };
    line("visits.position.visit", coordinates(detail.record));
    if (detail.site) {
        line("visits.position.site", coordinates(*detail.site));
        line("visits.position.address", sync::shown_text(*detail.site, "address"));
    }
    const auto placed = std::count_if(detail.photos.begin(), detail.photos.end(),
                                      [](const sync::Record& photo) { return !coordinates(photo).empty(); });
    if (!detail.photos.empty())
        line("visits.position.photos",
             say("visits.photos_placed", given.language(),
                 {{"placed", std::to_string(placed)}, {"count", std::to_string(detail.photos.size())}}));
}

const char* icon_of(const Row& visit) {
    if (visit.contested > 0 || visit.review_state == "returned") return ui::icons::warning;
    return visit.review_state == "approved" ? ui::icons::check_circle : ui::icons::schedule;
}

ui::Color color_of(const Row& visit) {
    if (visit.contested > 0 || visit.review_state == "returned") return ui::theme().warn;
    return visit.review_state == "approved" ? ui::theme().accent : ui::theme().text_third;
}

void draw_other_visit(const Given& given, const Row& visit, Asked& asked) {
    const ui::Id scope(visit.id.text());
    ui::icon(icon_of(visit), color_of(visit), 13);
    ImGui::SameLine(0, ui::px(8));
    std::string when = short_moment(visit.sort_key, given.now);
    const char* state = visit.review_state == "approved"   ? "visits.approved"
                        : visit.review_state == "returned" ? "visits.returned"
                                                           : "visits.not_reviewed";
    if (ui::link(when + " · " + given.text(state))) asked.open(Place::visits, visit.id);
}

// What the visit before found, and how far it has been mended.
void draw_before_findings(const Given& given, const Detail& detail, Asked& asked) {
    if (detail.before_findings.empty()) return;
    ui::space(6);
    ui::text(
        say("visits.before_findings", given.language(), {{"count", std::to_string(detail.before_findings.size())}}),
        ui::second_text(ui::em_note));
    const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    for (const auto& finding : detail.before_findings) {
        const Mending mending = mending_of(given, finding);
        const std::string id = finding.id.text();
        const std::string title = title_of(finding, given.language());
        if (ui::list_row({.id = id, .title = title, .badges = {{mending.words, mending.tone}}}))
            asked.open(Place::findings, finding.id);
    }
}

void draw_other_visits(const Given& given, const Detail& detail, VisitPageState& state, Asked& asked) {
    draw_title(given.text("visits.before"),
               detail.visits.empty() ? std::string() : short_moment(detail.visits.front().sort_key, given.now));
    ui::space(2);
    if (!detail.site) {
        ui::text_wrapped(given.text("visits.choose_site_first"), ui::note_text());
        return;
    }
    if (detail.visits.empty()) ui::text_wrapped(given.text("visits.none_before"), ui::note_text());
    for (std::size_t i = 0; i < std::min(detail.visits.size(), visits_shown); ++i)
        draw_other_visit(given, detail.visits[i], asked);
    draw_before_findings(given, detail, asked);
    ui::space(4);
    if (detail.before && ui::button(given.text("visits.compare"), {.icon = ui::icons::table, .width = -1})) {
        state.page = page_compare;
        state.side = false;
    }
    if (const sync::Record* last = last_visit(detail);
        last != nullptr && ui::button(given.text("visits.plan_again"),
                                      {.icon = ui::icons::copy, .width = -1, .tooltip = given.text("visits.plan_tip")}))
        plan_again(given, *last, asked);
    if (ui::button(given.text("visits.again"), {.icon = ui::icons::refresh, .width = -1}))
        start_visit(given, asked, detail.site->id.text());
}

void draw_line() {
    ui::space(8);
    ui::divider();
    ui::space(10);
}

} // namespace

void draw_visit_side(const Given& given, const Detail& detail, VisitPageState& state, Asked& asked) {
    draw_photos(given, detail, state);
    draw_line();
    draw_position(given, detail);
    draw_line();
    draw_other_visits(given, detail, state, asked);
}

} // namespace takan::app
