#include "sync/git/partial.hpp"
#include "sync/git/sweep.hpp"

#include "tests/support/scratch.hpp"
#include "tests/sync/git/git_command.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

using namespace takan::sync;
using namespace takan::sync::git;
using namespace takan::test;

namespace {

namespace fs = std::filesystem;

struct Photos {
    Photos() {
        tip = commit_files(repo, files);
        need(repo.move_ref("refs/media/abc123/2024-03-22", std::nullopt, tip));
        tree = need(repo.commit(tip)).tree;
    }

    Oid blob(const char* name) const { return need(repo.entry_at(tree, name)).id; }
    int fsck() const { return run_git(repo.folder(), "fsck --strict").code; }
    fs::path packs() const { return repo.folder() / "objects" / "pack"; }
    std::vector<fs::path> all(const char* extension) const {
        std::vector<fs::path> found;
        for (const auto& file : fs::directory_iterator(packs()))
            if (file.path().extension() == extension) found.push_back(file.path());
        return found;
    }

    Scratch scratch;
    Repo repo = need(Repo::create(scratch / "laptop.git"));
    Files files = {{"a", noise(600'000, 1)}, {"b", noise(700'000, 2)}, {"c", "small"}};
    Oid tip;
    Oid tree;
};

} // namespace

TEST_CASE("partial: a promised file may be missing for git, and git fetches nothing by itself") {
    Photos photos;
    CHECK_FALSE(is_partial(photos.repo));
    need(promise_files(photos.repo, {photos.tree}));
    CHECK(is_partial(photos.repo));
    CHECK(photos.fsck() == 0);
    const Oid a = photos.blob("a");
    CHECK(need(drop_files(photos.repo, {a})) == 600'000);
    CHECK(photos.fsck() == 0);
    CHECK_FALSE(photos.repo.has(a));
    CHECK(kind_of(photos.repo.read(a, ObjectType::blob, 1u << 20)) == ErrorKind::missing);
    CHECK(need(photos.repo.read(photos.blob("b"), ObjectType::blob, 1u << 20)) == photos.files.at("b"));
    CHECK(need(photos.repo.read(photos.blob("c"), ObjectType::blob, 1u << 20)) == "small");
    CHECK(photos.repo.ref("refs/media/abc123/2024-03-22") == photos.tip);
    CHECK(run_git(photos.repo.folder(), "cat-file -p " + a.hex()).code != 0);
    CHECK(run_git(photos.repo.folder(), "config --get-regexp ^remote").output.find("://") == std::string::npos);
    CHECK(need(drop_files(photos.repo, {a})) == 0);
}

TEST_CASE("partial: dropping what was fetched again, after git's gc has joined the packs, promises the rest still") {
    Photos photos;
    need(promise_files(photos.repo, {photos.tree}));
    need(drop_files(photos.repo, {photos.blob("a"), photos.blob("b")}));
    CHECK(photos.all(".pack").size() == 2); // what is left, and the promise
    CHECK(run_git(photos.repo.folder(), "gc --quiet").code == 0);
    CHECK(photos.fsck() == 0);
    auto again = need(PackWriter::start(photos.repo.folder()));
    need(again.add(ObjectType::blob, photos.files.at("a"), Compression::stored));
    need(again.finish(true));
    photos.repo = need(Repo::open(photos.repo.folder()));
    CHECK(photos.repo.has(photos.blob("a")));
    CHECK(need(drop_files(photos.repo, {photos.blob("a"), photos.blob("c")})) == 600'005);
    CHECK(photos.fsck() == 0);
    CHECK(photos.all(".pack").size() >= 1);
    CHECK(photos.repo.has(photos.tree));
}

TEST_CASE("partial: whatever step a kill leaves behind, every other object is there and git is calm") {
    Photos photos;
    need(promise_files(photos.repo, {photos.tree}));
    const fs::path saved = photos.scratch / "saved";
    fs::copy(photos.packs(), saved, fs::copy_options::recursive);
    need(drop_files(photos.repo, {photos.blob("a")}));
    // The old pack with what was written anew beside it: killed before anything was removed, then after its index was.
    for (const bool index_removed : {false, true}) {
        CAPTURE(index_removed);
        for (const auto& file : fs::directory_iterator(saved)) {
            if (index_removed && file.path().extension() == ".idx") continue;
            fs::copy(file.path(), photos.packs() / file.path().filename(), fs::copy_options::skip_existing);
        }
        CHECK(photos.fsck() == 0);
        photos.repo = need(Repo::open(photos.repo.folder()));
        CHECK(photos.repo.has(photos.blob("a")) == !index_removed);
        CHECK(need(photos.repo.read(photos.blob("b"), ObjectType::blob, 1u << 20)) == photos.files.at("b"));
        need(drop_files(photos.repo, {photos.blob("a")}));
        CHECK_FALSE(photos.repo.has(photos.blob("a")));
        CHECK(photos.fsck() == 0);
    }
    // What lies there without an index for longer than a day is swept.
    const std::size_t before = photos.all(".pack").size();
    sweep_packs(photos.repo.folder(), need(file_system_now(photos.packs())) + std::chrono::hours(25));
    CHECK(photos.all(".pack").size() == before - 1);
    CHECK(photos.fsck() == 0);
}

TEST_CASE("partial: a damaged pack is left as it is, nothing of it goes") {
    Photos photos;
    need(promise_files(photos.repo, {photos.tree}));
    for (const auto& pack : photos.all(".pack")) {
        if (fs::file_size(pack) < 1'000'000) continue;
        fs::permissions(pack, fs::perms::owner_all);
        std::fstream file(pack, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(900'000);
        file.write("damage", 6);
    }
    photos.repo = need(Repo::open(photos.repo.folder()));
    CHECK_FALSE(drop_files(photos.repo, {photos.blob("a")}));
    photos.repo = need(Repo::open(photos.repo.folder()));
    CHECK(photos.repo.has(photos.blob("a")));
    CHECK(photos.repo.has(photos.blob("b")));
}
