#include "app/domain/kinds.hpp"
#include "app/domain/overview.hpp"
#include "tests/app/views/screen_checks.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::OverviewPart;
using app::Place;
using test::Stage;

namespace {

struct OverviewStage : Stage {
    explicit OverviewStage(const test::DriverOptions& options = {})
        : Stage(Place::overview, app::make_overview(), {}, options) {
        driver().settle();
        clear();
    }
    std::string text(const char* key) const { return app::text_of(key, app::Language::zh); }
};

std::unique_ptr<app::Screen> make() {
    return app::make_overview();
}

} // namespace

TEST_CASE("overview: nothing is asked for by itself") {
    test::check_quiet(Place::overview, make, {});
}

TEST_CASE("overview: no text is cut or covered") {
    test::check_layout(Place::overview, make, {});
}

TEST_CASE("overview: a number opens the table of what it counts") {
    OverviewStage stage;
    stage.driver().click(stage.text("overview.findings"));
    REQUIRE(stage.table);
    CHECK(stage.table->query == app::overview_query(OverviewPart::findings, stage.request.overview));
    CHECK(stage.table->columns.empty());
    CHECK(stage.commands.empty());
}

TEST_CASE("overview: a bar opens what it counts") {
    OverviewStage stage;
    const auto severity = sync::shown_text(stage.day.at(stage.day.drums), "severity");
    stage.driver().click(app::value_text("finding", "severity", severity, app::Language::zh));
    REQUIRE(stage.table);
    CHECK(stage.table->query == app::overview_query(OverviewPart::severity, stage.request.overview, severity));
}

TEST_CASE("overview: chips choose the period") {
    OverviewStage stage;
    CHECK(stage.request.overview == app::OverviewWish{true, {}, {}, "2024-03-22"});
    stage.driver().click(stage.text("overview.today"));
    stage.driver().settle();
    CHECK(stage.request.overview == app::OverviewWish{true, "2024-03-22", "2024-03-22", "2024-03-22"});
    stage.driver().click(stage.text("overview.week"));
    stage.driver().settle();
    CHECK(stage.request.overview.from == "2024-03-16");
}

TEST_CASE("overview: who has not synced today is named with the last time") {
    OverviewStage stage;
    stage.day.base.members = {
        {"周敏", "inspector", {{stage.day.zhou, "", "", false, test::march(22, 8, 5)}}},
        {"李建国", "inspector", {{stage.day.li, "", "", false, test::march(21, 19, 30)}}},
        {"王新人", "inspector", {{stage.day.liu, "", "", false, {}}}},
        {"赵离队", "inspector", {{stage.day.liu, "", "", true, {}}}},
    };
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees("李建国"));
    CHECK(stage.driver().sees("03-21 19:30"));
    CHECK(stage.driver().sees(stage.text("overview.never_synced")));
    CHECK_FALSE(stage.driver().sees("赵离队"));
    stage.day.base.members.resize(1);
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees(stage.text("overview.all_synced")));
}

TEST_CASE("overview: random use") {
    test::check_monkey(Place::overview, make, {}, 400);
}
