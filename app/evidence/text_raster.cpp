#include "app/evidence/text_raster.hpp"

#include "sync/base/handles.hpp"
#include "sync/base/text.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>

namespace takan::app {
namespace {

void done_library(FT_LibraryRec_* library) {
    FT_Done_FreeType(library);
}
void done_face(FT_FaceRec_* face) {
    FT_Done_Face(face);
}

using Library = sync::CHandle<FT_LibraryRec_, done_library>;
using Face = sync::CHandle<FT_FaceRec_, done_face>;

constexpr float fixed_one = 64; // FreeType counts in 64ths of a pixel
// Noto's ideographs reach from 0.88 em above the baseline to 0.12 em below it, as OpenType's ideographic boxes do.
constexpr float em_above_baseline = 0.88f;

void blend(std::uint8_t& into, std::uint8_t color, unsigned coverage) {
    into = static_cast<std::uint8_t>((into * (255 - coverage) + color * coverage + 127) / 255);
}

void draw_bitmap(Pixels& pixels, const FT_Bitmap& bitmap, int left, int top, Rgb color) {
    for (int row = 0; row < static_cast<int>(bitmap.rows); ++row) {
        const int y = top + row;
        if (y < 0 || y >= pixels.height) continue;
        for (int column = 0; column < static_cast<int>(bitmap.width); ++column) {
            const int x = left + column;
            if (x < 0 || x >= pixels.width) continue;
            const unsigned coverage = bitmap.buffer[row * bitmap.pitch + column];
            std::uint8_t* at =
                pixels.rgba.data() +
                (static_cast<std::size_t>(y) * static_cast<std::size_t>(pixels.width) + static_cast<std::size_t>(x)) *
                    4;
            blend(at[0], color.r, coverage);
            blend(at[1], color.g, coverage);
            blend(at[2], color.b, coverage);
        }
    }
}

} // namespace

Rgb rgb_from(unsigned hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex)};
}

struct TextRaster::State {
    Library library;
    Face face;
};

TextRaster::TextRaster(std::unique_ptr<State> state) : m_state(std::move(state)) {}
TextRaster::TextRaster(TextRaster&&) noexcept = default;
TextRaster& TextRaster::operator=(TextRaster&&) noexcept = default;
TextRaster::~TextRaster() = default;

Result<TextRaster> TextRaster::open(const ChineseFont& font) {
    auto state = std::make_unique<State>();
    if (FT_Init_FreeType(sync::Out(state->library)) != 0)
        return sync::fail(ErrorKind::broken, "FreeType gives no library");
    if (FT_New_Face(state->library.get(), sync::utf8(font.bold).c_str(), font.face, sync::Out(state->face)) != 0)
        return sync::fail(ErrorKind::corrupt, "the font could not be read", sync::utf8(font.bold),
                          "error.no_chinese_font");
    return TextRaster(std::move(state));
}

float TextRaster::width(std::string_view text, float em) {
    FT_Face face = m_state->face.get();
    FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(std::lround(em)));
    float width = 0;
    for (const char32_t c : sync::to_utf32(text))
        if (FT_Load_Char(face, c, FT_LOAD_DEFAULT) == 0)
            width += static_cast<float>(face->glyph->advance.x) / fixed_one;
    return width;
}

void TextRaster::write(Pixels& pixels, float x, float y, std::string_view text, float em, Rgb color) {
    FT_Face face = m_state->face.get();
    FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(std::lround(em)));
    const int baseline = static_cast<int>(std::lround(y + em * em_above_baseline));
    float pen = x;
    for (const char32_t c : sync::to_utf32(text)) {
        if (FT_Load_Char(face, c, FT_LOAD_RENDER) != 0) continue;
        const FT_GlyphSlot glyph = face->glyph;
        draw_bitmap(pixels, glyph->bitmap, static_cast<int>(std::lround(pen)) + glyph->bitmap_left,
                    baseline - glyph->bitmap_top, color);
        pen += static_cast<float>(glyph->advance.x) / fixed_one;
    }
}

} // namespace takan::app
