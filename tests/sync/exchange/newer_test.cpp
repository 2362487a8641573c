// Programs newer than this one: a newer layout is left alone, newer records of the same layout travel unharmed.
#include "sync/base/text.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/team.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;
using takan::test::check_all_equal;
using takan::test::files_of;
using takan::test::Laptop;
using takan::test::settle;
using takan::test::Team;

namespace {

void check_newer(const Status& refused) {
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text_key == "error.team_newer");
}

Status status_of(const Result<Receipt>& receipt) {
    return receipt ? Status() : Status(receipt.error());
}

} // namespace

TEST_CASE("newer: a layout above ours ends a sync, and neither side is written to") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    wang.must_sync();
    const std::string format = "2\n";
    takan::test::forge(team, leader.signer(), {{std::string(format_path), format}});
    const auto waiting = wang.add("text", "waits");
    const auto shelf = wang.shelf.contents();
    const auto at_team = team.repo().refs("");
    check_newer(status_of(wang.sync()));
    CHECK(wang.shelf.contents() == shelf);
    CHECK(*team.repo().refs("") == *at_team);
    CHECK(files_of(wang.repo(), *wang.repo().ref(main_ref)).at(std::string(format_path)) == "1\n");
    CHECK(wang.shown(waiting, "text") == "waits");
}

TEST_CASE("newer: nobody asks to join a team with a layout above ours") {
    Team team;
    Laptop leader = team.found("刘组长");
    takan::test::forge(team, leader.signer(), {{std::string(format_path), "2\n"}});
    const Laptop li = team.make_laptop("李强");
    const auto at_team = team.repo().refs("");
    check_newer(ask_team(li.folder, li.clock.now()));
    CHECK(*team.repo().refs("") == *at_team);
    CHECK_FALSE(li.repo().ref(main_ref));
}

TEST_CASE("newer: a stick with a layout above ours is left as it is") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    wang.must_sync();
    SyncOptions to_stick;
    to_stick.address = utf8(team / "stick.git");
    std::filesystem::copy(team.address(), team / "stick.git", std::filesystem::copy_options::recursive);
    takan::test::forge(team, leader.signer(), {{std::string(format_path), "2\n"}});
    std::filesystem::rename(team.address(), team / "newer.git");
    std::filesystem::rename(team / "stick.git", team.address());
    std::filesystem::rename(team / "newer.git", team / "stick.git");
    const auto stick = git::Repo::open(team / "stick.git");
    const auto before = stick->refs("");
    wang.add("text", "waits");
    check_newer(status_of(wang.sync(to_stick)));
    CHECK(*git::Repo::open(team / "stick.git")->refs("") == *before);
    wang.must_sync(); // the team's own address is as usable as before
}

TEST_CASE("newer: a laptop that a newer program has used already is not written to") {
    Team team;
    Laptop leader = team.found("刘组长");
    const auto commit = takan::test::forge(team, leader.signer(), {{std::string(format_path), "2\n"}});
    auto repo = leader.repo();
    const auto main = repo.ref(main_ref);
    REQUIRE(leader.sync().error().text_key == "error.team_newer"); // has fetched it
    REQUIRE(repo.move_ref(main_ref, main, commit));
    leader.add("text", "waits");
    const auto shelf = leader.shelf.contents();
    check_newer(catch_up(repo, leader.shelf));
    check_newer(status_of(leader.sync()));
    CHECK(leader.repo().ref(main_ref) == commit);
    CHECK(leader.shelf.contents() == shelf);
}

TEST_CASE("newer: unknown kinds, fields, values, keys and forms go unharmed through an older program") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳"); // older
    Laptop li = team.join(leader, "李强");   // newer
    settle({&leader, &wang, &li});
    Record known;
    known.id = RecordId::random(li.clock.now());
    known.kind = "note";
    write(known, "text", "of both", li.device, li.clock.now());
    write(known, "shape.v2", Value(Value::Object{{"type", "circle"}, {"at", Value::Array{1, 2}}}), li.device,
          li.clock.now());
    std::string with_key = canonical(known);
    with_key.insert(with_key.rfind("\n}"), ",\n  \"later\": {\"why\": \"nobody knows\"}");
    Record other;
    other.id = RecordId::random(li.clock.now());
    other.kind = "hologram";
    write(other, "beam", Value(Value::Object{{"watts", 3}}), li.device, li.clock.now());
    const std::string form = "forms/later/new.kind";
    takan::test::forge(team, li.signer(), {{path_of(known), with_key}, {path_of(other), canonical(other)}});

    takan::test::forge(team, leader.signer(), {{form, std::string("new\n")}});
    settle({&wang, &leader, &li});
    CHECK(wang.shelf.set_aside.empty());
    wang.edit(known.id, "text", "by the older");
    leader.edit(known.id, "place", "north"); // so that both sides have to be merged
    settle({&leader, &wang, &li});
    check_all_equal({&leader, &wang, &li});
    const auto files = files_of(team.repo(), *team.repo().ref(main_ref));
    CHECK(files.at(form) == "new\n");
    CHECK(files.at(path_of(other)) == canonical(other));
    const std::string& edited = files.at(path_of(known));
    CHECK(edited.find("\"later\": {\"why\": \"nobody knows\"}") != std::string::npos);
    const auto record = read_record(edited);
    REQUIRE(record);
    CHECK(record->fields.at("shape.v2") == known.fields.at("shape.v2"));
    CHECK(li.shown(known.id, "text") == "by the older");
    CHECK(li.shown(known.id, "place") == "north");
}
