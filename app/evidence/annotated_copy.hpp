#pragma once
// Annotated copy: a photo's picture with arrows, boxes, words and blurred parts, as a JPEG of its own. The original's
// bytes are read, never changed; nothing but pixels goes over, so that no camera data and no built-in preview tells
// what was blurred.

#include "app/domain/photo_mark.hpp"
#include "app/evidence/text_raster.hpp"

#include <span>
#include <string>
#include <string_view>

namespace takan::app {

// Replaces what lies inside by few large tiles of mean colours; what was there cannot be computed back. Places beyond
// the picture are cut.
void blur(Pixels& pixels, MarkPoint from, MarkPoint to);

// Blurs first, so that no mark is blurred, then draws all others in their order.
void draw_marks(Pixels& pixels, std::span<const PhotoMark> marks, TextRaster& text);

// The upright copy, with `foot` in a strip below the picture that says what it is. Errors: those of decode.
Result<std::string> annotated_copy(std::string_view original, std::span<const PhotoMark> marks, std::string_view foot,
                                   TextRaster& text);

} // namespace takan::app
