#pragma once
// The bar above a long text field that finds words in it and replaces them. For app/ui only.

#include "app/ui/widget_state.hpp"

namespace takan::app::ui {

// Draws it at the cursor while the editor's tool is find or replace, `width` screen pixels wide, and does with the
// editor's text what is asked for: selects the next place, replaces one or all, ends the tool.
void draw_find_bar(ActiveEditor& editor, float width, bool read_only);

// Selects the next place, or the one before, and begins again at the other end of the text.
void find_next(ActiveEditor& editor, bool backwards);

} // namespace takan::app::ui
