#pragma once
// HEIC files through libheif: size, EXIF block and pixels. heif.h stays inside heif_file.cpp.

#include "app/evidence/image_kind.hpp"
#include "app/evidence/pixels.hpp"
#include "sync/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace takan::app {

std::optional<PixelSize> heif_size(std::string_view bytes); // of the stored pixels, before turning
// Returns the TIFF block of the main picture; nothing when there is none.
std::optional<std::string> heif_exif_block(std::string_view bytes);
// Returns the main picture upright, or its built-in preview when that is at least `enough_side` on its greater side.
// Errors: corrupt, invalid (more pixels than greatest_pixels).
sync::Result<Pixels> heif_decode(std::string_view bytes, int enough_side);

} // namespace takan::app
