#include "app/cli/columns.hpp"

#include <doctest/doctest.h>

using namespace takan::app::cli;

TEST_CASE("columns: a Chinese character takes two cells, a combining mark none") {
    CHECK(cells_of("") == 0);
    CHECK(cells_of("abc") == 3);
    CHECK(cells_of("踏勘") == 4);
    CHECK(cells_of("（8家）") == 7);
    CHECK(cells_of("，。") == 4);
    CHECK(cells_of("e\u0301") == 1);
    CHECK(cells_of("→ — é") == 5);
    CHECK(cells_of("\U00020000") == 2);
    CHECK(cells_of("\u2068废水\u2069") == 4);
}

TEST_CASE("columns: lines of mixed scripts are aligned by cells and end without spaces") {
    CHECK(columns({{"严重", "a", "x"}, {"b", "二", ""}}) == "严重  a   x\nb     二\n");
    CHECK(columns({}).empty());
}

TEST_CASE("columns: what is too wide is cut at a whole character, and no line breaks out of its row") {
    CHECK(fitted("abcdef", 6) == "abcdef");
    CHECK(fitted("abcdefg", 6) == "abcde…");
    CHECK(fitted("废漆桶露天堆放", 7) == "废漆桶…");
    CHECK(fitted("废漆桶露天堆放", 8) == "废漆桶…");
    CHECK(fitted("one\ntwo\tthree", 20) == "one two three");
    CHECK(columns({{std::string(100, 'x')}}, 10) == std::string(9, 'x') + "…\n");
}
