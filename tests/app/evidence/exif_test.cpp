#include "app/evidence/exif.hpp"

#include "app/evidence/exif_time.hpp"
#include "app/evidence/exif_writer.hpp"
#include "tests/app/evidence/exif_bytes.hpp"
#include "tests/app/evidence/real_photos.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace takan;
using namespace takan::app;
using sync::ByteOrder;
using test::BlockMaker;

namespace {

bool has_remark(const Exif& exif, std::string_view key) {
    return std::any_of(exif.remarks.begin(), exif.remarks.end(),
                       [&](const Remark& remark) { return remark.text_key == key; });
}

std::string instant_text(const Exif& exif) {
    const auto taken = taken_at(exif);
    return taken ? sync::to_text(*taken) : "none";
}

// A block with a GPS directory of lat and lon whose six fractions are given.
std::string gps_block(ByteOrder order, const std::vector<std::uint32_t>& lat, const std::vector<std::uint32_t>& lon,
                      const char* ns = "N", const char* ew = "E") {
    BlockMaker block(order);
    const std::uint32_t gps = 8 + 2 + 12 + 4;
    const std::uint32_t values = gps + 2 + 4 * 12 + 4;
    block.u16(1).entry(0x8825, 4, 1, gps).u32(0);
    const auto reference = [](const char* letter) { return std::string(letter, 1) + std::string(3, '\0'); };
    block.u16(4);
    block.u16(1).u16(2).u32(2).raw(reference(ns));
    block.entry(2, 5, 3, values);
    block.u16(3).u16(2).u32(2).raw(reference(ew));
    block.entry(4, 5, 3, values + 24);
    block.u32(0);
    for (const auto number : lat)
        block.u32(number);
    for (const auto number : lon)
        block.u32(number);
    return block.bytes();
}

} // namespace

TEST_CASE("exif: both byte orders give the same") {
    for (const auto order : {ByteOrder::little, ByteOrder::big}) {
        BlockMaker block(order);
        block.u16(2).short_entry(0x0112, 6).entry(0x0132, 2, 20, 8 + 2 + 24 + 4).u32(0).raw("2024:03:22 16:12:04");
        const auto exif = read_exif_block(block.bytes() + '\0');
        REQUIRE(exif);
        CHECK(exif->orientation == 6);
        CHECK(exif->changed == "2024-03-22T16:12:04");
        CHECK(exif->remarks.empty());
    }
}

TEST_CASE("exif: positions are decimal text with seven decimals, and their letters give the sign") {
    struct Row {
        const char* name;
        std::vector<std::uint32_t> lat, lon;
        const char *ns, *ew, *expected_lat, *expected_lon;
    };
    const Row rows[] = {
        {"seconds", {29, 1, 21, 1, 2628, 100}, {113, 1, 7, 1, 4404, 100}, "N", "E", "29.3573000", "113.1289000"},
        {"minutes with decimals",
         {43, 1, 280468, 10000, 0, 1},
         {11, 1, 531076, 10000, 0, 1},
         "N",
         "E",
         "43.4674467",
         "11.8851267"},
        {"south and west", {33, 1, 52, 1, 10, 1}, {70, 1, 0, 1, 36, 10}, "S", "W", "-33.8694444", "-70.0010000"},
        {"just off the equator", {0, 1, 0, 1, 1, 1000}, {0, 1, 0, 1, 36, 1}, "S", "E", "-0.0000003", "0.0100000"},
        {"small letters", {1, 1, 0, 1, 0, 1}, {2, 1, 0, 1, 0, 1}, "s", "w", "-1.0000000", "-2.0000000"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        for (const auto order : {ByteOrder::little, ByteOrder::big}) {
            const auto exif = read_exif_block(gps_block(order, row.lat, row.lon, row.ns, row.ew));
            REQUIRE(exif);
            CHECK(exif->lat == row.expected_lat);
            CHECK(exif->lon == row.expected_lon);
            CHECK(exif->remarks.empty());
        }
    }
}

TEST_CASE("exif: what is no position is left out, and named") {
    struct Row {
        const char* name;
        std::vector<std::uint32_t> lat, lon;
        const char *ns, *ew, *remark;
    };
    const Row rows[] = {
        {"denominator zero",
         {29, 0, 21, 1, 26, 1},
         {113, 1, 7, 1, 44, 1},
         "N",
         "E",
         "photo.remark.position_unreadable"},
        {"seconds not a number",
         {29, 1, 21, 1, 0, 0},
         {113, 1, 7, 1, 44, 1},
         "N",
         "E",
         "photo.remark.position_unreadable"},
        {"beyond the pole", {91, 1, 0, 1, 0, 1}, {113, 1, 7, 1, 44, 1}, "N", "E", "photo.remark.position_unreadable"},
        {"beyond the date line",
         {29, 1, 0, 1, 0, 1},
         {181, 1, 0, 1, 0, 1},
         "N",
         "E",
         "photo.remark.position_unreadable"},
        {"eighty minutes", {29, 1, 80, 1, 0, 1}, {113, 1, 7, 1, 44, 1}, "N", "E", "photo.remark.position_unreadable"},
        {"unknown hemisphere",
         {29, 1, 21, 1, 26, 1},
         {113, 1, 7, 1, 44, 1},
         "?",
         "E",
         "photo.remark.position_unreadable"},
        {"no fix yet", {0, 1, 0, 1, 0, 1}, {0, 1, 0, 1, 0, 1}, "N", "E", "photo.remark.position_unset"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto exif = read_exif_block(gps_block(ByteOrder::big, row.lat, row.lon, row.ns, row.ew));
        REQUIRE(exif);
        CHECK(exif->lat == "");
        CHECK(exif->lon == "");
        CHECK(has_remark(*exif, row.remark));
    }
}

TEST_CASE("exif: hostile blocks give what can be read and a remark, or an error") {
    const auto little = [] { return BlockMaker(ByteOrder::little); };
    const auto model = "Model-X";
    struct Row {
        const char* name;
        std::string block;
        bool readable;
        const char* model;
        const char* remark;
    };
    const Row rows[] = {
        {"empty", "", false, "", ""},
        {"no byte order", "XX*\0\x08\0\0\0", false, "", ""},
        {"header only", "II*", false, "", ""},
        {"directory behind the end", little().u16(0).bytes().substr(0, 4) + std::string("\xFF\xFF\xFF\x7F", 4), false,
         "", ""},
        {"directory points to itself",
         little().u16(2).entry(0x0110, 2, 4, 0x00434241).entry(0x8769, 4, 1, 8).u32(8).bytes(), true, "ABC",
         "photo.remark.exif_odd"},
        {"two directories point to each other",
         little().u16(3).entry(0x0110, 2, 4, 0x00434241).entry(0x8769, 4, 1, 8).entry(0x8825, 4, 1, 8).u32(8).bytes(),
         true, "ABC", "photo.remark.exif_odd"},
        {"count overflows",
         little().u16(2).entry(0x0110, 2, 4, 0x00434241).entry(0x010F, 12, 0xFFFFFFFF, 8).u32(0).bytes(), true, "ABC",
         "photo.remark.exif_cut_off"},
        {"value behind the end",
         little().u16(2).entry(0x0110, 2, 4, 0x00434241).entry(0x010F, 2, 40, 0xFFFFFFF0).u32(0).bytes(), true, "ABC",
         "photo.remark.exif_cut_off"},
        {"text cut off", little().u16(1).entry(0x0110, 2, 400, 26).u32(0).raw(model).bytes(), true, model,
         "photo.remark.exif_cut_off"},
        {"more entries than bytes", little().u16(900).entry(0x0110, 2, 4, 0x00434241).bytes(), true, "ABC",
         "photo.remark.exif_cut_off"},
        {"sixty thousand entries", little().u16(60000).entry(0x0110, 2, 4, 0x00434241).bytes(), true, "ABC",
         "photo.remark.exif_odd"},
        {"unknown type", little().u16(2).entry(0x0110, 2, 4, 0x00434241).entry(0x010F, 99, 1, 0).u32(0).bytes(), true,
         "ABC", "photo.remark.exif_odd"},
        {"says little, is big",
         "II" + BlockMaker(ByteOrder::big).u16(1).entry(0x0110, 2, 4, 0x41424300).u32(0).bytes().substr(2), true, "ABC",
         "photo.remark.exif_odd"},
        {"orientation nine", little().u16(2).entry(0x0110, 2, 4, 0x00434241).short_entry(0x0112, 9).u32(0).bytes(),
         true, "ABC", "photo.remark.exif_odd"},
        {"exif pointer into nowhere",
         little().u16(2).entry(0x0110, 2, 4, 0x00434241).entry(0x8769, 4, 1, 0x7FFFFFFF).u32(0).bytes(), true, "ABC",
         "photo.remark.exif_cut_off"},
        {"text of control characters", little().u16(1).entry(0x0110, 2, 4, 0x01020304).u32(0).bytes(), true, "", ""},
        {"text that is no UTF-8", little().u16(1).entry(0x0110, 2, 4, 0x4200FF41 & 0xFFFFFF).u32(0).bytes(), true, "A",
         ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto exif = read_exif_block(row.block);
        CHECK(static_cast<bool>(exif) == row.readable);
        if (!exif) continue;
        CHECK(exif->model == row.model);
        if (*row.remark) CHECK(has_remark(*exif, row.remark));
    }
}

TEST_CASE("exif: a block cut off anywhere, or with any byte changed, never harms") {
    PhotoFacts facts;
    facts.lat = 29.3573;
    facts.lon = 113.1289;
    facts.altitude = 36.5;
    const auto block = write_exif_block(facts);
    REQUIRE(block);
    for (std::size_t size = 0; size < block->size(); ++size)
        (void)read_exif_block(std::string_view(*block).substr(0, size));
    for (std::size_t at = 0; at < block->size(); ++at) {
        for (const int value : {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
            std::string changed = *block;
            changed[at] = static_cast<char>(value);
            const auto exif = read_exif_block(changed);
            if (exif) CHECK((exif->orientation >= 1 && exif->orientation <= 8));
        }
    }
}

TEST_CASE("exif: is found in a later segment, and behind one that cannot be read") {
    PhotoFacts facts;
    facts.model = "Second";
    const auto block = write_exif_block(facts);
    REQUIRE(block);
    const auto jpeg = test::jpeg_of({{0xE0, "JFIF"},
                                     {0xE1, "http://ns.adobe.com/xap/1.0/"},
                                     {0xE1, test::exif_payload("garbage")},
                                     {0xFE, "comment"},
                                     {0xE1, test::exif_payload(*block)}});
    const auto exif = read_exif(jpeg);
    REQUIRE(exif);
    CHECK(exif->model == "Second");
}

TEST_CASE("exif: a file without any is missing it, one with garbage is corrupt") {
    CHECK(read_exif(test::jpeg_of({{0xE0, "JFIF"}})).error().kind == sync::ErrorKind::missing);
    CHECK(read_exif("").error().kind == sync::ErrorKind::missing);
    CHECK(read_exif(test::jpeg_of({{0xE1, test::exif_payload("garbage")}})).error().kind == sync::ErrorKind::corrupt);
}

TEST_CASE("exif: is found in PNG and WebP") {
    const auto block = write_exif_block({});
    REQUIRE(block);
    const auto length = [&](bool big) {
        std::string bytes(4, '\0');
        for (std::size_t i = 0; i < 4; ++i)
            bytes[big ? 3 - i : i] = static_cast<char>(block->size() >> (8 * i) & 0xFF);
        return bytes;
    };
    const std::string png = "\x89PNG\r\n\x1a\n" + length(true) + "eXIf" + *block + "sum!";
    const std::string webp = "RIFF....WEBPEXIF" + length(false) + *block;
    for (const auto& file : {png, webp}) {
        const auto exif = read_exif(file);
        REQUIRE(exif);
        CHECK(exif->make == "HUAWEI");
    }
}

TEST_CASE("exif: times") {
    CHECK(parse_exif_time("2024:03:22 16:12:04") == "2024-03-22T16:12:04");
    CHECK(parse_exif_time("2024-03-22T16:12:04+08:00") == "2024-03-22T16:12:04");
    for (const char* wrong :
         {"2024:02:30 16:12:04", "2024:03:22 24:00:00", "2024:03:22 16:60:04", "2024:03:22", "20240322 161204xxxxx",
          "0000:00:00 00:00:00", "1024:03:22 16:12:04", "2024:3:22 16:12:04 "}) {
        CAPTURE(wrong);
        CHECK(!parse_exif_time(wrong));
    }
    CHECK(is_unset_time("0000:00:00 00:00:00"));
    CHECK(is_unset_time("    :  :     :  :  "));
    CHECK(!is_unset_time("2024:03:22 16:12:04"));
    CHECK(parse_offset("+08:00") == 480);
    CHECK(parse_offset("-03:30") == -210);
    CHECK(parse_offset("Z") == 0);
    for (const char* wrong : {"", "08:00", "+8:00", "+15:00", "+08:60", "+08.00"})
        CHECK(!parse_offset(wrong));
}

TEST_CASE("taken_at: the offset counts, then the satellites, then China's time") {
    struct Row {
        const char* name;
        const char *local, *subsecond, *offset, *satellites, *expected;
    };
    const Row rows[] = {
        {"nothing but local time", "2024-03-22T16:12:04", "", "", "", "2024-03-22T08:12:04.000Z"},
        {"parts of a second", "2024-03-22T16:12:04", "5", "", "", "2024-03-22T08:12:04.500Z"},
        {"own offset", "2024-03-22T16:12:04", "", "+09:00", "", "2024-03-22T07:12:04.000Z"},
        {"own offset wins over satellites", "2024-03-22T16:12:04", "", "+08:00", "2024-03-22T07:12:04Z",
         "2024-03-22T08:12:04.000Z"},
        {"camera left on Madrid's time", "2024-03-22T09:12:30", "", "", "2024-03-22T08:12:04Z",
         "2024-03-22T08:12:30.000Z"},
        {"zone of three quarters", "2024-03-22T13:57:04", "", "", "2024-03-22T08:12:04Z", "2024-03-22T08:12:04.000Z"},
        {"west of Greenwich", "2024-03-21T22:12:00", "", "", "2024-03-22T08:12:04Z", "2024-03-22T08:12:00.000Z"},
        {"satellites' time is stale", "2024-03-22T16:12:04", "", "", "2024-03-22T08:06:00Z",
         "2024-03-22T08:12:04.000Z"},
        {"satellites a day off", "2024-03-22T16:12:04", "", "", "2024-03-24T08:12:04Z", "2024-03-22T08:12:04.000Z"},
        {"satellites alone", "", "", "", "2024-03-22T08:12:04Z", "2024-03-22T08:12:04.000Z"},
        {"nothing", "", "", "+08:00", "", "none"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        Exif exif;
        exif.original = row.local;
        exif.subsecond = row.subsecond;
        exif.offset = row.offset;
        exif.gps_time = row.satellites;
        CHECK(instant_text(exif) == row.expected);
    }
}

TEST_CASE("exif: real cameras") {
    const auto folder = test::real_photos();
    if (!folder) return;
    struct Row {
        const char *file, *local, *make, *model, *lat, *lon, *altitude, *taken;
        int orientation;
    };
    const Row rows[] = {
        {"DSCN0010.jpg", "2008-10-22T16:28:39", "NIKON", "COOLPIX P6000", "43.4674483", "11.8851267", "",
         "2008-10-22T08:28:39.000Z", 1},
        {"HMD_Nokia_8.3_5G.jpg", "2022-08-14T14:12:31", "HMD Global", "Nokia 8.3 5G", "60.1467056", "24.9067722", "",
         "2022-08-14T11:12:31.000Z", 1},
        {"iphone_hdr_YES.jpg", "2015-04-10T20:12:23", "Apple", "iPhone 6", "40.4469722", "-3.7247528", "639.61",
         "2015-04-10T18:12:23.550Z", 1},
        {"jolla.jpg", "2014-09-21T16:00:56", "Jolla", "Jolla", "", "", "", "2014-09-21T08:00:56.000Z", 1},
        {"iphone_13_pro_max.HEIC", "2022-02-16T12:55:41", "Apple", "iPhone 13 Pro Max", "", "", "",
         "2022-02-16T11:55:41.762Z", 6},
        {"landscape_3.jpg", "", "", "", "", "", "", "none", 3},
        {"portrait_8.jpg", "", "", "", "", "", "", "none", 8},
    };
    for (const auto& row : rows) {
        CAPTURE(row.file);
        const auto exif = read_exif(test::bytes_of(*folder / row.file));
        REQUIRE(exif);
        CHECK(local_time(*exif) == row.local);
        CHECK(exif->make == row.make);
        CHECK(exif->model == row.model);
        CHECK(exif->lat == row.lat);
        CHECK(exif->lon == row.lon);
        CHECK(exif->altitude == row.altitude);
        CHECK(exif->orientation == row.orientation);
        CHECK(instant_text(*exif) == row.taken);
    }
    // This Nikon's GPS date is a day ahead of its clock.
    CHECK(has_remark(*read_exif(test::bytes_of(*folder / "DSCN0010.jpg")), "photo.remark.clock"));
}
