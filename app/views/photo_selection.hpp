#pragma once
// Photo selection: which photos of a grid are picked, by clicks and keys, and the bar that acts on all of them at once.

#include "app/views/drafts.hpp"
#include "app/views/photo_clock.hpp"
#include "app/views/photo_compare.hpp"
#include "app/views/screen.hpp"

#include <set>
#include <span>
#include <string>

namespace takan::app {

struct PhotoSelection {
    std::set<sync::RecordId> ids;
    sync::RecordId anchor; // where a range begins
    std::string caption;   // typed in the bar, not written yet
    std::string proves;
    bool ask_delete = false;
    std::string delete_reason;
    bool compare = false; // asked for in this frame

    bool empty() const { return ids.empty(); }
    bool has(const sync::RecordId& id) const { return ids.contains(id); }
};

// A tile was pressed: with Ctrl, at its circle, or while others are selected it is picked or let go; with Shift all
// from the last picked one to it are picked. `order`: of all tiles. True when it is to be opened instead.
bool press_tile(PhotoSelection& selection, PhotoSpan order, const sync::RecordId& id, bool at_circle);
// Lets go of all that are not among these.
void keep_only(PhotoSelection& selection, PhotoSpan photos);
// Ctrl+A picks all, Escape lets all go, Delete asks. Call it while the grid's screen has the keyboard to itself.
void take_selection_keys(PhotoSelection& selection, PhotoSpan photos);

// The photos that are dragged with this one: all that are selected if it is one of them, else it alone.
std::vector<sync::RecordId> dragged_with(const PhotoSelection& selection, const sync::RecordId& id);

// The name under which photos are dragged.
inline constexpr const char* dragged_photos = "photos";
// Puts photos into a finding (nil: into none) as one step of undo; nothing for those that are there already. Photos and
// findings are looked for in the snapshot; a photo of another visit goes with the finding's.
void move_photos(const Given& given, std::span<const sync::RecordId> photos, const sync::RecordId& finding,
                 Asked& asked);

// How high the bar is on that width, in screen pixels; 0 while nothing is selected.
float selection_bar_height(const PhotoSelection& selection, float width);
// How many, one caption and one "what it proves" for all, the finding, compare two, the camera's clock, delete.
// `selected`: the photos of the selection; `findings`: where they can go.
void draw_selection_bar(const Given& given, PhotoSpan selected, std::span<const sync::Record> findings,
                        PhotoSelection& selection, ClockState& clock, Asked& asked);

// While photos are dragged: a shelf at the lower edge of the current window with every finding to drop them on.
void draw_drop_shelf(const Given& given, std::span<const sync::Record> findings, Asked& asked);

} // namespace takan::app
