#include "sync/exchange/preview.hpp"

#include "sync/exchange/media.hpp"
#include "tests/sync/exchange/team.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;
using takan::test::Laptop;
using takan::test::Team;

namespace {

Preview look(Laptop& laptop) {
    const auto repo = laptop.repo();
    auto found = preview(repo, laptop.signer(), laptop.shelf, {});
    REQUIRE(found);
    return *found;
}

} // namespace

TEST_CASE("preview: counts records by kind and fields that the team does not hold, and nothing after the sync") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    CHECK(look(wang).is_empty());
    const auto visit = wang.add("title", "华盛电镀", "visit");
    wang.edit(visit, "purpose", "抽查");
    wang.add("text", "活性炭", "finding");
    Preview seen = look(wang);
    CHECK(seen.records == std::map<std::string, std::size_t>{{"visit", 1}, {"finding", 1}});
    CHECK(seen.record_count() == 2);
    CHECK(seen.fields == 3);
    wang.must_sync();
    CHECK(look(wang).is_empty());
    wang.edit(visit, "purpose", "复查");
    seen = look(wang);
    CHECK(seen.records == std::map<std::string, std::size_t>{{"visit", 1}});
    CHECK(seen.fields == 1);
}

TEST_CASE("preview: what is committed and was not pushed yet waits too, once") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto id = wang.add("text", "a");
    auto repo = wang.repo();
    REQUIRE(commit_outgoing(repo, wang.signer(), wang.shelf, wang.clock.now()));
    CHECK(look(wang).record_count() == 1);
    wang.edit(id, "text", "b");
    CHECK(look(wang).record_count() == 1);
    CHECK(look(wang).fields == 1);
}

TEST_CASE("preview: what others wrote and this laptop merged does not count as waiting") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    leader.add("text", "from the leader");
    leader.must_sync();
    wang.add("text", "from Wang");
    wang.must_sync();
    CHECK(look(wang).is_empty());
    CHECK(look(leader).is_empty());
}

TEST_CASE("preview: originals that the team has not acknowledged are counted with their bytes") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    auto repo = wang.repo();
    const std::string sha256_of_photo = "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592";
    const std::string photo = "The quick brown fox jumps over the lazy dog";
    REQUIRE(keep_media(repo, wang.signer(), {2024, 3, 22}, {{sha256_of_photo, photo}}, wang.clock.now()));
    CHECK(look(wang).photos == 1);
    CHECK(look(wang).photo_bytes == photo.size());
    SyncOptions only_records;
    only_records.photos = false;
    wang.must_sync(only_records);
    CHECK(look(wang).photos == 1);
    wang.must_sync();
    CHECK(look(wang).is_empty());
}
