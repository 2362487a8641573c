#pragma once
// Where EXIF stands in PNG and WebP files, both of which are lists of named chunks.

#include <string_view>
#include <vector>

namespace takan::app {

std::vector<std::string_view> png_exif_blocks(std::string_view bytes);
std::vector<std::string_view> webp_exif_blocks(std::string_view bytes);

} // namespace takan::app
