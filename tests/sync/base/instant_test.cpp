#include "sync/base/instant.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

TEST_CASE("instant: text and moment say the same, before 1970 and at both ends too") {
    struct Row {
        std::int64_t ms;
        std::string text;
    };
    const Row rows[] = {
        {0, "1970-01-01T00:00:00.000Z"},
        {-1, "1969-12-31T23:59:59.999Z"},
        {1711095124123, "2024-03-22T08:12:04.123Z"},
        {951782400000, "2000-02-29T00:00:00.000Z"},
        {least_instant.ms, "0000-01-01T00:00:00.000Z"},
        {greatest_instant.ms, "9999-12-31T23:59:59.999Z"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(to_text(Instant{row.ms}) == row.text);
        REQUIRE(parse_instant(row.text));
        CHECK(parse_instant(row.text)->ms == row.ms);
    }
}

TEST_CASE("instant: what lies beyond the ends is written as the end") {
    CHECK(to_text(Instant{greatest_instant.ms + 1}) == "9999-12-31T23:59:59.999Z");
    CHECK(to_text(Instant{INT64_MAX}) == "9999-12-31T23:59:59.999Z");
    CHECK(to_text(Instant{INT64_MIN}) == "0000-01-01T00:00:00.000Z");
    CHECK(date_of(Instant{INT64_MAX}) == CivilDate{9999, 12, 31});
}

TEST_CASE("instant: any other form, and a date that does not exist, is refused") {
    const std::string texts[] = {
        "",
        "2024-03-22",
        "2024-03-22T08:12:04Z",
        "2024-03-22T08:12:04.123",
        "2024-03-22t08:12:04.123Z",
        "2024-03-22 08:12:04.123Z",
        "2024-03-22T08:12:04.123z",
        "2024-03-22T08:12:04,123Z",
        "2024-3-22T008:12:04.123Z",
        "2024-02-30T08:12:04.123Z",
        "2023-02-29T08:12:04.123Z",
        "1900-02-29T08:12:04.123Z",
        "2024-00-22T08:12:04.123Z",
        "2024-13-22T08:12:04.123Z",
        "2024-04-31T08:12:04.123Z",
        "2024-03-00T08:12:04.123Z",
        "2024-03-22T24:00:00.000Z",
        "2024-03-22T08:60:04.123Z",
        "2024-03-22T08:12:60.123Z",
        "-024-03-22T08:12:04.123Z",
        "2024-03-22T08:12:04.+23Z",
        "2024-03-22T08:12:04.123Z ",
        "２024-03-22T08:12:04.1Z",
    };
    for (const std::string& text : texts) {
        CAPTURE(text);
        REQUIRE_FALSE(parse_instant(text));
        CHECK(parse_instant(text).error().kind == ErrorKind::invalid);
    }
}

TEST_CASE("instant: the date depends on the zone") {
    const Instant evening = *parse_instant("2024-03-22T16:30:00.000Z");
    CHECK(date_of(evening) == CivilDate{2024, 3, 22});
    CHECK(date_of(evening, 480) == CivilDate{2024, 3, 23});
    CHECK(date_of(*parse_instant("2024-01-01T00:00:00.000Z"), -1) == CivilDate{2023, 12, 31});
}

TEST_CASE("instant: every day of 400 years begins where the last one ended") {
    std::int64_t expected = start_of({1800, 1, 1}).ms;
    for (int year = 1800; year < 2200; ++year) {
        for (int month = 1; month <= 12; ++month) {
            for (int day = 1; exists({year, month, day}); ++day) {
                REQUIRE(start_of({year, month, day}).ms == expected);
                REQUIRE(date_of(Instant{expected + 86'399'999}) == CivilDate{year, month, day});
                expected += 86'400'000;
            }
        }
    }
    CHECK_FALSE(exists({2024, 2, 30}));
    CHECK_FALSE(exists({10000, 1, 1}));
}
