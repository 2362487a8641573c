#include "app/domain/decimal.hpp"

#include <doctest/doctest.h>

using namespace takan::app;

TEST_CASE("decimal: only a sign, digits and a point between digits make a decimal") {
    for (const char* good : {"0", "29.3573", "-113.1289", "+1", "007", "0.0"}) {
        CAPTURE(good);
        CHECK(is_decimal(good));
    }
    for (const char* bad : {"", "-", ".5", "5.", "1.2.3", "1e5", "1,5", " 1", "1 ", "--1", "nan", "１"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_decimal(bad));
        CHECK_FALSE(read_scaled(bad, 2));
    }
}

TEST_CASE("decimal: scaling is exact, and refuses what does not fit") {
    CHECK(read_scaled("2236.9348", 6) == 2236934800);
    CHECK(read_scaled("251542.71", 2) == 25154271);
    CHECK(read_scaled("-0.5", 1) == -5);
    CHECK(read_scaled("12", 0) == 12);
    CHECK_FALSE(read_scaled("0.001", 2));
    CHECK(read_scaled("9007199254740992", 0) == 9007199254740992);
    CHECK_FALSE(read_scaled("9007199254740993", 0));
    CHECK_FALSE(read_scaled("99999999999999999999999999", 0));
}
