#include "app/evidence/drawn_photo.hpp"

#include "app/evidence/exif.hpp"
#include "app/evidence/image_kind.hpp"
#include "app/evidence/thumbnail.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using namespace takan;
using namespace takan::app;

namespace {

// Mean and spread of the brightness: a flat, black or white picture has no spread.
std::pair<double, double> brightness(const Pixels& pixels) {
    double sum = 0, squares = 0;
    const auto count = static_cast<double>(pixels.rgba.size() / 4);
    for (std::size_t i = 0; i < pixels.rgba.size(); i += 4) {
        const double value = (pixels.rgba[i] + pixels.rgba[i + 1] + pixels.rgba[i + 2]) / 3.0;
        sum += value;
        squares += value * value;
    }
    const double mean = sum / count;
    return {mean, std::sqrt(squares / count - mean * mean)};
}

} // namespace

TEST_CASE("drawn photos: every scene is a picture, each seed another one, the same seed the same one") {
    std::set<std::vector<std::uint8_t>> seen;
    for (const auto scene : all_scenes) {
        CAPTURE(static_cast<int>(scene));
        for (const std::uint32_t seed : {1u, 2u, 4000000000u}) {
            const auto pixels = draw_scene(scene, seed, 160, 120);
            CHECK(pixels.width == 160);
            CHECK(pixels.height == 120);
            CHECK(seen.insert(pixels.rgba).second);
            const auto [mean, spread] = brightness(pixels);
            CHECK(mean > 50);
            CHECK(mean < 215);
            CHECK(spread > 12);
        }
        CHECK(draw_scene(scene, 1, 160, 120) == draw_scene(scene, 1, 160, 120));
    }
}

TEST_CASE("drawn photos: are JPEGs with the camera data they were given") {
    PhotoFacts facts;
    facts.time = "2024-03-22T09:41:30";
    facts.lat = 29.4411234;
    facts.lon = 113.1022;
    const auto jpeg = draw_photo(Scene::outfall, 7, facts);
    REQUIRE(jpeg);
    CHECK(image_kind(*jpeg) == ImageKind::jpeg);
    CHECK(pixel_size(*jpeg) == PixelSize{1600, 1200});
    const auto exif = read_exif(*jpeg);
    REQUIRE(exif);
    CHECK(exif->remarks.empty());
    CHECK(exif->original == "2024-03-22T09:41:30");
    CHECK(exif->lat == "29.4411234");
    CHECK(exif->lon == "113.1022000");
    CHECK(exif->width == 1600);
    CHECK(sync::to_text(*taken_at(*exif)) == "2024-03-22T01:41:30.000Z");
    const auto thumbnail = decode(*jpeg, 500);
    REQUIRE(thumbnail);
    CHECK(thumbnail->width == 500);
    CHECK(thumbnail->height == 375);
}

TEST_CASE("drawn photos: facts that are none are refused") {
    PhotoFacts facts;
    facts.time = "never";
    CHECK(draw_photo(Scene::monitor, 1, facts).error().kind == ErrorKind::invalid);
}
