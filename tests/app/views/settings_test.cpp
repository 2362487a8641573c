#include "tests/app/views/screen_checks.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

struct Settings : Stage {
    Settings() : Stage(Place::settings, app::make_settings()) { driver().settle(); }
    // What a press on that word asks to set.
    void presses(const char* word, const char* name, const char* value) {
        CAPTURE(word);
        clear();
        driver().click(word);
        REQUIRE(commands.size() == 1);
        const auto set = all<app::SetSetting>();
        REQUIRE(set.size() == 1);
        CHECK(set[0].name == name);
        CHECK(set[0].value == value);
    }
};

} // namespace

TEST_CASE("settings: nothing is asked for by itself") {
    test::check_quiet(Place::settings, app::make_settings, {});
}

TEST_CASE("settings: no text is cut or covered") {
    test::check_layout(Place::settings, app::make_settings, {});
}

TEST_CASE("settings: language, theme and size are set by one press each") {
    Settings stage;
    stage.presses("English", "language", "en");
    stage.presses("深色", "theme", "dark");
    stage.presses("高对比度", "theme", "contrast");
    stage.presses("150%", "zoom", "150");
    stage.presses("80%", "zoom", "80");
}

TEST_CASE("settings: which photos come with a sync and how long they stay is set by one press each") {
    Settings stage;
    stage.presses("需要时再取", "photos.fetch", "on_demand");
    stage.presses("90 天", "photos.keep_days", "90");
    CHECK_FALSE(stage.driver().at("全部").checked());
    CHECK(stage.driver().at("一直保留").checked());
    stage.day.base.settings = {{"photos.fetch", "recent"}};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().at("最近几天").checked());
    CHECK(stage.driver().at("7 天").checked());
    stage.presses("14 天", "photos.fetch_days", "14");
}

TEST_CASE("settings: what is set already is marked, and a press on it asks for nothing") {
    Settings stage;
    stage.day.base.settings = {{"theme", "dark"}, {"zoom", "125"}};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().at("深色").checked());
    CHECK(stage.driver().at("125%").checked());
    CHECK_FALSE(stage.driver().at("100%").checked());
    CHECK(stage.driver().at("中文").checked());
    for (const char* word : {"深色", "125%", "中文"})
        stage.driver().click(word);
    CHECK(stage.commands.empty());
}

TEST_CASE("settings: values that a newer program wrote mark nothing and can be replaced") {
    Settings stage;
    stage.day.base.settings = {{"theme", "sepia"}, {"zoom", "huge"}};
    stage.refresh();
    stage.driver().settle();
    CHECK_FALSE(stage.driver().at("深色").checked());
    stage.presses("明亮（室外）", "theme", "light");
    stage.presses("100%", "zoom", "100");
}

TEST_CASE("settings: the laptop's person, team and folder stand there") {
    Settings stage;
    const std::string words = stage.driver().text();
    for (const char* part : {"周敏", "zhm7qd", "ssh://git@10.20.3.8/yueyang.git", "/home/zhou/踏勘"})
        CHECK_MESSAGE(words.find(part) != std::string::npos, part);
    stage.day.base.me.team_address.clear();
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees("尚未加入团队"));
}

TEST_CASE("settings: random use") {
    test::check_monkey(Place::settings, app::make_settings, {}, 1000);
}

TEST_CASE("settings: map files are added by the system's dialog, each once, and taken away") {
    Settings stage;
    CHECK(stage.driver().sees("还没有地图文件"));
    app::MapFile good;
    good.path = "/maps/yueyang.mbtiles";
    good.name = "岳阳影像";
    good.max_zoom = 12;
    app::MapFile bad;
    bad.path = "/maps/junk.mbtiles";
    bad.name = "junk.mbtiles";
    bad.failed = sync::fail(sync::ErrorKind::corrupt, "broken", "junk.mbtiles", "error.tiles_broken");
    stage.day.maps = {good, bad};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees("岳阳影像"));
    CHECK(stage.driver().sees("0–12 级"));
    CHECK(stage.driver().sees("已损坏"));
    stage.driver().click("添加地图文件");
    REQUIRE(stage.files);
    CHECK(stage.files->wish == app::FileWish::maps);
    stage.chosen = {{"/maps/yueyang.mbtiles", "/maps/hunan.mbtiles"}};
    stage.driver().frame(2);
    auto set = stage.all<app::SetSetting>();
    REQUIRE(set.size() == 1);
    CHECK(set[0].name == "map.files");
    CHECK(set[0].value == "/maps/yueyang.mbtiles\n/maps/junk.mbtiles\n/maps/hunan.mbtiles");
    stage.clear();
    stage.driver().click("移除#1");
    set = stage.all<app::SetSetting>();
    REQUIRE(set.size() == 1);
    CHECK(set[0].value == "/maps/yueyang.mbtiles");
}
