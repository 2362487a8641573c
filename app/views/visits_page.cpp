#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/visits_parts.hpp"
#include "app/views/writers.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace takan::app {

namespace {

constexpr float widest_form = 1180; // design pixels
constexpr float tile_width = 170;

void draw_card(const Given& given, const sync::Record& visit, const char* title_key,
               std::span<const std::string_view> fields, Drafts& drafts, Asked& asked) {
    const ui::Card card(title_key);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ui::section_header(given.text(title_key));
    draw_section_writers(given, visit, {fields.begin(), fields.end()}, given.text(title_key), at);
    ui::space(8);
    draw_fields(given, visit, fields, drafts, asked);
}

void draw_record_page(const Given& given, const Detail& detail, Drafts& drafts, Asked& asked) {
    static constexpr std::array<std::string_view, 6> basic{"site",       "mode",     "purpose",
                                                           "started_at", "ended_at", "weather"};
    static constexpr std::array<std::string_view, 4> people{"inspectors", "met", "met_role", "rights_told"};
    static constexpr std::array<std::string_view, 1> scene{"narrative"};
    static constexpr std::array<std::string_view, 2> position{"lat", "lon"};
    draw_card(given, detail.record, "section.basic", basic, drafts, asked);
    ui::space(14);
    draw_card(given, detail.record, "section.people", people, drafts, asked);
    ui::space(14);
    draw_card(given, detail.record, "section.scene", scene, drafts, asked);
    ui::space(14);
    draw_card(given, detail.record, "section.position", position, drafts, asked);
}

void draw_photos_page(const Given& given, const Detail& detail, VisitPageState& state, Asked& asked) {
    const ui::Card card("photos", {.min_height = ui::px(260)});
    if (detail.photos.empty()) {
        const ui::Child room("no photos", {0, ui::px(228)});
        if (ui::empty_state(ui::icons::add_photo, given.text("visits.no_photos"), given.text("visits.add_photos")))
            state.ask_photos = true;
        return;
    }
    const ImVec2 top = ImGui::GetCursorPos();
    ui::text(given.text("visits.photos"), ui::section_title());
    ImGui::SameLine(0, ui::px(12));
    const std::string& add = given.text("visits.add_photos");
    ui::push_right(ui::button_width(add, ui::icons::add_photo));
    ImGui::SetCursorPosY(top.y - ui::px(4));
    if (ui::button(add, {.icon = ui::icons::add_photo})) state.ask_photos = true;
    ui::text(given.text("visits.photo_hint"), ui::note_text());
    draw_photo_counter(given, detail.photos, {.ids = {}, .visit = detail.record.id}, asked);
    ui::space(8);
    const PhotoRefs photos = refs_to(detail.photos);
    const Selecting selecting{state.selection, photos};
    const int pressed = draw_photo_grid(given, photos, ui::px(tile_width), &selecting);
    if (pressed >= 0) open_viewer(state.viewer, detail.photos[static_cast<std::size_t>(pressed)].id);
}

void draw_comments_page(const Given& given, const Detail& detail, VisitPageState& state, Asked& asked) {
    const ui::Card card("comments");
    ui::section_header(given.text("visits.page.comments"));
    ui::space(6);
    draw_comments(given, detail.record, {}, state.parts.comment, asked);
}

} // namespace

void draw_visit_body(const Given& given, const Detail& detail, VisitPageState& state, Drafts& drafts, Asked& asked) {
    const float room = ImGui::GetContentRegionAvail().x;
    const ui::Width form(std::min(room, ui::px(widest_form)));
    draw_record_notices(given, detail.record, asked);
    switch (state.page) {
    case page_checklist:
        return draw_visit_checklist(given, detail, state, drafts, asked);
    case page_findings:
        return draw_visit_findings(given, detail, state, drafts, asked);
    case page_photos:
        return draw_photos_page(given, detail, state, asked);
    case page_comments:
        return draw_comments_page(given, detail, state, asked);
    case page_compare:
        if (detail.before) return draw_visit_compare(given, detail, state);
        [[fallthrough]];
    default:
        return draw_record_page(given, detail, drafts, asked);
    }
}

} // namespace takan::app
