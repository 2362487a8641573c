#include "sync/base/files.hpp"
#include "sync/git/delta.hpp"
#include "sync/git/repo.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/git_command.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <fstream>
#include <random>
#include <sstream>

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::sync;
using namespace takan::sync::git;
using test::commit_files;
using test::kind_of;
using test::need;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mega = 1u << 20;

// A text that changes a little from version to version, so that git keeps deltas of it.
std::string version(int number) {
    std::string text;
    for (int line = 0; line < 200; ++line) {
        text += "line " + std::to_string(line) + (line == number % 200 ? " changed in " + std::to_string(number) : "");
        text += '\n';
    }
    return text;
}

struct Filled {
    test::Scratch scratch;
    Repo repo = need(Repo::create(scratch / "r.git"));
    std::vector<Oid> blobs;
    Oid tip;

    explicit Filled(int versions = 60) {
        std::vector<Oid> parents;
        for (int i = 0; i < versions; ++i) {
            const std::string photo = test::noise(20'000, static_cast<unsigned>(i % 3));
            tip = commit_files(repo, {{"finding/2024/a.json", version(i)}, {"photo", photo}}, parents);
            blobs.push_back(object_id(ObjectType::blob, version(i)));
            parents = {tip};
        }
        need(repo.move_ref("refs/heads/main", std::nullopt, tip));
    }

    std::string git(const std::string& arguments) const { return test::git(repo.folder(), arguments); }
    Repo opened() const { return need(Repo::open(repo.folder())); }
    fs::path packs() const { return repo.folder() / "objects/pack"; }
    fs::path only(const char* extension) const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(packs())) {
            if (entry.path().extension() == extension) found.push_back(entry.path());
        }
        REQUIRE(found.size() == 1);
        return found.front();
    }
};

// Reads everything that git lists, and compares with what git says of it.
void check_every_object(const Filled& f) {
    const Repo repo = f.opened();
    std::istringstream lines(f.git("cat-file --batch-all-objects --batch-check"));
    std::string id;
    std::string type;
    std::size_t size = 0;
    std::size_t seen = 0;
    while (lines >> id >> type >> size) {
        CAPTURE(id);
        const Oid oid = need(Oid::parse(id));
        const auto expected = type == "blob"   ? ObjectType::blob
                              : type == "tree" ? ObjectType::tree
                              : type == "tag"  ? ObjectType::tag
                                               : ObjectType::commit;
        CHECK(need(repo.header(oid)) == std::pair(expected, size));
        CHECK(need(repo.read(oid, expected, size)).size() == size);
        if (size > 0) CHECK(kind_of(repo.read(oid, expected, size - 1)) == ErrorKind::invalid);
        ++seen;
    }
    CHECK(seen > 100);
}

void overwrite(const fs::path& path, const std::string& bytes) {
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

// Every object asked for, of a repository that somebody damaged: an answer that is right, or an error.
void ask_for_all(const Filled& f) {
    const auto repo = Repo::open(f.repo.folder());
    if (!repo) return;
    for (std::size_t i = 0; i < f.blobs.size(); ++i) {
        const auto header = repo->header(f.blobs[i]);
        const auto bytes = repo->read(f.blobs[i], ObjectType::blob, mega);
        if (bytes) CHECK(*bytes == version(static_cast<int>(i)));
    }
    (void)repo->commit(f.tip);
}

} // namespace

TEST_CASE("objects: what git packed in whatever way is read as git reads it") {
    Filled f;
    SUBCASE("many packs of ours") {}
    SUBCASE("one, with deltas from places") {
        f.git("repack -adfq --depth=50");
    }
    SUBCASE("one, with deltas from ids") {
        f.git("-c repack.useDeltaBaseOffset=false repack -adfq --depth=50");
        CHECK(f.git("verify-pack -v " + f.only(".idx").string()).find("chain length = 1") != std::string::npos);
    }
    SUBCASE("chains of thousands") {
        f.git("repack -adfq --depth=4000 --window=250");
    }
    SUBCASE("loose") {
        const test::Scratch other;
        fs::rename(f.packs(), other / "packs");
        fs::create_directory(f.packs());
        for (const auto& entry : fs::directory_iterator(other / "packs")) {
            if (entry.path().extension() != ".pack") continue;
            test::git(f.repo.folder(), "unpack-objects -q", need(read_file(entry.path(), 100 * mega)));
        }
        REQUIRE(fs::is_empty(f.packs()));
    }
    SUBCASE("with a multi-pack index") {
        f.git("multi-pack-index write");
    }
    SUBCASE("in 64-bit places of the index") {
        f.git("repack -adfq");
        const std::string pack = f.only(".pack").string();
        const std::string index = f.only(".idx").string();
        f.git("index-pack --index-version=2,0x100 -o '" + (f.scratch / "new.idx").string() + "' '" + pack + "'");
        fs::rename(f.scratch / "new.idx", index);
    }
    check_every_object(f);
}

TEST_CASE("objects: a large index is read at its places first and into memory when it is asked often") {
    const test::Scratch scratch;
    const Repo repo = need(Repo::create(scratch / "r.git"));
    auto pack = need(PackWriter::start(repo.folder()));
    std::vector<Oid> ids;
    constexpr int count = 20'000; // 560 KB of index
    for (int i = 0; i < count; ++i) {
        ids.push_back(need(pack.add(ObjectType::blob, std::to_string(i))));
    }
    need(pack.finish());
    const Repo again = need(Repo::open(repo.folder()));
    CHECK_FALSE(again.has_without_refresh(object_id(ObjectType::blob, "none")));
    for (int i = 0; i < count; i += 97) {
        CHECK(need(again.read(ids[static_cast<std::size_t>(i)], ObjectType::blob, 10)) == std::to_string(i));
    }
}

TEST_CASE("objects: alternates are looked through as git does, and round in circles ends") {
    Filled f(5);
    const test::Scratch scratch;
    test::git(scratch.path(), "clone -q --bare --shared '" + f.repo.folder().string() + "' one.git");
    test::git(scratch.path(), "clone -q --bare --shared one.git two.git");
    const Repo two = need(Repo::open(scratch / "two.git"));
    CHECK(two.has(f.tip));
    CHECK(need(two.read(f.blobs[2], ObjectType::blob, mega)) == version(2));
    std::ofstream(f.repo.folder() / "objects/info/alternates")
        << "# round\n\n"
        << (scratch / "two.git/objects").string() << "\n../../none/objects\n";
    CHECK(need(Repo::open(scratch / "two.git")).has(f.tip));
    CHECK(kind_of(f.opened().read(object_id(ObjectType::blob, "none"), ObjectType::blob, mega)) == ErrorKind::missing);
}

TEST_CASE("objects: a pack that somebody joined or repacked while we read is found again") {
    Filled f;
    const Repo reading = f.opened();
    need(reading.read(f.blobs[0], ObjectType::blob, mega));
    f.git("gc -q --prune=now");
    for (std::size_t i = 0; i < f.blobs.size(); ++i) {
        CHECK(need(reading.read(f.blobs[i], ObjectType::blob, mega)) == version(static_cast<int>(i)));
    }
}

TEST_CASE("objects: a damaged copy does not hide a whole one") {
    Filled f(3);
    f.git("repack -adq");
    const fs::path pack = f.only(".pack");
    const std::string whole = need(read_file(pack, mega));
    test::git(f.repo.folder(), "hash-object -w --stdin", version(1));
    std::string bytes = whole;
    for (std::size_t at = 12; at + 20 < bytes.size(); ++at) {
        bytes[at] = 0;
    }
    overwrite(pack, bytes);
    const Repo repo = f.opened();
    CHECK(kind_of(repo.read(f.blobs[0], ObjectType::blob, mega)) == ErrorKind::corrupt);
    auto again = need(PackWriter::start(f.repo.folder()));
    need(again.add(ObjectType::blob, version(0)));
    need(again.finish());
    CHECK(need(repo.read(f.blobs[0], ObjectType::blob, mega)) == version(0));
}

TEST_CASE("objects: a pack that is cut short while it is being read is an error and no signal") {
    Filled f;
    f.git("repack -adfq");
    const Repo repo = f.opened();
    need(repo.read(f.blobs[0], ObjectType::blob, mega));
    const fs::path pack = f.only(".pack");
    fs::permissions(pack, fs::perms::owner_read | fs::perms::owner_write);
    fs::resize_file(pack, 40);
    std::size_t failed = 0;
    for (const Oid& id : f.blobs) {
        const auto read = repo.read(id, ObjectType::blob, mega);
        if (!read) ++failed;
        if (!read) CHECK(read.error().kind == ErrorKind::corrupt);
    }
    CHECK(failed > 0);
}

TEST_CASE("objects: flipped bytes in pack or index give what was there or an error") {
    Filled f(40);
    f.git("repack -adfq --depth=50");
    const unsigned seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (const char* extension : {".pack", ".idx"}) {
        const fs::path path = f.only(extension);
        const std::string whole = need(read_file(path, mega));
        for (int round = 0; round < 150; ++round) {
            std::string bytes = whole;
            const std::size_t flips = 1 + random() % 4;
            for (std::size_t i = 0; i < flips; ++i) {
                bytes[random() % bytes.size()] = static_cast<char>(random());
            }
            if (round % 10 == 0) bytes.resize(random() % bytes.size());
            overwrite(path, bytes);
            ask_for_all(f);
        }
        overwrite(path, whole);
    }
    check_every_object(f);
}

TEST_CASE("objects: flipped bytes in a loose object give what was there or an error") {
    Filled f(1);
    test::git(f.repo.folder(), "hash-object -w --stdin", "only loose");
    const Oid id = object_id(ObjectType::blob, "only loose");
    const fs::path path = f.repo.folder() / "objects" / id.hex().substr(0, 2) / id.hex().substr(2);
    const std::string whole = need(read_file(path, mega));
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const int value : {0, 1, 127, 128, 255}) {
            std::string bytes = whole;
            bytes[at] = static_cast<char>(value);
            overwrite(path, bytes);
            const auto read = f.opened().read(id, ObjectType::blob, mega);
            if (read) CHECK(*read == "only loose");
        }
    }
}

TEST_CASE("objects: a size that the bytes cannot have gets no memory") {
    const test::Scratch scratch;
    const Repo repo = need(Repo::create(scratch / "r.git"));
    auto writer = need(PackWriter::start(repo.folder()));
    const Oid id = need(writer.add(ObjectType::blob, "x"));
    const std::string name = *need(writer.finish());
    const fs::path path = repo.folder() / "objects/pack" / (name + ".pack");
    std::string bytes = need(read_file(path, mega));
    // The head of a blob of 2^60 bytes, then a stream.
    bytes.replace(12, 1, "\xB1\x80\x80\x80\x80\x80\x80\x80\x10");
    overwrite(path, bytes);
    CHECK(kind_of(repo.read(id, ObjectType::blob, std::size_t{1} << 62)) == ErrorKind::corrupt);
}

TEST_CASE("delta: orders that lead out of the base, or do not add up, are refused") {
    const std::string base = "0123456789";
    const auto apply = [&](std::string_view delta) { return apply_delta(base, delta, 100); };
    CHECK(need(apply({"\x0a\x05\x90\x05", 4})) == "01234");
    CHECK(need(apply({"\x0a\x06\x91\x02\x03\x03xyz", 9})) == "234xyz");
    for (const std::string_view bad :
         {std::string_view(""), std::string_view("\x0a"), std::string_view("\x0b\x05\x90\x05"),
          std::string_view("\x0a\x05\x90\x04"), std::string_view("\x0a\x05\x90\x06"),
          std::string_view("\x0a\x05\x91\x08\x05"), std::string_view("\x0a\x05\x00", 3),
          std::string_view("\x0a\x05\x05xyz"), std::string_view("\x0a\x05\x91"),
          std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")}) {
        CHECK(kind_of(apply(bad)) == ErrorKind::corrupt);
    }
    CHECK(kind_of(apply("\x0a\x7f\x90\x05")) == ErrorKind::invalid);
}
