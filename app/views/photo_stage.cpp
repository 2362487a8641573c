#include "app/views/photo_stage.hpp"

#include "app/ui/ui.hpp"

#include <algorithm>
#include <utility>

namespace takan::app {

namespace {

constexpr int thumbnail_side = 500; // pixels
constexpr int fitted_side = 2048;
constexpr int close_side = 4096; // asked for when the fitted one would be seen pixel by pixel

void keep_in_view(PictureZoom& zoom) {
    const float reach = (1 - 1 / zoom.zoom) / 2;
    zoom.x = std::clamp(zoom.x, -reach, reach);
    zoom.y = std::clamp(zoom.y, -reach, reach);
}

void take_mouse(ImVec2 middle, ImVec2 fitted, bool drags, float full_zoom, PictureZoom& zoom) {
    const ImGuiIO& io = ImGui::GetIO();
    if (drags && ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 0)) {
        zoom.x += io.MouseDelta.x / (fitted.x * zoom.zoom);
        zoom.y += io.MouseDelta.y / (fitted.y * zoom.zoom);
        keep_in_view(zoom);
    }
    if (!ImGui::IsItemHovered()) return;
    const ImVec2 point{(io.MousePos.x - middle.x) / fitted.x, (io.MousePos.y - middle.y) / fitted.y};
    if (drags && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        if (zoom.zoom > 1)
            fit(zoom);
        else
            zoom_to(zoom, std::max(full_zoom, 2.0f), point);
    }
    if (io.MouseWheel != 0) zoom_to(zoom, zoom.zoom * (1 + io.MouseWheel * 0.15f), point);
}

ui::PictureTextures::View picture_of(const Given& given, const sync::Record& photo, int side) {
    return given.textures.find(given.pictures, sync::shown_text(photo, "sha256"), sync::shown_text(photo, "media.ref"),
                               side);
}

// The sharpest picture that is here now for that zoom, and what the original's own state is.
ui::PictureTextures::View best_picture(const Given& given, const sync::Record& photo, bool close,
                                       PictureState& original) {
    if (close) {
        const auto sharp = picture_of(given, photo, close_side);
        original = sharp.state;
        if (sharp.state == PictureState::here) return sharp;
    }
    const auto view = picture_of(given, photo, fitted_side);
    original = view.state;
    return view.state == PictureState::here ? view : picture_of(given, photo, thumbnail_side);
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

// Of the original's greater side; of a photo that does not say it, of the texture's.
float original_side(const sync::Record& photo, const ui::PictureTextures::View& view) {
    std::int64_t side = std::max(view.width, view.height);
    for (const char* field : {"width", "height"})
        if (const sync::Value* value = sync::shown(photo, field); value != nullptr && value->number() != nullptr)
            side = std::max(side, *value->number());
    return static_cast<float>(side);
}

} // namespace

DarkRoom::DarkRoom() : m_kept(std::exchange(ui::look().theme, ui::dark_theme())) {}
DarkRoom::~DarkRoom() {
    ui::look().theme = m_kept;
}

void fit(PictureZoom& zoom) {
    zoom = {};
}

void zoom_to(PictureZoom& zoom, float wanted, ImVec2 point) {
    const float before = std::exchange(zoom.zoom, std::clamp(wanted, 1.0f, greatest_picture_zoom));
    const float change = 1 / zoom.zoom - 1 / before;
    zoom.x += point.x * change;
    zoom.y += point.y * change;
    keep_in_view(zoom);
}

PlacedPicture draw_picture(const Given& given, const sync::Record& photo, ImVec2 size, bool drags, PictureZoom& zoom,
                           Asked& asked) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 to{at.x + size.x, at.y + size.y};
    const ImVec2 middle{at.x + size.x / 2, at.y + size.y / 2};
    ImGui::SetNextItemAllowOverlap(); // arrows and the button to fetch lie over it
    ImGui::InvisibleButton("picture", {std::max(size.x, 1.f), std::max(size.y, 1.f)});
    const float wanted = std::max(size.x, size.y) * zoom.zoom;
    PictureState original = PictureState::coming;
    const auto view = best_picture(given, photo, wanted > fitted_side, original);
    if (view.state != PictureState::here) {
        draw_absence(given, original, at, to);
        if (original == PictureState::not_fetched) draw_fetch(given, photo, at, to, asked);
        return {};
    }
    const auto width = static_cast<float>(std::max(view.width, 1));
    const auto height = static_cast<float>(std::max(view.height, 1));
    const float margin = 2 * ui::px(14);
    const float factor = std::max(std::min((size.x - margin) / width, (size.y - margin) / height), 0.001f);
    const ImVec2 fitted{width * factor, height * factor};
    PlacedPicture placed{true, {}, {}, original_side(photo, view) / std::max(fitted.x, fitted.y)};
    take_mouse(middle, fitted, drags, placed.full_zoom, zoom);
    const ImVec2 half{fitted.x * zoom.zoom / 2, fitted.y * zoom.zoom / 2};
    const ImVec2 centre{middle.x + zoom.x * fitted.x * zoom.zoom, middle.y + zoom.y * fitted.y * zoom.zoom};
    placed.from = {centre.x - half.x, centre.y - half.y};
    placed.to = {centre.x + half.x, centre.y + half.y};
    const ui::Clip inside(at, to);
    ImGui::GetWindowDrawList()->AddImage(view.texture, placed.from, placed.to);
    if (original == PictureState::not_fetched) draw_fetch(given, photo, at, to, asked);
    return placed;
}

void take_zoom_keys(PictureZoom& zoom, float full_zoom) {
    if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd))
        zoom_to(zoom, zoom.zoom * picture_zoom_step);
    if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract))
        zoom_to(zoom, zoom.zoom / picture_zoom_step);
    if (ImGui::IsKeyPressed(ImGuiKey_0) || ImGui::IsKeyPressed(ImGuiKey_Keypad0)) fit(zoom);
    if (ImGui::IsKeyPressed(ImGuiKey_1) || ImGui::IsKeyPressed(ImGuiKey_Keypad1)) zoom_to(zoom, full_zoom);
}

} // namespace takan::app
