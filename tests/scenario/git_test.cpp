// Ordinary git users at the team's repository: the merge driver, and what a stranger pushes.
#include "sync/record/record.hpp"
#include "tests/scenario/team.hpp"

#include <cstdlib>

using namespace takan;
using namespace takan::test;

namespace {

// Runs git (or takan without a window) through the shell, quietly. Returns whether it succeeded.
bool shell(const std::filesystem::path& folder, const std::string& command) {
    const std::string line =
        "cd '" + sync::utf8(folder) + "' && GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null " +
        "GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@x LANG=en_US " + command +
        " >>'" + sync::utf8(folder) + ".log' 2>&1";
    return std::system(line.c_str()) == 0;
}

std::string log_of(const std::filesystem::path& folder) {
    const auto bytes = sync::read_file(std::filesystem::path(folder) += ".log", 1 << 20);
    return bytes ? *bytes : std::string{};
}

bool has_git() {
    return std::system("git --version >/dev/null 2>&1") == 0;
}

// The bytes of a record's file in a clone's work tree.
std::string file_of(const std::filesystem::path& clone, const std::string& kind, const std::string& id) {
    const auto parsed = sync::RecordId::parse(id);
    REQUIRE(parsed);
    const auto bytes = sync::read_file(clone / sync::record_path(kind, *parsed), 1 << 20);
    REQUIRE(bytes);
    return *bytes;
}

} // namespace

TEST_CASE("git: the merge driver gives the same bytes as the program's own sync") {
    if (!has_git()) return;
    const Team team;
    const std::string finding = team.zhou.must({"new", "finding", "severity=minor", "description=起初"});
    team.sync_all();
    const auto main = [&](const Terminal& terminal) { return sync::utf8(terminal.store() / "repo.git"); };

    // Both change it. Zhou syncs; Li's side is committed by a sync with a team repository of its own, a copy from
    // before.
    const auto before = team.scratch / "before.git";
    REQUIRE(shell(team.scratch.path(), "cp -r team.git before.git"));
    team.zhou.must({"set", finding, "severity=major"});
    team.zhou.must({"sync"});
    team.li.must({"set", finding, "severity=moderate", "place=二号排口"});
    team.li.must({"sync", "--address", sync::utf8(before)});

    const auto clone = team.scratch / "clone";
    REQUIRE(shell(team.scratch.path(), "git clone -q team.git clone"));
    REQUIRE(shell(clone, "git config merge.takan.driver \"" TAKAN_TERMINAL " merge-driver %O %A %B %P\""));
    REQUIRE(shell(clone, "git fetch -q '" + sync::utf8(before) + "' main"));
    const bool merged = shell(clone, "git merge -q --no-edit FETCH_HEAD");
    INFO(log_of(clone));
    REQUIRE(merged);

    team.li.must({"sync"});
    REQUIRE(shell(team.scratch.path(), "git clone -q '" + main(team.li) + "' ours"));
    CHECK(file_of(clone, "finding", finding) == file_of(team.scratch / "ours", "finding", finding));
    CHECK(contains(file_of(clone, "finding", finding), "moderate"));
    CHECK(contains(file_of(clone, "finding", finding), "major"));
}

TEST_CASE("git: what a stranger pushes is set aside with its reason, the rest goes on") {
    if (!has_git()) return;
    const Team team;
    const std::string finding = team.zhou.must({"new", "finding", "severity=minor", "description=起初"});
    team.sync_all();
    const auto clone = team.scratch / "clone";
    REQUIRE(shell(team.scratch.path(), "git clone -q team.git clone"));
    REQUIRE(shell(
        clone,
        "sh -c 'for f in $(git ls-files finding); do sed -i s/minor/major/ $f; done; ln -s /etc/passwd link; "
        "mkdir -p ../clone/finding/2024; echo \"{\" > finding/2024/broken.json; git rm -q team/format; git add -A; "
        "git commit -q -m x; git push -q origin HEAD:main'"));

    const auto receipt = team.lead.json({"sync"});
    CHECK(size_at(receipt, "set_aside") >= 1);
    CHECK(value(team.lead, finding, "severity") == "minor");
    CHECK(number_at(team.lead.json({"status"}), "quarantined") >= 1);
    CHECK(number_at(team.lead.json({"verify", "--team"}), "historic") >= 1); // cleaned up by the leader's sync

    const std::string site = team.li.must({"new", "site", "name=濠河渠"});
    team.sync_all();
    CHECK(value(team.lead, site, "name") == "濠河渠");
    CHECK(value(team.zhou, finding, "severity") == "minor");
}

TEST_CASE("git: the team's history is signed as git itself checks it") {
    if (!has_git() || std::system("command -v ssh-keygen >/dev/null 2>&1") != 0) return;
    const Team team;
    team.zhou.must({"new", "site", "name=濠河渠"});
    team.sync_all();
    const auto clone = team.scratch / "clone";
    REQUIRE(shell(team.scratch.path(), "git clone -q team.git clone"));
    REQUIRE(shell(clone, "git config gpg.ssh.allowedSignersFile team/allowed_signers"));
    const bool good = shell(clone, "git verify-commit $(git -C '" + sync::utf8(clone) + "' rev-list HEAD)");
    INFO(log_of(clone));
    CHECK(good);
}

TEST_CASE("git: a laptop synced over a stick brings the others' records along") {
    const Team team;
    const std::string stick = sync::utf8(team.scratch / "stick.git");
    REQUIRE(shell(team.scratch.path(), "cp -r team.git stick.git"));
    const std::string finding = team.zhou.must({"new", "finding", "severity=minor"});
    team.zhou.must({"sync", "--address", stick});
    team.li.must({"sync", "--address", stick});
    CHECK(value(team.li, finding, "severity") == "minor");
    team.li.must({"sync"});
    team.lead.must({"sync"});
    CHECK(value(team.lead, finding, "severity") == "minor");
    CHECK(text_at(at(at(field(team.lead, finding, "severity"), "values"), 0), "person") == "周敏");
    CHECK(team.zhou({"sync", "--address", sync::utf8(team.scratch / "nowhere.git")}).code == 2);
}
