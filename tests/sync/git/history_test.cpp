#include "sync/git/repo.hpp"
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

// Commits of laptops whose clocks show anything between 1970 and 2099.
std::vector<Oid> random_history(Repo& repo, std::mt19937& random, std::size_t count) {
    auto pack = need(PackWriter::start(repo.folder()));
    need(pack.add(ObjectType::tree, ""));
    std::vector<Oid> commits;
    for (std::size_t i = 0; i < count; ++i) {
        Commit commit;
        commit.tree = object_id(ObjectType::tree, "");
        for (std::size_t parents = random() % 3; parents > 0 && !commits.empty(); --parents) {
            const Oid parent = commits[commits.size() - 1 - random() % std::min<std::size_t>(commits.size(), 8)];
            if (std::ranges::find(commit.parents, parent) == commit.parents.end()) commit.parents.push_back(parent);
        }
        commit.author = {"a", "a@b", Instant{static_cast<std::int64_t>(random()) * 1000}, 0};
        commit.committer = commit.author;
        commit.message = std::to_string(i) + "\n";
        commits.push_back(need(pack.add(ObjectType::commit, commit_payload(commit))));
    }
    need(pack.finish());
    repo.refresh();
    return commits;
}

// What git says with a walk that trusts no date: everything of the tips, less everything of the hidden.
std::vector<Oid> by_git(const Repo& repo, const Oid& tip, const std::optional<Oid>& hidden) {
    const auto all = [&](const Oid& id) {
        std::vector<Oid> ids;
        std::istringstream lines(test::git(repo.folder(), "rev-list " + id.hex()));
        for (std::string line; std::getline(lines, line);) {
            ids.push_back(need(Oid::parse(line)));
        }
        std::ranges::sort(ids);
        return ids;
    };
    std::vector<Oid> left = all(tip);
    std::vector<Oid> out;
    const std::vector<Oid> without = hidden ? all(*hidden) : std::vector<Oid>{};
    std::ranges::set_difference(left, without, std::back_inserter(out));
    return out;
}

} // namespace

TEST_CASE("history: new commits are those that git names, parents first, whatever the clocks say") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    const test::Scratch scratch;
    Repo repo = need(Repo::create(scratch / "r.git"));
    const auto commits = random_history(repo, random, 80);
    for (int round = 0; round < 8; ++round) {
        const Oid tip = commits[40 + random() % 40];
        const std::optional<Oid> hidden = round == 0 ? std::nullopt : std::optional(commits[random() % 60]);
        const auto order = need(repo.new_commits({tip}, hidden ? std::vector{*hidden} : std::vector<Oid>{}));
        for (std::size_t i = 0; i < order.size(); ++i) {
            for (const Oid& parent : need(repo.commit(order[i])).parents) {
                const auto at = std::ranges::find(order, parent);
                CHECK((at == order.end() || at < order.begin() + static_cast<std::ptrdiff_t>(i)));
            }
        }
        auto sorted = order;
        std::ranges::sort(sorted);
        CHECK(sorted == by_git(repo, tip, hidden));
        if (hidden) {
            const bool by_command =
                test::run_git(repo.folder(), "merge-base --is-ancestor " + hidden->hex() + " " + tip.hex()).code == 0;
            CHECK(need(repo.is_ancestor(*hidden, tip)) == by_command);
        }
    }
}

TEST_CASE("history: hidden commits that are not there hide nothing, and a limit is kept") {
    const test::Scratch scratch;
    Repo repo = need(Repo::create(scratch / "r.git"));
    const Oid one = test::commit_files(repo, {{"a", "1"}});
    const Oid two = test::commit_files(repo, {{"a", "2"}}, {one});
    const Oid nowhere = object_id(ObjectType::blob, "nowhere");
    CHECK(need(repo.new_commits({two}, {nowhere})) == std::vector{one, two});
    CHECK(need(repo.new_commits({two}, {two, one})).empty());
    CHECK(need(repo.new_commits({two}, {}, 2)).size() == 2);
    CHECK(kind_of(repo.new_commits({two}, {}, 1)) == ErrorKind::invalid);
    CHECK(kind_of(repo.new_commits({nowhere}, {})) == ErrorKind::missing);
    CHECK(need(repo.is_ancestor(one, one)));
    CHECK_FALSE(need(repo.is_ancestor(two, one)));
}
