#include "sync/base/sha256.hpp"

#include "sync/base/text.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

TEST_CASE("sha256: the examples of the standard") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256: piece by piece gives what the whole gives, however it is cut") {
    const std::string bytes(1000, 'q');
    for (const std::size_t piece : {1u, 7u, 64u, 999u, 1000u}) {
        Sha256Stream stream;
        for (std::size_t at = 0; at < bytes.size(); at += piece)
            stream.add(std::string_view(bytes).substr(at, piece));
        Sha256Stream moved = std::move(stream);
        CHECK(moved.finish() == sha256(bytes));
    }
    CHECK(Sha256Stream().finish() == sha256(""));
}
