#include "sync/base/files.hpp"

#include "sync/base/text.hpp"
#include "tests/support/scratch.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <iterator>

#include <sys/stat.h>

using namespace takan::sync;
using takan::test::Scratch;

namespace {

std::ptrdiff_t entries(const std::filesystem::path& folder) {
    return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
}

} // namespace

TEST_CASE("files: what was written is read, an empty and a large one too") {
    const Scratch scratch;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{300'000}}) {
        const std::string bytes(size, 'x');
        REQUIRE(write_file(scratch / "记录.json", bytes));
        CHECK(*read_file(scratch / "记录.json", size) == bytes);
    }
    CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("files: a private file is its owner's alone") {
    const Scratch scratch;
    REQUIRE(write_file(scratch / "key", "secret", FileAccess::private_to_owner));
    struct stat about {};
    REQUIRE(::stat((scratch / "key").c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
}

TEST_CASE("files: a write that fails leaves the old content and nothing beside it") {
    const Scratch scratch;
    REQUIRE(make_folder(scratch / "taken" / "inside"));
    const Status written = write_file(scratch / "taken", "new"); // a folder cannot be renamed over
    REQUIRE_FALSE(written);
    CHECK(written.error().subject == utf8(scratch / "taken"));
    CHECK(std::filesystem::is_directory(scratch / "taken" / "inside"));
    CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("files: a name as long as the file system allows can be written") {
    const Scratch scratch;
    const std::string name(255, 'n');
    REQUIRE(write_file(scratch / name, "content"));
    CHECK(*read_file(scratch / name, 100) == "content");
}

TEST_CASE("files: reading says why it failed") {
    const Scratch scratch;
    CHECK(read_file(scratch / "none", 10).error().kind == ErrorKind::missing);
    CHECK(read_file(scratch.path(), 10).error().kind == ErrorKind::invalid);
    REQUIRE(write_file(scratch / "long", "12345678901"));
    CHECK(read_file(scratch / "long", 10).error().kind == ErrorKind::invalid);
    CHECK(read_file(scratch / "long", 11));
    REQUIRE(::mkfifo((scratch / "pipe").c_str(), 0600) == 0);
    CHECK(read_file(scratch / "pipe", 10).error().kind == ErrorKind::invalid); // and does not wait for a writer
}

TEST_CASE("files: writing into a folder that is not there is missing") {
    const Scratch scratch;
    CHECK(write_file(scratch / "no" / "file", "x").error().kind == ErrorKind::missing);
    CHECK(sync_folder(scratch / "no").error().kind == ErrorKind::missing);
}

TEST_CASE("files: a folder is made with its parents, again without harm, but not over a file") {
    const Scratch scratch;
    CHECK(make_folder(scratch / "a" / "b" / "c"));
    CHECK(make_folder(scratch / "a" / "b" / "c"));
    REQUIRE(write_file(scratch / "file", "x"));
    CHECK_FALSE(make_folder(scratch / "file"));
    CHECK_FALSE(make_folder(scratch / "file" / "inside"));
}

TEST_CASE("files: the system's numbers become our words") {
    struct Row {
        int code;
        ErrorKind kind;
        const char* key;
    };
    const Row rows[] = {
        {ENOENT, ErrorKind::missing, ""},
        {EACCES, ErrorKind::denied, ""},
        {EROFS, ErrorKind::denied, ""},
        {EPERM, ErrorKind::denied, ""},
        {ENOSPC, ErrorKind::broken, "error.disk_full"},
        {EDQUOT, ErrorKind::broken, "error.disk_full"},
        {EIO, ErrorKind::offline, ""},
        {ESTALE, ErrorKind::offline, ""},
        {ENODEV, ErrorKind::offline, ""},
        {EMFILE, ErrorKind::broken, ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.code);
        const Error error = error_from_errno(row.code, "read file", "/stick/记录");
        CHECK(error.kind == row.kind);
        CHECK(error.text_key == row.key);
        CHECK(error.subject == "/stick/记录");
        CHECK(error.message.find("read file: ") == 0);
    }
}
