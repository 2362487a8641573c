#include "sync/git/tidy.hpp"

#include "sync/base/files.hpp"
#include "sync/git/lock_file.hpp"
#include "sync/git/sweep.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/child_process.hpp"
#include "tests/sync/git/git_command.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <set>

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::sync;
using namespace takan::sync::git;
using test::commit_files;
using test::files_of;
using test::kind_of;
using test::need;

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours two_days(48);

struct Busy {
    test::Scratch scratch;
    Repo repo = need(Repo::create(scratch / "r.git"));
    fs::path packs = repo.folder() / "objects/pack";
    std::vector<Oid> commits;

    // One commit, and so one pack, each.
    void work(int days) {
        for (int i = 0; i < days; ++i) {
            const std::string text = "day " + std::to_string(commits.size());
            const std::vector<Oid> parents = commits.empty() ? std::vector<Oid>{} : std::vector{commits.back()};
            commits.push_back(commit_files(repo, {{"finding/" + text, text}, {"same", "same"}}, parents, text));
        }
        const auto before = need(repo.read_ref("refs/heads/main"));
        need(repo.move_ref("refs/heads/main", before, commits.back()));
    }
    std::set<std::string> names() const {
        std::set<std::string> names;
        for (const auto& entry : fs::directory_iterator(packs)) {
            names.insert(entry.path().filename().string());
        }
        return names;
    }
    std::size_t count(const std::string& extension) const {
        const auto all = names();
        return static_cast<std::size_t>(
            std::ranges::count_if(all, [&](const std::string& name) { return name.ends_with(extension); }));
    }
    std::string git(const std::string& arguments) const { return test::git(repo.folder(), arguments); }
    std::string every_object() const { return git("cat-file --batch-all-objects --batch-check"); }
    FileTime later() const { return need(file_system_now(packs)) + two_days; }
    void leave(const std::string& name) const { std::ofstream(repo.folder() / name) << "half"; }
};

} // namespace

TEST_CASE("tidy: few packs stay as they are, many become one that holds the same") {
    Busy b;
    b.work(40);
    CHECK(need(tidy(b.repo)) == 0);
    CHECK(b.count(".pack") == 40);
    b.work(1);
    const std::string before = b.every_object();
    CHECK(need(tidy(b.repo)) == 41);
    CHECK(b.names().size() == 2);
    CHECK(b.every_object() == before);
    CHECK(b.git("fsck --strict --full") == "");
    CHECK(files_of(b.repo, b.commits.back()).size() == 2);
    CHECK(need(tidy(b.repo)) == 0);
}

TEST_CASE("tidy: deltas that name their bases by place or by id are kept as such, and git reads them") {
    Busy b;
    const char* by_place = "true";
    SUBCASE("by place") {}
    SUBCASE("by id") {
        by_place = "false";
    }
    // git's packs with deltas: each of the same growing text.
    std::string text;
    for (int i = 0; i < 300; ++i) {
        text += "line " + std::to_string(i * 7919) + "\n";
    }
    for (int pack = 0; pack < 45; ++pack) {
        std::string ids;
        for (int i = 0; i < 4; ++i) {
            text += "more " + std::to_string(pack * 4 + i) + "\n";
            ids += test::git(b.repo.folder(), "hash-object -w --stdin", text);
        }
        test::git(b.repo.folder(),
                  std::string("-c repack.useDeltaBaseOffset=") + by_place + " pack-objects -q " +
                      (by_place == std::string("true") ? "--delta-base-offset " : "") + "objects/pack/pack",
                  ids);
    }
    b.git("prune-packed");
    const std::string before = b.every_object();
    CHECK(need(tidy(b.repo)) == 45);
    CHECK(b.count(".pack") == 1);
    CHECK(b.every_object() == before);
    CHECK(b.git("fsck --strict --full").find("error") == std::string::npos);
    const std::string listed = b.git("verify-pack -v objects/pack/*.idx");
    CHECK(listed.find("chain length = 1") != std::string::npos);
    const Repo again = need(Repo::open(b.repo.folder()));
    CHECK(need(again.read(object_id(ObjectType::blob, text), ObjectType::blob, 1u << 20)) == text);
}

TEST_CASE("tidy: photos, large packs and those that git has plans for stay") {
    Busy b;
    std::set<std::string> kept;
    const auto add = [&](const std::string& bytes, bool keep, const char* beside) {
        auto pack = need(PackWriter::start(b.repo.folder()));
        need(pack.add(ObjectType::blob, bytes, Compression::stored));
        const std::string name = *need(pack.finish(keep));
        if (beside) std::ofstream(b.packs / (name + beside)) << "";
        kept.insert(name + ".pack");
    };
    add(test::noise(1000, 1), true, nullptr);
    add(test::noise(17u << 20, 2), false, nullptr);
    add(test::noise(1000, 3), false, ".promisor");
    add(test::noise(1000, 4), false, ".bitmap");
    b.work(45);
    CHECK(need(tidy(b.repo)) == 45);
    const auto names = b.names();
    CHECK(std::ranges::includes(names, kept));
    CHECK(b.count(".pack") == kept.size() + 1);
}

TEST_CASE("tidy: a repository with a multi-pack index is left to git") {
    Busy b;
    b.work(45);
    b.git("multi-pack-index write");
    CHECK(need(tidy(b.repo)) == 0);
    CHECK(b.count(".pack") == 45);
}

TEST_CASE("tidy: a damaged pack stays beside, and nothing of it is taken over") {
    Busy b;
    b.work(45);
    const std::string name = *b.names().begin();
    const fs::path pack = b.packs / (name.substr(0, name.rfind('.')) + ".pack");
    std::string bytes = need(read_file(pack, 1u << 20));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    fs::permissions(pack, fs::perms::owner_all);
    std::ofstream(pack, std::ios::binary | std::ios::trunc) << bytes;
    CHECK(need(tidy(b.repo)) == 44);
    CHECK(fs::exists(pack));
    CHECK(b.count(".pack") == 2);
}

TEST_CASE("tidy: who reads meanwhile finds everything, and so does git") {
    Busy b;
    b.work(45);
    const Repo reading = need(Repo::open(b.repo.folder()));
    CHECK(files_of(reading, b.commits[3]).size() == 2); // some packs are open now
    CHECK(need(tidy(b.repo)) == 45);
    for (const Oid& commit : b.commits) {
        CHECK(files_of(reading, commit).size() == 2);
    }
    b.git("gc -q");
    CHECK(files_of(reading, b.commits.back()).size() == 2);
    b.git("fsck --strict --full");
}

TEST_CASE("tidy: git's gc at the same time and many who tidy at once lose nothing") {
    Busy b;
    b.work(60);
    const std::string before = b.every_object();
    {
        std::vector<std::unique_ptr<test::ChildProcess>> running;
        for (int i = 0; i < 4; ++i) {
            running.push_back(std::make_unique<test::ChildProcess>([&, i](const std::function<void()>& reached) {
                reached();
                if (i == 0)
                    return std::system(
                        ("git -c safe.directory='*' -C '" + b.repo.folder().string() + "' repack -adq 2>/dev/null")
                            .c_str());
                auto repo = Repo::open(b.repo.folder());
                return repo && tidy(*repo) ? 0 : 1;
            }));
        }
        for (auto& child : running) {
            CHECK(child->wait() == 0);
        }
    }
    CHECK(b.every_object() == before);
    b.git("fsck --strict --full");
}

TEST_CASE("tidy: killed at any of its steps it loses nothing, and the next one goes on") {
    Busy b;
    b.work(50);
    const std::string before = b.every_object();
    // The kernel counts what a process may write: a limit on the size of a file ends it while it writes, and a kill
    // after a while anywhere.
    for (int round = 0; round < 12; ++round) {
        test::ChildProcess child([&](const std::function<void()>& reached) {
            auto repo = Repo::open(b.repo.folder());
            reached();
            (void)tidy(*repo);
            return 0;
        });
        if (round < 11) {
            for (int spin = 0; spin < round * 200; ++spin) {
                (void)::access("/", F_OK);
            }
            child.kill();
            CHECK(b.every_object() == before);
            b.git("fsck --strict --full");
        } else {
            CHECK(child.wait() == 0);
        }
        std::error_code gone;
        const fs::path lock = b.repo.folder() / "takan-tidy.lock";
        const auto written = fs::last_write_time(lock, gone);
        if (!gone) fs::last_write_time(lock, written - std::chrono::seconds(30));
    }
    CHECK(b.every_object() == before);
    sweep_packs(b.repo.folder(), b.later());
    CHECK(b.count(".pack") == b.count(".idx"));
    CHECK(b.every_object() == before);
}

TEST_CASE("tidy: stopping it leaves everything") {
    Busy b;
    b.work(45);
    std::stop_source stop;
    stop.request_stop();
    const auto before = b.names();
    CHECK(kind_of(tidy(b.repo, stop.get_token())) == ErrorKind::cancelled);
    CHECK(b.names() == before);
}

TEST_CASE("sweep: what killed writers left goes after a day, and not before") {
    Busy b;
    b.work(2);
    const auto sound = b.names();
    const std::string whole = sound.begin()->substr(0, sound.begin()->rfind('.'));
    for (const char* name : {"tmp_pack_1", "tmp_idx_1", "pack_git2_1", "pack_git2_1.idx", "pack-alone.idx",
                             "pack-single.pack", "pack-single.keep"}) {
        b.leave(std::string("objects/pack/") + name);
    }
    fs::create_directories(b.repo.folder() / "objects/ab");
    b.leave("objects/ab/tmp_obj_1");
    b.leave("refs/heads/takan-0123456789abcdef.lock");
    b.leave("takan-0123456789abcdef.lock");
    const auto left = b.names();
    const FileTime now = need(file_system_now(b.packs));
    SUBCASE("at once") {
        sweep_packs(b.repo.folder(), now);
        sweep_loose(b.repo.folder(), now);
        CHECK(b.names() == left);
        CHECK(fs::exists(b.repo.folder() / "objects/ab/tmp_obj_1"));
    }
    SUBCASE("when they only look old, having been copied with their times") {
        for (const auto& entry : fs::directory_iterator(b.packs)) {
            fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - two_days);
        }
        sweep_packs(b.repo.folder(), now);
        CHECK(b.names() == left);
    }
    SUBCASE("days later") {
        sweep_packs(b.repo.folder(), now + two_days);
        sweep_loose(b.repo.folder(), now + two_days);
        CHECK(b.names() == sound);
        CHECK(fs::is_empty(b.repo.folder() / "objects/ab"));
        CHECK_FALSE(fs::exists(b.repo.folder() / "refs/heads/takan-0123456789abcdef.lock"));
        CHECK_FALSE(fs::exists(b.repo.folder() / "takan-0123456789abcdef.lock"));
    }
    b.git("fsck --strict");
}

TEST_CASE("sweep: writing anything frees git's own stale locks, and leaves young ones") {
    Busy b;
    for (const char* name : {"packed-refs.lock", "config.lock", "shallow.lock", "FETCH_HEAD.lock"}) {
        CAPTURE(name);
        const fs::path lock = b.repo.folder() / name;
        b.leave(name);
        need(PackWriter::start(b.repo.folder()));
        CHECK(fs::exists(lock));
        fs::last_write_time(lock, fs::last_write_time(lock) - std::chrono::minutes(11));
        need(PackWriter::start(b.repo.folder()));
        CHECK_FALSE(fs::exists(lock));
    }
}
