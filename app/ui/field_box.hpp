#pragma once
// The box of a field: one text line in the program's look. For app/ui only.

#include "app/ui/fields.hpp"
#include "app/ui/paint.hpp"
#include "app/ui/scoped.hpp"

#include <string>
#include <string_view>

namespace takan::app::ui {

struct BoxOptions {
    float left = 0;  // room inside for an icon, screen pixels; 0: the usual padding
    float width = 0; // screen pixels
    ImGuiInputTextFlags flags = 0;
    ImGuiInputTextCallback filter = nullptr;
    Color fill = 0; // 0: surface
    bool select_all = false;
};

// Edits `value` in a box px(34) high. `name`: what tests call it; its id is made of the label.
struct BoxResult {
    Edited edited;
    bool active = false;
    bool entered = false; // Enter was pressed
    ImGuiID id = 0;
    ImRect box;
};
BoxResult text_box(std::string_view label, std::string& value, const FieldOptions& field, const BoxOptions& options);

// Puts the next window, of about that size, under the box, or above it where there is no room.
void place_under(const ImRect& box, ImVec2 size);

// What tests call a field: the shown part of its label, or for "##name" the name.
std::string_view name_of_field(std::string_view label);

// Frame of any field's box, after its fill: strong border, accent while active, danger or warn when marked.
void draw_field_border(const ImRect& box, bool active, bool hovered, const FieldOptions& field);

// Label, box and foot as one item, close together: make one first in every field.
struct FieldGroup {
    Group group;
    StyleVar gap{ImGuiStyleVar_ItemSpacing, ImVec2(px(8), px(4))};
};

} // namespace takan::app::ui
