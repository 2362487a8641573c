#include "app/evidence/image_kind.hpp"

#include "tests/app/evidence/exif_bytes.hpp"
#include "tests/app/evidence/real_photos.hpp"

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::app;
using namespace std::string_literals;

TEST_CASE("image kind: told by the first bytes") {
    struct Row {
        std::string bytes;
        ImageKind kind;
        const char* mime;
    };
    const Row rows[] = {
        {"\xFF\xD8\xFF\xE0", ImageKind::jpeg, "image/jpeg"},
        {"\0\0\0\x18"
         "ftypheic\0\0\0\0"s,
         ImageKind::heic, "image/heic"},
        {"\0\0\0\x18"
         "ftypmif1\0\0\0\0"s,
         ImageKind::heic, "image/heic"},
        {"\x89PNG\r\n\x1a\n", ImageKind::png, "image/png"},
        {"RIFF\x10\0\0\0WEBPVP8 "s, ImageKind::webp, "image/webp"},
        {"\0\0\0\x18"
         "ftypisom\0\0\0\0"s,
         ImageKind::video, "video/mp4"},
        {"\0\0\0\x14"
         "ftypqt  \0\0\0\0"s,
         ImageKind::video, "video/quicktime"},
        {"\0\0\0\x08wide\0\0\0\0mdat"s, ImageKind::video, "video/quicktime"},
        {"RIFF\x10\0\0\0WAVEfmt "s, ImageKind::unknown, "application/octet-stream"},
        {"%PDF-1.7", ImageKind::unknown, "application/octet-stream"},
        {"\xFF\xD8", ImageKind::unknown, "application/octet-stream"},
        {"", ImageKind::unknown, "application/octet-stream"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.bytes);
        CHECK(image_kind(row.bytes) == row.kind);
        CHECK(mime_of(row.bytes) == std::string(row.mime));
    }
}

TEST_CASE("pixel size: read from headers, nothing from broken ones") {
    const auto frame = "\x08\x04\xB0\x06\x40\x03"s; // 8 bits, 1200 lines of 1600
    CHECK(pixel_size(test::jpeg_of({{0xE0, "JFIF"}, {0xC0, frame}})) == PixelSize{1600, 1200});
    CHECK(pixel_size(test::jpeg_of({{0xC4, frame}, {0xC2, frame}})) == PixelSize{1600, 1200});
    CHECK(!pixel_size(test::jpeg_of({{0xC4, frame}})));
    CHECK(!pixel_size(test::jpeg_of({{0xC0, "\x08\0\0\0\0\x03"s}})));
    CHECK(pixel_size("\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\x06\x40\0\0\x04\xB0"s) == PixelSize{1600, 1200});
    CHECK(!pixel_size("\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\xFF\xFF\xFF\xFF\0\0\x04\xB0"s));
    CHECK(pixel_size("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x3F\x06\0\xAF\x04\0"s) == PixelSize{1600, 1200});
    CHECK(pixel_size("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2F\x3F\xC6\x2B\x01"s) == PixelSize{1600, 1200});
    CHECK(pixel_size("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9D\x01\x2A\x40\x06\xB0\x04"s) == PixelSize{1600, 1200});
    CHECK(!pixel_size("RIFF\0\0\0\0WEBPVP8 \0\0\0\0"s));
    CHECK(!pixel_size("\0\0\0\x18"
                      "ftypheic\0\0\0\0"s));
    CHECK(!pixel_size(""));
}

TEST_CASE("pixel size: of real photos, before turning") {
    const auto folder = test::real_photos();
    if (!folder) return;
    CHECK(pixel_size(test::bytes_of(*folder / "HMD_Nokia_8.3_5G.jpg")) == PixelSize{4608, 1976});
    CHECK(pixel_size(test::bytes_of(*folder / "landscape_6.jpg")) == PixelSize{450, 600});
    CHECK(pixel_size(test::bytes_of(*folder / "iphone_13_pro_max.HEIC")) == PixelSize{4032, 3024});
}
