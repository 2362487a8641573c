#include "tests/app/store/store_fixture.hpp"

#include <algorithm>

using namespace takan;
using namespace takan::test;
using app::Filter;
using app::Order;

namespace {

Filter of_kind(const char* kind) {
    Filter filter;
    filter.kind = kind;
    return filter;
}

std::vector<std::string> titles(Desk& desk, const Filter& filter) {
    std::vector<std::string> out;
    for (const auto& row : need(desk.store().list(filter)))
        out.push_back(row.title);
    CHECK(need(desk.store().count(filter)) >= out.size());
    return out;
}

using Titles = std::vector<std::string>;

// Takes in another laptop's edit of the field, so that it is contested.
void contest(Desk& desk, const sync::RecordId& id, const char* field, sync::Value theirs, sync::Value ours) {
    const auto copy = contested_copy(desk, desk.get(id), field, std::move(theirs));
    desk.set(id, field, std::move(ours));
    need(desk.store().take_in(commit(1), {copy}, {}, desk.now()));
}

} // namespace

TEST_CASE("lists stand in the order of the kind's own time, or of the title") {
    Desk desk;
    desk.add("finding", {{"title", "b"}, {"found_at", "2024-03-22T10:00:00.000Z"}});
    desk.add("finding", {{"title", "c"}, {"found_at", "2024-03-20T10:00:00.000Z"}});
    desk.add("finding", {{"title", "a"}, {"found_at", "2024-03-21T10:00:00.000Z"}});
    desk.add("site", {{"name", "site"}});
    Filter filter = of_kind("finding");
    CHECK(titles(desk, filter) == Titles{"b", "a", "c"});
    filter.order = Order::oldest_first;
    CHECK(titles(desk, filter) == Titles{"c", "a", "b"});
    filter.order = Order::title;
    CHECK(titles(desk, filter) == Titles{"a", "b", "c"});
    filter.limit = 1;
    filter.offset = 1;
    CHECK(titles(desk, filter) == Titles{"b"});
    CHECK(need(desk.store().count(filter)) == 3);
    CHECK(need(desk.store().list({})).size() == 4);
}

TEST_CASE("a record without its kind's time, or with none that is a time, stands by its creation") {
    Desk desk;
    const auto id = desk.add("finding", {{"title", "odd"}, {"found_at", "zzz"}});
    const auto rows = need(desk.store().rows({id}));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].sort_key == sync::to_text(id.created()));
}

TEST_CASE("a list is narrowed to a choice, a set's member, a reference and a state of review") {
    Desk desk;
    const auto visit = desk.add("visit", {{"state", "draft"}});
    desk.add("finding", {{"title", "air"}, {"types.AIR", true}, {"types.WATER", false}, {"severity", "serious"}});
    desk.add("finding", {{"title", "both"}, {"types.AIR", true}, {"types.WATER", true}, {"visit", visit.text()}});
    desk.add("finding", {{"title", "none"}, {"review.state", "approved"}});
    struct Case {
        const char* field;
        std::string value;
        Titles expected;
    };
    const Case cases[] = {
        {"types", "AIR", {"both", "air"}}, {"types", "WATER", {"both"}},      {"types", "NOISE", {}},
        {"severity", "serious", {"air"}},  {"visit", visit.text(), {"both"}}, {"review.state", "approved", {"none"}},
        {"no_such_field", "x", {}},
    };
    for (const auto& one : cases) {
        CAPTURE(std::string(one.field));
        Filter filter = of_kind("finding");
        filter.field = one.field;
        filter.value = one.value;
        CHECK(titles(desk, filter) == one.expected);
        CHECK(need(desk.store().count(filter)) == one.expected.size());
        filter.kind.clear();
        CHECK(titles(desk, filter) == one.expected);
        filter.order = Order::title;
        CHECK(titles(desk, filter).size() == one.expected.size());
    }
}

TEST_CASE("a filter follows the field's changes") {
    Desk desk;
    const auto id = desk.add("finding", {{"title", "a"}, {"severity", "serious"}});
    desk.set(id, "severity", "major");
    Filter filter = of_kind("finding");
    filter.field = "severity";
    filter.value = "serious";
    CHECK(titles(desk, filter).empty());
    filter.value = "major";
    CHECK(titles(desk, filter) == Titles{"a"});
    desk.set(id, "found_at", "2020-01-01T00:00:00.000Z");
    CHECK(titles(desk, filter) == Titles{"a"});
    desk.set(id, "severity", {});
    CHECK(titles(desk, filter).empty());
    CHECK_CLEAN(desk.store());
}

TEST_CASE("deleted records are left out until they are asked for or changed again") {
    Desk desk;
    const auto id = desk.add("finding", {{"title", "gone"}, {"severity", "serious"}});
    desk.add("finding", {{"title", "here"}, {"severity", "serious"}});
    const auto copy = contested_copy(desk, desk.get(id), "place", "院内");
    desk.erase(id);
    Filter filter = of_kind("finding");
    Filter by_severity = filter;
    by_severity.field = "severity";
    by_severity.value = "serious";
    for (Filter one : {filter, by_severity}) {
        CHECK(titles(desk, one) == Titles{"here"});
        CHECK(need(desk.store().count(one)) == 1);
        one.with_deleted = true;
        CHECK(titles(desk, one) == Titles{"here", "gone"});
        CHECK(need(desk.store().count(one)) == 2);
    }
    CHECK(need(desk.store().rows({id})).at(0).deleted);
    CHECK_FALSE(need(desk.store().rows({id})).at(0).deleted_but_changed);
    CHECK(need(desk.store().tally("finding", "severity")) ==
          std::vector<std::pair<std::string, std::size_t>>{{"serious", 1}});

    need(desk.store().take_in(commit(1), {copy}, {}, desk.now()));
    CHECK(titles(desk, filter) == Titles{"here", "gone"});
    CHECK(titles(desk, by_severity) == Titles{"here", "gone"});
    CHECK(need(desk.store().rows({id})).at(0).deleted);
    CHECK(need(desk.store().rows({id})).at(0).deleted_but_changed);
    CHECK_CLEAN(desk.store());
}

TEST_CASE("lists can be narrowed to contested and to unsynced records") {
    Desk desk;
    const auto id = desk.add("finding", {{"title", "contested"}, {"severity", "serious"}});
    const auto calm = desk.record("finding", {{"title", "calm"}, {"severity", "serious"}}, laptop_b);
    need(desk.store().take_in(commit(1), {calm}, {}, desk.now()));
    contest(desk, id, "place", "院内", "院外");
    Filter filter = of_kind("finding");
    filter.only_contested = true;
    CHECK(titles(desk, filter) == Titles{"contested"});
    CHECK(need(desk.store().list(filter)).at(0).contested == 1);
    filter.kind.clear();
    CHECK(titles(desk, filter) == Titles{"contested"});
    filter.field = "severity";
    filter.value = "serious";
    CHECK(titles(desk, filter) == Titles{"contested"});
    CHECK(need(desk.store().count(filter)) == 1);

    filter = of_kind("finding");
    filter.only_unsynced = true;
    for (const auto order : {Order::newest_first, Order::oldest_first, Order::title}) {
        filter.order = order;
        CHECK(titles(desk, filter) == Titles{"contested"});
        CHECK(need(desk.store().count(filter)) == 1);
    }
    filter.only_contested = true;
    CHECK(titles(desk, filter) == Titles{"contested"});
}

TEST_CASE("a contested field is filtered by its shown value alone, a contested member of a set counts as true") {
    Desk desk;
    const auto id = desk.add("finding", {{"title", "x"}});
    contest(desk, id, "severity", "serious", "major"); // ours is the later one: shown
    contest(desk, id, "types.AIR", true, false);
    Filter filter = of_kind("finding");
    filter.field = "severity";
    filter.value = "major";
    CHECK(titles(desk, filter) == Titles{"x"});
    filter.value = "serious";
    CHECK(titles(desk, filter).empty());
    filter.field = "types";
    filter.value = "AIR";
    CHECK(titles(desk, filter) == Titles{"x"});
    CHECK(need(desk.store().rows({id})).at(0).contested == 1);
}

TEST_CASE("rows come in the order that was asked for, unknown ones are left out") {
    Desk desk;
    const auto first = desk.add("site", {{"name", "一"}});
    const auto second = desk.add("site", {{"name", "二"}});
    const auto unknown = sync::RecordId::random(desk.now());
    CHECK(ids_of(need(desk.store().rows({second, unknown, first}))) == std::vector{second, first});
}

TEST_CASE("what refers to a record is found, deleted ones marked") {
    Desk desk;
    const auto visit = desk.add("visit", {});
    const auto first = desk.add("finding", {{"visit", visit.text()}});
    const auto second = desk.add("finding", {{"visit", visit.text()}});
    desk.add("finding", {{"visit", first.text()}});
    desk.add("photo", {{"visit", visit.text()}});
    desk.erase(first);
    const auto rows = need(desk.store().referring("finding", "visit", visit));
    CHECK(ids_of(rows) == std::vector{second, first});
    CHECK_FALSE(rows.at(0).deleted);
    CHECK(rows.at(1).deleted);
}

TEST_CASE("counts follow adding, contesting, deleting and committing") {
    Desk desk;
    const auto site = desk.add("site", {{"name", "一"}});
    const auto gone = desk.add("site", {{"name", "二"}});
    const auto photo = desk.add("photo", {{"caption", "门口"}});
    desk.erase(gone);
    contest(desk, site, "address", "东", "西");
    need(desk.store().report({}, desk.now()));
    auto counts = need(desk.store().counts());
    CHECK(counts.unsynced_records == 3);
    CHECK(counts.unsynced_photos == 1);
    CHECK(counts.contested == 1);
    CHECK(counts.quarantined == 1);
    CHECK(counts.by_kind == std::vector<std::pair<std::string, std::size_t>>{{"photo", 1}, {"site", 1}});

    for (const auto& one : need(desk.store().changed()))
        if (one.id == photo) need(desk.store().committed({{one.id, one.version}}, commit(2)));
    desk.set(site, "address", "中");
    counts = need(desk.store().counts());
    CHECK(counts.unsynced_records == 2);
    CHECK(counts.unsynced_photos == 0);
    CHECK(counts.contested == 0);
    CHECK_CLEAN(desk.store());
}

TEST_CASE("a tally counts the shown values, the most frequent first") {
    Desk desk;
    for (const char* severity : {"major", "serious", "serious"})
        desk.add("finding", {{"severity", severity}, {"types.AIR", true}});
    using Tally = std::vector<std::pair<std::string, std::size_t>>;
    CHECK(need(desk.store().tally("finding", "severity")) == Tally{{"serious", 2}, {"major", 1}});
    CHECK(need(desk.store().tally("finding", "types")) == Tally{{"AIR", 3}});
    CHECK(need(desk.store().tally("site", "severity")).empty());
}
