// The panels of the map: what is shown, and the card of what was pressed, measured or chosen.
#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/map_parts.hpp"
#include "app/views/palette.hpp"
#include "app/views/photo_parts.hpp"

#include <algorithm>
#include <array>

namespace takan::app {

namespace {

// The card's title with a cross at the right. True when the cross was pressed.
bool draw_card_title(const Given& given, std::string_view title) {
    const float line = ImGui::GetContentRegionAvail().x;
    const ImVec2 top = ImGui::GetCursorPos();
    ui::text_cut(title, ui::section_title(), line - ui::px(40));
    ImGui::SetCursorPos({top.x + line - ui::px(30), top.y - ui::px(4)});
    const bool close =
        ui::icon_button(ui::icons::close, given.text("map.close"), {.border = false, .size = ui::px(30)});
    ImGui::SetCursorPos({top.x, top.y + ui::px(30)});
    if (close) ImGui::Dummy({0, 0}); // nothing may follow in this frame
    return close;
}

void draw_layers(const Given& given, MapState& state) {
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    for (std::size_t i = 0; i < map_layers; ++i) {
        const auto layer = static_cast<MapLayer>(i);
        const std::string label = kind_text(kind_of(layer), given.language());
        const int count = static_cast<int>(given.snapshot.map.counts[i]);
        if (i > 0) {
            ImGui::SameLine(0, ui::px(6));
            if (ImGui::GetCursorScreenPos().x + ui::chip_width(label, count) > right) ImGui::NewLine();
        }
        if (ui::chip(label, state.filter.layers[i], count)) state.filter.layers[i] = !state.filter.layers[i];
    }
}

// A choice among a vocabulary's words that may be left open.
void draw_choice(const Given& given, const char* label_key, const char* vocabulary, std::string& code) {
    std::vector<ui::Option> options;
    if (const Vocabulary* words = find_vocabulary(vocabulary))
        for (const Term& term : words->terms)
            options.push_back({term.code, term.text(given.language())});
    ui::ChoiceOptions field;
    const std::string& any = given.text("map.any");
    field.hint = any;
    ui::choice(given.text(label_key), options, code, field);
    ui::space(4);
}

void draw_facts(const Given& given, const MapPoint& point) {
    const auto line = [&](const char* key, const std::string& value) {
        if (!value.empty()) ui::key_value(given.text(key), value, ui::px(84), {ui::em_note, false, ui::theme().text});
    };
    line("map.day", point.day);
    line("map.division",
         point.division.empty() ? std::string() : term_text("division", point.division, given.language()));
    line("map.coordinates", coordinate_text(point.position));
    if (point.from_site >= 0 && point.layer != MapLayer::site)
        line("map.from_site", distance_text(given.language(), point.from_site));
    if (point.borrowed) ui::text_wrapped(given.text("map.borrowed"), ui::note_text());
}

// The record that was pressed, once the snapshot has it.
const sync::Record* open_record(const Given& given, const sync::RecordId& id) {
    const auto& detail = given.snapshot.detail;
    return detail && detail->record.id == id ? &detail->record : nullptr;
}

void draw_state(const Given& given, const MapPoint& point) {
    const std::string state = state_text(given, point);
    ui::badge({kind_text(kind_of(point.layer), given.language()), ui::Tone::plain, icon_of(point.layer)});
    if (!state.empty()) {
        const char* vocabulary = point.layer == MapLayer::visit ? "visit_state" : "severity";
        ImGui::SameLine(0, ui::px(6));
        ui::badge({state, point.layer == MapLayer::site ? ui::Tone::plain : tone_of(vocabulary, point.state), {}});
    }
    if (point.contested) {
        ImGui::SameLine(0, ui::px(6));
        ui::badge({given.text("list.contested"), ui::Tone::warn, ui::icons::call_merge});
    }
    ui::space(4);
}

} // namespace

void draw_map_filters(const Given& given, MapState& state) {
    ui::text(given.text("place.map"), ui::pane_title());
    ui::space(6);
    draw_layers(given, state);
    ui::space(8);
    MapFilter& filter = state.filter;
    draw_choice(given, "map.division", "division", filter.division);
    draw_choice(given, "map.visit_state", "visit_state", filter.visit_state);
    draw_choice(given, "map.severity", "severity", filter.severity);
    ui::date_field(given.text("map.from"), filter.from, given.now);
    ui::space(4);
    ui::date_field(given.text("map.to"), filter.to, given.now);
    ui::space(8);
    ui::check_box(given.text("map.only_mine"), filter.only_mine);
    ui::check_box(given.text("map.only_contested"), filter.only_contested);
    ui::space(8);
    const MapFilter everything;
    if (!(filter == everything) && ui::link(given.text("map.clear_filter"))) filter = everything;
    ui::space(6);
    ui::text_wrapped(given.text("map.keys"), ui::note_text());
}

void draw_point_card(const Given& given, MapState& state, Asked& asked) {
    const MapPoint* point = find_point(given.snapshot.map, state.selected);
    if (point == nullptr) return;
    if (draw_card_title(given, point->title)) state.selected = {};
    draw_state(given, *point);
    const sync::Record* record = open_record(given, point->id);
    const Place place = place_of_kind(kind_of(point->layer));
    if (record != nullptr && point->layer == MapLayer::photo &&
        draw_photo_tile(given, *record, ImGui::GetContentRegionAvail().x))
        asked.open(place, point->id);
    draw_facts(given, *point);
    ui::space(8);
    if (ui::button(given.text("map.open"), {.kind = ui::ButtonKind::primary, .icon = ui::icons::arrow_forward}))
        asked.open(place, point->id);
    ImGui::SameLine(0, ui::px(8));
    if (ui::button(given.text("map.move"), {.icon = ui::icons::place})) asked.go = Spot{Place::map, point->id, true};
}

void draw_members_card(const Given& given, MapState& state) {
    const std::string title = say("map.members", given.language(), {{"count", std::to_string(state.members.size())}});
    if (draw_card_title(given, title)) state.members.clear();
    const float row = ui::list_row_height(false, true);
    const float shown = std::min(static_cast<float>(state.members.size()), 6.5f);
    const ui::Child list("members", {0, row * shown}, ImGuiChildFlags_NavFlattened);
    const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    sync::RecordId pressed;
    ui::long_list(static_cast<int>(state.members.size()), row, [&](int i) {
        const MapPoint* point = find_point(given.snapshot.map, state.members[static_cast<std::size_t>(i)]);
        if (point == nullptr) return;
        const std::string id = point->id.text();
        std::string note = kind_text(kind_of(point->layer), given.language());
        for (const std::string& part : {state_text(given, *point), point->day})
            if (!part.empty()) note += " · " + part;
        if (ui::list_row({.id = id, .title = point->title, .subtitle = note})) pressed = point->id;
    });
    if (pressed.is_nil()) return;
    state.selected = pressed;
    state.members.clear();
}

void draw_measure_card(const Given& given, MapState& state) {
    if (draw_card_title(given, given.text("map.measure"))) {
        state.measuring = false;
        state.measured.clear();
        return;
    }
    if (state.measured.size() < 2) {
        ui::text_wrapped(given.text("map.measure_hint"), ui::note_text());
        return;
    }
    double sum = 0;
    double last = 0;
    for (std::size_t i = 1; i < state.measured.size(); ++i)
        sum += last = metres_between(state.measured[i - 1], state.measured[i]);
    char direction[16];
    std::snprintf(direction, sizeof direction, "%.0f°",
                  bearing(state.measured[state.measured.size() - 2], state.measured.back()));
    ui::key_value(given.text("map.sum"), distance_text(given.language(), sum), ui::px(84));
    ui::key_value(given.text("map.last_leg"), distance_text(given.language(), last), ui::px(84));
    ui::key_value(given.text("map.bearing"), direction, ui::px(84));
    ui::space(6);
    if (ui::button(given.text("map.measure_back"), {.icon = ui::icons::undo})) state.measured.pop_back();
    ImGui::SameLine(0, ui::px(8));
    if (ui::button(given.text("map.measure_anew"))) state.measured.clear();
}

namespace {

void write_chosen(const sync::Record& record, Position position, Asked& asked) {
    SetFields set{record.id, {{"lat", degrees_text(position.lat)}, {"lon", degrees_text(position.lon)}}};
    const KindSpec* kind = find_kind(record.kind);
    if (kind != nullptr && find_field_spec(*kind, "position_source") != nullptr)
        set.fields.emplace_back("position_source", "map");
    if (sync::shown(record, "position_typed") != nullptr) set.fields.emplace_back("position_typed", sync::Value());
    asked.command(std::move(set));
}

} // namespace

void draw_choosing_card(const Given& given, const Spot& spot, MapState& state, Asked& asked) {
    const sync::Record* record = open_record(given, spot.open);
    const std::string title = record == nullptr ? std::string() : given.snapshot.detail->row.title;
    if (draw_card_title(given, given.text("map.choose_title"))) {
        asked.go = Spot{Place::map, {}};
        return;
    }
    if (!title.empty()) ui::text_cut(title, {ui::em_body, true}, ImGui::GetContentRegionAvail().x);
    ui::text_wrapped(state.chosen ? coordinate_text(*state.chosen) : given.text("map.choose_hint"),
                     state.chosen ? ui::plain_text() : ui::note_text());
    if (const auto site = record == nullptr ? std::nullopt : given.snapshot.detail->site; site && state.chosen)
        if (const auto place = position_of(*site))
            ui::key_value(given.text("map.from_site"),
                          distance_text(given.language(), metres_between(*state.chosen, *place)), ui::px(84));
    ui::space(8);
    {
        const ui::Disabled nothing(!state.chosen || record == nullptr);
        if (ui::button(given.text("map.confirm"), {.kind = ui::ButtonKind::primary, .icon = ui::icons::check})) {
            write_chosen(*record, *state.chosen, asked);
            asked.toast = Toast{given.text("map.saved"), true};
            asked.open(place_of_kind(record->kind), record->id);
        }
    }
    ImGui::SameLine(0, ui::px(8));
    if (ui::button(given.text("map.take_middle"), {.icon = ui::icons::gps}))
        state.chosen = position_at(state.view.centre);
}

} // namespace takan::app
