#include "sync/git/tree_walk.hpp"
#include "sync/team/layout.hpp"
#include "tests/sync/exchange/photo_fixture.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;
using namespace takan::test;

namespace {

constexpr CivilDate day = photo_day;

// Puts a commit on a media ref of the team, signed by whoever.
git::Oid forge_media(const Team& team, const Signer& signer, const std::string& ref, const std::string& name,
                     const std::string& bytes) {
    auto repo = team.repo();
    const auto tip = repo.ref(ref);
    auto pack = *git::PackWriter::start(repo.folder());
    const auto blob = *pack.add(git::ObjectType::blob, bytes, git::Compression::stored);
    const auto base = tip ? repo.commit(*tip)->tree : git::Oid{};
    const auto tree = *git::build_tree(repo, base, {{name, git::TreeEntry{{}, git::Mode::file, blob}}}, pack);
    const auto commit = *write_commit(pack, signer, tree, tip ? std::vector{*tip} : std::vector<git::Oid>{}, "forged",
                                      team.clock.now());
    REQUIRE(pack.finish());
    repo.refresh();
    REQUIRE(repo.move_ref(ref, tip, commit));
    return commit;
}

} // namespace

TEST_CASE("media: what was kept is read byte for byte, and a second time costs nothing") {
    Team team;
    const Laptop wang = team.make_laptop("王芳");
    const std::vector files = {photo(1, 300'000), photo(2, 1'000'000), photo(3, 0)};
    const auto ref = keep(wang, files);
    CHECK(ref == "refs/media/" + wang.device.text() + "/2024-03-22");
    const auto repo = wang.repo();
    for (const auto& file : files) {
        CHECK(has_media(repo, ref, file.sha256));
        const auto read = read_media(repo, ref, file.sha256);
        REQUIRE(read);
        CHECK(*read == file.bytes);
    }
    const auto tip = repo.ref(ref);
    keep(wang, files);
    CHECK(wang.repo().ref(ref) == tip);
    keep(wang, {files[0], photo(4, 10)});
    CHECK(wang.repo().ref(ref) != tip);
    CHECK(*read_media(wang.repo(), ref, files[1].sha256) == files[1].bytes);
    CHECK(takan::test::run_git(wang.folder / "repo.git", "fsck --strict").first == 0);
}

TEST_CASE("media: bytes under another's name are refused, and nothing of their batch is kept") {
    Team team;
    const Laptop wang = team.make_laptop("王芳");
    auto repo = wang.repo();
    MediaFile wrong = photo(1, 100);
    wrong.bytes[5] ^= 1;
    const auto kept = keep_media(repo, wang.signer(), day, {photo(2, 100), wrong}, wang.clock.now());
    REQUIRE_FALSE(kept);
    CHECK(kept.error().kind == ErrorKind::invalid);
    CHECK_FALSE(repo.ref(media_ref(wang.device, day)));
}

TEST_CASE("media: what is not here is missing, also under names that are none") {
    Team team;
    const Laptop wang = team.make_laptop("王芳");
    const auto file = photo(1, 100);
    const auto ref = keep(wang, {file});
    const auto repo = wang.repo();
    CHECK(read_media(repo, ref, photo(2, 100).sha256).error().kind == ErrorKind::missing);
    CHECK(read_media(repo, "refs/media/zzzzzz/2024-03-22", file.sha256).error().kind == ErrorKind::missing);
    CHECK(read_media(repo, ref, "").error().kind == ErrorKind::missing);
    CHECK(read_media(repo, ref, "../../HEAD").error().kind == ErrorKind::missing);
    CHECK_FALSE(has_media(repo, "not a ref", file.sha256));
}

TEST_CASE("photos: they travel byte for byte, batch by batch, and are counted once") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const std::vector first = {photo(1, 600'000), photo(2, 700'000)};
    const std::vector second = {photo(3, 800'000)};
    const auto ref = keep(wang, first);
    keep(wang, second);
    const auto other_day = keep(wang, {photo(4, 1000)}, {2024, 3, 23});
    const Receipt sent = wang.must_sync();
    CHECK(sent.photos_sent == 4);
    CHECK(sent.bytes_sent > 2'100'000);
    CHECK(wang.must_sync().photos_sent == 0);

    SyncOptions without;
    without.photos = false;
    CHECK(leader.must_sync(without).photos_received == 0);
    CHECK_FALSE(has_media(leader.repo(), ref, first[0].sha256));
    const Receipt received = leader.must_sync();
    CHECK(received.photos_received == 4);
    CHECK(received.bytes_received > 2'100'000);
    for (const auto& file : {first[0], first[1], second[0]}) {
        REQUIRE(read_media(leader.repo(), ref, file.sha256));
        CHECK(*read_media(leader.repo(), ref, file.sha256) == file.bytes);
    }
    CHECK(has_media(leader.repo(), other_day, photo(4, 1000).sha256));
    const Receipt again = leader.must_sync();
    CHECK(again.photos_received == 0);
    CHECK(again.bytes_received == 0);
    CHECK(takan::test::run_git(team.address(), "fsck --strict").first == 0);
}

TEST_CASE("photos: stopped in between, the batches that arrived stay and only the others follow") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    std::string ref;
    for (unsigned i = 0; i < 5; ++i)
        ref = keep(wang, {photo(i, 6'000'000)});
    std::stop_source stop;
    const auto receipt = wang.sync(
        {},
        [&](const Progress& progress) {
            if (progress.step == Step::send_photos && progress.bytes > 15'000'000) stop.request_stop();
        },
        stop.get_token());
    REQUIRE_FALSE(receipt);
    CHECK(receipt.error().kind == ErrorKind::cancelled);
    const auto arrived = team.repo().ref(ref);
    REQUIRE(arrived);
    CHECK(arrived != wang.repo().ref(ref));
    const Receipt rest = wang.must_sync();
    CHECK(rest.photos_sent == 3);
    CHECK(team.repo().ref(ref) == wang.repo().ref(ref));
    CHECK(leader.must_sync().photos_received == 5);
}

TEST_CASE("photos: bytes never go back over several refs") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    for (int i = 1; i < 5; ++i)
        keep(wang, {photo(static_cast<unsigned>(i), 100'000)}, {2024, 3, i});
    std::uint64_t bytes = 0;
    REQUIRE(wang.sync({}, [&](const Progress& progress) {
        if (progress.step != Step::send_photos) return;
        CHECK(progress.bytes >= bytes);
        bytes = progress.bytes;
    }));
    CHECK(bytes == 400'000);
}

TEST_CASE("photos: what another put on a device's ref stays away, is told once, and stops nothing") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    Laptop li = team.join(leader, "李强");
    const auto false_photo = photo(1, 1000);
    const auto ref = media_ref(wang.device, day);
    forge_media(team, li.signer(), ref, false_photo.sha256, false_photo.bytes);
    const auto good = photo(2, 1000);
    const auto good_ref = keep(li, {good});
    CHECK(li.must_sync().set_aside.size() == 1);

    const Receipt receipt = leader.must_sync();
    REQUIRE(receipt.set_aside.size() == 1);
    CHECK(receipt.set_aside[0].fault == Fault::bad_signature);
    CHECK(receipt.set_aside[0].signer == wang.device.text());
    CHECK(leader.shelf.set_aside == receipt.set_aside);
    CHECK_FALSE(has_media(leader.repo(), ref, false_photo.sha256));
    CHECK(has_media(leader.repo(), good_ref, good.sha256));
    CHECK(leader.must_sync().set_aside.empty());

    const auto real = photo(3, 1000); // the ref is its device's again when that has something to send
    keep(wang, {real});
    CHECK(wang.must_sync().photos_sent == 1);
    CHECK(leader.must_sync().photos_received == 1);
    CHECK(has_media(leader.repo(), ref, real.sha256));
    CHECK_FALSE(has_media(leader.repo(), ref, false_photo.sha256));
}

TEST_CASE("photos: a file with another name than a hash is not taken in, wrong bytes show when read") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto file = photo(1, 1000);
    const auto ref = media_ref(wang.device, day);
    forge_media(team, wang.signer(), ref, file.sha256, "other bytes");
    leader.must_sync();
    CHECK(has_media(leader.repo(), ref, file.sha256));
    const auto read = read_media(leader.repo(), ref, file.sha256);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::corrupt);
    forge_media(team, wang.signer(), ref, "run.sh", "echo");
    const Receipt receipt = leader.must_sync();
    REQUIRE(receipt.set_aside.size() == 1);
    CHECK(receipt.set_aside[0].fault == Fault::foreign_path);
    CHECK_FALSE(leader.repo().entry_at(leader.repo().commit(*leader.repo().ref(ref))->tree, "run.sh"));
}

TEST_CASE("photos: a laptop put back from a backup keeps what it sent since and adds to it") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop wang = team.join(leader, "王芳");
    const auto ref = keep(wang, {photo(1, 1000)});
    wang.must_sync();
    const auto backup = team / "backup";
    std::filesystem::copy(wang.folder, backup, std::filesystem::copy_options::recursive);
    keep(wang, {photo(2, 1000)});
    wang.must_sync();
    leader.must_sync();
    std::filesystem::remove_all(wang.folder);
    std::filesystem::rename(backup, wang.folder);
    keep(wang, {photo(3, 1000)});
    CHECK(wang.must_sync().renewed); // a device of its own from now on; the ref stays that of before
    team.admit(leader, wang);
    const Receipt receipt = wang.must_sync();
    CHECK(receipt.photos_sent == 1);
    CHECK(receipt.set_aside.empty());
    leader.must_sync();
    for (unsigned i = 1; i <= 3; ++i) {
        CAPTURE(i);
        CHECK(has_media(wang.repo(), ref, photo(i, 1000).sha256));
        CHECK(has_media(leader.repo(), ref, photo(i, 1000).sha256));
    }
    CHECK(leader.shelf.set_aside.empty());
}

TEST_CASE("photos: a laptop that waits for admission sends none") {
    Team team;
    Laptop leader = team.found("刘组长");
    Laptop asking = team.make_laptop("新人");
    REQUIRE(ask_team(asking.folder, team.clock.now()));
    const auto ref = keep(asking, {photo(1, 1000)});
    CHECK(asking.must_sync().photos_sent == 0);
    CHECK_FALSE(team.repo().ref(ref));
    team.admit(leader, asking);
    CHECK(asking.must_sync().photos_sent == 1);
}
