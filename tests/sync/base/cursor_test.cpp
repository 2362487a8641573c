#include "sync/base/cursor.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

TEST_CASE("cursor: numbers are read in either order") {
    Cursor cursor("\x01\x02\x03\x04\x05\x06\x07\x08\x09");
    CHECK(cursor.u8() == 0x01);
    CHECK(cursor.u16() == 0x0203);
    cursor.set_order(ByteOrder::little);
    CHECK(cursor.u16() == 0x0504);
    CHECK(cursor.u32() == 0x09080706u);
    CHECK(cursor.at_end());
    REQUIRE(cursor.seek(1));
    cursor.set_order(ByteOrder::big);
    CHECK(cursor.u64() == 0x0203040506070809u);
}

TEST_CASE("cursor: asking for more than there is gives nothing and moves nothing") {
    Cursor cursor("abc");
    REQUIRE(cursor.skip(1));
    CHECK_FALSE(cursor.u32());
    CHECK_FALSE(cursor.u64());
    CHECK_FALSE(cursor.take(3));
    CHECK_FALSE(cursor.take(SIZE_MAX)); // at + count must not wrap around
    CHECK_FALSE(cursor.skip(SIZE_MAX));
    CHECK_FALSE(cursor.seek(4));
    CHECK(cursor.at() == 1);
    CHECK(cursor.take(2) == "bc");
    CHECK(cursor.left() == 0);
    CHECK_FALSE(cursor.u8());
    CHECK(cursor.take(0) == "");
    CHECK(cursor.seek(0));
}
