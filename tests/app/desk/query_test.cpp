#include "app/desk/query.hpp"

#include "app/domain/vocabulary.hpp"
#include "sync/exchange/shelf.hpp"
#include "tests/app/desk/desk_fixture.hpp"

#include <algorithm>

using namespace takan;
using namespace takan::app;
using test::Bench;
using test::must;

namespace {

struct QueryBench : Bench {
    Snapshot answered() {
        must(answer(workspace, kept, snapshot));
        return snapshot;
    }
    void changed(const sync::RecordId& id) { must(kept.forget(workspace.store, {id})); }

    Kept kept;
    Snapshot snapshot;
};

std::vector<std::string> titles(const std::vector<Row>& rows) {
    std::vector<std::string> all;
    for (const auto& row : rows)
        all.push_back(row.title);
    return all;
}

std::vector<sync::RecordId> ids(const std::vector<sync::Record>& records) {
    std::vector<sync::RecordId> all;
    for (const auto& record : records)
        all.push_back(record.id);
    return all;
}

} // namespace

TEST_CASE("query: a list holds a page of rows, their second lines and how many there are") {
    QueryBench bench;
    for (int i = 0; i < 5; ++i)
        bench.create("finding", {{"title", "问题" + std::to_string(i)}, {"severity", "serious"}});
    bench.snapshot.request.list.kind = "finding";
    bench.snapshot.request.list.limit = 2;
    const auto now = bench.answered();
    CHECK(now.list.size() == 2);
    CHECK(now.list_total == 5);
    CHECK(now.list_notes.at(now.list.front().id) == term_text("severity", "serious", Language::zh));
    bench.snapshot.request.list.kind.clear();
    CHECK(bench.answered().list.empty());
    CHECK(bench.answered().list_total == 0);
}

TEST_CASE("query: a visit is listed and found by its place, with time, purpose and people below") {
    QueryBench bench;
    const auto site = bench.create("site", {{"name", "华盛电镀"}});
    const auto visit = bench.create("visit", {{"site", site.text()},
                                              {"purpose", "complaint"},
                                              {"narrative", "喷漆房"},
                                              {"started_at", "2024-03-22T06:02:00.000Z"},
                                              {"inspectors", sync::Value::Array{"周敏", "李建国"}}});
    bench.snapshot.request.list.kind = "visit";
    bench.snapshot.request.search = "喷漆房";
    const auto now = bench.answered();
    REQUIRE(now.list.size() == 1);
    CHECK(now.list.front().title == "华盛电镀");
    const auto note = now.list_notes.at(visit);
    CHECK(note.find("2024-03-22 14:02") != std::string::npos);
    CHECK(note.find(value_text("visit", "purpose", "complaint", Language::zh)) != std::string::npos);
    CHECK(note.find("周敏") != std::string::npos);
    CHECK(note.find("华盛电镀") == std::string::npos);
    REQUIRE(now.hits.size() == 1);
    CHECK(now.hits.front().row.title == "华盛电镀");
}

TEST_CASE("query: sites are read again only when one has changed") {
    QueryBench bench;
    const auto site = bench.create("site", {{"name", "乙厂"}});
    CHECK(titles(bench.answered().sites) == std::vector<std::string>{"乙厂"});
    must(bench.apply(SetFields{site, {{"name", "丙厂"}}}));
    CHECK(titles(bench.answered().sites) == std::vector<std::string>{"乙厂"});
    const auto visit = bench.create("visit", {});
    bench.changed(visit);
    CHECK(titles(bench.answered().sites) == std::vector<std::string>{"乙厂"});
    bench.changed(site);
    CHECK(titles(bench.answered().sites) == std::vector<std::string>{"丙厂"});
}

TEST_CASE("query: a visit in full, with all that belongs to it") {
    QueryBench bench;
    const auto site = bench.create("site", {{"name", "华盛电镀"}});
    const auto visit = bench.create("visit", {{"site", site.text()}, {"started_at", "2024-03-22T06:02:00.000Z"}});
    const auto other = bench.create("visit", {{"site", site.text()}, {"started_at", "2024-03-20T06:02:00.000Z"}});
    const auto late = bench.create("finding", {{"visit", visit.text()}, {"found_at", "2024-03-22T08:00:00.000Z"}});
    const auto early = bench.create("finding", {{"visit", visit.text()}, {"found_at", "2024-03-22T07:00:00.000Z"}});
    const auto gone = bench.create("finding", {{"visit", visit.text()}});
    must(bench.apply(Delete{{gone}, "重复"}));
    const auto of_finding = bench.create("photo", {{"finding", late.text()}, {"taken_at", "2024-03-22T07:30:00.000Z"}});
    const auto both = bench.create(
        "photo", {{"visit", visit.text()}, {"finding", late.text()}, {"taken_at", "2024-03-22T07:10:00.000Z"}});
    const auto foreign = bench.create("photo", {{"visit", other.text()}});
    const auto comment = sync::RecordId::random(bench.clock.now());
    must(bench.apply(AddComment{comment, both, "", "看不清"}));
    must(bench.apply(MarkSeen{{visit, late}}));

    const auto detail = must(detail_of(bench.workspace.store, visit));
    CHECK(detail.record.id == visit);
    CHECK(detail.row.id == visit);
    CHECK(ids(detail.findings) == std::vector{early, late});
    CHECK(ids(detail.photos) == std::vector{both, of_finding});
    CHECK(ids(detail.comments) == std::vector{comment});
    REQUIRE(detail.site);
    CHECK(detail.site->id == site);
    REQUIRE(detail.visits.size() == 1);
    CHECK(detail.visits.front().id == other);
    CHECK(detail.titles.at(site) == "华盛电镀");
    CHECK(detail.titles.contains(visit));
    CHECK(detail.known.size() == 2);
    CHECK(detail.known.at(late) == detail.findings.back());
    CHECK(foreign != both);
}

TEST_CASE("query: a site in full shows its visits") {
    QueryBench bench;
    const auto site = bench.create("site", {{"name", "华盛电镀"}});
    const auto visit = bench.create("visit", {{"site", site.text()}});
    const auto detail = must(detail_of(bench.workspace.store, site));
    REQUIRE(detail.visits.size() == 1);
    CHECK(detail.visits.front().id == visit);
}

TEST_CASE("query: a record that is not here is no detail and no failure") {
    QueryBench bench;
    bench.snapshot.request.open = sync::RecordId::random(bench.clock.now());
    CHECK_FALSE(bench.answered().detail);
    CHECK(detail_of(bench.workspace.store, bench.snapshot.request.open).error().kind == sync::ErrorKind::missing);
}

TEST_CASE("query: history names every edit and which were replaced") {
    QueryBench bench;
    const auto id = bench.create("visit", {{"narrative", "一"}});
    bench.clock.advance(1000);
    must(bench.apply(SetFields{id, {{"narrative", "二"}}}));
    bench.snapshot.request.open = id;
    bench.snapshot.request.history = true;
    const auto now = bench.answered();
    REQUIRE(now.history.size() == 2);
    CHECK(now.history[0].value == sync::Value("一"));
    CHECK(now.history[0].replaced);
    CHECK(now.history[1].value == sync::Value("二"));
    CHECK_FALSE(now.history[1].replaced);
}

TEST_CASE("query: the quarantine is shown with the team only, and again when an entry was dismissed") {
    QueryBench bench;
    sync::Quarantined what;
    what.path = "finding/x";
    what.fault = sync::Fault::foreign_edit;
    must(bench.workspace.store.report(what, bench.clock.now()));
    CHECK(bench.answered().quarantine.empty());
    CHECK(bench.answered().counts.quarantined == 1);
    bench.snapshot.request.team = true;
    const auto now = bench.answered();
    REQUIRE(now.quarantine.size() == 1);
    CHECK(now.quarantine.front().fault == "foreign_edit");
    must(bench.apply(DismissQuarantine{now.quarantine.front().id}));
    must(bench.kept.forget(bench.workspace.store, {}));
    CHECK(bench.answered().quarantine.empty());
}

TEST_CASE("query: a visit has the one before it that took place, with its findings; a site has its last one") {
    QueryBench bench;
    const auto site = bench.create("site", {{"name", "华盛电镀"}});
    const auto visit = [&](const char* day, const char* state) {
        return bench.create("visit", {{"site", site.text()},
                                      {"state", state},
                                      {"started_at", "2024-03-" + std::string(day) + "T06:00:00.000Z"}});
    };
    const auto first = visit("10", "recorded");
    const auto second = visit("12", "recorded");
    visit("13", "cancelled");
    const auto third = visit("15", "ongoing");
    visit("20", "planned");
    const auto leak = bench.create("finding", {{"visit", second.text()}, {"title", "渗漏"}});

    const auto detail = must(detail_of(bench.workspace.store, third));
    REQUIRE(detail.before);
    CHECK(detail.before->id == second);
    CHECK(ids(detail.before_findings) == std::vector<sync::RecordId>{leak});
    CHECK(must(detail_of(bench.workspace.store, second)).before->id == first);
    CHECK_FALSE(must(detail_of(bench.workspace.store, first)).before);
    CHECK(must(detail_of(bench.workspace.store, site)).before->id == third);
}

TEST_CASE("query: the agenda is answered when it is asked for, and anew after a change") {
    QueryBench bench;
    bench.snapshot.me.name = "周敏";
    const auto visit = bench.create("visit", {{"state", "ongoing"}, {"inspectors", sync::Value::Array{"周敏"}}});
    CHECK(bench.answered().agenda.empty());
    bench.snapshot.request.agenda = true;
    REQUIRE(bench.answered().agenda.size() == 1);
    CHECK_FALSE(bench.answered().agenda.front().loose.empty());
    must(bench.apply(SetFields{visit, {{"state", "cancelled"}}}));
    bench.changed(visit);
    CHECK(bench.answered().agenda.empty());
}

TEST_CASE("query: photos that do not fit their visit are marked, in a list and beside their visit") {
    QueryBench bench;
    const auto site = bench.create("site", {{"name", "华盛电镀"}, {"lat", "29.47"}, {"lon", "113.27"}});
    const auto visit = bench.create("visit", {{"site", site.text()},
                                              {"state", "recorded"},
                                              {"started_at", "2024-03-22T02:00:00.000Z"},
                                              {"ended_at", "2024-03-22T03:00:00.000Z"}});
    const auto photo = [&](const char* taken, const char* lat) {
        return bench.create(
            "photo",
            {{"visit", visit.text()}, {"taken_at", taken}, {"caption", "排口"}, {"lat", lat}, {"lon", "113.27"}});
    };
    const auto fine = photo("2024-03-22T02:10:00.000Z", "29.4701");
    const auto late = photo("2024-03-22T05:00:00.000Z", "29.4701");
    const auto far = photo("2024-03-22T02:20:00.000Z", "29.50");
    bench.snapshot.request.list.kind = "photo";
    bench.snapshot.request.records = true;
    for (int round = 0; round < 2; ++round) {
        const auto checks = bench.answered().photo_checks;
        CHECK_FALSE(checks.contains(fine));
        REQUIRE(checks.contains(late));
        CHECK(checks.at(late).after_ms == 2 * 3'600'000);
        REQUIRE(checks.contains(far));
        CHECK(checks.at(far).metres > 3000);
        bench.snapshot.request = {};
        bench.snapshot.request.open = visit;
    }
}
