#include "sync/base/ids.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace takan::sync;

TEST_CASE("ids: a new record id is a UUID of version 7 that holds its time") {
    const Instant now = *parse_instant("2024-03-22T08:12:04.123Z");
    const RecordId id = RecordId::random(now);
    const std::string text = id.text();
    REQUIRE(text.size() == 36);
    CHECK(text[14] == '7');
    CHECK(std::string("89ab").find(text[19]) != std::string::npos);
    CHECK(id.created() == now);
    REQUIRE(RecordId::parse(text));
    CHECK(*RecordId::parse(text) == id);
    CHECK_FALSE(id.is_nil());
    CHECK(RecordId().is_nil());
}

TEST_CASE("ids: record ids of one moment differ, and sort by time between moments") {
    std::set<RecordId> ids;
    for (int i = 0; i < 1000; ++i)
        ids.insert(RecordId::random({1711094400000}));
    CHECK(ids.size() == 1000);
    CHECK(*ids.rbegin() < RecordId::random({1711094400001}));
    CHECK(ids.rbegin()->text() < RecordId::random({1711094400001}).text());
}

TEST_CASE("ids: a known text gives its bytes and its hash is not all of one bucket") {
    const auto id = RecordId::parse("0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60");
    REQUIRE(id);
    CHECK(id->bytes()[0] == 0x01);
    CHECK(id->bytes()[15] == 0x60);
    CHECK(to_text(id->created()) == "2025-03-21T16:56:28.446Z");
    std::set<std::size_t> hashes;
    for (int i = 0; i < 100; ++i)
        hashes.insert(std::hash<RecordId>()(RecordId::random({0})));
    CHECK(hashes.size() == 100);
}

TEST_CASE("ids: what is no version 7 UUID in lower case is refused") {
    const std::string texts[] = {
        "",
        "0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f6",
        "0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f600",
        "0195B9A2-7c1e-7e0a-9a3b-1d2c3b4a5f60",
        "0195b9a2-7c1e-4e0a-9a3b-1d2c3b4a5f60",
        "0195b9a2-7c1e-7e0a-1a3b-1d2c3b4a5f60",
        "0195b9a2-7c1e-7e0a-ca3b-1d2c3b4a5f60",
        "0195b9a207c1e07e0a09a3b01d2c3b4a5f60",
        "0195b9a-27c1e-7e0a-9a3b-1d2c3b4a5f60",
        "0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5fg0",
        "../../../../../../etc/passwd/../../.",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-7fff-bfff-ffffffffffff",
    };
    for (const std::string& text : texts) {
        CAPTURE(text);
        CHECK_FALSE(RecordId::parse(text));
    }
}

TEST_CASE("ids: a device is six characters of a-z and 0-9") {
    std::set<DeviceId> devices;
    for (int i = 0; i < 1000; ++i) {
        const DeviceId device = DeviceId::random();
        REQUIRE(DeviceId::parse(device.text()));
        devices.insert(device);
    }
    CHECK(devices.size() == 1000);
    for (const std::string text : {"", "k2m9q", "k2m9qdd", "K2m9qd", "k2m9q_", "k2m9q ", "k2m9é"}) {
        CAPTURE(text);
        CHECK_FALSE(DeviceId::parse(text));
    }
}
