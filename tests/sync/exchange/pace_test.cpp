#include "sync/exchange/pace.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

namespace {

constexpr Instant start{1'711'094'400'000};
constexpr std::uint64_t megabyte = 1'000'000;

Instant after(std::int64_t ms) {
    return {start.ms + ms};
}

// A link that moves so many bytes a second, told every 100 ms.
Pace steady(std::uint64_t bytes_per_second, std::int64_t ms) {
    Pace pace;
    for (std::int64_t at = 0; at <= ms; at += 100)
        pace.add(after(at), bytes_per_second * static_cast<std::uint64_t>(at) / 1000);
    return pace;
}

} // namespace

TEST_CASE("pace: a steady link has its speed, and the rest takes what is left by it") {
    const Pace pace = steady(megabyte, 8'000);
    REQUIRE(pace.speed(after(8'000)));
    CHECK(*pace.speed(after(8'000)) == megabyte);
    CHECK(pace.seconds_left(after(8'000), 20 * megabyte) == 12);
    CHECK(pace.moved_at() == after(8'000));
}

TEST_CASE("pace: at the start nothing is said, also when a buffer swallows much at once") {
    Pace pace;
    CHECK_FALSE(pace.speed(start));
    CHECK_FALSE(pace.moved_at());
    pace.add(start, 0);
    pace.add(after(10), 4 * megabyte);
    CHECK_FALSE(pace.speed(after(10)));
    CHECK_FALSE(pace.seconds_left(after(1'000), 100 * megabyte));
}

TEST_CASE("pace: a stalled link has no speed, and the stall is no part of it afterwards") {
    Pace pace = steady(megabyte, 8'000);
    pace.add(after(12'000), 8 * megabyte);
    CHECK(pace.speed(after(12'000)));
    CHECK(*pace.speed(after(12'000)) < megabyte); // the longer nothing comes, the slower
    CHECK_FALSE(pace.speed(after(13'000)));
    CHECK_FALSE(pace.seconds_left(after(13'000), 20 * megabyte));
    CHECK(pace.moved_at() == after(8'000));
    for (int tick = 1; tick <= 30; ++tick)
        pace.add(after(60'000 + tick * 100), 8 * megabyte + static_cast<std::uint64_t>(tick) * 100'000);
    REQUIRE(pace.speed(after(63'000)));
    CHECK(*pace.speed(after(63'000)) > megabyte * 8 / 10);
    CHECK(*pace.speed(after(63'000)) < megabyte * 12 / 10);
}

TEST_CASE("pace: a slower link shows within some seconds") {
    Pace pace = steady(10 * megabyte, 10'000);
    for (std::int64_t at = 10'100; at <= 25'000; at += 100)
        pace.add(after(at), 100 * megabyte + static_cast<std::uint64_t>(at - 10'000) * 100);
    REQUIRE(pace.speed(after(25'000)));
    CHECK(*pace.speed(after(25'000)) == 100'000);
}

TEST_CASE("pace: a clock or a count that goes back begins anew") {
    Pace pace = steady(megabyte, 5'000);
    pace.add(after(-100'000), 6 * megabyte);
    CHECK_FALSE(pace.speed(after(-100'000)));
    pace = steady(megabyte, 5'000);
    pace.add(after(5'100), 0);
    CHECK_FALSE(pace.speed(after(5'100)));
    CHECK_FALSE(steady(megabyte, 5'000).speed(after(4'000)));
}

TEST_CASE("pace: nothing is left to say where the total is unknown, reached, or days away") {
    const Pace pace = steady(megabyte, 5'000);
    CHECK_FALSE(pace.seconds_left(after(5'000), 0));
    CHECK_FALSE(pace.seconds_left(after(5'000), 5 * megabyte));
    CHECK_FALSE(pace.seconds_left(after(5'000), 100'000 * megabyte));
    CHECK(pace.seconds_left(after(5'000), 5 * megabyte + 10) == 1);
}
