#pragma once
// Exif: what a camera says about a photo. It is read but not trusted: a clock may be wrong, a position may be typed in.

#include "app/evidence/remark.hpp"
#include "sync/base/instant.hpp"
#include "sync/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

struct Exif {
    std::string original;  // DateTimeOriginal "2024-03-22T16:12:04", the camera's local time; empty when not said
    std::string digitized; // DateTimeDigitized
    std::string changed;   // DateTime
    std::string subsecond; // digits behind the second of `original`
    std::string offset;    // east of UTC: "+08:00"
    std::string make;
    std::string model;
    int orientation = 1;  // 1 to 8
    std::string lat;      // decimal degrees with 7 decimals, south negative; both or none
    std::string lon;      // the same, west negative
    std::string altitude; // metres with at most 2 decimals, below the sea negative
    std::string datum;    // GPSMapDatum
    std::string gps_time; // of the satellites, UTC: "2024-03-22T08:12:04Z"
    int width = 0;        // as EXIF claims, before turning; 0: not said
    int height = 0;
    std::vector<Remark> remarks; // what could not be read, and what is odd

    bool operator==(const Exif&) const = default;
};

// Reads the EXIF of a JPEG, HEIC, PNG or WebP file. What can be read is read, the rest is named in the remarks.
// Errors: missing (the file has none), corrupt (it has some, but nothing of it can be read).
sync::Result<Exif> read_exif(std::string_view file_bytes);
// The same for a TIFF block alone.
sync::Result<Exif> read_exif_block(std::string_view tiff_bytes);

// The local time that stands for the moment of the photo: original, else digitized, else changed; empty when none is
// said.
const std::string& local_time(const Exif& exif);

// Returns the moment in UTC: with the camera's own offset; else with the one that the satellites' time suggests; else
// with China's (+08:00). Without a local time the satellites' time itself. Nothing when no time is said.
std::optional<sync::Instant> taken_at(const Exif& exif);

} // namespace takan::app
