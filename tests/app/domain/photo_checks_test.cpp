#include "app/domain/photo_checks.hpp"
#include "tests/app/domain/made_record.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::made;

namespace {

std::optional<std::int64_t> minutes_off(const char* taken, const char* from, const char* until) {
    const auto off = app::time_off_visit(made("photo", {{"taken_at", taken}}),
                                         made("visit", {{"started_at", from}, {"ended_at", until}}));
    return off ? std::optional(*off / 60'000) : std::nullopt;
}

} // namespace

TEST_CASE("photo checks: a photo is off its visit by what lies between, a quarter of an hour is forgiven") {
    const char* from = "2024-03-22T02:00:00.000Z";
    const char* until = "2024-03-22T03:30:00.000Z";
    CHECK(minutes_off("2024-03-22T02:40:00.000Z", from, until) == 0);
    CHECK(minutes_off("2024-03-22T01:45:00.000Z", from, until) == 0);
    CHECK(minutes_off("2024-03-22T01:44:00.000Z", from, until) == -16);
    CHECK(minutes_off("2024-03-22T03:45:00.000Z", from, until) == 0);
    CHECK(minutes_off("2024-03-22T03:50:00.000Z", from, until) == 20);
    CHECK(minutes_off("2023-03-22T03:50:00.000Z", from, until) < -500'000);
}

TEST_CASE("photo checks: a visit without an end goes on for half a day, one without a start says nothing") {
    CHECK(minutes_off("2024-03-22T14:10:00.000Z", "2024-03-22T02:00:00.000Z", "") == 0);
    CHECK(minutes_off("2024-03-22T14:30:00.000Z", "2024-03-22T02:00:00.000Z", "") == 30);
    CHECK_FALSE(minutes_off("2024-03-22T14:30:00.000Z", "", "2024-03-22T02:00:00.000Z"));
    CHECK_FALSE(minutes_off("", "2024-03-22T02:00:00.000Z", ""));
}
