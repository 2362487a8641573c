#include "sync/exchange/proof.hpp"

#include "sync/base/sha256.hpp"
#include "sync/exchange/media.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/team.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace takan::sync;
using takan::test::forge;
using takan::test::Laptop;
using takan::test::settle;
using takan::test::Team;

namespace {

const auto nobody_watches = [](const Verification&) {};

} // namespace

TEST_CASE("history: every edit of a record with its commit, also those that were replaced") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = wang.add("text", "one");
    wang.add("text", "another record");
    wang.must_sync();
    const auto first_commit = *wang.repo().ref(main_ref);
    wang.edit(id, "text", "two");
    wang.must_sync();
    leader.must_sync();
    wang.edit(id, "text", "three");
    leader.edit(id, "text", "drei");
    settle({&wang, &leader});

    const auto repo = wang.repo();
    const auto history = edit_history(repo, *repo.ref(main_ref), path_of(*wang.shelf.find(id)));
    REQUIRE(history);
    REQUIRE(history->size() == 4);
    CHECK((*history)[0].value == Value("one"));
    CHECK((*history)[0].commit == first_commit);
    CHECK((*history)[0].replaced);
    CHECK((*history)[0].edit.device == wang.device);
    CHECK((*history)[1].value == Value("two"));
    CHECK((*history)[1].replaced);
    std::set<std::string> last;
    for (std::size_t i : {2u, 3u}) {
        CHECK_FALSE((*history)[i].replaced);
        last.insert(*(*history)[i].value.text());
        const auto commit = repo.commit((*history)[i].commit);
        REQUIRE(commit);
        CHECK(commit->committer.email == committer_email((*history)[i].edit.device)); // not the merge
    }
    CHECK(last == std::set<std::string>{"drei", "three"});
}

TEST_CASE("history: a record that nobody wrote has none") {
    Team team;
    const Laptop leader = team.found("刘组长");
    const auto repo = leader.repo();
    const auto history = edit_history(repo, *repo.ref(main_ref), "note/2024/03/22/nothing.json");
    REQUIRE(history);
    CHECK(history->empty());
}

TEST_CASE("verify: an honest team is sound, here and at its address, and everything was counted") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = wang.add("text", "one");
    settle({&wang, &leader});
    wang.edit(id, "text", "w");
    leader.edit(id, "text", "l");
    const std::string bytes(1000, 'p');
    auto repo = wang.repo();
    REQUIRE(keep_media(repo, wang.signer(), {2024, 3, 22}, {{sha256_hex(bytes), bytes}}, wang.clock.now()));
    settle({&wang, &leader});
    for (const auto& checked : {wang.repo(), leader.repo(), team.repo()}) {
        std::size_t told = 0;
        const auto found = verify(checked, [&](const Verification&) { ++told; }, {});
        REQUIRE(found);
        CHECK(found->sound());
        CHECK(found->records == 5);
        CHECK(found->photos == 1);
        CHECK(found->photo_bytes == 1000);
        CHECK(found->commits == checked.new_commits({*checked.ref(main_ref)}, {})->size() + 1);
        CHECK(told > 0);
    }
}

TEST_CASE("verify: a forged edit and a changed photo are named") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Record forged;
    forged.id = RecordId::random(team.clock.now());
    forged.kind = "note";
    write(forged, "text", "slander", leader.device, team.clock.now());
    const auto commit = forge(team, wang.signer(), {{path_of(forged), canonical(forged)}});
    auto repo = team.repo();
    auto pack = *git::PackWriter::start(repo.folder());
    const auto blob = *pack.add(git::ObjectType::blob, "other bytes");
    const std::string name = sha256_hex("bytes");
    const auto tree = *git::build_tree(repo, {}, {{name, git::TreeEntry{{}, git::Mode::file, blob}}}, pack);
    const auto media = *write_commit(pack, wang.signer(), tree, {}, "photos", team.clock.now());
    REQUIRE(pack.finish());
    repo.refresh();
    const auto ref = media_ref(wang.device, {2024, 3, 22});
    REQUIRE(repo.move_ref(ref, {}, media));

    const auto found = verify(repo, nobody_watches, {});
    REQUIRE(found);
    CHECK_FALSE(found->sound());
    REQUIRE_FALSE(found->faults.empty());
    std::set<Fault> faults;
    for (const auto& one : found->faults) {
        CHECK(one.commit == commit);
        CHECK(one.path == path_of(forged));
        faults.insert(one.fault);
    }
    CHECK(faults.contains(Fault::foreign_edit));
    REQUIRE(found->broken_photos.size() == 1);
    CHECK(found->broken_photos[0].starts_with(ref + " " + name + ": "));
}

TEST_CASE("verify: it can be stopped") {
    Team team;
    Laptop leader = team.found("刘组长");
    std::stop_source stop;
    stop.request_stop();
    const auto found = verify(leader.repo(), nobody_watches, stop.get_token());
    REQUIRE_FALSE(found);
    CHECK(found.error().kind == ErrorKind::cancelled);
}
