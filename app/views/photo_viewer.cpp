#include "app/domain/amounts.hpp"
#include "app/domain/clock_ahead.hpp"
#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/comments.hpp"
#include "app/views/form.hpp"
#include "app/views/photo_parts.hpp"
#include "app/views/take_back.hpp"

#include "imgui_internal.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace takan::app {

namespace {

constexpr float bar_height = 54; // design pixels
constexpr float facts_width = 348;

void step(PhotoSpan photos, std::size_t at, int by, PhotoViewerState& state) {
    const auto next = static_cast<std::ptrdiff_t>(at) + by;
    if (next < 0 || next >= static_cast<std::ptrdiff_t>(photos.size())) return;
    open_viewer(state, photos[static_cast<std::size_t>(next)]->id);
}

// The photo that this one is most likely compared with: the first of the same finding, that is before rectification,
// else the one before it.
const sync::Record* partner_of(PhotoSpan photos, std::size_t at) {
    const std::string finding = sync::shown_text(*photos[at], "finding");
    for (const auto* photo : photos)
        if (!finding.empty() && photo != photos[at] && sync::shown_text(*photo, "finding") == finding) return photo;
    if (photos.size() < 2) return nullptr;
    return photos[at > 0 ? at - 1 : at + 1];
}

void take_bar_press(const Given& given, PhotoSpan photos, std::size_t at, PhotoViewerState& state, Asked& asked) {
    const auto pressed = [&](const char* icon, const char* key, bool usable = true) {
        const ui::Disabled not_now(!usable);
        const bool now = ui::icon_button(icon, given.text(key), {.border = false});
        ImGui::SameLine(0, ui::px(4));
        return now;
    };
    const sync::Record& photo = *photos[at];
    if (pressed(ui::icons::zoom_out, "photo.zoom_out")) zoom_to(state.zoom, state.zoom.zoom / picture_zoom_step);
    if (pressed(ui::icons::zoom_in, "photo.zoom_in")) zoom_to(state.zoom, state.zoom.zoom * picture_zoom_step);
    if (pressed(ui::icons::full_screen, state.zoom.zoom > 1 ? "photo.fit" : "photo.pixels"))
        zoom_to(state.zoom, state.zoom.zoom > 1 ? 1 : state.full_zoom);
    const auto* partner = partner_of(photos, at);
    if (pressed(ui::icons::compare, "photo_many.compare", partner != nullptr))
        open_compare(state.compare, *partner, photo);
    if (pressed(ui::icons::edit, "photo_mark.open", !given.snapshot.not_here.contains(photo.id)))
        open_editor(state.editor, photo.id);
    if (pressed(ui::icons::save, "photo.export")) {
        asked.files = FileQuestion{FileWish::save, given.text("photo.export"), sync::shown_text(photo, "name")};
        state.saving = true;
    }
    if (pressed(ui::icons::remove, "photo.delete")) state.ask_delete = true;
    if (pressed(ui::icons::close, "photo.close")) state.open = false;
}

void draw_bar(const Given& given, PhotoSpan photos, std::size_t at, PhotoViewerState& state, Asked& asked) {
    const ui::Pane bar("bar", {0, ui::px(bar_height)},
                       {ui::rgb(0x0E1517), ui::edge_bottom, {ui::px(18), ui::px(10)}, false});
    const float button = ui::px(34);
    const float buttons = 8 * button + 7 * ui::px(4);
    const float line = ImGui::GetContentRegionAvail().x;
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float middle = from.y + button / 2;
    const std::string number = std::to_string(at + 1) + " / " + std::to_string(photos.size());
    const float counted = ui::measure(number, ui::second_text(13)).x;
    ui::draw_text_middle(from.x, middle, number, ui::second_text(13));
    ui::draw_text_cut_middle(from.x + counted + ui::px(14), middle, line - buttons - counted - ui::px(30),
                             title_of(*photos[at], given.language()), {ui::em_body, true});
    ui::push_right(buttons);
    take_bar_press(given, photos, at, state, asked);
}

// The arrows at both sides, over the picture.
void draw_arrows(const Given& given, PhotoSpan photos, std::size_t at, ImVec2 from, ImVec2 size,
                 PhotoViewerState& state) {
    const float button = ui::px(44);
    const float top = from.y + (size.y - button) / 2;
    const auto arrow = [&](float x, const char* icon, const char* key, int by) {
        ImGui::SetCursorScreenPos({x, top});
        if (ui::icon_button(icon, given.text(key), {.size = button})) step(photos, at, by, state);
    };
    if (at > 0) arrow(from.x + ui::px(14), ui::icons::chevron_left, "photo.previous", -1);
    if (at + 1 < photos.size()) arrow(from.x + size.x - button - ui::px(14), ui::icons::chevron_right, "photo.next", 1);
}

void draw_stage(const Given& given, PhotoSpan photos, std::size_t at, ImVec2 size, PhotoViewerState& state,
                Drafts& drafts, Asked& asked) {
    const DarkRoom dark;
    const ui::Pane stage("stage", size, {ui::rgb(0x090D0E)});
    const sync::Record& photo = *photos[at];
    const bool editing = state.editor.open;
    if (editing) {
        const ui::Pane bar("bar", {0, ui::px(bar_height)},
                           {ui::rgb(0x0E1517), ui::edge_bottom, {ui::px(18), ui::px(10)}, false});
        draw_editor_bar(given, photo, state.editor, drafts.photo_marks(photo.id), asked);
    } else {
        draw_bar(given, photos, at, state, asked);
    }
    const ImVec2 from{ImGui::GetWindowPos().x, ImGui::GetWindowPos().y + ui::px(bar_height)};
    const ImVec2 room{size.x, size.y - ui::px(bar_height)};
    ImGui::SetCursorScreenPos(from);
    const PlacedPicture placed = draw_picture(given, photo, room, !editing, state.zoom, asked);
    state.full_zoom = placed.full_zoom;
    if (editing)
        draw_editor(given, placed, state.editor, drafts.photo_marks(photo.id));
    else
        draw_arrows(given, photos, at, from, room, state);
    draw_copy_on_its_way(given, state.editor, {from.x + ui::px(18), from.y + room.y - ui::px(58)});
}

// "4000 × 3000 · 3.4 MB"
std::string size_text(const sync::Record& photo) {
    const auto number = [&](std::string_view field) {
        const sync::Value* value = sync::shown(photo, field);
        return value != nullptr && value->number() != nullptr ? *value->number() : std::int64_t{0};
    };
    std::string text;
    if (number("width") > 0 && number("height") > 0)
        text = std::to_string(number("width")) + " × " + std::to_string(number("height"));
    const std::int64_t bytes = number("size");
    if (bytes <= 0) return text;
    return (text.empty() ? std::string() : text + " · ") + byte_text(static_cast<std::uint64_t>(bytes));
}

void draw_file_facts(const Given& given, const sync::Record& photo) {
    const ui::TextStyle style{ui::em_note, false, 0};
    const auto line = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) ui::key_value(name, value, ui::px(84), style);
    };
    line(given.text("photo.file"), sync::shown_text(photo, "name"));
    line(given.text("photo.size"), size_text(photo));
    for (const char* field : {"exif.time", "exif.make", "exif.model"})
        line(field_text("photo", field, given.language()), sync::shown_text(photo, field));
    line(given.text("photo.fingerprint"), sync::shown_text(photo, "sha256"));
}

// That it is no original, and the way to the one that it was made from.
void draw_copy_notice(const Given& given, PhotoSpan photos, const sync::Record& photo, PhotoViewerState& state,
                      Asked& asked) {
    if (!is_copy(photo)) return;
    std::string done;
    for (const auto& code : sync::set_members(photo, "derived_by"))
        done +=
            (done.empty() ? "" : given.text("value.list_separator")) + term_text("photo_edit", code, given.language());
    const std::string words = say("photo.copy_notice", given.language(), {{"done", done}});
    const bool pressed = ui::notice(ui::Tone::info, words, given.text("photo.see_original"));
    ui::space(8);
    const auto original = sync::RecordId::parse(sync::shown_text(photo, "derived_from"));
    if (!pressed || !original) return;
    const bool here = std::any_of(photos.begin(), photos.end(), [&](const auto* one) { return one->id == *original; });
    if (here)
        open_viewer(state, *original);
    else
        asked.open(Place::photos, *original);
}

// What contradicts the visit, above everything else.
void draw_odd(const Given& given, const sync::Record& photo) {
    const auto check = given.snapshot.photo_checks.find(photo.id);
    if (check == given.snapshot.photo_checks.end() || !check->second.is_odd()) return;
    PhotoCheck odd = check->second;
    odd.no_time = odd.no_position = odd.no_caption = false;
    for (const auto& sentence : sentences_of(odd, given.language()))
        ui::notice(ui::Tone::warn, sentence);
    ui::space(8);
}

void draw_camera_clock(const Given& given, const sync::Record& photo, ClockState& clock) {
    if (sync::shown_text(photo, "taken_at").empty()) return;
    const std::string said = clock_ahead_text(clock_ahead_of(photo), given.language());
    ui::space(4);
    if (!said.empty()) {
        ui::key_value(given.text("photo_clock.corrected"), said, ui::px(84), {ui::em_note, false, 0});
        ui::space(2);
    }
    if (ui::link(given.text("photo_clock.open"))) open_clock(clock, photo);
}

void draw_facts(const Given& given, const sync::Record& photo, PhotoViewerState& state, Drafts& drafts, Asked& asked) {
    constexpr std::array<std::string_view, 3> words{"caption", "proves", "finding"};
    constexpr std::array<std::string_view, 5> origin{"taken_by", "taken_at", "place", "lat", "lon"};
    const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6)));
    draw_odd(given, photo);
    ui::section_header(given.text("photo.words"));
    ui::space(4);
    draw_fields(given, photo, words, drafts, asked);
    const auto section = [&](const char* key) {
        ui::space(12);
        ui::divider();
        ui::space(8);
        ui::section_header(given.text(key));
        ui::space(4);
    };
    section("photo.origin");
    draw_fields(given, photo, origin, drafts, asked);
    draw_camera_clock(given, photo, state.clock);
    if (given.snapshot.detail) { // who looks at it there has its comments
        section("photo.comments");
        draw_comments(given, photo, {}, drafts.comment(photo.id, {}), asked);
    }
    section("photo.original");
    draw_file_facts(given, photo);
    ui::space(8);
    const std::string batch = sync::shown_text(photo, "import.batch");
    if (!batch.empty() && may_take_back(given.snapshot) && ui::link(given.text("photo.take_back")))
        asked.take_back = edits_of_import(batch);
}

// Arrows step, plus and minus zoom, 0 fits, 1 shows pixels; they are not for moving the focus here.
void take_keys(const Given& given, PhotoSpan photos, std::size_t at, PhotoViewerState& state, Drafts& drafts,
               Asked& asked) {
    take_zoom_keys(state.zoom, state.full_zoom);
    if (state.editor.open)
        return take_editor_keys(given, *photos[at], state.editor, drafts.photo_marks(photos[at]->id), asked);
    const ImGuiID own = ImGui::GetCurrentWindow()->ID;
    for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow})
        ImGui::SetKeyOwner(key, own);
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow, ImGuiInputFlags_Repeat, own)) step(photos, at, -1, state);
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow, ImGuiInputFlags_Repeat, own)) step(photos, at, 1, state);
}

// Behind the deleted photo the next one is shown, at the end the one before.
void ask_deletion(const Given& given, PhotoSpan photos, std::size_t at, PhotoViewerState& state, Asked& asked) {
    const std::string title = say("delete.title", given.language(), {{"kind", kind_text("photo", given.language())}});
    const ui::Question question{.title = title,
                                .sentence = given.text("delete.sentence"),
                                .confirm = given.text("delete.confirm"),
                                .reason_label = given.text("delete.reason"),
                                .reason_hint = given.text("delete.reason_hint")};
    if (ui::confirm(question, state.ask_delete, &state.delete_reason) != ui::Answer::confirmed) return;
    asked.command(Delete{{photos[at]->id}, state.delete_reason});
    asked.toast = Toast{given.text("delete.done"), true};
    if (photos.size() == 1) state.open = false;
    step(photos, at, at + 1 < photos.size() ? 1 : -1, state);
}

} // namespace

void open_viewer(PhotoViewerState& state, const sync::RecordId& photo) {
    const bool saving = state.saving;
    const sync::RecordId coming = state.editor.coming;
    state = {};
    state.open = true;
    state.photo = photo;
    state.saving = saving;
    state.editor.coming = coming;
}

namespace {

// A copy that was asked for is opened when it has come, and its marks are no draft any more.
void welcome_copy(const Given& given, PhotoSpan photos, PhotoViewerState& state, Drafts& drafts, Asked& asked) {
    const sync::RecordId coming = state.editor.coming;
    if (coming.is_nil()) return;
    const auto found = std::find_if(photos.begin(), photos.end(), [&](const auto* one) { return one->id == coming; });
    if (found != photos.end()) {
        if (const auto original = sync::RecordId::parse(sync::shown_text(**found, "derived_from")))
            drafts.photo_marks(*original) = {};
        state.editor.coming = {};
        asked.toast = Toast{given.text("photo_mark.saved"), true};
        if (state.open) open_viewer(state, coming);
    } else if (given.snapshot.saving.failed) {
        state.editor.coming = {};
    }
}

void draw_open(const Given& given, PhotoSpan photos, std::size_t at, PhotoViewerState& state, Drafts& drafts,
               Asked& asked) {
    const ImVec2 window = ImGui::GetWindowSize();
    const float side = std::min(ui::px(facts_width), window.x / 2);
    const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    draw_stage(given, photos, at, {window.x - side, window.y}, state, drafts, asked);
    ImGui::SameLine();
    {
        const ui::Pane facts("facts", {side, window.y}, {0, ui::edge_left, {ui::px(18), ui::px(14)}, true});
        draw_copy_notice(given, photos, *photos[at], state, asked);
        draw_facts(given, *photos[at], state, drafts, asked);
    }
    if (state.saving && given.chosen) {
        state.saving = false;
        if (!given.chosen->empty()) asked.command(ExportPhoto{photos[at]->id, given.chosen->front()});
    }
    ask_deletion(given, photos, at, state, asked);
    draw_clock(given, state.clock.photo == photos[at]->id ? photos[at] : nullptr, state.clock, asked);
    draw_compare(given, photos, state.compare, asked);
}

} // namespace

void draw_photo_viewer(const Given& given, PhotoSpan photos, PhotoViewerState& state, Drafts& drafts, Asked& asked) {
    welcome_copy(given, photos, state, drafts, asked);
    if (!state.open) return draw_compare(given, photos, state.compare, asked);
    const auto found =
        std::find_if(photos.begin(), photos.end(), [&](const auto* one) { return one->id == state.photo; });
    if (found == photos.end()) {
        state.open = false;
        return;
    }
    const auto at = static_cast<std::size_t>(found - photos.begin());
    const ui::FullScreen over("photo viewer", state.open);
    if (!over) return;
    if (!state.open && state.editor.open) { // Escape leaves the drawing alone; what was drawn stays for the next time
        state.editor.open = false;
        state.open = true;
    }
    draw_open(given, photos, at, state, drafts, asked);
    if (asked.take_back) state.open = false; // its dialog stands in front of the screen
    if (over.has_keys()) take_keys(given, photos, at, state, drafts, asked);
}

void draw_photo_viewer(const Given& given, std::span<const sync::Record> photos, PhotoViewerState& state,
                       Drafts& drafts, Asked& asked) {
    draw_photo_viewer(given, refs_to(photos), state, drafts, asked);
}

} // namespace takan::app
