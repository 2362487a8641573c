#include "tests/app/views/screen_checks.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

struct Photos : Stage {
    explicit Photos(const test::DriverOptions& options = {}) : Stage(Place::photos, app::make_photos(), {}, options) {
        driver().settle();
    }

    void add_many(int count) {
        for (int i = 0; i < count; ++i) {
            const auto when = test::march(1 + i % 20, 9, i % 60);
            day.add("photo", day.zhou, when,
                    {{"caption", "厂界"}, {"taken_at", sync::to_text(when)}, {"sha256", "chimney 3"}});
        }
        refresh();
        driver().settle();
    }
    long tiles() {
        const auto& items = driver().items();
        return std::count_if(items.begin(), items.end(), [](const auto& item) { return item.label == "厂界"; });
    }
};

} // namespace

TEST_CASE("photos: nothing is asked for by itself") {
    test::check_quiet(Place::photos, app::make_photos, {});
}

TEST_CASE("photos: no text is cut or covered, in the grid and in full view") {
    test::check_layout(Place::photos, app::make_photos, {});
    test::check_layout(Place::photos, app::make_photos, test::SampleDay().photo);
}

TEST_CASE("photos: the button asks for files, and the answer becomes photos of no visit") {
    Photos stage;
    stage.driver().click("添加照片");
    REQUIRE(stage.files);
    CHECK(stage.files->wish == app::FileWish::photos);
    stage.chosen = {{"/camera"}};
    stage.driver().frame(2);
    const auto added = stage.all<app::AddPhotos>();
    REQUIRE(added.size() == 1);
    CHECK(added[0].paths == std::vector<std::filesystem::path>{"/camera"});
    CHECK(added[0].visit.is_nil());
    CHECK(added[0].finding.is_nil());
}

TEST_CASE("photos: originals that are not here are counted, and those that are shown are fetched at one press") {
    Photos stage;
    stage.day.base.not_here = {stage.day.photo};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees("张已到"));
    CHECK(stage.driver().clipped_texts().empty());
    stage.driver().click("取来其余 1 张");
    const auto wishes = stage.all<app::FetchPhotos>();
    REQUIRE(wishes.size() == 1);
    CHECK(wishes[0].ids == std::vector<sync::RecordId>{stage.day.photo});
}

TEST_CASE("photos: dropped files become photos of no visit") {
    Photos stage;
    stage.dropped = {"/camera/1.jpg"};
    stage.driver().frame(2);
    REQUIRE(stage.all<app::AddPhotos>().size() == 1);
    CHECK(stage.all<app::AddPhotos>()[0].visit.is_nil());
}

TEST_CASE("photos: they stand below their days") {
    Photos stage;
    stage.add_many(40);
    CHECK(stage.driver().sees("今天"));
    CHECK(stage.driver().sees("2024-03-20"));
    CHECK(stage.driver().text().find("今天") < stage.driver().text().find("2024-03-20"));
}

TEST_CASE("photos: chips show those without a caption, and those without a finding") {
    Photos stage;
    stage.driver().click("photo head//缺说明");
    stage.driver().settle();
    CHECK(stage.driver().has("IMG_20240322_104605.jpg"));
    CHECK_FALSE(stage.driver().has("含铬污泥"));
    stage.driver().click("photo head//未归入问题");
    stage.driver().settle();
    CHECK(stage.driver().has("总排口"));
    CHECK_FALSE(stage.driver().has("含铬污泥"));
    CHECK(stage.commands.empty());
}

TEST_CASE("photos: of thousands only those in view are drawn, and more are asked for on the way down") {
    Photos stage;
    stage.add_many(1000);
    const std::size_t first = stage.request.list.limit;
    CHECK(first < 1009);
    CHECK(stage.tiles() < 60);
    for (int i = 0; i < 40; ++i)
        stage.driver().wheel("photo grid//厂界", -40);
    stage.driver().settle();
    CHECK(stage.request.list.limit > first);
    CHECK(stage.tiles() < 60);
    CHECK(stage.commands.empty());
}

TEST_CASE("photos: a press opens the full view, Escape leaves it") {
    Photos stage;
    stage.driver().click("含铬污泥");
    stage.driver().settle();
    CHECK(stage.driver().sees("5 / 9"));
    stage.driver().key(ImGuiKey_Escape);
    stage.driver().settle();
    CHECK_FALSE(stage.driver().sees("5 / 9"));
    CHECK(stage.commands.empty());
}

TEST_CASE("photos: the findings of its visit are there to choose from in the full view") {
    Photos stage;
    stage.driver().click("总排口");
    stage.driver().settle();
    CHECK(stage.request.open == stage.day.visit);
    stage.driver().click("facts//问题");
    stage.driver().settle();
    stage.driver().click("雨水口有废水外排");
    stage.rest();
    const auto written = stage.all<app::SetFields>();
    REQUIRE(written.size() == 1);
    CHECK(written[0].fields == app::FieldValues{{"finding", stage.day.outfall.text()}});
}

TEST_CASE("photos: one that was found by search opens at once, and once more after it was closed") {
    Photos stage;
    for (int i = 0; i < 2; ++i) {
        stage.spot.open = stage.day.photo;
        stage.driver().settle();
        CHECK(stage.driver().sees("6 / 9"));
        stage.driver().click("关闭");
        stage.driver().settle();
        CHECK(stage.spot.open.is_nil());
        CHECK_FALSE(stage.driver().sees("6 / 9"));
    }
}

TEST_CASE("photos: one that is not among those listed opens too") {
    Photos stage;
    const auto when = test::march(1, 1, 1);
    const auto old =
        stage.day.add("photo", stage.day.zhou, when,
                      {{"caption", "很久以前"}, {"taken_at", sync::to_text(when)}, {"sha256", "chimney 2"}});
    stage.add_many(400);
    stage.spot.open = old;
    stage.driver().settle();
    CHECK(stage.driver().sees("1 / 1"));
    CHECK(stage.driver().sees("很久以前"));
}

TEST_CASE("photos: the full view stays while a photo gets the caption that it lacked") {
    Photos stage;
    stage.driver().click("photo head//缺说明");
    stage.driver().settle();
    stage.driver().click("IMG_20240322_104605.jpg");
    stage.driver().settle();
    stage.driver().fill("facts//说明", "雨水口近景");
    stage.rest();
    REQUIRE(stage.all<app::SetFields>().size() == 1);
    const auto id = stage.all<app::SetFields>()[0].id;
    sync::write(stage.day.at(id), "caption", "雨水口近景", stage.day.zhou, stage.now);
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees("1 / 1"));
}

TEST_CASE("photos: none yet: the screen says how to add them") {
    Photos stage;
    std::erase_if(stage.day.records, [](const auto& entry) { return entry.second.kind == "photo"; });
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees("还没有照片"));
    stage.driver().click("选择照片");
    CHECK(stage.files);
}

TEST_CASE("photos: random use") {
    test::check_monkey(Place::photos, app::make_photos, {}, 600);
}

namespace {

// Presses the circle in a tile's upper right corner.
void tick(test::Driver& driver, const std::string& tile) {
    const test::Item item = driver.at(tile);
    driver.click_at({item.rect.Max.x - 14, item.rect.Min.y + 14});
}

void click_with(test::Driver& driver, ImGuiKey mod, const std::string& tile) {
    ImGui::GetIO().AddKeyEvent(mod, true);
    driver.click(tile);
    ImGui::GetIO().AddKeyEvent(mod, false);
    driver.frame(2);
}

} // namespace

TEST_CASE("photos: the circle of a tile selects it, a press then selects more, and nothing is opened") {
    Photos stage;
    tick(stage.driver(), "含铬污泥");
    stage.driver().settle();
    CHECK(stage.driver().sees("已选 1 张"));
    stage.driver().click("总排口");
    stage.driver().settle();
    CHECK(stage.driver().sees("已选 2 张"));
    CHECK_FALSE(stage.driver().sees("/ 9"));
    stage.driver().click("总排口");
    stage.driver().click("含铬污泥");
    stage.driver().settle();
    CHECK_FALSE(stage.driver().sees("已选"));
    CHECK(stage.commands.empty());
}

TEST_CASE("photos: Ctrl picks one more, Shift picks a range, Ctrl+A all of them, Escape none") {
    Photos stage;
    auto& driver = stage.driver();
    click_with(driver, ImGuiMod_Ctrl, "总排口");
    driver.settle();
    CHECK(driver.sees("已选 1 张"));
    click_with(driver, ImGuiMod_Shift, "危废桶无标签"); // three minutes and three photos earlier in the list
    driver.settle();
    CHECK(driver.sees("已选 4 张"));
    driver.key(ImGuiMod_Ctrl | ImGuiKey_A);
    driver.settle();
    CHECK(driver.sees("已选 9 张"));
    driver.key(ImGuiKey_Escape);
    driver.settle();
    CHECK_FALSE(driver.sees("已选"));
}

TEST_CASE("photos: one caption and one fact to be proved are written into all that are selected, as one command") {
    Photos stage;
    auto& driver = stage.driver();
    driver.key(ImGuiMod_Ctrl | ImGuiKey_A);
    driver.settle();
    CHECK(driver.clipped_texts().empty());
    driver.fill("photo selection//说明", "厂区东侧");
    driver.fill("photo selection//证明对象", "雨污未分流");
    driver.click("写入");
    const auto written = stage.all<app::SetMany>();
    REQUIRE(written.size() == 1);
    CHECK(written[0].ids.size() == 9);
    CHECK(written[0].fields == app::FieldValues{{"caption", "厂区东侧"}, {"proves", "雨污未分流"}});
    REQUIRE(stage.toast);
    CHECK(stage.toast->undo);
}

TEST_CASE("photos: Enter in the caption writes it, and what was not typed is left as it is") {
    Photos stage;
    tick(stage.driver(), "含铬污泥");
    stage.driver().settle();
    stage.driver().fill("photo selection//说明", "含铬污泥堆\n");
    stage.driver().settle();
    const auto written = stage.all<app::SetMany>();
    REQUIRE(written.size() == 1);
    CHECK(written[0].ids.size() == 1);
    CHECK(written[0].fields == app::FieldValues{{"caption", "含铬污泥堆"}});
}

TEST_CASE("photos: those that are selected go into a finding of their visit, those that are there already stay") {
    Photos stage;
    auto& driver = stage.driver();
    for (const char* tile : {"总排口", "含铬污泥"}) {
        tick(driver, tile);
        driver.settle();
    }
    CHECK(stage.request.open == stage.day.visit);
    driver.click("photo selection//归入问题…");
    driver.settle();
    driver.click("问题 1　危险废物贮存不规范");
    const auto moved = stage.all<app::SetMany>();
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].ids.size() == 1);
    CHECK(moved[0].fields == app::FieldValues{{"finding", stage.day.drums.text()}});
}

TEST_CASE("photos: all that are selected are deleted with one reason") {
    Photos stage;
    auto& driver = stage.driver();
    for (const char* tile : {"总排口", "含铬污泥"}) {
        tick(driver, tile);
        driver.settle();
    }
    driver.key(ImGuiKey_Delete);
    driver.settle();
    CHECK(stage.all<app::Delete>().empty());
    driver.fill("删除理由", "误拍");
    driver.click("question//删除");
    const auto deleted = stage.all<app::Delete>();
    REQUIRE(deleted.size() == 1);
    CHECK(deleted[0].ids.size() == 2);
    CHECK(deleted[0].reason == "误拍");
    driver.settle();
    CHECK_FALSE(driver.sees("已选"));
}

TEST_CASE("photos: a photo is dragged onto a finding, and with it all that are selected") {
    Photos stage;
    auto& driver = stage.driver();
    for (const char* tile : {"总排口", "厂区全景"}) {
        tick(driver, tile);
        driver.settle();
    }
    const ImVec2 from = driver.at("总排口").rect.GetCenter();
    driver.press(from);
    driver.move({from.x + 20, from.y + 20});
    driver.frame(3);
    CHECK(driver.sees("问题 2　雨水口有废水外排"));
    driver.move({400, 768 - 30 - 42}); // the second place of the shelf
    driver.frame(3);
    driver.release();
    driver.frame(2);
    const auto moved = stage.all<app::SetMany>();
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].ids.size() == 2);
    CHECK(moved[0].fields == app::FieldValues{{"finding", stage.day.outfall.text()}});
    CHECK_FALSE(driver.sees("问题 2　雨水口有废水外排"));
}

TEST_CASE("photos: those that do not fit their visit are marked with words and stand behind one chip") {
    Photos stage;
    auto& driver = stage.driver();
    CHECK_FALSE(driver.sees("时间不符"));
    sync::Record& photo = stage.day.at(stage.day.photo);
    sync::write(photo, "taken_at", sync::to_text(test::march(22, 8, 0)), stage.day.zhou, test::march(22, 10, 50));
    stage.refresh();
    driver.settle();
    CHECK(driver.sees("时间不符"));
    driver.click("photo head//需要处理");
    driver.settle();
    CHECK(driver.has("危废桶无标签"));
    CHECK_FALSE(driver.has("总排口"));
    driver.hover("危废桶无标签");
    driver.frame(60);
    CHECK(driver.sees("拍摄时间比检查开始早 2 小时 10 分"));
}

TEST_CASE("photos: the clock of the camera is corrected for all photos of its import") {
    Photos stage;
    auto& driver = stage.driver();
    stage.day.base.camera_photos = 7;
    tick(driver, "含铬污泥");
    driver.settle();
    driver.click("校正相机时间");
    driver.settle();
    CHECK(driver.sees("7 张照片一起校正"));
    CHECK(driver.clipped_texts().empty());
    driver.fill("相机时钟快慢多少", "3 分 20 秒");
    driver.settle();
    CHECK(driver.sees("2024-03-22 10:25:40"));
    driver.click("dialog//校正");
    const auto corrected = stage.all<app::CorrectClock>();
    REQUIRE(corrected.size() == 1);
    CHECK(corrected[0].ahead_s == 200);
}

TEST_CASE("photos: the true time of one photo says how far its camera's clock was off") {
    Photos stage;
    auto& driver = stage.driver();
    tick(driver, "含铬污泥");
    driver.settle();
    driver.click("校正相机时间");
    driver.settle();
    driver.click("按真实时间填写");
    driver.settle();
    driver.fill("这张照片的真实拍摄时间", "十点");
    driver.settle();
    CHECK(driver.sees("认不出这个时间"));
    driver.fill("这张照片的真实拍摄时间", "10:31:05");
    driver.settle();
    driver.click("dialog//校正");
    const auto corrected = stage.all<app::CorrectClock>();
    REQUIRE(corrected.size() == 1);
    CHECK(corrected[0].ahead_s == -125);
}
