#include "sync/exchange/laptop.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "tests/support/scratch.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;
using takan::test::Scratch;
namespace fs = std::filesystem;

TEST_CASE("laptop: what was created is read back, with a key that only its owner may read") {
    const Scratch scratch;
    const auto folder = scratch / "深/夜";
    const auto made = create_laptop(folder, " 王芳 ", "/media/盘/team.git", "外勤 \"3\"");
    REQUIRE(made);
    const auto identity = read_identity(folder);
    REQUIRE(identity);
    CHECK(identity->device == made->device);
    CHECK(identity->name == "王芳");
    CHECK(identity->team_address == "/media/盘/team.git");
    CHECK(identity->label == "外勤 \"3\"");
    CHECK((fs::status(folder / "device.key").permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write));
    const auto signer = load_signer(folder);
    REQUIRE(signer);
    CHECK(signer->device == made->device);
    CHECK(signer->name == "王芳");
    CHECK(verifies("text", signer->key.sign("text"), signer->key.public_key()));
    CHECK(open_repo(folder));
}

TEST_CASE("laptop: a second one in the same folder is refused and changes nothing") {
    const Scratch scratch;
    REQUIRE(create_laptop(scratch.path(), "王芳", "", ""));
    const auto before = read_file(scratch / "laptop.json", 1 << 16);
    const auto key = read_file(scratch / "device.key", 1 << 16);
    const auto again = create_laptop(scratch.path(), "李强", "", "");
    REQUIRE_FALSE(again);
    CHECK(again.error().kind == ErrorKind::invalid);
    CHECK(again.error().text_key == "error.laptop_exists");
    CHECK(*read_file(scratch / "laptop.json", 1 << 16) == *before);
    CHECK(*read_file(scratch / "device.key", 1 << 16) == *key);
}

TEST_CASE("laptop: a creation that was broken off before its end is done again with the same key") {
    const Scratch scratch;
    REQUIRE(create_laptop(scratch.path(), "王芳", "", ""));
    const auto key = load_signer(scratch.path())->key.public_key();
    fs::remove(scratch / "laptop.json");
    REQUIRE(create_laptop(scratch.path(), "王芳", "", ""));
    CHECK(load_signer(scratch.path())->key.public_key() == key);
}

TEST_CASE("laptop: a name is needed") {
    const Scratch scratch;
    const auto made = create_laptop(scratch / "new", " \n", "", "");
    REQUIRE_FALSE(made);
    CHECK(made.error().text_key == "error.name_needed");
    CHECK_FALSE(fs::exists(scratch / "new"));
}

TEST_CASE("laptop: a relative address means the same from everywhere, one on another machine stays as it is") {
    const Scratch scratch;
    CHECK(create_laptop(scratch / "a", "王芳", "team.git", "")->team_address == utf8(fs::current_path() / "team.git"));
    CHECK(create_laptop(scratch / "b", "王芳", "git@host:team.git", "")->team_address == "git@host:team.git");
    CHECK(create_laptop(scratch / "c", "王芳", "file:///srv/team.git", "")->team_address == "file:///srv/team.git");
    CHECK(create_laptop(scratch / "d", "王芳", "", "")->team_address == "");
}

TEST_CASE("laptop: settings that cannot be read are never taken for others") {
    struct Row {
        const char* what;
        const char* bytes;
        ErrorKind kind;
        const char* key;
    };
    const Row rows[] = {
        {"no JSON", "{", ErrorKind::corrupt, "error.laptop_corrupt"},
        {"no object", "[]", ErrorKind::corrupt, "error.laptop_corrupt"},
        {"no version", R"({"device": "aaaaaa", "label": "", "name": "", "team": ""})", ErrorKind::corrupt,
         "error.laptop_corrupt"},
        {"no team", R"({"device": "aaaaaa", "label": "", "name": "x", "version": 1})", ErrorKind::corrupt,
         "error.laptop_corrupt"},
        {"bad device", R"({"device": "AAAAAA", "label": "", "name": "x", "team": "", "version": 1})",
         ErrorKind::corrupt, "error.laptop_corrupt"},
        {"a name that is a number", R"({"device": "aaaaaa", "label": "", "name": 3, "team": "", "version": 1})",
         ErrorKind::corrupt, "error.laptop_corrupt"},
        {"newer", R"({"device": "aaaaaa", "label": "", "name": "x", "team": "", "version": 2})", ErrorKind::denied,
         "error.laptop_newer"},
    };
    for (const auto& row : rows) {
        CAPTURE(std::string(row.what));
        const Scratch scratch;
        REQUIRE(write_file(scratch / "laptop.json", row.bytes));
        const auto identity = read_identity(scratch.path());
        REQUIRE_FALSE(identity);
        CHECK(identity.error().kind == row.kind);
        CHECK(identity.error().text_key == row.key);
    }
    const Scratch empty;
    CHECK(read_identity(empty.path()).error().text_key == "error.no_laptop");
}

TEST_CASE("laptop: a changed address is kept") {
    const Scratch scratch;
    auto identity = *create_laptop(scratch.path(), "王芳", "/old", "三号");
    identity.team_address = "/new";
    REQUIRE(write_identity(scratch.path(), identity));
    CHECK(read_identity(scratch.path())->team_address == "/new");
    CHECK(read_identity(scratch.path())->device == identity.device);
    CHECK(read_identity(scratch.path())->label == "三号");
}
