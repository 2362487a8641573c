#include "app/domain/mercator.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace takan::app;

namespace {

MapView view_of(double zoom) {
    MapView view;
    view.centre = world_of({29.3571, 113.1289});
    view.zoom = zoom;
    view.width = 1000;
    view.height = 700;
    return view;
}

} // namespace

TEST_CASE("mercator: the world's corners and its middle") {
    CHECK(world_of({0, 0}).x == doctest::Approx(0.5));
    CHECK(world_of({0, 0}).y == doctest::Approx(0.5));
    CHECK(world_of({greatest_mercator_lat, -180}).x == doctest::Approx(0));
    CHECK(std::abs(world_of({greatest_mercator_lat, -180}).y) < 1e-9);
    CHECK(world_of({-90, 180}).y == doctest::Approx(1));
    for (const Position position : {Position{29.3571, 113.1289}, Position{-33.8, 151.2}, Position{84, -179}}) {
        const Position back = position_at(world_of(position));
        CHECK(back.lat == doctest::Approx(position.lat).epsilon(1e-12));
        CHECK(back.lon == doctest::Approx(position.lon).epsilon(1e-12));
    }
}

TEST_CASE("mercator: a known place lies in its known tile") {
    // Column and row of OpenStreetMap's formula for Yueyang at zoom 10.
    const MapView view = [] {
        MapView small = view_of(10);
        small.width = small.height = 0.5;
        return small;
    }();
    const TileRange range = tiles_in(view, 10);
    CHECK(range.first_x == 833);
    CHECK(range.last_x == 833);
    CHECK(range.first_y == 424);
    CHECK(range.last_y == 424);
    CHECK(parent_of({10, 833, 424}) == TilePlace{9, 416, 212});
    CHECK(is_tile({10, 1023, 0}));
    CHECK_FALSE(is_tile({10, 1024, 0}));
    CHECK_FALSE(is_tile({10, 0, -1}));
    CHECK_FALSE(is_tile({31, 0, 0}));
}

TEST_CASE("mercator: what is under the pointer stays there while zooming") {
    MapView view = view_of(9);
    const ViewPoint pointer{830, 120};
    const WorldPoint under = view.world_at(pointer);
    for (const double zoom : {9.5, 12.0, 16.25, 8.0}) {
        zoom_about(view, zoom, pointer);
        const ViewPoint now = view.screen_of(under);
        CHECK(now.x == doctest::Approx(pointer.x));
        CHECK(now.y == doctest::Approx(pointer.y));
    }
    zoom_about(view, 99, pointer);
    CHECK(view.zoom == greatest_zoom);
    zoom_about(view, -3, pointer);
    CHECK(view.zoom == least_zoom);
}

TEST_CASE("mercator: moving there and back ends where it began") {
    MapView view = view_of(13);
    const MapView before = view;
    pan(view, 137, -59);
    CHECK(view.screen_of(before.centre).x == doctest::Approx(637));
    CHECK(view.screen_of(before.centre).y == doctest::Approx(291));
    pan(view, -137, 59);
    CHECK(view.centre.x == doctest::Approx(before.centre.x));
    CHECK(view.centre.y == doctest::Approx(before.centre.y));
}

TEST_CASE("mercator: a random walk never leaves the world") {
    MapView view = view_of(5);
    std::mt19937 random(3);
    for (int i = 0; i < 20'000; ++i) {
        const double a = static_cast<double>(random() % 2000);
        const double b = static_cast<double>(random() % 2000);
        if (random() % 2 == 0)
            pan(view, (a - 1000) * 50, (b - 1000) * 50);
        else
            zoom_about(view, view.zoom + (a - 1000) / 300, {a, b});
        REQUIRE(view.centre.x >= 0);
        REQUIRE(view.centre.x <= 1);
        REQUIRE(view.centre.y >= 0);
        REQUIRE(view.centre.y <= 1);
        REQUIRE(view.zoom >= least_zoom);
        REQUIRE(view.zoom <= greatest_zoom);
        const TileRange range = tiles_in(view, static_cast<int>(view.zoom));
        REQUIRE(range.last_x - range.first_x <= 8);
        REQUIRE(range.last_y - range.first_y <= 6);
    }
}

TEST_CASE("mercator: fitting shows all of a rectangle, and a single place not nearer than allowed") {
    MapView view = view_of(3);
    const WorldPoint from = world_of({29.6, 112.6});
    const WorldPoint to = world_of({28.6, 113.6});
    fit(view, from, to, 50, 15);
    CHECK(view.screen_of(from).x >= 49);
    CHECK(view.screen_of(from).y >= 49);
    CHECK(view.screen_of(to).x <= 951);
    CHECK(view.screen_of(to).y <= 651);
    CHECK((view.screen_of(from).x < 60 || view.screen_of(from).y < 60));
    fit(view, from, from, 50, 15);
    CHECK(view.zoom == 15);
    CHECK(view.centre == from);
}

TEST_CASE("mercator: metres for a pixel shrink with the zoom, the latitude and the screen's scale") {
    MapView view = view_of(10);
    // 156543.03 m at zoom 0 on the equator, halved with each zoom.
    CHECK(view.metres_per_pixel() == doctest::Approx(156543.03 / 1024 * std::cos(29.3571 * std::acos(-1) / 180)));
    view.pixel = 2;
    CHECK(view.metres_per_pixel() == doctest::Approx(156543.03 / 2048 * std::cos(29.3571 * std::acos(-1) / 180)));
}
