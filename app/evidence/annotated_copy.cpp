#include "app/evidence/annotated_copy.hpp"

#include "app/evidence/thumbnail.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace takan::app {
namespace {

constexpr int copy_quality = 90;
// A face or a plate in seven tiles over its longer side is nobody's; half of the mean of all mixed in and few steps of
// colour take from what is left.
constexpr int most_tiles = 7;
constexpr int color_step = 32;

struct Area {
    int left, top, right, bottom; // right and bottom lie outside

    bool is_empty() const { return left >= right || top >= bottom; }
};

Area area_between(const Pixels& pixels, MarkPoint from, MarkPoint to) {
    const auto place = [](float part, int side, bool outwards) {
        const float at = std::clamp(part, 0.0f, 1.0f) * static_cast<float>(side);
        return static_cast<int>(outwards ? std::ceil(at) : std::floor(at));
    };
    return {place(std::min(from.x, to.x), pixels.width, false), place(std::min(from.y, to.y), pixels.height, false),
            place(std::max(from.x, to.x), pixels.width, true), place(std::max(from.y, to.y), pixels.height, true)};
}

std::uint8_t* pixel(Pixels& pixels, int x, int y) {
    return pixels.rgba.data() +
           (static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.width) + static_cast<std::size_t>(x)) * 4;
}

std::array<int, 3> mean_of(Pixels& pixels, const Area& area) {
    std::array<std::int64_t, 3> sums{};
    for (int y = area.top; y < area.bottom; ++y)
        for (int x = area.left; x < area.right; ++x)
            for (std::size_t c = 0; c < 3; ++c)
                sums[c] += pixel(pixels, x, y)[c];
    const std::int64_t count = std::int64_t{area.right - area.left} * (area.bottom - area.top);
    return {static_cast<int>(sums[0] / count), static_cast<int>(sums[1] / count), static_cast<int>(sums[2] / count)};
}

void fill(Pixels& pixels, const Area& area, Rgb color) {
    for (int y = std::max(area.top, 0); y < std::min(area.bottom, pixels.height); ++y)
        for (int x = std::max(area.left, 0); x < std::min(area.right, pixels.width); ++x) {
            std::uint8_t* at = pixel(pixels, x, y);
            at[0] = color.r;
            at[1] = color.g;
            at[2] = color.b;
        }
}

float distance(float x, float y, const MarkStroke& line) {
    const float dx = line.x1 - line.x0, dy = line.y1 - line.y0;
    const float length = dx * dx + dy * dy;
    const float part = length <= 0 ? 0 : std::clamp(((x - line.x0) * dx + (y - line.y0) * dy) / length, 0.0f, 1.0f);
    return std::hypot(x - line.x0 - part * dx, y - line.y0 - part * dy);
}

// A line with round ends and soft edges.
void draw_stroke(Pixels& pixels, const MarkStroke& line, float width, Rgb color) {
    const float half = width / 2;
    const int left = std::max(0, static_cast<int>(std::min(line.x0, line.x1) - half - 1));
    const int right = std::min(pixels.width - 1, static_cast<int>(std::max(line.x0, line.x1) + half + 1));
    const int top = std::max(0, static_cast<int>(std::min(line.y0, line.y1) - half - 1));
    const int bottom = std::min(pixels.height - 1, static_cast<int>(std::max(line.y0, line.y1) + half + 1));
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x) {
            const float away = distance(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f, line);
            const float covered = std::clamp(half - away + 0.5f, 0.0f, 1.0f);
            if (covered <= 0) continue;
            std::uint8_t* at = pixel(pixels, x, y);
            const std::array<std::uint8_t, 3> wanted{color.r, color.g, color.b};
            for (std::size_t c = 0; c < 3; ++c)
                at[c] = static_cast<std::uint8_t>(static_cast<float>(at[c]) * (1 - covered) +
                                                  static_cast<float>(wanted[c]) * covered + 0.5f);
        }
}

// Words on a plate of the mark's colour, moved back into the picture where they would leave it.
void draw_text(Pixels& pixels, const PhotoMark& mark, TextRaster& text) {
    const auto w = static_cast<float>(pixels.width), h = static_cast<float>(pixels.height);
    const float em = text_em(w, h), padding = text_padding(w, h);
    const auto lines = sync::split(mark.text, '\n');
    float widest = 0;
    for (const auto line : lines)
        widest = std::max(widest, text.width(line, em));
    const float line_height = em * 1.3f;
    const float width = widest + 2 * padding;
    const float height = line_height * static_cast<float>(lines.size()) - em * 0.3f + 2 * padding;
    const float x = std::max(0.0f, std::min(mark.from.x * w, w - width));
    float y = std::max(0.0f, std::min(mark.from.y * h, h - height));
    fill(pixels,
         {static_cast<int>(x), static_cast<int>(y), static_cast<int>(std::ceil(x + width)),
          static_cast<int>(std::ceil(y + height))},
         rgb_from(rgb_of(mark.color)));
    for (const auto line : lines) {
        text.write(pixels, x + padding, y + padding, line, em, rgb_from(rgb_of_text_on(mark.color)));
        y += line_height;
    }
}

// The copy says below the picture that it is one; nothing of the picture is covered by it.
void add_foot(Pixels& pixels, std::string_view words, TextRaster& text) {
    float em = std::max(10.0f, static_cast<float>(std::max(pixels.width, pixels.height)) * 0.016f);
    const float room = static_cast<float>(pixels.width) - 2 * em;
    const float wanted = text.width(words, em);
    if (wanted > room && wanted > 0) em = std::max(8.0f, em * room / wanted);
    const int top = pixels.height;
    const int height = static_cast<int>(em * 2);
    pixels.height += height;
    pixels.rgba.resize(static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height) * 4, 255);
    fill(pixels, {0, top, pixels.width, pixels.height}, rgb_from(0x16211F));
    text.write(pixels, em, static_cast<float>(top) + em / 2, words, em, rgb_from(0xFFFFFF));
}

} // namespace

void blur(Pixels& pixels, MarkPoint from, MarkPoint to) {
    const Area area = area_between(pixels, from, to);
    if (area.is_empty()) return;
    const auto whole = mean_of(pixels, area);
    const int side = (std::max(area.right - area.left, area.bottom - area.top) + most_tiles - 1) / most_tiles;
    for (int y = area.top; y < area.bottom; y += side)
        for (int x = area.left; x < area.right; x += side) {
            const Area tile{x, y, std::min(x + side, area.right), std::min(y + side, area.bottom)};
            const auto mean = mean_of(pixels, tile);
            std::array<std::uint8_t, 3> color{};
            for (std::size_t c = 0; c < 3; ++c) {
                const int mixed = (mean[c] + whole[c]) / 2;
                color[c] = static_cast<std::uint8_t>(std::min(mixed / color_step * color_step + color_step / 2, 255));
            }
            fill(pixels, tile, {color[0], color[1], color[2]});
        }
}

void draw_marks(Pixels& pixels, std::span<const PhotoMark> marks, TextRaster& text) {
    for (const auto& mark : marks)
        if (mark.kind == MarkKind::blur) blur(pixels, mark.from, mark.to);
    const auto w = static_cast<float>(pixels.width), h = static_cast<float>(pixels.height);
    for (const auto& mark : marks) {
        for (const auto& line : strokes_of(mark, w, h))
            draw_stroke(pixels, line, stroke_width(w, h), rgb_from(rgb_of(mark.color)));
        if (mark.kind == MarkKind::text) draw_text(pixels, mark, text);
    }
}

Result<std::string> annotated_copy(std::string_view original, std::span<const PhotoMark> marks, std::string_view foot,
                                   TextRaster& text) {
    TAKAN_TRY_LET(pixels, decode(original, greatest_side));
    draw_marks(pixels, marks, text);
    add_foot(pixels, foot, text);
    return encode_jpeg(pixels, copy_quality);
}

} // namespace takan::app
