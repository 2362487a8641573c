#pragma once
// What is pressed: buttons, links, choices of one among few, chips, tabs, the items of the rail. Each is an item at
// ImGui's cursor, reached by Tab, pressed by Space, Enter or a click, and named by its visible label.

#include "app/ui/theme.hpp"

#include "imgui.h"

#include <span>
#include <string>
#include <string_view>

namespace takan::app::ui {

enum class ButtonKind {
    primary,   // filled with the accent: one a screen
    secondary, // bordered
    ghost,     // no border until hovered
    danger,    // bordered, in the danger colour
};

struct ButtonOptions {
    ButtonKind kind = ButtonKind::secondary;
    const char* icon = nullptr;
    float width = 0;  // screen pixels; 0: as wide as the label needs; negative: the rest of the line less that much
    float height = 0; // screen pixels; 0: px(34)
    std::string_view tooltip = {};
};

// True when pressed.
bool button(std::string_view label, const ButtonOptions& options = {});
// The width that `button` takes, for placing buttons from the right edge.
float button_width(std::string_view label, const char* icon = nullptr);

// A square button without words: `label` is its tooltip and its name. `size` 0: px(34).
struct IconButtonOptions {
    bool border = true;
    float size = 0;
    bool chosen = false; // drawn pressed, in the tone
    Tone tone = Tone::accent;
};
bool icon_button(const char* icon, std::string_view label, const IconButtonOptions& options = {});

// A small pill px(18) high that stands behind words: an icon and, unless empty, a count. `label` is its tooltip and
// name.
bool pill(const char* icon, std::string_view count, std::string_view label, Tone tone);

// A line of accent text that is pressed, with an arrow at its end if asked.
bool link(std::string_view label, bool arrow = false, float em = 12.5f);

// One choice among two to five, side by side; the chosen one has a tint, bold words and its icon.
struct Segment {
    std::string_view label;
    Tone tone = Tone::accent;
    const char* icon = nullptr; // shown while chosen; null: a check mark
    std::string_view code = {}; // identity; empty: the label
};
// `chosen`: index or -1. `name`: id, and what tests find ("name/label" are the segments' ids). `allow_none`: pressing
// the chosen one again clears it. Arrow keys move the focus between the segments. Returns true when `chosen` changed.
bool segmented(std::string_view name, std::span<const Segment> segments, int& chosen, float width = 0,
               bool allow_none = false);

// A rounded toggle with an optional count. Returns true when pressed; the caller turns `on`.
bool chip(std::string_view label, bool on, int count = -1, Tone tone = Tone::accent);
float chip_width(std::string_view label, int count = -1);

// A line of tabs with an underline below the chosen one.
struct Tab {
    std::string_view label;
    std::string count = {};  // "14/18"; empty: none
    Tone tone = Tone::plain; // of the count
    bool done = false;       // a check mark behind the label
};
bool tabs(std::string_view name, std::span<const Tab> tabs, int& chosen);

// One entry of the dark rail at the left: icon over label, with a badge. px(56) wide at the cursor. `height` in screen
// pixels, 0: as wide; one too low for the label shows the icon alone. True when pressed.
bool rail_item(const char* icon, std::string_view label, bool chosen, int badge = 0, float height = 0);

// A box that is ticked, with its label at the right. Returns true when changed.
bool check_box(std::string_view label, bool& on);

// One entry of a menu in a Popup: icon, label, shortcut. True when pressed; closes the popup.
bool menu_item(std::string_view label, const char* icon = nullptr, std::string_view shortcut = {},
               Tone tone = Tone::plain);

} // namespace takan::app::ui
