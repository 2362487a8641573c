#include "sync/base/files.hpp"
#include "sync/git/pack_writer.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/git_command.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace takan;
using namespace takan::sync;
using namespace takan::sync::git;
using test::kind_of;
using test::need;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

struct Written {
    test::Scratch scratch;
    Repo repo = need(Repo::create(scratch / "r.git"));
    fs::path packs = repo.folder() / "objects/pack";
};

// Lets no file grow beyond `bytes`: the write fails as on a full disk.
class FileLimit {
public:
    explicit FileLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        m_signal = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit now{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;
    ~FileLimit() {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_signal);
    }

private:
    rlimit m_before{};
    void (*m_signal)(int) = nullptr;
};

} // namespace

TEST_CASE("pack: git finds every object intact, whatever its size and compression") {
    Written w;
    auto pack = need(PackWriter::start(w.repo.folder()));
    std::vector<std::pair<Oid, std::string>> objects;
    unsigned seed = 0;
    // Around each border of the size's bytes in the pack and of a stored block.
    for (const std::size_t size :
         {0u, 1u, 15u, 16u, 17u, 2047u, 2048u, 65534u, 65535u, 65536u, 131070u, 262144u, 3000000u}) {
        for (const auto how : {Compression::stored, Compression::fast}) {
            const std::string bytes = test::noise(size, ++seed);
            objects.emplace_back(need(pack.add(ObjectType::blob, bytes, how)), bytes);
        }
    }
    const std::string text(500000, 'x');
    objects.emplace_back(need(pack.add(ObjectType::blob, text)), text);
    CHECK(pack.count() == objects.size() - 1); // the empty blob came twice
    const auto name = need(pack.finish());
    REQUIRE(name);

    const std::string listed = test::git(w.repo.folder(), "verify-pack -v objects/pack/" + *name + ".idx");
    CHECK(listed.find(*name + ".pack: ok") != std::string::npos);
    CHECK(test::git(w.repo.folder(), "fsck --strict --no-dangling").find("error") == std::string::npos);
    for (const auto& [id, bytes] : objects) {
        CAPTURE(bytes.size());
        CHECK(need(w.repo.read(id, ObjectType::blob, bytes.size())) == bytes);
        CHECK(test::git(w.repo.folder(), "cat-file -s " + id.hex()) == std::to_string(bytes.size()) + "\n");
    }
    CHECK(test::git(w.repo.folder(), "cat-file blob " + objects[3].first.hex()) == objects[3].second);
}

TEST_CASE("pack: git's own index of it is the same byte for byte") {
    Written w;
    auto pack = need(PackWriter::start(w.repo.folder()));
    for (int i = 0; i < 1000; ++i) {
        need(pack.add(ObjectType::blob, "record " + std::to_string(i)));
    }
    const std::string name = *need(pack.finish());
    const fs::path other = w.scratch / "other.idx";
    test::git(w.repo.folder(), "index-pack --strict -o '" + other.string() + "' objects/pack/" + name + ".pack");
    const auto bytes = [](const fs::path& path) { return need(read_file(path, 1u << 20)); };
    CHECK(bytes(other) == bytes(w.packs / (name + ".idx")));
}

TEST_CASE("pack: a stored photo lies in it as it is") {
    Written w;
    const std::string photo = test::noise(100000, 1);
    auto pack = need(PackWriter::start(w.repo.folder()));
    need(pack.add(ObjectType::blob, photo, Compression::stored));
    const std::string name = *need(pack.finish(true));
    const std::string bytes = need(read_file(w.packs / (name + ".pack"), 1u << 20));
    CHECK(bytes.find(photo.substr(0, 65535)) != std::string::npos);
    CHECK(bytes.size() < photo.size() + 100);
    CHECK(names_in(w.packs) == std::vector<std::string>{name + ".idx", name + ".keep", name + ".pack"});
}

TEST_CASE("pack: one that was not finished leaves nothing") {
    Written w;
    {
        auto pack = need(PackWriter::start(w.repo.folder()));
        need(pack.add(ObjectType::blob, test::noise(1000000, 1)));
        CHECK(names_in(w.packs).size() == 1);
        CHECK(names_in(w.packs)[0].starts_with("tmp_pack_"));
        PackWriter moved = std::move(pack);
        need(moved.add(ObjectType::blob, "more"));
    }
    CHECK(names_in(w.packs).empty());
}

TEST_CASE("pack: without objects none is written") {
    Written w;
    {
        auto pack = need(PackWriter::start(w.repo.folder()));
        CHECK_FALSE(need(pack.finish()));
    }
    CHECK(names_in(w.packs).empty());
}

TEST_CASE("pack: it is read-only, takes no more when it is finished, and writing the same again is no error") {
    Written w;
    for (int i = 0; i < 2; ++i) {
        auto pack = need(PackWriter::start(w.repo.folder()));
        const Oid id = need(pack.add(ObjectType::blob, "x"));
        CHECK(need(pack.add(ObjectType::blob, "x")) == id);
        CHECK(pack.count() == 1);
        need(pack.finish());
        CHECK(kind_of(pack.add(ObjectType::blob, "y")) == ErrorKind::broken);
    }
    REQUIRE(names_in(w.packs).size() == 2);
    for (const std::string& name : names_in(w.packs)) {
        struct stat about {};
        REQUIRE(::stat((w.packs / name).c_str(), &about) == 0);
        CHECK((about.st_mode & 0777) == 0444);
    }
}

TEST_CASE("pack: a disk that is full leaves nothing visible") {
    Written w;
    SUBCASE("while writing") {
        auto pack = need(PackWriter::start(w.repo.folder()));
        const FileLimit limit(100000);
        CHECK_FALSE(pack.add(ObjectType::blob, test::noise(1000000, 1)));
        CHECK(kind_of(pack.add(ObjectType::blob, "x")) == ErrorKind::broken);
        CHECK(kind_of(pack.finish()) == ErrorKind::broken);
    }
    SUBCASE("while finishing") {
        auto pack = need(PackWriter::start(w.repo.folder()));
        need(pack.add(ObjectType::blob, test::noise(50000, 1)));
        const FileLimit limit(1000);
        CHECK_FALSE(pack.finish());
    }
    SUBCASE("while writing the index") {
        auto pack = need(PackWriter::start(w.repo.folder()));
        for (int i = 0; i < 10; ++i) {
            need(pack.add(ObjectType::blob, std::to_string(i)));
        }
        const FileLimit limit(1000); // the index alone is larger
        CHECK_FALSE(pack.finish());
    }
    CHECK(names_in(w.packs).empty());
}

TEST_CASE("pack: half of one that a killed writer left does not pass for the whole") {
    Written w;
    const auto write = [&] {
        auto pack = need(PackWriter::start(w.repo.folder()));
        need(pack.add(ObjectType::blob, "x"));
        return *need(pack.finish());
    };
    const std::string name = write();
    SUBCASE("the index") {
        fs::remove(w.packs / (name + ".pack"));
    }
    SUBCASE("the pack") {
        fs::remove(w.packs / (name + ".idx"));
    }
    CHECK(write() == name);
    CHECK(need(need(Repo::open(w.repo.folder())).read(object_id(ObjectType::blob, "x"), ObjectType::blob, 1)) == "x");
}

TEST_CASE("pack: a folder that is no repository is missing") {
    const test::Scratch scratch;
    CHECK(kind_of(PackWriter::start(scratch.path())) == ErrorKind::missing);
    CHECK(kind_of(PackWriter::start(scratch / "nowhere")) == ErrorKind::missing);
}
