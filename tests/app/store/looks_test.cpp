#include "tests/app/store/store_fixture.hpp"

using namespace takan;
using namespace takan::test;

namespace {

using Ids = std::vector<sync::RecordId>;

Ids unseen(Desk& desk, const std::vector<std::string>& kinds = {"site", "finding"}, std::size_t limit = 100) {
    return ids_of(need(desk.store().unseen(kinds, limit)));
}

} // namespace

TEST_CASE("what was never looked at is unseen, the newest change first, of the kinds that were asked for") {
    Desk desk;
    const auto first = desk.add("site", {{"name", "一"}});
    const auto second = desk.add("finding", {{"title", "二"}});
    desk.add("photo", {{"caption", "三"}});
    CHECK(unseen(desk) == Ids{second, first});
    desk.set(first, "name", "一号");
    CHECK(unseen(desk) == Ids{first, second});
    CHECK(unseen(desk, {"finding"}) == Ids{second});
    CHECK(unseen(desk, {"site", "finding"}, 1) == Ids{first});
    CHECK(unseen(desk, {}).empty());
}

TEST_CASE("looking remembers the record as it stands; a change makes it unseen again") {
    Desk desk;
    const auto id = desk.add("site", {{"name", "一"}});
    CHECK_FALSE(need(desk.store().looked(id)).record);
    const auto when = desk.now();
    const auto seen = desk.get(id);
    need(desk.store().look({id, sync::RecordId::random(when)}, when));
    CHECK(unseen(desk).empty());
    CHECK(need(desk.store().looked(id)).when == when);
    CHECK(need(desk.store().looked(id)).record == seen);
    desk.set(id, "name", "二");
    CHECK(unseen(desk) == Ids{id});
    CHECK(need(desk.store().looked(id)).record == seen);
    CHECK_CLEAN(desk.store());
}

TEST_CASE("undoing a look brings back what was remembered before, or nothing") {
    Desk desk;
    const auto id = desk.add("site", {{"name", "一"}});
    const auto never = need(desk.store().looked(id));
    need(desk.store().look({id}, desk.now()));
    const auto once = need(desk.store().looked(id));
    desk.set(id, "name", "二");
    need(desk.store().look({id}, desk.now()));
    CHECK(unseen(desk).empty());
    need(desk.store().restore_look({once}));
    CHECK(unseen(desk) == Ids{id});
    CHECK(need(desk.store().looked(id)).record == once.record);
    CHECK(need(desk.store().looked(id)).when == once.when);
    need(desk.store().restore_look({never}));
    CHECK_FALSE(need(desk.store().looked(id)).record);
    CHECK(unseen(desk) == Ids{id});
    CHECK_CLEAN(desk.store());
}
