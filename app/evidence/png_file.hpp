#pragma once
// PNG pictures: map tiles and screenshots.

#include "app/evidence/pixels.hpp"

#include <string_view>

namespace takan::app {

// Returns all of the picture. Errors: invalid (too many pixels), corrupt.
Result<Pixels> png_decode(std::string_view bytes);

} // namespace takan::app
