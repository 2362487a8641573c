#include "app/domain/root_code.hpp"

#include <doctest/doctest.h>

using namespace takan;
using namespace takan::app;

TEST_CASE("root code: four groups of the founding commit's id, read back in any dress") {
    CHECK(root_code("3f2a91c07be20d4fa1b2c3d4e5f60718293a4b5c") == "3f2a-91c0-7be2-0d4f");
    for (const char* typed : {"3f2a-91c0-7be2-0d4f", " 3F2A 91C0 7BE2 0D4F ", "３ｆ２ａ－９１ｃ０－７ｂｅ２－０ｄ４ｆ",
                              "3f2a–91c0–7be2–0d4f", "3f2a91c07be20d4f"}) {
        const auto read = read_root_code(typed);
        REQUIRE_MESSAGE(read, typed);
        CHECK(*read == "3f2a91c07be20d4f");
    }
    CHECK(*read_root_code("3f2a91c07be20d4fa1b2c3d4e5f60718293a4b5c") == "3f2a91c07be20d4fa1b2c3d4e5f60718293a4b5c");
    CHECK(read_root_code("  ")->empty());
}

TEST_CASE("root code: half of one, and what is none, is refused") {
    for (const char* typed : {"3f2a", "3f2a-91c0-7be2-0d4", "3f2a-91c0-7be2-0d4g", "团队校验码",
                              "3f2a91c07be20d4fa1b2c3d4e5f60718293a4b5c0"}) {
        const auto read = read_root_code(typed);
        REQUIRE_FALSE_MESSAGE(read, typed);
        CHECK(read.error().text_key == "error.root_code");
    }
}
