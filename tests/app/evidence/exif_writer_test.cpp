#include "app/evidence/exif_writer.hpp"

#include "app/evidence/exif.hpp"
#include "tests/app/evidence/exif_bytes.hpp"

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::app;

TEST_CASE("exif writer: what it writes is what the reader reads") {
    PhotoFacts facts;
    facts.time = "2024-03-22T16:12:04";
    facts.make = "HUAWEI";
    facts.model = "ALN-AL00";
    facts.lat = 29.3573;
    facts.lon = 113.1289;
    facts.altitude = 36.5;
    facts.width = 1600;
    facts.height = 1200;
    const auto jpeg = with_exif(test::jpeg_of({{0xE0, "JFIF"}}), facts);
    REQUIRE(jpeg);
    const auto exif = read_exif(*jpeg);
    REQUIRE(exif);
    Exif expected;
    expected.original = expected.digitized = expected.changed = "2024-03-22T16:12:04";
    expected.offset = "+08:00";
    expected.make = "HUAWEI";
    expected.model = "ALN-AL00";
    expected.lat = "29.3573000";
    expected.lon = "113.1289000";
    expected.altitude = "36.5";
    expected.datum = "WGS-84";
    expected.gps_time = "2024-03-22T08:12:04Z";
    expected.width = 1600;
    expected.height = 1200;
    CHECK(*exif == expected);
}

TEST_CASE("exif writer: south, west and below the sea keep their signs") {
    PhotoFacts facts;
    facts.lat = -33.8694444;
    facts.lon = -70.001;
    facts.altitude = -12.25;
    const auto block = write_exif_block(facts);
    REQUIRE(block);
    const auto exif = read_exif_block(*block);
    REQUIRE(exif);
    CHECK(exif->lat == "-33.8694444");
    CHECK(exif->lon == "-70.0010000");
    CHECK(exif->altitude == "-12.25");
}

TEST_CASE("exif writer: entries are sorted by tag, as TIFF demands") {
    PhotoFacts facts;
    facts.lat = 1;
    facts.lon = 2;
    facts.width = facts.height = 10;
    const auto block = write_exif_block(facts);
    REQUIRE(block);
    sync::Cursor cursor(*block, sync::ByteOrder::little);
    REQUIRE(cursor.seek(8));
    std::vector<std::uint32_t> directories{8};
    for (std::size_t i = 0; i < directories.size(); ++i) {
        REQUIRE(cursor.seek(directories[i]));
        const auto count = *cursor.u16();
        int last = -1;
        for (int entry = 0; entry < count; ++entry) {
            const int tag = *cursor.u16();
            CHECK(tag > last);
            last = tag;
            cursor.skip(6);
            const auto value = *cursor.u32();
            if (tag == 0x8769 || tag == 0x8825) directories.push_back(value);
        }
    }
    CHECK(directories.size() == 3);
}

TEST_CASE("exif writer: facts that are none are refused") {
    const auto jpeg = test::jpeg_of({});
    PhotoFacts facts;
    CHECK(with_exif("no JPEG", facts).error().kind == sync::ErrorKind::invalid);
    facts.time = "yesterday";
    CHECK(with_exif(jpeg, facts).error().kind == sync::ErrorKind::invalid);
    facts = {};
    facts.offset = "8";
    CHECK(with_exif(jpeg, facts).error().kind == sync::ErrorKind::invalid);
    facts = {};
    facts.lat = 29.0;
    CHECK(with_exif(jpeg, facts).error().kind == sync::ErrorKind::invalid);
    facts.lon = 200.0;
    CHECK(with_exif(jpeg, facts).error().kind == sync::ErrorKind::invalid);
    facts = {};
    facts.model = std::string(70000, 'x');
    CHECK(with_exif(jpeg, facts).error().kind == sync::ErrorKind::invalid);
}
