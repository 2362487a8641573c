// A team whose repository is behind a server: founding, joining, syncing, photos, over SSH and over HTTPS.

#include "sync/base/text.hpp"
#include "sync/exchange/photo_work.hpp"
#include "sync/team/layout.hpp"
#include "tests/support/servers/proxy.hpp"
#include "tests/support/servers/ssh_server.hpp"
#include "tests/support/servers/web_server.hpp"
#include "tests/sync/exchange/photo_fixture.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;
using namespace takan::test;

namespace {

// The way to one bare repository that git itself made.
struct Route {
    std::string address;
    Access access;
};

void must_be(const Status& status) {
    REQUIRE_MESSAGE(status, describe(status.error()));
}

Receipt must_sync(Laptop& laptop, const Route& route, Fetching photos = Fetching::all) {
    SyncOptions options;
    options.access = route.access;
    options.policy.fetching = photos;
    return laptop.must_sync(options);
}

Laptop laptop_for(Team& team, const Route& route, std::string_view name) {
    Laptop laptop = team.make_laptop(name);
    auto identity = read_identity(laptop.folder);
    REQUIRE(identity);
    identity->team_address = route.address;
    must_be(write_identity(laptop.folder, *identity));
    return laptop;
}

void admit(const Team& team, Laptop& leader, const Laptop& asking, const Route& route) {
    const auto requests = waiting_requests(leader.folder, route.access);
    REQUIRE_MESSAGE(requests, describe(requests.error()));
    REQUIRE(requests->size() == 1);
    const auto repo = leader.repo();
    const auto registry = read_registry(repo, *repo.ref(main_ref));
    REQUIRE(registry);
    for (const auto& record :
         admission_records(requests->front(), *registry, {}, "inspector", leader.device, team.clock.now()))
        leader.shelf.add(record);
    CHECK(requests->front().device == asking.device);
}

void one_day_of_a_team(Team& team, const Route& route) {
    Laptop leader = laptop_for(team, route, "组长");
    must_be(found_team(leader.folder, "leader", team.clock.now(), route.access));
    must_sync(leader, route);
    Laptop wang = laptop_for(team, route, "王");
    must_be(ask_team(wang.folder, team.clock.now(), route.access));
    must_be(ask_team(wang.folder, team.clock.now(), route.access)); // again: the request only grows
    admit(team, leader, wang, route);
    must_sync(leader, route);
    CHECK_FALSE(must_sync(wang, route).waiting_for_admission);

    const auto note = wang.add("text", Value(std::string("河水变黑")));
    const std::vector<MediaFile> files{photo(1, 900'000), photo(2, 300'000), photo(3, 5'000)};
    const std::string ref = keep(wang, files);
    const Receipt sent = must_sync(wang, route);
    CHECK(sent.photos_sent == files.size());
    CHECK(sent.records_sent == 1);
    const Receipt lists = must_sync(leader, route, Fetching::on_demand);
    CHECK(leader.shown(note, "text") == "河水变黑");
    CHECK(lists.photos_received == 0);
    CHECK(lists.photos_known == files.size());
    CHECK_FALSE(is_here(leader, ref, files[1]));

    const FetchWish one{false, {{ref, files[1].sha256, files[1].bytes.size()}}};
    const auto fetched = fetch_photos(leader.folder, leader.shelf, leader.clock.clock(), one, {}, route.access, {}, {});
    REQUIRE_MESSAGE(fetched, describe(fetched.error()));
    CHECK(fetched->fetched == 1);
    CHECK(is_here(leader, ref, files[1]));
    CHECK_FALSE(is_here(leader, ref, files[0]));
    CHECK(must_sync(leader, route).photos_received == files.size() - 1);
    for (const auto& file : files)
        CHECK(is_here(leader, ref, file));

    leader.edit(note, "text", Value(std::string("河水变黑，有异味")));
    wang.edit(note, "place", Value(std::string("三号排口")));
    must_sync(leader, route);
    CHECK(must_sync(wang, route).records_merged == 1);
    must_sync(leader, route);
    check_all_equal({&leader, &wang});
    check_with_git(team.repo());
    check_with_git(leader.repo());
}

// The link is cut in the second batch; what the first brought stays there.
void cut_in_the_photos(Team& team, const Route& route, Proxy& proxy) {
    constexpr std::size_t size = 5 << 20;
    constexpr std::uint64_t passes = 4 * size;
    Laptop leader = laptop_for(team, route, "组长");
    must_be(found_team(leader.folder, "leader", team.clock.now(), route.access));
    must_sync(leader, route);
    std::string ref;
    for (unsigned i = 0; i < 5; ++i)
        ref = keep(leader, {photo(i, size)});
    proxy.spoil({takan::test::Fault::cut, passes});
    SyncOptions options;
    options.access = route.access;
    const auto cut = leader.sync(options);
    REQUIRE_FALSE(cut);
    CHECK(cut.error().kind == ErrorKind::offline);
    proxy.spoil({});
    CHECK(must_sync(leader, route).photos_sent == 2);
    CHECK(passes + proxy.bytes_up() < 5 * size + greatest_batch);
    for (unsigned i = 0; i < 5; ++i)
        CHECK(has_media(team.repo(), ref, photo(i, size).sha256));
    check_with_git(team.repo());
}

void make_bare(const Team& team) {
    REQUIRE(run_quietly({"git", "init", "-q", "--bare", team.address().string()}));
}

} // namespace

TEST_CASE("away: a team lives on an SSH server, in git's newest protocol and the older one") {
    for (const bool newest : {true, false}) {
        CAPTURE(newest);
        Team team;
        make_bare(team);
        const auto server = SshServer::start(team / "sshd", newest);
        if (!server) {
            MESSAGE("sshd (package openssh-server) is not here: nothing is tested");
            return;
        }
        // On-demand fetches ask for single files; in the older protocol a server has to allow that.
        REQUIRE(run_quietly({"git", "-C", team.address().string(), "config", "uploadpack.allowAnySHA1InWant", "true"}));
        REQUIRE(run_quietly({"git", "-C", team.address().string(), "config", "uploadpack.allowFilter", "true"}));
        REQUIRE(run_quietly({"git", "-C", team.address().string(), "config", "receive.denyNonFastForwards", "true"}));
        one_day_of_a_team(team, {server->address(team.address()), server->access()});
    }
}

TEST_CASE("away: a team lives on an HTTPS server behind a login") {
    Team team;
    make_bare(team);
    const auto server = WebServer::start(team / "web", team.address().parent_path());
    if (!server) {
        MESSAGE("lighttpd or git-http-backend is not here: nothing is tested");
        return;
    }
    REQUIRE(run_quietly({"git", "-C", team.address().string(), "config", "uploadpack.allowFilter", "true"}));
    one_day_of_a_team(team, {server->address("team.git"), server->access()});
}

TEST_CASE("away: after a cut in the middle of the photos the next try sends less than one batch again") {
    Team team;
    make_bare(team);
    SUBCASE("over SSH") {
        const auto server = SshServer::start(team / "sshd");
        if (!server) return;
        Proxy proxy(server->port());
        cut_in_the_photos(team, {server->address(team.address(), proxy.port()), server->access(proxy.port())}, proxy);
    }
    SUBCASE("over HTTPS") {
        const auto server = WebServer::start(team / "web", team.address().parent_path());
        if (!server) return;
        Proxy proxy(server->port());
        cut_in_the_photos(team, {server->address("team.git", "git", proxy.port()), server->access()}, proxy);
    }
}

TEST_CASE("away: founding, joining and looking for requests end at once when they are cancelled") {
    Team team;
    make_bare(team);
    const auto server = SshServer::start(team / "sshd");
    if (!server) return;
    const Route route{server->address(team.address()), server->access()};
    Laptop leader = laptop_for(team, route, "组长");
    std::stop_source stop;
    stop.request_stop();
    const auto is_cancelled = [](const auto& result) { return !result && result.error().kind == ErrorKind::cancelled; };
    CHECK(is_cancelled(found_team(leader.folder, "leader", team.clock.now(), route.access, stop.get_token())));
    CHECK(is_cancelled(ask_team(leader.folder, team.clock.now(), route.access, {}, stop.get_token())));
    CHECK(is_cancelled(waiting_requests(leader.folder, route.access, stop.get_token())));
    CHECK(is_cancelled(host_keys(route.address, route.access, stop.get_token())));
    must_be(found_team(leader.folder, "leader", team.clock.now(), route.access));
}
