#pragma once
// Palette (Ctrl+K): finds records by any word in them, and places and acts by name.

#include "app/views/screen.hpp"

#include <string>

namespace takan::app {

struct PaletteState {
    bool open = false;
    bool focus = false; // the field takes the keyboard in the next frame
    std::string typed;
    int chosen = 0;
};

void open_palette(PaletteState& state);
// Draws the palette while it is open. Root asks for Request::search with what is typed.
void draw_palette(const Given& given, PaletteState& state, Asked& asked);

// The place where a record of this kind is opened.
Place place_of_kind(std::string_view kind);

} // namespace takan::app
