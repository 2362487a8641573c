#include "app/evidence/annotated_copy.hpp"

#include "app/evidence/drawn_photo.hpp"
#include "app/evidence/exif.hpp"
#include "app/evidence/exif_writer.hpp"
#include "app/evidence/image_kind.hpp"
#include "app/evidence/thumbnail.hpp"
#include "sync/base/sha256.hpp"
#include "tests/app/evidence/real_photos.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <set>

using namespace takan;
using namespace takan::app;

namespace {

TextRaster& words() {
    static auto raster = [] {
        auto font = find_chinese_font();
        REQUIRE(font);
        auto opened = TextRaster::open(*font);
        REQUIRE(opened);
        return std::move(*opened);
    }();
    return raster;
}

Pixels plain(int width, int height, std::uint8_t grey) {
    return {width, height,
            std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4, grey)};
}

// Noise in which every pixel differs from its neighbours, and whose mean is far from the border of two colour steps.
Pixels noise(int width, int height, unsigned seed) {
    Pixels pixels = plain(width, height, 255);
    std::mt19937 random(seed);
    for (std::size_t i = 0; i < pixels.rgba.size(); ++i)
        if (i % 4 != 3) pixels.rgba[i] = static_cast<std::uint8_t>(random() % 220);
    return pixels;
}

std::array<int, 3> at(const Pixels& pixels, double x, double y) {
    const auto place = (static_cast<std::size_t>(y * pixels.height) * static_cast<std::size_t>(pixels.width) +
                        static_cast<std::size_t>(x * pixels.width)) *
                       4;
    return {pixels.rgba[place], pixels.rgba[place + 1], pixels.rgba[place + 2]};
}

bool is_red(const std::array<int, 3>& color) {
    return color[0] > 180 && color[1] < 90 && color[2] < 90;
}

constexpr double picture_part = 0.93; // what lies above the foot of a copy, at least

} // namespace

TEST_CASE("annotated copy: the original's bytes are read, not changed, and the copy is another file") {
    const auto jpeg = encode_jpeg(draw_scene(Scene::outfall, 3, 640, 480), 90);
    REQUIRE(jpeg);
    const std::string original = *jpeg;
    const std::string before = sync::sha256_hex(original);
    const auto copy =
        annotated_copy(original, std::vector{PhotoMark{MarkKind::box, MarkColor::red, {0.2f, 0.2f}, {0.6f, 0.6f}, {}}},
                       "标注副本", words());
    REQUIRE(copy);
    CHECK(sync::sha256_hex(original) == before);
    CHECK(sync::sha256_hex(*copy) != before);
    CHECK(image_kind(*copy) == ImageKind::jpeg);
}

TEST_CASE("annotated copy: a box and an arrow lie where they were drawn and nowhere else") {
    const auto jpeg = encode_jpeg(plain(1000, 800, 120), 95);
    REQUIRE(jpeg);
    const std::vector<PhotoMark> marks{{MarkKind::box, MarkColor::red, {0.2f, 0.25f}, {0.4f, 0.5f}, {}},
                                       {MarkKind::arrow, MarkColor::red, {0.6f, 0.8f}, {0.8f, 0.6f}, {}}};
    const auto copy = annotated_copy(*jpeg, marks, "标注副本", words());
    REQUIRE(copy);
    auto pixels = decode(*copy, 30'000);
    REQUIRE(pixels);
    CHECK(pixels->width == 1000);
    REQUIRE(pixels->height > 800);
    const double down = 800.0 / pixels->height; // the foot is below the picture
    for (const auto& [x, y] : {std::pair{0.2, 0.3}, {0.3, 0.25}, {0.4, 0.4}, {0.3, 0.5}, {0.7, 0.7}}) {
        CAPTURE(x);
        CHECK(is_red(at(*pixels, x, y * down)));
    }
    for (const auto& [x, y] : {std::pair{0.3, 0.4}, {0.1, 0.1}, {0.9, 0.9}, {0.5, 0.5}, {0.65, 0.9}}) {
        CAPTURE(x);
        CHECK(std::abs(at(*pixels, x, y * down)[0] - 120) < 12);
    }
}

TEST_CASE("annotated copy: words stand on a plate, are drawn in Chinese and are moved back into the picture") {
    const auto jpeg = encode_jpeg(plain(1000, 800, 120), 95);
    REQUIRE(jpeg);
    const auto copy = annotated_copy(
        *jpeg, std::vector{PhotoMark{MarkKind::text, MarkColor::red, {0.97f, 0.1f}, {0.97f, 0.1f}, "防渗层开裂"}}, "",
        words());
    REQUIRE(copy);
    const auto pixels = decode(*copy, 30'000);
    REQUIRE(pixels);
    int red = 0, white = 0;
    for (int x = 600; x < 1000; ++x)
        for (int y = 60; y < 160; ++y) {
            const auto color = at(*pixels, (x + 0.5) / pixels->width, (y + 0.5) / pixels->height);
            red += is_red(color);
            white += color[0] > 200 && color[1] > 180 && color[2] > 180;
        }
    CHECK(red > 2000);
    CHECK(white > 400);
    CHECK(words().width("防渗层开裂", 32) == doctest::Approx(160).epsilon(0.02));
}

TEST_CASE("annotated copy: what is blurred cannot be computed back") {
    // Pictures of which no pixel is alike give the same tiles.
    Pixels picture = noise(700, 500, 7);
    const Pixels original = picture;
    blur(picture, {0.2f, 0.2f}, {0.5f, 0.6f});
    std::set<std::array<int, 3>> colors;
    for (int y = 101; y < 299; ++y)
        for (int x = 141; x < 349; ++x)
            colors.insert(at(picture, (x + 0.5) / 700, (y + 0.5) / 500));
    CHECK(colors.size() <= 49); // seven tiles by seven at most for 210 x 200 pixels
    CHECK(at(picture, 0.1, 0.1) == at(original, 0.1, 0.1));
    CHECK(at(picture, 0.9, 0.9) == at(original, 0.9, 0.9));
    Pixels other = noise(700, 500, 8);
    blur(other, {0.2f, 0.2f}, {0.5f, 0.6f});
    CHECK(at(other, 0.3, 0.3) == at(picture, 0.3, 0.3));
    CHECK(at(other, 0.45, 0.55) == at(picture, 0.45, 0.55));
}

TEST_CASE(
    "annotated copy: a blurred part stays blurred whatever is drawn first, in any direction and beyond the edge") {
    const Pixels original = noise(300, 200, 3);
    const PhotoMark veil{MarkKind::blur, MarkColor::red, {1.4f, 1.3f}, {0.5f, 0.5f}, {}};
    const PhotoMark box{MarkKind::box, MarkColor::red, {0.6f, 0.6f}, {0.9f, 0.9f}, {}};
    for (const auto& marks : {std::vector{box, veil}, std::vector{veil, box}}) {
        Pixels pixels = original;
        draw_marks(pixels, marks, words());
        CHECK(is_red(at(pixels, 0.6, 0.75)));
        CHECK(at(pixels, 0.99, 0.99) != at(original, 0.99, 0.99));
        CHECK(at(pixels, 0.2, 0.2) == at(original, 0.2, 0.2));
    }
}

TEST_CASE("annotated copy: no camera data and no built-in preview of the original go over") {
    const auto jpeg = encode_jpeg(draw_scene(Scene::chimney, 1, 400, 300), 90);
    REQUIRE(jpeg);
    PhotoFacts facts;
    facts.lat = 29.35;
    facts.lon = 113.1;
    const auto original = with_exif(*jpeg, facts);
    REQUIRE(original);
    REQUIRE(read_exif(*original));
    const auto copy = annotated_copy(
        *original, std::vector{PhotoMark{MarkKind::blur, MarkColor::red, {0.1f, 0.1f}, {0.4f, 0.4f}, {}}}, "", words());
    REQUIRE(copy);
    CHECK_FALSE(read_exif(*copy));
    CHECK(copy->find("HUAWEI") == std::string::npos);
    CHECK(copy->find("Exif") == std::string::npos);
}

TEST_CASE("annotated copy: marks lie on the upright picture, however the camera was held") {
    for (const int orientation : {1, 3, 6, 8}) {
        CAPTURE(orientation);
        const auto jpeg = encode_jpeg(plain(600, 400, 120), 95);
        REQUIRE(jpeg);
        PhotoFacts facts;
        facts.orientation = orientation;
        const auto original = with_exif(*jpeg, facts);
        REQUIRE(original);
        const auto copy = annotated_copy(
            *original, std::vector{PhotoMark{MarkKind::box, MarkColor::red, {0.1f, 0.1f}, {0.3f, 0.2f}, {}}}, "",
            words());
        REQUIRE(copy);
        const auto pixels = decode(*copy, 30'000);
        REQUIRE(pixels);
        const bool upright = orientation >= 5;
        CHECK(pixels->width == (upright ? 400 : 600));
        const double down = static_cast<double>(upright ? 600 : 400) / pixels->height;
        CHECK(down > 0.9);
        CHECK(is_red(at(*pixels, 0.1, 0.15 * down)));
        CHECK(is_red(at(*pixels, 0.2, 0.2 * down)));
    }
}

TEST_CASE("annotated copy: real photos of every kind are copied, HEIC too, upright and in their full size") {
    const auto folder = test::real_photos();
    if (!folder) return;
    struct Row {
        const char* name;
        bool portrait;
    };
    for (const auto& [name, portrait] :
         {Row{"DSCN0010.jpg", false}, Row{"portrait_6.jpg", true}, Row{"portrait_8.jpg", true},
          Row{"landscape_3.jpg", false}, Row{"iphone_13_pro_max.HEIC", true}}) {
        CAPTURE(name);
        const std::string original = test::bytes_of(*folder / name);
        const auto upright = decode(original, 30'000);
        REQUIRE(upright);
        const auto copy = annotated_copy(
            original, std::vector{PhotoMark{MarkKind::box, MarkColor::red, {0.1f, 0.1f}, {0.5f, 0.5f}, {}}}, "标注副本",
            words());
        REQUIRE(copy);
        const auto pixels = decode(*copy, 30'000);
        REQUIRE(pixels);
        CHECK(pixels->width == upright->width);
        CHECK(upright->height >= pixels->height * picture_part);
        CHECK(pixels->height > upright->height);
        if (std::string(name) != "iphone_13_pro_max.HEIC") CHECK((upright->height > upright->width) == portrait);
        const double down = static_cast<double>(upright->height) / pixels->height;
        CHECK(is_red(at(*pixels, 0.1, 0.3 * down)));
    }
}
