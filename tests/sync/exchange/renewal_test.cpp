#include "sync/exchange/renewal.hpp"

#include "sync/base/text.hpp"
#include "sync/exchange/carry_over.hpp"
#include "sync/exchange/media.hpp"
#include "sync/exchange/proof.hpp"
#include "sync/record/deletion.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/team.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace takan::sync;
using takan::test::check_all_equal;
using takan::test::Laptop;
using takan::test::revoke;
using takan::test::settle;
using takan::test::Team;
namespace fs = std::filesystem;

namespace {

// As `cp -a` does it, with the store of that moment.
Laptop copy_of(const Laptop& original, const fs::path& folder) {
    Laptop copy = original;
    copy.folder = folder;
    fs::copy(original.folder, folder, fs::copy_options::recursive);
    return copy;
}

// Puts what a backup holds into the laptop's own folder again.
void put_back(Laptop& laptop, const Laptop& backup) {
    for (const auto& entry : fs::directory_iterator(laptop.folder))
        fs::remove_all(entry.path());
    fs::copy(backup.folder, laptop.folder, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    laptop.shelf = backup.shelf;
    laptop.device = backup.device;
}

Receipt sync_and_wait(Laptop& laptop) {
    const Receipt receipt = laptop.must_sync();
    CHECK(receipt.renewed);
    CHECK(receipt.waiting_for_admission);
    CHECK(receipt.records_sent == 0);
    return receipt;
}

// No commit of the team ever held one edit with two values, and nothing was set aside.
void check_one_value_an_edit(const Team& team, const std::vector<Laptop*>& laptops) {
    const auto repo = team.repo();
    for (const auto& [path, text] : laptops.front()->shelf.contents()) {
        std::map<std::pair<std::string, Edit>, Value> values;
        const auto commits = repo.new_commits({*repo.ref(main_ref)}, {});
        for (const auto& id : *commits) {
            const auto entry = repo.entry_at(repo.commit(id)->tree, path);
            if (!entry) continue;
            const auto record = read_record(*repo.read(entry->id, git::ObjectType::blob, 1 << 20));
            REQUIRE(record);
            for (const auto& [name, field] : record->fields)
                for (const auto& [edit, value] : field)
                    CHECK(values.emplace(std::pair(name, edit), value).first->second == value);
        }
    }
    for (const auto* laptop : laptops)
        CHECK(laptop->shelf.set_aside.empty());
    const auto verified = verify(repo, [](const Verification&) {}, {});
    REQUIRE(verified);
    CHECK(verified->sound());
    takan::test::check_with_git(repo);
}

bool holds(const Laptop& laptop, const RecordId& id, const std::string& field, const Value& value) {
    const Field* values = find_field(*laptop.shelf.find(id), field);
    return values != nullptr &&
           std::any_of(values->begin(), values->end(), [&](const auto& one) { return one.second == value; });
}

} // namespace

TEST_CASE("renewal: a copied laptop becomes a device of its own, and both go on without losing an edit") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = wang.add("text", "first");
    settle({&wang, &leader});
    const auto waiting = wang.add("text", "not sent before the copy was made");

    Laptop copy = copy_of(wang, team / "copy");
    wang.edit(id, "text", "by the original");
    copy.edit(id, "text", "by the copy"); // at the same millisecond
    copy.edit(id, "place", "north");
    const auto made = copy.add("text", "made on the copy");
    const DeviceId before = copy.device;
    sync_and_wait(copy);
    CHECK(copy.device != before);
    CHECK_FALSE(wang.must_sync().renewed);
    CHECK(wang.device == before);

    team.admit(leader, copy);
    settle({&copy, &wang, &leader});
    check_all_equal({&leader, &wang, &copy});
    for (const auto* laptop : {&leader, &wang, &copy}) {
        CHECK(holds(*laptop, id, "text", "by the original"));
        CHECK(holds(*laptop, id, "text", "by the copy"));
        CHECK(contested_fields(*laptop->shelf.find(id)) == std::vector<std::string>{"text"});
        CHECK(laptop->shown(id, "place") == "north");
        CHECK(laptop->shown(made, "text") == "made on the copy");
        CHECK(laptop->shown(waiting, "text") == "not sent before the copy was made");
    }
    check_one_value_an_edit(team, {&leader, &wang, &copy});
    const auto main = team.repo().ref(main_ref);
    settle({&leader, &wang, &copy});
    CHECK(team.repo().ref(main_ref) == main); // and there is peace
}

TEST_CASE("renewal: the copy that syncs first does so under a new name as well") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop copy = copy_of(wang, team / "copy");
    sync_and_wait(copy);
    wang.add("text", "one");
    CHECK_FALSE(wang.must_sync().waiting_for_admission);
}

TEST_CASE("renewal: a laptop put back from a backup in its own folder finds its name taken by what it sent since") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = wang.add("text", "first");
    settle({&wang, &leader});
    wang.edit(id, "text", "second"); // in the backup, and sent after it
    const auto held = wang.add("text", "in the backup and sent");
    const Laptop backup = copy_of(wang, team / "backup");
    wang.must_sync();
    wang.edit(id, "text", "third");
    wang.edit(id, "place", "north");
    const auto since = wang.add("text", "since the backup");
    settle({&wang, &leader});
    leader.edit(held, "grade", 3);
    leader.must_sync();

    put_back(wang, backup);
    wang.clock.advance(3 * 24 * 3600 * 1000LL);
    wang.edit(id, "grade", 2);
    const auto late = wang.add("text", "written after");
    sync_and_wait(wang);
    team.admit(leader, wang);
    Laptop zhao = team.join(leader, "赵一");
    settle({&wang, &leader, &zhao});
    check_all_equal({&leader, &wang, &zhao});
    for (const auto* laptop : {&leader, &wang, &zhao}) {
        const Record& record = *laptop->shelf.find(id);
        CHECK(contested_fields(record).empty()); // what was sent from the backup is not written a second time
        CHECK(shown_text(record, "text") == "third");
        CHECK(shown_text(record, "place") == "north");
        CHECK(shown_number(record, "grade") == 2);
        CHECK(record.fields.at("grade").begin()->first.device == wang.device);
        CHECK(laptop->shelf.find(held)->fields.at("text").begin()->first.device == backup.device);
        CHECK(laptop->shown(since, "text") == "since the backup");
        CHECK(laptop->shown(late, "text") == "written after");
    }
    check_one_value_an_edit(team, {&leader, &wang, &zhao});
}

TEST_CASE("renewal: what a revoked laptop wrote on stays there, and arrives once it is admitted as a new device") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop zhao = team.join(leader, "赵一");
    const auto before = wang.add("text", "before");
    settle({&wang, &leader, &zhao});
    revoke(leader, wang.device);
    const auto after = wang.add("text", "after");
    wang.edit(before, "place", "north");
    const auto receipt = wang.sync();
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().text_key == "error.device_revoked");
    CHECK(wang.shown(after, "text") == "after");
    settle({&leader, &zhao});
    CHECK(zhao.shown(before, "text") == "before"); // valid and visible
    CHECK(zhao.shown(after, "text") == "(not here)");

    const DeviceId old = wang.device;
    REQUIRE(ask_team(wang.folder, wang.clock.now()));
    wang.device = read_identity(wang.folder)->device;
    CHECK(wang.device != old);
    const auto requests = waiting_requests(leader.folder);
    REQUIRE(requests);
    REQUIRE(requests->size() == 1);
    CHECK(requests->front().replaces == old);
    team.admit(leader, wang);
    settle({&wang, &leader, &zhao});
    check_all_equal({&leader, &wang, &zhao});
    CHECK(zhao.shown(after, "text") == "after");
    CHECK(zhao.shown(before, "place") == "north");
    CHECK(zhao.shelf.find(before)->fields.at("text").begin()->first.device == old);
    CHECK(zhao.shelf.find(before)->fields.at("place").begin()->first.device == wang.device);
    check_one_value_an_edit(team, {&leader, &wang, &zhao});
}

TEST_CASE(
    "renewal: what a laptop took to a stick after it was revoked counts for nobody and arrives under its new name") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto stick = team / "stick.git";
    fs::create_directories(stick);
    SyncOptions to_stick;
    to_stick.address = utf8(stick);
    revoke(leader, wang.device);
    const auto id = wang.add("text", "on the stick only");
    wang.must_sync(to_stick); // has not heard of it
    leader.must_sync(to_stick);
    leader.must_sync();
    CHECK(leader.shown(id, "text") == "(not here)");

    REQUIRE_FALSE(wang.sync());
    REQUIRE(ask_team(wang.folder, wang.clock.now()));
    wang.device = read_identity(wang.folder)->device;
    team.admit(leader, wang);
    settle({&wang, &leader});
    check_all_equal({&leader, &wang});
    CHECK(leader.shown(id, "text") == "on the stick only");
    CHECK(leader.shelf.find(id)->fields.at("text").begin()->first.device == wang.device);
    for (const auto& one : leader.shelf.set_aside)
        CHECK(one.fault == Fault::revoked_device);
    takan::test::check_with_git(team.repo());
}

TEST_CASE("renewal: with its key gone a laptop asks again, and what it had written travels along") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = wang.add("text", "first");
    settle({&wang, &leader});
    wang.edit(id, "text", "second");
    fs::remove(wang.folder / "device.key");
    const auto receipt = wang.sync();
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().text_key == "error.key_unreadable");
    REQUIRE(ask_team(wang.folder, wang.clock.now()));
    wang.device = read_identity(wang.folder)->device;
    team.admit(leader, wang);
    settle({&wang, &leader});
    check_all_equal({&leader, &wang});
    CHECK(leader.shown(id, "text") == "second");
    check_one_value_an_edit(team, {&leader, &wang});
}

TEST_CASE("renewal: a leader's laptop that became a new device lets itself in, for nobody else may be able to") {
    Team team;
    Laptop leader = team.found("刘组长");
    const auto id = leader.add("text", "first");
    leader.must_sync();
    Laptop copy = copy_of(leader, team / "copy");
    copy.edit(id, "text", "by the copy");
    const Receipt receipt = copy.must_sync();
    CHECK(receipt.renewed);
    CHECK_FALSE(receipt.waiting_for_admission);
    const auto repo = team.repo();
    const auto registry = read_registry(repo, *repo.ref(main_ref));
    REQUIRE(registry);
    CHECK(registry->members().size() == 1);
    CHECK(registry->devices().size() == 2);
    CHECK(registry->member_of(copy.device)->role == "leader");
    CHECK(copy.shelf.unsynced() == 0);
    CHECK(verify(repo, [](const Verification&) {}, {})->sound());
}

TEST_CASE("renewal: a revoked leader's laptop does not let itself in") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop deputy = team.join(leader, "吴副组长", "deputy");
    revoke(leader, deputy.device);
    REQUIRE_FALSE(deputy.sync());
    REQUIRE(ask_team(deputy.folder, deputy.clock.now()));
    deputy.device = read_identity(deputy.folder)->device;
    CHECK(deputy.must_sync().waiting_for_admission);
}

TEST_CASE(
    "renewal: a laptop whose repository is gone comes back as the same device when its store knows where it stood") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = wang.add("text", "first");
    settle({&wang, &leader});
    wang.edit(id, "text", "second");
    fs::remove_all(wang.folder / "repo.git");
    REQUIRE(git::Repo::create(wang.folder / "repo.git"));
    const DeviceId device = wang.device;
    const Receipt receipt = wang.must_sync();
    CHECK_FALSE(receipt.renewed);
    CHECK_FALSE(receipt.waiting_for_admission);
    CHECK(wang.device == device);
    settle({&wang, &leader});
    check_all_equal({&leader, &wang});
    CHECK(leader.shown(id, "text") == "second");
}

TEST_CASE("renewal: a stick that is behind does not make what the team has be written anew") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto stick = team / "stick.git";
    fs::create_directories(stick);
    SyncOptions to_stick;
    to_stick.address = utf8(stick);
    leader.must_sync(to_stick);
    const auto id = wang.add("text", "sent to the team");
    settle({&wang, &leader});
    Laptop copy = copy_of(wang, team / "copy");
    const auto made = copy.add("text", "made on the copy");
    CHECK(copy.must_sync(to_stick).renewed);
    copy.must_sync();
    team.admit(leader, copy);
    settle({&copy, &wang, &leader});
    check_all_equal({&leader, &wang, &copy});
    CHECK(leader.shelf.find(id)->fields.at("text").begin()->first.device == wang.device);
    CHECK(leader.shelf.find(made)->fields.at("text").begin()->first.device == copy.device);
}

TEST_CASE("renewal: what a stick had brought from another stays, although this laptop never sent it on") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto stick = team / "stick.git";
    fs::create_directories(stick);
    SyncOptions to_stick;
    to_stick.address = utf8(stick);
    const auto id = wang.add("text", "by way of the stick");
    wang.must_sync(to_stick);
    leader.add("text", "the leader's");
    leader.must_sync(to_stick); // a merge, and it comes no further than the stick
    Laptop copy = copy_of(leader, team / "copy");
    CHECK(copy.must_sync().renewed);
    revoke(copy, wang.device); // knows of the edit, so it stays valid
    const auto written = takan::test::files_of(team.repo(), *team.repo().ref(main_ref));
    CHECK(written.at(path_of(*copy.shelf.find(id))) == canonical(*wang.shelf.find(id)));
    REQUIRE_FALSE(wang.sync());
    REQUIRE(ask_team(wang.folder, wang.clock.now()));
    wang.device = read_identity(wang.folder)->device;
    team.admit(copy, wang);
    settle({&wang, &leader, &copy});
    check_all_equal({&copy, &wang, &leader});
    CHECK(copy.shelf.find(id)->fields.at("text").size() == 1);
}

TEST_CASE("renewal: photos that were not sent before are sent under the name that they were kept under") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const std::string sha256 = "9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"; // of "aaa"
    auto repo = wang.repo();
    const auto ref = keep_media(repo, wang.signer(), date_of(wang.clock.now()), {{sha256, "aaa"}}, wang.clock.now());
    REQUIRE(ref);
    Laptop copy = copy_of(wang, team / "copy");
    copy.must_sync();
    team.admit(leader, copy);
    CHECK(copy.must_sync().photos_sent == 1);
    leader.must_sync();
    CHECK(has_media(leader.repo(), *ref, sha256));
    CHECK(leader.shelf.set_aside.empty());
    wang.must_sync();
    CHECK(wang.shelf.set_aside.empty());
}

TEST_CASE("renewal: the mark says whether a folder is where it was made") {
    Team team;
    const Laptop wang = team.make_laptop("王芳");
    CHECK(*stands_at_its_place(wang.folder));
    const Laptop copy = copy_of(wang, team / "copy");
    CHECK_FALSE(*stands_at_its_place(copy.folder));
    fs::rename(wang.folder, team / "elsewhere"); // on the same disk
    CHECK(*stands_at_its_place(team / "elsewhere"));
    fs::remove(copy.folder / "here.mark"); // made by a program that knew of no mark
    CHECK(*stands_at_its_place(copy.folder));
}

TEST_CASE("renewal: done halfway it is done again, and the key of before is kept") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const Signer before = wang.signer();
    const Identity halfway = *read_identity(wang.folder);
    REQUIRE(become_new_device(wang.folder));
    REQUIRE(write_identity(wang.folder, halfway)); // the power went before the new name was written
    const Receipt receipt = wang.must_sync();
    CHECK(receipt.renewed);
    const auto former = former_signers(wang.folder);
    REQUIRE(former);
    REQUIRE(former->size() == 1);
    CHECK(former->front().device == before.device);
    CHECK(former->front().key.public_key() == before.key.public_key());
    CHECK(has_key(former->front()));
}

TEST_CASE("renewal: renaming keeps times, what was sent, and what a deleter had seen") {
    const DeviceId old = *DeviceId::parse("old000");
    const DeviceId now = *DeviceId::parse("now000");
    const DeviceId other = *DeviceId::parse("oth000");
    Record record;
    record.id = RecordId::random({1000});
    record.kind = "note";
    write(record, "a", "sent", old, {1000});
    write(record, "b", "other's", other, {1500});
    write(record, "c", "unsent", old, {2000});
    write(record, "d", "held", old, {2500});
    erase(record, "a reason", old, {3000});
    const auto held = [](const std::string& field, const Edit&, const Value&) -> Result<bool> { return field == "d"; };
    const auto result = renamed(record, old, now, {Instant{1000}, held});
    REQUIRE(result);
    CHECK(result->fields.at("a") == Field{{{old, {1000}}, "sent"}});
    CHECK(result->fields.at("b") == Field{{{other, {1500}}, "other's"}});
    CHECK(result->fields.at("c") == Field{{{now, {2000}}, "unsent"}});
    CHECK(result->fields.at("d") == Field{{{old, {2500}}, "held"}});
    CHECK(result->fields.at("deleted").begin()->first == Edit{now, {3000}});
    CHECK(result->seen == Seen{{old, {2500}}, {now, {3000}}, {other, {1500}}});
    CHECK(presence(*result) == Presence::deleted);
    CHECK(deletion_reason(*result) == "a reason");
    CHECK(*renamed(*result, old, now, {Instant{2500}, held}) == *result); // done again it changes nothing
}
