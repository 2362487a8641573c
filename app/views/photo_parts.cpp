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

// The word on a tile's corner: the first thing that it needs, the odd before the missing.
const std::string& mark_of(const Given& given, const PhotoCheck& check) {
    const char* key = check.before_ms > 0 || check.after_ms > 0 ? "photo.odd_time"
                      : check.metres > 0                        ? "photo.odd_place"
                      : check.no_time                           ? "photo_check.no_time"
                      : check.no_caption                        ? "photo.no_caption"
                                                                : "photo_check.no_position";
    return given.text(key);
}

ui::TilePress draw_tile(const Given& given, const sync::Record& photo, float width, const PhotoSelection* selection) {
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
    std::string needs;
    if (const auto check = given.snapshot.photo_checks.find(photo.id); check != given.snapshot.photo_checks.end()) {
        tile.badge = mark_of(given, check->second);
        for (const auto& sentence : sentences_of(check->second, given.language()))
            needs += (needs.empty() ? "" : "\n") + sentence;
        tile.tooltip = needs;
    }
    if (is_copy(photo)) tile.kind = given.text("photo.copy");
    tile.width = width;
    if (selection != nullptr) {
        tile.can_tick = true;
        tile.selected = selection->has(photo.id);
        tile.ticking = !selection->empty();
    }
    const ui::TilePress press = ui::photo_tile(tile);
    if (!ImGui::IsItemActive()) return press;
    const auto with = selection == nullptr ? std::vector{photo.id} : dragged_with(*selection, photo.id);
    ui::drag_source(dragged_photos, with,
                    with.size() == 1 ? title
                                     : say("photos.count", given.language(), {{"count", std::to_string(with.size())}}));
    return press;
}

} // namespace

bool is_copy(const sync::Record& photo) {
    return !sync::shown_text(photo, "derived_from").empty();
}

bool draw_photo_tile(const Given& given, const sync::Record& photo, float width) {
    return draw_tile(given, photo, width, nullptr) != ui::TilePress::none;
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

int draw_photo_grid(const Given& given, PhotoSpan photos, float tile_width, const Selecting* selecting) {
    const TileGrid grid(tile_width);
    const int count = static_cast<int>(photos.size());
    int opened = -1;
    const auto draw = [&](int at) {
        const sync::Record& photo = *photos[static_cast<std::size_t>(at)];
        const ui::TilePress press =
            draw_tile(given, photo, grid.width, selecting == nullptr ? nullptr : &selecting->selection);
        if (press == ui::TilePress::none) return;
        const bool circle = press == ui::TilePress::tick;
        if (selecting == nullptr || press_tile(selecting->selection, selecting->order, photo.id, circle)) opened = at;
    };
    const ui::StyleVar spacing(ImGuiStyleVar_ItemSpacing, ImVec2{grid.gap, grid.gap});
    const int rows = (count + grid.columns - 1) / grid.columns;
    ui::long_list(rows, photo_tile_height(grid.width) + grid.gap, [&](int row) {
        for (int i = row * grid.columns; i < std::min((row + 1) * grid.columns, count); ++i) {
            if (i > row * grid.columns) ImGui::SameLine(0, grid.gap);
            draw(i);
        }
    });
    return opened;
}

int draw_photo_grid(const Given& given, std::span<const sync::Record> photos, float tile_width) {
    return draw_photo_grid(given, refs_to(photos), tile_width);
}

void draw_photo_counter(const Given& given, std::size_t all, std::size_t missing, const FetchPhotos& rest,
                        Asked& asked) {
    if (missing == 0) return;
    const ui::Id id("photo counter");
    ui::text(
        say("photo.arrived", given.language(), {{"here", std::to_string(all - missing)}, {"all", std::to_string(all)}}),
        ui::second_text());
    ImGui::SameLine(0, ui::px(10));
    if (!given.snapshot.syncing.running) {
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
    const auto missing = std::count_if(photos.begin(), photos.end(), [&](const sync::Record& photo) {
        return given.snapshot.not_here.contains(photo.id);
    });
    draw_photo_counter(given, photos.size(), static_cast<std::size_t>(missing), rest, asked);
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
