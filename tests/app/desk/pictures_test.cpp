#include "app/desk/pictures.hpp"

#include "sync/base/files.hpp"
#include "sync/base/sha256.hpp"
#include "tests/app/desk/desk_fixture.hpp"

#include <algorithm>

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

TEST_CASE("pictures: a large picture is decoded from the original, never larger than that") {
    Gallery gallery;
    const auto large = gallery.desk.picture(gallery.sha256, gallery.ref, 800).second;
    REQUIRE(large);
    CHECK(large->width == 800);
    const auto whole = gallery.desk.picture(gallery.sha256, gallery.ref, 100'000).second;
    REQUIRE(whole);
    CHECK(whole->width == 2400);
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

TEST_CASE("pictures: an annotated copy is a photo of its own that names its original, whose bytes stay") {
    Gallery gallery;
    auto& desk = gallery.desk;
    const auto imported = desk.wait_for([](const Snapshot& now) { return now.importing.added == 1; });
    Request request;
    request.list.kind = "photo";
    request.records = true;
    const auto before = desk.post(Ask{request});
    REQUIRE(before->list_records.size() == 1);
    const sync::Record original = before->list_records.front();
    desk.post(SetFields{original.id, {{"caption", "总排口"}, {"lat", "29.47"}, {"lon", "113.27"}}});

    const auto id = sync::RecordId::random(gallery.clock.now());
    desk.post(AnnotatePhoto{id,
                            original.id,
                            {{MarkKind::blur, MarkColor::red, {0.1f, 0.1f}, {0.4f, 0.4f}, {}},
                             {MarkKind::text, MarkColor::red, {0.5f, 0.5f}, {0.5f, 0.5f}, "渗漏痕迹"}}});
    const auto after = desk.wait_for([](const Snapshot& now) { return now.list_records.size() == 2; });
    const auto copy = std::find_if(after->list_records.begin(), after->list_records.end(),
                                   [&](const auto& one) { return one.id == id; });
    REQUIRE(copy != after->list_records.end());
    CHECK(sync::shown_text(*copy, "derived_from") == original.id.text());
    CHECK(sync::set_members(*copy, "derived_by") == std::vector<std::string>{"blur", "text"});
    CHECK(sync::shown_text(*copy, "caption") == "总排口");
    CHECK(sync::shown_text(*copy, "lat") == "29.47");
    CHECK(sync::shown_text(*copy, "name") == "p-标注.jpg");
    CHECK(sync::shown_text(*copy, "import.batch").empty());
    const std::string sha256 = sync::shown_text(*copy, "sha256");
    CHECK(sha256 != gallery.sha256);
    const auto picture = desk.picture(sha256, sync::shown_text(*copy, "media.ref"), 4096).second;
    REQUIRE(picture);
    CHECK(picture->width == 2400);
    CHECK(picture->height > 1800);

    desk.post(ExportPhoto{original.id, gallery.scratch / "again.jpg"});
    desk.wait_for([](const Snapshot& now) { return now.exports == 1; });
    CHECK(must(sync::read_file(gallery.scratch / "again.jpg", 1u << 26)) == gallery.bytes);

    desk.post(Undo{});
    desk.wait_for([](const Snapshot& now) { return now.list_records.size() == 1; });
}

TEST_CASE("pictures: a copy that cannot be made says why, and makes nothing") {
    Gallery gallery;
    auto& desk = gallery.desk;
    const auto photo = desk.create("photo", {{"sha256", sync::sha256_hex("unknown")}, {"media.ref", gallery.ref}});
    const auto id = sync::RecordId::random(gallery.clock.now());
    const std::vector<PhotoMark> marks{{MarkKind::box, MarkColor::red, {0.1f, 0.1f}, {0.4f, 0.4f}, {}}};
    desk.post(AnnotatePhoto{id, photo, marks});
    const auto refused = desk.wait_for([](const Snapshot& now) { return now.saving.failed.has_value(); });
    CHECK(refused->saving.failed->text_key == "error.photo_not_fetched");
    desk.post(AnnotatePhoto{id, photo, {}});
    desk.post(AnnotatePhoto{id, sync::RecordId::random(gallery.clock.now()), marks});
    const auto last = desk.wait_for([](const Snapshot& now) { return now.saving.refused.size() == 3; });
    Request request;
    request.open = id;
    CHECK_FALSE(desk.post(Ask{request})->detail);
}
