#include "app/domain/amounts.hpp"
#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "app/ui/ui.hpp"
#include "app/views/comments.hpp"
#include "app/views/form.hpp"
#include "app/views/photo_parts.hpp"

#include "imgui_internal.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace takan::app {

namespace {

constexpr int full_side = 2048; // pixels
constexpr int thumbnail_side = 500;
constexpr float greatest_zoom = 12;
constexpr float zoom_step = 1.25f;
constexpr float bar_height = 54; // design pixels
constexpr float facts_width = 348;

// The stage around a picture is dark in the light theme too: colours are judged better and nothing glares.
class DarkRoom {
public:
    DarkRoom() : m_kept(std::exchange(ui::look().theme, ui::dark_theme())) {}
    DarkRoom(const DarkRoom&) = delete;
    DarkRoom& operator=(const DarkRoom&) = delete;
    ~DarkRoom() { ui::look().theme = m_kept; }

private:
    ui::Theme m_kept;
};

using Photos = std::span<const sync::Record* const>;

void step(Photos photos, std::size_t at, int by, PhotoViewerState& state) {
    const auto next = static_cast<std::ptrdiff_t>(at) + by;
    if (next < 0 || next >= static_cast<std::ptrdiff_t>(photos.size())) return;
    open_viewer(state, photos[static_cast<std::size_t>(next)]->id);
}

void keep_in_view(PhotoViewerState& state) {
    const float reach = (1 - 1 / state.zoom) / 2;
    state.x = std::clamp(state.x, -reach, reach);
    state.y = std::clamp(state.y, -reach, reach);
}

void fit(PhotoViewerState& state) {
    state.zoom = 1;
    state.x = state.y = 0;
}

// Zooms so that the point of the picture at `point` stays there. `point`: from the view's middle, in widths of the
// fitted picture.
void zoom_to(PhotoViewerState& state, float zoom, ImVec2 point) {
    const float before = std::exchange(state.zoom, std::clamp(zoom, 1.0f, greatest_zoom));
    const float change = 1 / state.zoom - 1 / before;
    state.x += point.x * change;
    state.y += point.y * change;
    keep_in_view(state);
}

// The wheel zooms at the mouse, dragging moves, a double click fits again.
void move_picture(ImVec2 middle, ImVec2 fitted, PhotoViewerState& state) {
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 0)) {
        state.x += io.MouseDelta.x / (fitted.x * state.zoom);
        state.y += io.MouseDelta.y / (fitted.y * state.zoom);
        keep_in_view(state);
    }
    if (!ImGui::IsItemHovered()) return;
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) fit(state);
    if (io.MouseWheel != 0)
        zoom_to(state, state.zoom * (1 + io.MouseWheel * 0.15f),
                {(io.MousePos.x - middle.x) / fitted.x, (io.MousePos.y - middle.y) / fitted.y});
}

ui::PictureTextures::View picture_of(const Given& given, const sync::Record& photo, int side) {
    return given.textures.find(given.pictures, sync::shown_text(photo, "sha256"), sync::shown_text(photo, "media.ref"),
                               side);
}

// Why there is no picture, in the middle of its place.
void draw_absence(const Given& given, PictureState why, ImVec2 from, ImVec2 to) {
    const bool coming = why == PictureState::coming;
    const char* icon = coming                             ? ui::icons::image
                       : why == PictureState::not_fetched ? ui::icons::cloud
                                                          : ui::icons::broken_image;
    const char* key = coming                             ? "photo.coming"
                      : why == PictureState::not_fetched ? "photo.not_here"
                                                         : "photo.no_preview";
    const float middle = (from.y + to.y) / 2;
    ui::draw_icon({(from.x + to.x) / 2, middle - ui::px(30)}, icon, ui::theme().text_third, 40);
    ui::draw_text_centred({from.x, middle + ui::px(8)}, {to.x, middle + ui::px(32)}, given.text(key),
                          ui::second_text());
    if (coming) return;
    const char* hint = why == PictureState::not_fetched ? "photo.not_here_hint" : "photo.no_preview_hint";
    ui::draw_text_centred({from.x, middle + ui::px(34)}, {to.x, middle + ui::px(56)}, given.text(hint),
                          ui::note_text());
}

// Under the words, or low over the thumbnail.
void draw_fetch(const Given& given, const sync::Record& photo, ImVec2 from, ImVec2 to, Asked& asked) {
    const bool running = given.snapshot.syncing.running;
    const std::string& label = given.text(running ? "photo.fetching" : "photo.fetch");
    const float width = ui::button_width(label, ui::icons::cloud);
    const float below_words = (from.y + to.y) / 2 + ui::px(72);
    ImGui::SetCursorScreenPos({(from.x + to.x - width) / 2, std::min(below_words, to.y - ui::px(56))});
    const ui::Disabled waits(running);
    if (ui::button(label, {.kind = ui::ButtonKind::primary, .icon = ui::icons::cloud}))
        asked.command(FetchPhotos{.ids = {photo.id}});
}

// The picture, or its thumbnail until it is there.
void draw_picture(const Given& given, const sync::Record& photo, ImVec2 size, PhotoViewerState& state, Asked& asked) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 to{at.x + size.x, at.y + size.y};
    const ImVec2 middle{at.x + size.x / 2, at.y + size.y / 2};
    ImGui::SetNextItemAllowOverlap(); // the arrows lie over it
    ImGui::InvisibleButton("picture", {std::max(size.x, 1.f), std::max(size.y, 1.f)});
    auto view = picture_of(given, photo, full_side);
    const PictureState original = view.state;
    if (original != PictureState::here) view = picture_of(given, photo, thumbnail_side);
    if (view.state != PictureState::here) {
        draw_absence(given, original, at, to);
        if (original == PictureState::not_fetched) draw_fetch(given, photo, at, to, asked);
        return;
    }
    const auto width = static_cast<float>(std::max(view.width, 1));
    const auto height = static_cast<float>(std::max(view.height, 1));
    const float margin = 2 * ui::px(14);
    const float factor = std::max(std::min((size.x - margin) / width, (size.y - margin) / height), 0.001f);
    const ImVec2 fitted{width * factor, height * factor};
    move_picture(middle, fitted, state);
    const ImVec2 half{fitted.x * state.zoom / 2, fitted.y * state.zoom / 2};
    const ImVec2 centre{middle.x + state.x * fitted.x * state.zoom, middle.y + state.y * fitted.y * state.zoom};
    const ui::Clip inside(at, to);
    ImGui::GetWindowDrawList()->AddImage(view.texture, {centre.x - half.x, centre.y - half.y},
                                         {centre.x + half.x, centre.y + half.y});
    if (original == PictureState::not_fetched) draw_fetch(given, photo, at, to, asked);
}

void draw_bar(const Given& given, Photos photos, std::size_t at, PhotoViewerState& state, Asked& asked) {
    const ui::Pane bar("bar", {0, ui::px(bar_height)},
                       {ui::rgb(0x0E1517), ui::edge_bottom, {ui::px(18), ui::px(10)}, false});
    const float button = ui::px(34);
    const float buttons = 5 * button + 4 * ui::px(4);
    const float line = ImGui::GetContentRegionAvail().x;
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const float middle = from.y + button / 2;
    const std::string number = std::to_string(at + 1) + " / " + std::to_string(photos.size());
    const float counted = ui::measure(number, ui::second_text(13)).x;
    ui::draw_text_middle(from.x, middle, number, ui::second_text(13));
    ui::draw_text_cut_middle(from.x + counted + ui::px(14), middle, line - buttons - counted - ui::px(30),
                             title_of(*photos[at], given.language()), {ui::em_body, true});
    ui::push_right(buttons);
    const auto pressed = [&](const char* icon, const char* key) {
        const bool now = ui::icon_button(icon, given.text(key), {.border = false});
        ImGui::SameLine(0, ui::px(4));
        return now;
    };
    if (pressed(ui::icons::zoom_out, "photo.zoom_out")) zoom_to(state, state.zoom / zoom_step, {});
    if (pressed(ui::icons::zoom_in, "photo.zoom_in")) zoom_to(state, state.zoom * zoom_step, {});
    if (pressed(ui::icons::save, "photo.export")) {
        asked.files = FileQuestion{FileWish::save, given.text("photo.export"), sync::shown_text(*photos[at], "name")};
        state.saving = true;
    }
    if (pressed(ui::icons::remove, "photo.delete")) state.ask_delete = true;
    if (pressed(ui::icons::close, "photo.close")) state.open = false;
}

// The arrows at both sides, over the picture.
void draw_arrows(const Given& given, Photos photos, std::size_t at, ImVec2 from, ImVec2 size, PhotoViewerState& state) {
    const float button = ui::px(44);
    const float top = from.y + (size.y - button) / 2;
    const auto arrow = [&](float x, const char* icon, const char* key, int by) {
        ImGui::SetCursorScreenPos({x, top});
        if (ui::icon_button(icon, given.text(key), {.size = button})) step(photos, at, by, state);
    };
    if (at > 0) arrow(from.x + ui::px(14), ui::icons::chevron_left, "photo.previous", -1);
    if (at + 1 < photos.size()) arrow(from.x + size.x - button - ui::px(14), ui::icons::chevron_right, "photo.next", 1);
}

void draw_stage(const Given& given, Photos photos, std::size_t at, ImVec2 size, PhotoViewerState& state, Asked& asked) {
    const DarkRoom dark;
    const ui::Pane stage("stage", size, {ui::rgb(0x090D0E)});
    const sync::Record& photo = *photos[at];
    draw_bar(given, photos, at, state, asked);
    const ImVec2 from{ImGui::GetWindowPos().x, ImGui::GetWindowPos().y + ui::px(bar_height)};
    const ImVec2 room{size.x, size.y - ui::px(bar_height)};
    ImGui::SetCursorScreenPos(from);
    draw_picture(given, photo, room, state, asked);
    draw_arrows(given, photos, at, from, room, state);
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

void draw_facts(const Given& given, const sync::Record& photo, Drafts& drafts, Asked& asked) {
    constexpr std::array<std::string_view, 3> words{"caption", "proves", "finding"};
    constexpr std::array<std::string_view, 5> origin{"taken_by", "taken_at", "place", "lat", "lon"};
    const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6)));
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
    if (given.snapshot.detail) { // who looks at it there has its comments
        section("photo.comments");
        draw_comments(given, photo, {}, drafts.comment(photo.id, {}), asked);
    }
    section("photo.original");
    draw_file_facts(given, photo);
    ui::space(8);
}

// Arrows step, plus and minus zoom, 0 fits; they are not for moving the focus here.
void take_keys(Photos photos, std::size_t at, PhotoViewerState& state) {
    const ImGuiID own = ImGui::GetCurrentWindow()->ID;
    for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow})
        ImGui::SetKeyOwner(key, own);
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow, ImGuiInputFlags_Repeat, own)) step(photos, at, -1, state);
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow, ImGuiInputFlags_Repeat, own)) step(photos, at, 1, state);
    if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd))
        zoom_to(state, state.zoom * zoom_step, {});
    if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract))
        zoom_to(state, state.zoom / zoom_step, {});
    if (ImGui::IsKeyPressed(ImGuiKey_0) || ImGui::IsKeyPressed(ImGuiKey_Keypad0)) fit(state);
}

// Behind the deleted photo the next one is shown, at the end the one before.
void ask_deletion(const Given& given, Photos photos, std::size_t at, PhotoViewerState& state, Asked& asked) {
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
    state = {};
    state.open = true;
    state.photo = photo;
    state.saving = saving;
}

void draw_photo_viewer(const Given& given, Photos photos, PhotoViewerState& state, Drafts& drafts, Asked& asked) {
    if (!state.open) return;
    const auto found =
        std::find_if(photos.begin(), photos.end(), [&](const auto* one) { return one->id == state.photo; });
    if (found == photos.end()) {
        state.open = false;
        return;
    }
    const auto at = static_cast<std::size_t>(found - photos.begin());
    const ui::FullScreen over("photo viewer", state.open);
    if (!over) return;
    const ImVec2 window = ImGui::GetWindowSize();
    const float side = std::min(ui::px(facts_width), window.x / 2);
    const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    draw_stage(given, photos, at, {window.x - side, window.y}, state, asked);
    ImGui::SameLine();
    {
        const ui::Pane facts("facts", {side, window.y}, {0, ui::edge_left, {ui::px(18), ui::px(14)}, true});
        draw_facts(given, **found, drafts, asked);
    }
    if (state.saving && given.chosen) {
        state.saving = false;
        if (!given.chosen->empty()) asked.command(ExportPhoto{(*found)->id, given.chosen->front()});
    }
    ask_deletion(given, photos, at, state, asked);
    if (over.has_keys()) take_keys(photos, at, state);
}

void draw_photo_viewer(const Given& given, std::span<const sync::Record> photos, PhotoViewerState& state,
                       Drafts& drafts, Asked& asked) {
    if (state.open) draw_photo_viewer(given, refs_to(photos), state, drafts, asked);
}

} // namespace takan::app
