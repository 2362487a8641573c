#include "app/domain/map_points.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <random>

using namespace takan;
using namespace takan::app;

namespace {

MapPoint point(MapLayer layer, Position position) {
    MapPoint made;
    made.layer = layer;
    made.position = position;
    return made;
}

std::vector<std::uint32_t> all_of(const std::vector<MapPoint>& points) {
    std::vector<std::uint32_t> indices(points.size());
    std::iota(indices.begin(), indices.end(), 0u);
    return indices;
}

std::vector<MapPoint> scattered(std::size_t count) {
    std::mt19937 random(11);
    std::normal_distribution<double> lat(29.3, 0.2), lon(113.1, 0.3);
    std::vector<MapPoint> points;
    for (std::size_t i = 0; i < count; ++i)
        points.push_back(point(static_cast<MapLayer>(i % map_layers), {lat(random), lon(random)}));
    return points;
}

} // namespace

TEST_CASE("map points: each is in exactly one cluster, at every zoom, and clusters know what they hold") {
    const auto points = scattered(3000);
    for (int zoom = 3; zoom <= 19; ++zoom) {
        const MapClusters clusters = cluster(points, all_of(points), zoom);
        CHECK(clusters.zoom == zoom);
        auto members = clusters.members;
        std::sort(members.begin(), members.end());
        CHECK(members == all_of(points));
        std::uint32_t next = 0;
        for (const MapCluster& one : clusters.clusters) {
            REQUIRE(one.first == next);
            REQUIRE(one.count > 0);
            next += one.count;
            REQUIRE(std::accumulate(one.of_layer.begin(), one.of_layer.end(), 0u) == one.count);
            REQUIRE(one.middle.x >= one.north_west.x);
            REQUIRE(one.middle.y <= one.south_east.y);
        }
        CHECK(next == points.size());
    }
}

TEST_CASE("map points: what is near is one, and comes apart with the zoom") {
    // 400 m apart: about 4 pixels at zoom 10, 1000 at zoom 18.
    const std::vector<MapPoint> points{point(MapLayer::site, {29.3571, 113.1289}),
                                       point(MapLayer::finding, {29.3571, 113.1330})};
    CHECK(cluster(points, {0, 1}, 10).clusters.size() == 1);
    CHECK(cluster(points, {0, 1}, 10).clusters[0].of_layer == std::array<std::uint32_t, 4>{1, 0, 1, 0});
    CHECK(cluster(points, {0, 1}, 17).clusters.size() == 2);
    CHECK(cluster(points, {1}, 10).members == std::vector<std::uint32_t>{1});
    CHECK(cluster(points, {}, 10).clusters.empty());
}

TEST_CASE("map points: those at the very same place stay together however near one looks") {
    const std::vector<MapPoint> points(3, point(MapLayer::photo, {29.3571, 113.1289}));
    const auto clusters = cluster(points, {0, 1, 2}, 19).clusters;
    REQUIRE(clusters.size() == 1);
    CHECK(clusters[0].count == 3);
}

TEST_CASE("map points: zooming in never joins more") {
    const auto points = scattered(2000);
    std::size_t before = 0;
    for (int zoom = 3; zoom <= 19; zoom += 2) {
        const std::size_t count = cluster(points, all_of(points), zoom).clusters.size();
        CHECK(count >= before);
        before = count;
    }
}

TEST_CASE("map points: filters") {
    MapPoint visit = point(MapLayer::visit, {29, 113});
    visit.state = "ongoing";
    visit.division = "430602";
    visit.day = "2024-03-22";
    MapPoint finding = visit;
    finding.layer = MapLayer::finding;
    finding.state = "serious";
    MapPoint site = visit;
    site.layer = MapLayer::site;
    site.day.clear();
    const auto shown = [&](const MapFilter& filter) {
        return std::array{passes(site, filter), passes(visit, filter), passes(finding, filter)};
    };
    using Three = std::array<bool, 3>;
    CHECK(shown({}) == Three{true, true, true});
    MapFilter filter;
    filter.division = "430603";
    CHECK(shown(filter) == Three{false, false, false});
    filter = {};
    filter.visit_state = "planned";
    CHECK(shown(filter) == Three{true, false, true});
    filter = {};
    filter.severity = "serious";
    CHECK(shown(filter) == Three{true, true, true});
    filter.severity = "minor";
    CHECK(shown(filter) == Three{true, true, false});
    filter = {};
    filter.only_mine = true;
    CHECK(shown(filter) == Three{true, false, false});
    filter = {};
    filter.only_contested = true;
    CHECK(shown(filter) == Three{false, false, false});
    filter = {};
    filter.from = "2024-03-22";
    filter.to = "2024-03-22";
    CHECK(shown(filter) == Three{true, true, true});
    filter.from = "2024-03-23";
    filter.to.clear();
    CHECK(shown(filter) == Three{true, false, false});
    filter.from.clear();
    filter.to = "2024-03-21";
    CHECK(shown(filter) == Three{true, false, false});
}

TEST_CASE("map points: a division's name stands at the mean of its sites, and nowhere without any") {
    std::vector<MapPoint> points{point(MapLayer::site, {29, 113}), point(MapLayer::site, {30, 114}),
                                 point(MapLayer::visit, {50, 90}), point(MapLayer::site, {10, 10})};
    points[0].division = points[1].division = points[2].division = "430602";
    const auto marks = division_marks(points);
    REQUIRE(marks.size() == 1);
    CHECK(marks[0].code == "430602");
    CHECK(marks[0].sites == 2);
    CHECK(marks[0].middle.lat == doctest::Approx(29.5));
    CHECK(marks[0].middle.lon == doctest::Approx(113.5));
}
