#pragma once
// Thumbnails: photos decoded small and upright, and written as JPEG.

#include "app/evidence/pixels.hpp"

#include <string>
#include <string_view>

namespace takan::app {

// Returns a JPEG, HEIC or PNG picture upright, with a greater side of at most `side`; smaller photos as they are.
// Colour profiles are passed over. A cut-off JPEG gives what is there. Errors: invalid (a kind that is not decoded; too
// many pixels), corrupt.
Result<Pixels> decode(std::string_view bytes, int side);

// `quality`: 1 to 100. Error: invalid (no pixels).
Result<std::string> encode_jpeg(const Pixels& pixels, int quality);

} // namespace takan::app
