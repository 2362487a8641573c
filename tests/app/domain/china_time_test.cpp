#include "app/domain/china_time.hpp"

#include <doctest/doctest.h>

using namespace takan;

TEST_CASE("china_time: moments are read in China's time unless they name a zone") {
    const std::pair<const char*, const char*> table[] = {
        {"2024-03-22 16:12", "2024-03-22T08:12:00.000Z"},
        {"2024-03-22T16:12:05", "2024-03-22T08:12:05.000Z"},
        {"2024-03-22 16:12:05.123", "2024-03-22T08:12:05.123Z"},
        {"2024-03-22T08:12:05.123Z", "2024-03-22T08:12:05.123Z"},
        {"2024-03-22 16:12 +08:00", "2024-03-22T08:12:00.000Z"},
        {"2024-03-22T03:42:00-0430", "2024-03-22T08:12:00.000Z"},
        {"2024-03-22", "2024-03-21T16:00:00.000Z"},
        {"2024/3/2 7:05", "2024-03-01T23:05:00.000Z"},
        {"2024.3.22  16:12", "2024-03-22T08:12:00.000Z"},
        {"2024年3月22日16:12", "2024-03-22T08:12:00.000Z"},
        {"２０２４－０３－２２　１６：１２", "2024-03-22T08:12:00.000Z"},
        {"2024-01-01 00:00", "2023-12-31T16:00:00.000Z"},
    };
    for (const auto& [typed, text] : table) {
        CAPTURE(typed);
        const auto instant = app::read_moment(typed);
        REQUIRE(instant);
        CHECK(sync::to_text(*instant) == text);
    }
}

TEST_CASE("china_time: what is no moment is refused") {
    for (const char* typed : {"",
                              "2024",
                              "2024-03",
                              "2024-02-30",
                              "2024-13-01",
                              "24-03-22",
                              "2024-03-22 24:00",
                              "2024-03-22 16:60",
                              "2024-03-22 16",
                              "2024-03-22 16:12:5",
                              "2024-03-22 16:12x",
                              "2024-03-2216:12",
                              "2024-03/22",
                              "2024年3月22",
                              "16:12",
                              "2024-03-22 16:12 +25:00",
                              "2024-03-22 16:12:05.1",
                              "0000-01-01 00:00",
                              "2024-03-22 下午",
                              "2024-03-22 16:12+"}) {
        CAPTURE(typed);
        CHECK_FALSE(app::read_moment(typed));
    }
}

TEST_CASE("china_time: a shown moment is read as the same minute") {
    for (std::int64_t ms = -2'000'000'000'000; ms < 4'000'000'000'000; ms += 86'399'999'987) {
        const std::string text = app::china_text({ms});
        CAPTURE(text);
        const auto again = app::read_moment(text);
        REQUIRE(again);
        CHECK(again->ms <= ms);
        CHECK(ms - again->ms < 60'000);
        CHECK(app::china_text(*again) == text);
    }
}

TEST_CASE("china_time: dates are read in several forms and written in one") {
    for (const char* typed :
         {"2024-03-02", "2024-3-2", "2024/3/2", "2024.03.02", "2024年3月2日", "２０２４/３/２", " 2024-3-2 "}) {
        CAPTURE(typed);
        const auto date = app::read_date(typed);
        REQUIRE(date);
        CHECK(app::date_text(*date) == "2024-03-02");
    }
    CHECK_FALSE(app::read_date("2024-03-02 16:12"));
    CHECK(app::is_date_text("2024-03-02"));
    CHECK_FALSE(app::is_date_text("2024-3-2"));
    CHECK_FALSE(app::is_date_text("2023-02-29"));
}
