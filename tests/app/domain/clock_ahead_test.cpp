#include "app/domain/clock_ahead.hpp"
#include "tests/app/domain/made_record.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::made;
using app::parse_clock_ahead;

TEST_CASE("clock ahead: it is typed as people say it") {
    struct Row {
        const char* typed;
        std::int64_t seconds;
    };
    for (const auto& [typed, seconds] :
         {Row{"3:20", 200}, Row{"0:45", 45}, Row{"1:03:20", 3800}, Row{"３：２０", 200}, Row{"3分20秒", 200},
          Row{"3 分 20 秒", 200}, Row{"3分20", 200}, Row{"1小时3分", 3780}, Row{"8时", 28800}, Row{"200秒", 200},
          Row{"45", 45}, Row{"3m20s", 200}, Row{"2min", 120}, Row{"1d 2h", 93600}, Row{"1天", 86400}}) {
        CAPTURE(typed);
        const auto read = parse_clock_ahead(typed);
        REQUIRE(read);
        CHECK(*read == seconds);
    }
    for (const char* typed :
         {"", "三分钟", "3:", ":20", "3:60", "1:2:3:4", "3秒2分", "3分2分", "-5", "3.5", "9999999999", "999天", "3x"}) {
        CAPTURE(typed);
        CHECK_FALSE(parse_clock_ahead(typed));
    }
}

TEST_CASE("clock ahead: it is said in words") {
    using app::Language;
    CHECK(app::clock_ahead_text(200, Language::zh) == "快 3 分 20 秒");
    CHECK(app::clock_ahead_text(-3605, Language::zh) == "慢 1 小时 5 秒");
    CHECK(app::clock_ahead_text(86400, Language::en) == "1 d ahead");
    CHECK(app::clock_ahead_text(0, Language::zh).empty());
}

TEST_CASE("clock ahead: correcting again begins at the camera's own time") {
    auto photo = made("photo", {{"taken_at", "2024-03-22T02:10:00.000Z"}});
    const auto first = app::time_with_clock_ahead(photo, 200);
    REQUIRE(first);
    CHECK(sync::to_text(*first) == "2024-03-22T02:06:40.000Z");
    sync::write(photo, "taken_at", sync::to_text(*first), sync::DeviceId(), sync::Instant{1'711'094'500'000});
    sync::write(photo, "clock_ahead", 200, sync::DeviceId(), sync::Instant{1'711'094'500'000});
    CHECK(sync::to_text(*app::time_with_clock_ahead(photo, 200)) == "2024-03-22T02:06:40.000Z");
    CHECK(sync::to_text(*app::time_with_clock_ahead(photo, -60)) == "2024-03-22T02:11:00.000Z");
    CHECK(sync::to_text(*app::time_with_clock_ahead(photo, 0)) == "2024-03-22T02:10:00.000Z");
    CHECK_FALSE(app::time_with_clock_ahead(made("photo", {}), 200));
}
