#include "sync/git/tree_walk.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/git_command.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <algorithm>
#include <random>
#include <sstream>

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::sync;
using namespace takan::sync::git;
using test::kind_of;
using test::need;

namespace {

struct Made {
    test::Scratch scratch;
    Repo repo = need(Repo::create(scratch / "r.git"));

    Oid blob(const std::string& bytes) {
        auto pack = need(PackWriter::start(repo.folder()));
        const Oid id = need(pack.add(ObjectType::blob, bytes));
        need(pack.finish());
        repo.refresh();
        return id;
    }
    Oid tree(const Tree& entries) {
        auto pack = need(PackWriter::start(repo.folder()));
        const Oid id = need(pack.add(ObjectType::tree, tree_bytes(entries)));
        need(pack.finish());
        repo.refresh();
        return id;
    }
    Result<Oid> build(const Oid& base, const TreeChanges& changes) {
        auto pack = need(PackWriter::start(repo.folder()));
        auto id = build_tree(repo, base, changes, pack);
        if (id) need(pack.finish());
        repo.refresh();
        return id;
    }
};

using Paths = std::map<std::string, TreeEntry>;

// Few names, so that files and folders of one name meet often.
std::string random_path(std::mt19937& random) {
    static const char* const names[] = {"a", "a.b", "a0", "b", "喷", "ab"};
    std::string path;
    for (std::size_t depth = 1 + random() % 4; depth > 0; --depth) {
        path += (path.empty() ? "" : "/") + std::string(names[random() % 6]);
    }
    return path;
}

bool is_inside(const std::string& path, const std::string& other) {
    return path.starts_with(other + "/");
}

// Puts a path where it may stand and removes what is in its way.
void put(Paths& paths, const std::string& path, const TreeEntry& entry) {
    std::erase_if(paths, [&](const auto& old) { return is_inside(old.first, path) || is_inside(path, old.first); });
    paths[path] = entry;
}

TreeChanges changes_between(const Paths& before, const Paths& after) {
    TreeChanges changes;
    for (const auto& [path, entry] : before) {
        changes[path] = std::nullopt;
    }
    for (const auto& [path, entry] : after) {
        changes[path] = entry;
        const auto old = before.find(path);
        if (old != before.end() && old->second == entry) changes.erase(path);
    }
    return changes;
}

// The same tree made by git from nothing.
std::string tree_by_git(const Repo& repo, const Paths& paths) {
    std::string lines;
    for (const auto& [path, entry] : paths) {
        const char* mode = entry.mode == Mode::executable ? "100755" : (entry.mode == Mode::link ? "120000" : "100644");
        lines += std::string(mode) + " " + entry.id.hex() + "\t" + path + "\n";
    }
    const std::filesystem::path index = repo.folder() / "test-index";
    std::filesystem::remove(index);
    const auto with_index = [&](const char* command) { // git runs an alias in a shell, which can set the variable
        return "-c alias.x='!GIT_INDEX_FILE=" + index.string() + " git " + command + "' x";
    };
    test::git(repo.folder(), with_index("update-index --index-info"), lines);
    return test::git(repo.folder(), with_index("write-tree"));
}

std::vector<std::string> differences(const Repo& repo, const Oid& before, const Oid& after) {
    std::vector<std::string> out;
    need(compare(repo, before, after, [&](const Difference& difference) -> Status {
        const auto id = [](const std::optional<TreeEntry>& entry) { return entry ? entry->id.hex() : Oid{}.hex(); };
        out.push_back(id(difference.before) + " " + id(difference.after) + " " + difference.path);
        return {};
    }));
    std::ranges::sort(out);
    return out;
}

// `git diff-tree` in the same words.
std::vector<std::string> differences_by_git(const Repo& repo, const Oid& before, const Oid& after) {
    std::vector<std::string> out;
    const std::string empty = object_id(ObjectType::tree, "").hex();
    const auto name = [&](const Oid& id) { return id.is_zero() ? empty : id.hex(); };
    std::istringstream lines(test::git(repo.folder(), "-c core.quotePath=false diff-tree -r --no-renames --no-abbrev " +
                                                          name(before) + " " + name(after)));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string modes[2], ids[2], letter, path;
        words >> modes[0] >> modes[1] >> ids[0] >> ids[1] >> letter >> path;
        out.push_back(ids[0] + " " + ids[1] + " " + path);
    }
    std::ranges::sort(out);
    return out;
}

} // namespace

TEST_CASE("trees: random changes build the tree that git builds, and compare as git compares") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    Made m;
    const Oid blobs[] = {m.blob("1"), m.blob("2"), m.blob("3")};
    const Mode modes[] = {Mode::file, Mode::file, Mode::executable, Mode::link};
    Paths before;
    Oid base;
    for (int round = 0; round < 12; ++round) {
        Paths after = before;
        for (std::size_t i = random() % 8; i > 0; --i) {
            put(after, random_path(random), TreeEntry{"", modes[random() % 4], blobs[random() % 3]});
        }
        for (std::size_t i = random() % 4; i > 0 && !after.empty(); --i) {
            after.erase(std::next(after.begin(), static_cast<std::ptrdiff_t>(random() % after.size())));
        }
        const Oid built = need(m.build(base, changes_between(before, after)));
        CHECK(built.hex() + "\n" == tree_by_git(m.repo, after));
        CHECK(differences(m.repo, base, built) == differences_by_git(m.repo, base, built));
        CHECK(differences(m.repo, built, base) == differences_by_git(m.repo, built, base));
        Paths walked;
        need(walk(m.repo, built, "", [&](const std::string& path, const TreeEntry& entry) -> Status {
            walked[path] = TreeEntry{"", entry.mode, entry.id};
            return {};
        }));
        CHECK(walked == after);
        before = after;
        base = built;
    }
    CHECK(test::git(m.repo.folder(), "fsck --strict --no-dangling").find("error") == std::string::npos);
}

TEST_CASE("trees: a prefix limits the walk to what begins with it") {
    Made m;
    const TreeEntry file{"", Mode::file, m.blob("1")};
    const Oid tree = need(m.build({}, {{"a/b/c", file}, {"a/bb", file}, {"a/c", file}, {"b", file}}));
    const auto paths = [&](std::string_view prefix) {
        std::string all;
        need(walk(m.repo, tree, prefix, [&](const std::string& path, const TreeEntry&) -> Status {
            all += path + " ";
            return {};
        }));
        return all;
    };
    CHECK(paths("") == "a/b/c a/bb a/c b ");
    CHECK(paths("a/b") == "a/b/c a/bb ");
    CHECK(paths("a/b/") == "a/b/c ");
    CHECK(paths("b") == "b ");
    CHECK(paths("c").empty());
}

TEST_CASE("trees: beyond what both came from only what the other side changed is found") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    Made m;
    const Oid blobs[] = {m.blob("1"), m.blob("2"), m.blob("3")};
    const auto changed = [&](Paths paths) {
        for (std::size_t i = random() % 5; i > 0; --i)
            put(paths, random_path(random), TreeEntry{"", Mode::file, blobs[random() % 3]});
        return paths;
    };
    for (int round = 0; round < 30; ++round) {
        const Paths first = changed(changed(changed({})));
        const Paths left = changed(first);
        const Paths right = changed(first);
        const auto entry_in = [](const Paths& paths, const std::string& path) {
            const auto at = paths.find(path);
            return at == paths.end() ? Oid{} : at->second.id;
        };
        std::vector<std::string> expected;
        const Oid before = need(m.build({}, changes_between({}, left)));
        const Oid after = need(m.build({}, changes_between({}, right)));
        need(compare(m.repo, before, after, [&](const Difference& found) -> Status {
            if (entry_in(first, found.path) == entry_in(right, found.path)) return {};
            const bool untouched = entry_in(first, found.path) == entry_in(left, found.path);
            expected.push_back(found.path + (untouched ? " untouched" : ""));
            return {};
        }));
        std::vector<std::string> seen;
        const Oid base = need(m.build({}, changes_between({}, first)));
        need(compare_beyond(m.repo, base, before, after, [&](const Difference& found) -> Status {
            seen.push_back(found.path + (found.is_untouched ? " untouched" : ""));
            return {};
        }));
        CHECK(seen == expected);
    }
}

TEST_CASE("trees: the caller's error ends the walk") {
    Made m;
    const TreeEntry file{"", Mode::file, m.blob("1")};
    const Oid tree = need(m.build({}, {{"a", file}, {"b", file}}));
    int seen = 0;
    const auto stopped = compare(m.repo, {}, tree, [&](const Difference&) -> Status {
        ++seen;
        return fail(ErrorKind::cancelled, "enough");
    });
    CHECK(kind_of(stopped) == ErrorKind::cancelled);
    CHECK(seen == 1);
}

TEST_CASE("trees: folders that become empty vanish, and an empty tree remains a tree") {
    Made m;
    const TreeEntry file{"", Mode::file, m.blob("1")};
    const Oid tree = need(m.build({}, {{"a/b/c", file}, {"d", file}}));
    const Oid less = need(m.build(tree, {{"a/b/c", std::nullopt}}));
    CHECK(less == need(m.build({}, {{"d", file}})));
    const Oid none = need(m.build(less, {{"d", std::nullopt}, {"never/was", std::nullopt}}));
    CHECK(none == object_id(ObjectType::tree, ""));
    CHECK(m.repo.has(none));
    CHECK(need(m.build(tree, {{"a", std::nullopt}})) == less);
}

TEST_CASE("trees: unchanged trees are not written again") {
    Made m;
    const TreeEntry file{"", Mode::file, m.blob("1")};
    const Oid tree = need(m.build({}, {{"a/b", file}, {"c/d", file}}));
    auto pack = need(PackWriter::start(m.repo.folder()));
    CHECK(need(build_tree(m.repo, tree, {{"a/b", file}}, pack)) == tree);
    CHECK(pack.count() == 0);
    need(build_tree(m.repo, tree, {{"a/x", file}}, pack));
    CHECK(pack.count() == 2);
}

TEST_CASE("trees: changes that cannot stand in a tree are invalid") {
    Made m;
    const TreeEntry file{"", Mode::file, m.blob("1")};
    const Oid tree = need(m.build({}, {{"a", file}}));
    std::string deep = "a";
    for (int i = 0; i < 64; ++i) {
        deep += "/a";
    }
    for (const std::string& path : {std::string(), std::string("/a"), std::string("a/"), std::string("x//y"),
                                    std::string("../a"), std::string("x/.."), std::string(".git/config"), deep}) {
        CAPTURE(path);
        CHECK(kind_of(m.build({}, {{path, file}})) == ErrorKind::invalid);
    }
    CHECK(kind_of(m.build(tree, {{"a/b", file}})) == ErrorKind::invalid);
    CHECK(kind_of(m.build({}, {{"a", file}, {"a/b", file}})) == ErrorKind::invalid);
    CHECK(kind_of(m.build({}, {{"a", TreeEntry{}}})) == ErrorKind::invalid);
}

TEST_CASE("trees: folders too deep, and more paths than can be walked, are corrupt") {
    Made m;
    const auto nothing_found = [](const Difference&) -> Status { return {}; };
    Oid inner = m.tree({{"f", Mode::file, m.blob("1")}});
    SUBCASE("deep") {
        for (int i = 0; i < 70; ++i) {
            inner = m.tree({{"d", Mode::folder, inner}});
        }
        CHECK(kind_of(compare(m.repo, {}, inner, nothing_found)) == ErrorKind::corrupt);
    }
    SUBCASE("many") { // ten folders, ten levels: ten thousand million paths in ten objects
        for (int i = 0; i < 10; ++i) {
            Tree tree;
            for (char name = 'a'; name < 'k'; ++name) {
                tree.push_back({std::string(1, name), Mode::folder, inner});
            }
            inner = m.tree(tree);
        }
        CHECK(kind_of(compare(m.repo, {}, inner, nothing_found)) == ErrorKind::corrupt);
        CHECK(kind_of(walk(m.repo, inner, "", [](const std::string&, const TreeEntry&) -> Status { return {}; })) ==
              ErrorKind::corrupt);
    }
}
