#pragma once
// Pixels: a picture in memory; turning it upright and making it smaller.

#include "app/evidence/image_kind.hpp"
#include "sync/base/result.hpp"

#include <cstdint>
#include <vector>

namespace takan::app {

using sync::Error;
using sync::ErrorKind;
using sync::Result;
using sync::Status;

inline constexpr std::int64_t greatest_pixels = 100'000'000; // more is a bomb, or no photo of an inspection
inline constexpr int greatest_side = 30'000;

struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba; // rows from above, 4 bytes a pixel

    bool operator==(const Pixels&) const = default;
};

// Error invalid when a picture of that size must not be decoded.
Status check_pixel_count(PixelSize size);

// Returns the picture turned as EXIF's orientation (1 to 8; any other number: as it is) says it is to be shown.
Pixels turned_upright(Pixels pixels, int orientation);

// Returns the picture with a greater side of at most `side`, averaging over areas; smaller pictures stay as they are.
Pixels shrunk(Pixels pixels, int side);

} // namespace takan::app
