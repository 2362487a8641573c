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
                              "粪污暂存池的容积和防渗情况没有写", "还没有告知对方权利", "没有写法律依据",
                              "请以过磅单为准", "待同步 3 条记录、9 张照片"})
        CHECK_MESSAGE(text.find(words) != std::string::npos, words);
    CHECK(stage.commands.empty());
    CHECK_FALSE(stage.went);
    CHECK_FALSE(stage.files);
}

TEST_CASE("today: what is planned for later, or for no day yet, stands below the day") {
    TodayStage stage;
    CHECK_FALSE(stage.driver().sees("之后的安排"));
    const auto id = stage.day.add("visit", stage.day.zhou, test::march(22, 9, 0),
                                  {{"site", stage.day.dyeing.text()}, {"state", "planned"}, {"mode", "covert"}});
    stage.refresh();
    stage.driver().frame(3);
    CHECK(stage.driver().sees("之后的安排"));
    stage.driver().click("临江印染股份有限公司#1");
    REQUIRE(stage.went);
    CHECK(*stage.went == app::Spot{Place::visits, id});
}

TEST_CASE("today: a line opens its visit") {
    TodayStage stage;
    stage.driver().click("瑞丰生猪养殖专业合作社");
    REQUIRE(stage.went);
    CHECK(*stage.went == app::Spot{Place::visits, stage.day.returned});
}

namespace {

// The one without a caption.
sync::RecordId last_photo(const test::SampleDay& day) {
    for (const auto& [id, record] : day.records)
        if (record.kind == "photo" && sync::shown_text(record, "caption").empty()) return id;
    return {};
}

} // namespace

TEST_CASE("today: what is missing is one press away from the field where it is mended") {
    TodayStage stage;
    const auto& day = stage.day;
    const auto lands = [&](const std::string& line, const app::Spot& spot) {
        stage.clear();
        stage.driver().click(line);
        REQUIRE_MESSAGE(stage.went, line);
        CHECK_MESSAGE(*stage.went == spot, line);
    };
    lands("还没有告知对方权利", {Place::visits, day.visit, false, {day.visit, "rights_told"}});
    stage.driver().click("还有 2 项");
    lands("没有说明", {Place::visits, day.visit, false, {last_photo(day), "caption"}});
    lands("缺严重程度", {Place::findings, day.outfall, false, {day.outfall, "severity"}});
    lands("没有写法律依据", {Place::findings, day.outfall, false, {day.outfall, "legal_basis"}});
    CHECK(stage.commands.empty());
}

TEST_CASE("today: a comment of somebody else leads to the thread where it stands, own ones do not") {
    TodayStage stage;
    const auto& day = stage.day;
    stage.driver().click("含铬污泥的重量请以过磅单为准，把联单编号也拍下来。");
    REQUIRE(stage.went);
    CHECK(*stage.went == app::Spot{Place::findings, day.drums, false, {day.drums, "", true}});
    stage.day.add("comment", day.zhou, test::march(22, 10, 50), {{"record", day.drums.text()}, {"text", "已拍"}});
    stage.refresh();
    stage.driver().frame(3);
    CHECK_FALSE(stage.driver().sees("含铬污泥的重量"));
    CHECK(stage.driver().sees("过磅单已要到"));
}

TEST_CASE("today: the quick acts give exactly their command") {
    TodayStage stage;
    SUBCASE("a new visit") {
        stage.driver().click("新建检查");
        REQUIRE(stage.commands.size() == 1);
        const auto made = stage.all<app::Create>();
        REQUIRE(made.size() == 1);
        REQUIRE(stage.went);
        CHECK(*stage.went == app::Spot{Place::visits, made[0].id, false, {made[0].id, "site"}});
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
