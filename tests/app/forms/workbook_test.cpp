#include "app/forms/workbook.hpp"
#include "app/forms/zip_file.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace takan;
using app::Workbook;

namespace {

constexpr const char* package = R"(<?xml version="1.0"?><Relationships><Relationship Id="rId1"
 Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>)";
constexpr const char* relations = R"(<Relationships><Relationship Id="r1" Type="http://x/worksheet"
 Target="worksheets/a.xml"/><Relationship Id="r2" Type="http://x/sharedStrings" Target="/xl/strings.xml"/>
 <Relationship Id="r3" Type="http://x/styles" Target="styles.xml"/></Relationships>)";
constexpr const char* workbook = R"(<workbook xmlns:r="r"><sheets><sheet name="survey" sheetId="1" r:id="r1"/></sheets>
</workbook>)";
constexpr const char* strings = R"(<sst><si><t>first</t></si><si><r><t>two </t></r><r><t>runs</t></r>
<rPh><t>spoken</t></rPh></si></sst>)";
constexpr const char* styles = R"(<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m/d"/>
<numFmt numFmtId="171" formatCode="[h]:mm"/><numFmt numFmtId="172" formatCode="0.0&quot;d&quot;"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="22"/>
<xf numFmtId="172"/></cellXfs></styleSheet>)";

std::string xlsx(const std::string& sheet, const std::string& main = workbook) {
    const auto bytes = app::zip_of({{"_rels/.rels", package},
                                    {"xl/workbook.xml", main},
                                    {"xl/_rels/workbook.xml.rels", relations},
                                    {"xl/strings.xml", strings},
                                    {"xl/styles.xml", styles},
                                    {"xl/worksheets/a.xml", sheet}});
    REQUIRE(bytes);
    return *bytes;
}

std::string cells(const std::string& row) {
    return "<worksheet><sheetData><row r=\"1\">" + row + "</row></sheetData></worksheet>";
}

Workbook read(const std::string& bytes) {
    auto book = app::read_workbook(bytes);
    REQUIRE_MESSAGE(book, (book ? "" : sync::describe(book.error())));
    return *book;
}

} // namespace

TEST_CASE("workbook: cells are named by letters and numbers as spreadsheets do") {
    CHECK(app::cell_name("survey", 13, 2) == "survey!C14");
    CHECK(app::cell_name("s", 0, 25) == "s!Z1");
    CHECK(app::cell_name("s", 0, 26) == "s!AA1");
    CHECK(app::cell_name("s", 9, 701) == "s!ZZ10");
}

TEST_CASE("workbook: what is written is read again, and the same sheets give the same bytes") {
    const Workbook sheets{{"survey", {{"type", "name"}, {}, {"text", "", " <&\"甲\n乙 "}}}, {"choices", {}}};
    const auto bytes = app::write_workbook(sheets);
    REQUIRE(bytes);
    CHECK(*bytes == *app::write_workbook(sheets));
    const Workbook back = read(*bytes);
    REQUIRE(back.size() == 2);
    CHECK(back[0].name == "survey");
    CHECK(back[0].cell(2, 2) == " <&\"甲\n乙 ");
    CHECK(back[0].cell(0, 1) == "name");
    CHECK(back[0].cell(1, 0).empty());
    CHECK(back[0].cell(99, 99).empty());
}

TEST_CASE("workbook: every kind of cell is read as its text") {
    struct Row {
        const char* cell;
        const char* text;
    };
    const Row rows[] = {
        {R"(<c r="A1" t="s"><v>0</v></c>)", "first"},
        {R"(<c r="A1" t="s"><v>1</v></c>)", "two runs"},
        {R"(<c r="A1" t="inlineStr"><is><t>in place_x000A_below</t></is></c>)", "in place\nbelow"},
        {R"(<c r="A1"><v>3</v></c>)", "3"},
        {R"(<c r="A1"><v>1.1000000000000001</v></c>)", "1.1"},
        {R"(<c r="A1"><v>2024031501</v></c>)", "2024031501"},
        {R"(<c r="A1"><v>1E-3</v></c>)", "0.001"},
        {R"(<c r="A1" t="b"><v>1</v></c>)", "TRUE"},
        {R"(<c r="A1" t="b"><v>0</v></c>)", "FALSE"},
        {R"(<c r="A1" t="str"><f>A2&amp;B2</f><v>cached</v></c>)", "cached"},
        {R"(<c r="A1"><f>1+1</f><v>2</v></c>)", "2"},
        {R"(<c r="A1" s="1"><v>45373</v></c>)", "2024-03-22"},
        {R"(<c r="A1" s="2"><v>45373</v></c>)", "2024-03-22"},
        {R"(<c r="A1" s="3"><v>0.675</v></c>)", "16:12:00"},
        {R"(<c r="A1" s="4"><v>45373.675</v></c>)", "2024-03-22T16:12:00"},
        {R"(<c r="A1" s="5"><v>1.5</v></c>)", "1.5"},
        {R"(<c r="A1" t="d"><v>2024-03-22</v></c>)", "2024-03-22"},
        {R"(<x:c xmlns:x="x" r="A1" t="inlineStr"><x:is><x:t>prefixed</x:t></x:is></x:c>)", "prefixed"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.cell);
        CHECK(read(xlsx(cells(row.cell)))[0].cell(0, 0) == row.text);
    }
}

TEST_CASE("workbook: days are counted from 1904 when the workbook says so") {
    const std::string main =
        R"(<workbook><workbookPr date1904="1"/><sheets><sheet name="s" r:id="r1"/></sheets></workbook>)";
    CHECK(read(xlsx(cells(R"(<c r="A1" s="1"><v>43911</v></c>)"), main))[0].cell(0, 0) == "2024-03-22");
}

TEST_CASE("workbook: cells without a name stand behind each other") {
    const Workbook book =
        read(xlsx("<worksheet><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
                  "<row r=\"4\"><c r=\"C4\"><v>3</v></c><c><v>4</v></c></row></sheetData></worksheet>"));
    CHECK(book[0].cell(0, 1) == "2");
    CHECK(book[0].cell(3, 2) == "3");
    CHECK(book[0].cell(3, 3) == "4");
}

TEST_CASE("workbook: an error in a cell is refused with the cell's name") {
    const auto book = app::read_workbook(xlsx(cells(R"(<c r="C1" t="e"><v>#REF!</v></c>)")));
    REQUIRE_FALSE(book);
    CHECK(book.error().subject == "survey!C1");
    CHECK(book.error().text_key == "error.cell_error");
}

TEST_CASE("workbook: hostile workbooks are refused, each for its reason") {
    const auto refused = [](const std::string& bytes) {
        const auto book = app::read_workbook(bytes);
        REQUIRE_FALSE(book);
        CHECK(book.error().kind == sync::ErrorKind::invalid);
        return book.error().message;
    };
    CHECK(refused("no zip at all") == "the file is no zip archive");
    CHECK(refused("") == "the file is empty");
    CHECK(refused(std::string(app::greatest_archive + 1, 'x')) == "the file is too large for a checklist");
    CHECK(refused(xlsx("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><worksheet>&b;</worksheet>")) ==
          "the XML declares a document type");
    CHECK(refused(xlsx("<worksheet><sheetData>")).starts_with("the XML is damaged"));
    // A few kilobytes that unpack to more than a part may hold.
    CHECK(refused(xlsx(std::string(app::greatest_part + 1, ' '))) == "a part is too large");
    CHECK(refused(xlsx(cells(R"(<c r="A1" t="s"><v>99</v></c>)"))) == "the cell names a text that is not there");
    CHECK(refused(xlsx(cells(R"(<c r="A99999"><v>1</v></c>)"))) == "the sheet is larger than a checklist can be");
    CHECK(refused(xlsx(cells(R"(<c r="XFD1"><v>1</v></c>)"))) == "the sheet is larger than a checklist can be");
}

TEST_CASE("workbook: a part that is not there is named") {
    const auto bytes = app::zip_of({{"readme.txt", "hello"}});
    REQUIRE(bytes);
    const auto book = app::read_workbook(*bytes);
    REQUIRE_FALSE(book);
    CHECK(book.error().subject == "_rels/.rels");
}

TEST_CASE("workbook: damaged bytes give an error or a workbook, never a crash") {
    const std::string good = xlsx(cells(R"(<c r="A1" s="1"><v>45373</v></c><c r="B1" t="s"><v>1</v></c>)"));
    std::mt19937 random(20240322);
    for (int round = 0; round < 3000; ++round) {
        std::string bytes = good;
        const int changes = 1 + static_cast<int>(random() % 6);
        for (int i = 0; i < changes; ++i)
            bytes[random() % bytes.size()] = static_cast<char>(random());
        if (round % 5 == 0) bytes.resize(random() % bytes.size());
        static_cast<void>(app::read_workbook(bytes));
    }
}

TEST_CASE("workbook: damaged sheets inside a sound archive give an error or cells, never a crash") {
    const std::string good = cells(R"(<c r="A1" s="1"><v>45373</v></c><c r="B1" t="inlineStr"><is><t>a</t></is></c>)");
    std::mt19937 random(7);
    for (int round = 0; round < 1500; ++round) {
        std::string sheet = good;
        for (int i = 0; i < 3; ++i) {
            const std::size_t at = random() % sheet.size();
            if (random() % 3 == 0)
                sheet.erase(at, 1 + random() % 4);
            else
                sheet[at] = "<>/\"=&;A9 \xff\0"[random() % 12];
        }
        static_cast<void>(app::read_workbook(xlsx(sheet)));
    }
}
