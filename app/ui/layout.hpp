#pragma once
// The parts that screens are made of: panes, cards, lines of buttons at the right, columns.

#include "app/ui/scoped.hpp"
#include "app/ui/theme.hpp"

#include "imgui.h"

#include <memory>
#include <string_view>

namespace takan::app::ui {

// What follows on this line stands centred in that height (screen pixels). Behind the first item of a line, lower ones
// are centred to it by themselves.
void line_of(float height);

// Edges of a pane that get a line.
enum PaneEdge : unsigned { edge_none = 0, edge_left = 1, edge_right = 2, edge_top = 4, edge_bottom = 8 };

// A part of the screen with a fill of its own: list, header, side panel, bar. `padding` in screen pixels, inside.
struct PaneOptions {
    Color fill = 0; // 0: surface
    unsigned edges = edge_none;
    ImVec2 padding = {0, 0};
    bool scrolls = false;
};
class Pane : public Scope {
public:
    Pane(const char* name, ImVec2 size, const PaneOptions& options = {});
    Pane(Pane&&) noexcept = default;
    ~Pane();

private:
    bool m_scrolls;
};

// A white box with a border around what is drawn inside, as wide as the line and as high as its content.
struct CardOptions {
    Color fill = 0;         // 0: surface
    float padding = -1;     // screen pixels; negative: px(16)
    float width = 0;        // 0: the rest of the line
    Tone bar = Tone::plain; // a bar at the left edge in this tone; plain: none
    float min_height = 0;
};
class Card : public Scope {
public:
    explicit Card(std::string_view id, const CardOptions& options = {});
    Card(Card&&) noexcept = default;
    ~Card();

private:
    ImVec2 m_from;
    float m_width = 0;
    float m_padding = 0;
    CardOptions m_options;
    std::unique_ptr<ImDrawListSplitter> m_layers; // content above, box below: its height is known at the end
    std::unique_ptr<Width> m_inner;
};

// Columns of a form: as many of at least `least` screen pixels as fit, at most `most_columns`; call next() before each
// field. Fields drawn inside take their column's width.
class FormColumns {
public:
    explicit FormColumns(float least, int most_columns = 3);
    FormColumns(const FormColumns&) = delete;
    FormColumns& operator=(const FormColumns&) = delete;
    ~FormColumns();
    // Goes to the next place; `whole_line`: over all columns.
    void next(bool whole_line = false);
    float width() const { return m_width; }

private:
    void end_cell();

    ImVec2 m_from;
    float m_all = 0;
    float m_width = 0;
    int m_columns = 1;
    int m_column = -1;
    float m_row_end = 0;
    bool m_open = false;
    bool m_whole = false;
    std::unique_ptr<Width> m_cell;
};

// How the width of the window is divided, in screen pixels (window.md, "Screens").
struct Frame {
    float rail = 0;
    float list = 0;
    float side = 0; // 0: hidden, the side panel opens as an overlay
    float status = 0;
    float work = 0; // what is left for the work area
};
Frame frame_for(ImVec2 window);

// The bar at the left: fills `size` with the rail's colour; draw rail_item()s inside.
class Rail : public Scope {
public:
    explicit Rail(ImVec2 size);
    Rail(Rail&&) noexcept = default;
    ~Rail();
};
// The program's mark, px(32) square.
void mark();

} // namespace takan::app::ui
