#include "app/domain/mercator.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace takan::app {
namespace {

constexpr double pi = std::numbers::pi;

// The world does not repeat at its sides: the view's middle stays on it.
void keep_on_world(MapView& view) {
    view.centre.x = std::clamp(view.centre.x, 0.0, 1.0);
    view.centre.y = std::clamp(view.centre.y, 0.0, 1.0);
}

} // namespace

WorldPoint world_of(Position position) {
    const double lat = std::clamp(position.lat, -greatest_mercator_lat, greatest_mercator_lat) * pi / 180;
    return {(position.lon + 180) / 360, (1 - std::asinh(std::tan(lat)) / pi) / 2};
}

Position position_at(WorldPoint world) {
    return {std::atan(std::sinh(pi * (1 - 2 * world.y))) * 180 / pi, world.x * 360 - 180};
}

TilePlace parent_of(TilePlace tile) {
    return {tile.zoom - 1, tile.x / 2, tile.y / 2};
}

bool is_tile(TilePlace tile) {
    constexpr int deepest = 30;
    if (tile.zoom < 0 || tile.zoom > deepest) return false;
    const int side = 1 << tile.zoom;
    return tile.x >= 0 && tile.x < side && tile.y >= 0 && tile.y < side;
}

double MapView::world_size() const {
    return tile_side * pixel * std::exp2(zoom);
}

ViewPoint MapView::screen_of(WorldPoint world) const {
    const double size = world_size();
    return {(world.x - centre.x) * size + width / 2, (world.y - centre.y) * size + height / 2};
}

WorldPoint MapView::world_at(ViewPoint point) const {
    const double size = world_size();
    return {centre.x + (point.x - width / 2) / size, centre.y + (point.y - height / 2) / size};
}

double MapView::metres_per_pixel() const {
    constexpr double equator = 2 * pi * 6'378'137; // metres, of the sphere that Web Mercator projects
    return equator * std::cos(position_at(centre).lat * pi / 180) / world_size();
}

void pan(MapView& view, double dx, double dy) {
    const double size = view.world_size();
    view.centre.x -= dx / size;
    view.centre.y -= dy / size;
    keep_on_world(view);
}

void zoom_about(MapView& view, double zoom, ViewPoint point) {
    const WorldPoint kept = view.world_at(point);
    view.zoom = std::clamp(zoom, least_zoom, greatest_zoom);
    const WorldPoint now = view.world_at(point);
    view.centre.x += kept.x - now.x;
    view.centre.y += kept.y - now.y;
    keep_on_world(view);
}

void fit(MapView& view, WorldPoint north_west, WorldPoint south_east, double margin, double closest) {
    view.centre = {(north_west.x + south_east.x) / 2, (north_west.y + south_east.y) / 2};
    const double wide = std::max(south_east.x - north_west.x, 1e-12);
    const double high = std::max(south_east.y - north_west.y, 1e-12);
    const double room_x = std::max(view.width - 2 * margin, 1.0);
    const double room_y = std::max(view.height - 2 * margin, 1.0);
    const double side = tile_side * view.pixel;
    const double zoom = std::log2(std::min(room_x / (wide * side), room_y / (high * side)));
    view.zoom = std::clamp(zoom, least_zoom, std::min(closest, greatest_zoom));
    keep_on_world(view);
}

TileRange tiles_in(const MapView& view, int zoom) {
    const int side = 1 << zoom;
    const WorldPoint from = view.world_at({0, 0});
    const WorldPoint to = view.world_at({view.width, view.height});
    const auto cell = [&](double world) { return static_cast<int>(std::floor(std::clamp(world, -1.0, 2.0) * side)); };
    return {zoom, std::max(cell(from.x), 0), std::min(cell(to.x), side - 1), std::max(cell(from.y), 0),
            std::min(cell(to.y), side - 1)};
}

} // namespace takan::app
