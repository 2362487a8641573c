#include "sync/base/text.hpp"
#include "sync/exchange/media.hpp"
#include "sync/exchange/proof.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/team.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;
using takan::test::check_all_equal;
using takan::test::Laptop;
using takan::test::settle;
using takan::test::Team;
namespace fs = std::filesystem;

namespace {

const std::string sha256_of_aaa = "9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0";

} // namespace

TEST_CASE("rotation: a new key goes on where the old one stopped, and git accepts what either signed") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const PublicKey old_key = wang.signer().key.public_key();
    auto repo = wang.repo();
    const auto ref =
        keep_media(repo, wang.signer(), date_of(wang.clock.now()), {{sha256_of_aaa, "aaa"}}, wang.clock.now());
    REQUIRE(ref);
    const auto before = wang.add("text", "signed by the old key");
    settle({&wang, &leader});
    wang.add("text", "not committed yet");

    REQUIRE(rotate_key(wang.folder, wang.clock.now()));
    CHECK(wang.signer().key.public_key() != old_key);
    CHECK_FALSE(fs::exists(wang.folder / "device.key.next"));
    const auto after = wang.add("text", "signed by the new key");
    leader.edit(before, "place", "north"); // so that both sides have to be merged
    leader.must_sync();
    const Receipt receipt = wang.must_sync();
    CHECK_FALSE(receipt.renewed);
    CHECK_FALSE(receipt.waiting_for_admission);
    settle({&leader, &wang});
    check_all_equal({&leader, &wang});
    CHECK(leader.shown(before, "text") == "signed by the old key");
    CHECK(leader.shown(after, "text") == "signed by the new key");
    CHECK(has_media(leader.repo(), *ref, sha256_of_aaa));
    for (const auto* laptop : {&leader, &wang})
        CHECK(laptop->shelf.set_aside.empty());
    takan::test::check_with_git(team.repo());
    CHECK(verify(team.repo(), [](const Verification&) {}, {})->sound());

    Laptop zhao = team.join(leader, "赵一"); // who has seen nothing of it happen
    check_all_equal({&leader, &zhao});
    CHECK(has_media(zhao.repo(), *ref, sha256_of_aaa));
    CHECK(zhao.shelf.set_aside.empty());
}

TEST_CASE("rotation: broken off before or after the commit, main says which key holds") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto old_key = wang.signer();
    const DeviceKey next = DeviceKey::generate();
    REQUIRE(next.save(wang.folder / "device.key.next", "x")); // and no commit
    wang.must_sync();
    CHECK(wang.signer().key.public_key() == old_key.key.public_key());
    CHECK_FALSE(fs::exists(wang.folder / "device.key.next"));

    REQUIRE(rotate_key(wang.folder, wang.clock.now()));
    const auto new_key = wang.signer();
    REQUIRE(new_key.key.save(wang.folder / "device.key.next", "x"));
    REQUIRE(old_key.key.save(wang.folder / "device.key", "x")); // the commit is there, the new key is not in place
    const Receipt receipt = wang.must_sync();
    CHECK_FALSE(receipt.renewed);
    CHECK(wang.signer().key.public_key() == new_key.key.public_key());
}

TEST_CASE("rotation: who is not admitted, or not any more, has no key to replace") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop asking = team.make_laptop("王芳");
    REQUIRE(ask_team(asking.folder, team.clock.now()));
    asking.must_sync();
    const Status done = rotate_key(asking.folder, team.clock.now());
    REQUIRE_FALSE(done);
    CHECK(done.error().text_key == "error.not_admitted_yet");
}
