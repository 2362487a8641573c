#include "app/views/view_memory.hpp"

#include "tests/app/views/whole.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::Whole;

TEST_CASE("view memory: what is written is read again; damaged lines are left out") {
    const app::Settings view{{"place", "visits"}, {"findings.chip", "2"}, {"words", "a=b"}};
    CHECK(app::read_view(app::write_view(view)) == view);
    CHECK(app::read_view("place=map\n=x\nnothing\nbad=\x01\n" + std::string(2000, 'x') + "=1\nopen=y") ==
          app::Settings{{"open", "y"}, {"place", "map"}});
    std::string many;
    for (int i = 0; i < 1000; ++i)
        many += std::to_string(i) + "=1\n";
    CHECK(app::read_view(many).size() == 200);
}

TEST_CASE("view memory: every place has a name of its own") {
    for (const Place place : test::all_places)
        CHECK(app::place_named(app::name_of(place)) == place);
    CHECK_FALSE(app::place_named("elsewhere"));
}

TEST_CASE("view memory: place, open record and filters of one window are those of the next") {
    app::Settings kept;
    {
        Whole before;
        before.go({Place::visits, {}});
        before.driver->click("被退回");
        before.go({Place::findings, before.day.drums});
        before.driver->click("重大");
        kept = app::read_view(app::write_view(before.root.kept()));
    }
    Whole after;
    after.root.take_up(kept);
    after.driver->settle();
    CHECK(after.request.open == after.day.drums);
    CHECK(after.request.list.value == "major");
    after.go({Place::visits, {}});
    after.driver->settle();
    CHECK(after.request.list.field == "review.state");
    CHECK(after.root.kept()["findings.chip"] == kept["findings.chip"]);
}

TEST_CASE("view memory: what another version kept harms nothing") {
    Whole whole;
    whole.root.take_up({{"place", "moon"}, {"open", "no id"}, {"findings.chip", "99"}, {"visits.filter", "-1"}});
    whole.driver->settle();
    CHECK(whole.root.kept() == app::Settings{{"place", "today"}});
}
