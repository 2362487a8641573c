#pragma once
// Photos on screens: one tile, a strip or grid of tiles, and the full view over everything.

#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"

#include <span>
#include <string>
#include <vector>

namespace takan::app {

// A photo's tile with caption and time; greyed with words while its original is not here or cannot be read. True when
// pressed.
bool draw_photo_tile(const Given& given, const sync::Record& photo, float width, bool selected = false);
// Its height, for laying out many.
float photo_tile_height(float width);

// Some photos of the snapshot, without copying them.
using PhotoRefs = std::vector<const sync::Record*>;
PhotoRefs refs_to(std::span<const sync::Record> photos);

// How tiles of about `wanted` screen pixels share the line: how many, how wide, how far apart.
struct TileGrid {
    explicit TileGrid(float wanted);
    int columns = 1;
    float width = 0;
    float gap = 0;
};

// Tiles in as many columns of about `tile_width` (screen pixels) as fit. Returns the index of the tile that was
// pressed, or -1. Only tiles in view are drawn.
int draw_photo_grid(const Given& given, std::span<const sync::Record* const> photos, float tile_width);
int draw_photo_grid(const Given& given, std::span<const sync::Record> photos, float tile_width);

// How many originals of these photos are on this laptop, and one press to fetch the rest; how far that has come while
// it runs. Nothing where all are here. `rest`: what the press asks for.
void draw_photo_counter(const Given& given, std::span<const sync::Record* const> photos, const FetchPhotos& rest,
                        Asked& asked);
void draw_photo_counter(const Given& given, std::span<const sync::Record> photos, const FetchPhotos& rest,
                        Asked& asked);

// The full view: one photo as large as the window, its facts and fields beside it, arrows for the next and the one
// before, wheel and drag to zoom. Escape closes.
struct PhotoViewerState {
    bool open = false;
    sync::RecordId photo;
    float zoom = 1; // 1: fits
    float x = 0;    // how far the picture's centre is from the view's, in widths of the zoomed picture, -0.5 to 0.5
    float y = 0;
    bool saving = false; // the dialog that asks where to put the original is open
    bool ask_delete = false;
    std::string delete_reason;
};
void open_viewer(PhotoViewerState& state, const sync::RecordId& photo);
void draw_photo_viewer(const Given& given, std::span<const sync::Record* const> photos, PhotoViewerState& state,
                       Drafts& drafts, Asked& asked);
void draw_photo_viewer(const Given& given, std::span<const sync::Record> photos, PhotoViewerState& state,
                       Drafts& drafts, Asked& asked);

// Asks for photos by the system's dialog, and turns its answer and files dropped onto the window into AddPhotos for
// this visit or finding (either may be nil). Call it every frame while photos are welcome. `waiting`: view state, a
// dialog of ours is open.
void take_photos(const Given& given, const sync::RecordId& visit, const sync::RecordId& finding, bool press,
                 bool& waiting, Asked& asked);

} // namespace takan::app
