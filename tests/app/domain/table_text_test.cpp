#include "app/domain/table_text.hpp"

#include "app/domain/csv.hpp"

#include <doctest/doctest.h>

using namespace takan;

TEST_CASE("table text: no cell is a formula for a spreadsheet, and numbers stay numbers") {
    struct Case {
        const char* name;
        const char* cell;
        const char* expected;
    };
    const Case cases[] = {
        {"a sum", "=1+1", "'=1+1"},
        {"a command", "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
        {"a plus", "+86 139 7401 2207", "'+86 139 7401 2207"},
        {"a minus before words", "-见附件", "'-见附件"},
        {"two minus", "--1", "'--1"},
        {"an at", "@SUM(A1)", "'@SUM(A1)"},
        {"a tab", "\t=1", "'\t=1"},
        {"a line before it", "\n=1", "'\n=1"},
        {"full width", "＝1+1", "'＝1+1"},
        {"a negative number", "-12.50", "-12.50"},
        {"a date", "2024-03-22", "2024-03-22"},
        {"inside", "a=b", "a=b"},
        {"nothing", "", ""},
        {"a lone minus", "-", "'-"},
        {"minus and point", "-.", "'-."},
    };
    for (const auto& one : cases) {
        CAPTURE(std::string(one.name));
        CHECK(app::harmless(one.cell) == one.expected);
    }
}

TEST_CASE("table text: pasted rows keep tabs, lines and quotes inside their cells") {
    CHECK(app::tsv_text({{"标题", "描述"}, {"a\tb", "第一行\n第二行"}, {"他说\"好\"", "plain, with a comma"}}) ==
          "标题\t描述\r\n\"a\tb\"\t\"第一行\n第二行\"\r\n\"他说\"\"好\"\"\"\tplain, with a comma\r\n");
    CHECK(app::tsv_text({}).empty());
}

TEST_CASE("table text: CSV begins with the mark that Excel asks for and reads back as it was") {
    const std::vector<app::TextRow> rows{{"标题", "描述"}, {"a,b", "1\n2"}, {"\"", "tab\there"}, {"", "x"}};
    const std::string text = app::csv_text(rows);
    CHECK(text.starts_with("\xEF\xBB\xBF标题,描述\r\n"));
    const auto read = app::read_csv(text);
    REQUIRE(read);
    CHECK(*read == rows);
}
