#include "tests/app/views/screen_checks.hpp"

#include "app/domain/coordinates.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

struct Map : Stage {
    explicit Map(const sync::RecordId& open = {}, const test::DriverOptions& options = {})
        : Stage(Place::map, app::make_map(), open, options) {
        driver().settle();
    }
    // A place of the map between pins and panels.
    ImVec2 ground() {
        const auto& map = driver().at("map//地图").rect;
        return {map.Max.x - 160, map.Max.y - 120};
    }
    void click_ground(float dx = 0, float dy = 0) {
        driver().click_at({ground().x + dx, ground().y + dy});
        driver().settle();
    }
    // Only these layers are shown: others may lie over what is pressed.
    void show_only(const char* kind) {
        for (const char* other : {"点位", "现场检查", "问题", "照片"})
            if (std::string(other) != kind) driver().click(std::string("map filters//") + other);
        driver().settle();
        driver().click("map tools//显示全部");
        driver().settle();
    }
};

} // namespace

TEST_CASE("map: nothing is asked for by itself") {
    test::check_quiet(Place::map, app::make_map, {});
}

TEST_CASE("map: no text is cut or covered, whatever card is open") {
    const test::SampleDay day;
    for (const auto& open : {sync::RecordId{}, day.plating, day.visit, day.drums, day.photo})
        test::check_layout(Place::map, app::make_map, open);
}

TEST_CASE("map: a press on a pin opens its card, a second one the record") {
    Map stage;
    stage.show_only("点位");
    stage.driver().click("map//临江印染股份有限公司");
    stage.driver().settle();
    CHECK(stage.driver().has("map card//打开"));
    CHECK(stage.request.open == stage.day.dyeing);
    CHECK_FALSE(stage.went);
    stage.driver().click("map//临江印染股份有限公司");
    stage.driver().frame(2);
    REQUIRE(stage.went);
    CHECK(*stage.went == app::Spot{Place::sites, stage.day.dyeing});
    CHECK(stage.commands.empty());
}

TEST_CASE("map: what is chosen has its pin also where it is one of many") {
    Map stage(test::SampleDay().photo);
    CHECK(stage.driver().has("map card//打开"));
    CHECK(stage.driver().find("map//危废桶无标签#0")->window.find("map card") == std::string::npos);
    CHECK(stage.request.open == stage.day.photo);
}

TEST_CASE("map: the card opens the record, and is closed by its cross, the ground and Escape") {
    Map stage;
    stage.show_only("点位");
    const auto select = [&] {
        stage.driver().click("map//临江印染股份有限公司");
        stage.driver().settle();
        REQUIRE(stage.driver().has("map card//打开"));
    };
    select();
    stage.driver().click("map card//关闭");
    stage.driver().settle();
    CHECK_FALSE(stage.driver().has("map card//打开"));
    select();
    stage.click_ground();
    CHECK_FALSE(stage.driver().has("map card//打开"));
    select();
    stage.driver().key(ImGuiKey_Escape);
    stage.driver().settle();
    CHECK_FALSE(stage.driver().has("map card//打开"));
    select();
    stage.driver().click("map card//打开");
    stage.driver().frame(2);
    REQUIRE(stage.went);
    CHECK(stage.went->open == stage.day.dyeing);
}

TEST_CASE("map: a press on a cluster looks nearer until its parts come apart") {
    Map stage;
    const auto near = stage.day.add("site", stage.day.zhou, test::march(20, 9, 0),
                                    {{"name", "旁边的厂"}, {"lat", "29.431205"}, {"lon", "113.006510"}});
    CHECK_FALSE(near.is_nil());
    stage.refresh();
    stage.driver().settle();
    stage.show_only("点位");
    REQUIRE(stage.driver().has("map//点位 2"));
    const int before = stage.request.map.zoom;
    stage.driver().click("map//点位 2");
    stage.driver().settle();
    CHECK(stage.request.map.zoom > before);
    CHECK(stage.driver().has("map//旁边的厂"));
}

TEST_CASE("map: what stands at the very same place is listed, and opened from there") {
    Map stage;
    for (const char* name : {"甲厂", "乙厂"})
        stage.day.add("site", stage.day.zhou, test::march(20, 9, 0),
                      {{"name", name}, {"lat", "28.8"}, {"lon", "113.5"}});
    stage.refresh();
    stage.driver().settle();
    stage.show_only("点位");
    stage.driver().click("map//点位 2");
    stage.driver().settle();
    CHECK(stage.driver().sees("这里有 2 条"));
    stage.driver().click("map card//乙厂");
    stage.driver().settle();
    CHECK(stage.driver().has("map card//打开"));
    CHECK(stage.driver().sees("乙厂"));
}

TEST_CASE("map: filters are asked of the store, and taken back together") {
    Map stage;
    stage.driver().click("map filters//照片");
    stage.driver().settle();
    CHECK_FALSE(stage.request.map.filter.layers[3]);
    CHECK(stage.request.map.filter.layers[0]);
    stage.driver().click("map filters//问题程度");
    stage.driver().settle();
    stage.driver().click("较重");
    stage.driver().settle();
    CHECK(stage.request.map.filter.severity == "moderate");
    stage.driver().click("map filters//只看我的");
    stage.driver().click("map filters//只看有分歧的");
    stage.driver().fill("map filters//起始日期", "2024-03-22");
    stage.driver().key(ImGuiKey_Enter);
    stage.driver().settle();
    CHECK(stage.request.map.filter.only_mine);
    CHECK(stage.request.map.filter.only_contested);
    CHECK(stage.request.map.filter.from == "2024-03-22");
    stage.driver().click("map filters//清除筛选");
    stage.driver().settle();
    CHECK(stage.request.map.filter == app::MapFilter{});
    CHECK(stage.commands.empty());
}

TEST_CASE("map: keys alone move, zoom, choose a pin and open it") {
    Map stage;
    stage.show_only("点位");
    stage.click_ground(); // the map has the keys
    const int zoom = stage.request.map.zoom;
    stage.driver().key(ImGuiKey_Equal);
    stage.driver().key(ImGuiKey_Equal);
    stage.driver().settle();
    CHECK(stage.request.map.zoom == zoom + 2);
    stage.driver().key(ImGuiKey_0);
    stage.driver().settle();
    CHECK(stage.request.map.zoom == zoom);
    const auto before = stage.driver().at("map//临江印染股份有限公司").rect.Min;
    stage.driver().key(ImGuiKey_LeftArrow);
    stage.driver().settle();
    CHECK(stage.driver().at("map//临江印染股份有限公司").rect.Min.x > before.x + 50);
    stage.driver().key(ImGuiKey_RightArrow);
    for (int i = 0; i < 40 && stage.driver().focused() != "临江印染股份有限公司"; ++i)
        stage.driver().key(ImGuiKey_Tab);
    REQUIRE(stage.driver().focused() == "临江印染股份有限公司");
    stage.driver().key(ImGuiKey_Enter);
    stage.driver().settle();
    CHECK(stage.driver().has("map card//打开"));
    stage.driver().key(ImGuiKey_Enter);
    stage.driver().frame(2);
    REQUIRE(stage.went);
    CHECK(stage.went->open == stage.day.dyeing);
}

TEST_CASE("map: the wheel zooms about the pointer, dragging moves the map and is no click") {
    Map stage;
    stage.show_only("点位");
    const std::string pin = "map//临江印染股份有限公司";
    const ImRect before = stage.driver().at(pin).rect;
    stage.driver().press(stage.ground());
    stage.driver().move({stage.ground().x - 60, stage.ground().y - 40});
    stage.driver().frame();
    stage.driver().release();
    stage.driver().settle();
    CHECK(stage.driver().at(pin).rect.Min.x == doctest::Approx(before.Min.x - 60).epsilon(0.02));
    CHECK(stage.driver().at(pin).rect.Min.y == doctest::Approx(before.Min.y - 40).epsilon(0.02));
    const int zoom = stage.request.map.zoom;
    stage.driver().wheel(pin, 4);
    stage.driver().settle();
    CHECK(stage.request.map.zoom == zoom + 2);
    CHECK(stage.driver().has(pin));
    CHECK(stage.commands.empty());
}

TEST_CASE("map: distances are summed along the places that were pressed") {
    Map stage;
    stage.driver().click("map tools//测量距离");
    stage.driver().settle();
    CHECK(stage.driver().sees("在地图上依次点几处"));
    stage.click_ground();
    stage.click_ground(-100, 0);
    CHECK(stage.driver().sees("总长"));
    CHECK(stage.driver().sees("270°"));
    stage.click_ground(-100, -80);
    stage.driver().click("map card//退一点");
    stage.driver().click("map card//重新测量");
    stage.driver().settle();
    CHECK(stage.driver().sees("在地图上依次点几处"));
    stage.driver().click("map tools//测量距离");
    stage.driver().settle();
    CHECK_FALSE(stage.driver().sees("在地图上依次点几处"));
    CHECK(stage.commands.empty());
}

TEST_CASE("map: a record gets the position that is pressed and confirmed") {
    Map stage(test::SampleDay().dyeing);
    stage.spot = {Place::map, stage.day.dyeing, true};
    stage.driver().settle();
    CHECK(stage.driver().sees("选定位置"));
    CHECK(stage.driver().at("map card//保存位置").disabled());
    stage.click_ground();
    stage.follow = false;
    stage.driver().click("map card//保存位置");
    stage.driver().frame(2);
    const auto written = stage.all<app::SetFields>();
    REQUIRE(written.size() == 1);
    CHECK(written[0].id == stage.day.dyeing);
    REQUIRE(written[0].fields.size() == 3);
    CHECK(written[0].fields[0].first == "lat");
    CHECK(written[0].fields[1].first == "lon");
    CHECK(written[0].fields[2] == std::pair<std::string, sync::Value>("position_source", "map"));
    CHECK(app::read_degrees(*written[0].fields[0].second.text()));
    CHECK(app::read_degrees(*written[0].fields[1].second.text()));
    REQUIRE(stage.went);
    CHECK(*stage.went == app::Spot{Place::sites, stage.day.dyeing});
    CHECK(stage.toast);
}

TEST_CASE("map: choosing a position can be left, and works without a mouse by the picture's middle") {
    Map stage;
    stage.spot = {Place::map, stage.day.visit, true};
    stage.driver().settle();
    stage.driver().click("map card//取图的正中");
    stage.driver().settle();
    CHECK_FALSE(stage.driver().at("map card//保存位置").disabled());
    stage.driver().click("map card//关闭");
    stage.driver().settle();
    CHECK_FALSE(stage.spot.choosing);
    CHECK(stage.commands.empty());
}

TEST_CASE("map: a map file that covers the view is asked for its tiles and named") {
    Map stage;
    app::MapFile file;
    file.path = "/maps/yueyang.mbtiles";
    file.name = "岳阳影像";
    file.attribution = "湖南省自然资源厅";
    file.south_west = {28, 112};
    file.north_east = {30, 114};
    file.min_zoom = 6;
    file.max_zoom = 12;
    stage.day.maps = {file};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees("湖南省自然资源厅"));
    stage.day.maps[0].failed = sync::fail(sync::ErrorKind::corrupt, "broken");
    stage.refresh();
    stage.driver().settle();
    CHECK_FALSE(stage.driver().sees("湖南省自然资源厅"));
}

TEST_CASE("map: without any position it says how records get one") {
    Map stage;
    stage.day.records.clear();
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees("还没有带位置的记录"));
}

TEST_CASE("map: random use, and a random walk of moving and zooming") {
    test::check_monkey(Place::map, app::make_map, {}, 500);
    Map stage;
    for (int i = 0; i < 300; ++i) {
        stage.driver().key(std::array{ImGuiKey_LeftArrow, ImGuiKey_UpArrow, ImGuiKey_Equal, ImGuiKey_Minus,
                                      ImGuiKey_RightArrow, ImGuiKey_DownArrow}[static_cast<std::size_t>(i * 7 % 6)]);
        if (i % 9 == 0) stage.driver().wheel("map//地图", i % 2 == 0 ? 3.f : -2.f);
    }
    CHECK(stage.driver().duplicate_ids().empty());
    CHECK(stage.commands.empty());
}
