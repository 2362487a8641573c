#pragma once
// Photos on screens: one tile, a strip or grid of tiles, and the full view over everything.

#include "app/views/drafts.hpp"
#include "app/views/photo_clock.hpp"
#include "app/views/photo_compare.hpp"
#include "app/views/photo_editor.hpp"
#include "app/views/photo_selection.hpp"
#include "app/views/photo_stage.hpp"
#include "app/views/screen.hpp"

#include <span>
#include <string>
#include <vector>

namespace takan::app {

// A photo's tile with caption and time; greyed with words while its original is not here or cannot be read; marked when
// it needs attention. It can be dragged. True when it is to be opened.
bool draw_photo_tile(const Given& given, const sync::Record& photo, float width);
// Whether it is an annotated copy of another photo.
bool is_copy(const sync::Record& photo);
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

// Tiles of a grid that can be selected, and the order of all of them for picking a range.
struct Selecting {
    PhotoSelection& selection;
    PhotoSpan order;
};

// Tiles in as many columns of about `tile_width` (screen pixels) as fit. Returns the index of the tile that is to be
// opened, or -1. Only tiles in view are drawn. `selecting`: null where none can be selected.
int draw_photo_grid(const Given& given, PhotoSpan photos, float tile_width, const Selecting* selecting = nullptr);
int draw_photo_grid(const Given& given, std::span<const sync::Record> photos, float tile_width);

// How many originals of these photos are on this laptop, and one press to fetch the rest; how far that has come while
// it runs. Nothing where all are here. `rest`: what the press asks for.
void draw_photo_counter(const Given& given, std::size_t all, std::size_t missing, const FetchPhotos& rest,
                        Asked& asked);
void draw_photo_counter(const Given& given, std::span<const sync::Record> photos, const FetchPhotos& rest,
                        Asked& asked);

// The full view: one photo as large as the window, its facts and fields beside it, arrows for the next and the one
// before, wheel and drag to zoom, two compared, marks drawn onto a copy. Escape closes. Call it also while it is
// closed: a comparison of two may be open without it.
struct PhotoViewerState {
    bool open = false;
    sync::RecordId photo;
    PictureZoom zoom;
    float full_zoom = 1; // at which the original is seen pixel for pixel
    bool saving = false; // the dialog that asks where to put the original is open
    bool ask_delete = false;
    std::string delete_reason;
    ClockState clock;
    CompareState compare;
    PhotoEditorState editor;
};
void open_viewer(PhotoViewerState& state, const sync::RecordId& photo);
void draw_photo_viewer(const Given& given, PhotoSpan photos, PhotoViewerState& state, Drafts& drafts, Asked& asked);
void draw_photo_viewer(const Given& given, std::span<const sync::Record> photos, PhotoViewerState& state,
                       Drafts& drafts, Asked& asked);

// Asks for photos by the system's dialog, and turns its answer and files dropped onto the window into AddPhotos for
// this visit or finding (either may be nil). Call it every frame while photos are welcome. `waiting`: view state, a
// dialog of ours is open.
void take_photos(const Given& given, const sync::RecordId& visit, const sync::RecordId& finding, bool press,
                 bool& waiting, Asked& asked);

} // namespace takan::app
