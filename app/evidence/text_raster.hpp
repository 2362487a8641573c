#pragma once
// TextRaster: Chinese and Latin words written into pixels, for annotated copies. ft2build.h stays inside
// text_raster.cpp.

#include "app/domain/chinese_font.hpp"
#include "app/evidence/pixels.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

namespace takan::app {

struct Rgb {
    std::uint8_t r, g, b;
};
Rgb rgb_from(unsigned hex); // 0xRRGGBB

class TextRaster {
public:
    // Errors: missing (no Chinese font is installed), corrupt (it cannot be read).
    static Result<TextRaster> open(const ChineseFont& font);

    TextRaster(TextRaster&&) noexcept;
    TextRaster& operator=(TextRaster&&) noexcept;
    ~TextRaster();

    // Width of one line in pixels; `em`: height of a Chinese character.
    float width(std::string_view text, float em);
    // Writes one line; `x`, `y`: upper left corner of its first Chinese character's square. What falls outside is cut.
    void write(Pixels& pixels, float x, float y, std::string_view text, float em, Rgb color);

private:
    struct State;
    explicit TextRaster(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace takan::app
