#include "app/evidence/thumbnail_cache.hpp"

#include "app/evidence/thumbnail.hpp"
#include "sync/base/files.hpp"
#include "sync/base/sha256.hpp"
#include "tests/support/scratch.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <vector>

using namespace takan;
using namespace takan::app;

namespace {

std::string photo(int shade) {
    Pixels pixels{800, 600, {}};
    for (int i = 0; i < 800 * 600; ++i) {
        for (int c = 0; c < 3; ++c)
            pixels.rgba.push_back(static_cast<std::uint8_t>((shade * 37 + i * (c + 1) * 31 + i / 800 * 7) & 0xFF));
        pixels.rgba.push_back(255);
    }
    return *encode_jpeg(pixels, 90);
}

struct Source {
    std::string bytes;
    int asked = 0;
    ThumbnailCache::Original original() {
        return [this]() -> Result<std::string> {
            ++asked;
            return bytes;
        };
    }
};

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    return files;
}

} // namespace

TEST_CASE("thumbnail cache: the original is asked for once") {
    const test::Scratch scratch;
    const test::FixedClock clock;
    Source source{photo(1)};
    const auto sha256 = sync::sha256_hex(source.bytes);
    for (int opened = 0; opened < 2; ++opened) {
        auto cache = ThumbnailCache::open(scratch / "thumbs", 1 << 20, clock.clock());
        REQUIRE(cache);
        const auto pixels = cache->thumbnail(sha256, source.original());
        REQUIRE(pixels);
        CHECK(pixels->width == 500);
        CHECK(pixels->height == 375);
    }
    CHECK(source.asked == 1);
    CHECK(files_in(scratch / "thumbs").size() == 1);
}

TEST_CASE("thumbnail cache: an entry that was damaged or cut off is made again") {
    const test::Scratch scratch;
    const test::FixedClock clock;
    auto cache = ThumbnailCache::open(scratch / "thumbs", 1 << 20, clock.clock());
    REQUIRE(cache);
    Source source{photo(2)};
    const auto sha256 = sync::sha256_hex(source.bytes);
    REQUIRE(cache->thumbnail(sha256, source.original()));
    const auto file = files_in(scratch / "thumbs").at(0);
    const auto good = sync::read_file(file, 1 << 20);
    REQUIRE(good);
    auto flipped = *good;
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 0x10);
    int expected = 1;
    for (const auto& damaged : {flipped, good->substr(0, good->size() / 2), std::string(), std::string(40, 'x')}) {
        std::ofstream(file, std::ios::binary | std::ios::trunc) << damaged;
        REQUIRE(cache->thumbnail(sha256, source.original()));
        CHECK(source.asked == ++expected);
        CHECK(*sync::read_file(file, 1 << 20) == *good);
    }
}

TEST_CASE("thumbnail cache: the longest unused entries make room") {
    const test::Scratch scratch;
    test::FixedClock clock;
    std::vector<Source> sources;
    for (int i = 0; i < 6; ++i)
        sources.push_back({photo(i)});
    const auto name = [&](std::size_t i) { return sync::sha256_hex(sources[i].bytes); };
    std::uint64_t one = 0;
    {
        auto measuring = ThumbnailCache::open(scratch / "measured", 1 << 24, clock.clock());
        REQUIRE(measuring);
        REQUIRE(measuring->thumbnail(name(0), sources[0].original()));
        one = measuring->size();
    }
    auto cache = ThumbnailCache::open(scratch / "thumbs", one * 4, clock.clock());
    REQUIRE(cache);
    for (std::size_t i = 0; i < 6; ++i) {
        clock.advance(1000);
        REQUIRE(cache->thumbnail(name(i), sources[i].original()));
        clock.advance(1000);
        REQUIRE(cache->thumbnail(name(0), sources[0].original())); // looked at all the time
        CHECK(cache->size() <= one * 4);
    }
    CHECK(sources[0].asked == 2); // by the measuring cache and once by this one
    REQUIRE(cache->thumbnail(name(5), sources[5].original()));
    CHECK(sources[5].asked == 1);
    REQUIRE(cache->thumbnail(name(1), sources[1].original()));
    CHECK(sources[1].asked == 2);
}

TEST_CASE("thumbnail cache: errors of the original come through, and leave nothing behind") {
    const test::Scratch scratch;
    const test::FixedClock clock;
    auto cache = ThumbnailCache::open(scratch / "thumbs", 1 << 20, clock.clock());
    REQUIRE(cache);
    const std::string sha256(64, 'a');
    const auto missing = [] { return Result<std::string>(sync::fail(ErrorKind::missing, "not fetched yet")); };
    CHECK(cache->thumbnail(sha256, missing).error().kind == ErrorKind::missing);
    CHECK(cache->thumbnail(sha256, [] { return Result<std::string>(std::string("no picture")); }).error().kind ==
          ErrorKind::invalid);
    CHECK(cache->thumbnail("../../etc/passwd", missing).error().kind == ErrorKind::invalid);
    CHECK(cache->thumbnail(std::string(64, 'G'), missing).error().kind == ErrorKind::invalid);
    CHECK(files_in(scratch / "thumbs").empty());
}

TEST_CASE("thumbnail cache: a folder that cannot be written to only costs time") {
    const test::Scratch scratch;
    const test::FixedClock clock;
    auto cache = ThumbnailCache::open(scratch / "thumbs", 1 << 20, clock.clock());
    REQUIRE(cache);
    Source source{photo(3)};
    const auto sha256 = sync::sha256_hex(source.bytes);
    std::ofstream(scratch / "thumbs" / sha256.substr(0, 2)) << "a file where a folder should be";
    CHECK(cache->thumbnail(sha256, source.original()));
    CHECK(cache->thumbnail(sha256, source.original()));
    CHECK(source.asked == 2);
}
