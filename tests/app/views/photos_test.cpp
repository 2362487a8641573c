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
