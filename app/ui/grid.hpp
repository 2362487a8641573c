#pragma once
// Grid: a sheet of rows and columns for very many records: the first column stays while the others scroll, columns are
// moved and made wider by hand. Only what is in view is drawn; each row of it is one item.

#include "app/ui/text.hpp"
#include "app/ui/theme.hpp"

#include "imgui.h"

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace takan::app::ui {

struct GridColumn {
    std::string_view id; // identity
    std::string_view title;
    float width = 0;      // screen pixels
    bool right = false;   // numbers
    bool narrows = false; // a filter is on it
};

struct GridCell {
    std::string_view text; // without newlines
    TextStyle style = {};
    const char* icon = nullptr; // before the text
    Color icon_color = 0;
};

struct GridRow {
    std::string_view id;    // identity: the record's id; empty: not known yet, drawn as a placeholder
    std::string_view label; // its name for tests
    bool selected = false;
};

// What stays between frames.
struct GridState {
    int cursor = -1;          // the row that the keys move
    bool show_cursor = false; // scrolls to it in the next frame
    int resizing = -1;        // a column that is being made wider
    int dragging = -1;        // a column that is being moved
    float grip = 0;           // where the mouse holds it
};

struct GridOptions {
    std::span<const GridColumn> columns; // one at least
    int sorted_by = -1;
    bool descending = false;
    int rows = 0;
    float row_height = 0;         // screen pixels
    std::string_view filter_word; // tooltip and name of the button in each head: "筛选"
};

// What a frame did to the grid; -1: nothing.
struct GridEvents {
    int head = -1;                                // this column's head was pressed: sort by it
    int filter = -1;                              // its filter button was pressed
    ImVec2 filter_at;                             // where its popup hangs
    std::optional<std::pair<int, float>> resized; // column and new width
    std::optional<std::pair<int, int>> moved;     // from, to
    bool let_go = false;                          // a column was let go: the moment to keep its width
    int pressed = -1;                             // row
    bool twice = false;                           // by a double click
    int first = 0, last = 0;                      // rows in view: [first, last)
    bool has_keys = false;                        // no field and nothing above it has the keyboard
};

// Fills the rest of the window. `row`: of a number; `cell`: of a row and a column. The texts live during the call only.
GridEvents grid(const char* name, const GridOptions& options, GridState& state, const std::function<GridRow(int)>& row,
                const std::function<GridCell(int, int)>& cell);

} // namespace takan::app::ui
