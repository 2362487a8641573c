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
