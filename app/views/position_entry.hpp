#pragma once
// PositionEntry: coordinates as somebody else's map gives them, pasted into a record as WGS-84.

#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"

namespace takan::app {

// Below the fields lat and lon of a record: pasting coordinates, and the way to the map.
void draw_position_entry(const Given& given, const sync::Record& record, Drafts& drafts, Asked& asked);

} // namespace takan::app
