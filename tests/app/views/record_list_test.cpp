#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

// The list of findings, newest first: outfall, drums, and one of the day before.
struct List : Stage {
    List() : Stage(Place::findings, app::make_findings()) {
        spot.open = day.drums;
        driver().settle();
    }
};

} // namespace

TEST_CASE("record list: a press on a row opens its record") {
    List stage;
    stage.driver().click("rows//雨水口有废水外排");
    CHECK(stage.went == app::Spot{Place::findings, stage.day.outfall});
    CHECK(stage.commands.empty());
}

TEST_CASE("record list: Alt and the arrows step through the records and stop at the ends") {
    List stage;
    stage.driver().key(ImGuiMod_Alt | ImGuiKey_UpArrow);
    CHECK(stage.spot.open == stage.day.outfall);
    stage.driver().frame(2);
    stage.driver().key(ImGuiMod_Alt | ImGuiKey_UpArrow);
    CHECK(stage.spot.open == stage.day.outfall);
    stage.driver().key(ImGuiMod_Alt | ImGuiKey_DownArrow, 2);
    CHECK(stage.spot.open != stage.day.outfall);
    CHECK(stage.spot.open != stage.day.drums);
    CHECK(stage.commands.empty());
}

TEST_CASE("record list: with nothing open the first step opens the first record") {
    List stage;
    stage.spot.open = {};
    stage.driver().settle();
    stage.driver().key(ImGuiMod_Alt | ImGuiKey_DownArrow);
    CHECK(stage.spot.open == stage.day.outfall);
}

TEST_CASE("record list: chips change what is asked of the store") {
    List stage;
    CHECK(stage.request.list.field.empty());
    stage.driver().click("list//严重");
    CHECK(stage.request.list.field == "severity");
    CHECK(stage.request.list.value == "serious");
    stage.driver().settle();
    CHECK(stage.driver().has("rows//危险废物贮存不规范"));
    CHECK_FALSE(stage.driver().has("rows//雨水口有废水外排"));
    stage.driver().click("list//被退回");
    CHECK(stage.request.list.field == "review.state");
    stage.driver().settle();
    CHECK(stage.driver().sees("没有符合条件的记录"));
    stage.driver().click("list//全部");
    CHECK(stage.request.list.field.empty());
}

TEST_CASE("record list: the search line filters by every word, whatever the letters' case") {
    List stage;
    stage.day.add("finding", stage.day.zhou, test::march(22, 10, 50),
                  {{"title", "总排口 COD 超标"}, {"types.WATER", true}});
    stage.refresh();
    stage.driver().settle();
    stage.driver().fill("在列表中查找", "cod 排口");
    stage.driver().settle();
    CHECK(stage.driver().has("rows//总排口 COD 超标"));
    CHECK_FALSE(stage.driver().has("rows//雨水口有废水外排"));
    stage.driver().fill("在列表中查找", "不存在的词");
    stage.driver().settle();
    CHECK(stage.driver().sees("没有符合条件的记录"));
    stage.driver().click("显示全部");
    stage.driver().settle();
    CHECK(stage.driver().has("rows//雨水口有废水外排"));
    CHECK(stage.commands.empty());
}

TEST_CASE("record list: all rows are equally high, with badges and without, with a second line and without") {
    List stage;
    stage.day.add("finding", stage.day.zhou, test::march(22, 10, 50), {{"title", "什么都没填"}});
    stage.refresh();
    stage.driver().settle();
    float height = 0;
    int rows = 0;
    for (const auto& item : stage.driver().items()) {
        if (item.window.find("rows") == std::string::npos || item.label.find("rows") != std::string::npos) continue;
        if (rows++ == 0) height = item.rect.GetHeight();
        CHECK(item.rect.GetHeight() == height);
    }
    CHECK(rows == 4);
}

TEST_CASE("record list: thousands of rows cost no more than those in view") {
    List stage;
    for (int i = 0; i < 490; ++i)
        stage.day.add("finding", stage.day.zhou, test::march(1 + i % 20, 9, i % 60),
                      {{"title", "问题" + std::to_string(i)}});
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().items().size() < 200);
    CHECK(stage.driver().sees("493 条"));
}

TEST_CASE("record list: an empty list says what to do") {
    List stage;
    std::erase_if(stage.day.records, [](const auto& entry) { return entry.second.kind == "finding"; });
    stage.spot.open = {};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees("还没有问题"));
}
