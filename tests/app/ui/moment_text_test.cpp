#include "app/ui/moment_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace takan;
using namespace takan::app::ui;

namespace {

constexpr sync::CivilDate today{2024, 3, 22};

std::string read_moment(const char* typed) {
    const auto instant = parse_moment(typed, today);
    return instant ? moment_text(*instant) : "-";
}

std::string read_date(const char* typed) {
    const auto date = parse_date(typed, today);
    return date ? date_text(*date) : "-";
}

} // namespace

TEST_CASE("moments are read as people type them") {
    struct Row {
        const char* typed;
        const char* read;
    };
    const Row rows[] = {
        {"2024-03-22 16:12", "2024-03-22 16:12"},
        {"2024/3/2 9:05", "2024-03-02 09:05"},
        {"2024.3.2 09：05", "2024-03-02 09:05"},
        {"2024年3月22日 16时12分", "2024-03-22 16:12"},
        {"2024年3月22日16时", "2024-03-22 16:00"},
        {"20240322 1612", "2024-03-22 16:12"},
        {"3-21 8:00", "2024-03-21 08:00"},
        {"3月21日 8:00", "2024-03-21 08:00"},
        {"16:12", "2024-03-22 16:12"},
        {"1612", "2024-03-22 16:12"},
        {"２０２４－０３－２２ １６：１２", "-"}, // a full-width minus is no date mark
        {"16:12:59", "2024-03-22 16:12"},
        {"2024-03-22", "2024-03-22 00:00"},
        {"2024-02-30 10:00", "-"},
        {"2024-03-22 24:00", "-"},
        {"2024-03-22 16:1", "-"},
        {"2024-03-22 16:12 17:13", "-"},
        {"昨天", "-"},
        {"", "-"},
        {"12-", "-"},
        {"99999999999999999999", "-"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.typed);
        CHECK(read_moment(row.typed) == row.read);
    }
}

TEST_CASE("dates are read as people type them") {
    struct Row {
        const char* typed;
        const char* read;
    };
    const Row rows[] = {{"2024-12-08", "2024-12-08"},
                        {"12-8", "2024-12-08"},
                        {"12月8日", "2024-12-08"},
                        {"20241208", "2024-12-08"},
                        {"２０２４/１２/８", "2024-12-08"},
                        {"2024-13-01", "-"},
                        {"22", "-"},
                        {"2024-12", "-"},
                        {"2024-12-08 10:00", "-"}};
    for (const Row& row : rows) {
        CAPTURE(row.typed);
        CHECK(read_date(row.typed) == row.read);
    }
}

TEST_CASE("a moment survives being shown and read again") {
    for (std::int64_t minute = -1'000'000; minute < 40'000'000; minute += 12'345) {
        const sync::Instant instant{minute * 60'000};
        const auto again = parse_moment(moment_text(instant), today);
        REQUIRE(again);
        REQUIRE(again->ms == instant.ms);
    }
}

TEST_CASE("calendar: months, weekdays and steps between months") {
    CHECK(days_in_month(2024, 2) == 29);
    CHECK(days_in_month(2023, 2) == 28);
    CHECK(days_in_month(2024, 12) == 31);
    CHECK(weekday_of({2024, 3, 22}) == 4); // a Friday
    CHECK(weekday_of({1969, 12, 28}) == 6);
    CHECK(months_later({2024, 1, 31}, 1) == sync::CivilDate{2024, 2, 29});
    CHECK(months_later({2024, 1, 31}, -1) == sync::CivilDate{2023, 12, 31});
}
