#include "app/desk/desk.hpp"

#include "tests/app/desk/desk_fixture.hpp"

#include <fstream>

using namespace takan;
using namespace takan::app;
using test::must;
using test::OpenDesk;
using test::Scratch;
using test::SharedClock;

namespace {

struct Laptop {
    Scratch scratch;
    SharedClock clock;
    std::filesystem::path folder = test::make_laptop(scratch.path(), "周敏");
};

Request open_visits(const sync::RecordId& open = {}) {
    Request request;
    request.list.kind = "visit";
    request.open = open;
    return request;
}

} // namespace

TEST_CASE("desk: the first snapshot says who we are before anything was posted") {
    Laptop laptop;
    OpenDesk desk(laptop.folder, laptop.clock);
    const auto first = desk.desk().snapshot();
    REQUIRE(first);
    CHECK(first->me.name == "周敏");
    CHECK(first->me.role.empty());
    CHECK_FALSE(first->me.may_review);
    CHECK(first->saving.done == 0);
    CHECK(first->people.at(first->me.device) == "周敏");
}

TEST_CASE("desk: what was posted is in the snapshot that says it is saved, and on disk") {
    Laptop laptop;
    OpenDesk desk(laptop.folder, laptop.clock);
    const auto id = sync::RecordId::random(laptop.clock.now());
    desk.desk().post(Ask{open_visits(id)});
    const auto now = desk.post(Create{id, "visit", {{"narrative", "喷漆房"}}});
    CHECK(now->list.size() == 1);
    CHECK(now->list_total == 1);
    REQUIRE(now->detail);
    CHECK(sync::shown_text(now->detail->record, "narrative") == "喷漆房");
    CHECK(now->saving.at == laptop.clock.now());
    CHECK(now->counts.unsynced_records == 1);
    CHECK(now->undo == "undo.create");
    auto store = must(Store::open(laptop.folder)); // as another program sees it at that moment
    CHECK(must(store.get(id)));
}

TEST_CASE("desk: everything that was posted is carried out before the desk closes") {
    Laptop laptop;
    std::vector<sync::RecordId> ids;
    {
        OpenDesk desk(laptop.folder, laptop.clock);
        for (int i = 0; i < 50; ++i) {
            ids.push_back(sync::RecordId::random(laptop.clock.now()));
            desk.desk().post(Create{ids.back(), "visit", {}});
        }
    }
    auto store = must(Store::open(laptop.folder));
    for (const auto& id : ids)
        CHECK(must(store.get(id)));
}

TEST_CASE("desk: another request is answered anew, an equal one changes nothing") {
    Laptop laptop;
    OpenDesk desk(laptop.folder, laptop.clock);
    desk.create("visit", {{"narrative", "喷漆房"}});
    desk.create("site", {{"name", "华盛电镀"}});
    CHECK(desk.desk().snapshot()->list.empty());
    CHECK(desk.post(Ask{open_visits()})->list.size() == 1);
    auto request = open_visits();
    request.list.kind = "site";
    request.search = "华盛";
    const auto now = desk.post(Ask{request});
    CHECK(now->request == request);
    CHECK(now->list.front().title == "华盛电镀");
    CHECK(now->hits.size() == 1);
    CHECK(now->sites.size() == 1);
    CHECK(desk.post(Ask{request})->list.size() == 1);
    CHECK(desk.post(Ask{Request{}})->hits.empty());
}

TEST_CASE("desk: a refused command is named by its number and does not stop the others") {
    Laptop laptop;
    OpenDesk desk(laptop.folder, laptop.clock);
    const auto bad = desk.desk().post(Create{sync::RecordId::random(laptop.clock.now()), "nonsense", {}});
    const auto id = sync::RecordId::random(laptop.clock.now());
    const auto now = desk.post(Create{id, "visit", {}});
    REQUIRE(now->saving.refused.contains(bad));
    CHECK(now->saving.refused.at(bad).text_key == "error.no_such_kind");
    CHECK_FALSE(now->saving.failed); // the last command went well
    CHECK(now->counts.by_kind == std::vector<std::pair<std::string, std::size_t>>{{"visit", 1}});
    for (int i = 0; i < 120; ++i)
        desk.desk().post(Delete{{id}, ""});
    const auto later = desk.post(Delete{{id}, ""});
    CHECK(later->saving.refused.size() == 100);
    CHECK(later->saving.failed->text_key == "error.reason_needed");
}

TEST_CASE("desk: undo and redo of a burst, with what they would do") {
    Laptop laptop;
    OpenDesk desk(laptop.folder, laptop.clock);
    const auto id = desk.create("visit", {{"narrative", "旧"}});
    laptop.clock.advance(5000);
    desk.post(Ask{open_visits(id)});
    for (const char* text : {"喷", "喷漆", "喷漆房"})
        desk.desk().post(SetFields{id, {{"narrative", text}}});
    const auto narrative = [](const OpenDesk::Snapshot& now) {
        return sync::shown_text(now->detail->record, "narrative");
    };
    auto now = desk.post(Undo{});
    CHECK(narrative(now) == "旧");
    CHECK(now->undo == "undo.create");
    CHECK(now->redo == "undo.edit");
    now = desk.post(Redo{});
    CHECK(narrative(now) == "喷漆房");
    CHECK(now->redo.empty());
}

TEST_CASE("desk: settings show at once and after opening again") {
    Laptop laptop;
    {
        OpenDesk desk(laptop.folder, laptop.clock);
        desk.post(SetSetting{"language", "en"});
        const auto now = desk.post(SetSetting{"view.place", "team"});
        CHECK(now->language == Language::en);
        CHECK(now->settings.at("view.place") == "team");
    }
    OpenDesk desk(laptop.folder, laptop.clock);
    CHECK(desk.desk().snapshot()->language == Language::en);
    CHECK(desk.desk().snapshot()->settings.at("view.place") == "team");
    CHECK(desk.post(SetSetting{"language", "zh-CN"})->language == Language::zh);
}

TEST_CASE("desk: a leader's inbox and looking at what is in it, comments too") {
    Laptop laptop;
    OpenDesk desk(laptop.folder, laptop.clock);
    const auto visit = desk.create("visit", {{"narrative", "喷漆房"}});
    const auto comment = sync::RecordId::random(laptop.clock.now());
    desk.post(AddComment{comment, visit, "", "好"});
    Request request;
    request.review = true;
    auto now = desk.post(Ask{request});
    REQUIRE(now->inbox.size() == 1);
    CHECK(now->inbox.front().unread);
    now = desk.post(MarkSeen{{visit}});
    CHECK_FALSE(now->inbox.front().unread);
    desk.close();
    CHECK(must(must(Store::open(laptop.folder)).looked(comment)).record);
}

TEST_CASE("desk: photos are imported beside the typing") {
    Laptop laptop;
    OpenDesk desk(laptop.folder, laptop.clock);
    const auto visit = desk.create("visit", {});
    desk.post(Ask{open_visits(visit)});
    test::put_file(laptop.scratch / "card/a.jpg", test::small_photo("2024-03-22T16:12:04", 1));
    test::put_file(laptop.scratch / "card/b.jpg", test::small_photo("2024-03-22T16:13:04", 2));
    test::put_file(laptop.scratch / "card/broken.jpg", "no photo");
    auto now = desk.import({{laptop.scratch / "card"}, visit, {}});
    CHECK_FALSE(now->importing.running);
    CHECK(now->importing.added == 2);
    CHECK(now->importing.remarks.size() == 1);
    CHECK(now->importing.done == 3);
    CHECK(now->importing.total == 3);
    CHECK(now->detail->photos.size() == 2);
    CHECK(now->counts.unsynced_photos == 2);
    CHECK(now->undo == "undo.create"); // photos are evidence: they are deleted with a reason, not undone

    now = desk.import({{laptop.scratch / "card"}, visit, {}});
    CHECK(now->importing.added == 0);
    CHECK(now->importing.remarks.size() == 3);
}

TEST_CASE("desk: cancelling ends all imports that wait") {
    Laptop laptop;
    OpenDesk desk(laptop.folder, laptop.clock);
    for (int i = 0; i < 40; ++i)
        test::put_file(laptop.scratch / "card" / (std::to_string(i) + ".jpg"), test::small_photo("", i));
    for (int i = 0; i < 5; ++i)
        desk.desk().post(AddPhotos{{laptop.scratch / "card"}, {}, {}});
    desk.desk().post(CancelImport{});
    const auto now = desk.wait_for([](const app::Snapshot& one) { return one.importing.number == 5; });
    CHECK_FALSE(now->importing.running);
    CHECK(now->importing.added == 0); // of the last one
    CHECK(desk.import({{laptop.scratch / "card"}, {}, {}})->importing.running == false);
    CHECK(desk.desk().snapshot()->counts.by_kind.front().second == 40);
}

TEST_CASE("desk: a desk that closes ends a running import") {
    Laptop laptop;
    for (int i = 0; i < 40; ++i)
        test::put_file(laptop.scratch / "card" / (std::to_string(i) + ".jpg"), test::small_photo("", i));
    OpenDesk desk(laptop.folder, laptop.clock);
    desk.desk().post(AddPhotos{{laptop.scratch / "card"}, {}, {}});
    desk.close();
    CHECK(must(must(Store::open(laptop.folder)).check()).empty());
}

TEST_CASE("desk: a photo's original is written to a file") {
    Laptop laptop;
    OpenDesk desk(laptop.folder, laptop.clock);
    const auto bytes = test::small_photo("2024-03-22T16:12:04", 1);
    test::put_file(laptop.scratch / "a.jpg", bytes);
    desk.import({{laptop.scratch / "a.jpg"}, {}, {}});
    Request request;
    request.list.kind = "photo";
    const auto photo = desk.post(Ask{request})->list.front().id;
    const auto exported = [&](std::uint64_t count) {
        return desk.wait_for([&](const app::Snapshot& now) { return now.exports == count; });
    };
    desk.desk().post(ExportPhoto{photo, laptop.scratch / "out.jpg"});
    CHECK_FALSE(exported(1)->saving.failed);
    CHECK(std::filesystem::file_size(laptop.scratch / "out.jpg") == bytes.size());

    const auto nowhere = desk.desk().post(ExportPhoto{photo, laptop.scratch / "none/out.jpg"});
    CHECK(exported(2)->saving.refused.contains(nowhere));
    const auto unknown =
        desk.desk().post(ExportPhoto{sync::RecordId::random(laptop.clock.now()), laptop.scratch / "x.jpg"});
    CHECK(exported(3)->saving.refused.at(unknown).kind == sync::ErrorKind::missing);
}

TEST_CASE("desk: a folder without a laptop is missing") {
    const Scratch scratch;
    const auto opened = Desk::open(scratch.path(), SharedClock().clock(), [] {});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == sync::ErrorKind::missing);
}

TEST_CASE("desk: a damaged store is told, and rebuilt with what was synced") {
    Laptop laptop;
    sync::RecordId id;
    {
        OpenDesk desk(laptop.folder, laptop.clock);
        id = desk.create("visit", {{"narrative", "喷漆房"}});
        desk.team(FoundTeam{"leader", (laptop.scratch / "team.git").string()});
        REQUIRE_FALSE(desk.sync()->syncing.failed);
    }
    for (const char* beside : {"takan.db-wal", "takan.db-shm"})
        std::filesystem::remove(laptop.folder / beside);
    std::ofstream(laptop.folder / "takan.db", std::ios::binary) << std::string(20'000, 'x');
    const auto opened = Desk::open(laptop.folder, laptop.clock.clock(), [] {});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == sync::ErrorKind::corrupt);
    CHECK(opened.error().text_key == "error.store_corrupt");

    must(rebuild_store(laptop.folder, laptop.clock.clock()));
    OpenDesk desk(laptop.folder, laptop.clock);
    CHECK(desk.post(Ask{open_visits(id)})->detail);
    CHECK(desk.desk().snapshot()->me.role == "leader");
}

TEST_CASE("desk: what a crash left in the repository is taken in when the desk opens") {
    Laptop laptop;
    const auto team = laptop.scratch / "team.git";
    auto identity = must(sync::read_identity(laptop.folder));
    identity.team_address = team.string();
    must(sync::write_identity(laptop.folder, identity));
    must(sync::found_team(laptop.folder, "leader", laptop.clock.now())); // main moved, the store does not know
    OpenDesk desk(laptop.folder, laptop.clock);
    const auto now = desk.wait_for([](const app::Snapshot& one) { return !one.counts.by_kind.empty(); });
    CHECK(now->me.role == "leader");
    CHECK(now->members.size() == 1);
}
