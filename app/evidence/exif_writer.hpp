#pragma once
// exif_writer: puts camera data into a JPEG that has none, for the demo's drawn photos and for tests.

#include "sync/base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace takan::app {

struct PhotoFacts {
    std::string time = "2024-03-22T16:12:04"; // local time
    std::string offset = "+08:00";
    std::string make = "HUAWEI";
    std::string model = "ALN-AL00";
    std::optional<double> lat; // WGS-84 degrees; both or none
    std::optional<double> lon;
    std::optional<double> altitude; // metres
    int width = 0;                  // 0: not written
    int height = 0;
    int orientation = 1;
};

// Returns the TIFF block that says these facts, little-endian. Errors: invalid (a time or offset that is none, a
// position outside of the earth).
sync::Result<std::string> write_exif_block(const PhotoFacts& facts);
// Returns the JPEG with that block in an APP1 segment behind its first two bytes. Errors: the same; invalid (no JPEG).
sync::Result<std::string> with_exif(std::string_view jpeg, const PhotoFacts& facts);

} // namespace takan::app
