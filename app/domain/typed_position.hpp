#pragma once
// Positions as people paste them: decimals, degrees with minutes and seconds, and the links of map programs.

#include "app/domain/coordinates.hpp"
#include "sync/base/result.hpp"

#include <string>
#include <string_view>

namespace takan::app {

struct TypedPosition {
    Position wgs84;
    CoordinateSystem system = CoordinateSystem::wgs84; // that it was given in
};

// "29.3571, 113.1289" in either order (China's latitudes and longitudes do not overlap; elsewhere latitude comes first
// unless it cannot), 29°21′25.6″N 113°7′44″E, 北纬29度21分25.6秒，东经113度7分44秒, "经度：113.1289 纬度：29.3571", and
// links of AMap, Tencent and Baidu. A link or a name in the text ("GCJ-02", 百度) tells the system; `otherwise` is the
// system of what does not say. Errors invalid: nothing that is a position (key error.position_unreadable), one number
// only (error.position_half), nowhere on the earth (error.position_range), a link that names no coordinates
// (error.position_link).
sync::Result<TypedPosition> read_position(std::string_view typed, CoordinateSystem otherwise = CoordinateSystem::wgs84);

// "GCJ-02", as it stands in records behind what was typed.
const char* name_of(CoordinateSystem system);

} // namespace takan::app
