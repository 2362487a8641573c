#pragma once
// Painting and pressing: the few strokes that all widgets share. For app/ui only; screens use the widgets.

#include "app/ui/theme.hpp"

#include "imgui.h"
#include "imgui_internal.h"

#include <string_view>

namespace takan::app::ui {

ImDrawList& canvas(); // of the current window
float hairline();     // a border's width in screen pixels
void fill(const ImRect& box, Color color, float radius, ImDrawFlags corners = 0);
void stroke(const ImRect& box, Color color, float radius, float width = 0); // 0: hairline
void line(ImVec2 from, ImVec2 to, Color color);
Color faded(Color color, float opacity); // 0 to 1
// A soft shadow around the current window: call right after its Begin.
void window_shadow(float radius);
// The focus ring around the item that has the keyboard focus; nothing for others.
void focus_ring(ImGuiID id, const ImRect& box, float radius);

// Adds an item of that size to the layout and returns where it stands: at the cursor, or, on the line of a taller one,
// centred to that.
ImRect place_item(ImVec2 size);

// A thing that can be pressed.
struct Pressable {
    ImGuiID id = 0;
    ImRect box;
    bool visible = false; // else draw nothing
    bool hovered = false;
    bool held = false;
    bool pressed = false;
};
// Adds an item of that size at the cursor. `label`: its id (all of it) and its name for tests (the part before ##).
Pressable pressable(std::string_view label, ImVec2 size, ImGuiButtonFlags flags = 0);
// The same for a given id and name; `checked`: what tests learn of it.
Pressable pressable_as(ImGuiID id, std::string_view name, ImVec2 size, bool checked = false,
                       ImGuiButtonFlags flags = 0);
// Tells tests the name of the last item.
void describe_item(ImGuiID id, std::string_view name, bool checked = false);

ImGuiID id_of(std::string_view label);
// What is left of the line for an item; 0 all of it, negative all but that much.
float width_or_rest(float width);

} // namespace takan::app::ui
