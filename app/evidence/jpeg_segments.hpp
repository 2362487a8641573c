#pragma once
// The segments of a JPEG file up to its picture data: where EXIF and the pixel size stand.

#include "app/evidence/image_kind.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace takan::app {

struct JpegSegment {
    std::uint8_t marker = 0;  // the byte after 0xFF, for example 0xE1 for APP1
    std::string_view payload; // without marker and length; shorter than it said when the file is cut off
    bool cut_off = false;
};

// Returns every segment before the picture data. Bytes between segments that belong to none are passed over.
std::vector<JpegSegment> jpeg_segments(std::string_view bytes);

std::optional<PixelSize> jpeg_size(std::string_view bytes);
// Returns the TIFF blocks of all APP1 segments that say "Exif", in the file's order.
std::vector<std::string_view> jpeg_exif_blocks(std::string_view bytes);

} // namespace takan::app
