#include "app/shell/geometry.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace takan::app;

TEST_CASE("geometry: what is written is read again, and what is damaged is none") {
    const Geometry geometry{{-20, 40, 1366, 768}, true};
    CHECK(read_geometry(write_geometry(geometry)) == geometry);
    for (const char* damaged :
         {"", "1 2 3 4", "1 2 3 4 0 5", "1 2 x 4 0", "1 2 0 4 0", "1 2 99999999999 4 0", "1  2 3 4"})
        CHECK_MESSAGE(!read_geometry(damaged), damaged);
}

TEST_CASE("geometry: a window never opens off the screens, nor larger than its screen") {
    const std::array screens{ScreenArea{0, 0, 1366, 738}, ScreenArea{1366, 0, 1920, 1080}};
    struct Case {
        const char* name;
        ScreenArea wanted;
        ScreenArea given;
    };
    const Case cases[] = {
        {"it fits", {1400, 20, 1400, 900}, {1400, 20, 1400, 900}},
        {"most of it is on the second screen", {1300, 20, 1400, 900}, {1366, 20, 1400, 900}},
        {"the screen is gone", {5000, 3000, 1000, 700}, {366, 38, 1000, 700}},
        {"far to the left", {-4000, -900, 1000, 700}, {0, 0, 1000, 700}},
        {"larger than the screen", {-10, -10, 1500, 900}, {0, 0, 1366, 738}},
        {"too small", {10, 10, 5, 5}, {10, 10, 960, 600}},
    };
    for (const Case& one : cases) {
        CAPTURE(one.name);
        CHECK(fitted(one.wanted, screens) == one.given);
    }
    CHECK(fitted({7, 8, 1000, 700}, {}) == ScreenArea{7, 8, 1000, 700});
}
