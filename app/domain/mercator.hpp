#pragma once
// Mercator: the flat world of map tiles, a square of side 1 with its origin in the north-west, and a view onto it.

#include "app/domain/coordinates.hpp"

#include <compare>

namespace takan::app {

inline constexpr double tile_side = 256; // pixels of a tile at its own zoom
inline constexpr double least_zoom = 3;
inline constexpr double greatest_zoom = 19;
inline constexpr double greatest_mercator_lat = 85.0511287798066; // where the square ends

// A place in the flat world: x from 0 in the west to 1 in the east, y from 0 in the north to 1 in the south.
struct WorldPoint {
    double x = 0;
    double y = 0;

    bool operator==(const WorldPoint&) const = default;
};

WorldPoint world_of(Position position); // latitudes beyond the square's end become the end
Position position_at(WorldPoint world);

// A tile by zoom, column from the west and row from the north (as web maps count them).
struct TilePlace {
    int zoom = 0;
    int x = 0;
    int y = 0;

    auto operator<=>(const TilePlace&) const = default;
};

// The tile one zoom above that this one is a quarter of.
TilePlace parent_of(TilePlace tile);
// Whether there is such a tile.
bool is_tile(TilePlace tile);

// A point of the screen, in screen pixels from the view's upper left corner, y downwards.
struct ViewPoint {
    double x = 0;
    double y = 0;
};

// What of the world a rectangle of the screen shows. `pixel`: screen pixels for one of a tile's, the window's scale.
struct MapView {
    WorldPoint centre{0.5, 0.5};
    double zoom = 5;
    double width = 1; // screen pixels
    double height = 1;
    double pixel = 1;

    double world_size() const; // of the whole world's side, in screen pixels
    ViewPoint screen_of(WorldPoint world) const;
    WorldPoint world_at(ViewPoint point) const;
    double metres_per_pixel() const; // of the screen, at the view's centre
};

// Moves the picture by so many screen pixels: what was in the middle goes there.
void pan(MapView& view, double dx, double dy);
// Zooms so that what is at `point` stays there; within least_zoom and greatest_zoom.
void zoom_about(MapView& view, double zoom, ViewPoint point);
// Shows all of the rectangle with `margin` screen pixels around it, at most at `closest`; a single point is a rectangle
// too.
void fit(MapView& view, WorldPoint north_west, WorldPoint south_east, double margin, double closest);

// The tiles that cover the view at a whole zoom: columns and rows from first to last.
struct TileRange {
    int zoom = 0;
    int first_x = 0, last_x = -1;
    int first_y = 0, last_y = -1;
};
TileRange tiles_in(const MapView& view, int zoom);

} // namespace takan::app
