#include "sync/base/files.hpp"
#include "sync/git/path_remote.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/git_command.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <algorithm>
#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace takan;
using namespace takan::sync;
using namespace takan::sync::git;
using test::commit_files;
using test::Files;
using test::kind_of;
using test::need;

namespace {

namespace fs = std::filesystem;

const std::string main_ref = "refs/heads/main";

// A team's repository in a folder, and a laptop's.
struct Pair {
    test::Scratch scratch;
    fs::path team_folder = scratch / "团队.git";
    Repo team = need(Repo::create(team_folder));
    Repo laptop = need(Repo::create(scratch / "laptop.git"));
    std::unique_ptr<Remote> remote = std::make_unique<PathRemote>(team_folder);

    Oid commit_in(Repo& repo, const Files& files, const std::vector<Oid>& parents = {}) {
        const Oid id = commit_files(repo, files, parents);
        need(repo.move_ref(main_ref, repo.ref(main_ref), id));
        return id;
    }
    Status fetch(const Oid& id) { return remote->fetch(laptop, {id}, What::everything, {}, {}); }
    Status push(const std::optional<Oid>& expected, const Oid& target) {
        return remote->push(laptop, {main_ref, expected, target}, {}, {});
    }
};

std::vector<fs::path> packs_of(const Repo& repo, const std::string& extension = ".pack") {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(repo.folder() / "objects/pack")) {
        if (entry.path().extension() == extension) paths.push_back(entry.path());
    }
    return paths;
}

bool is_empty(const Repo& repo) {
    return fs::is_empty(repo.folder() / "objects/pack");
}

// Every object that the refs reach is there and sound.
void check_sound(const Repo& repo) {
    const auto answer = test::run_git(repo.folder(), "fsck --strict --full --no-dangling");
    INFO(answer.output);
    CHECK(answer.code == 0);
    CHECK(answer.output.find("missing") == std::string::npos);
}

Files many_files(int count, const std::string& text) {
    Files files;
    for (int i = 0; i < count; ++i) {
        files["finding/2024/03/" + std::to_string(i % 28) + "/" + std::to_string(i)] = text + std::to_string(i);
    }
    return files;
}

// Takes the objects out of their packs, so that single ones can be damaged.
fs::path loose_object(const Repo& repo, const Oid& id) {
    for (const fs::path& pack : packs_of(repo)) {
        const fs::path aside = repo.folder() / pack.filename();
        fs::rename(pack, aside);
        fs::path index = pack;
        fs::remove(index.replace_extension(".idx"));
        test::git(repo.folder(), "unpack-objects -q", need(read_file(aside, 1u << 24)));
    }
    return repo.folder() / "objects" / id.hex().substr(0, 2) / id.hex().substr(2);
}

} // namespace

TEST_CASE("remote: where there is no repository it is missing") {
    Pair p;
    const std::unique_ptr<Remote> nowhere = std::make_unique<PathRemote>(p.scratch / "nowhere");
    CHECK(kind_of(nowhere->refs("")) == ErrorKind::missing);
    CHECK(kind_of(nowhere->fetch(p.laptop, {}, What::everything, {}, {})) == ErrorKind::missing);
    const Oid id = p.commit_in(p.laptop, {{"a", "1"}});
    CHECK(kind_of(nowhere->push(p.laptop, {main_ref, std::nullopt, id}, {}, {})) == ErrorKind::missing);
}

TEST_CASE("fetch: everything that is wanted arrives, sound, and no ref moves") {
    Pair p;
    Files files = many_files(200, "record ");
    const Oid one = p.commit_in(p.team, files);
    files["finding/2024/03/5/5"] = "changed";
    const Oid two = p.commit_in(p.team, files, {one});
    CHECK(need(p.remote->refs("refs/heads/")) == std::vector{std::pair(main_ref, two)});
    need(p.fetch(two));
    CHECK(need(p.laptop.refs("")).empty());
    CHECK(test::files_of(p.laptop, two) == files);
    CHECK(need(p.laptop.new_commits({two}, {})) == std::vector{one, two});
    need(p.laptop.move_ref(main_ref, std::nullopt, two));
    check_sound(p.laptop);
}

TEST_CASE("fetch: only what is new is moved, and progress counts it") {
    Pair p;
    Files files = many_files(300, "record ");
    const Oid one = p.commit_in(p.team, files);
    need(p.fetch(one));
    need(p.laptop.move_ref(main_ref, std::nullopt, one));
    files["finding/2024/03/7/7"] = "changed";
    const Oid two = p.commit_in(p.team, files, {one});
    std::vector<Transfer> reports;
    need(p.remote->fetch(p.laptop, {two}, What::everything,
                         [&](const Transfer& transfer) { reports.push_back(transfer); }, {}));
    REQUIRE_FALSE(reports.empty());
    CHECK(reports.back().objects_total == 7); // a file, its four folders, the root, the commit
    CHECK(reports.back().objects_done == 7);
    CHECK(reports.back().bytes > 0);
    CHECK(std::ranges::is_sorted(reports, {}, &Transfer::bytes));
    const auto packs = packs_of(p.laptop).size();
    need(p.fetch(two)); // not on a ref of ours yet, but whole: nothing is written
    CHECK(packs_of(p.laptop).size() == packs);
}

TEST_CASE("fetch: commits come without their files, and single files after them") {
    Pair p;
    const Oid id = p.commit_in(p.team, {{"a", "one"}, {"b", "two"}, {"c/d", "three"}});
    need(p.remote->fetch(p.laptop, {id}, What::without_files, {}, {}));
    const Oid tree = need(p.laptop.commit(id)).tree;
    const Oid one = need(p.laptop.entry_at(tree, "a")).id;
    const Oid three = need(p.laptop.entry_at(tree, "c/d")).id;
    CHECK_FALSE(p.laptop.has(one));
    need(p.remote->fetch_files(p.laptop, {three}, {}, {}));
    CHECK(need(p.laptop.read(three, ObjectType::blob, 100)) == "three");
    CHECK_FALSE(p.laptop.has(one));
    CHECK(kind_of(p.remote->fetch_files(p.laptop, {Oid{{1}}}, {}, {})) == ErrorKind::missing);
}

TEST_CASE("fetch: packs that git made with deltas, merges and an old version coming back arrive too") {
    Pair p;
    std::string text = test::noise(20000, 1);
    const Oid one = p.commit_in(p.team, {{"a", text}, {"b", "1"}});
    const Oid left = p.commit_in(p.team, {{"a", text + "left"}, {"b", "1"}}, {one});
    const Oid right = commit_files(p.team, {{"a", text}, {"b", "2"}}, {one});
    const Oid merged = p.commit_in(p.team, {{"a", text + "left"}, {"b", "2"}}, {left, right});
    const Oid back = p.commit_in(p.team, {{"a", text}, {"b", "1"}}, {merged});
    test::git(p.team_folder, "-c core.bigFileThreshold=512m repack -adfq");
    need(p.fetch(left));
    need(p.laptop.move_ref(main_ref, std::nullopt, left));
    need(p.fetch(back));
    need(p.laptop.move_ref(main_ref, left, back));
    CHECK(need(p.laptop.new_commits({back}, {})).size() == 5);
    check_sound(p.laptop);
}

TEST_CASE("fetch: a change that was taken back costs no file that stood unchanged beside it") {
    Pair pair;
    const Files before{{"note/kept", "stays"}, {"note/text", "first"}};
    const Files after{{"note/kept", "stays"}, {"note/text", "second"}};
    const Oid first = pair.commit_in(pair.team, before);
    const Oid second = pair.commit_in(pair.team, after, {first});
    const Oid third = pair.commit_in(pair.team, before, {second});
    need(pair.fetch(third));
    need(pair.laptop.move_ref(main_ref, std::nullopt, third));
    check_sound(pair.laptop);
}

TEST_CASE("fetch: photos lie stored in kept packs of their own of at most 16 MB") {
    Pair p;
    Files files;
    for (unsigned i = 0; i < 5; ++i) {
        files["photo" + std::to_string(i)] = test::noise(6'000'000, i);
    }
    const Oid id = p.commit_in(p.team, files);
    need(p.fetch(id));
    CHECK(test::files_of(p.laptop, id) == files);
    CHECK(packs_of(p.laptop, ".keep").size() == 3);
    CHECK(packs_of(p.laptop).size() == 4);
    for (const fs::path& pack : packs_of(p.laptop)) {
        CHECK(fs::file_size(pack) <= 16u * 1024 * 1024);
    }
    need(p.laptop.move_ref("refs/media/k2m9qd/2024-03-22", std::nullopt, id));
    check_sound(p.laptop);
}

TEST_CASE("fetch: stopped at any object it leaves nothing, and the next one is whole") {
    Pair p;
    const Oid id = p.commit_in(p.team, many_files(10, "record "));
    for (std::uint64_t at = 0; at < 20; ++at) {
        CAPTURE(at);
        std::stop_source source;
        const auto stop_there = [&](const Transfer& transfer) {
            if (transfer.objects_done == at) source.request_stop();
        };
        const auto fetched = p.remote->fetch(p.laptop, {id}, What::everything, stop_there, source.get_token());
        if (fetched) break;
        CHECK(fetched.error().kind == ErrorKind::cancelled);
        CHECK(is_empty(p.laptop));
        CHECK_FALSE(p.laptop.has(id));
    }
    std::stop_source stopped;
    stopped.request_stop();
    CHECK(kind_of(p.remote->fetch(p.laptop, {id}, What::everything, {}, stopped.get_token())) == ErrorKind::cancelled);
    need(p.fetch(id));
    CHECK(test::files_of(p.laptop, id).size() == 10);
}

TEST_CASE("fetch: a commit that lies here without what it needs is made whole") {
    Pair p;
    const Oid id = p.commit_in(p.team, {{"a", "1"}, {"b/c", "2"}});
    auto pack = need(PackWriter::start(p.laptop.folder())); // as a prune at the wrong moment leaves it
    need(pack.add(ObjectType::commit, need(p.team.read(id, ObjectType::commit, 10000))));
    need(pack.finish());
    need(p.fetch(id));
    CHECK(test::files_of(p.laptop, id).size() == 2);
}

TEST_CASE("fetch: what is missing, damaged or hostile at the other end is corrupt, and nothing becomes visible") {
    Pair p;
    const Oid id = p.commit_in(p.team, {{"a/b", "one"}, {"c", "two"}});
    const Oid tree = need(p.team.commit(id)).tree;
    const Oid blob = object_id(ObjectType::blob, "two");
    const auto damage = [&](const Oid& object, bool remove) {
        const fs::path path = loose_object(p.team, object);
        REQUIRE(fs::exists(path));
        fs::remove(path);
        // A sound object in another's place: only its hash tells.
        if (!remove)
            fs::copy_file(path.parent_path().parent_path() / object_id(ObjectType::blob, "one").hex().insert(2, "/"),
                          path);
    };
    Oid wanted = id;
    SUBCASE("blob gone") {
        damage(blob, true);
    }
    SUBCASE("tree gone") {
        damage(tree, true);
    }
    SUBCASE("commit gone") {
        damage(id, true);
    }
    SUBCASE("blob exchanged") {
        damage(blob, false);
    }
    SUBCASE("tree exchanged") {
        damage(tree, false);
    }
    SUBCASE("half a blob") {
        const fs::path path = loose_object(p.team, blob);
        fs::permissions(path, fs::perms::owner_all);
        fs::resize_file(path, fs::file_size(path) / 2);
    }
    SUBCASE("a path that climbs out") {
        auto pack = need(PackWriter::start(p.team_folder));
        Commit commit = need(p.team.commit(id));
        commit.tree = need(pack.add(ObjectType::tree, tree_bytes({{"..", Mode::folder, tree}})));
        wanted = need(pack.add(ObjectType::commit, commit_payload(commit)));
        need(pack.finish());
    }
    SUBCASE("a blob where a tree should be") {
        auto pack = need(PackWriter::start(p.team_folder));
        Commit commit = need(p.team.commit(id));
        commit.tree = blob;
        wanted = need(pack.add(ObjectType::commit, commit_payload(commit)));
        need(pack.finish());
    }
    SUBCASE("folders without end") {
        auto pack = need(PackWriter::start(p.team_folder));
        Commit commit = need(p.team.commit(id));
        for (int i = 0; i < 70; ++i) {
            commit.tree = need(pack.add(ObjectType::tree, tree_bytes({{"d", Mode::folder, commit.tree}})));
        }
        wanted = need(pack.add(ObjectType::commit, commit_payload(commit)));
        need(pack.finish());
    }
    SUBCASE("never there") {
        wanted = object_id(ObjectType::commit, "never");
    }
    CHECK(kind_of(p.fetch(wanted)) == ErrorKind::corrupt);
    CHECK(is_empty(p.laptop));
}

TEST_CASE("fetch: one folder under very many paths is moved once") {
    Pair p;
    auto pack = need(PackWriter::start(p.team_folder));
    Oid inner =
        need(pack.add(ObjectType::tree, tree_bytes({{"f", Mode::file, need(pack.add(ObjectType::blob, "1"))}})));
    for (int i = 0; i < 30; ++i) {
        inner = need(pack.add(ObjectType::tree, tree_bytes({{"a", Mode::folder, inner}, {"b", Mode::folder, inner}})));
    }
    Commit commit;
    commit.tree = inner;
    const Oid id = need(pack.add(ObjectType::commit, commit_payload(commit)));
    need(pack.finish());
    need(p.fetch(id));
    CHECK(p.laptop.has(id));
    CHECK(p.laptop.has(object_id(ObjectType::blob, "1")));
}

TEST_CASE("push: the other end gets what it lacks and its ref moves") {
    Pair p;
    Files files = many_files(50, "record ");
    files["photo"] = test::noise(600'000, 1);
    const Oid one = p.commit_in(p.laptop, files);
    need(p.push(std::nullopt, one));
    CHECK(p.team.ref(main_ref) == one);
    files["b"] = "2";
    const Oid two = p.commit_in(p.laptop, files, {one});
    Transfer last;
    need(p.remote->push(p.laptop, {main_ref, one, two}, [&](const Transfer& transfer) { last = transfer; }, {}));
    CHECK(last.objects_total == 3);
    CHECK(p.team.ref(main_ref) == two);
    CHECK(test::files_of(p.team, two) == files);
    need(p.push(two, two)); // nothing to do is no error
    check_sound(p.team);
    CHECK(test::git(p.team_folder, "clone -q . '" + (p.scratch / "clone").string() + "'").empty());
}

TEST_CASE("push: it is stale when the ref stands elsewhere, and moves nothing") {
    Pair p;
    const Oid base = p.commit_in(p.laptop, {{"a", "1"}});
    need(p.push(std::nullopt, base));
    const Oid theirs = p.commit_in(p.team, {{"a", "2"}}, {base});
    const Oid ours = p.commit_in(p.laptop, {{"a", "3"}}, {base});
    CHECK(kind_of(p.push(base, ours)) == ErrorKind::stale);
    CHECK(kind_of(p.push(std::nullopt, ours)) == ErrorKind::stale);
    // Naming the right place is not enough: their commit would be lost.
    CHECK(kind_of(p.push(theirs, ours)) == ErrorKind::stale);
    need(p.fetch(theirs));
    CHECK(kind_of(p.push(theirs, ours)) == ErrorKind::stale);
    CHECK(p.team.ref(main_ref) == theirs);
    const Oid merged = p.commit_in(p.laptop, {{"a", "4"}}, {ours, theirs});
    need(p.push(theirs, merged));
    CHECK(p.team.ref(main_ref) == merged);
    check_sound(p.team);
}

TEST_CASE("push: somebody who was faster while objects were moving makes it stale") {
    Pair p;
    const Oid base = p.commit_in(p.laptop, {{"a", "1"}});
    need(p.push(std::nullopt, base));
    const Oid ours = p.commit_in(p.laptop, {{"a", "3"}}, {base});
    Oid theirs;
    const auto interfere = [&](const Transfer&) {
        if (theirs.is_zero()) theirs = p.commit_in(p.team, {{"a", "2"}}, {base});
    };
    CHECK(kind_of(p.remote->push(p.laptop, {main_ref, base, ours}, interfere, {})) == ErrorKind::stale);
    CHECK(p.team.ref(main_ref) == theirs);
}

TEST_CASE("push: stopped, locked out or cut off, the other end stays as it was") {
    Pair p;
    const Oid base = p.commit_in(p.laptop, {{"a", "1"}});
    need(p.push(std::nullopt, base));
    const auto packs = packs_of(p.team).size();
    const Oid next = p.commit_in(p.laptop, {{"a", "2"}}, {base});
    SUBCASE("stopped") {
        std::stop_source source;
        const auto stop = [&](const Transfer&) { source.request_stop(); };
        CHECK(kind_of(p.remote->push(p.laptop, {main_ref, base, next}, stop, source.get_token())) ==
              ErrorKind::cancelled);
        CHECK(packs_of(p.team).size() == packs);
    }
    SUBCASE("locked") {
        std::ofstream(p.team_folder / (main_ref + ".lock")) << "";
        CHECK(kind_of(p.push(base, next)) == ErrorKind::busy);
        fs::remove(p.team_folder / (main_ref + ".lock"));
    }
    SUBCASE("cut off") {
        const fs::path away = p.scratch / "away";
        const auto pull = [&](const Transfer&) {
            if (fs::exists(p.team_folder)) fs::rename(p.team_folder, away);
        };
        CHECK(kind_of(p.remote->push(p.laptop, {main_ref, base, next}, pull, {})) == ErrorKind::offline);
        fs::rename(away, p.team_folder);
    }
    CHECK(p.team.ref(main_ref) == base);
    need(p.push(base, next));
    check_sound(p.team);
}

TEST_CASE("push: a damaged object here is corrupt, and the other end sees nothing of it") {
    Pair p;
    const Oid id = p.commit_in(p.laptop, {{"a", "1"}, {"b", "2"}});
    fs::remove(loose_object(p.laptop, object_id(ObjectType::blob, "2")));
    p.laptop = need(Repo::open(p.laptop.folder())); // the old one still holds the pack that is gone
    CHECK(kind_of(p.push(std::nullopt, id)) == ErrorKind::corrupt);
    CHECK(is_empty(p.team));
    CHECK_FALSE(p.team.ref(main_ref));
}

TEST_CASE("push: an end that may only be read is denied") {
    if (::geteuid() == 0) {
        MESSAGE("skipped: the superuser may write everywhere");
        return;
    }
    Pair p;
    const Oid id = p.commit_in(p.laptop, {{"a", "1"}});
    const fs::path packs = p.team_folder / "objects/pack";
    fs::permissions(packs, fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(kind_of(p.push(std::nullopt, id)) == ErrorKind::denied);
    fs::permissions(packs, fs::perms::owner_all);
}
