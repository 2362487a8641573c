#include "app/desk/pictures.hpp"

#include "sync/base/sha256.hpp"
#include "tests/app/desk/desk_fixture.hpp"

using namespace takan;
using namespace takan::app;
using test::must;
using test::OpenDesk;

namespace {

struct Gallery {
    Gallery() {
        test::put_file(scratch / "p.jpg", bytes);
        desk.import({{scratch / "p.jpg"}, {}, {}});
        ref = "refs/media/" + desk.desk().snapshot()->me.device.text() + "/2024-03-22";
    }

    test::Scratch scratch;
    test::SharedClock clock;
    std::string bytes = test::big_photo();
    std::string sha256 = sync::sha256_hex(bytes);
    std::string ref;
    OpenDesk desk{test::make_laptop(scratch.path(), "周敏"), clock};
};

} // namespace

TEST_CASE("pictures: a thumbnail comes from the original and stays") {
    Gallery gallery;
    std::shared_ptr<const Picture> picture;
    CHECK(gallery.desk.desk().pictures().picture(gallery.sha256, gallery.ref, 100, picture) == PictureState::coming);
    CHECK(picture == nullptr);
    const auto [state, thumbnail] = gallery.desk.picture(gallery.sha256, gallery.ref, 100);
    REQUIRE(state == PictureState::here);
    CHECK(thumbnail->width == 500);
    CHECK(thumbnail->rgba.size() == static_cast<std::size_t>(thumbnail->width * thumbnail->height * 4));
    CHECK(gallery.desk.desk().pictures().picture(gallery.sha256, gallery.ref, 500, picture) == PictureState::here);
    CHECK(picture == thumbnail);
    CHECK(std::filesystem::exists(gallery.scratch / "周敏/thumbnails"));
}

TEST_CASE("pictures: a large picture is decoded from the original, up to a limit") {
    Gallery gallery;
    const auto large = gallery.desk.picture(gallery.sha256, gallery.ref, 800).second;
    REQUIRE(large);
    CHECK(large->width == 800);
    const auto whole = gallery.desk.picture(gallery.sha256, gallery.ref, 100'000).second;
    REQUIRE(whole);
    CHECK(whole->width == 2048);
}

TEST_CASE("pictures: what is not here, is no photo or is damaged says so") {
    Gallery gallery;
    const std::string unknown = sync::sha256_hex("unknown");
    CHECK(gallery.desk.picture(unknown, gallery.ref, 500).first == PictureState::not_fetched);
    CHECK(gallery.desk.picture(unknown, "", 1000).first == PictureState::not_fetched);
    CHECK(gallery.desk.picture("no hash", gallery.ref, 500).first == PictureState::unreadable);

    const auto cut_off = gallery.bytes.substr(0, 200);
    test::put_file(gallery.scratch / "cut.jpg", cut_off);
    REQUIRE(gallery.desk.import({{gallery.scratch / "cut.jpg"}, {}, {}})->importing.added == 1);
    CHECK(gallery.desk.picture(sync::sha256_hex(cut_off), gallery.ref, 500).first == PictureState::unreadable);
}

TEST_CASE("pictures: more than memory holds are made again when they are asked for") {
    Gallery gallery;
    std::shared_ptr<const Picture> first = gallery.desk.picture(gallery.sha256, gallery.ref, 2048).second;
    for (int side = 2000; side > 1985; --side)
        REQUIRE(gallery.desk.picture(gallery.sha256, gallery.ref, side).first == PictureState::here);
    const auto again = gallery.desk.picture(gallery.sha256, gallery.ref, 2048).second;
    REQUIRE(again);
    CHECK(again != first);
    CHECK(again->rgba == first->rgba);
}

TEST_CASE("pictures: wishes beyond a screen's are dropped and served when asked for again") {
    Gallery gallery;
    std::shared_ptr<const Picture> picture;
    for (int i = 0; i < 1000; ++i)
        gallery.desk.desk().pictures().picture(sync::sha256_hex(std::to_string(i)), gallery.ref, 500, picture);
    for (int i = 0; i < 1000; i += 100)
        CHECK(gallery.desk.picture(sync::sha256_hex(std::to_string(i)), gallery.ref, 500).first ==
              PictureState::not_fetched);
}
