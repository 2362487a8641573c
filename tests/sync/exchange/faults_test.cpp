#include "sync/exchange/sync.hpp"

#include "sync/base/text.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/team.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace takan::sync;
using takan::test::check_all_equal;
using takan::test::forge;
using takan::test::Laptop;
using takan::test::settle;
using takan::test::Team;

namespace {

// A record as `writer` would have written it, at `laptop`'s time.
Record note(const Laptop& laptop, DeviceId writer, std::string text) {
    Record record;
    record.id = RecordId::random(laptop.clock.now());
    record.kind = "note";
    write(record, "text", std::move(text), writer, laptop.clock.now());
    return record;
}

bool has_fault(const std::vector<Quarantined>& set_aside, Fault fault) {
    for (const auto& one : set_aside) {
        if (one.fault == fault) return true;
    }
    return false;
}

} // namespace

TEST_CASE("faults: stopped at any step, old or new stands, and the next sync completes") {
    for (int step = 0; step < static_cast<int>(Step::done); ++step) {
        CAPTURE(std::string(name_of(static_cast<Step>(step))));
        Team team;
        Laptop leader = team.found("刘组长");
        Laptop wang = team.join(leader, "王芳");
        const auto shared = leader.add("text", "x");
        settle({&leader, &wang});
        leader.edit(shared, "text", "leader");
        leader.must_sync();
        wang.edit(shared, "text", "wang");
        const auto own = wang.add("text", "own");
        const auto before = team.repo().ref(main_ref);

        std::stop_source stop;
        bool reached = false;
        const auto receipt = wang.sync(
            {},
            [&](const Progress& progress) {
                if (static_cast<int>(progress.step) != step) return;
                reached = true;
                stop.request_stop();
            },
            stop.get_token());
        if (reached && !receipt) {
            CHECK(receipt.error().kind == ErrorKind::cancelled);
            CHECK(receipt.error().text_key == "error.sync_stopped");
            const bool is_pushed = team.repo().ref(main_ref) != before;
            CHECK((!is_pushed || step >= static_cast<int>(Step::push)));
        }
        CHECK(wang.shelf.find(own) != nullptr);
        settle({&wang, &leader});
        check_all_equal({&leader, &wang});
        CHECK(contested_fields(*leader.shelf.find(shared)) == std::vector<std::string>{"text"});
        CHECK(leader.shelf.set_aside.empty());
        takan::test::check_with_git(team.repo());
        takan::test::check_with_git(wang.repo());
    }
}

TEST_CASE("faults: stopped before it began, nothing happens at all") {
    Team team;
    Laptop leader = team.found("刘组长");
    leader.add("text", "x");
    const auto main = leader.repo().ref(main_ref);
    std::stop_source stop;
    stop.request_stop();
    const auto receipt = leader.sync({}, {}, stop.get_token());
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().kind == ErrorKind::cancelled);
    CHECK(leader.repo().ref(main_ref) == main);
    CHECK(leader.shelf.unsynced() == 1);
}

TEST_CASE("faults: a crash between the commit and the store's note of it neither loses nor doubles anything") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = wang.add("text", "once");
    auto repo = wang.repo();
    const auto before = repo.ref(main_ref);
    wang.shelf.fails_committed = true;
    CHECK_FALSE(commit_outgoing(repo, wang.signer(), wang.shelf, wang.clock.now()));
    wang.shelf.fails_committed = false;
    const auto committed = repo.ref(main_ref);
    CHECK(committed != before);
    REQUIRE(catch_up(repo, wang.shelf));
    CHECK(*wang.shelf.stands_at() == *committed);
    CHECK(wang.shelf.unsynced() == 0);

    wang.edit(id, "text", "twice");
    wang.shelf.fails_committed = true;
    CHECK_FALSE(wang.sync());
    wang.shelf.fails_committed = false;
    settle({&wang, &leader});
    check_all_equal({&leader, &wang});
    CHECK(leader.shown(id, "text") == "twice");
    CHECK(leader.shelf.set_aside.empty());
    CHECK(*wang.repo().new_commits({*wang.repo().ref(main_ref)}, {*committed}) ==
          std::vector{*wang.repo().ref(main_ref)}); // one commit for the second edit, not two
}

TEST_CASE("faults: a crash before the store took the news in is made good by the next start") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = leader.add("text", "news");
    leader.must_sync();
    wang.shelf.fails_take_in = true;
    CHECK_FALSE(wang.sync());
    wang.shelf.fails_take_in = false;
    CHECK(wang.shelf.find(id) == nullptr);
    auto repo = wang.repo();
    REQUIRE(catch_up(repo, wang.shelf));
    CHECK(wang.shown(id, "text") == "news");
    const auto take_ins = wang.shelf.take_ins;
    REQUIRE(catch_up(repo, wang.shelf));
    CHECK(wang.shelf.take_ins == take_ins);
    check_all_equal({&leader, &wang});
}

TEST_CASE("faults: typing goes on while a sync runs, and what was typed goes with the next") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = wang.add("text", "before");
    REQUIRE(wang.sync({}, [&](const Progress& progress) {
        if (progress.step == Step::fetch && progress.bytes == 0) wang.edit(id, "text", "while");
    }));
    CHECK(wang.shown(id, "text") == "while");
    CHECK(wang.shelf.unsynced() == 1);
    leader.must_sync();
    CHECK(leader.shown(id, "text") == "before");
    settle({&wang, &leader});
    CHECK(leader.shown(id, "text") == "while");
    check_all_equal({&leader, &wang});
}

TEST_CASE("faults: a forged edit never reaches a store and does not stop the rest") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop li = team.join(leader, "李强");
    const auto good = wang.add("text", "good");
    settle({&wang, &leader, &li});
    // Wang signs, but the edit is in Li's name.
    const Record forged = note(wang, li.device, "slander");
    const Record honest = note(wang, wang.device, "honest");
    forge(team, wang.signer(), {{path_of(forged), canonical(forged)}, {path_of(honest), canonical(honest)}});
    const auto after = li.add("text", "after");

    const Receipt receipt = leader.must_sync();
    CHECK(has_fault(receipt.set_aside, Fault::foreign_edit));
    CHECK(has_fault(leader.shelf.set_aside, Fault::foreign_edit));
    CHECK(leader.shelf.find(forged.id) == nullptr);
    CHECK(leader.shown(honest.id, "text") == "honest");
    settle({&li, &leader, &wang});
    CHECK(leader.shown(after, "text") == "after");
    CHECK(leader.shown(good, "text") == "good");
    for (const auto* laptop : {&leader, &li, &wang}) {
        CHECK(laptop->shelf.find(forged.id) == nullptr);
        CHECK_FALSE(takan::test::files_of(laptop->repo(), *laptop->repo().ref(main_ref)).contains(path_of(forged)));
    }
    check_all_equal({&leader, &li, &wang});
    CHECK_FALSE(takan::test::files_of(team.repo(), *team.repo().ref(main_ref)).contains(path_of(forged)));
}

TEST_CASE("faults: nonsense of every kind is set aside by name") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = leader.add("text", "stays");
    settle({&leader, &wang});
    const auto path = path_of(*leader.shelf.find(id));
    const auto stranger = team.make_laptop("陌生人");
    const auto broken = path_of(note(wang, wang.device, ""));
    Record by_stranger = note(stranger, stranger.device, "strange");

    struct Row {
        const char* what;
        takan::test::Files files;
        Signer signer;
        Fault fault;
    };
    const Row rows[] = {
        {"no record", {{broken, "{"}}, wang.signer(), Fault::malformed_record},
        {"a path of nothing", {{"evil.sh", "rm -rf /"}}, wang.signer(), Fault::foreign_path},
        {"a removed record", {{path, std::nullopt}}, wang.signer(), Fault::removed_file},
        {"a stranger's record",
         {{path_of(by_stranger), canonical(by_stranger)}},
         stranger.signer(),
         Fault::unknown_device},
    };
    for (const auto& row : rows) {
        CAPTURE(std::string(row.what));
        forge(team, row.signer, row.files);
        const Receipt receipt = leader.must_sync();
        CHECK(has_fault(receipt.set_aside, row.fault));
        CHECK(leader.must_sync().set_aside.empty()); // told once
    }
    const auto after = wang.add("text", "after");
    settle({&wang, &leader});
    CHECK(leader.shown(after, "text") == "after");
    CHECK(wang.shown(id, "text") == "stays");
    check_all_equal({&leader, &wang});
    CHECK(wang.shelf.find(by_stranger.id) == nullptr);
    const auto files = takan::test::files_of(team.repo(), *team.repo().ref(main_ref));
    CHECK_FALSE(files.contains("evil.sh"));
    CHECK(files.contains(path));
}

TEST_CASE("faults: what was set aside in one sync does not slip in with the next") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop li = team.join(leader, "李强");
    settle({&leader, &wang, &li});
    const Record forged = note(wang, li.device, "slander");
    forge(team, wang.signer(), {{path_of(forged), canonical(forged)}});
    // The leader merges it away here, but the push never arrives.
    std::stop_source stop;
    const auto broken_off = leader.sync(
        {},
        [&](const Progress& progress) {
            if (progress.step == Step::push) stop.request_stop();
        },
        stop.get_token());
    REQUIRE_FALSE(broken_off);
    CHECK(leader.shelf.find(forged.id) == nullptr);
    CHECK(has_fault(leader.shelf.set_aside, Fault::foreign_edit)); // told although the sync did not end
    // Wang goes on from the forged state, with an honest edit of his own on the same record.
    Record carried = forged;
    write(carried, "place", "honest", wang.device, wang.clock.now());
    forge(team, wang.signer(), {{path_of(carried), canonical(carried)}});
    leader.must_sync();
    const Record* here = leader.shelf.find(forged.id);
    if (here != nullptr) CHECK(shown_text(*here, "text") == "");
    Laptop late = team.join(leader, "新人");
    settle({&late, &leader});
    CHECK(late.shelf.contents() == leader.shelf.contents());
}

TEST_CASE("faults: the same after merely going on, without touching the record again") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop li = team.join(leader, "李强");
    settle({&leader, &wang, &li});
    const Record forged = note(wang, li.device, "slander");
    forge(team, wang.signer(), {{path_of(forged), canonical(forged)}});
    std::stop_source stop;
    CHECK_FALSE(leader.sync(
        {},
        [&](const Progress& progress) {
            if (progress.step == Step::push) stop.request_stop();
        },
        stop.get_token()));
    const Record honest = note(wang, wang.device, "honest");
    forge(team, wang.signer(), {{path_of(honest), canonical(honest)}});
    leader.must_sync();
    CHECK(leader.shelf.find(forged.id) == nullptr);
    CHECK(leader.shown(honest.id, "text") == "honest");
    li.must_sync();
    CHECK(li.shelf.find(forged.id) == nullptr);
}

TEST_CASE("faults: a laptop that waits for admission does not show what does not count") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop asking = team.make_laptop("新人");
    REQUIRE(ask_team(asking.folder, team.clock.now()));
    const Record forged = note(wang, leader.device, "slander");
    forge(team, wang.signer(), {{path_of(forged), canonical(forged)}});
    const Receipt waiting = asking.must_sync();
    CHECK(waiting.waiting_for_admission);
    CHECK(asking.shelf.find(forged.id) == nullptr);
    team.admit(leader, asking);
    asking.must_sync();
    check_all_equal({&leader, &asking});
    CHECK(asking.shelf.find(forged.id) == nullptr);
}

TEST_CASE("faults: history that was rewritten at the team's address costs nobody anything") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    auto repo = team.repo();
    const auto old = *repo.ref(main_ref);
    const auto first = wang.add("text", "first");
    wang.must_sync();
    leader.must_sync();
    REQUIRE(repo.move_ref(main_ref, repo.ref(main_ref), old)); // a backup of the server was put back
    const auto second = leader.add("text", "second");
    settle({&leader, &wang});
    CHECK(wang.shown(first, "text") == "first");
    CHECK(wang.shown(second, "text") == "second");
    check_all_equal({&leader, &wang});
}
