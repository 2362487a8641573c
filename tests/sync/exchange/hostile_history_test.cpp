#include "tests/sync/exchange/hostile.hpp"

#include "sync/exchange/proof.hpp"
#include "sync/team/layout.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace takan::sync;
using namespace takan::test;

namespace {

git::Oid tip_of(const Team& team) {
    return *team.repo().ref(main_ref);
}

std::size_t told(const Receipt& receipt, Fault fault) {
    return static_cast<std::size_t>(std::count_if(receipt.set_aside.begin(), receipt.set_aside.end(),
                                                  [&](const auto& one) { return one.fault == fault; }));
}

} // namespace

TEST_CASE("hostile history: main put back is told once, and the next push brings back what it lost") {
    Victims victims;
    const git::Oid old = tip_of(victims.team);
    const auto lost = victims.wang.add("text", "after the backup");
    victims.wang.must_sync();
    const git::Oid newest = tip_of(victims.team);
    write_ref(victims.team, std::string(main_ref), old.hex() + "\n");
    const Receipt receipt = victims.wang.must_sync();
    REQUIRE(told(receipt, Fault::rewritten_history) == 1);
    CHECK(receipt.set_aside.front().commit == newest);
    CHECK(tip_of(victims.team) == newest);
    CHECK(told(victims.wang.must_sync(), Fault::rewritten_history) == 0);
    victims.survive(Fault::rewritten_history);
    CHECK(victims.li.shown(lost, "text") == "after the backup");
}

TEST_CASE("hostile history: another line of the same team in main's place is merged with the one that stood there") {
    Victims victims;
    const git::Oid old = tip_of(victims.team);
    const auto lost = victims.wang.add("text", "replaced");
    victims.wang.must_sync();
    const git::Oid replaced = tip_of(victims.team);
    write_ref(victims.team, std::string(main_ref), old.hex() + "\n");
    const auto other = victims.li.add("text", "the other line");
    victims.li.must_sync();
    CHECK(told(victims.wang.must_sync(), Fault::rewritten_history) == 1);
    CHECK(victims.team.repo().is_ancestor(replaced, tip_of(victims.team)).value());
    victims.survive();
    CHECK(victims.li.shown(lost, "text") == "replaced");
    CHECK(victims.wang.shown(other, "text") == "the other line");
}

TEST_CASE("hostile history: main that was deleted while the rest is there comes back") {
    Victims victims;
    const git::Oid newest = tip_of(victims.team);
    std::filesystem::remove(victims.team.address() / main_ref);
    const Receipt receipt = victims.wang.must_sync();
    CHECK(told(receipt, Fault::rewritten_history) == 1);
    CHECK(tip_of(victims.team) == newest);
    victims.survive();
}

TEST_CASE("hostile history: a second founding smuggled in by a merge founds nothing") {
    Victims victims;
    const git::Oid honest = tip_of(victims.team);
    // The attacker founds a team of its own and merges the honest one into it, its own line first.
    Team evil;
    Laptop attacker = evil.found("恶人");
    run_git(victims.team.address(), "fetch '" + evil.address().string() + "' main");
    const git::Oid root = tip_of(evil);
    const git::Oid tree = evil.repo().commit(root)->tree;
    put_commit(victims.team, attacker.signer(), tree, {root, honest});
    Laptop newcomer = victims.team.make_laptop("新人");
    SUBCASE("who was told the code is warned") {
        const auto asked = ask_team(newcomer.folder, victims.team.clock.now(), {}, "0123456789abcdef");
        REQUIRE_FALSE(asked);
        CHECK(asked.error().text_key == "error.other_root");
    }
    victims.survive(Fault::unknown_device);
    // Afterwards a newcomer finds the honest founding first, and the attacker is no member.
    victims.team.clock.advance(1000);
    Laptop late = victims.team.join(victims.leader, "后来者");
    check_all_equal({&victims.leader, &late});
}

TEST_CASE("hostile history: refs in circles, with odd names or nonsense in them stop nothing") {
    Victims victims;
    write_ref(victims.team, "refs/heads/a", "ref: refs/heads/b\n");
    write_ref(victims.team, "refs/heads/b", "ref: refs/heads/a\n");
    write_ref(victims.team, "refs/media/x", "nonsense\n");
    write_ref(victims.team, "refs/media/k2m9qd/2024-03-22", std::string(40, '9') + "\n");
    write_ref(victims.team, "refs/media/k2m9qd/2024-99-99", tip_of(victims.team).hex() + "\n");
    write_ref(victims.team, "refs/join/no device", "ref: refs/join/no device\n");
    write_ref(victims.team, "refs/join/k2m9qd", tip_of(victims.team).hex() + "\n");
    write_ref(victims.team, "refs/heads/odd..name", tip_of(victims.team).hex() + "\n");
    victims.survive();
    CHECK(waiting_requests(victims.leader.folder));
}

TEST_CASE("verify: faults that were cleaned up are history, and what stands now is sound") {
    Victims victims;
    forge(victims.team, victims.wang.signer(), {{"rubbish.txt", "not a record"}});
    const auto before = verify(victims.team.repo(), {}, {});
    REQUIRE(before);
    CHECK(before->faults.size() == 1);
    CHECK(before->historic.empty());
    CHECK_FALSE(before->sound());
    victims.survive(Fault::foreign_path);
    const auto after = verify(victims.team.repo(), {}, {});
    REQUIRE(after);
    CHECK(after->sound());
    CHECK(after->historic.size() == 1);
}
