#pragma once
// Photo marks: what is drawn onto a copy of a photo, and its strokes in pixels, the same on the screen and in the copy.

#include <array>
#include <string>
#include <vector>

namespace takan::app {

enum class MarkKind { arrow, box, text, blur };
inline constexpr std::array mark_kinds{MarkKind::arrow, MarkKind::box, MarkKind::text, MarkKind::blur};
enum class MarkColor { red, yellow, blue };
inline constexpr std::array mark_colors{MarkColor::red, MarkColor::yellow, MarkColor::blue};

struct MarkPoint {
    float x = 0; // in widths of the upright picture, from the left
    float y = 0; // in its heights, from the top

    bool operator==(const MarkPoint&) const = default;
};

// An arrow goes from `from` to `to`; box and blur lie between them; a text's upper left corner is `from`.
struct PhotoMark {
    MarkKind kind = MarkKind::arrow;
    MarkColor color = MarkColor::red;
    MarkPoint from;
    MarkPoint to;
    std::string text;

    bool operator==(const PhotoMark&) const = default;
};

const char* code_of(MarkKind kind);       // of the vocabulary photo_edit
unsigned rgb_of(MarkColor color);         // 0xRRGGBB
unsigned rgb_of_text_on(MarkColor color); // of words on a plate of that colour

// A straight line with round ends, in pixels of a picture of some size.
struct MarkStroke {
    float x0, y0, x1, y1;
};
// The lines of an arrow or a box on a picture of that size; none for text and blur.
std::vector<MarkStroke> strokes_of(const PhotoMark& mark, float width, float height);
float stroke_width(float width, float height); // of these lines
float text_em(float width, float height);      // height of a Chinese character of a text
float text_padding(float width, float height); // of its plate around it

// Too small to have been meant: a slip of the mouse.
bool is_empty(const PhotoMark& mark);

} // namespace takan::app
