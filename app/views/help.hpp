#pragma once
// Help: the page over the window that lists the keys of the place where the person is, and those of all places.

#include "app/views/screen.hpp"

namespace takan::app {

// `open` is view state.
void draw_help(const Given& given, Place place, bool& open);

} // namespace takan::app
