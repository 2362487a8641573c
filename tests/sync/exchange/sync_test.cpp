#include "sync/exchange/sync.hpp"

#include "sync/base/text.hpp"
#include "sync/exchange/in_words.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/team.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <thread>

using namespace takan::sync;
using takan::test::check_all_equal;
using takan::test::Laptop;
using takan::test::settle;
using takan::test::Team;
namespace fs = std::filesystem;

namespace {

SyncOptions to(const fs::path& address) {
    SyncOptions options;
    options.address = utf8(address);
    return options;
}

} // namespace

TEST_CASE("sync: what one wrote, the other reads, byte for byte") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = wang.add("text", "喷漆房活性炭更换记录缺失");
    const Receipt sent = wang.must_sync();
    CHECK(sent.records_sent == 1);
    CHECK(sent.records_received == 0);
    CHECK(sent.bytes_sent > 0);
    CHECK(sent.rounds == 1);
    const Receipt received = leader.must_sync();
    CHECK(received.records_received == 1);
    CHECK(received.records_merged == 0);
    CHECK(received.records_sent == 0);
    CHECK(received.bytes_received > 0);
    CHECK(leader.shown(id, "text") == "喷漆房活性炭更换记录缺失");
    check_all_equal({&leader, &wang});
    takan::test::check_with_git(team.repo());
}

TEST_CASE("sync: with nothing to do changes nothing and its receipt is zero") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    wang.add("text", "a");
    settle({&leader, &wang});
    const auto main = leader.repo().ref(main_ref);
    const auto take_ins = leader.shelf.take_ins;
    const auto packs = [&] {
        const auto folder = leader.folder / "repo.git/objects/pack";
        return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
    };
    const auto packs_before = packs();
    const Receipt receipt = leader.must_sync();
    CHECK(receipt.main == *main);
    CHECK(leader.repo().ref(main_ref) == main);
    CHECK(team.repo().ref(main_ref) == main);
    CHECK(receipt.records_sent == 0);
    CHECK(receipt.records_received == 0);
    CHECK(receipt.records_merged == 0);
    CHECK(receipt.photos_sent == 0);
    CHECK(receipt.photos_received == 0);
    CHECK(receipt.bytes_sent == 0);
    CHECK(receipt.bytes_received == 0);
    CHECK(receipt.rounds == 1);
    CHECK(receipt.set_aside.empty());
    CHECK(leader.shelf.take_ins == take_ins);
    CHECK(packs() == packs_before);
}

TEST_CASE("sync: two inspectors and a lead stand at the same after any order of syncs") {
    std::array<int, 3> order = {0, 1, 2};
    do {
        CAPTURE(order[0]);
        CAPTURE(order[1]);
        Team team;
        Laptop leader = team.found("刘组长");
        Laptop wang = team.join(leader, "王芳");
        Laptop li = team.join(leader, "李强");
        const auto shared = leader.add("text", "废气");
        settle({&leader, &wang, &li});
        wang.edit(shared, "place", "东门");
        li.edit(shared, "grade", 3);
        leader.edit(shared, "text", "废气超标");
        wang.add("text", "w");
        li.add("text", "l");
        const std::array<Laptop*, 3> all = {&leader, &wang, &li};
        settle({all[static_cast<std::size_t>(order[0])], all[static_cast<std::size_t>(order[1])],
                all[static_cast<std::size_t>(order[2])]});
        check_all_equal({&leader, &wang, &li});
        CHECK(li.shown(shared, "text") == "废气超标");
        CHECK(li.shown(shared, "place") == "东门");
        CHECK(shown_number(*leader.shelf.find(shared), "grade") == 3);
        CHECK(contested_fields(*leader.shelf.find(shared)).empty());
        for (const auto* laptop : all)
            CHECK(laptop->shelf.set_aside.empty());
        CHECK(takan::test::files_of(team.repo(), *team.repo().ref(main_ref)) ==
              takan::test::files_of(wang.repo(), *wang.repo().ref(main_ref)));
        takan::test::check_with_git(team.repo());
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("sync: a field that two changed is contested everywhere until somebody settles it") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop li = team.join(leader, "李强");
    const auto id = wang.add("severity", "minor");
    settle({&wang, &li, &leader});
    wang.edit(id, "severity", "serious");
    li.edit(id, "severity", "moderate");
    wang.must_sync();
    const Receipt merged = li.must_sync();
    CHECK(merged.records_merged == 1);
    CHECK(merged.records_received == 1);
    settle({&leader, &wang, &li});
    check_all_equal({&leader, &wang, &li});
    for (const auto* laptop : {&leader, &wang, &li}) {
        CHECK(contested_fields(*laptop->shelf.find(id)) == std::vector<std::string>{"severity"});
    }
    leader.edit(id, "severity", "serious");
    settle({&leader, &wang, &li});
    for (const auto* laptop : {&leader, &wang, &li}) {
        CHECK(contested_fields(*laptop->shelf.find(id)).empty());
        CHECK(laptop->shown(id, "severity") == "serious");
        CHECK(laptop->shelf.set_aside.empty());
    }
}

TEST_CASE("sync: somebody who is faster only costs another round") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto theirs = leader.add("text", "schneller");
    const auto ours = wang.add("text", "langsamer");
    bool done = false;
    const auto receipt = wang.sync({}, [&](const Progress& progress) {
        if (progress.step != Step::push || done) return;
        done = true;
        leader.must_sync();
    });
    REQUIRE(receipt);
    CHECK(receipt->rounds == 2);
    CHECK(receipt->records_sent == 1);
    CHECK(wang.shown(theirs, "text") == "schneller");
    leader.must_sync();
    CHECK(leader.shown(ours, "text") == "langsamer");
    check_all_equal({&leader, &wang});
}

TEST_CASE("sync: a commit that another program of this laptop makes meanwhile is not lost") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    leader.add("text", "theirs");
    leader.must_sync();
    const auto first = wang.add("text", "first");
    RecordId second;
    const auto receipt = wang.sync({}, [&](const Progress& progress) {
        if (progress.step != Step::merge || progress.round != 1) return;
        second = wang.add("text", "second");
        auto repo = wang.repo();
        REQUIRE(commit_outgoing(repo, wang.signer(), wang.shelf, wang.clock.now()));
    });
    REQUIRE(receipt);
    leader.must_sync();
    CHECK(leader.shown(first, "text") == "first");
    CHECK(leader.shown(second, "text") == "second");
    check_all_equal({&leader, &wang});
}

TEST_CASE("sync: an address that cannot be synced with is named") {
    Team team;
    Laptop leader = team.found("刘组长");
    SyncOptions options;
    options.address = "gopher://host/team";
    const auto receipt = leader.sync(options);
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().text_key == "error.address_unknown");
    CHECK(receipt.error().subject == options.address);
}

TEST_CASE("sync: when others are faster every time it gives up in words and loses nothing") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    wang.add("text", "patience");
    SyncOptions options;
    options.greatest_rounds = 3;
    int pushes = 0;
    const auto receipt = wang.sync(options, [&](const Progress& progress) {
        if (progress.step != Step::push || progress.bytes != 0 || progress.objects_total != 0) return;
        ++pushes;
        leader.add("text", "again");
        leader.must_sync();
    });
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().kind == ErrorKind::busy);
    CHECK(receipt.error().text_key == "error.team_busy");
    CHECK(pushes == 3);
    CHECK(wang.shelf.size() == 4 + 1 + 2); // what the two rounds after the first fetched is to be seen
    settle({&wang, &leader});
    check_all_equal({&leader, &wang});
}

TEST_CASE("sync: how it ended is told in its own words where those of the kind would mislead") {
    const auto told = [](ErrorKind kind, const char* subject, const char* key = "") {
        return in_words(fail(kind, "x", subject, key), "/home/zhou/takan", "/media/share/team.git");
    };
    CHECK(told(ErrorKind::cancelled, "objects").text_key == "error.sync_stopped");
    CHECK(told(ErrorKind::denied, "/media/share/team.git/refs").text_key == "error.team_not_writable");
    CHECK(told(ErrorKind::denied, "/media/share/team.git/refs").subject == "/media/share/team.git");
    CHECK(told(ErrorKind::denied, "/home/zhou/takan/repo.git/objects").text_key.empty());
    CHECK(told(ErrorKind::denied, "", "error.device_revoked").text_key == "error.device_revoked");
    CHECK(told(ErrorKind::broken, "/media").text_key.empty());
}

TEST_CASE("sync: three that push at once all get through") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop li = team.join(leader, "李强");
    const std::array<Laptop*, 3> all = {&leader, &wang, &li};
    for (auto* laptop : all) {
        for (int i = 0; i < 20; ++i)
            laptop->add("text", std::to_string(i));
    }
    std::array<std::string, 3> failures;
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < all.size(); ++i) {
            threads.emplace_back([&, i] {
                SyncOptions options;
                options.greatest_rounds = 1000; // the lock is free again within a moment
                const auto receipt = all[i]->sync(options);
                if (!receipt) failures[i] = describe(receipt.error());
            });
        }
    }
    for (const auto& failure : failures)
        CHECK(failure == "");
    settle({&leader, &wang, &li});
    check_all_equal({&leader, &wang, &li});
    CHECK(leader.shelf.size() == 60 + 6); // three members, three devices
    CHECK(leader.shelf.set_aside.empty());
    takan::test::check_with_git(team.repo());
}

TEST_CASE("sync: a stick carries the team, and two routes lead to the same") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto stick = team / "stick";
    fs::create_directories(stick); // an empty folder becomes the team's copy
    const auto by_stick = wang.add("text", "via stick");
    const Receipt sent = wang.must_sync(to(stick));
    CHECK(sent.records_sent == 5); // the note, two members, two devices
    const auto by_server = wang.add("text", "via server");
    const auto of_leader = leader.add("text", "of the lead");
    leader.must_sync(to(stick));
    CHECK(leader.shown(by_stick, "text") == "via stick");
    wang.must_sync();
    settle({&leader, &wang});
    CHECK(leader.shown(by_server, "text") == "via server");
    CHECK(wang.shown(of_leader, "text") == "of the lead");
    leader.must_sync(to(stick));
    wang.must_sync(to(stick));
    check_all_equal({&leader, &wang});
    CHECK(leader.repo().ref(main_ref) == wang.repo().ref(main_ref));
    takan::test::check_with_git(*git::Repo::open(stick));
}

TEST_CASE("sync: a stick that is not there is never made") {
    Team team;
    Laptop leader = team.found("刘组长");
    const auto stick = team / "not-plugged-in/takan";
    const auto receipt = leader.sync(to(stick));
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().text_key == "error.no_team");
    CHECK(receipt.error().subject == utf8(stick));
    CHECK_FALSE(fs::exists(stick));
}

TEST_CASE("sync: the team's own address found empty is a fault, and is not filled again") {
    Team team;
    Laptop leader = team.found("刘组长");
    leader.add("text", "kept");
    fs::remove_all(team.address());
    REQUIRE(git::Repo::create(team.address()));
    const auto receipt = leader.sync();
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().kind == ErrorKind::missing);
    CHECK(receipt.error().text_key == "error.no_team");
    CHECK(receipt.error().subject == utf8(team.address()));
    CHECK_FALSE(team.repo().ref(main_ref));
    CHECK(leader.shelf.unsynced() == 0); // committed here, so that nothing is lost
}

TEST_CASE("sync: another team at the address is not merged") {
    Team team;
    Team other;
    Laptop leader = team.found("刘组长");
    other.found("陌生人");
    const auto before = leader.repo().ref(main_ref);
    const auto receipt = leader.sync(to(other.address()));
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().kind == ErrorKind::invalid);
    CHECK(receipt.error().text_key == "error.other_team");
    CHECK(leader.repo().ref(main_ref) == before);
}

TEST_CASE("sync: a team of a newer layout is not merged, and the sentence says who has to update") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    takan::test::forge(team, leader.signer(), {{std::string(format_path), "2\n"}});
    const auto before = wang.repo().ref(main_ref);
    const auto receipt = wang.sync();
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().kind == ErrorKind::denied);
    CHECK(receipt.error().text_key == "error.team_newer");
    CHECK(wang.repo().ref(main_ref) == before);
}

TEST_CASE("sync: a revoked device neither sends nor receives, and keeps what it has") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    for (const auto& [path, text] : leader.shelf.contents()) {
        const auto record = read_record(text);
        if (record->kind == "device" && shown_text(*record, "device") == wang.device.view()) {
            leader.edit(record->id, "revoked", true);
        }
    }
    leader.must_sync();
    const auto id = wang.add("text", "still here");
    const auto main = team.repo().ref(main_ref);
    for (int i = 0; i < 2; ++i) {
        const auto receipt = wang.sync();
        REQUIRE_FALSE(receipt);
        CHECK(receipt.error().kind == ErrorKind::denied);
        CHECK(receipt.error().text_key == "error.device_revoked");
    }
    CHECK(wang.shown(id, "text") == "still here");
    CHECK(team.repo().ref(main_ref) == main);
    CHECK(leader.must_sync().records_received == 0);
}

TEST_CASE("sync: allowed_signers follows the registry, so that git itself can check newcomers") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop li = team.join(leader, "李强");
    wang.add("text", "w");
    li.add("text", "l");
    settle({&leader, &wang, &li});
    const auto files = takan::test::files_of(team.repo(), *team.repo().ref(main_ref));
    CHECK(files.at(std::string(signers_path)) ==
          allowed_signers(*read_registry(team.repo(), *team.repo().ref(main_ref))));
    takan::test::check_with_git(team.repo());
}

TEST_CASE("sync: the same newcomers admitted by two leads at once end in one registry") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop deputy = team.join(leader, "副组长", "deputy");
    Laptop wang = team.make_laptop("王芳");
    Laptop li = team.make_laptop("李强");
    REQUIRE(ask_team(wang.folder, team.clock.now()));
    REQUIRE(ask_team(li.folder, team.clock.now()));
    team.admit(leader, wang);
    team.admit(deputy, li); // has not seen the other admission when it writes
    settle({&leader, &deputy, &wang, &li});
    check_all_equal({&leader, &deputy, &wang, &li});
    CHECK(read_registry(team.repo(), *team.repo().ref(main_ref))->devices().size() == 4);
    takan::test::check_with_git(team.repo());
}

TEST_CASE("sync: fields and kinds that only a newer program knows travel unchanged") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = wang.add("future.field", Value::Array{Value("值"), Value(7)}, "future_kind");
    settle({&wang, &leader});
    leader.edit(id, "other", true);
    settle({&leader, &wang});
    check_all_equal({&leader, &wang});
    CHECK(wang.shelf.find(id)->fields.contains("future.field"));
}

TEST_CASE("sync: of a checklist the change that came later wins, from whichever side one looks") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const std::string path = "forms/air.json";
    const auto form_at = [&](const Laptop& laptop) {
        return takan::test::files_of(laptop.repo(), *laptop.repo().ref(main_ref)).at(path);
    };
    takan::test::forge(team, leader.signer(), {{path, "{\"version\": 9}\n"}});
    settle({&leader, &wang});
    for (const std::string version : {"1", "2", "3"}) { // whatever their ids' order is
        CAPTURE(version);
        takan::test::forge(team, leader.signer(), {{path, version}});
        wang.add("text", "makes a merge");
        settle({&wang, &leader});
        CHECK(form_at(wang) == version);
        CHECK(form_at(leader) == version);
    }
    check_all_equal({&leader, &wang});
    CHECK(leader.shelf.set_aside.empty());
    CHECK(wang.shelf.set_aside.empty());
}

TEST_CASE("sync: a form where the other side has a folder of its name stops nothing") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop deputy = team.join(leader, "副组长", "deputy");
    const auto stick = team / "stick";
    fs::create_directories(stick);
    leader.must_sync(to(stick));
    takan::test::forge(team, leader.signer(), {{"forms/air", "a file"}});
    leader.must_sync();
    // Elsewhere the deputy makes a folder of that name.
    fs::rename(team.address(), team / "server");
    fs::rename(stick, team.address());
    takan::test::forge(team, deputy.signer(), {{"forms/air/one", "in a folder"}});
    fs::rename(team.address(), stick);
    fs::rename(team / "server", team.address());
    deputy.must_sync(to(stick));
    const auto id = deputy.add("text", "goes through");
    settle({&deputy, &leader});
    CHECK(leader.shown(id, "text") == "goes through");
    check_all_equal({&leader, &deputy});
}

TEST_CASE("sync: a rebuilt store gets everything again and what it had not sent is sent") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    for (int i = 0; i < 10; ++i)
        leader.add("text", std::to_string(i));
    settle({&leader, &wang});
    wang.shelf = {};
    const auto unsent = wang.add("text", "unsent");
    wang.must_sync();
    leader.must_sync();
    CHECK(leader.shown(unsent, "text") == "unsent");
    check_all_equal({&leader, &wang});
}

TEST_CASE("sync: an older copy of the store that was put back takes nothing back from others") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = leader.add("text", "first");
    settle({&leader, &wang});
    const auto backup = wang.shelf;
    leader.edit(id, "text", "second");
    wang.edit(id, "place", "north");
    settle({&leader, &wang});
    wang.shelf = backup;
    wang.clock.advance(60'000);
    wang.edit(id, "grade", 2);
    settle({&wang, &leader});
    check_all_equal({&leader, &wang});
    CHECK(leader.shown(id, "text") == "second");
    CHECK(leader.shown(id, "place") == "north");
    CHECK(shown_number(*leader.shelf.find(id), "grade") == 2);
}

TEST_CASE("sync: bytes never go back within a step, and every step has a name") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    for (int i = 0; i < 50; ++i)
        wang.add("text", std::string(200, 'x'));
    leader.add("text", "theirs");
    leader.must_sync();
    std::vector<Progress> told;
    REQUIRE(wang.sync({}, [&](const Progress& progress) { told.push_back(progress); }));
    REQUIRE(told.size() > 10);
    CHECK(told.front().step == Step::collect);
    CHECK(told.back().step == Step::done);
    for (std::size_t i = 1; i < told.size(); ++i) {
        if (told[i].step == told[i - 1].step && told[i].round == told[i - 1].round) {
            CHECK(told[i].bytes >= told[i - 1].bytes);
        }
    }
    for (int step = 0; step <= static_cast<int>(Step::done); ++step) {
        CHECK(std::string(name_of(static_cast<Step>(step))) != "");
    }
}

TEST_CASE("commit: without a network the edits are committed once and wait for the next sync") {
    Team team;
    Laptop leader = team.found("刘组长");
    leader.add("text", "on the road");
    auto repo = leader.repo();
    const auto before = repo.ref(main_ref);
    const auto first = commit_outgoing(repo, leader.signer(), leader.shelf, leader.clock.now());
    REQUIRE(first);
    CHECK(*first != *before);
    CHECK(*commit_outgoing(repo, leader.signer(), leader.shelf, leader.clock.now()) == *first);
    CHECK(leader.shelf.unsynced() == 0);
    CHECK(*leader.shelf.stands_at() == *first);
    CHECK(leader.must_sync().records_sent == 1);
    CHECK(team.repo().ref(main_ref) == *first);
}
