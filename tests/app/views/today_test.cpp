#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Language;
using app::Place;
using test::Stage;

namespace {

struct TodayStage : Stage {
    explicit TodayStage(const test::DriverOptions& options = {}) : Stage(Place::today, app::make_today(), {}, options) {
        driver().frame(3);
    }
};

} // namespace

TEST_CASE("today: the day is told and nothing is asked for") {
    TodayStage stage;
    const std::string text = stage.driver().text();
    for (const char* words : {"上午好，周敏", "3月22日 星期五", "已完成 1/5", "华盛电镀有限公司", "计划 11:30",
                              "粪污暂存池的容积和防渗情况没有写", "还没有告知对方权利", "待同步 3 条记录、9 张照片"})
        CHECK_MESSAGE(text.find(words) != std::string::npos, words);
    CHECK(stage.commands.empty());
    CHECK_FALSE(stage.went);
    CHECK_FALSE(stage.files);
}

TEST_CASE("today: a line opens its visit") {
    TodayStage stage;
    stage.driver().click("瑞丰生猪养殖专业合作社");
    REQUIRE(stage.went);
    CHECK(*stage.went == app::Spot{Place::visits, stage.day.returned});
}

TEST_CASE("today: the quick acts give exactly their command") {
    TodayStage stage;
    SUBCASE("a new visit") {
        stage.driver().click("新建检查");
        REQUIRE(stage.commands.size() == 1);
        const auto made = stage.all<app::Create>();
        REQUIRE(made.size() == 1);
        REQUIRE(stage.went);
        CHECK(*stage.went == app::Spot{Place::visits, made[0].id});
    }
    SUBCASE("photos without a visit") {
        stage.driver().click("导入照片");
        stage.driver().frame();
        REQUIRE(stage.files);
        stage.chosen = {{"/tmp/a.jpg"}};
        stage.driver().frame(2);
        const auto added = stage.all<app::AddPhotos>();
        REQUIRE(added.size() == 1);
        CHECK(added[0].visit.is_nil());
    }
    SUBCASE("a sync") {
        stage.driver().click("screen//立即同步");
        CHECK(stage.commands.size() == 1);
        CHECK(stage.all<app::StartSync>().size() == 1);
    }
}

TEST_CASE("today: a lead sees what waits for review and from whom something has come") {
    TodayStage stage;
    stage.day.be_leader();
    stage.refresh();
    stage.driver().frame(4);
    CHECK(stage.request.review);
    const std::string text = stage.driver().text();
    for (const char* words : {"待审核", "周敏、李建国 · 14 处修改", "组员最近的检查记录", "李建国"})
        CHECK_MESSAGE(text.find(words) != std::string::npos, words);
    CHECK(stage.commands.empty());
}

TEST_CASE("today: tidy in both languages and at all sizes") {
    struct Look {
        ImVec2 size;
        float scale;
    };
    for (const Language language : {Language::zh, Language::en})
        for (const Look look : {Look{{1366, 768}, 1}, Look{{1920, 1080}, 1}, Look{{1366, 768}, 1.5f}})
            for (const bool leads : {false, true}) {
                TodayStage stage({.size = look.size, .scale = look.scale, .language = language});
                if (leads) stage.day.be_leader();
                stage.refresh();
                stage.driver().frame(4);
                CAPTURE(look.size.x);
                CAPTURE(look.scale);
                CAPTURE(leads);
                CHECK(stage.driver().duplicate_ids().empty());
                for (const auto& text : stage.driver().clipped_texts())
                    FAIL_CHECK(text);
            }
}

TEST_CASE("today: random presses, keys and words do no harm") {
    TodayStage stage;
    stage.driver().monkey(20240322, 300);
    CHECK(stage.driver().duplicate_ids().empty());
}
