#pragma once
// The GPS directory of EXIF: position, height and the satellites' time.

#include "app/evidence/exif.hpp"
#include "app/evidence/tiff_block.hpp"

namespace takan::app {

// Fills lat, lon, altitude, datum and gps_time; adds remarks where something is said that is no position.
void read_position(const TiffBlock& block, Exif& exif);

} // namespace takan::app
