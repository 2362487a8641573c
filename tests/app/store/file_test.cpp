// What happens to the file: other programs' files, other versions, damage, rebuilding.

#include "sync/base/files.hpp"
#include "tests/app/store/store_fixture.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <random>

using namespace takan;
using namespace takan::test;
using sync::ErrorKind;
namespace fs = std::filesystem;

namespace {

const sync::Instant rebuild_time{1711094400000}; // 2024-03-22T08:00:00Z

void run_sql(const fs::path& file, const std::string& sql) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
    REQUIRE(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
}

void write_bytes(const fs::path& file, const std::string& bytes) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << bytes;
    REQUIRE(out);
}

std::string bytes_of(const fs::path& file) {
    return need(sync::read_file(file, std::size_t{1} << 30));
}

std::string noise(std::size_t size, std::uint64_t seed) {
    std::mt19937_64 engine(seed);
    std::string bytes(size, '\0');
    for (auto& byte : bytes)
        byte = static_cast<char>(engine());
    return bytes;
}

sync::Error open_error(const fs::path& folder) {
    auto store = app::Store::open(folder);
    REQUIRE_FALSE(store);
    return store.error();
}

fs::path database(Desk& desk) {
    return desk.folder() / "takan.db";
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

struct Filled {
    std::vector<sync::Record> unsynced;
    std::vector<sync::Record> synced;
};

// Records enough for many pages, every second one synced.
Filled fill(Desk& desk, int count) {
    Filled filled;
    for (int at = 0; at < count; ++at) {
        filled.unsynced.push_back(
            desk.record("site", {{"name", "厂" + std::to_string(at)}, {"notes", std::string(500, 'n')}}));
        filled.synced.push_back(desk.record("site", {{"name", "矿" + std::to_string(at)}}, laptop_b));
    }
    need(desk.store().add(filled.unsynced));
    need(desk.store().take_in(commit(1), filled.synced, {}, desk.now()));
    return filled;
}

} // namespace

TEST_CASE("a new store carries our mark and the newest layout") {
    Desk desk;
    desk.close();
    const std::string bytes = bytes_of(database(desk));
    CHECK(bytes.substr(68, 4) == "TAKN");
    CHECK(bytes.substr(60, 4) == std::string("\0\0\0\1", 4));
}

TEST_CASE("a store of a newer layout is refused and left as it is, also by a rebuild") {
    Desk desk;
    desk.add("site", {{"name", "一"}});
    desk.close();
    run_sql(database(desk), "PRAGMA user_version = 999");
    const std::string before = bytes_of(database(desk));
    CHECK(open_error(desk.folder()).kind == ErrorKind::denied);
    CHECK(open_error(desk.folder()).text_key == "error.store_newer");
    const auto rebuilt = app::Store::rebuild(desk.folder(), rebuild_time);
    REQUIRE_FALSE(rebuilt);
    CHECK(rebuilt.error().text_key == "error.store_newer");
    CHECK(bytes_of(database(desk)) == before);
}

TEST_CASE("another program's database, no database at all, and a torn one are corrupt; a rebuild keeps them aside") {
    Scratch scratch;
    const fs::path file = scratch / "takan.db";
    SUBCASE("another program's") {
        run_sql(file, "CREATE TABLE t(x); PRAGMA application_id = 42");
    }
    SUBCASE("one without a mark") {
        run_sql(file, "CREATE TABLE t(x)");
    }
    SUBCASE("text") {
        write_bytes(file, std::string(5000, 'x'));
    }
    SUBCASE("noise") {
        write_bytes(file, noise(20000, 1));
    }
    SUBCASE("a torn header") {
        need(app::Store::open(scratch.path()));
        write_bytes(file, bytes_of(file).substr(0, 50));
    }
    const std::string before = bytes_of(file);
    CHECK(open_error(scratch.path()).kind == ErrorKind::corrupt);
    CHECK(open_error(scratch.path()).text_key == "error.store_corrupt");
    CHECK(bytes_of(file) == before);
    CHECK(need(app::Store::rebuild(scratch.path(), rebuild_time)) == 0);
    CHECK(bytes_of(scratch / "takan.db.damaged-20240322T080000") == before);
    CHECK_CLEAN(need(app::Store::open(scratch.path())));
}

TEST_CASE("an empty file becomes a store") {
    Scratch scratch;
    write_bytes(scratch / "takan.db", "");
    CHECK_CLEAN(need(app::Store::open(scratch.path())));
}

TEST_CASE("a rebuild of a healthy store carries unsynced records, history, looks and settings, and no commit") {
    Desk desk;
    const auto filled = fill(desk, 20);
    const auto edited = filled.unsynced[3].id;
    desk.set(edited, "name", "改");
    need(desk.store().look({edited, filled.synced[0].id}, desk.now()));
    need(desk.store().set_setting("language", "en"));
    const auto edits = need(desk.store().edits(edited)).size();
    desk.close();

    CHECK(need(app::Store::rebuild(desk.folder(), rebuild_time)) == 20);
    desk.reopen();
    CHECK(need(desk.store().changed()).size() == 20);
    CHECK(sync::shown_text(desk.get(edited), "name") == "改");
    CHECK(need(desk.store().edits(edited)).size() == edits);
    CHECK_FALSE(need(desk.store().stands_at()));
    CHECK_FALSE(need(desk.store().get(filled.synced[0].id)));
    CHECK(need(desk.store().setting("language")) == "en");
    need(desk.store().take_in(commit(1), filled.synced, {}, desk.now()));
    const auto unseen = ids_of(need(desk.store().unseen({"site"}, 100)));
    CHECK(unseen.size() == 38); // all but the two that were looked at
    CHECK_CLEAN(desk.store());
    CHECK(names_in(desk.folder()) == std::vector<std::string>{"takan.db", "takan.db-shm", "takan.db-wal",
                                                              "takan.db.damaged-20240322T080000",
                                                              "takan.db.damaged-20240322T080000-wal"});
}

TEST_CASE("a rebuild where there is no store makes an empty one") {
    Scratch scratch;
    CHECK(need(app::Store::rebuild(scratch / "new", rebuild_time)) == 0);
    CHECK_CLEAN(need(app::Store::open(scratch / "new")));
}

TEST_CASE("a rebuild is refused while somebody has the store open") {
    Desk desk;
    const auto id = desk.add("site", {{"name", "一"}});
    const auto rebuilt = app::Store::rebuild(desk.folder(), rebuild_time);
    REQUIRE_FALSE(rebuilt);
    CHECK(rebuilt.error().kind == ErrorKind::busy);
    desk.set(id, "name", "二");
    CHECK(sync::shown_text(desk.get(id), "name") == "二");
}

TEST_CASE("two rebuilds in one second keep both old files") {
    Desk desk;
    desk.close();
    need(app::Store::rebuild(desk.folder(), rebuild_time));
    need(app::Store::rebuild(desk.folder(), rebuild_time));
    CHECK(fs::exists(desk.folder() / "takan.db.damaged-20240322T080000"));
    CHECK(fs::exists(desk.folder() / "takan.db.damaged-20240322T080000-2"));
}

TEST_CASE("random bytes over a page in the middle cost that page's records and no others") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        Desk desk;
        const auto filled = fill(desk, 300);
        desk.close();
        std::string bytes = bytes_of(database(desk));
        const std::size_t page = 2 + seed * 7919 % (bytes.size() / 4096 - 2);
        bytes.replace(page * 4096, 4096, noise(4096, seed));
        write_bytes(database(desk), bytes);

        const auto carried = need(app::Store::rebuild(desk.folder(), rebuild_time));
        CHECK(bytes_of(desk.folder() / "takan.db.damaged-20240322T080000") == bytes);
        desk.reopen();
        std::size_t whole = 0;
        for (const auto& record : filled.unsynced)
            if (need(desk.store().get(record.id)) == record) ++whole;
        CHECK(whole == carried);
        CHECK(need(desk.store().changed()).size() == carried);
        // The worst page is one that leads to many others; a page of records holds fewer than ten.
        CHECK(carried >= 290);
        CHECK_CLEAN(desk.store());
    }
}

TEST_CASE("a store cut off in the middle gives what is left of it") {
    Desk desk;
    fill(desk, 300);
    desk.close();
    const std::string bytes = bytes_of(database(desk));
    write_bytes(database(desk), bytes.substr(0, bytes.size() / 2 / 4096 * 4096));
    need(app::Store::rebuild(desk.folder(), rebuild_time));
    desk.reopen();
    CHECK_CLEAN(desk.store());
}

TEST_CASE("whatever is damaged, using and rebuilding the store end with an answer") {
    Desk desk;
    const auto filled = fill(desk, 60);
    desk.close();
    const std::string whole = bytes_of(database(desk));
    std::mt19937_64 engine(7);
    for (int turn = 0; turn < 40; ++turn) {
        CAPTURE(turn);
        Scratch scratch;
        std::string bytes = whole;
        for (int spot = 0; spot < 20; ++spot) {
            const std::size_t size = 1 + engine() % 64;
            bytes.replace(engine() % (bytes.size() - size), size, noise(size, engine()));
        }
        write_bytes(scratch / "takan.db", bytes);
        if (auto store = app::Store::open(scratch.path())) {
            static_cast<void>(store->check());
            static_cast<void>(store->list({}));
            static_cast<void>(store->search("厂", "", 10));
            static_cast<void>(store->changed());
            for (const auto& record : filled.unsynced)
                static_cast<void>(store->get(record.id));
            static_cast<void>(store->take_in(commit(2), filled.synced, {}, rebuild_time));
        }
        need(app::Store::rebuild(scratch.path(), rebuild_time));
        CHECK_CLEAN(need(app::Store::open(scratch.path())));
    }
}

TEST_CASE("check names what is out of step") {
    struct Case {
        const char* sql;
        const char* said;
    };
    const Case cases[] = {
        {"UPDATE record SET title = 'x'", "columns"},
        {"UPDATE record SET body = '{}'", "no \"id\""},
        {"DELETE FROM entry", "entries"},
        {"UPDATE tally SET present = 9", "counts"},
        {"UPDATE record SET unseen = 0", "marked"},
        {"INSERT INTO words(words) VALUES('delete-all')", "search index"},
        {"INSERT INTO words(rowid, units) VALUES(77, 'x')", "not there"},
    };
    for (const auto& one : cases) {
        CAPTURE(std::string(one.sql));
        Desk desk;
        desk.add("finding", {{"title", "废水"}, {"severity", "major"}});
        CHECK_CLEAN(desk.store());
        run_sql(database(desk), one.sql);
        const auto faults = need(desk.store().check());
        CHECK(std::any_of(faults.begin(), faults.end(),
                          [&](const std::string& fault) { return fault.find(one.said) != std::string::npos; }));
    }
}

TEST_CASE("a record whose bytes are damaged is an error that names it, and does not stop the others") {
    Desk desk;
    const auto bad = desk.add("site", {{"name", "一"}});
    const auto good = desk.add("site", {{"name", "二"}});
    run_sql(database(desk), "UPDATE record SET body = substr(body, 1, 40) WHERE number = 1");
    const auto got = desk.store().get(bad);
    REQUIRE_FALSE(got);
    CHECK(got.error().kind == ErrorKind::corrupt);
    CHECK(got.error().subject == bad.text());
    CHECK(got.error().text_key == "error.store_corrupt");
    desk.set(good, "name", "三");
    CHECK(need(desk.store().list({})).size() == 2);
}

TEST_CASE("when the program's tables have changed, everything derived is made anew on opening") {
    Desk desk;
    const auto id = desk.add("finding", {{"title", "废水"}, {"severity", "major"}});
    auto second = need(app::Store::open(desk.folder()));
    desk.close();
    run_sql(database(desk),
            "UPDATE meta SET value = 'older' WHERE name = 'derived_by'; UPDATE record SET title = 'old';"
            "DELETE FROM entry; INSERT INTO words(words) VALUES('delete-all')");
    const auto refused = second.change(id, [&](sync::Record& record) -> sync::Status {
        sync::write(record, "title", "x", laptop_a, desk.now());
        return {};
    });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text_key == "error.store_newer");
    desk.reopen();
    CHECK(need(desk.store().search("废水", "", 10)).at(0).row.title == "废水");
    CHECK_CLEAN(desk.store());
}

TEST_CASE("a rebuild that was interrupted after the new store was complete is finished by opening") {
    Desk desk;
    const auto id = desk.add("site", {{"name", "一"}});
    desk.close();
    need(app::Store::rebuild(desk.folder(), rebuild_time));
    // The states that a crash can leave behind, made by hand.
    fs::rename(database(desk), desk.folder() / "takan.db.rebuilt-20240323T000000");
    SUBCASE("nothing was moved aside yet") {
        fs::copy_file(desk.folder() / "takan.db.damaged-20240322T080000", database(desk));
    }
    SUBCASE("the database was moved, its log was not") {
        write_bytes(desk.folder() / "takan.db-wal", "old log");
    }
    SUBCASE("all was moved") {}
    desk.reopen();
    CHECK(sync::shown_text(desk.get(id), "name") == "一");
    CHECK_CLEAN(desk.store());
}

TEST_CASE("what an interrupted rebuild left half made is thrown away by the next") {
    Desk desk;
    const auto id = desk.add("site", {{"name", "一"}});
    desk.close();
    write_bytes(desk.folder() / "takan.db.building", "half");
    write_bytes(desk.folder() / "takan.db.building-wal", "half");
    CHECK(need(app::Store::rebuild(desk.folder(), rebuild_time)) == 1);
    desk.reopen();
    CHECK(sync::shown_text(desk.get(id), "name") == "一");
}
