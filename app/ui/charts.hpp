#pragma once
// Charts: numbers and bars that are read at a glance and pressed to see what they count. Words and numbers say all that
// colours do; parts of a stack also differ in brightness, so that a grey print keeps them apart.

#include "app/ui/theme.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace takan::app::ui {

// A big number with its name and icon. True when pressed.
struct NumberTile {
    std::string_view id;
    const char* icon = nullptr;
    std::string_view label;
    std::string_view number;
    std::string_view note = {}; // a small line below
    Tone tone = Tone::plain;    // of the icon and the number
    float width = 0;            // screen pixels
};
bool number_tile(const NumberTile& tile);
float number_tile_height();

// Name, bar and number on one line as wide as the window allows; the numbers of rows below each other end at one edge.
struct BarRow {
    std::string_view id;
    std::string_view label;
    std::size_t count = 0;
    std::size_t most = 0;   // the count of a full bar
    float label_width = 0;  // screen pixels, the same for all rows of a picture
    float number_width = 0; // likewise
    Tone tone = Tone::accent;
    const char* icon = nullptr; // before the label
};
bool bar_row(const BarRow& row);

// The colours of a stack's parts, each brighter than the one before; as many as its vocabulary may have.
Color stack_color(std::size_t part);
// A square of a part's colour and its name.
void stack_key(std::size_t part, std::string_view label);

// Columns side by side, made of parts from below. Returns the one that was pressed, or -1.
struct StackColumn {
    std::string_view id;
    std::string_view label;   // below: "03-22"; not every one is shown where there is little room
    std::string_view tooltip; // also its name for tests
    std::span<const std::size_t> parts;
    std::size_t count = 0; // the sum
};
int stack_columns(const char* name, std::span<const StackColumn> columns, float height);

} // namespace takan::app::ui
