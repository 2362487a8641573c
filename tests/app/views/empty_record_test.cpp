#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

using namespace takan;

namespace {

// A record on whose page nothing is filled in yet, drawn with all asserts of Dear ImGui.
void check_empty(app::Place place, std::unique_ptr<app::Screen> (*make)(), const char* kind) {
    CAPTURE(kind);
    test::Stage stage(place, make(), {});
    const auto id = stage.day.add(kind, stage.day.zhou, test::sample_now, {});
    stage.spot = {place, id};
    stage.driver().settle();
    CHECK(stage.driver().duplicate_ids().empty());
    CHECK(stage.driver().clipped_texts().empty());
}

} // namespace

TEST_CASE("an empty record: every page shows one in which nothing is filled in yet") {
    check_empty(app::Place::visits, app::make_visits, "visit");
    check_empty(app::Place::findings, app::make_findings, "finding");
    check_empty(app::Place::sites, app::make_sites, "site");
    check_empty(app::Place::review, app::make_review, "visit");
    check_empty(app::Place::photos, app::make_photos, "photo");
}
