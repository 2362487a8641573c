#include "app/domain/csv.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::CsvRow;

TEST_CASE("csv: quotes, doubled quotes, commas and line ends inside quotes are read as RFC 4180 says") {
    struct Row {
        const char* name;
        std::string_view bytes;
        std::vector<CsvRow> rows;
    };
    const Row table[] = {
        {"nothing", "", {}},
        {"one line without an end", "a,b", {{"a", "b"}}},
        {"LF and CR LF", "a,b\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
        {"empty cells", ",a,\n", {{"", "a", ""}}},
        {"quoted comma", "a,\"b,c\"\n", {{"a", "b,c"}}},
        {"doubled quote", "\"a \"\"b\"\" c\"\n", {{"a \"b\" c"}}},
        {"quoted nothing", "\"\",a\n", {{"", "a"}}},
        {"line end inside quotes", "\"a\r\nb\",c\n", {{"a\r\nb", "c"}}},
        {"blank lines are left out", "\na\n\r\n\nb\n", {{"a"}, {"b"}}},
        {"byte order mark",
         "\xEF\xBB\xBF"
         "a\n",
         {{"a"}}},
        {"Chinese", "大气,“一刀切”\n", {{"大气", "“一刀切”"}}},
        {"a lone CR is text", "a\rb\n", {{"a\rb"}}},
    };
    for (const Row& row : table) {
        CAPTURE(row.name);
        const auto read = app::read_csv(row.bytes);
        REQUIRE(read);
        CHECK(*read == row.rows);
    }
}

TEST_CASE("csv: what is no CSV is refused with its line") {
    const std::pair<std::string_view, std::string> table[] = {
        {"a\nb,\"c", "line 2"},    {"\"", "line 1"},        {"\"a\"b\n", "line 1"},
        {"a\n\nb\"c\n", "line 3"}, {"\"a\nb\"c", "line 2"},
    };
    for (const auto& [bytes, line] : table) {
        CAPTURE(bytes);
        const auto read = app::read_csv(bytes);
        REQUIRE_FALSE(read);
        CHECK(read.error().kind == sync::ErrorKind::invalid);
        CHECK(read.error().subject == line);
    }
}
