#include "app/evidence/thumbnail.hpp"

#include "app/evidence/drawn_photo.hpp"
#include "app/evidence/image_kind.hpp"
#include "tests/app/evidence/exif_bytes.hpp"
#include "tests/app/evidence/real_photos.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>

using namespace takan;
using namespace takan::app;

namespace {

using Rgb = std::array<int, 3>;
constexpr Rgb red{220, 30, 30}, green{30, 180, 40}, blue{30, 40, 220}, white{240, 240, 240};

// Four fields of colour: upper left, upper right, lower left, lower right.
Pixels four_fields(int width, int height, const std::array<Rgb, 4>& fields) {
    Pixels pixels{width, height, {}};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto& colour = fields[static_cast<std::size_t>((y >= height / 2 ? 2 : 0) + (x >= width / 2 ? 1 : 0))];
            for (const int part : colour)
                pixels.rgba.push_back(static_cast<std::uint8_t>(part));
            pixels.rgba.push_back(255);
        }
    }
    return pixels;
}

bool looks_like(const Pixels& pixels, double x, double y, const Rgb& colour) {
    const auto at = (static_cast<std::size_t>(y * pixels.height) * static_cast<std::size_t>(pixels.width) +
                     static_cast<std::size_t>(x * pixels.width)) *
                    4;
    for (std::size_t c = 0; c < 3; ++c) {
        if (std::abs(pixels.rgba[at + c] - colour[c]) > 40) return false;
    }
    return true;
}

bool has_fields(const Pixels& pixels, const std::array<Rgb, 4>& fields) {
    return looks_like(pixels, 0.25, 0.25, fields[0]) && looks_like(pixels, 0.75, 0.25, fields[1]) &&
           looks_like(pixels, 0.25, 0.75, fields[2]) && looks_like(pixels, 0.75, 0.75, fields[3]);
}

double difference(const Pixels& a, const Pixels& b) {
    REQUIRE(a.width == b.width);
    REQUIRE(a.height == b.height);
    double sum = 0;
    for (std::size_t i = 0; i < a.rgba.size(); ++i)
        sum += std::abs(a.rgba[i] - b.rgba[i]);
    return sum / static_cast<double>(a.rgba.size());
}

} // namespace

TEST_CASE("decode: every EXIF orientation comes out upright") {
    // How a scene of red, green over blue, white is stored by a camera held in each of the eight ways.
    const std::array<std::array<Rgb, 4>, 8> stored{{{red, green, blue, white},
                                                    {green, red, white, blue},
                                                    {white, blue, green, red},
                                                    {blue, white, red, green},
                                                    {red, blue, green, white},
                                                    {green, white, red, blue},
                                                    {white, green, blue, red},
                                                    {blue, red, white, green}}};
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const bool on_its_side = orientation >= 5;
        const auto plain = encode_jpeg(four_fields(on_its_side ? 60 : 80, on_its_side ? 80 : 60,
                                                   stored[static_cast<std::size_t>(orientation - 1)]),
                                       95);
        REQUIRE(plain);
        PhotoFacts facts;
        facts.orientation = orientation;
        const auto jpeg = with_exif(*plain, facts);
        REQUIRE(jpeg);
        const auto pixels = decode(*jpeg, 500);
        REQUIRE(pixels);
        CHECK(pixels->width == 80);
        CHECK(pixels->height == 60);
        CHECK(has_fields(*pixels, {red, green, blue, white}));
    }
}

TEST_CASE("decode: a large photo is made as small as asked for, keeping its shape") {
    const auto jpeg = encode_jpeg(four_fields(1999, 1501, {red, green, blue, white}), 80);
    REQUIRE(jpeg);
    for (const int side : {1, 7, 100, 500, 1000, 1500, 3000}) {
        CAPTURE(side);
        const auto pixels = decode(*jpeg, side);
        REQUIRE(pixels);
        CHECK(pixels->width == std::min(side, 1999));
        CHECK(std::abs(pixels->height - pixels->width * 1501 / 1999) <= 1);
        if (side > 50) CHECK(has_fields(*pixels, {red, green, blue, white}));
    }
}

TEST_CASE("decode: what is no picture, cut off or too large is an error or a part, never harm") {
    const auto jpeg = encode_jpeg(four_fields(640, 480, {red, green, blue, white}), 80);
    REQUIRE(jpeg);
    CHECK(decode("", 500).error().kind == sync::ErrorKind::invalid);
    CHECK(decode("%PDF-1.7", 500).error().kind == sync::ErrorKind::invalid);
    CHECK(decode(std::string("\x89PNG\r\n\x1a\n") + "....", 500).error().text_key == "photo.remark.picture_broken");
    CHECK(decode("RIFF....WEBPVP8 ", 500).error().text_key == "photo.remark.no_preview");
    CHECK(decode("\xFF\xD8\xFF\xE0garbage", 500).error().kind == sync::ErrorKind::corrupt);
    const auto half = decode(std::string_view(*jpeg).substr(0, jpeg->size() / 2), 500);
    REQUIRE(half);
    CHECK(looks_like(*half, 0.25, 0.1, red));
    for (std::size_t size = 0; size < 700; size += 13)
        (void)decode(std::string_view(*jpeg).substr(0, size), 500);
    const std::string heic("\0\0\0\x18"
                           "ftypheic\0\0\0\0mif1heic\0\0\0\x20meta",
                           32);
    CHECK(decode(heic, 500).error().kind == sync::ErrorKind::corrupt);
}

TEST_CASE("decode: a bomb of pixels is refused by its header") {
    // 60000 x 60000 pixels claimed by a real JPEG: the frame header is patched.
    auto jpeg = encode_jpeg(four_fields(64, 64, {red, green, blue, white}), 80);
    REQUIRE(jpeg);
    const auto frame = jpeg->find("\xFF\xC0");
    REQUIRE(frame != std::string::npos);
    for (const std::size_t at : {5u, 7u}) {
        (*jpeg)[frame + at] = static_cast<char>(0xEA);
        (*jpeg)[frame + at + 1] = static_cast<char>(0x60);
    }
    CHECK(pixel_size(*jpeg) == PixelSize{60000, 60000});
    const auto pixels = decode(*jpeg, 500);
    REQUIRE(!pixels);
    CHECK(pixels.error().text_key == "photo.remark.picture_too_large");
    CHECK(check_pixel_count({10000, 10000}));
    CHECK(!check_pixel_count({10001, 10000}));
    CHECK(!check_pixel_count({0, 10}));
    CHECK(!check_pixel_count({50000, 2}));
}

TEST_CASE("shrunk: averages over areas") {
    Pixels board{4, 2, {}};
    for (const int shade : {0, 255, 0, 255, 255, 0, 255, 0}) {
        for (int c = 0; c < 3; ++c)
            board.rgba.push_back(static_cast<std::uint8_t>(shade));
        board.rgba.push_back(255);
    }
    const auto small = shrunk(board, 2);
    CHECK(small == Pixels{2, 1, {128, 128, 128, 255, 128, 128, 128, 255}});
    CHECK(shrunk(board, 4) == board);
}

TEST_CASE("encode: refuses nothing at all") {
    CHECK(encode_jpeg({}, 80).error().kind == sync::ErrorKind::invalid);
}

TEST_CASE("decode: real photos of every orientation show the same scene") {
    const auto folder = test::real_photos();
    if (!folder) return;
    for (const std::string shape : {"landscape", "portrait"}) {
        const auto upright = decode(test::bytes_of(*folder / (shape + "_1.jpg")), 100);
        REQUIRE(upright);
        for (const int orientation : {3, 6, 8}) {
            CAPTURE(shape);
            CAPTURE(orientation);
            const auto pixels =
                decode(test::bytes_of(*folder / (shape + "_" + std::to_string(orientation) + ".jpg")), 100);
            REQUIRE(pixels);
            // The scene is the same but for a large figure in it that says the orientation.
            CHECK(difference(*upright, *pixels) < 20);
        }
    }
}

TEST_CASE("decode: real photos of cameras and telephones") {
    const auto folder = test::real_photos();
    if (!folder) return;
    struct Row {
        const char* file;
        int width, height;
    };
    for (const auto& row :
         {Row{"HMD_Nokia_8.3_5G.jpg", 500, 214}, Row{"iphone_hdr_YES.jpg", 500, 375}, Row{"jolla.jpg", 500, 375},
          Row{"iphone_13_pro_max.HEIC", 375, 500}, Row{"image01551.jpg", 61, 58}}) {
        CAPTURE(row.file);
        const auto pixels = decode(test::bytes_of(*folder / row.file), 500);
        REQUIRE(pixels);
        CHECK(pixels->width == row.width);
        CHECK(pixels->height == row.height);
    }
}
