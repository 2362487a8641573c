#include "tests/app/views/screen_checks.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

struct SitePage : Stage {
    SitePage() : Stage(Place::sites, app::make_sites(), test::SampleDay().dyeing) { driver().settle(); }
    void paste(const std::string& typed) {
        driver().click("粘贴坐标");
        driver().settle();
        driver().fill("坐标或链接", typed);
        driver().settle();
    }
    std::map<std::string, std::string> written() {
        rest();
        std::map<std::string, std::string> fields;
        for (const auto& set : all<app::SetFields>())
            for (const auto& [name, value] : set.fields)
                fields[name] = value.text() == nullptr ? "null" : *value.text();
        return fields;
    }
};

} // namespace

TEST_CASE("position entry: what a map program's link names is kept as WGS-84, with its own words") {
    SitePage page;
    page.paste("https://uri.amap.com/marker?position=113.1348642,29.3545446");
    CHECK(page.driver().sees("29.357100"));
    page.driver().click("填入");
    const auto fields = page.written();
    CHECK(fields.at("lat").substr(0, 8) == "29.35710");
    CHECK(fields.at("lon").substr(0, 9) == "113.12890");
    CHECK(fields.at("position_typed") == "https://uri.amap.com/marker?position=113.1348642,29.3545446 (GCJ-02)");
    CHECK(fields.at("position_source") == "typed");
}

TEST_CASE("position entry: the chosen system counts for what does not name its own") {
    SitePage page;
    page.paste("29.3545446, 113.1348642");
    CHECK(page.driver().sees("29.3545446, 113.1348642"));
    page.driver().click("高德、腾讯");
    page.driver().settle();
    page.driver().click("填入");
    CHECK(page.written().at("lat").substr(0, 8) == "29.35710");
}

TEST_CASE("position entry: what is no position says why and fills in nothing") {
    SitePage page;
    page.paste("29.35");
    CHECK(page.driver().sees("只有一个数"));
    CHECK(page.driver().at("填入").disabled());
    page.driver().key(ImGuiKey_Escape, 2);
    CHECK(page.written().empty());
}

TEST_CASE("position entry: the way to the map leads there to choose") {
    SitePage page;
    page.follow = false;
    page.driver().click("在地图上定位");
    page.driver().frame(2);
    REQUIRE(page.went);
    CHECK(*page.went == app::Spot{Place::map, page.day.dyeing, true});
}
