#include "app/evidence/photo_import.hpp"

#include "app/evidence/drawn_photo.hpp"
#include "app/evidence/photo_fields.hpp"
#include "app/evidence/thumbnail.hpp"
#include "sync/base/sha256.hpp"
#include "tests/app/evidence/real_photos.hpp"
#include "tests/support/scratch.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <map>

using namespace takan;
using namespace takan::app;
namespace fs = std::filesystem;

namespace {

std::string photo_of(const std::string& time, int shade = 0) {
    Pixels pixels{16, 12, std::vector<std::uint8_t>(16 * 12 * 4, static_cast<std::uint8_t>(shade))};
    const auto jpeg = encode_jpeg(pixels, 80);
    PhotoFacts facts;
    facts.time = time;
    facts.lat = 29.3573;
    facts.lon = 113.1289;
    facts.altitude = 36.5;
    return time.empty() ? *jpeg : *with_exif(*jpeg, facts);
}

void put(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<std::string> names(const PhotoHaul& haul) {
    std::vector<std::string> all;
    for (const auto& photo : haul.photos)
        all.push_back(photo.name);
    return all;
}

std::map<std::string, std::string> reasons(const PhotoHaul& haul) {
    std::map<std::string, std::string> all;
    for (const auto& one : haul.left_out)
        all[one.path.filename().string()] = one.reason.text_key;
    return all;
}

} // namespace

TEST_CASE("photo import: a camera's card, by time taken, with a reason for what is left out") {
    const test::Scratch scratch;
    put(scratch / "DCIM/100NIKON/b.jpg", photo_of("2024-03-22T10:00:00"));
    put(scratch / "DCIM/100NIKON/a.jpg", photo_of("2024-03-22T11:00:00"));
    put(scratch / "DCIM/101NIKON/c.jpg", photo_of("2024-03-22T09:00:00"));
    put(scratch / "DCIM/101NIKON/unknown.jpg", photo_of(""));
    put(scratch / "DCIM/101NIKON/twin.jpg", photo_of("2024-03-22T09:00:00"));
    put(scratch / "DCIM/101NIKON/film.mp4", std::string("\0\0\0\x18"
                                                        "ftypisom\0\0\0\0",
                                                        16));
    put(scratch / "DCIM/101NIKON/notes.txt", "notes");
    put(scratch / "DCIM/101NIKON/empty.jpg", "");
    put(scratch / "DCIM/.Trashes/gone.jpg", photo_of("2024-03-22T08:00:00"));
    put(scratch / "DCIM/101NIKON/._c.jpg", "resource fork");
    put(scratch / "System Volume Information/x.jpg", photo_of("2024-03-22T07:00:00"));
    put(scratch.path() / "elsewhere.jpg", photo_of("2024-03-22T06:00:00"));
    fs::create_symlink(scratch / "elsewhere.jpg", scratch / "DCIM/link.jpg");
    fs::create_directory_symlink(scratch.path(), scratch / "DCIM/circle");
    REQUIRE(::mkfifo((scratch / "DCIM/pipe.jpg").c_str(), 0600) == 0); // reading it would wait forever

    const auto haul = find_photos({scratch / "DCIM", scratch / "System Volume Information/none.jpg"});
    REQUIRE(haul);
    CHECK(names(*haul) == std::vector<std::string>{"c.jpg", "b.jpg", "a.jpg", "film.mp4", "unknown.jpg"});
    const std::map<std::string, std::string> expected{
        {"twin.jpg", "photo.left_out.twice"},   {"notes.txt", "photo.left_out.no_media"},
        {"empty.jpg", "photo.left_out.empty"},  {".Trashes", "photo.left_out.hidden"},
        {"._c.jpg", "photo.left_out.hidden"},   {"link.jpg", "photo.left_out.link"},
        {"circle", "photo.left_out.link"},      {"pipe.jpg", "photo.left_out.no_media"},
        {"none.jpg", "photo.left_out.missing"},
    };
    CHECK(reasons(*haul) == expected);
}

TEST_CASE("photo import: a file inside of a chosen folder that was chosen too counts once") {
    const test::Scratch scratch;
    put(scratch / "card/a.jpg", photo_of("2024-03-22T10:00:00"));
    const auto haul = find_photos({scratch / "card", scratch / "card/a.jpg", scratch / "card/../card/a.jpg"});
    REQUIRE(haul);
    CHECK(names(*haul) == std::vector<std::string>{"a.jpg"});
    CHECK(haul->left_out.empty());
}

TEST_CASE("photo import: a link that a person chose is followed") {
    const test::Scratch scratch;
    put(scratch / "a.jpg", photo_of("2024-03-22T10:00:00"));
    fs::create_symlink(scratch / "a.jpg", scratch / "chosen.jpg");
    const auto haul = find_photos({scratch / "chosen.jpg"});
    REQUIRE(haul);
    CHECK(names(*haul) == std::vector<std::string>{"chosen.jpg"});
}

TEST_CASE("photo import: a file that changes, vanishes or cannot be read costs only itself") {
    const test::Scratch scratch;
    for (const char* name : {"a.jpg", "changes.jpg", "vanishes.jpg", "z.jpg"})
        put(scratch / name, photo_of("2024-03-22T10:00:00", name[0]));
    PhotoSearch search;
    search.read = [&](const fs::path& path) -> Result<std::string> {
        if (path.filename() == "changes.jpg") return sync::fail(ErrorKind::stale, "file changed while it was read");
        if (path.filename() == "vanishes.jpg") fs::remove(path);
        return read_original(path);
    };
    const auto haul = find_photos({scratch.path()}, search);
    REQUIRE(haul);
    CHECK(names(*haul) == std::vector<std::string>{"a.jpg", "z.jpg"});
    CHECK(reasons(*haul) == std::map<std::string, std::string>{{"changes.jpg", "photo.left_out.unreadable"},
                                                               {"vanishes.jpg", "photo.left_out.missing"}});
}

TEST_CASE("photo import: bytes that are not those that were found are not given out") {
    const test::Scratch scratch;
    const auto bytes = photo_of("2024-03-22T10:00:00");
    put(scratch / "a.jpg", bytes);
    const auto haul = find_photos({scratch.path()});
    REQUIRE(haul);
    const auto& photo = haul->photos.at(0);
    CHECK(photo.sha256 == sync::sha256_hex(bytes));
    const auto same = read_original(photo);
    REQUIRE(same);
    CHECK(*same == bytes);
    put(scratch / "a.jpg", photo_of("2024-03-22T10:00:01"));
    CHECK(read_original(photo).error().text_key == "photo.left_out.changed");
    fs::remove(scratch / "a.jpg");
    CHECK(read_original(photo).error().kind == ErrorKind::missing);
}

TEST_CASE("photo import: tells how far it is, and stops when asked to") {
    const test::Scratch scratch;
    for (int i = 0; i < 5; ++i)
        put(scratch / std::to_string(i), photo_of("2024-03-22T10:00:00", i * 40));
    std::vector<std::size_t> steps;
    PhotoSearch search;
    search.progress = [&](std::size_t done, std::size_t total) {
        CHECK(total == 5);
        steps.push_back(done);
    };
    REQUIRE(find_photos({scratch.path()}, search));
    CHECK(steps == std::vector<std::size_t>{0, 1, 2, 3, 4, 5});

    std::stop_source stop;
    search.stop = stop.get_token();
    search.progress = [&](std::size_t done, std::size_t) {
        CHECK(done <= 2);
        if (done == 2) stop.request_stop();
    };
    CHECK(find_photos({scratch.path()}, search).error().kind == ErrorKind::cancelled);
}

TEST_CASE("photo fields: what the record of a photo holds") {
    const auto bytes = photo_of("2024-03-22T16:12:04");
    const auto photo = inspect_photo("card/IMG_1.jpg", bytes);
    REQUIRE(photo);
    PhotoContext context;
    context.visit = sync::RecordId::random({1});
    context.taken_by = "周敏";
    context.media_ref = "refs/media/abc123/2024-03-22";
    context.media_day = {2024, 3, 22};
    std::map<std::string, sync::Value> fields;
    for (auto& [name, value] : photo_fields(*photo, context))
        fields[name] = value;
    const std::map<std::string, sync::Value> expected{
        {"visit", context.visit.text()},
        {"sha256", sync::sha256_hex(bytes)},
        {"size", static_cast<std::int64_t>(bytes.size())},
        {"name", "IMG_1.jpg"},
        {"mime", "image/jpeg"},
        {"width", 16},
        {"height", 12},
        {"orientation", 1},
        {"taken_by", "周敏"},
        {"taken_at", "2024-03-22T08:12:04.000Z"},
        {"exif.time", "2024-03-22T16:12:04"},
        {"exif.make", "HUAWEI"},
        {"exif.model", "ALN-AL00"},
        {"lat", "29.3573000"},
        {"lon", "113.1289000"},
        {"altitude", "36.5"},
        {"position_source", "exif"},
        {"media.ref", context.media_ref},
        {"media.day", "2024-03-22"},
    };
    CHECK(fields == expected);
}

TEST_CASE("photo fields: what is not known is left out") {
    const auto photo = inspect_photo("plain.jpg", photo_of(""));
    REQUIRE(photo);
    for (const auto& [name, value] : photo_fields(*photo, {})) {
        CAPTURE(name);
        const bool known = name == "sha256" || name == "size" || name == "name" || name == "mime" || name == "width" ||
                           name == "height" || name == "orientation";
        CHECK(known);
    }
    CHECK(photo->remarks.at(0).text_key == "photo.remark.no_exif");
}

TEST_CASE("photo import: a folder of real photos") {
    const auto folder = test::real_photos();
    if (!folder) return;
    const auto haul = find_photos({*folder});
    REQUIRE(haul);
    CHECK(haul->photos.size() == 28);
    CHECK(haul->photos.front().name == "DSCN0010.jpg");
    CHECK(reasons(*haul) == std::map<std::string, std::string>{{"README.md", "photo.left_out.no_media"}});
    for (const auto& photo : haul->photos) {
        CAPTURE(photo.name);
        CHECK(photo.width > 0);
        CHECK(photo.height > 0);
        CHECK(photo.size == fs::file_size(photo.path));
    }
}
