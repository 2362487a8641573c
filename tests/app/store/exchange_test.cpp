#include "tests/app/store/store_fixture.hpp"

#include "sync/record/merge.hpp"

#include <algorithm>

using namespace takan;
using namespace takan::test;

namespace {

using States = std::vector<std::pair<sync::RecordId, std::uint64_t>>;

States states_of(const std::vector<app::Store::Changed>& changed) {
    States states;
    for (const auto& one : changed)
        states.emplace_back(one.id, one.version);
    return states;
}

bool is_unsynced(Desk& desk, const sync::RecordId& id) {
    const auto changed = need(desk.store().changed());
    return std::any_of(changed.begin(), changed.end(), [&](const auto& one) { return one.id == id; });
}

sync::Quarantined bad_commit() {
    sync::Quarantined what;
    what.commit = commit(9);
    what.path = "finding/2024/03/22/x.json";
    what.blob = commit(8);
    what.fault = sync::Fault::foreign_edit;
    what.signer = "bbbbbb";
    what.detail = "severity, cccccc@2024-03-22T08:00:00.000Z";
    return what;
}

} // namespace

TEST_CASE("a new record waits for its commit with its path and canonical bytes") {
    Desk desk;
    const auto record = desk.record("finding", {{"title", "废水直排"}});
    need(desk.store().add(record));
    const auto changed = need(desk.store().changed());
    REQUIRE(changed.size() == 1);
    CHECK(changed[0].id == record.id);
    CHECK(changed[0].path == sync::record_path("finding", record.id));
    CHECK(changed[0].bytes == sync::canonical(record));
}

TEST_CASE("a commit clears the mark of the states that it holds, and of no others") {
    Desk desk;
    const auto still = desk.add("site", {{"name", "一"}});
    const auto typed = desk.add("site", {{"name", "二"}});
    const auto states = states_of(need(desk.store().changed()));
    CHECK_FALSE(need(desk.store().stands_at()));
    desk.set(typed, "name", "二号"); // while the sync runs
    need(desk.store().committed(states, commit(1)));
    CHECK_FALSE(is_unsynced(desk, still));
    CHECK(is_unsynced(desk, typed));
    CHECK(need(desk.store().stands_at()) == commit(1));
    desk.set(still, "name", "一号");
    CHECK(is_unsynced(desk, still));
    need(desk.store().committed(states, commit(2))); // old states again
    CHECK(is_unsynced(desk, still));
    CHECK_CLEAN(desk.store());
}

TEST_CASE("records that come in are stored as synced, with the commit and what was set aside") {
    Desk desk;
    const auto record = desk.record("finding", {{"title", "废水直排"}}, laptop_b);
    CHECK(need(desk.store().take_in(commit(3), {record}, {bad_commit()}, desk.now())).empty());
    CHECK(desk.get(record.id) == record);
    CHECK(need(desk.store().changed()).empty());
    CHECK(need(desk.store().stands_at()) == commit(3));
    const auto entries = need(desk.store().quarantine());
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].what == bad_commit());
    need(desk.store().dismiss_quarantine(entries[0].id));
    CHECK(need(desk.store().quarantine()).empty());
    CHECK(need(desk.store().counts()).quarantined == 0);
}

TEST_CASE("what comes in merges with what was typed meanwhile, and the result waits for the next commit") {
    Desk desk;
    const auto id = desk.add("finding", {{"title", "废水直排"}});
    const auto theirs = contested_copy(desk, desk.get(id), "place", "东门");
    need(desk.store().committed(states_of(need(desk.store().changed())), commit(1)));
    desk.set(id, "severity", "major");
    const auto ours = desk.get(id);
    need(desk.store().take_in(commit(2), {theirs}, {}, desk.now()));
    CHECK(desk.get(id) == need(sync::merge(ours, theirs)).record);
    CHECK(is_unsynced(desk, id));
    need(desk.store().take_in(commit(3), {desk.get(id)}, {}, desk.now()));
    CHECK_FALSE(is_unsynced(desk, id));
    CHECK_CLEAN(desk.store());
}

TEST_CASE("an older copy of a synced record changes nothing but the mark that ours is not in the repository") {
    Desk desk;
    const auto old = desk.record("site", {{"name", "一"}});
    auto current = old;
    sync::write(current, "name", "二", laptop_a, desk.now());
    need(desk.store().take_in(commit(1), {current}, {}, desk.now()));
    CHECK_FALSE(is_unsynced(desk, old.id));
    need(desk.store().take_in(commit(2), {old}, {}, desk.now()));
    CHECK(desk.get(old.id) == current);
    CHECK(is_unsynced(desk, old.id));
    const auto edits = need(desk.store().edits(old.id));
    REQUIRE(edits.size() == 2); // the replaced one came too
    CHECK(edits[0].replaced);
    CHECK(edits[0].value == sync::Value("一"));
    CHECK_CLEAN(desk.store());
}

TEST_CASE("one edit that comes with another value is named, and the greater bytes stay") {
    Desk desk;
    const auto record = desk.record("site", {{"name", "a"}});
    need(desk.store().add(record));
    auto forged = record;
    forged.fields["name"].begin()->second = "b";
    const auto clashes = need(desk.store().take_in(commit(1), {forged}, {}, desk.now()));
    CHECK(clashes == std::vector<std::string>{record.id.text() + " name"});
    CHECK(sync::shown_text(desk.get(record.id), "name") == "b");
    CHECK_CLEAN(desk.store());
}

TEST_CASE("a record that cannot be merged is set aside, and the rest is taken in") {
    Desk desk;
    const auto ours = desk.record("site", {{"name", "一"}});
    need(desk.store().add(ours));
    auto other_kind = ours;
    other_kind.kind = "visit";
    const auto good = desk.record("site", {{"name", "二"}}, laptop_b);
    need(desk.store().take_in(commit(1), {other_kind, good}, {}, desk.now()));
    CHECK(desk.get(ours.id) == ours);
    CHECK(desk.get(good.id) == good);
    const auto entries = need(desk.store().quarantine());
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].what.path == sync::record_path("visit", ours.id));
    CHECK(entries[0].what.fault == sync::Fault::malformed_record);
    CHECK(entries[0].what.commit == commit(1));
    CHECK_CLEAN(desk.store());
}

TEST_CASE("copies that together are too large for a record are set aside, and ours stays") {
    Desk desk;
    const auto base = desk.record("site", {{"name", "一"}});
    auto ours = base;
    sync::write(ours, "notes", std::string(600 * 1024, 'a'), laptop_a, desk.now());
    auto theirs = base;
    sync::write(theirs, "notes", std::string(600 * 1024, 'b'), laptop_b, desk.now());
    need(desk.store().add(ours));
    need(desk.store().take_in(commit(1), {theirs}, {}, desk.now()));
    CHECK(desk.get(base.id) == ours);
    CHECK(need(desk.store().quarantine()).at(0).what.fault == sync::Fault::oversized_record);
    CHECK_CLEAN(desk.store());
}

TEST_CASE("taking in the same news twice changes nothing") {
    Desk desk;
    const auto record = desk.record("site", {{"name", "一"}}, laptop_b);
    need(desk.store().take_in(commit(1), {record}, {}, desk.now()));
    desk.set(record.id, "name", "二");
    const auto version = need(desk.store().changed()).at(0).version;
    need(desk.store().take_in(commit(1), {record, record}, {}, desk.now()));
    CHECK(need(desk.store().changed()).at(0).version == version);
    CHECK_CLEAN(desk.store());
}

TEST_CASE("every fault is kept by its name") {
    Desk desk;
    for (int number = 0; number <= static_cast<int>(sync::Fault::broken_media); ++number) {
        sync::Quarantined what;
        what.fault = static_cast<sync::Fault>(number);
        need(desk.store().report(what, desk.now()));
        CHECK(need(desk.store().quarantine()).back().what == what);
    }
}

TEST_CASE("a kind whose only record came deleted is listed with the deleted ones") {
    Desk elsewhere;
    const auto id = elsewhere.add("finding", {{"title", "重复"}});
    elsewhere.erase(id);
    Desk desk;
    need(desk.store().take_in(commit(1), {elsewhere.get(id)}, {}, desk.now()));
    app::Filter all;
    all.with_deleted = true;
    CHECK(ids_of(need(desk.store().list(all))) == std::vector{id});
    CHECK_CLEAN(desk.store());
}

TEST_CASE("what sync leaves without a field goes from the store, from its lists and from the search") {
    Desk desk;
    const auto goes = desk.add("finding", {{"title", "废水直排"}});
    const auto stays = desk.add("finding", {{"title", "废气直排"}});
    const auto unknown = sync::RecordId::random({1000});
    need(desk.store().amend({goes, stays, unknown}, [&](sync::Record& record) -> sync::Status {
        if (record.id == goes) record.fields.clear();
        return {};
    }));
    CHECK_FALSE(need(desk.store().get(goes)));
    CHECK(need(desk.store().get(stays)));
    CHECK_FALSE(is_unsynced(desk, goes));
    CHECK(need(desk.store().edits(goes)).size() == 1); // what was written stays known
    CHECK(need(desk.store().check()).empty());
    need(desk.store().take_in(commit(1), {desk.record("finding", {{"title", "another"}})}, {}, {}));
    CHECK(need(desk.store().check()).empty());
}
