#include "app/domain/coordinates.hpp"

#include "tests/app/domain/made_record.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace takan;
using app::CoordinateSystem;
using app::Position;

namespace {

void check_near(Position got, Position wanted, double degrees) {
    CAPTURE(got.lat);
    CAPTURE(got.lon);
    CHECK(std::abs(got.lat - wanted.lat) < degrees);
    CHECK(std::abs(got.lon - wanted.lon) < degrees);
}

} // namespace

TEST_CASE("coordinates: published positions become those of Chinese maps") {
    const Position beijing{39.915, 116.404};
    check_near(app::from_wgs84(beijing, CoordinateSystem::gcj02), {39.91640428150164, 116.41024449916938}, 1e-12);
    check_near(app::from_wgs84(beijing, CoordinateSystem::bd09), {39.922699552216216, 116.41662724378733}, 1e-12);
    const Position yueyang{29.3571, 113.1289};
    const Position on_amap = app::from_wgs84(yueyang, CoordinateSystem::gcj02);
    check_near(on_amap, {29.3545446, 113.1348642}, 6e-8);
    CHECK(app::metres_between(yueyang, {yueyang.lat, on_amap.lon}) == doctest::Approx(578).epsilon(0.01));
    CHECK(app::metres_between(yueyang, {on_amap.lat, yueyang.lon}) == doctest::Approx(284).epsilon(0.01));
}

TEST_CASE("coordinates: from WGS-84 and back loses nothing, anywhere in China") {
    std::mt19937 random(20240322);
    std::uniform_real_distribution<double> lat(18, 53), lon(74, 134);
    for (int i = 0; i < 2000; ++i) {
        const Position position{lat(random), lon(random)};
        for (const auto system : {CoordinateSystem::gcj02, CoordinateSystem::bd09})
            check_near(app::to_wgs84(app::from_wgs84(position, system), system), position, 1e-9);
    }
}

TEST_CASE("coordinates: outside of China nothing is shifted, and WGS-84 stays as it is") {
    for (const Position position : {Position{48.8584, 2.2945}, Position{-33.8568, 151.2153}, Position{0, 0}})
        for (const auto system : {CoordinateSystem::gcj02, CoordinateSystem::bd09}) {
            CHECK(app::from_wgs84(position, system) == position);
            CHECK(app::to_wgs84(position, system) == position);
        }
    CHECK(app::to_wgs84({29.3571, 113.1289}, CoordinateSystem::wgs84) == Position{29.3571, 113.1289});
}

TEST_CASE("coordinates: distances and bearings") {
    const double quarter = 6'371'008.8 * std::acos(-1.0) / 2;
    CHECK(app::metres_between({0, 0}, {90, 0}) == doctest::Approx(quarter));
    CHECK(app::metres_between({0, 0}, {0, 180}) == doctest::Approx(2 * quarter));
    CHECK(app::metres_between({29, 113}, {29, 113}) == 0);
    CHECK(app::bearing({0, 0}, {1, 0}) == doctest::Approx(0));
    CHECK(app::bearing({0, 0}, {0, 1}) == doctest::Approx(90));
    CHECK(app::bearing({0, 0}, {-1, 0}) == doctest::Approx(180));
    CHECK(app::bearing({0, 0}, {0, -1}) == doctest::Approx(270));
}

TEST_CASE("coordinates: seven decimals are written, and read back the same") {
    CHECK(app::degrees_text(29.3571) == "29.3571000");
    CHECK(app::degrees_text(-0.00000004) == "0.0000000");
    CHECK(app::degrees_text(-113.12345678) == "-113.1234568");
    CHECK(app::read_degrees("29.3571000") == 29.3571);
    CHECK_FALSE(app::read_degrees("29,3571"));
    CHECK_FALSE(app::read_degrees(""));
    CHECK_FALSE(app::read_degrees("29.35710001"));
}

TEST_CASE("coordinates: a record has a position when both halves are possible") {
    const auto record = [](const char* lat, const char* lon) {
        return app::made("site", {{"lat", sync::Value(lat)}, {"lon", sync::Value(lon)}});
    };
    CHECK(app::position_of(record("29.3571", "113.1289")) == Position{29.3571, 113.1289});
    CHECK_FALSE(app::position_of(record("29.3571", "")));
    CHECK_FALSE(app::position_of(record("91", "113.1289")));
    CHECK_FALSE(app::position_of(record("29.3571", "181")));
    CHECK_FALSE(app::position_of(sync::Record{}));
}
