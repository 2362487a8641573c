#pragma once
// A laptop's repository and a team's behind a server, with short words for what tests do with them.

#include "sync/transport/access.hpp"
#include "tests/support/scratch.hpp"
#include "tests/sync/git/git_command.hpp"
#include "tests/sync/git/repo_fixture.hpp"

#include <filesystem>

#include <doctest/doctest.h>

namespace takan::test {

inline const std::string main_name = "refs/heads/main";

// Every object that the refs reach is there and sound, and nothing half-done lies about.
inline void check_sound(const sync::git::Repo& repo) {
    const auto answer = run_git(repo.folder(), "fsck --strict --full --no-dangling");
    INFO(answer.output);
    CHECK(answer.code == 0);
    CHECK(answer.output.find("missing") == std::string::npos);
    for (const auto& entry : std::filesystem::directory_iterator(repo.folder() / "objects")) {
        CHECK_FALSE(entry.path().filename().string().starts_with("tmp_objdir-takan"));
    }
}

struct Link {
    Scratch scratch;
    sync::git::Repo team = need(sync::git::Repo::create(scratch / "a team.git"));
    sync::git::Repo laptop = need(sync::git::Repo::create(scratch / "laptop.git"));

    sync::git::Oid commit_in(sync::git::Repo& repo, const Files& files, const std::vector<sync::git::Oid>& parents = {},
                             const std::string& ref = main_name) {
        const auto id = commit_files(repo, files, parents);
        need(repo.move_ref(ref, repo.ref(ref), id));
        return id;
    }
    sync::Status fetch(sync::git::Remote& remote, const sync::git::Oid& id,
                       sync::git::What what = sync::git::What::everything) {
        return remote.fetch(laptop, {id}, what, {}, {});
    }
    sync::Status push(sync::git::Remote& remote, const std::optional<sync::git::Oid>& expected,
                      const sync::git::Oid& target, const std::string& ref = main_name) {
        return remote.push(laptop, {ref, expected, target}, {}, {});
    }
};

} // namespace takan::test
