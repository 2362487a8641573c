// Freeing photos and fetching them again.
#include "sync/base/text.hpp"
#include "sync/exchange/photo_work.hpp"
#include "sync/exchange/proof.hpp"
#include "tests/sync/exchange/photo_fixture.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace takan::sync;
using namespace takan::test;

namespace {

constexpr CivilDate long_ago{2023, 11, 2};

FreedPhotos must_free(const Laptop& laptop, const FreeWish& wish) {
    const auto freed = free_photos(laptop.folder, laptop.clock.clock(), wish, {}, {}, {});
    REQUIRE_MESSAGE(freed, describe(freed.error()));
    return *freed;
}

PhotosFetched must_fetch_all(Laptop& laptop) {
    const auto fetched = fetch_photos(laptop.folder, laptop.shelf, laptop.clock.clock(), {true, {}}, {}, {}, {}, {});
    REQUIRE_MESSAGE(fetched, describe(fetched.error()));
    return *fetched;
}

void damage_packs(const std::filesystem::path& repository) {
    for (const auto& file : std::filesystem::directory_iterator(repository / "objects" / "pack")) {
        if (file.path().extension() != ".pack" || file.file_size() < 500'000) continue;
        std::filesystem::permissions(file.path(), std::filesystem::perms::owner_all);
        std::fstream pack(file.path(), std::ios::in | std::ios::out | std::ios::binary);
        pack.seekp(300'000);
        pack.write("damage", 6);
    }
}

} // namespace

TEST_CASE("free: old photos of others go, recent and own ones stay, and all can be fetched again") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const std::vector old = {photo(1, 600'000), photo(2, 5'000)};
    const auto recent = photo(3, 700'000);
    const auto own = photo(4, 600'000);
    const auto old_ref = keep(wang, old, long_ago);
    const auto recent_ref = keep(wang, {recent});
    const auto own_ref = keep(leader, {own}, long_ago);
    wang.must_sync();
    leader.must_sync();

    const FreedPhotos dry = must_free(leader, {30, false, true});
    CHECK(dry.others == 2);
    CHECK(is_here(leader, old_ref, old[0]));
    const FreedPhotos freed = must_free(leader, {30, false, false});
    CHECK(freed.others == 2);
    CHECK(freed.own == 0);
    CHECK(freed.bytes == 605'000);
    CHECK_FALSE(is_here(leader, old_ref, old[0]));
    CHECK_FALSE(is_here(leader, old_ref, old[1]));
    CHECK(is_here(leader, recent_ref, recent));
    CHECK(is_here(leader, own_ref, own));
    check_calm(leader);
    CHECK(must_free(leader, {30, false, false}).others == 0);

    const auto verified = verify(leader.repo(), {}, {});
    REQUIRE(verified);
    CHECK(verified->sound());
    CHECK(verified->photos_not_here == 2);
    CHECK(verified->photos == 2);

    CHECK(must_fetch_all(leader).fetched == 2);
    for (const auto& file : old)
        CHECK(is_here(leader, old_ref, file));
    check_calm(leader);
}

TEST_CASE("free: own originals go only after the team's copy was read back and compared") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto sent = photo(1, 600'000);
    const auto ref = keep(wang, {sent}, long_ago);
    wang.must_sync();
    const auto unsent = photo(2, 600'000);
    keep(wang, {unsent}, long_ago);

    SUBCASE("what was sent goes, what was not stays") {
        const FreedPhotos freed = must_free(wang, {30, true, false});
        CHECK(freed.own == 1);
        CHECK(freed.kept == 1);
        CHECK_FALSE(is_here(wang, ref, sent));
        CHECK(is_here(wang, ref, unsent));
        check_calm(wang);
        CHECK(wang.must_sync().photos_sent == 1); // the rest of the same day still reaches the team
        CHECK(leader.must_sync().photos_received == 2);
        CHECK(is_here(leader, ref, sent));
        CHECK(must_fetch_all(wang).fetched == 1);
        CHECK(is_here(wang, ref, sent));
    }
    SUBCASE("a damaged copy proves nothing") {
        damage_packs(team.address());
        const FreedPhotos freed = must_free(wang, {30, true, false});
        CHECK(freed.own == 0);
        CHECK(freed.kept == 2);
        CHECK(is_here(wang, ref, sent));
    }
    SUBCASE("without the team's address nothing goes") {
        std::filesystem::rename(team.address(), team / "away.git");
        CHECK_FALSE(free_photos(wang.folder, wang.clock.clock(), {30, true, false}, {}, {}, {}));
        CHECK(is_here(wang, ref, sent));
        std::filesystem::rename(team / "away.git", team.address());
    }
    CHECK_FALSE(std::filesystem::exists(wang.folder / "read_back.git"));
    check_calm(wang);
}

TEST_CASE("free: what came over another route and is not at the team's address stays") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    SyncOptions stick;
    stick.address = utf8(team / "stick");
    std::filesystem::create_directories(team / "stick");
    const auto file = photo(1, 600'000);
    const auto ref = keep(wang, {file}, long_ago);
    wang.must_sync(stick);
    stick.policy.keep_days = 400;
    leader.must_sync(stick);
    REQUIRE(is_here(leader, ref, file));
    const FreedPhotos freed = must_free(leader, {30, false, false});
    CHECK(freed.others == 0);
    CHECK(freed.kept == 1);
    stick.policy.keep_days = 1;
    CHECK(leader.must_sync(stick).photos_freed == 0);
    CHECK(is_here(leader, ref, file));
}

TEST_CASE("free: what was freed cannot go to a stick, is said so, and fails nothing") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto freed = photo(1, 600'000);
    const auto ref = keep(wang, {freed}, long_ago);
    const auto whole_ref = keep(wang, {photo(2, 1000)});
    wang.must_sync();
    REQUIRE(must_free(wang, {30, true, false}).own == 1);
    keep(wang, {photo(3, 1000)}, long_ago);
    SyncOptions stick;
    stick.address = utf8(team / "stick");
    std::filesystem::create_directories(team / "stick");
    const auto note = wang.add("text", "by stick");
    const Receipt receipt = wang.must_sync(stick);
    CHECK(receipt.photos_sent == 1);
    CHECK(receipt.photos_not_here == 2); // the freed one, and the one behind it on that day
    leader.must_sync(stick);
    CHECK(leader.shown(note, "text") == "by stick");
    CHECK(is_here(leader, whole_ref, photo(2, 1000)));
    check_calm(wang);
    CHECK(wang.must_sync().photos_sent == 1); // to the team, which has the freed one
    must_fetch_all(wang);
    CHECK(wang.must_sync(stick).photos_sent == 2);
    CHECK(wang.must_sync(stick).photos_not_here == 0);
    leader.must_sync(stick);
    CHECK(is_here(leader, ref, freed));
}

TEST_CASE("free: with a sync when the laptop keeps photos for some days only, and they do not come back by it") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto file = photo(1, 600'000);
    const auto ref = keep(wang, {file}, long_ago);
    wang.must_sync();
    leader.must_sync();
    SyncOptions keeps;
    keeps.policy.keep_days = 20;
    const Receipt receipt = leader.must_sync(keeps);
    CHECK(receipt.photos_freed == 1);
    CHECK(receipt.bytes_freed == 600'000);
    CHECK(receipt.photos_known == 1);
    CHECK(receipt.photos_here == 0);
    const Receipt again = leader.must_sync(keeps);
    CHECK(again.photos_received == 0);
    CHECK(again.photos_freed == 0);
    CHECK_FALSE(is_here(leader, ref, file));
}

TEST_CASE("free: the same photo on two refs stays for the sake of the one that is needed") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto file = photo(1, 600'000);
    const auto ref = keep(wang, {file}, long_ago);
    wang.must_sync();
    const auto own_ref = keep(leader, {file});
    leader.must_sync();
    CHECK(must_free(leader, {30, false, false}).others == 0);
    CHECK(is_here(leader, own_ref, file));
    CHECK(is_here(leader, ref, file));
}

TEST_CASE("free: a photo that is imported again is here again") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto file = photo(1, 600'000);
    const auto ref = keep(wang, {file}, long_ago);
    wang.must_sync();
    const auto tip = wang.repo().ref(ref);
    REQUIRE(must_free(wang, {30, true, false}).own == 1);
    keep(wang, {file}, long_ago);
    CHECK(is_here(wang, ref, file));
    CHECK(wang.repo().ref(ref) == tip);
    check_calm(wang);
}
