#include "sync/record/record.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

TEST_CASE("record path: kind, date of the id in UTC, id") {
    const RecordId id = *RecordId::parse("0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60");
    const std::string path = "finding/2025/03/21/0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60.json";
    CHECK(record_path("finding", id) == path);
    const auto read = parse_record_path(path);
    REQUIRE(read);
    CHECK(read->kind == "finding");
    CHECK(read->id == id);
}

TEST_CASE("record path: midnight is that of UTC") {
    const auto day = [](const char* time) {
        return record_path("v", RecordId::random(*parse_instant(time))).substr(0, 13);
    };
    CHECK(day("2024-03-22T23:59:59.999Z") == "v/2024/03/22/");
    CHECK(day("2024-03-23T00:00:00.000Z") == "v/2024/03/23/");
}

TEST_CASE("record path: any other place is refused with the path") {
    const std::string paths[] = {
        "",
        "finding",
        "finding/2025/03/21/",
        "finding/2025/03/22/0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60.json",
        "finding/2025/3/21/0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60.json",
        "finding/2025/03/21/0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60",
        "finding/2025/03/21/0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60.JSON",
        "finding/2025/03/21/x/0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60.json",
        "/finding/2025/03/21/0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60.json",
        "../finding/2025/03/21/0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60.json",
        "../2025/03/21/0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60.json",
        "Finding/2025/03/21/0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60.json",
        "finding/2025/03/21/.json",
    };
    for (const std::string& path : paths) {
        CAPTURE(path);
        const auto read = parse_record_path(path);
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == ErrorKind::invalid);
        CHECK(read.error().subject == path);
    }
}
