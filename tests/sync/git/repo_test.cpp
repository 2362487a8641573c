#include "sync/base/files.hpp"
#include "sync/git/descriptor.hpp"
#include "sync/git/repo.hpp"
#include "sync/git/sweep.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/child_process.hpp"
#include "tests/sync/git/git_command.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <algorithm>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace takan;
using namespace takan::sync;
using namespace takan::sync::git;
using test::commit_files;
using test::kind_of;
using test::need;

namespace {

namespace fs = std::filesystem;

const std::string main_ref = "refs/heads/main";

struct Made {
    test::Scratch scratch;
    Repo repo = need(Repo::create(scratch / "团队.git"));
};

} // namespace

TEST_CASE("repo: what is created is a sound bare repository on main, and creating again opens it") {
    Made m;
    CHECK(test::git(m.repo.folder(), "rev-parse --is-bare-repository") == "true\n");
    CHECK(test::git(m.repo.folder(), "symbolic-ref HEAD") == "refs/heads/main\n");
    CHECK(test::git(m.repo.folder(), "config core.bigFileThreshold") == "1m\n");
    const Oid id = commit_files(m.repo, {{"a", "1"}});
    const Repo again = need(Repo::create(m.scratch / "团队.git"));
    CHECK(again.has(id));
    CHECK(Repo::is_repository(m.scratch / "团队.git"));
}

TEST_CASE("repo: what a killed creation left beside it goes after a day, and nothing else does") {
    const test::Scratch scratch;
    const fs::path folder = scratch / "团队.git";
    const fs::path left = unfinished_name(folder);
    const fs::path others = unfinished_name(scratch / "other.git");
    const fs::path living = unfinished_name(folder);
    const fs::path small = scratch / ".团队.git.new-0123";
    for (const fs::path& one : {left, others, living, small}) {
        need(Repo::create(one));
    }
    fs::create_directory_symlink(others, unfinished_name(folder));
    const Descriptor held(living, O_RDONLY | O_DIRECTORY);
    REQUIRE(::flock(held.number(), LOCK_EX | LOCK_NB) == 0);
    const FileTime now = need(file_system_now(scratch.path()));
    sweep_unfinished(folder, now);
    CHECK(fs::exists(left)); // somebody on another laptop may be at it
    sweep_unfinished(folder, now + std::chrono::hours(48));
    CHECK_FALSE(fs::exists(left));
    for (const fs::path& one : {others, living, small}) {
        CHECK(Repo::is_repository(one));
    }
}

TEST_CASE("repo: one that somebody is making is not swept, however long that takes") {
    const test::Scratch scratch;
    const fs::path folder = scratch / "r.git";
    const auto beside = [&] {
        std::size_t count = 0;
        for (const auto& entry : fs::directory_iterator(scratch.path()))
            count += entry.path().filename().string().starts_with(".r.git.new-") ? 1 : 0;
        return count;
    };
    test::ChildProcess maker([&](const std::function<void()>& reached) {
        const fs::path aside = unfinished_name(folder);
        fs::create_directory(aside);
        const Descriptor mine(aside, O_RDONLY | O_DIRECTORY);
        if (::flock(mine.number(), LOCK_EX | LOCK_NB) != 0) return 1;
        reached();
        return test::ChildProcess::forever();
    });
    const auto later = [&] { return need(file_system_now(scratch.path())) + std::chrono::hours(48); };
    sweep_unfinished(folder, later());
    CHECK(beside() == 1);
    maker.kill();
    sweep_unfinished(folder, later());
    CHECK(beside() == 0);
}

TEST_CASE("repo: a work tree's own repository opens as well") {
    const test::Scratch scratch;
    test::git(scratch.path(), "init -q");
    const Repo repo = need(Repo::open(scratch.path()));
    CHECK(fs::equivalent(repo.folder(), scratch / ".git"));
}

TEST_CASE("repo: what is no repository says why") {
    const test::Scratch scratch;
    CHECK(kind_of(Repo::open(scratch.path())) == ErrorKind::missing);
    CHECK(kind_of(Repo::open(scratch / "nowhere")) == ErrorKind::missing);
    CHECK_FALSE(Repo::is_repository(scratch.path()));
    const Repo repo = need(Repo::create(scratch / "r.git"));
    std::ofstream(scratch / "r.git/config") << "[core\n\trepositoryformatversion = nonsense";
    CHECK(kind_of(Repo::open(scratch / "r.git")) == ErrorKind::corrupt);
}

TEST_CASE("repo: a folder inside a repository is not taken for it") {
    Made m;
    CHECK(kind_of(Repo::open(m.repo.folder() / "objects")) == ErrorKind::missing);
}

TEST_CASE("repo: an object is read only by its type and within the limit") {
    Made m;
    auto pack = need(PackWriter::start(m.repo.folder()));
    const Oid id = need(pack.add(ObjectType::blob, "twelve bytes"));
    CHECK_FALSE(m.repo.has(id));
    CHECK(kind_of(m.repo.read(id, ObjectType::blob, 100)) == ErrorKind::missing);
    need(pack.finish());
    m.repo.refresh();
    CHECK(m.repo.has_without_refresh(id));
    CHECK(need(m.repo.header(id)) == std::pair(ObjectType::blob, std::size_t{12}));
    CHECK(need(m.repo.read(id, ObjectType::blob, 12)) == "twelve bytes");
    CHECK(kind_of(m.repo.read(id, ObjectType::blob, 11)) == ErrorKind::invalid);
    CHECK(kind_of(m.repo.read(id, ObjectType::tree, 12)) == ErrorKind::corrupt);
    CHECK(kind_of(m.repo.commit(id)) == ErrorKind::corrupt);
}

TEST_CASE("repo: a pack that was damaged on the disk is corrupt, not believed") {
    Made m;
    auto pack = need(PackWriter::start(m.repo.folder()));
    const std::string photo = test::noise(1000, 1);
    const Oid id = need(pack.add(ObjectType::blob, photo, Compression::stored));
    const fs::path path = m.repo.folder() / "objects/pack" / (*need(pack.finish()) + ".pack");
    std::string bytes = need(read_file(path, 1u << 20));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    need(write_file(path, bytes));
    const Repo again = need(Repo::open(m.repo.folder()));
    CHECK(kind_of(again.read(id, ObjectType::blob, 2000)) == ErrorKind::corrupt);
}

TEST_CASE("repo: paths lead to entries") {
    Made m;
    const Oid id = commit_files(m.repo, {{"finding/2024/03/a.json", "1"}, {"team/format", "1\n"}});
    const Oid tree = need(m.repo.commit(id)).tree;
    CHECK(need(m.repo.entry_at(tree, "team/format")).id == object_id(ObjectType::blob, "1\n"));
    CHECK(need(m.repo.entry_at(tree, "finding/2024")).mode == Mode::folder);
    for (const char* path : {"", "team/", "/team", "team/format/x", "team/none", "..", "team/../team/format"}) {
        CAPTURE(path);
        CHECK(kind_of(m.repo.entry_at(tree, path)) == ErrorKind::missing);
    }
}

TEST_CASE("repo: the empty tree needs not be there") {
    Made m;
    CHECK(need(m.repo.tree(Oid{})).empty());
    CHECK(need(m.repo.tree(object_id(ObjectType::tree, ""))).empty());
}

TEST_CASE("refs: a ref moves only from where it is expected") {
    Made m;
    const Oid one = commit_files(m.repo, {{"a", "1"}});
    const Oid two = commit_files(m.repo, {{"a", "2"}}, {one});
    CHECK_FALSE(m.repo.ref(main_ref));
    CHECK(kind_of(m.repo.move_ref(main_ref, two, one)) == ErrorKind::stale);
    need(m.repo.move_ref(main_ref, std::nullopt, one));
    CHECK(kind_of(m.repo.move_ref(main_ref, std::nullopt, two)) == ErrorKind::stale);
    CHECK(kind_of(m.repo.move_ref(main_ref, two, two)) == ErrorKind::stale);
    CHECK(m.repo.ref(main_ref) == one);
    test::git(m.repo.folder(), "pack-refs --all");
    CHECK(kind_of(m.repo.move_ref(main_ref, std::nullopt, two)) == ErrorKind::stale);
    need(m.repo.move_ref(main_ref, one, two));
    CHECK(test::git(m.repo.folder(), "rev-parse main") == two.hex() + "\n");
    CHECK(test::git(m.repo.folder(), "rev-parse main@{1}") == one.hex() + "\n");
    CHECK_FALSE(fs::exists(m.repo.folder() / (main_ref + ".lock")));
}

TEST_CASE("refs: a lock that somebody holds makes the move busy and names the lock") {
    Made m;
    const Oid one = commit_files(m.repo, {{"a", "1"}});
    need(m.repo.move_ref(main_ref, std::nullopt, one));
    const fs::path lock = m.repo.folder() / (main_ref + ".lock");
    std::ofstream(lock) << "";
    const auto moved = m.repo.move_ref(main_ref, one, one);
    CHECK(kind_of(moved) == ErrorKind::busy);
    CHECK(fs::path(moved.error().subject) == lock);
    CHECK(fs::exists(lock));
    fs::remove(lock);
    need(m.repo.move_ref(main_ref, one, one));
}

TEST_CASE("refs: of many who move one ref at once exactly one is first") {
    Made m;
    const Oid base = commit_files(m.repo, {{"a", "0"}});
    need(m.repo.move_ref(main_ref, std::nullopt, base));
    std::vector<Oid> targets;
    for (int i = 1; i <= 4; ++i) {
        targets.push_back(commit_files(m.repo, {{"a", std::to_string(i)}}, {base}));
    }
    std::vector<int> won(targets.size(), 0);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < targets.size(); ++i) {
            threads.emplace_back([&, i] {
                auto repo = Repo::open(m.repo.folder());
                won[i] = repo && repo->move_ref(main_ref, base, targets[i]) ? 1 : 0;
            });
        }
    }
    CHECK(std::count(won.begin(), won.end(), 1) == 1);
    CHECK(m.repo.ref(main_ref) == targets[static_cast<std::size_t>(std::ranges::find(won, 1) - won.begin())]);
}

TEST_CASE("refs: names that are none and targets that are not there are refused") {
    Made m;
    const Oid one = commit_files(m.repo, {{"a", "1"}});
    for (const char* name :
         {"", "main", "HEAD", "refs/heads/../../config", "refs/heads/a.lock", "refs/heads/a b", "refs/heads/*"}) {
        CAPTURE(name);
        CHECK(kind_of(m.repo.move_ref(name, std::nullopt, one)) == ErrorKind::invalid);
        CHECK_FALSE(m.repo.ref(name));
    }
    CHECK(kind_of(m.repo.move_ref(main_ref, std::nullopt, object_id(ObjectType::blob, "not there"))) ==
          ErrorKind::missing);
}

TEST_CASE("refs: they are listed by prefix, sorted, packed or not") {
    Made m;
    const Oid one = commit_files(m.repo, {{"a", "1"}});
    for (const char* name :
         {"refs/media/r7f3xa/2024-03-22", "refs/media/k2m9qd/2024-03-22", "refs/join/k2m9qd", "refs/heads/main"}) {
        need(m.repo.move_ref(name, std::nullopt, one));
    }
    test::git(m.repo.folder(), "pack-refs --all");
    need(m.repo.move_ref("refs/media/k2m9qd/2024-03-21", std::nullopt, one));
    test::git(m.repo.folder(), "symbolic-ref refs/media/alias refs/heads/main");
    const auto found = need(m.repo.refs("refs/media/"));
    REQUIRE(found.size() == 3);
    CHECK(found[0] == std::pair(std::string("refs/media/k2m9qd/2024-03-21"), one));
    CHECK(found[1].first == "refs/media/k2m9qd/2024-03-22");
    CHECK(found[2].first == "refs/media/r7f3xa/2024-03-22");
    CHECK(need(m.repo.refs("")).size() == 5);
    CHECK(need(m.repo.refs("refs/none/")).empty());
    CHECK(need(m.repo.refs("refs/*")).empty());
}

TEST_CASE("refs: a repository that nobody may write is denied") {
    if (::geteuid() == 0) {
        MESSAGE("skipped: the superuser may write everywhere");
        return;
    }
    Made m;
    const Oid one = commit_files(m.repo, {{"a", "1"}});
    fs::permissions(m.repo.folder() / "refs/heads", fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(kind_of(m.repo.move_ref(main_ref, std::nullopt, one)) == ErrorKind::denied);
    fs::permissions(m.repo.folder() / "refs/heads", fs::perms::owner_all);
}
