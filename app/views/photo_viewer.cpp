#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/photo_parts.hpp"

#include <algorithm>
#include <array>

namespace takan::app {

namespace {

constexpr int full_side = 2048; // pixels
constexpr float greatest_zoom = 12;
constexpr std::array<std::string_view, 7> fields{"caption", "proves", "taken_by", "taken_at", "place", "lat", "lon"};

void step(std::span<const sync::Record> photos, std::size_t at, int by, PhotoViewerState& state) {
    const auto next = static_cast<std::ptrdiff_t>(at) + by;
    if (next < 0 || next >= static_cast<std::ptrdiff_t>(photos.size())) return;
    open_viewer(state, photos[static_cast<std::size_t>(next)].id);
}

// Wheel zooms around the mouse, dragging moves, a double click fits again.
void move_picture(ImVec2 middle, ImVec2 fitted, PhotoViewerState& state) {
    if (!ImGui::IsItemHovered()) return;
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        state.zoom = 1;
        state.x = state.y = 0;
        return;
    }
    if (io.MouseWheel != 0) {
        const float before = state.zoom;
        state.zoom = std::clamp(state.zoom * (1 + io.MouseWheel * 0.15f), 1.0f, greatest_zoom);
        const float change = 1 / state.zoom - 1 / before;
        state.x += (io.MousePos.x - middle.x) / fitted.x * change;
        state.y += (io.MousePos.y - middle.y) / fitted.y * change;
    }
    if (ImGui::IsMouseDragging(ImGuiMouseButton_Left, 0)) {
        state.x += io.MouseDelta.x / (fitted.x * state.zoom);
        state.y += io.MouseDelta.y / (fitted.y * state.zoom);
    }
    const float reach = (1 - 1 / state.zoom) / 2;
    state.x = std::clamp(state.x, -reach, reach);
    state.y = std::clamp(state.y, -reach, reach);
}

void draw_picture(const Given& given, const sync::Record& photo, ImVec2 size, PhotoViewerState& state) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 middle{at.x + size.x / 2, at.y + size.y / 2};
    ImGui::InvisibleButton("picture", size);
    const auto view = given.textures.find(given.pictures, sync::shown_text(photo, "sha256"),
                                          sync::shown_text(photo, "media.ref"), full_side);
    if (view.state != PictureState::here) {
        const char* key = view.state == PictureState::coming        ? "photo.coming"
                          : view.state == PictureState::not_fetched ? "photo.not_here"
                                                                    : "photo.no_preview";
        ui::draw_text_centred(at, {at.x + size.x, at.y + size.y}, given.text(key), {.color = ui::rgb(0xFFFFFF, 180)});
        return;
    }
    const float width = static_cast<float>(view.width);
    const float height = static_cast<float>(view.height);
    const float factor = std::min(size.x / width, size.y / height);
    const ImVec2 fitted{width * factor, height * factor};
    move_picture(middle, fitted, state);
    const ImVec2 half{fitted.x * state.zoom / 2, fitted.y * state.zoom / 2};
    const ImVec2 centre{middle.x + state.x * fitted.x * state.zoom, middle.y + state.y * fitted.y * state.zoom};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->PushClipRect(at, {at.x + size.x, at.y + size.y}, true);
    list->AddImage(view.texture, {centre.x - half.x, centre.y - half.y}, {centre.x + half.x, centre.y + half.y});
    list->PopClipRect();
}

void draw_facts(const Given& given, const sync::Record& photo, Drafts& drafts, Asked& asked) {
    ui::section_header(title_of(photo, given.language()));
    ui::space(6);
    draw_fields(given, photo, fields, drafts, asked);
    ui::space(10);
    ui::divider();
    ui::space(8);
    const auto fact = [&](std::string_view field) {
        const sync::Value* value = sync::shown(photo, field);
        if (value == nullptr || value->is_null()) return;
        ui::key_value(field_text("photo", field, given.language()),
                      value_text("photo", field, *value, given.language()), ui::px(92), ui::note_text());
    };
    for (const char* field : {"name", "exif.time", "exif.make", "exif.model", "sha256"})
        fact(field);
}

void take_keys(std::span<const sync::Record> photos, std::size_t at, PhotoViewerState& state) {
    if (ImGui::GetIO().WantTextInput) return;
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) step(photos, at, -1, state);
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) step(photos, at, 1, state);
    if (ImGui::IsKeyPressed(ImGuiKey_Escape)) state.open = false;
}

void draw_bar(const Given& given, std::span<const sync::Record> photos, std::size_t at, float width,
              PhotoViewerState& state, Asked& asked) {
    ui::text(std::to_string(at + 1) + " / " + std::to_string(photos.size()), {.color = ui::rgb(0xFFFFFF, 220)});
    ImGui::SameLine();
    const float button = ui::px(34);
    ImGui::SetCursorPosX(width - button * 4 - ui::px(8) * 4);
    if (ui::icon_button(ui::icons::chevron_left, given.text("photo.previous"))) step(photos, at, -1, state);
    ImGui::SameLine(0, ui::px(8));
    if (ui::icon_button(ui::icons::chevron_right, given.text("photo.next"))) step(photos, at, 1, state);
    ImGui::SameLine(0, ui::px(8));
    if (ui::icon_button(ui::icons::save, given.text("photo.export")))
        asked.files = FileQuestion{FileWish::save, given.text("photo.export"), sync::shown_text(photos[at], "name")};
    ImGui::SameLine(0, ui::px(8));
    if (ui::icon_button(ui::icons::close, given.text("photo.close"))) state.open = false;
}

} // namespace

void open_viewer(PhotoViewerState& state, const sync::RecordId& photo) {
    state = {true, photo, 1, 0, 0, state.saving};
}

void draw_photo_viewer(const Given& given, std::span<const sync::Record> photos, PhotoViewerState& state,
                       Drafts& drafts, Asked& asked) {
    if (!state.open) return;
    const auto found =
        std::find_if(photos.begin(), photos.end(), [&](const auto& one) { return one.id == state.photo; });
    if (found == photos.end()) {
        state.open = false;
        return;
    }
    const auto at = static_cast<std::size_t>(found - photos.begin());
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const float side = ui::px(340);
    ImGui::SetNextWindowFocus();
    const ui::Window over("photo viewer", {0, 0}, window, ImGuiWindowFlags_NoSavedSettings);
    {
        const ui::Pane stage("stage", {window.x - side, window.y},
                             {ui::rgb(0x0B1416), ui::edge_none, {ui::px(16), ui::px(12)}, false});
        draw_bar(given, photos, at, window.x - side, state, asked);
        if (asked.files) state.saving = true;
        draw_picture(given, *found, {ImGui::GetContentRegionAvail().x, ImGui::GetContentRegionAvail().y}, state);
    }
    ImGui::SameLine(0, 0);
    {
        const ui::Pane facts("facts", {side, window.y}, {0, ui::edge_left, {ui::px(18), ui::px(16)}, true});
        draw_facts(given, *found, drafts, asked);
    }
    if (state.saving && given.chosen) {
        state.saving = false;
        if (!given.chosen->empty()) asked.command(ExportPhoto{found->id, given.chosen->front()});
    }
    take_keys(photos, at, state);
}

} // namespace takan::app
