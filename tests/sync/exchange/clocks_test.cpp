// Wrong clocks: told, and of no other consequence.
#include "sync/exchange/clocks.hpp"

#include "tests/sync/exchange/team.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;
using takan::test::check_all_equal;
using takan::test::FixedClock;
using takan::test::Laptop;
using takan::test::settle;
using takan::test::Team;

namespace {

constexpr std::int64_t day = 24 * 3600 * 1000LL;

} // namespace

TEST_CASE("clocks: edits from the future and from before 2020 are data, told once with person and laptop") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    leader.must_sync();
    wang.clock = FixedClock();
    ClockNotice::Kind kind = ClockNotice::Kind::ahead;
    SUBCASE("six years ahead") {
        wang.clock.advance(6 * 365 * day);
    }
    SUBCASE("ten years behind") {
        kind = ClockNotice::Kind::before_2020;
        wang.clock.advance(-10 * 365 * day);
    }
    const auto id = wang.add("text", "by a wrong clock");
    const Instant written = wang.clock.now();
    wang.must_sync();

    const Receipt receipt = leader.must_sync();
    CHECK(receipt.set_aside.empty());
    REQUIRE(receipt.clocks.size() == 1);
    CHECK(receipt.clocks.front().kind == kind);
    CHECK(receipt.clocks.front().device == wang.device);
    CHECK(receipt.clocks.front().person == "王芳");
    CHECK(receipt.clocks.front().laptop == "王芳's laptop");
    CHECK(leader.shown(id, "text") == "by a wrong clock");
    CHECK(leader.must_sync().clocks.empty());

    leader.edit(id, "text", "by a right one"); // our own times do not follow
    const Record& record = *leader.shelf.find(id);
    CHECK(record.seen.at(leader.device) == leader.clock.now());
    CHECK(record.seen.at(wang.device) == written);
    settle({&leader, &wang, &leader});
    check_all_equal({&leader, &wang});
    CHECK(wang.shown(id, "text") == "by a right one");
}

TEST_CASE("clocks: an edit's time counts also where the clock was right again when it was committed") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    leader.must_sync();
    wang.clock = FixedClock();
    wang.clock.advance(3 * day);
    const auto id = wang.add("text", "ahead");
    wang.clock.advance(-3 * day);
    wang.must_sync();
    const Receipt receipt = leader.must_sync();
    REQUIRE(receipt.clocks.size() == 1);
    CHECK(receipt.clocks.front().time == leader.shelf.find(id)->seen.at(wang.device));
}

TEST_CASE("clocks: a day of difference is nobody's fault") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    leader.must_sync();
    wang.clock = FixedClock();
    wang.clock.advance(day - 3600 * 1000LL);
    wang.add("text", "in another zone");
    CHECK(wang.must_sync().clocks.empty());
    CHECK(leader.must_sync().clocks.empty());
}

TEST_CASE("clocks: a laptop whose own clock went back is told, and its edits go on after its last ones") {
    Team team;
    Laptop leader = team.found("刘组长");
    const auto id = leader.add("text", "first");
    leader.must_sync();
    const Instant last = leader.shelf.find(id)->seen.at(leader.device);
    leader.clock.advance(-2 * day);
    leader.edit(id, "text", "second");
    CHECK(leader.shelf.find(id)->seen.at(leader.device) == Instant{last.ms + 1});
    const Receipt receipt = leader.must_sync();
    REQUIRE(receipt.clocks.size() == 1);
    CHECK(receipt.clocks.front().kind == ClockNotice::Kind::own);
    CHECK(leader.shown(id, "text") == "second");
}

TEST_CASE("clocks: a clock that stands before the program was made is wrong") {
    Team team;
    Laptop leader = team.found("刘组长");
    SyncOptions options;
    options.built = Instant{leader.clock.now().ms + day};
    REQUIRE(leader.must_sync(options).clocks.size() == 1);
    options.built = Instant{leader.clock.now().ms - day};
    CHECK(leader.must_sync(options).clocks.empty());
}
