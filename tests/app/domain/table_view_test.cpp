#include "app/domain/table_columns.hpp"
#include "app/domain/table_view.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>

using namespace takan;
using app::Language;
using app::TableTest;
using app::TableView;

namespace {

TableView full_view() {
    TableView view = app::usual_table_view("finding");
    view.query.filters = {{"severity", TableTest::one_of, {"major", "serious"}},
                          {"description", TableTest::contains, {"活性炭 \"更换\""}},
                          {"due", TableTest::between, {"2024-03-01", ""}},
                          {"unit", TableTest::empty, {}}};
    view.query.sort = "due";
    view.query.descending = view.query.with_deleted = true;
    view.query.words = "印染";
    view.columns[0].width = 333;
    return view;
}

} // namespace

TEST_CASE("table view: what a setting holds reads back as it was") {
    const TableView view = full_view();
    const auto read = app::read_table_view(app::text_of(view));
    REQUIRE(read);
    CHECK(*read == view);
}

TEST_CASE("table view: a broken setting is no view, and unknown parts of one are left out") {
    for (const char* text : {"", "{", "[]", "7", "null", "{\"kind\": \"no_such_kind\"}", "{\"kind\": 7}"}) {
        CAPTURE(std::string(text));
        CHECK_FALSE(app::read_table_view(text));
    }
    const auto read = app::read_table_view(
        R"({"kind": "finding", "sort": "nonsense", "columns": [{"name": "nonsense"}, {"name": "severity", "width": 1},
            {"name": "severity"}, 7, {"name": "due", "width": "wide"}],
            "filters": [{"column": "nonsense", "test": "empty"}, {"column": "due", "test": "nonsense"}, 7,
            {"column": "due", "test": "between"}], "descending": "yes"})");
    REQUIRE(read);
    CHECK(read->query.sort.empty());
    CHECK_FALSE(read->query.descending);
    CHECK(read->columns == std::vector<app::ShownColumn>{{"severity", 48}, {"due", 104}});
    CHECK(read->query.filters == std::vector<app::TableFilter>{{"due", TableTest::between, {"", ""}}});
    const auto bare = app::read_table_view(R"({"kind": "site"})");
    REQUIRE(bare);
    CHECK(*bare == app::usual_table_view("site"));
}

TEST_CASE("table view: bytes flipped anywhere in a setting never break anything") {
    const std::string text = app::text_of(full_view());
    std::mt19937 random(5);
    for (int round = 0; round < 2000; ++round) {
        std::string broken = text;
        for (int i = 0; i < 3; ++i)
            broken[random() % broken.size()] = static_cast<char>(random());
        if (const auto read = app::read_table_view(broken)) CHECK_FALSE(read->columns.empty());
    }
}

TEST_CASE("table columns: every kind has columns with words in both languages, and usual ones among them") {
    for (const auto& kind : app::kinds()) {
        CAPTURE(kind.name);
        std::set<std::string> names;
        for (const auto& column : app::table_columns(kind.name)) {
            CAPTURE(column.name);
            CHECK(names.insert(column.name).second);
            CHECK(column.width >= 48);
            for (const auto language : {Language::zh, Language::en}) {
                const std::string words = app::column_text(kind.name, column.name, language);
                CHECK_FALSE(words.empty());
                CHECK(words != column.name);
                CHECK(words.find("column.") == std::string::npos);
            }
        }
        CHECK(app::usual_table_view(kind.name).columns.size() >= 4);
    }
    CHECK(app::table_columns("no_such_kind").empty());
    CHECK(app::find_column("finding", "no_such_column") == nullptr);
}

TEST_CASE("table columns: values of all types read as words") {
    const auto words = [](const char* kind, const char* column, const char* value) {
        return app::cell_text(*app::find_column(kind, column), value, Language::zh);
    };
    CHECK(words("finding", "severity", "major") == "重大");
    CHECK(words("finding", "types", "AIR\nWATER") == "大气、水");
    CHECK(words("visit", "inspectors", "周敏\n李建国") == "周敏、李建国");
    CHECK(words("visit", "started_at", "2024-03-22T08:12:00.000Z") == "2024-03-22 16:12");
    CHECK(words("visit", "rights_told", "true") == "是");
    CHECK(words("finding", "due", "2024-03-22") == "2024-03-22");
    CHECK(words("finding", "record.state", "contested\nunreviewed") == "有分歧、待审核");
    CHECK(words("finding", "severity", "").empty());
}
