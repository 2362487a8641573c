// A settlement that was synced and is taken back: two laptops and a bare repository.

#include "app/domain/origins.hpp"
#include "sync/base/text.hpp"
#include "tests/app/desk/desk_fixture.hpp"

#include <set>

using namespace takan;
using namespace takan::app;
using test::OpenDesk;

namespace {

// The record as a desk shows it.
sync::Record shown(OpenDesk& desk, const sync::RecordId& id) {
    Request request;
    request.open = id;
    desk.post(Ask{request});
    return desk.wait_for([&](const Snapshot& now) { return now.detail && now.detail->record.id == id; })
        ->detail->record;
}

std::set<std::string> writers(const Snapshot& now, const sync::Record& record, const char* field) {
    std::set<std::string> names;
    for (const auto& [edit, value] : *sync::find_field(record, field))
        names.insert(now.people.at(origin_of(record, edit).device) + " " + *value.text());
    return names;
}

} // namespace

TEST_CASE("settlement: taken back after everybody had it, it is contested again everywhere, with the first writers") {
    test::Scratch scratch;
    test::SharedClock clock;
    const std::string address = sync::utf8(scratch / "team.git");
    OpenDesk leader{test::make_laptop(scratch.path(), "组长"), clock};
    OpenDesk inspector{test::make_laptop(scratch.path(), "李建国"), clock};
    REQUIRE_FALSE(leader.team(FoundTeam{"leader", address})->syncing.failed);
    REQUIRE_FALSE(inspector.team(JoinTeam{address})->syncing.failed);
    const auto device = leader.team(LookForRequests{})->requests.at(0).device;
    REQUIRE_FALSE(leader.team(Admit{device, "inspector"})->syncing.failed);
    const auto sync_both = [&] {
        for (OpenDesk* desk : {&leader, &inspector, &leader, &inspector}) {
            const auto now = desk->sync();
            REQUIRE_FALSE(now->syncing.failed);
            CHECK(now->syncing.set_aside == 0);
        }
        clock.advance(60'000);
    };
    const auto finding = inspector.create("finding", {{"due", "2024-04-01"}});
    sync_both();
    inspector.post(SetFields{finding, {{"due", "2024-04-08"}}});
    leader.post(SetFields{finding, {{"due", "2024-03-29"}}});
    sync_both();
    const std::set<std::string> both{"李建国 2024-04-08", "组长 2024-03-29"};
    for (OpenDesk* desk : {&leader, &inspector})
        CHECK(writers(*desk->desk().snapshot(), shown(*desk, finding), "due") == both);

    leader.post(SetFields{finding, {{"due", "2024-04-08"}}});
    sync_both();
    for (OpenDesk* desk : {&leader, &inspector})
        CHECK(sync::contested_fields(shown(*desk, finding)).empty());

    leader.post(Undo{});
    sync_both();
    for (OpenDesk* desk : {&leader, &inspector}) {
        const auto record = shown(*desk, finding);
        CHECK(sync::contested_fields(record) == std::vector<std::string>{"due"});
        CHECK(writers(*desk->desk().snapshot(), record, "due") == both);
        CHECK(desk->desk().snapshot()->quarantine.empty());
    }
    CHECK(shown(leader, finding) == shown(inspector, finding));

    inspector.post(SetFields{finding, {{"due", "2024-04-02"}}});
    sync_both();
    CHECK(sync::contested_fields(shown(leader, finding)).empty());
    CHECK(sync::shown_text(shown(leader, finding), "due") == "2024-04-02");
}
