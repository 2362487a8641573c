#include "tests/app/views/screen_checks.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

sync::RecordId plating() {
    return test::SampleDay().plating;
}

struct Sites : Stage {
    explicit Sites(const test::DriverOptions& options = {})
        : Stage(Place::sites, app::make_sites(), plating(), options) {
        driver().settle();
    }
};

} // namespace

TEST_CASE("sites: nothing is asked for by itself") {
    test::check_quiet(Place::sites, app::make_sites, plating());
    test::check_quiet(Place::sites, app::make_sites, {});
}

TEST_CASE("sites: no text is cut or covered") {
    test::check_layout(Place::sites, app::make_sites, plating());
    test::check_layout(Place::sites, app::make_sites, {});
}

TEST_CASE("sites: they are listed by name") {
    Sites stage;
    CHECK(stage.request.list.kind == "site");
    CHECK(stage.request.list.order == app::Order::title);
}

TEST_CASE("sites: the button makes an empty one and opens it") {
    Sites stage;
    stage.driver().click("新增点位");
    const auto made = stage.all<app::Create>();
    REQUIRE(made.size() == 1);
    CHECK(made[0].kind == "site");
    CHECK(made[0].fields.empty());
    CHECK(stage.went == app::Spot{Place::sites, made[0].id});
}

TEST_CASE("sites: a visit begins here, now, with this person") {
    Sites stage;
    stage.driver().click("开始检查");
    const auto made = stage.all<app::Create>();
    REQUIRE(made.size() == 1);
    CHECK(made[0].kind == "visit");
    const std::map<std::string, sync::Value> fields(made[0].fields.begin(), made[0].fields.end());
    CHECK(fields.at("site") == sync::Value(stage.day.plating.text()));
    CHECK(fields.at("started_at") == sync::Value(sync::to_text(test::sample_now)));
    CHECK(stage.went == app::Spot{Place::visits, made[0].id, false, {made[0].id, "inspectors"}});
}

TEST_CASE("sites: its visits and findings open at their places") {
    Sites stage;
    stage.driver().click("site side//10:10");
    CHECK(stage.went == app::Spot{Place::visits, stage.day.visit});
    stage.driver().click("site side//雨水口有废水外排");
    CHECK(stage.went == app::Spot{Place::findings, stage.day.outfall});
    CHECK(stage.commands.empty());
}

TEST_CASE("sites: in a narrow window visits and findings stand on the page") {
    Sites stage({{1180, 768}});
    REQUIRE(stage.driver().scroll_to("body//地址", "雨水口有废水外排"));
    stage.driver().click("雨水口有废水外排");
    CHECK(stage.went == app::Spot{Place::findings, stage.day.outfall});
}

TEST_CASE("sites: what is typed is written after the typing rests") {
    Sites stage;
    stage.driver().fill("联系人", "何志平、王芳");
    stage.rest();
    const auto written = stage.all<app::SetFields>();
    REQUIRE(written.size() == 1);
    CHECK(written[0].id == stage.day.plating);
    CHECK(written[0].fields == app::FieldValues{{"contact", "何志平、王芳"}});
}

TEST_CASE("sites: random use") {
    test::check_monkey(Place::sites, app::make_sites, plating(), 600);
}
