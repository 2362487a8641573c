#pragma once
// The settings' card of offline map files.

#include "app/views/screen.hpp"

namespace takan::app {

// Lists the files, adds some by the system's dialog, takes one away. `waiting`: view state, a dialog of ours is open.
void draw_map_files(const Given& given, bool& waiting, Asked& asked);

} // namespace takan::app
