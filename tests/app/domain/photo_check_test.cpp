#include "app/domain/photo_check.hpp"
#include "tests/app/domain/made_record.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::check_photo;
using app::made;
using app::PhotoCheck;

namespace {

std::string in_china(const char* time) {
    return sync::to_text(
        sync::Instant{sync::parse_instant(std::string("2024-03-22T") + time + ".000Z")->ms - 8 * 3'600'000});
}

sync::Record visit(const char* from, const char* until, const char* state = "recorded") {
    auto record = made("visit", {{"state", state}, {"started_at", in_china(from)}});
    if (*until != '\0') sync::write(record, "ended_at", in_china(until), sync::DeviceId(), sync::Instant{1});
    return record;
}

sync::Record photo(const char* time) {
    return made("photo", {{"taken_at", in_china(time)}, {"caption", "总排口"}, {"lat", "29.47"}, {"lon", "113.27"}});
}

} // namespace

TEST_CASE("photo check: a photo's time is compared with its visit's, with some room at both ends") {
    const auto morning = visit("10:00:00", "11:30:00");
    struct Row {
        const char* taken;
        std::int64_t before_min;
        std::int64_t after_min;
    };
    for (const auto& [taken, before, after] :
         {Row{"10:00:00", 0, 0}, Row{"09:30:00", 0, 0}, Row{"09:29:59", 31, 0}, Row{"08:40:00", 80, 0},
          Row{"11:30:00", 0, 0}, Row{"12:00:00", 0, 0}, Row{"12:00:01", 0, 31}, Row{"18:30:00", 0, 420}}) {
        CAPTURE(taken);
        const PhotoCheck check = check_photo(photo(taken), &morning, nullptr);
        CHECK((check.before_ms + 59'999) / 60'000 == before);
        CHECK((check.after_ms + 59'999) / 60'000 == after);
        CHECK(check.needs_attention() == (before + after > 0));
    }
}

TEST_CASE("photo check: a visit that goes on is taken to end within twelve hours, a planned one has no time yet") {
    const auto open = visit("08:00:00", "", "ongoing");
    CHECK(check_photo(photo("20:30:00"), &open, nullptr).after_ms == 0);
    CHECK(check_photo(photo("20:31:00"), &open, nullptr).after_ms > 0);
    for (const char* state : {"planned", "cancelled"}) {
        const auto later = visit("15:00:00", "", state);
        CHECK_FALSE(check_photo(photo("10:00:00"), &later, nullptr).needs_attention());
    }
    const auto timeless = made("visit", {{"state", "ongoing"}});
    CHECK_FALSE(check_photo(photo("10:00:00"), &timeless, nullptr).needs_attention());
}

TEST_CASE("photo check: the nearer of site and visit says whether a photo is far from the scene") {
    const auto near = made("site", {{"lat", "29.4740"}, {"lon", "113.27"}}); // 445 m north
    const auto far = made("site", {{"lat", "29.4750"}, {"lon", "113.27"}});  // 556 m
    const auto here = made("visit", {{"lat", "29.4701"}, {"lon", "113.27"}});
    const auto nowhere = made("visit", {});
    CHECK(check_photo(photo("10:00:00"), nullptr, &near).metres == 0);
    CHECK(check_photo(photo("10:00:00"), nullptr, &far).metres == doctest::Approx(556).epsilon(0.01));
    CHECK(check_photo(photo("10:00:00"), &nowhere, &far).metres > app::photo_far_metres);
    CHECK(check_photo(photo("10:00:00"), &here, &far).metres == 0);
    CHECK(check_photo(photo("10:00:00"), &nowhere, nullptr).metres == 0);
}

TEST_CASE("photo check: what is missing is named after what is odd, in both languages") {
    const auto morning = visit("10:00:00", "11:30:00");
    const auto bare = made("photo", {{"caption", "  "}});
    const PhotoCheck check = check_photo(bare, &morning, nullptr);
    CHECK_FALSE(check.is_odd());
    CHECK(app::sentences_of(check, app::Language::zh) ==
          std::vector<std::string>{"没有拍摄时间", "没有坐标", "缺说明"});
    const PhotoCheck early = check_photo(photo("08:40:00"), &morning, nullptr);
    CHECK(app::sentences_of(early, app::Language::zh) == std::vector<std::string>{"拍摄时间比检查开始早 1 小时 20 分"});
    CHECK(app::sentences_of(early, app::Language::en).front().starts_with("Taken "));
    PhotoCheck old;
    old.before_ms = 5 * 24 * 3'600'000LL;
    CHECK(app::sentences_of(old, app::Language::zh) == std::vector<std::string>{"拍摄时间比检查开始早 5 天"});
    CHECK(app::sentences_of({}, app::Language::zh).empty());
}
