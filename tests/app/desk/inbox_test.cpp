#include "app/desk/inbox.hpp"

#include "tests/app/desk/desk_fixture.hpp"

#include <algorithm>

using namespace takan;
using namespace takan::app;
using test::Bench;
using test::must;

namespace {

const std::string their_device = "aaaaaa";

struct InboxBench : Bench {
    InboxBench() : Bench("组长", true), people{{must(sync::DeviceId::parse(their_device)), "李建国"}} {}

    // A record, or an edit, that came from another laptop with a sync.
    sync::RecordId brought(const std::string& kind, FieldValues fields) {
        sync::Record record;
        record.id = sync::RecordId::random(clock.now());
        record.kind = kind;
        take_in(std::move(record), fields);
        return record.id;
    }
    void they_write(const sync::RecordId& id, FieldValues fields) { take_in(get(id), fields); }
    void take_in(sync::Record record, const FieldValues& fields) {
        clock.advance(1000);
        for (const auto& [name, value] : fields)
            sync::write(record, name, value, must(sync::DeviceId::parse(their_device)), clock.now());
        must(workspace.store.take_in({}, {record}, {}, clock.now()));
        inbox.forget({record.id});
    }
    void look(std::vector<sync::RecordId> ids) {
        must(apply(MarkSeen{ids}));
        inbox.forget(ids);
    }
    std::vector<InboxItem> items() {
        return must(inbox.items(workspace.store, {workspace.identity.device, people, Language::zh}));
    }
    InboxItem item(const sync::RecordId& id) {
        const auto all = items();
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.row.id == id; });
        REQUIRE(found != all.end());
        return *found;
    }
    bool has(const sync::RecordId& id) {
        const auto all = items();
        return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.row.id == id; });
    }

    std::map<sync::DeviceId, std::string> people;
    Inbox inbox;
};

} // namespace

TEST_CASE("inbox: a visit with what belongs to it is one item, unread until it was looked at") {
    InboxBench bench;
    const auto site = bench.brought("site", {{"name", "华盛电镀"}});
    const auto visit = bench.brought("visit", {{"site", site.text()}, {"narrative", "喷漆房"}});
    const auto finding = bench.brought("finding", {{"visit", visit.text()}, {"severity", "serious"}});
    const auto photo = bench.brought("photo", {{"finding", finding.text()}});
    auto item = bench.item(visit);
    CHECK(item.unread);
    CHECK(item.site == "华盛电镀");
    CHECK(item.row.title == "华盛电镀");
    CHECK(item.findings == 1);
    CHECK(item.photos == 1);
    CHECK(item.changes == 5);
    CHECK(item.people == std::vector<std::string>{"李建国"});
    CHECK(item.newest == bench.clock.now());
    CHECK_FALSE(bench.has(finding));
    CHECK_FALSE(bench.has(photo));

    bench.look({visit, finding, photo});
    item = bench.item(visit);
    CHECK_FALSE(item.unread);
    CHECK(item.changes == 0);
    CHECK(item.people.empty());
}

TEST_CASE("inbox: what others change afterwards is news again, also in a finding or a comment") {
    InboxBench bench;
    const auto visit = bench.brought("visit", {{"narrative", "喷漆房"}});
    const auto finding = bench.brought("finding", {{"visit", visit.text()}, {"severity", "serious"}});
    bench.look({visit, finding});
    REQUIRE_FALSE(bench.item(visit).unread);

    bench.they_write(finding, {{"severity", "minor"}});
    CHECK(bench.item(visit).unread);
    CHECK(bench.item(visit).changes == 1);
    bench.look({finding});
    REQUIRE_FALSE(bench.item(visit).unread);

    bench.brought("comment", {{"record", finding.text()}, {"text", "已补"}});
    CHECK(bench.item(visit).unread);
    CHECK(bench.item(visit).changes == 2);
}

TEST_CASE("inbox: the leader's own edits and decisions are no news") {
    InboxBench bench;
    const auto visit = bench.brought("visit", {{"narrative", "喷漆房"}});
    bench.look({visit});
    must(bench.apply(SetFields{visit, {{"narrative", "喷漆房门开着"}}}));
    must(bench.apply(Review{{visit}, Decision::approve, ""}));
    bench.create("finding", {{"visit", visit.text()}});
    bench.inbox.forget({visit});
    const auto item = bench.item(visit);
    CHECK_FALSE(item.unread);
    CHECK(item.changes == 0);
    CHECK(item.row.review_state == "approved");
    CHECK(item.findings == 1);
}

TEST_CASE("inbox: a visit tells its inspectors, the first day that is due and what was changed since the decision") {
    InboxBench bench;
    const auto visit = bench.brought("visit", {{"narrative", "喷漆房"}});
    CHECK(bench.item(visit).inspectors == std::vector<std::string>{"李建国"}); // who began it
    bench.they_write(visit, {{"inspectors", sync::Value::Array{sync::Value("周敏"), sync::Value("李建国")}}});
    CHECK(bench.item(visit).inspectors == std::vector<std::string>{"周敏", "李建国"});
    CHECK(bench.item(visit).due.empty());
    const auto finding = bench.brought("finding", {{"visit", visit.text()}, {"due", "2024-04-08"}});
    bench.brought("finding", {{"visit", visit.text()}, {"due", "2024-03-29"}});
    CHECK(bench.item(visit).due == "2024-03-29");
    CHECK(bench.item(visit).since_decision == 0);

    must(bench.apply(Review{{visit}, Decision::give_back, "补照片", true}));
    bench.inbox.forget({visit, finding});
    CHECK_FALSE(bench.item(visit).unread);
    CHECK(bench.item(visit).since_decision == 0);
    bench.they_write(visit, {{"narrative", "喷漆房门开着"}});
    bench.they_write(finding, {{"due", "2024-04-01"}});
    CHECK(bench.item(visit).since_decision == 2);
}

TEST_CASE("inbox: reading all at once and reading what changed say the same") {
    InboxBench bench;
    std::vector<sync::RecordId> visits;
    for (int i = 0; i < 6; ++i) {
        visits.push_back(bench.brought("visit", {{"narrative", std::to_string(i)}}));
        const auto finding = bench.brought("finding", {{"visit", visits.back().text()}});
        bench.brought("photo", {{"finding", finding.text()}});
        const auto photo = bench.brought("photo", {{"visit", visits.back().text()}});
        bench.brought("comment", {{"record", photo.text()}, {"text", "x"}});
        bench.items(); // from here on only what changed is read
        if (i % 2 == 0) bench.look({visits.back(), finding});
    }
    const auto step_by_step = bench.items();
    bench.inbox.forget();
    const auto at_once = bench.items();
    REQUIRE(step_by_step.size() == at_once.size());
    for (std::size_t i = 0; i < at_once.size(); ++i) {
        CAPTURE(i);
        CHECK(step_by_step[i].row.id == at_once[i].row.id);
        CHECK(step_by_step[i].changes == at_once[i].changes);
        CHECK(step_by_step[i].unread == at_once[i].unread);
        CHECK(step_by_step[i].photos == at_once[i].photos);
        CHECK(step_by_step[i].newest == at_once[i].newest);
        CHECK(step_by_step[i].inspectors == at_once[i].inspectors);
        CHECK(step_by_step[i].due == at_once[i].due);
    }
}

TEST_CASE("inbox: a finding that moves to another visit is counted there") {
    InboxBench bench;
    const auto first = bench.brought("visit", {{"narrative", "一"}});
    const auto second = bench.brought("visit", {{"narrative", "二"}});
    const auto finding = bench.brought("finding", {{"visit", first.text()}});
    REQUIRE(bench.item(first).findings == 1);
    bench.they_write(finding, {{"visit", second.text()}});
    CHECK(bench.item(first).findings == 0);
    CHECK(bench.item(second).findings == 1);
}

TEST_CASE("inbox: records that belong to no visit are listed while they are news") {
    InboxBench bench;
    const auto site = bench.brought("site", {{"name", "华盛电镀"}});
    const auto finding = bench.brought("finding", {{"title", "偷排"}});
    CHECK(bench.has(site));
    CHECK(bench.has(finding));
    bench.look({site, finding});
    CHECK_FALSE(bench.has(site));
    CHECK_FALSE(bench.has(finding));
}

TEST_CASE("inbox: unread first, then contested, then newest; deleted visits go") {
    InboxBench bench;
    const auto old = bench.brought("visit", {{"narrative", "一"}});
    const auto contested = bench.brought("visit", {{"narrative", "二"}});
    const auto fresh = bench.brought("visit", {{"narrative", "三"}});
    const auto unread = bench.brought("visit", {{"narrative", "四"}});
    auto theirs = bench.get(contested);
    must(bench.apply(SetFields{contested, {{"narrative", "我的"}}}));
    bench.take_in(theirs, {{"narrative", "他们的"}});
    bench.look({old, contested, fresh});
    const auto items = bench.items();
    std::vector<sync::RecordId> visits;
    for (const auto& item : items)
        if (item.row.kind == "visit") visits.push_back(item.row.id);
    CHECK(visits == std::vector{unread, contested, fresh, old});
    must(bench.apply(Delete{{fresh}, "重复"}));
    bench.inbox.forget({fresh});
    CHECK_FALSE(bench.has(fresh));
}
