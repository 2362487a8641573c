#include "sync/base/sha256.hpp"
#include "tests/app/cli/terminal.hpp"

using namespace takan;
using namespace takan::test;

TEST_CASE("photo add: keeps the originals with their camera data, each once") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string visit = terminal.must({"new", "visit", "mode=open"});
    const std::string finding = terminal.must({"new", "finding", "visit=" + visit, "severity=minor"});
    const std::string one = photo_file(scratch / "card", "IMG_1.jpg", 1);
    photo_file(scratch / "card", "IMG_2.jpg", 2);
    const auto report = terminal.json({"photo", "add", sync::utf8(scratch / "card"), "--visit", visit, "--finding",
                                       finding, "--caption", "排口", "--proves", "外排", "--taken-by", "周敏"});
    CHECK(number_at(report, "added") == 2);
    REQUIRE(size_at(report, "ids") == 2);
    const auto shown = terminal.json({"show", *at(at(report, "ids"), 0).text()});
    const auto& fields = at(shown, "fields");
    CHECK(text_at(at(fields, "caption"), "value") == "排口");
    CHECK(text_at(at(fields, "proves"), "value") == "外排");
    CHECK(text_at(at(fields, "taken_by"), "value") == "周敏");
    CHECK(text_at(at(fields, "finding"), "value") == finding);
    CHECK(text_at(at(fields, "taken_at"), "value") == "2024-03-22T08:12:04.000Z");
    CHECK(text_at(at(fields, "lat"), "value").substr(0, 7) == "29.3571");
    CHECK(size_at(terminal.json({"show", finding}), "photos") == 2);

    const Said again = terminal({"photo", "add", one});
    CHECK(again.code == 1);
    CHECK(contains(again.err, "IMG_1.jpg"));
}

TEST_CASE("photo add: what is no photo is left out with its name; wrong targets are refused") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string photo = photo_file(scratch / "card", "IMG_1.jpg", 1);
    REQUIRE(sync::write_file(scratch / "card" / "notes.txt", "no photo"));
    const std::string site = terminal.must({"new", "site", "name=甲厂"});
    CHECK(terminal({"photo", "add", photo, "--visit", site}).code == 2);
    CHECK(terminal({"photo", "add", photo, "--finding", "ffffffff"}).code == 2);
    const auto report = terminal.json({"photo", "add", sync::utf8(scratch / "card")});
    CHECK(number_at(report, "added") == 1);
    CHECK(contains(*at(at(report, "remarks"), 0).text(), "notes.txt"));
    CHECK(terminal({"photo", "add", sync::utf8(scratch / "nowhere")}).code == 1);
}

TEST_CASE("photo get: gives the very bytes back and checks them") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string photo = photo_file(scratch / "card", "IMG_1.jpg", 1);
    const std::string id = terminal.must({"photo", "add", photo});
    const auto got = terminal.json({"photo", "get", id, "-o", sync::utf8(scratch / "out.jpg")});
    const auto before = sync::read_file(scratch / "card" / "IMG_1.jpg", 1 << 20);
    const auto after = sync::read_file(scratch / "out.jpg", 1 << 20);
    REQUIRE(before);
    REQUIRE(after);
    CHECK(*before == *after);
    CHECK(text_at(got, "sha256") == sync::sha256_hex(*before));
    CHECK(terminal({"photo", "get", terminal.must({"new", "site", "name=x"})}).code == 2);
}

namespace {

// A leader and an inspector, both on one team; the inspector has sent a visit with a photo.
struct TwoLaptops {
    TwoLaptops() {
        zhou.must({"team", "join", sync::utf8(scratch / "team.git"), "--name", "周敏"});
        lead.must({"team", "admit", "all"});
        lead.must({"sync"});
        zhou.must({"sync"});
        visit = zhou.must({"new", "visit", "mode=open"});
        photo = zhou.must({"photo", "add", photo_file(scratch / "card", "IMG_1.jpg", 1), "--visit", visit});
        zhou.must({"sync"});
    }

    const Scratch scratch;
    std::shared_ptr<sync::Instant> now = morning();
    const Terminal lead = founded(scratch.path());
    const Terminal zhou{scratch / "zhou", now};
    std::string visit;
    std::string photo;
};

} // namespace

TEST_CASE("photo fetch: brings what a sync left where it was, by photo, by visit, and all of it") {
    TwoLaptops two;
    two.lead.must({"setting", "photos.fetch", "on_demand"});
    const auto receipt = two.lead.json({"sync"});
    CHECK(number_at(receipt, "photos_received") == 0);
    CHECK(number_at(receipt, "photos_known") == 1);
    CHECK(number_at(receipt, "photos_here") == 0);
    CHECK(two.lead({"photo", "get", two.photo, "-o", sync::utf8(two.scratch / "out.jpg")}).code == 2);
    CHECK(number_at(two.lead.json({"verify"}), "photos_not_here") == 1);

    auto fetched = two.lead.json({"photo", "fetch", "--visit", two.visit});
    CHECK(number_at(fetched, "fetched") == 1);
    CHECK(number_at(fetched, "bytes") > 0);
    fetched = two.lead.json({"photo", "fetch", two.photo});
    CHECK(number_at(fetched, "fetched") == 0);
    CHECK(number_at(fetched, "here") == 1);
    CHECK(number_at(two.lead.json({"photo", "fetch", "--all"}), "fetched") == 0);
    two.lead.must({"photo", "get", two.photo, "-o", sync::utf8(two.scratch / "out.jpg")});
    CHECK(two.lead({"photo", "fetch"}).code == 2);
    CHECK(two.lead({"photo", "fetch", two.photo, "--all"}).code == 2);
    CHECK(two.lead({"photo", "fetch", two.visit}).code == 2); // no photo
}

TEST_CASE("photo free: counts first when asked to, removes others' old photos and own ones that the team has") {
    TwoLaptops two;
    two.lead.must({"sync"});
    two.now->ms += 40LL * 24 * 60 * 60 * 1000;
    const auto later = two.zhou.json({"photo", "free", "--days", "30"});
    CHECK(number_at(later, "own") == 0);
    const auto dry = two.zhou.json({"photo", "free", "--own", "--dry-run"});
    CHECK(number_at(dry, "own") == 1);
    CHECK(number_at(dry, "days") == 30);
    two.zhou.must({"photo", "get", two.photo, "-o", sync::utf8(two.scratch / "before.jpg")});
    CHECK(number_at(two.zhou.json({"photo", "free", "--own"}), "own") == 1);
    CHECK(two.zhou({"photo", "get", two.photo, "-o", sync::utf8(two.scratch / "gone.jpg")}).code == 2);
    CHECK(number_at(two.zhou.json({"photo", "fetch", two.photo}), "fetched") == 1);
    two.zhou.must({"photo", "get", two.photo, "-o", sync::utf8(two.scratch / "after.jpg")});
    CHECK(*sync::read_file(two.scratch / "before.jpg", 1 << 20) ==
          *sync::read_file(two.scratch / "after.jpg", 1 << 20));
    CHECK(two.zhou({"photo", "free", "--days", "soon"}).code == 2);
}
