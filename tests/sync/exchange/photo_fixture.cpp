#include "tests/sync/exchange/photo_fixture.hpp"

#include "sync/base/sha256.hpp"

#include <doctest/doctest.h>

#include <random>

namespace takan::test {

using namespace takan::sync;

MediaFile photo(unsigned seed, std::size_t size) {
    std::mt19937_64 random(seed);
    std::string bytes(size, '\0');
    for (std::size_t at = 0; at < size; at += 8) {
        const std::uint64_t number = random();
        for (std::size_t i = 0; i < 8 && at + i < size; ++i)
            bytes[at + i] = static_cast<char>(number >> (8 * i));
    }
    return {sha256_hex(bytes), std::move(bytes)};
}

std::string keep(const Laptop& laptop, const std::vector<MediaFile>& files, CivilDate on) {
    auto repo = laptop.repo();
    const auto ref = keep_media(repo, laptop.signer(), on, files, laptop.clock.now());
    REQUIRE(ref);
    return *ref;
}

bool is_here(const Laptop& laptop, const std::string& ref, const MediaFile& file) {
    const auto read = read_media(laptop.repo(), ref, file.sha256);
    if (read) return *read == file.bytes;
    CHECK(read.error().kind == ErrorKind::missing);
    CHECK(read.error().text_key == "error.photo_not_here");
    CHECK_FALSE(has_media(laptop.repo(), ref, file.sha256));
    return false;
}

void check_calm(const Laptop& laptop) {
    const auto [code, words] = run_git(laptop.folder / "repo.git", "fsck --strict");
    CAPTURE(words);
    CHECK(code == 0);
}

std::size_t packs_of(const std::filesystem::path& repository) {
    std::size_t packs = 0;
    for (const auto& file : std::filesystem::directory_iterator(repository / "objects" / "pack"))
        if (file.path().extension() == ".pack") ++packs;
    return packs;
}

} // namespace takan::test
