#include "app/domain/photo_mark.hpp"

#include <algorithm>
#include <cmath>

namespace takan::app {
namespace {

// Parts of the longer side, chosen so that marks are seen on a printed page of a hand's width.
constexpr float stroke_part = 0.005f;
constexpr float head_part = 0.035f;
constexpr float em_part = 0.032f;
constexpr float padding_part = 0.010f;
constexpr float least_part = 0.008f; // of a side

void add_arrow(float x0, float y0, float x1, float y1, float head, std::vector<MarkStroke>& strokes) {
    const float length = std::hypot(x1 - x0, y1 - y0);
    if (length <= 0) return;
    const float barb = std::min(head, length * 0.6f);
    strokes.push_back({x0, y0, x1, y1});
    constexpr float spread = 0.5f; // radians
    const float angle = std::atan2(y0 - y1, x0 - x1);
    for (const float side : {-spread, spread})
        strokes.push_back({x1, y1, x1 + std::cos(angle + side) * barb, y1 + std::sin(angle + side) * barb});
}

} // namespace

const char* code_of(MarkKind kind) {
    constexpr std::array codes{"arrow", "box", "text", "blur"};
    return codes[static_cast<std::size_t>(kind)];
}

unsigned rgb_of(MarkColor color) {
    constexpr std::array colors{0xE5271Fu, 0xFFD21Fu, 0x1F6FEBu};
    return colors[static_cast<std::size_t>(color)];
}

unsigned rgb_of_text_on(MarkColor color) {
    return color == MarkColor::yellow ? 0x1A1A1Au : 0xFFFFFFu;
}

std::vector<MarkStroke> strokes_of(const PhotoMark& mark, float width, float height) {
    const float x0 = mark.from.x * width, y0 = mark.from.y * height;
    const float x1 = mark.to.x * width, y1 = mark.to.y * height;
    std::vector<MarkStroke> strokes;
    if (mark.kind == MarkKind::arrow) add_arrow(x0, y0, x1, y1, std::max(width, height) * head_part, strokes);
    if (mark.kind == MarkKind::box) strokes = {{x0, y0, x1, y0}, {x1, y0, x1, y1}, {x1, y1, x0, y1}, {x0, y1, x0, y0}};
    return strokes;
}

float stroke_width(float width, float height) {
    return std::max(2.0f, std::max(width, height) * stroke_part);
}

float text_em(float width, float height) {
    return std::max(12.0f, std::max(width, height) * em_part);
}

float text_padding(float width, float height) {
    return std::max(3.0f, std::max(width, height) * padding_part);
}

bool is_empty(const PhotoMark& mark) {
    if (mark.kind == MarkKind::text) return mark.text.empty();
    const float w = std::abs(mark.to.x - mark.from.x), h = std::abs(mark.to.y - mark.from.y);
    return mark.kind == MarkKind::arrow ? std::max(w, h) < least_part : std::min(w, h) < least_part;
}

} // namespace takan::app
