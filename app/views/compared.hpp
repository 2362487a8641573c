#pragma once
// Compared: two values beside each other, with what differs between them marked.

#include "app/ui/text.hpp"
#include "app/ui/theme.hpp"

#include "imgui.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

// The old and the new value of a field, as people read them, with what differs between them marked. Texts are compared
// word by word, any other value was replaced as a whole; what is all new is not marked.
struct Compared {
    std::string before;
    std::string after;
    std::vector<ui::MarkedPart> taken; // in `before`
    std::vector<ui::MarkedPart> added; // in `after`
};
Compared compare(std::string_view kind, std::string_view field, std::string before, std::string after);

// A value in a tinted box with a bar at its left (plain: neither, in grey), and the height that its text needs.
float box_height(const std::string& text, float width);
void draw_box(ImVec2 at, float width, float height, const std::string& text, std::span<const ui::MarkedPart> marks,
              ui::Tone tone);

} // namespace takan::app
