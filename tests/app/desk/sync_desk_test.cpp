// Two desks and a bare repository: founding, joining, admitting, syncing.

#include "sync/base/sha256.hpp"
#include "sync/base/text.hpp"
#include "tests/app/desk/desk_fixture.hpp"

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::app;
using test::must;
using test::OpenDesk;

namespace {

// A leader who has founded a team, and an inspector who knows nothing yet.
struct Team {
    Team() {
        const auto now = leader.team(FoundTeam{"leader", address});
        REQUIRE_FALSE(now->syncing.failed);
    }

    void admit_inspector(const std::string& role = "inspector") {
        REQUIRE_FALSE(inspector.team(JoinTeam{address})->syncing.failed);
        const auto device = leader.team(LookForRequests{})->requests.at(0).device;
        REQUIRE_FALSE(leader.team(Admit{device, role})->syncing.failed);
        REQUIRE_FALSE(leader.sync()->syncing.failed);
        REQUIRE_FALSE(inspector.sync()->syncing.failed);
    }

    test::Scratch scratch;
    test::SharedClock clock;
    std::string address = sync::utf8(scratch / "team.git");
    OpenDesk leader{test::make_laptop(scratch.path(), "组长"), clock};
    OpenDesk inspector{test::make_laptop(scratch.path(), "李建国"), clock};
};

} // namespace

TEST_CASE("desk with a team: founding makes this person the leader and is kept") {
    Team team;
    auto now = team.leader.desk().snapshot();
    CHECK(now->me.role == "leader");
    CHECK(now->me.may_review);
    CHECK(now->me.may_admit);
    CHECK(now->me.team_address == team.address);
    REQUIRE(now->members.size() == 1);
    CHECK(now->members.front().name == "组长");
    team.leader.close();
    OpenDesk again(team.scratch / sync::path_from_utf8("组长"), team.clock);
    CHECK(again.desk().snapshot()->me.team_address == team.address);
    CHECK(again.desk().snapshot()->me.role == "leader");
}

TEST_CASE("desk with a team: what cannot be founded or joined leaves the laptop as it was") {
    Team team;
    auto now = team.inspector.team(FoundTeam{"leader", team.address});
    REQUIRE(now->syncing.failed);
    CHECK(now->syncing.failed->text_key == "error.team_exists");
    now = team.inspector.team(JoinTeam{sync::utf8(team.scratch / "nothing.git")});
    CHECK(now->syncing.failed);
    now = team.inspector.team(FoundTeam{"inspector", sync::utf8(team.scratch / "mine.git")});
    REQUIRE(now->syncing.failed);
    CHECK(now->syncing.failed->text_key == "error.founder_role");
    CHECK(now->me.team_address.empty());
    CHECK_FALSE(now->syncing.team_running);
    CHECK(must(sync::read_identity(team.scratch / sync::path_from_utf8("李建国"))).team_address.empty());
}

TEST_CASE("desk with a team: a request is seen, admitted, gone, and the inspector belongs to the team") {
    Team team;
    REQUIRE_FALSE(team.inspector.team(JoinTeam{team.address, "李建国二"})->syncing.failed);
    CHECK(team.inspector.desk().snapshot()->me.name == "李建国二");
    CHECK(team.inspector.sync()->syncing.waiting_for_admission);

    auto now = team.leader.team(LookForRequests{});
    REQUIRE(now->requests.size() == 1);
    CHECK(now->requests.front().name == "李建国二");
    CHECK_FALSE(now->requests.front().fingerprint.empty());
    const auto device = now->requests.front().device;
    now = team.leader.team(Admit{device, "inspector"});
    CHECK_FALSE(now->syncing.failed);
    CHECK(now->requests.empty());
    CHECK(team.leader.team(LookForRequests{})->requests.empty()); // admitted here, though not synced yet
    const auto twice = team.leader.team(Admit{device, "inspector"});
    REQUIRE(twice->syncing.failed);
    CHECK(twice->syncing.failed->text_key == "error.no_such_request");

    REQUIRE_FALSE(team.leader.sync()->syncing.failed);
    now = team.inspector.sync();
    CHECK_FALSE(now->syncing.waiting_for_admission);
    CHECK(now->me.role == "inspector");
    CHECK_FALSE(now->me.may_review);
    CHECK(now->members.size() == 2);
    CHECK(team.leader.desk().snapshot()->people.at(device) == "李建国二");
}

TEST_CASE("desk with a team: nobody but those who may admits, and only to a role that exists") {
    Team team;
    team.admit_inspector();
    const auto denied = team.inspector.team(Admit{must(sync::DeviceId::parse("aaaaaa")), "inspector"});
    REQUIRE(denied->syncing.failed);
    CHECK(denied->syncing.failed->text_key == "error.not_admitting");
    const auto unknown = team.leader.team(Admit{must(sync::DeviceId::parse("aaaaaa")), "king"});
    REQUIRE(unknown->syncing.failed);
    CHECK(unknown->syncing.failed->text_key == "error.no_such_role");
}

TEST_CASE("desk with a team: the inspector's day comes into the leader's inbox, the decision comes back") {
    Team team;
    team.admit_inspector();
    const auto site = team.inspector.create("site", {{"name", "华盛电镀"}});
    const auto visit = team.inspector.create("visit", {{"site", site.text()}, {"narrative", "喷漆房"}});
    team.inspector.create("finding", {{"visit", visit.text()}, {"severity", "serious"}});
    const auto photo = test::small_photo("2024-03-22T16:12:04", 1);
    test::put_file(team.scratch / "p.jpg", photo);
    REQUIRE(team.inspector.import({{team.scratch / "p.jpg"}, visit, {}})->importing.added == 1);
    auto now = team.inspector.sync();
    REQUIRE_FALSE(now->syncing.failed);
    CHECK(now->syncing.records_sent == 4);
    CHECK(now->syncing.photos_sent == 1);
    CHECK(now->counts.unsynced_records == 0);
    CHECK(now->settings.at("last_sync") == sync::to_text(team.clock.now()));

    Request inbox;
    inbox.review = true;
    team.leader.post(Ask{inbox});
    now = team.leader.sync();
    REQUIRE_FALSE(now->syncing.failed);
    const auto item =
        std::find_if(now->inbox.begin(), now->inbox.end(), [&](const auto& one) { return one.row.id == visit; });
    REQUIRE(item != now->inbox.end());
    CHECK(item->unread);
    CHECK(item->site == "华盛电镀");
    CHECK(item->findings == 1);
    CHECK(item->photos == 1);
    CHECK(item->people == std::vector<std::string>{"李建国"});

    team.leader.post(MarkSeen{{visit}});
    now = team.leader.post(Review{{visit}, Decision::approve, ""});
    CHECK_FALSE(now->saving.failed);
    REQUIRE_FALSE(team.leader.sync()->syncing.failed);
    Request open;
    open.open = visit;
    team.inspector.post(Ask{open});
    now = team.inspector.sync();
    REQUIRE(now->detail);
    CHECK(now->detail->row.review_state == "approved");
}

TEST_CASE("desk with a team: a photo that was not here shows itself after the sync that brought it") {
    Team team;
    team.admit_inspector();
    const auto bytes = test::small_photo("2024-03-22T16:12:04", 1);
    test::put_file(team.scratch / "p.jpg", bytes);
    team.inspector.import({{team.scratch / "p.jpg"}, {}, {}});
    team.inspector.sync();
    const auto sha256 = sync::sha256_hex(bytes);
    const auto ref = "refs/media/" + team.inspector.desk().snapshot()->me.device.text() + "/2024-03-22";
    StartSync without;
    without.photos = false;
    team.leader.sync(without);
    CHECK(team.leader.picture(sha256, ref, 500).first == PictureState::not_fetched);
    team.leader.sync();
    CHECK(team.leader.picture(sha256, ref, 500).first == PictureState::here);
}

TEST_CASE(
    "desk with a team: photos that are not here are counted, fetched by photo and by visit, and show themselves") {
    Team team;
    team.admit_inspector();
    const auto visit = team.inspector.create("visit", {{"narrative", "一"}});
    const auto finding = team.inspector.create("finding", {{"visit", visit.text()}});
    for (int i = 1; i <= 3; ++i)
        test::put_file(team.scratch / "card" / ("p" + std::to_string(i) + ".jpg"), test::small_photo("", 20 * i));
    team.inspector.import({{team.scratch / "card" / "p1.jpg", team.scratch / "card" / "p2.jpg"}, visit, {}});
    team.inspector.import({{team.scratch / "card" / "p3.jpg"}, {}, finding});
    team.inspector.sync();

    team.leader.post(SetSetting{"photos.fetch", "on_demand"});
    Request open;
    open.open = visit;
    team.leader.post(Ask{open});
    auto now = team.leader.sync();
    CHECK(now->syncing.photos_known == 3);
    CHECK(now->syncing.photos_here == 0);
    CHECK(now->syncing.photos_received == 0);
    REQUIRE(now->detail);
    REQUIRE(now->detail->photos.size() == 3);
    CHECK(now->not_here.size() == 3);
    const sync::Record first = now->detail->photos.front();
    const auto state = [&](const sync::Record& photo) {
        return team.leader.picture(sync::shown_text(photo, "sha256"), sync::shown_text(photo, "media.ref"), 500).first;
    };
    CHECK(state(first) == PictureState::not_fetched);

    now = team.leader.fetch({.ids = {first.id}});
    CHECK_FALSE(now->syncing.failed);
    CHECK_FALSE(now->syncing.running);
    CHECK(now->syncing.photos_fetched == 1);
    CHECK(now->not_here.size() == 2);
    CHECK_FALSE(now->not_here.contains(first.id));
    CHECK(state(first) == PictureState::here);

    now = team.leader.fetch({.ids = {}, .visit = visit});
    CHECK(now->syncing.photos_fetched == 2);
    CHECK(now->not_here.empty());
    now = team.leader.fetch({.ids = {sync::RecordId::random(team.clock.now())}});
    REQUIRE(now->syncing.failed);
    CHECK(now->syncing.failed->kind == sync::ErrorKind::missing);
}

TEST_CASE("desk with a team: photos of others go after the days that were set, and are not here then") {
    Team team;
    team.admit_inspector();
    const auto visit = team.inspector.create("visit", {{"narrative", "一"}});
    test::put_file(team.scratch / "p.jpg", test::small_photo("", 7));
    team.inspector.import({{team.scratch / "p.jpg"}, visit, {}});
    team.inspector.sync();
    Request open;
    open.open = visit;
    team.leader.post(Ask{open});
    CHECK(team.leader.sync()->not_here.empty());
    team.clock.advance(40LL * 24 * 60 * 60 * 1000);
    team.leader.post(SetSetting{"photos.keep_days", "30"});
    const auto now = team.leader.sync();
    CHECK(now->syncing.photos_freed == 1);
    CHECK(now->not_here.size() == 1);
    CHECK(team.inspector.sync()->syncing.photos_freed == 0); // its own stay
}

TEST_CASE("desk with a team: what both wrote unseen is contested on both, and typing goes on while syncing") {
    Team team;
    team.admit_inspector();
    const auto visit = team.inspector.create("visit", {{"narrative", "一"}});
    team.inspector.sync();
    team.leader.sync();
    team.leader.post(SetFields{visit, {{"narrative", "组长的"}}});
    team.inspector.post(SetFields{visit, {{"narrative", "组员的"}}});
    team.leader.sync();
    team.inspector.desk().post(StartSync{});
    const auto other = team.inspector.create("site", {{"name", "华盛电镀"}});
    auto now = team.inspector.wait_for(
        [](const app::Snapshot& one) { return !one.syncing.running && one.syncing.number >= 3; });
    CHECK(now->counts.contested == 1);
    team.inspector.sync();
    CHECK(team.leader.sync()->counts.contested == 1);
    Request open;
    open.open = other;
    CHECK(team.leader.post(Ask{open})->detail);
}

TEST_CASE("desk with a team: a cancelled sync says so, the next one goes on") {
    Team team;
    team.admit_inspector();
    team.inspector.create("visit", {{"narrative", "一"}});
    // Ten syncs wait; all of them are cancelled before the first can have finished the rest.
    const auto before = team.inspector.desk().snapshot()->syncing.number;
    for (int i = 0; i < 10; ++i)
        team.inspector.desk().post(StartSync{});
    team.inspector.desk().post(CancelSync{});
    auto now = team.inspector.wait_for([&](const app::Snapshot& one) { return one.syncing.number == before + 10; });
    REQUIRE(now->syncing.failed);
    CHECK(now->syncing.failed->kind == sync::ErrorKind::cancelled);
    CHECK_FALSE(now->syncing.running);
    now = team.inspector.sync();
    CHECK_FALSE(now->syncing.failed);
    CHECK(now->counts.unsynced_records == 0);
}

TEST_CASE("desk with a team: a team that is not there is a failure that can be read, and nothing is lost") {
    Team team;
    team.admit_inspector();
    const auto visit = team.inspector.create("visit", {{"narrative", "一"}});
    std::filesystem::rename(team.scratch / "team.git", team.scratch / "away.git");
    auto now = team.inspector.sync();
    CHECK(now->syncing.failed);
    CHECK_FALSE(now->syncing.running);
    std::filesystem::rename(team.scratch / "away.git", team.scratch / "team.git");
    CHECK_FALSE(team.inspector.sync()->syncing.failed);
    team.leader.sync();
    Request open;
    open.open = visit;
    CHECK(team.leader.post(Ask{open})->detail);
}

TEST_CASE("desk with a team: without an address a sync says what is missing") {
    test::Scratch scratch;
    OpenDesk desk(test::make_laptop(scratch.path(), "周敏"), test::SharedClock());
    const auto now = desk.sync();
    REQUIRE(now->syncing.failed);
    CHECK(now->syncing.failed->text_key == "error.no_address");
}
