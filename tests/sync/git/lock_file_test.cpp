#include "sync/git/lock_file.hpp"

#include "sync/base/files.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/child_process.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <chrono>
#include <fstream>
#include <optional>
#include <set>

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::sync;
using namespace takan::sync::git;
using test::ChildProcess;
using test::kind_of;
using test::need;

namespace {

namespace fs = std::filesystem;

struct Place {
    test::Scratch scratch;
    fs::path target = scratch / "main";
    fs::path lock = scratch / "main.lock";

    std::string content() const { return need(read_file(target, 100)); }
    std::set<std::string> names() const {
        std::set<std::string> names;
        for (const auto& entry : fs::directory_iterator(scratch.path())) {
            names.insert(entry.path().filename().string());
        }
        return names;
    }
};

void make_older(const fs::path& file, std::chrono::seconds by) {
    fs::last_write_time(file, fs::last_write_time(file) - by);
}

// A child that takes the lock, goes no further, and is alive.
std::function<int(const std::function<void()>&)> holder_of(const fs::path& target) {
    return [target](const std::function<void()>& reached) {
        const auto lock = LockFile::take(target);
        if (!lock) return 1;
        reached();
        return ChildProcess::forever();
    };
}

} // namespace

TEST_CASE("lock: it keeps others out until it is given up, and leaves nothing") {
    Place p;
    {
        LockFile lock = need(LockFile::take(p.target));
        CHECK(kind_of(LockFile::take(p.target)) == ErrorKind::busy);
        need(lock.replace_target("one"));
        CHECK(kind_of(LockFile::take(p.target)) == ErrorKind::busy);
    }
    CHECK(p.content() == "one");
    need(need(LockFile::take(p.target)).remove_target());
    CHECK(p.names().empty());
    CHECK(kind_of(LockFile::take(p.scratch / "none/main")) == ErrorKind::missing);
}

TEST_CASE("lock: one that a killed program of ours left is free after seconds, and not before") {
    Place p;
    ChildProcess child(holder_of(p.target));
    child.kill();
    REQUIRE(fs::exists(p.lock));
    CHECK(kind_of(LockFile::take(p.target)) == ErrorKind::busy);
    make_older(p.lock, std::chrono::seconds(10));
    need(need(LockFile::take(p.target)).replace_target("two"));
    CHECK(p.content() == "two");
    CHECK(p.names() == std::set<std::string>{"main"});
}

TEST_CASE("lock: one whose holder lives is never taken, however old it is, also while the holder is suspended") {
    Place p;
    ChildProcess child(holder_of(p.target));
    make_older(p.lock, std::chrono::hours(24 * 365));
    CHECK(kind_of(LockFile::take(p.target)) == ErrorKind::busy);
    child.suspend();
    CHECK(kind_of(LockFile::take(p.target)) == ErrorKind::busy);
    CHECK(fs::exists(p.lock));
    child.kill();
    need(LockFile::take(p.target));
}

TEST_CASE("lock: git's own, which says nothing about its holder, is free only after minutes") {
    Place p;
    std::ofstream(p.lock) << "";
    make_older(p.lock, std::chrono::minutes(9));
    CHECK(kind_of(LockFile::take(p.target)) == ErrorKind::busy);
    CHECK(fs::exists(p.lock));
    make_older(p.lock, std::chrono::minutes(2));
    need(LockFile::take(p.target));
}

TEST_CASE("lock: one from another machine's start is free only after a minute") {
    Place p;
    std::ofstream(p.lock) << "takan 0123456789abcdef 0123456789abcdef\n";
    make_older(p.lock, std::chrono::seconds(50));
    CHECK(kind_of(LockFile::take(p.target)) == ErrorKind::busy);
    make_older(p.lock, std::chrono::seconds(20));
    need(LockFile::take(p.target));
}

TEST_CASE("lock: one left under a clock that ran ahead ages from when it is seen") {
    Place p;
    std::ofstream(p.lock) << "";
    make_older(p.lock, -std::chrono::hours(24 * 365));
    const auto ahead = fs::last_write_time(p.lock);
    CHECK(kind_of(LockFile::take(p.target)) == ErrorKind::busy);
    CHECK(fs::last_write_time(p.lock) < ahead - std::chrono::hours(24));
    make_older(p.lock, std::chrono::minutes(11));
    need(LockFile::take(p.target));
}

TEST_CASE("lock: a writer that lost it while suspended changes nothing, and leaves the new holder's") {
    Place p;
    std::ofstream(p.target) << "before";
    std::optional<LockFile> suspended(need(LockFile::take(p.target)));
    fs::remove(p.lock); // what no program of ours does to a living one, somebody's hand can
    SUBCASE("nobody has it now") {
        CHECK(kind_of(suspended->replace_target("late")) == ErrorKind::busy);
        CHECK(kind_of(suspended->remove_target()) == ErrorKind::busy);
        CHECK(p.content() == "before");
    }
    SUBCASE("somebody else has it now") {
        LockFile now = need(LockFile::take(p.target));
        CHECK(kind_of(suspended->replace_target("late")) == ErrorKind::busy);
        suspended.reset();
        CHECK(fs::exists(p.lock));
        need(now.replace_target("in time"));
        CHECK(p.content() == "in time");
    }
}

TEST_CASE("lock: a folder or pipe in its place is busy and does not hold us up") {
    Place p;
    SUBCASE("folder") {
        fs::create_directory(p.lock);
    }
    SUBCASE("pipe") {
        REQUIRE(::mkfifo(p.lock.c_str(), 0600) == 0);
    }
    SUBCASE("dangling link") {
        fs::create_symlink("/nonexistent/far", p.lock);
    }
    make_older(p.scratch.path(), std::chrono::hours(1));
    CHECK(kind_of(LockFile::take(p.target)) == ErrorKind::busy);
    CHECK_FALSE(fs::exists(p.target));
}

TEST_CASE("lock: of many that recover one stale lock at once, each counts exactly once") {
    Place p;
    constexpr int children = 6;
    constexpr int rounds = 15;
    std::ofstream(p.target) << "0";
    const auto add_one = [&p] {
        auto lock = LockFile::take(p.target);
        if (!lock) return false;
        const auto now = read_file(p.target, 100);
        return now && lock->replace_target(std::to_string(std::stoi(*now) + 1));
    };
    // Somebody who is killed while holding the lock, if he gets it. What is left is made old; should another living
    // program have the lock by then, that must not matter to it.
    const auto die_holding = [&p] {
        if (::fork() == 0) {
            const auto lock = LockFile::take(p.target);
            ::kill(::getpid(), SIGKILL);
        }
        ::wait(nullptr);
        std::error_code gone;
        const auto written = fs::last_write_time(p.lock, gone);
        if (!gone) fs::last_write_time(p.lock, written - std::chrono::seconds(30), gone);
    };
    const auto count = [&](const std::function<void()>& reached) {
        reached();
        for (int done = 0; done < rounds;) {
            if (!add_one()) continue;
            if (++done % 5 == 0) die_holding();
        }
        return 0;
    };
    {
        std::vector<std::unique_ptr<ChildProcess>> running;
        for (int i = 0; i < children; ++i) {
            running.push_back(std::make_unique<ChildProcess>(count));
        }
        for (auto& child : running) {
            CHECK(child->wait() == 0);
        }
    }
    CHECK(p.content() == std::to_string(children * rounds));
}
