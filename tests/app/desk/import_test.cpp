#include "app/evidence/drawn_photo.hpp"
#include "sync/base/sha256.hpp"
#include "sync/exchange/media.hpp"
#include "tests/app/desk/desk_fixture.hpp"

#include <algorithm>

using namespace takan;
using namespace takan::app;
using test::Bench;
using test::must;
using test::put_file;
using test::small_photo;

namespace {

struct ImportBench : Bench {
    ImportReport import(const AddPhotos& wish, std::stop_token stop = {}) {
        batches.clear();
        return must(import_photos(
            workspace.folder, wish, workspace.identity.name, clock.clock(),
            [&](std::vector<sync::Record> photos) {
                batches.push_back(photos.size());
                for (const auto& photo : photos) // bytes are there before the record
                    must(sync::read_media(repo, sync::shown_text(photo, "media.ref"),
                                          sync::shown_text(photo, "sha256")));
                return add_photos(workspace.store, std::move(photos), workspace.identity.device, clock.clock());
            },
            [&](const std::string& sha256) { return must(has_photo(workspace.store, sha256)); },
            [&](std::size_t done, std::size_t total) { progress.emplace_back(done, total); }, stop));
    }

    sync::git::Repo repo = must(sync::open_repo(workspace.folder));
    std::vector<std::size_t> batches;
    std::vector<std::pair<std::size_t, std::size_t>> progress;
};

bool mentions(const std::vector<std::string>& remarks, const std::string& name, const std::string& text_key) {
    const auto wanted = name + "：" + text_of(text_key, Language::zh);
    return std::find(remarks.begin(), remarks.end(), wanted) != remarks.end();
}

} // namespace

TEST_CASE("import: a card's photos become records whose bytes are kept unchanged") {
    ImportBench bench;
    const auto visit = bench.create("visit", {});
    const auto drawn = must(draw_photo(Scene::outfall, 1, {}));
    put_file(bench.scratch / "card/DCIM/100/a.jpg", drawn);
    put_file(bench.scratch / "card/DCIM/101/b.jpg", small_photo("2024-03-22T16:20:00", 1));
    const auto report = bench.import({{bench.scratch / "card"}, visit, {}});
    CHECK(report.added == 2);
    CHECK(report.remarks.empty());
    CHECK(bench.progress.back() == std::pair<std::size_t, std::size_t>{2, 2});
    REQUIRE(report.ids.size() == 2);
    const auto photo = bench.get(report.ids.front());
    CHECK(photo.kind == "photo");
    CHECK(sync::shown_text(photo, "visit") == visit.text());
    CHECK(sync::shown_text(photo, "taken_by") == "周敏");
    CHECK(sync::shown_text(photo, "taken_at") == "2024-03-22T08:12:04.000Z");
    CHECK(sync::shown_text(photo, "sha256") == sync::sha256_hex(drawn));
    const auto ref = sync::shown_text(photo, "media.ref");
    CHECK(ref == "refs/media/" + bench.workspace.identity.device.text() + "/2024-03-22");
    CHECK(must(sync::read_media(bench.repo, ref, sync::sha256_hex(drawn))) == drawn);
}

TEST_CASE("import: broken, doubled and known files are left out with a reason, the rest goes on") {
    ImportBench bench;
    put_file(bench.scratch / "card/a.jpg", small_photo("2024-03-22T16:12:04", 1));
    bench.import({{bench.scratch / "card"}, {}, {}});
    put_file(bench.scratch / "card/b.jpg", small_photo("2024-03-22T16:13:00", 2));
    put_file(bench.scratch / "card/b_copy.jpg", small_photo("2024-03-22T16:13:00", 2));
    put_file(bench.scratch / "card/empty.jpg", "");
    put_file(bench.scratch / "card/notes.txt", "no photo");
    const auto report = bench.import({{bench.scratch / "card", bench.scratch / "gone.jpg"}, {}, {}});
    CHECK(report.added == 1);
    CHECK(report.remarks.size() == 5);
    CHECK(mentions(report.remarks, "a.jpg", "import.known"));
    CHECK(mentions(report.remarks, "b_copy.jpg", "photo.left_out.twice"));
    CHECK(mentions(report.remarks, "empty.jpg", "photo.left_out.empty"));
    CHECK(mentions(report.remarks, "notes.txt", "photo.left_out.no_media"));
    CHECK(mentions(report.remarks, "gone.jpg", "photo.left_out.missing"));
}

TEST_CASE("import: a photo whose record was deleted may come again") {
    ImportBench bench;
    put_file(bench.scratch / "a.jpg", small_photo("2024-03-22T16:12:04", 1));
    const auto first = bench.import({{bench.scratch / "a.jpg"}, {}, {}});
    must(bench.apply(Delete{first.ids, "误删"}));
    CHECK(bench.import({{bench.scratch / "a.jpg"}, {}, {}}).added == 1);
}

TEST_CASE("import: large photos go in batches") {
    ImportBench bench;
    for (int i = 0; i < 3; ++i)
        put_file(bench.scratch / "card" / (std::to_string(i) + ".jpg"),
                 small_photo("2024-03-22T16:12:04", i) + std::string(7 * 1024 * 1024, static_cast<char>('a' + i)));
    CHECK(bench.import({{bench.scratch / "card"}, {}, {}}).added == 3);
    CHECK(bench.batches == std::vector<std::size_t>{2, 1});
}

TEST_CASE("import: a cancelled import keeps nothing half") {
    ImportBench bench;
    put_file(bench.scratch / "a.jpg", small_photo("2024-03-22T16:12:04", 1));
    std::stop_source stop;
    stop.request_stop();
    const auto report = bench.import({{bench.scratch / "a.jpg"}, {}, {}}, stop.get_token());
    CHECK(report.cancelled);
    CHECK(report.added == 0);
    Filter photos;
    photos.kind = "photo";
    CHECK(must(bench.workspace.store.count(photos)) == 0);
}

TEST_CASE("import: a store that refuses ends the import with its error") {
    ImportBench bench;
    put_file(bench.scratch / "a.jpg", small_photo("2024-03-22T16:12:04", 1));
    const auto report = import_photos(
        bench.workspace.folder, {{bench.scratch / "a.jpg"}, {}, {}}, "周敏", bench.clock.clock(),
        [](const auto&) -> Status { return sync::fail(sync::ErrorKind::broken, "full", {}, "error.disk_full"); },
        [](const auto&) { return false; }, nullptr, {});
    REQUIRE_FALSE(report);
    CHECK(report.error().text_key == "error.disk_full");
}

TEST_CASE("import: a photo goes to the one visit whose time holds its own") {
    ImportBench bench;
    const auto hour = [](int h) { return "2024-03-22T0" + std::to_string(h) + ":00:00.000Z"; };
    const auto morning = bench.create("visit", {{"started_at", hour(1)}, {"ended_at", hour(3)}});
    bench.create("visit", {{"started_at", hour(5)}, {"ended_at", hour(7)}});
    bench.create("visit", {{"started_at", hour(6)}, {"ended_at", hour(8)}});
    const auto given = bench.create("finding", {});
    const auto visit_at = [&](const char* china_time, int shade, sync::RecordId finding = {}) {
        put_file(bench.scratch / "p.jpg", small_photo(china_time, shade));
        const auto report = bench.import({{bench.scratch / "p.jpg"}, {}, finding});
        REQUIRE(report.ids.size() == 1);
        return bench.shown(report.ids.front(), "visit");
    };
    CHECK(visit_at("2024-03-22T10:00:00", 1) == morning.text());
    CHECK(visit_at("2024-03-22T12:30:00", 2).empty());        // between two
    CHECK(visit_at("2024-03-22T14:30:00", 3).empty());        // in two
    CHECK(visit_at("", 4).empty());                           // no time
    CHECK(visit_at("2024-03-22T10:01:00", 5, given).empty()); // the person has said where it belongs
}

TEST_CASE("import: a visit that has not ended yet takes photos until the evening") {
    ImportBench bench;
    const auto open = bench.create("visit", {{"started_at", "2024-03-22T01:00:00.000Z"}});
    put_file(bench.scratch / "card/a.jpg", small_photo("2024-03-22T18:00:00", 1));
    put_file(bench.scratch / "card/b.jpg", small_photo("2024-03-22T22:00:00", 2));
    const auto report = bench.import({{bench.scratch / "card"}, {}, {}});
    REQUIRE(report.ids.size() == 2);
    CHECK(bench.shown(report.ids[0], "visit") == open.text());
    CHECK(bench.shown(report.ids[1], "visit").empty());
}
