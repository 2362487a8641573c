#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/team.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;
using takan::test::Laptop;
using takan::test::Team;
namespace fs = std::filesystem;

TEST_CASE("founding: the first commit stands here and at the address, and its founder is admitted") {
    Team team("队/team.git");
    Laptop leader = team.make_laptop("刘组长");
    REQUIRE(found_team(leader.folder, "leader", team.clock.now()));
    const auto main = leader.repo().ref(main_ref);
    REQUIRE(main);
    CHECK(team.repo().ref(main_ref) == main);
    CHECK(leader.repo().ref(remote_ref) == main);
    const auto registry = read_registry(team.repo(), *main);
    REQUIRE(registry);
    REQUIRE(registry->member_of(leader.device) != nullptr);
    CHECK(registry->member_of(leader.device)->name == "刘组长");
    CHECK(registry->member_of(leader.device)->role == "leader");
    takan::test::check_with_git(team.repo());
}

TEST_CASE("founding: a team that is there already is not touched") {
    Team team;
    team.found("刘组长");
    const auto before = team.repo().ref(main_ref);
    const Laptop other = team.make_laptop("王芳");
    const auto founded = found_team(other.folder, "leader", team.clock.now());
    REQUIRE_FALSE(founded);
    CHECK(founded.error().kind == ErrorKind::invalid);
    CHECK(founded.error().text_key == "error.team_exists");
    CHECK(founded.error().subject == utf8(team.address()));
    CHECK(team.repo().ref(main_ref) == before);
    CHECK_FALSE(other.repo().ref(main_ref));
}

TEST_CASE("founding: an empty folder will do, one with other files will not") {
    Team team;
    const Laptop leader = team.make_laptop("刘组长");
    fs::create_directories(team.address());
    REQUIRE(write_file(team.address() / "holiday.txt", "photos"));
    const auto refused = found_team(leader.folder, "leader", team.clock.now());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text_key == "error.folder_not_empty");
    CHECK(std::distance(fs::directory_iterator(team.address()), {}) == 1);
    fs::remove(team.address() / "holiday.txt");
    CHECK(found_team(leader.folder, "leader", team.clock.now()));
}

TEST_CASE("founding: one that was broken off before the push is gone on with") {
    Team team;
    const Laptop leader = team.make_laptop("刘组长");
    REQUIRE(found_team(leader.folder, "leader", team.clock.now()));
    const auto main = leader.repo().ref(main_ref);
    fs::remove_all(team.address());
    REQUIRE(found_team(leader.folder, "leader", team.clock.now()));
    CHECK(team.repo().ref(main_ref) == main);
}

TEST_CASE("founding: without an address it says so") {
    const takan::test::Scratch scratch;
    REQUIRE(create_laptop(scratch.path(), "王芳", "", ""));
    const auto founded = found_team(scratch.path(), "leader", Instant{});
    REQUIRE_FALSE(founded);
    CHECK(founded.error().text_key == "error.no_address");
}

TEST_CASE("joining: a request waits once however often it is made, and is gone when admitted") {
    Team team;
    Laptop leader = team.found("刘组长");
    const Laptop asking = team.make_laptop("王芳");
    REQUIRE(ask_team(asking.folder, team.clock.now()));
    team.clock.advance(60'000);
    REQUIRE(ask_team(asking.folder, team.clock.now()));
    auto requests = waiting_requests(leader.folder);
    REQUIRE(requests);
    REQUIRE(requests->size() == 1);
    CHECK(requests->front().device == asking.device);
    CHECK(requests->front().name == "王芳");
    CHECK(requests->front().key == asking.signer().key.public_key());

    team.admit(leader, asking);
    CHECK(waiting_requests(leader.folder)->empty());
    const auto request = team.repo().ref(join_ref(asking.device));
    CHECK(ask_team(asking.folder, team.clock.now())); // admitted: asks for nothing more
    CHECK(team.repo().ref(join_ref(asking.device)) == request);
}

TEST_CASE("joining: requests that are nonsense do not hide the others") {
    Team team;
    Laptop leader = team.found("刘组长");
    const Laptop asking = team.make_laptop("王芳");
    REQUIRE(ask_team(asking.folder, team.clock.now()));
    auto repo = team.repo();
    const auto main = *repo.ref(main_ref);
    REQUIRE(repo.move_ref("refs/join/zzzzzz", {}, main));       // no request at all
    REQUIRE(repo.move_ref("refs/join/no-device-id", {}, main)); // no device
    const auto requests = waiting_requests(leader.folder);
    REQUIRE(requests);
    REQUIRE(requests->size() == 1);
    CHECK(requests->front().device == asking.device);
}

TEST_CASE("joining: an address without a team is named") {
    Team team;
    const Laptop asking = team.make_laptop("王芳");
    for (const bool is_repository : {false, true}) {
        CAPTURE(is_repository);
        if (is_repository) REQUIRE(git::Repo::create(team.address()));
        const auto asked = ask_team(asking.folder, team.clock.now());
        REQUIRE_FALSE(asked);
        CHECK(asked.error().kind == ErrorKind::missing);
        CHECK(asked.error().text_key == "error.no_team");
        CHECK(asked.error().subject == utf8(team.address()));
    }
}

TEST_CASE("joining: until admitted a laptop reads but sends nothing, and what it wrote meanwhile follows") {
    Team team;
    Laptop leader = team.found("刘组长");
    const auto seen = leader.add("text", "噪声");
    leader.must_sync();
    Laptop asking = team.make_laptop("王芳");
    REQUIRE(ask_team(asking.folder, team.clock.now()));
    const auto written = asking.add("text", "油漆味");
    const auto before = team.repo().ref(main_ref);

    const Receipt waiting = asking.must_sync();
    CHECK(waiting.waiting_for_admission);
    CHECK(waiting.records_sent == 0);
    CHECK(waiting.records_received > 0);
    CHECK(asking.shown(seen, "text") == "噪声");
    CHECK(asking.shelf.unsynced() == 1);
    CHECK(team.repo().ref(main_ref) == before);

    team.admit(leader, asking);
    const Receipt admitted = asking.must_sync();
    CHECK_FALSE(admitted.waiting_for_admission);
    CHECK(admitted.records_sent == 1);
    CHECK(leader.must_sync().records_received == 1);
    CHECK(leader.shown(written, "text") == "油漆味");
    CHECK(leader.shelf.set_aside.empty());
    CHECK(asking.shelf.set_aside.empty());
    takan::test::check_all_equal({&leader, &asking});
}
