#pragma once
// MapPoints: what a map shows of records: points with what filters ask about them, and their clusters at one zoom.

#include "app/domain/mercator.hpp"
#include "sync/base/ids.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace takan::app {

enum class MapLayer : std::uint8_t { site, visit, finding, photo };
inline constexpr std::size_t map_layers = 4;
const char* kind_of(MapLayer layer); // "site"

struct MapPoint {
    sync::RecordId id;
    MapLayer layer = MapLayer::site;
    Position position;
    std::string title;
    std::string state;     // a visit's state, a finding's severity, a site's kind; empty: none
    std::string division;  // of the record's site; empty: none
    std::string day;       // "2024-03-22" in China's time; of a site empty
    sync::RecordId site;   // that it belongs to; nil: none
    double from_site = -1; // metres to its site; negative: not known
    bool borrowed = false; // it has no position of its own and stands at its site's
    bool mine = false;     // this laptop's person was there or took the photo
    bool contested = false;

    bool operator==(const MapPoint&) const = default;
};

struct MapFilter {
    std::array<bool, map_layers> layers{true, true, true, true};
    std::string division; // empty: any, as for the next four
    std::string visit_state;
    std::string severity;
    std::string from; // days, both included; sites have none and stay
    std::string to;
    bool only_mine = false; // sites stay
    bool only_contested = false;

    bool operator==(const MapFilter&) const = default;
};

// Whether a point is shown, whatever its layer is switched to.
bool passes(const MapPoint& point, const MapFilter& filter);

// Points that lie so near to each other at a zoom that they are shown as one.
struct MapCluster {
    WorldPoint middle; // of its points
    WorldPoint north_west, south_east;
    std::uint32_t first = 0; // of MapClusters::members
    std::uint32_t count = 0;
    std::array<std::uint32_t, map_layers> of_layer{};
};

struct MapClusters {
    int zoom = 0;
    std::vector<MapCluster> clusters;
    std::vector<std::uint32_t> members; // indices of points, those of one cluster side by side
};

// Gathers the chosen points (indices into `points`) that lie within about `reach` pixels of a tile at that zoom. Each
// is in exactly one cluster; the same points in the same order give the same clusters. From `apart_from` on every point
// stands alone unless another is at the very same place.
MapClusters cluster(const std::vector<MapPoint>& points, const std::vector<std::uint32_t>& chosen, int zoom,
                    double reach = 44, int apart_from = 18);

// The mean of the sites of each division that has some, by code: where its name may stand on a map.
struct DivisionMark {
    std::string code;
    Position middle;
    std::size_t sites = 0;
};
std::vector<DivisionMark> division_marks(const std::vector<MapPoint>& points);

} // namespace takan::app
