#include "app/views/photo_parts.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "app/ui/ui.hpp"

#include <algorithm>
#include <cmath>

namespace takan::app {

namespace {

constexpr int thumbnail_side = 500; // pixels; the thumbnails that are kept on disk

std::string time_of(const sync::Record& photo) {
    const auto taken = sync::parse_instant(sync::shown_text(photo, "taken_at"));
    return taken ? ui::moment_text(*taken).substr(11) : std::string{};
}

// "正在取来 3.1 MB / 12 MB"; nothing is said of bytes before any have come.
std::string fetching_text(const Given& given) {
    const Syncing& syncing = given.snapshot.syncing;
    std::string text = given.text(syncing.fetching_photos ? "photo.fetching" : "photo.syncing");
    if (!syncing.fetching_photos || syncing.bytes == 0) return text;
    text += " " + byte_text(syncing.bytes);
    if (syncing.bytes_total > 0) text += " / " + byte_text(syncing.bytes_total);
    return text;
}

} // namespace

bool draw_photo_tile(const Given& given, const sync::Record& photo, float width, bool selected) {
    const std::string id = photo.id.text();
    const std::string title = title_of(photo, given.language());
    const std::string time = time_of(photo);
    ui::PhotoTile tile{.id = id, .caption = title, .time = time};
    const auto view = given.textures.find(given.pictures, sync::shown_text(photo, "sha256"),
                                          sync::shown_text(photo, "media.ref"), thumbnail_side);
    switch (view.state) {
    case PictureState::here:
        tile.texture = view.texture;
        tile.has_texture = true;
        tile.picture_ratio = static_cast<float>(view.width) / static_cast<float>(std::max(view.height, 1));
        break;
    case PictureState::coming:
        tile.state_icon = ui::icons::image;
        break;
    case PictureState::not_fetched:
        tile.state_icon = ui::icons::cloud;
        tile.state = given.text("photo.not_here");
        break;
    case PictureState::unreadable:
        tile.state_icon = ui::icons::broken_image;
        tile.state = given.text("photo.no_preview");
        break;
    }
    if (sync::shown_text(photo, "caption").empty()) tile.badge = given.text("photo.no_caption");
    tile.selected = selected;
    tile.width = width;
    return ui::photo_tile(tile);
}

float photo_tile_height(float width) {
    return ui::photo_tile_height(width, true);
}

PhotoRefs refs_to(std::span<const sync::Record> photos) {
    PhotoRefs refs;
    refs.reserve(photos.size());
    for (const auto& photo : photos)
        refs.push_back(&photo);
    return refs;
}

TileGrid::TileGrid(float wanted) : gap(ui::px(10)) {
    const float all = ImGui::GetContentRegionAvail().x;
    columns = std::max(1, static_cast<int>((all + gap) / (wanted + gap)));
    width = std::floor((all - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
}

int draw_photo_grid(const Given& given, std::span<const sync::Record* const> photos, float tile_width) {
    const TileGrid grid(tile_width);
    const int count = static_cast<int>(photos.size());
    int pressed = -1;
    const ui::StyleVar spacing(ImGuiStyleVar_ItemSpacing, ImVec2{grid.gap, grid.gap});
    const int rows = (count + grid.columns - 1) / grid.columns;
    ui::long_list(rows, photo_tile_height(grid.width) + grid.gap, [&](int row) {
        for (int i = row * grid.columns; i < std::min((row + 1) * grid.columns, count); ++i) {
            if (i > row * grid.columns) ImGui::SameLine(0, grid.gap);
            if (draw_photo_tile(given, *photos[static_cast<std::size_t>(i)], grid.width)) pressed = i;
        }
    });
    return pressed;
}

int draw_photo_grid(const Given& given, std::span<const sync::Record> photos, float tile_width) {
    return draw_photo_grid(given, refs_to(photos), tile_width);
}

void draw_photo_counter(const Given& given, std::span<const sync::Record* const> photos, const FetchPhotos& rest,
                        Asked& asked) {
    const Snapshot& snapshot = given.snapshot;
    const auto missing = static_cast<std::size_t>(std::count_if(
        photos.begin(), photos.end(), [&](const auto* photo) { return snapshot.not_here.contains(photo->id); }));
    if (missing == 0) return;
    const ui::Id id("photo counter");
    ui::text(say("photo.arrived", given.language(),
                 {{"here", std::to_string(photos.size() - missing)}, {"all", std::to_string(photos.size())}}),
             ui::second_text());
    ImGui::SameLine(0, ui::px(10));
    if (!snapshot.syncing.running) {
        if (ui::link(say("photo.fetch_rest", given.language(), {{"count", std::to_string(missing)}})))
            asked.command(rest);
        return;
    }
    ui::text(fetching_text(given), ui::note_text());
    ImGui::SameLine(0, ui::px(10));
    if (ui::link(given.text("photo.stop_fetching"))) asked.command(CancelSync{});
}

void draw_photo_counter(const Given& given, std::span<const sync::Record> photos, const FetchPhotos& rest,
                        Asked& asked) {
    draw_photo_counter(given, refs_to(photos), rest, asked);
}

void take_photos(const Given& given, const sync::RecordId& visit, const sync::RecordId& finding, bool press,
                 bool& waiting, Asked& asked) {
    if (press) {
        asked.files = FileQuestion{FileWish::photos, given.text("photo.choose"), {}};
        waiting = true;
    }
    if (!given.dropped.empty()) asked.command(AddPhotos{given.dropped, visit, finding});
    if (!waiting || !given.chosen) return;
    waiting = false;
    if (!given.chosen->empty()) asked.command(AddPhotos{*given.chosen, visit, finding});
}

} // namespace takan::app
