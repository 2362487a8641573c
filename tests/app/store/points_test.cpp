#include "tests/app/store/store_fixture.hpp"

using namespace takan;
using namespace takan::app;
using test::need;

namespace {

const MapPoint* find(const std::vector<MapPoint>& points, const sync::RecordId& id) {
    for (const auto& point : points)
        if (point.id == id) return &point;
    return nullptr;
}

} // namespace

TEST_CASE("points: what has a position is on the map, with what filters ask about it") {
    test::Desk desk;
    const auto site = desk.add("site", {{"name", "锦泰家具"},
                                        {"kind", "factory"},
                                        {"division", "430602"},
                                        {"lat", "29.3214500"},
                                        {"lon", "113.1538200"}});
    const auto visit =
        desk.add("visit", {{"site", site.text()},
                           {"state", "ongoing"},
                           {"started_at", "2024-03-21T17:00:00.000Z"},
                           {"inspectors", sync::Value::Array{sync::Value("周敏"), sync::Value("李建国")}},
                           {"lat", "29.3224500"},
                           {"lon", "113.1538200"}});
    const auto finding = desk.add("finding", {{"visit", visit.text()},
                                              {"title", "废漆桶"},
                                              {"severity", "serious"},
                                              {"lat", "29.3214500"},
                                              {"lon", "113.1538200"}});
    const auto photo = desk.add(
        "photo", {{"finding", finding.text()}, {"caption", "桶"}, {"lat", "29.3214500"}, {"lon", "113.1548200"}});
    const auto points = need(desk.store().map_points("周敏"));
    REQUIRE(points.size() == 4);
    CHECK(find(points, site)->state == "factory");
    CHECK(find(points, site)->division == "430602");
    CHECK(find(points, site)->day.empty());
    CHECK_FALSE(find(points, site)->mine);
    const MapPoint& at = *find(points, visit);
    CHECK(at.layer == MapLayer::visit);
    CHECK(at.title == "锦泰家具");
    CHECK(at.state == "ongoing");
    CHECK(at.day == "2024-03-22"); // in China it was already the next day
    CHECK(at.mine);
    CHECK(at.from_site == doctest::Approx(111.2).epsilon(0.01));
    CHECK_FALSE(at.borrowed);
    CHECK(find(points, finding)->site == site);
    CHECK(find(points, finding)->state == "serious");
    CHECK(find(points, finding)->division == "430602");
    CHECK(find(points, finding)->mine);
    CHECK(find(points, photo)->site == site);
    CHECK(find(points, photo)->mine);
    CHECK(find(points, photo)->from_site == doctest::Approx(97).epsilon(0.01));
    CHECK_FALSE(find(need(desk.store().map_points("赵国平")), visit)->mine);
}

TEST_CASE("points: a visit without a position stands at its site's, a photo without one nowhere") {
    test::Desk desk;
    const auto site = desk.add("site", {{"name", "x"}, {"lat", "29.3"}, {"lon", "113.1"}});
    const auto visit = desk.add("visit", {{"site", site.text()}, {"state", "planned"}});
    const auto finding = desk.add("finding", {{"visit", visit.text()}});
    const auto photo = desk.add("photo", {{"visit", visit.text()}});
    const auto lost = desk.add("visit", {{"state", "planned"}});
    const auto points = need(desk.store().map_points(""));
    REQUIRE(find(points, visit));
    CHECK(find(points, visit)->borrowed);
    CHECK(find(points, visit)->position == Position{29.3, 113.1});
    CHECK(find(points, finding)->borrowed);
    CHECK(find(points, photo) == nullptr);
    CHECK(find(points, lost) == nullptr);
}

TEST_CASE("points: deleted records, half positions and impossible ones are not on the map") {
    test::Desk desk;
    const auto gone = desk.add("site", {{"name", "x"}, {"lat", "29.3"}, {"lon", "113.1"}});
    desk.erase(gone);
    desk.add("site", {{"name", "half"}, {"lat", "29.3"}});
    desk.add("site", {{"name", "beyond"}, {"lat", "95.0"}, {"lon", "113.1"}});
    CHECK(need(desk.store().map_points("")).empty());
}

TEST_CASE("points: a contested record says so") {
    test::Desk desk;
    const auto id = desk.add("site", {{"name", "x"}, {"lat", "29.3"}, {"lon", "113.1"}});
    const auto other = test::contested_copy(desk, desk.get(id), "name", "y");
    desk.set(id, "name", "z");
    need(desk.store().take_in(test::commit(1), {other}, {}, desk.now()));
    CHECK(need(desk.store().map_points(""))[0].contested);
}
