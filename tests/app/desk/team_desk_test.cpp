// Two desks and their team: taking back, what arrived, what was set aside, the team's code, the program's date.

#include "app/desk/set_aside_words.hpp"
#include "sync/base/text.hpp"
#include "tests/app/desk/desk_fixture.hpp"

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::app;
using test::OpenDesk;

namespace {

// A leader and an inspector who were admitted, with one site that both have.
struct Team {
    Team() {
        REQUIRE_FALSE(leader.team(FoundTeam{"leader", address})->syncing.failed);
        REQUIRE_FALSE(inspector.team(JoinTeam{address})->syncing.failed);
        device = leader.team(LookForRequests{})->requests.at(0).device;
        REQUIRE_FALSE(leader.team(Admit{device, "inspector"})->syncing.failed);
        settle();
        site = inspector.create("site", {{"name", "华盛电镀"}, {"address", "东路"}});
        settle();
        settle();
    }
    void settle() {
        REQUIRE_FALSE(leader.sync()->syncing.failed);
        REQUIRE_FALSE(inspector.sync()->syncing.failed);
        clock.advance(60'000);
    }
    std::string address_at_leader() {
        Request open;
        open.open = site;
        leader.post(Ask{{}});
        return sync::shown_text(leader.post(Ask{open})->detail->record, "address");
    }

    test::Scratch scratch;
    test::SharedClock clock;
    std::string address = sync::utf8(scratch / "team.git");
    OpenDesk leader{test::make_laptop(scratch.path(), "组长"), clock};
    OpenDesk inspector{test::make_laptop(scratch.path(), "李建国"), clock};
    sync::DeviceId device;
    sync::RecordId site;
};

Which edits_of(const std::string& person, sync::Instant since) {
    Which which;
    which.person = person;
    which.since = since;
    return which;
}

} // namespace

TEST_CASE("desk: the lead sees what taking back would do, takes back, and undoes that") {
    Team team;
    const Which which = edits_of("李建国", team.clock.now());
    team.inspector.post(SetFields{team.site, {{"address", "西路"}}});
    team.settle();
    team.settle();
    CHECK(team.address_at_leader() == "西路");
    auto now = team.leader.post(LookAtTakeBack{which, 7});
    REQUIRE(now->take_back);
    CHECK_FALSE(now->take_back->failed);
    CHECK(now->take_back->number == 7);
    CHECK(now->take_back->fields == 1);
    CHECK(team.address_at_leader() == "西路");

    now = team.leader.post(TakeBack{which, "填错了"});
    CHECK_FALSE(now->take_back);
    CHECK(now->undo == "undo.take_back");
    CHECK(team.address_at_leader() == "东路");
    team.leader.post(Undo{});
    CHECK(team.address_at_leader() == "西路");
}

TEST_CASE("desk: a question about nobody, and taking back that fails, say so where they were asked") {
    Team team;
    auto now = team.leader.post(LookAtTakeBack{edits_of("谁", team.clock.now()), 1});
    REQUIRE(now->take_back);
    REQUIRE(now->take_back->failed);
    CHECK(now->take_back->failed->text_key == "error.no_such_person");
    CHECK_FALSE(now->saving.failed); // nothing was to be saved
    const Which which = edits_of("李建国", {});
    REQUIRE_FALSE(team.inspector.post(LookAtTakeBack{which, 2})->take_back->failed);
    now = team.inspector.post(TakeBack{which, "我的"});
    REQUIRE(now->take_back);
    REQUIRE(now->take_back->failed);
    CHECK(now->take_back->failed->text_key == "error.not_reviewer");
}

TEST_CASE("desk: what a sync brought is listed, a comment leads to what it is about") {
    Team team;
    Request wish;
    wish.arrived = true;
    team.leader.post(Ask{wish});
    CHECK(team.leader.sync()->arrived.empty());
    const auto visit = team.inspector.create("visit", {{"site", team.site.text()}});
    const auto comment = sync::RecordId::random(team.clock.now());
    team.inspector.post(AddComment{comment, team.site, "", "门牌是 7 号"});
    team.leader.create("site", {{"name", "自己的"}}); // does not arrive
    REQUIRE_FALSE(team.inspector.sync()->syncing.failed);
    const auto now = team.leader.sync();
    REQUIRE(now->arrived.size() == 2);
    CHECK(now->syncing.arrived_total == 2);
    CHECK(now->syncing.receipt_at == team.clock.now());
    CHECK(now->arrived[0].row.id == visit);
    CHECK(now->arrived[0].row.title == "华盛电镀");
    CHECK(now->arrived[0].by == "李建国");
    CHECK(now->arrived[0].open == visit);
    CHECK(now->arrived[1].row.id == comment);
    CHECK(now->arrived[1].kind == "site");
    CHECK(now->arrived[1].open == team.site);
    CHECK(team.leader.sync()->arrived.empty()); // of the last one only
}

TEST_CASE("desk: what was set aside is told in words beside what stands there, and nothing of it counts") {
    Team team;
    const auto copy = team.scratch / "copy.git";
    std::filesystem::copy(team.scratch / "team.git", copy, std::filesystem::copy_options::recursive);
    team.inspector.post(SetFields{team.site, {{"address", "西路\u202e7\n号"}, {"name", std::string(2000, 'x')}}});
    REQUIRE_FALSE(team.inspector.sync({sync::utf8(copy), true})->syncing.failed);
    team.leader.post(RevokeDevice{team.device, "电脑丢失"});
    REQUIRE_FALSE(team.leader.sync()->syncing.failed);
    REQUIRE(team.leader.sync({sync::utf8(copy), true})->syncing.set_aside == 1);
    Request wish;
    wish.team = true;
    auto now = team.leader.post(Ask{wish});
    REQUIRE(now->quarantine.size() == 1);
    CHECK_FALSE(now->set_aside);
    wish.set_aside = now->quarantine[0].id;
    now = team.leader.post(Ask{wish});
    REQUIRE(now->set_aside);
    CHECK_FALSE(now->set_aside->failed);
    REQUIRE(now->set_aside->records.size() == 1);
    const auto& record = now->set_aside->records[0];
    CHECK(record.here);
    CHECK(record.title == "华盛电镀");
    REQUIRE(record.lines.size() == 2);
    const auto& line = record.lines[0];
    CHECK(line.field == "地址");
    CHECK(line.value == "西路7 号");
    CHECK(line.ours == "东路");
    CHECK(line.by == "李建国");
    CHECK(record.lines[1].value.size() < 500);
    CHECK(team.address_at_leader() == "东路");
    wish.set_aside = 99;
    now = team.leader.post(Ask{wish});
    REQUIRE(now->set_aside);
    REQUIRE(now->set_aside->failed);
    CHECK(now->set_aside->failed->text_key == "error.no_such_entry");
}

TEST_CASE("set aside words: one line, a length, and no sign that turns or hides text") {
    CHECK(safe_words("  a\t b\r\n c ", 20) == "a b c");
    CHECK(safe_words("喷漆房未密闭", 3) == "喷漆房…");
    CHECK(safe_words("喷漆房", 3) == "喷漆房");
    CHECK(safe_words("a\u202eb\u200bc\x1b[31m\xff", 20) == "abc[31m\ufffd");
    CHECK(safe_words("", 5).empty());
}

TEST_CASE("desk: the team's code is told, and who expects another one does not join") {
    Team team;
    const std::string root = team.leader.desk().snapshot()->me.team_root;
    CHECK(root.size() == 19);
    CHECK(team.inspector.desk().snapshot()->me.team_root == root);
    OpenDesk wang(test::make_laptop(team.scratch.path(), "王"), team.clock);
    auto now = wang.team(JoinTeam{.address = team.address, .root = "0123"});
    REQUIRE(now->syncing.failed);
    CHECK(now->syncing.failed->text_key == "error.root_code");
    now = wang.team(JoinTeam{.address = team.address, .root = "0123-4567-89ab-cdef"});
    REQUIRE(now->syncing.failed);
    CHECK(now->syncing.failed->text_key == "error.other_root");
    CHECK(now->me.team_address.empty());
    CHECK(team.leader.team(LookForRequests{})->requests.empty());
    now = wang.team(JoinTeam{.address = team.address, .root = root});
    CHECK_FALSE(now->syncing.failed);
    CHECK(now->me.team_root == root);
}

TEST_CASE("desk: where the last try went stands beside how it failed") {
    Team team;
    const std::string away = sync::utf8(team.scratch / "away" / "copy.git");
    auto now = team.inspector.sync({away, true});
    CHECK(now->syncing.failed);
    CHECK(now->syncing.address == away);
    now = team.leader.team(LookForRequests{});
    CHECK(now->syncing.address.empty());
    now = team.inspector.sync();
    CHECK_FALSE(now->syncing.failed);
    CHECK(now->syncing.address.empty());
}

TEST_CASE("desk: a clock that stands before the program's date is told of with the receipt") {
    Team team;
    team.leader.close();
    const auto folder = team.scratch / sync::path_from_utf8("组长");
    OpenDesk late(folder, team.clock, team.clock.now());
    CHECK(late.sync()->syncing.clocks.empty());
    late.close();
    OpenDesk early(folder, team.clock, sync::Instant{team.clock.now().ms + 1});
    const auto now = early.sync();
    CHECK_FALSE(now->syncing.failed);
    REQUIRE(now->syncing.clocks.size() == 1);
    CHECK(now->syncing.clocks[0].key == "clock.own");
    CHECK(now->syncing.clocks[0].time == team.clock.now());
}
