#pragma once
// Text on the screen. All of it goes through these functions: they break lines the Chinese way, tell ImGui's log what
// is written and tests where. Never call ImGui::Text nor ImDrawList::AddText.

#include "app/ui/fonts.hpp"
#include "app/ui/theme.hpp"

#include "imgui.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace takan::app::ui {

struct TextStyle {
    float em = em_body;
    bool bold = false;
    Color color = 0; // 0: the theme's text colour
};

// Styles that screens use again and again.
TextStyle plain_text(Color color = 0);
TextStyle second_text(float em = em_body); // secondary colour
TextStyle note_text();                     // small and third colour
TextStyle section_title();
TextStyle pane_title();
TextStyle page_title();

// Height of one line in screen pixels: of a label, and of a line inside a paragraph.
float line_height(float em);
// Size in screen pixels; `wrap` > 0: broken at that width.
ImVec2 measure(std::string_view text, TextStyle style = {}, float wrap = 0);

// In the flow, at ImGui's cursor. One line; newlines are kept.
void text(std::string_view text, TextStyle style = {});
// Broken at `width` screen pixels (0: what is left of the line).
void text_wrapped(std::string_view text, TextStyle style = {}, float width = 0);
// One line, cut with … where it does not fit; then the whole text is the tooltip.
void text_cut(std::string_view text, TextStyle style = {}, float width = 0);
// One line that ends at the right edge of what is left, on the current line.
void text_right(std::string_view text, TextStyle style = {});

// At a place, for widgets; no item, no cursor. `at` is the upper left corner.
void draw_text(ImVec2 at, std::string_view text, TextStyle style = {});
// Vertically centred on `middle`.
void draw_text_middle(float x, float middle, std::string_view text, TextStyle style = {});
void draw_text_cut(ImVec2 at, float width, std::string_view text, TextStyle style = {});
void draw_text_cut_middle(float x, float middle, float width, std::string_view text, TextStyle style = {});
// Returns the height that it took.
float draw_text_wrapped(ImVec2 at, float width, std::string_view text, TextStyle style = {});
// Parts of a text that stand out, by more than colour so that a grey print says the same: struck through, or on a tint
// with a bar before it and a line below.
enum class Mark { struck, added };
struct MarkedPart {
    std::size_t begin = 0; // bytes into the text
    std::size_t end = 0;
    Mark mark = Mark::added;
};
// As draw_text_wrapped, with marked parts in their order.
float draw_text_marked(ImVec2 at, float width, std::string_view text, std::span<const MarkedPart> parts,
                       TextStyle style = {});
// Centred in both directions; cut when wider than the rectangle.
void draw_text_centred(ImVec2 from, ImVec2 to, std::string_view text, TextStyle style = {});

// An icon of icons.hpp in the flow, as high as a line of text of that em, and centred on a point.
void icon(const char* icon, Color color = 0, float em = em_body);
void draw_icon(ImVec2 middle, const char* icon, Color color, float em = em_body);

// The part of "label##id" that is shown.
std::string_view visible(std::string_view label);

} // namespace takan::app::ui
