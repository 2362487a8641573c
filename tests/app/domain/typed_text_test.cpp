#include "app/domain/typed_text.hpp"

#include <doctest/doctest.h>

using namespace takan::app;

TEST_CASE("typed_text: full-width forms become ASCII, other characters stay") {
    CHECK(half_width("　ＡＢｃ１２：～！") == "ABc12:~!");
    CHECK(half_width("岳阳、大气。") == "岳阳、大气。");
    CHECK(same_word("ｗａｔｅｒ", "Water "));
    CHECK_FALSE(same_word("Water", "Waters"));
}

TEST_CASE("typed_text: the first words are the first line, cut between characters") {
    CHECK(first_words("喷漆房未密闭", 6) == "喷漆房未密闭");
    CHECK(first_words("喷漆房未密闭", 3) == "喷漆房…");
    CHECK(first_words("\n  第一行 \n第二行", 20) == "第一行…");
    CHECK(first_words(" \n ", 5).empty());
    CHECK(first_words("a b c", 2) == "a…");
}
