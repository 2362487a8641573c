#pragma once
// Coordinates: positions on the earth, China's shifted systems, distances, and the decimal text that records hold.

#include "sync/record/record.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace takan::app {

// Degrees, north and east positive. WGS-84 unless it is said otherwise; CGCS2000 is the same at a field's accuracy.
struct Position {
    double lat = 0;
    double lon = 0;

    bool operator==(const Position&) const = default;
};

enum class CoordinateSystem {
    wgs84, // satellites, photos, CGCS2000
    gcj02, // AMap, Tencent
    bd09,  // Baidu
};

// The systems of Chinese maps differ from WGS-84 only inside the rectangle around China; positions outside of it are
// given back as they are. From WGS-84 and back is exact to 1e-9 degrees.
Position from_wgs84(Position position, CoordinateSystem to);
Position to_wgs84(Position position, CoordinateSystem from);

// On a sphere with the earth's mean radius: within 0.5 % of the truth.
double metres_between(Position a, Position b);
// From north over east, 0 to 360 degrees.
double bearing(Position from, Position to);

// Within -90 to 90 and -180 to 180.
bool is_on_earth(Position position);

// "29.3571000": seven decimals, about a centimetre.
std::string degrees_text(double degrees);
// Reads what a record holds in "lat" or "lon"; nothing for what is no decimal or too long for one.
std::optional<double> read_degrees(std::string_view decimal);

// Where a record says it is, by its shown "lat" and "lon"; nothing when one is missing or impossible.
std::optional<Position> position_of(const sync::Record& record);

} // namespace takan::app
