#include "sync/base/files.hpp"
#include "sync/git/lock_file.hpp"
#include "sync/git/repo.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/child_process.hpp"
#include "tests/sync/git/git_command.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <chrono>
#include <fstream>

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::sync;
using namespace takan::sync::git;
using test::commit_files;
using test::kind_of;
using test::need;

namespace {

namespace fs = std::filesystem;

const std::string main_ref = "refs/heads/main";

struct Refs {
    test::Scratch scratch;
    Repo repo = need(Repo::create(scratch / "r.git"));
    Oid one = commit_files(repo, {{"a", "1"}});
    Oid two = commit_files(repo, {{"a", "2"}}, {one});

    std::string git(const std::string& arguments) const { return test::git(repo.folder(), arguments); }
    fs::path path(const std::string& name) const { return repo.folder() / name; }
};

} // namespace

TEST_CASE("refs: a removed one is gone for git as well, packed or not, with its log and its folders") {
    Refs r;
    const std::string name = "refs/media/k2m9qd/2024-03-22";
    need(r.repo.move_ref(main_ref, std::nullopt, r.one));
    need(r.repo.move_ref(name, std::nullopt, r.one));
    SUBCASE("in a file of its own") {}
    SUBCASE("packed") {
        r.git("pack-refs --all");
    }
    SUBCASE("packed, and moved since") {
        r.git("pack-refs --all");
        need(r.repo.move_ref(name, r.one, r.two));
        need(r.repo.move_ref(name, r.two, r.one));
    }
    CHECK(kind_of(r.repo.remove_ref(name, r.two)) == ErrorKind::stale);
    need(r.repo.remove_ref(name, r.one));
    CHECK_FALSE(need(r.repo.read_ref(name)));
    CHECK(r.git("for-each-ref --format='%(refname)'") == main_ref + "\n");
    CHECK_FALSE(fs::exists(r.path("refs/media/k2m9qd")));
    CHECK(kind_of(r.repo.remove_ref(name, r.one)) == ErrorKind::stale);
    CHECK(kind_of(r.repo.remove_ref("HEAD", r.one)) == ErrorKind::invalid);
    r.git("fsck --strict");
}

TEST_CASE("refs: removing one from packed-refs leaves the others and their tags") {
    Refs r;
    need(r.repo.move_ref(main_ref, std::nullopt, r.one));
    need(r.repo.move_ref("refs/heads/other", std::nullopt, r.two));
    r.git("tag -a -m words v1 " + r.one.hex());
    r.git("tag -a -m words v2 " + r.one.hex());
    r.git("pack-refs --all");
    const Oid tag = *need(r.repo.read_ref("refs/tags/v1"));
    need(r.repo.remove_ref("refs/tags/v1", tag));
    CHECK(r.git("for-each-ref --format='%(refname)'") == "refs/heads/main\nrefs/heads/other\nrefs/tags/v2\n");
    CHECK(r.git("rev-parse v2^{commit}") == r.one.hex() + "\n");
}

TEST_CASE("refs: one's name cannot be another's folder, and git says so too") {
    Refs r;
    need(r.repo.move_ref("refs/heads/a/b", std::nullopt, r.one));
    SUBCASE("in files of their own") {}
    SUBCASE("packed") {
        r.git("pack-refs --all");
    }
    for (const char* name : {"refs/heads/a", "refs/heads/a/b/c", "refs/heads/a/b/c/d"}) {
        CAPTURE(name);
        CHECK(kind_of(r.repo.move_ref(name, std::nullopt, r.two)) == ErrorKind::invalid);
        CHECK(test::run_git(r.repo.folder(), std::string("update-ref ") + name + " " + r.two.hex()).code != 0);
    }
    CHECK(need(r.repo.refs("")).size() == 1);
}

TEST_CASE("refs: emptied folders do not stand in the way") {
    Refs r;
    fs::create_directories(r.path("refs/heads/a/b/c"));
    fs::create_directories(r.path("logs/refs/heads/a/b/c"));
    need(r.repo.move_ref("refs/heads/a", std::nullopt, r.one));
    CHECK(r.git("rev-parse a") == r.one.hex() + "\n");
    CHECK(r.git("rev-parse a@{0}") == r.one.hex() + "\n");
}

TEST_CASE("refs: git's reflog tells every move, also HEAD's") {
    Refs r;
    need(r.repo.move_ref(main_ref, std::nullopt, r.one));
    need(r.repo.move_ref(main_ref, r.one, r.two));
    for (const char* name : {"main", "HEAD"}) {
        CAPTURE(name);
        CHECK(r.git(std::string("reflog show --format=%H%gs ") + name) ==
              r.two.hex() + "takan\n" + r.one.hex() + "takan\n");
    }
    r.git("reflog expire --expire=now --all");
    need(r.repo.move_ref("refs/media/k2m9qd/2024-03-22", std::nullopt, r.one));
    CHECK_FALSE(fs::exists(r.path("logs/refs/media")));
    r.git("config core.logAllRefUpdates false");
    fs::remove_all(r.path("logs"));
    Repo again = need(Repo::open(r.repo.folder()));
    need(again.move_ref(main_ref, r.two, r.one));
    CHECK_FALSE(fs::exists(r.path("logs")));
}

TEST_CASE("refs: git moves on from where we moved to, and we from where git did") {
    Refs r;
    need(r.repo.move_ref(main_ref, std::nullopt, r.one));
    r.git("update-ref " + main_ref + " " + r.two.hex() + " " + r.one.hex());
    need(r.repo.move_ref(main_ref, r.two, r.one));
    r.git("pack-refs --all --prune");
    CHECK_FALSE(fs::exists(r.path(main_ref)));
    CHECK(r.repo.ref(main_ref) == r.one);
    need(r.repo.move_ref(main_ref, r.one, r.two));
    r.git("gc -q");
    CHECK(need(Repo::open(r.repo.folder())).ref(main_ref) == r.two);
    r.git("fsck --strict");
}

TEST_CASE("refs: a damaged one is corrupt, is not listed, and is not overwritten") {
    Refs r;
    need(r.repo.move_ref("refs/heads/whole", std::nullopt, r.one));
    const std::string zeroes(41, '\0');
    for (const std::string& content : {std::string(), zeroes, std::string("0123"), r.one.hex() + "f\n",
                                       std::string("ref: ../../config\n"), std::string(100'000, 'a')}) {
        CAPTURE(content.size());
        std::ofstream(r.path(main_ref), std::ios::trunc) << content;
        CHECK(kind_of(r.repo.read_ref(main_ref)) == ErrorKind::corrupt);
        CHECK_FALSE(r.repo.ref(main_ref));
        CHECK_FALSE(r.repo.move_ref(main_ref, std::nullopt, r.one));
        CHECK(need(r.repo.refs("")).size() == 1);
        CHECK(need(read_file(r.path(main_ref), 1u << 20)) == content);
    }
    std::ofstream(r.path("packed-refs"), std::ios::app) << "what is this\n";
    CHECK(kind_of(r.repo.refs("")) == ErrorKind::corrupt);
}

TEST_CASE("refs: those that point round in circles end, and a pipe among them holds nobody up") {
    Refs r;
    std::ofstream(r.path("refs/heads/a")) << "ref: refs/heads/b\n";
    std::ofstream(r.path("refs/heads/b")) << "ref: refs/heads/a\n";
    REQUIRE(::mkfifo(r.path("refs/heads/pipe").c_str(), 0600) == 0);
    fs::create_directory_symlink(".", r.path("refs/heads/round"));
    CHECK(kind_of(r.repo.read_ref("refs/heads/a")) == ErrorKind::corrupt);
    CHECK(kind_of(r.repo.read_ref("refs/heads/pipe")) == ErrorKind::corrupt);
    CHECK(need(r.repo.refs("")).empty());
    CHECK(need(r.repo.refs("refs/../")).empty());
    CHECK(kind_of(r.repo.move_ref("refs/heads/a", std::nullopt, r.one)) == ErrorKind::invalid);
}

TEST_CASE("refs: what a program that was killed in the middle of a move left keeps nobody out for long") {
    Refs r;
    need(r.repo.move_ref(main_ref, std::nullopt, r.one));
    const fs::path lock = r.path(main_ref + ".lock");
    const auto make_older = [&](std::chrono::seconds by) { fs::last_write_time(lock, fs::last_write_time(lock) - by); };
    SUBCASE("git") {
        std::ofstream(lock) << r.two.hex() << "\n";
        make_older(std::chrono::minutes(11));
    }
    SUBCASE("ours") {
        test::ChildProcess child([&](const std::function<void()>& reached) {
            auto held = LockFile::take(r.path(main_ref));
            if (!held) return 1;
            reached();
            return test::ChildProcess::forever();
        });
        child.kill();
        make_older(std::chrono::seconds(10));
    }
    need(r.repo.move_ref(main_ref, r.one, r.two));
    CHECK(r.git("rev-parse main") == r.two.hex() + "\n");
    CHECK_FALSE(fs::exists(lock));
}

TEST_CASE("refs: what is made in a folder that a group shares is the group's too") {
    Refs r;
    for (const char* folder : {"refs", "refs/heads", "."}) {
        fs::permissions(r.path(folder), fs::perms::all | fs::perms::set_gid);
    }
    const auto mask = ::umask(077);
    need(r.repo.move_ref("refs/media/k2m9qd/2024-03-22", std::nullopt, r.one));
    need(r.repo.move_ref(main_ref, std::nullopt, r.one));
    ::umask(mask);
    const auto mode = [&](const char* name) { return fs::status(r.path(name)).permissions(); };
    CHECK(mode("refs/media/k2m9qd") == (fs::perms::all | fs::perms::set_gid));
    CHECK(mode("refs/heads/main") == static_cast<fs::perms>(0666));
    CHECK(mode("logs/refs/heads/main") == static_cast<fs::perms>(0666));
}
