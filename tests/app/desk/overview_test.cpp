#include "app/desk/overview_answer.hpp"

#include "app/desk/query.hpp"
#include "tests/app/desk/desk_fixture.hpp"

#include <algorithm>
#include <random>

using namespace takan;
using namespace takan::app;
using test::Bench;
using test::must;

namespace {

struct OverviewBench : Bench {
    OverviewBench() : Bench("周敏", true) {}

    Overview counted(OverviewWish wish = {true, {}, {}, "2024-03-22"}) {
        Ledger ledger;
        return must(overview_of(workspace.store, ledger, wish, Language::zh));
    }
    std::size_t listed(const TableQuery& query) {
        Ledger ledger;
        return must(ledger.matching(workspace.store, query, {}, Language::zh)).size();
    }
    // Another laptop wrote the field without having seen ours.
    void contest(const sync::RecordId& id, const char* field) {
        sync::Record theirs = get(id);
        sync::write(theirs, field, "theirs", sync::DeviceId::parse("zzzzzz").value(), clock.now());
        must(apply(SetFields{id, {{field, "ours"}}}));
        sync::git::Oid commit;
        commit.bytes.fill(1);
        must(workspace.store.take_in(commit, {theirs}, {}, clock.now()));
    }
};

std::size_t count_of(const std::vector<OverviewBar>& bars, const std::string& value) {
    const auto found = std::find_if(bars.begin(), bars.end(), [&](const auto& bar) { return bar.value == value; });
    return found == bars.end() ? 0 : found->count;
}

} // namespace

TEST_CASE("overview: numbers and bars count what is here, contested ones once, deleted ones never") {
    OverviewBench bench;
    const auto site = bench.create("site", {{"name", "厂"}, {"division", "430602"}});
    const auto visit = bench.create("visit", {{"site", site.text()},
                                              {"state", "recorded"},
                                              {"inspectors", sync::Value::Array{"周敏", "李建国"}},
                                              {"started_at", "2024-03-20T01:00:00.000Z"}});
    bench.create(
        "visit",
        {{"state", "planned"}, {"inspectors", sync::Value::Array{"周敏"}}, {"started_at", "2024-03-22T01:00:00.000Z"}});
    const auto air = bench.create("finding", {{"visit", visit.text()},
                                              {"types.AIR", true},
                                              {"types.WATER", true},
                                              {"severity", "major"},
                                              {"due", "2024-03-21"},
                                              {"found_at", "2024-03-20T02:00:00.000Z"}});
    bench.create("finding", {{"types.AIR", true}, {"due", "2024-03-22"}, {"found_at", "2024-03-22T02:00:00.000Z"}});
    const auto gone = bench.create("finding", {{"types.AIR", true}, {"severity", "major"}, {"due", "2024-01-01"}});
    must(bench.apply(Delete{{gone}, "重复录入"}));
    bench.contest(air, "unit");
    Overview now = bench.counted();
    CHECK(now.visits == 2);
    CHECK(now.findings == 2);
    CHECK(now.awaiting == 1);
    CHECK(now.overdue == 1); // what is due today is not late yet
    CHECK(count_of(now.contested, "finding") == 1);
    CHECK(count_of(now.contested, "visit") == 0);
    CHECK(count_of(now.types, "AIR") == 2);
    CHECK(count_of(now.types, "WATER") == 1);
    CHECK(now.mentions == 3);
    CHECK(count_of(now.severities, "major") == 1);
    CHECK(count_of(now.severities, "") == 1);
    CHECK(count_of(now.divisions, "430602") == 1);
    CHECK(count_of(now.inspectors, "周敏") == 2);
    CHECK(count_of(now.inspectors, "李建国") == 1);
    CHECK(now.first == "2024-03-20");
    CHECK(now.last == "2024-03-22");
    REQUIRE(now.days.size() == 3); // the empty day between them is part of the picture
    CHECK(now.days[1].count == 0);
    CHECK(now.days[2].by_state[0] == 1);
    must(bench.apply(Review{{air, visit}, Decision::approve, "", false}));
    now = bench.counted();
    CHECK(now.awaiting == 0);
    CHECK(now.overdue == 0);
}

TEST_CASE("overview: a period leaves out what lies outside, and the campaign's days stay") {
    OverviewBench bench;
    // 00:30 on the 22nd in China
    bench.create("visit", {{"started_at", "2024-03-21T16:30:00.000Z"}, {"state", "recorded"}});
    bench.create("visit", {{"started_at", "2024-03-21T15:30:00.000Z"}, {"state", "recorded"}});
    const Overview now = bench.counted({true, "2024-03-22", "2024-03-22", "2024-03-22"});
    CHECK(now.visits == 1);
    CHECK(now.days.size() == 1);
    CHECK(now.first == "2024-03-21");
    CHECK(bench.counted({true, "2025-01-01", "2025-01-02", "2025-01-02"}).days.empty());
}

TEST_CASE("overview: every number and every bar lists exactly what it counts") {
    OverviewBench bench;
    std::mt19937 random(3);
    const auto pick = [&](std::initializer_list<const char*> from) { return *(from.begin() + random() % from.size()); };
    std::vector<sync::RecordId> sites;
    for (const char* division : {"430602", "430603", ""})
        sites.push_back(bench.create("site", {{"name", "厂"}, {"division", division}}));
    for (int i = 0; i < 60; ++i) {
        const std::string day = "2024-03-" + std::to_string(10 + random() % 12);
        const auto site = sites[random() % sites.size()].text();
        const auto visit = bench.create("visit", {{"site", site},
                                                  {"started_at", day + "T02:00:00.000Z"},
                                                  {"state", pick({"planned", "ongoing", "recorded", ""})},
                                                  {"inspectors", sync::Value::Array{pick({"周敏", "李建国"})}}});
        const auto finding = bench.create("finding", {{"visit", visit.text()},
                                                      {"found_at", day + "T03:00:00.000Z"},
                                                      {"severity", pick({"major", "minor", ""})},
                                                      {std::string("types.") + pick({"AIR", "WATER"}), true},
                                                      {"types.NOISE", random() % 2 == 0}});
        if (random() % 5 == 0) must(bench.apply(Delete{{finding}, "误录"}));
        if (random() % 5 == 0) bench.contest(visit, "met_role");
    }
    const OverviewWish wish{true, "2024-03-12", "2024-03-20", "2024-03-22"};
    const Overview now = bench.counted(wish);
    using Part = OverviewPart;
    CHECK(bench.listed(overview_query(Part::visits, wish)) == now.visits);
    CHECK(bench.listed(overview_query(Part::findings, wish)) == now.findings);
    CHECK(bench.listed(overview_query(Part::awaiting, wish)) == now.awaiting);
    for (const auto& bar : now.contested)
        CHECK(bench.listed(contested_query(bar.value)) == bar.count);
    for (const auto& [part, bars] :
         {std::pair{Part::division, &now.divisions}, std::pair{Part::type, &now.types},
          std::pair{Part::severity, &now.severities}, std::pair{Part::inspector, &now.inspectors},
          std::pair{Part::state, &now.states}}) {
        CHECK_FALSE(bars->empty());
        for (const auto& bar : *bars) {
            CAPTURE(bar.value);
            CHECK(bench.listed(overview_query(part, wish, bar.value)) == bar.count);
        }
    }
    std::size_t all = 0;
    for (const auto& day : now.days) {
        all += day.count;
        CHECK(bench.listed(overview_query(Part::day, wish, day.day)) == day.count);
    }
    CHECK(all == now.visits);
}

TEST_CASE("overview: it is counted again when a record has changed, and not otherwise") {
    OverviewBench bench;
    Kept kept;
    Snapshot snapshot;
    snapshot.request.overview = {true, {}, {}, "2024-03-22"};
    must(answer(bench.workspace, kept, snapshot));
    const auto before = snapshot.overview;
    REQUIRE(before);
    CHECK(before->findings == 0);
    must(answer(bench.workspace, kept, snapshot));
    CHECK(snapshot.overview == before);
    const auto id = bench.create("finding", {{"title", "新"}});
    must(kept.forget(bench.workspace.store, {id}));
    must(answer(bench.workspace, kept, snapshot));
    CHECK(snapshot.overview->findings == 1);
    snapshot.request.overview = {};
    must(answer(bench.workspace, kept, snapshot));
    CHECK_FALSE(snapshot.overview);
}
