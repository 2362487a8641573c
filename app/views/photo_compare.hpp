#pragma once
// Photo compare: two photos side by side, before and after, zoomed and moved as one.

#include "app/views/photo_stage.hpp"
#include "app/views/screen.hpp"

#include <span>

namespace takan::app {

using PhotoSpan = std::span<const sync::Record* const>;

struct CompareState {
    bool open = false;
    sync::RecordId left;
    sync::RecordId right;
    PictureZoom zoom; // of both
};

// The one that was taken earlier stands at the left.
void open_compare(CompareState& state, const sync::Record& a, const sync::Record& b);
// Nothing while it is closed. `photos`: those that either side can step through; it closes when one side's is not among
// them. Keys: the arrows step the right one, with Shift the left one; X swaps; zoom as in the full view.
void draw_compare(const Given& given, PhotoSpan photos, CompareState& state, Asked& asked);

} // namespace takan::app
