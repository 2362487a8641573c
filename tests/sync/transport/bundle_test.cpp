#include "sync/base/files.hpp"
#include "sync/transport/bundle.hpp"
#include "tests/sync/transport/link.hpp"

#include <fstream>

using namespace takan;
using namespace takan::sync;
using namespace takan::test;
using git::What;

TEST_CASE("bundle: what we write git verifies and clones, and it reads back whole") {
    Link link;
    const Files files{{"a/b.json", "1"}, {"photo", noise(1u << 20, 1)}};
    const auto first = link.commit_in(link.laptop, files);
    const auto file = link.scratch / "周敏.bundle";
    need(write_bundle(link.laptop, {{main_name, first}}, {}, file, {}, {}));
    CHECK(test::git(link.team.folder(), "bundle verify '" + file.string() + "'").find("complete history") !=
          std::string::npos);
    test::git(link.scratch.path(), "clone -q --bare '" + file.string() + "' clone.git");
    CHECK(files_of(need(sync::git::Repo::open(link.scratch / "clone.git")), first) == files);

    const auto remote = need(open_remote(file.string(), {}));
    CHECK(need(remote->refs("refs/heads/")) == std::vector<std::pair<std::string, sync::git::Oid>>{{main_name, first}});
    need(remote->fetch(link.team, {first}, What::everything, {}, {}));
    CHECK(files_of(link.team, first) == files);
    CHECK(kind_of(remote->push(link.laptop, {main_name, first, first}, {}, {})) == ErrorKind::denied);
}

TEST_CASE("bundle: one that builds on more than is here says so, and is read where that is here") {
    Link link;
    const auto first = link.commit_in(link.laptop, {{"a", "1"}});
    const auto second = link.commit_in(link.laptop, {{"a", "2"}}, {first});
    const auto file = link.scratch / "new.bundle";
    need(write_bundle(link.laptop, {{main_name, second}}, {first}, file, {}, {}));
    const auto remote = need(open_remote(file.string(), {}));
    const auto refused = remote->fetch(link.team, {second}, What::everything, {}, {});
    CHECK(kind_of(refused) == ErrorKind::missing);
    CHECK(refused.error().text_key == "error.bundle_builds_on_more");
    need(write_bundle(link.laptop, {{main_name, first}}, {}, link.scratch / "old.bundle", {}, {}));
    need(need(open_remote((link.scratch / "old.bundle").string(), {}))
             ->fetch(link.team, {first}, What::everything, {}, {}));
    need(link.team.move_ref(main_name, std::nullopt, first));
    CHECK(run_git(link.team.folder(), "bundle verify '" + file.string() + "'").code == 0);
    need(remote->fetch(link.team, {second}, What::everything, {}, {}));
    CHECK(files_of(link.team, second) == Files{{"a", "2"}});
    CHECK(kind_of(write_bundle(link.laptop, {{main_name, second}}, {second}, file, {}, {})) == ErrorKind::invalid);
}

TEST_CASE("bundle: one that git wrote is read; one that is cut, changed or none at all is refused") {
    Link link;
    const auto first = link.commit_in(link.laptop, {{"a", "1"}, {"b", noise(3000, 4)}});
    const auto file = link.scratch / "git.bundle";
    test::git(link.laptop.folder(), "bundle create '" + file.string() + "' main");
    const std::string bytes = need(read_file(file, 1u << 20));
    const auto attempt = [&](const std::string& what) {
        std::ofstream(link.scratch / "tried", std::ios::binary) << what;
        const auto remote = need(open_remote((link.scratch / "tried").string(), {}));
        return remote->fetch(link.team, {first}, What::everything, {}, {});
    };
    for (std::size_t size = 0; size < bytes.size(); size += 97)
        CHECK(kind_of(attempt(bytes.substr(0, size))) == ErrorKind::corrupt);
    for (std::size_t at = bytes.find("PACK"); at < bytes.size(); at += 89) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x41);
        const auto refused = attempt(changed);
        REQUIRE_FALSE(refused);
    }
    CHECK_FALSE(link.team.has(first));
    check_sound(link.team);
    need(attempt(bytes));
    CHECK(files_of(link.team, first) == files_of(link.laptop, first));
}
