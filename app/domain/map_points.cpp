#include "app/domain/map_points.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace takan::app {
namespace {

// A square of the grid at a zoom, as one number.
std::uint64_t cell_key(std::int64_t column, std::int64_t row) {
    return static_cast<std::uint64_t>(column) << 32 | (static_cast<std::uint64_t>(row) & 0xffff'ffff);
}

// Points in the squares of a grid; a cluster looks for its neighbours in the nine squares around it.
class Grid {
public:
    Grid(const std::vector<WorldPoint>& places, double side) : m_places(places), m_side(side) {
        std::vector<std::pair<std::uint64_t, std::uint32_t>> order(places.size());
        for (std::uint32_t i = 0; i < order.size(); ++i)
            order[i] = {cell_key(column(places[i].x), column(places[i].y)), i};
        std::sort(order.begin(), order.end());
        m_order.reserve(order.size());
        m_cells.reserve(order.size());
        for (const auto& [key, i] : order) {
            if (m_order.empty() || key != m_last) m_cells[key] = {static_cast<std::uint32_t>(m_order.size()), 0};
            m_last = key;
            ++m_cells[key].count;
            m_order.push_back(i);
        }
    }

    template <class Visit>
    void around(WorldPoint middle, Visit&& visit) const {
        const std::int64_t x = column(middle.x);
        const std::int64_t y = column(middle.y);
        for (std::int64_t dx = -1; dx <= 1; ++dx)
            for (std::int64_t dy = -1; dy <= 1; ++dy) {
                const auto cell = m_cells.find(cell_key(x + dx, y + dy));
                if (cell == m_cells.end()) continue;
                for (std::uint32_t i = 0; i < cell->second.count; ++i)
                    visit(m_order[cell->second.first + i]);
            }
    }

private:
    struct Cell {
        std::uint32_t first = 0;
        std::uint32_t count = 0;
    };

    std::int64_t column(double world) const { return static_cast<std::int64_t>(std::floor(world / m_side)) + 1; }

    const std::vector<WorldPoint>& m_places;
    double m_side;
    std::vector<std::uint32_t> m_order;
    std::unordered_map<std::uint64_t, Cell> m_cells;
    std::uint64_t m_last = 0;
};

void add(MapCluster& cluster, const MapPoint& point, WorldPoint place) {
    if (cluster.count == 0) cluster.north_west = cluster.south_east = place;
    ++cluster.count;
    ++cluster.of_layer[static_cast<std::size_t>(point.layer)];
    const double part = 1.0 / cluster.count;
    cluster.middle.x += (place.x - cluster.middle.x) * part;
    cluster.middle.y += (place.y - cluster.middle.y) * part;
    cluster.north_west = {std::min(cluster.north_west.x, place.x), std::min(cluster.north_west.y, place.y)};
    cluster.south_east = {std::max(cluster.south_east.x, place.x), std::max(cluster.south_east.y, place.y)};
}

bool passes_day(const std::string& day, const MapFilter& filter) {
    if (filter.from.empty() && filter.to.empty()) return true;
    return !day.empty() && day >= filter.from && (filter.to.empty() || day <= filter.to);
}

} // namespace

const char* kind_of(MapLayer layer) {
    constexpr std::array names{"site", "visit", "finding", "photo"};
    return names[static_cast<std::size_t>(layer)];
}

bool passes(const MapPoint& point, const MapFilter& filter) {
    if (!filter.division.empty() && point.division != filter.division) return false;
    if (filter.only_contested && !point.contested) return false;
    if (point.layer == MapLayer::visit && !filter.visit_state.empty() && point.state != filter.visit_state)
        return false;
    if (point.layer == MapLayer::finding && !filter.severity.empty() && point.state != filter.severity) return false;
    if (point.layer == MapLayer::site) return true;
    if (filter.only_mine && !point.mine) return false;
    return passes_day(point.day, filter);
}

MapClusters cluster(const std::vector<MapPoint>& points, const std::vector<std::uint32_t>& chosen, int zoom,
                    double reach, int apart_from) {
    MapClusters result;
    result.zoom = zoom;
    result.members.reserve(chosen.size());
    std::vector<WorldPoint> places;
    places.reserve(chosen.size());
    for (const auto index : chosen)
        places.push_back(world_of(points[index].position));
    const double pixel = 1 / (tile_side * std::exp2(zoom));
    const double radius = zoom >= apart_from ? pixel / 2 : reach * pixel;
    const Grid grid(places, radius);
    std::vector<bool> taken(places.size(), false);
    for (std::uint32_t seed = 0; seed < places.size(); ++seed) {
        if (taken[seed]) continue;
        MapCluster one;
        one.first = static_cast<std::uint32_t>(result.members.size());
        grid.around(places[seed], [&](std::uint32_t other) {
            const double dx = places[other].x - places[seed].x;
            const double dy = places[other].y - places[seed].y;
            if (taken[other] || dx * dx + dy * dy > radius * radius) return;
            taken[other] = true;
            result.members.push_back(chosen[other]);
            add(one, points[chosen[other]], places[other]);
        });
        std::sort(result.members.begin() + one.first, result.members.end());
        result.clusters.push_back(one);
    }
    return result;
}

std::vector<DivisionMark> division_marks(const std::vector<MapPoint>& points) {
    std::map<std::string, DivisionMark> marks;
    for (const auto& point : points) {
        if (point.layer != MapLayer::site || point.division.empty()) continue;
        DivisionMark& mark = marks[point.division];
        mark.code = point.division;
        const double part = 1.0 / static_cast<double>(++mark.sites);
        mark.middle.lat += (point.position.lat - mark.middle.lat) * part;
        mark.middle.lon += (point.position.lon - mark.middle.lon) * part;
    }
    std::vector<DivisionMark> all;
    for (auto& [code, mark] : marks)
        all.push_back(std::move(mark));
    return all;
}

} // namespace takan::app
