#include "app/domain/table_columns.hpp"
#include "app/domain/vocabulary.hpp"
#include "tests/app/views/screen_checks.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using app::TableTest;
using test::Stage;

namespace {

struct Table : Stage {
    explicit Table(const test::DriverOptions& options = {}) : Stage(Place::table, app::make_table(), {}, options) {
        driver().settle();
        clear();
    }
    const app::TableQuery& query() const { return request.table.query; }
    std::string text(const char* key) const { return app::text_of(key, app::Language::zh); }
    std::string title(const sync::RecordId& id) { return sync::shown_text(day.at(id), "title"); }
    app::CopyTable copied() {
        const auto all = this->all<app::CopyTable>();
        REQUIRE(all.size() == 1);
        return all[0];
    }
};

std::unique_ptr<app::Screen> make() {
    return app::make_table();
}

} // namespace

TEST_CASE("table: nothing is asked for by itself") {
    test::check_quiet(Place::table, make, {});
}

TEST_CASE("table: no text is cut or covered") {
    test::check_layout(Place::table, make, {});
}

TEST_CASE("table: it begins with the findings, and other kinds are one press away") {
    Table stage;
    CHECK(stage.query().kind == "finding");
    CHECK(stage.driver().sees(stage.title(stage.day.drums)));
    stage.driver().click("head//" + app::kind_text("site", app::Language::zh));
    stage.driver().settle();
    CHECK(stage.query().kind == "site");
    CHECK(stage.driver().sees("华盛电镀有限公司"));
    const auto kept = stage.all<app::SetSetting>();
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].name == "table.kind");
    CHECK(kept[0].value == "site");
    CHECK(app::read_table_view(kept[1].value)->query.kind == "site");
}

TEST_CASE("table: a head sorts up, down and not at all") {
    Table stage;
    stage.driver().click("严重程度");
    CHECK(stage.query().sort == "severity");
    CHECK_FALSE(stage.query().descending);
    stage.driver().click("严重程度");
    CHECK(stage.query().descending);
    stage.driver().click("严重程度");
    CHECK(stage.query().sort.empty());
}

TEST_CASE("table: a column is filtered by its values, shown as a chip, and cleared by one press") {
    Table stage;
    const auto all = stage.request;
    stage.driver().click("严重程度 筛选");
    stage.driver().settle();
    CHECK(stage.request.table.values_of == "severity");
    const std::string severity =
        app::term_text("severity", sync::shown_text(stage.day.at(stage.day.drums), "severity"), app::Language::zh);
    stage.driver().click("values//" + severity);
    stage.driver().settle();
    REQUIRE(stage.query().filters.size() == 1);
    CHECK(stage.query().filters[0].test == TableTest::one_of);
    CHECK(stage.query().filters[0].values == std::vector{sync::shown_text(stage.day.at(stage.day.drums), "severity")});
    stage.driver().key(ImGuiKey_Escape);
    stage.driver().settle();
    stage.driver().click("严重程度：" + severity + "  ×");
    stage.driver().settle();
    CHECK(stage.query().filters.empty());
}

TEST_CASE("table: text is filtered by words, times by days, all by being empty") {
    Table stage;
    stage.driver().click("发现时间 筛选");
    stage.driver().settle();
    stage.driver().fill("从（含当日）", "2024-03-22\n");
    stage.driver().settle();
    REQUIRE(stage.query().filters.size() == 1);
    CHECK(stage.query().filters[0] == app::TableFilter{"record.time", TableTest::between, {"2024-03-22", ""}});
    stage.driver().key(ImGuiKey_Escape, 2);
    stage.driver().settle();
    stage.driver().click("责任单位 筛选");
    stage.driver().settle();
    stage.driver().click(stage.text("table.is_empty"));
    stage.driver().settle();
    CHECK(stage.query().filters[1] == app::TableFilter{"unit", TableTest::empty, {}});
    stage.driver().fill("包含文字", "局");
    stage.driver().settle();
    CHECK(stage.query().filters[1] == app::TableFilter{"unit", TableTest::contains, {"局"}});
}

TEST_CASE("table: what matches nothing says so, and one press shows all again") {
    Table stage;
    stage.driver().fill("在显示的栏目中查找", "没有这样的内容");
    stage.driver().settle();
    CHECK(stage.driver().sees(stage.text("list.none_match")));
    stage.driver().click(stage.text("table.clear_all"));
    stage.driver().settle();
    CHECK(stage.driver().sees(stage.title(stage.day.drums)));
}

TEST_CASE("table: clicks, Ctrl, Shift and the keys select; Enter opens") {
    Table stage;
    const std::string drums = stage.title(stage.day.drums), outfall = stage.title(stage.day.outfall);
    stage.driver().click("sheet//" + drums);
    CHECK(stage.driver().sees(app::say("table.chosen", app::Language::zh, {{"count", "1"}})));
    stage.driver().key(ImGuiMod_Ctrl | ImGuiKey_A);
    stage.driver().key(ImGuiMod_Ctrl | ImGuiKey_C);
    CHECK(stage.copied().ids.size() >= 2);
    stage.clear();
    stage.driver().key(ImGuiKey_Escape);
    stage.driver().key(ImGuiKey_Home);
    stage.driver().key(ImGuiMod_Shift | ImGuiKey_DownArrow);
    stage.driver().key(ImGuiMod_Ctrl | ImGuiKey_C);
    CHECK(stage.copied().ids.size() == 2);
    CHECK(stage.copied().kind == "finding");
    CHECK(stage.copied().columns.front() == app::title_column);
    CHECK(stage.copied().to.empty());
    stage.driver().click("sheet//" + outfall);
    stage.driver().key(ImGuiKey_Enter);
    CHECK(stage.went == app::Spot{Place::findings, stage.day.outfall});
}

TEST_CASE("table: a double click opens the record, and a comment opens what it is about") {
    Table stage;
    stage.driver().double_click("sheet//" + stage.title(stage.day.drums));
    CHECK(stage.went == app::Spot{Place::findings, stage.day.drums});
    stage.clear();
    stage.driver().click("head//" + app::kind_text("comment", app::Language::zh));
    stage.driver().settle();
    stage.driver().key(ImGuiKey_Home);
    stage.driver().key(ImGuiKey_Enter);
    REQUIRE(stage.went);
    CHECK(stage.day.records.contains(stage.went->open));
    CHECK(stage.day.at(stage.went->open).kind != "comment");
}

TEST_CASE("table: one field is written for all that are selected, with how many change said before") {
    Table stage;
    stage.driver().click("sheet//" + stage.title(stage.day.drums));
    stage.driver().key(ImGuiMod_Ctrl | ImGuiKey_A);
    stage.driver().key(ImGuiKey_F2);
    stage.driver().settle();
    CHECK(stage.driver().sees(stage.text("table.many_nothing")));
    CHECK(stage.driver().at(stage.text("table.many_write")).disabled());
    stage.driver().click("较重");
    stage.driver().frame(2);
    const auto looks = stage.all<app::LookAtSetMany>();
    REQUIRE(looks.size() == 1);
    CHECK(looks[0].wish.fields == app::FieldValues{{"severity", "moderate"}});
    const std::size_t count = looks[0].wish.ids.size();
    CHECK(count >= 2);
    stage.day.base.many = app::SetManyPreview{looks[0].wish.fields, count, count - 1, 0, 0};
    stage.refresh();
    stage.driver().settle();
    stage.driver().click(stage.text("table.many_write"));
    const auto written = stage.all<app::SetMany>();
    REQUIRE(written.size() == 1);
    CHECK(written[0].ids.size() == count);
    CHECK(written[0].fields == looks[0].wish.fields);
    REQUIRE(stage.toast);
    CHECK(stage.toast->undo);
}

TEST_CASE("table: what was copied goes into the clipboard and is told") {
    Table stage;
    stage.driver().click(stage.text("table.copy"));
    CHECK(stage.copied().ids.size() >= 2);
    stage.day.base.table_copy = {1, 2, std::make_shared<const std::string>("标题\r\n甲\r\n"), {}};
    stage.refresh();
    stage.driver().frame(2);
    CHECK(stage.driver().clipboard == "标题\r\n甲\r\n");
    REQUIRE(stage.toast);
    CHECK(stage.toast->text == app::say("table.copied", app::Language::zh, {{"count", "2"}}));
}

TEST_CASE("table: export asks for a file and writes what is selected there") {
    Table stage;
    stage.driver().click("sheet//" + stage.title(stage.day.drums));
    stage.driver().click(stage.text("table.export"));
    REQUIRE(stage.files);
    CHECK(stage.files->wish == app::FileWish::save);
    CHECK(stage.files->file_name == "问题.csv");
    stage.chosen = {{"/tmp/findings.csv"}};
    stage.driver().frame(2);
    CHECK(stage.copied().ids == std::vector{stage.day.drums});
    CHECK(stage.copied().to == "/tmp/findings.csv");
    stage.clear();
    stage.driver().click(stage.text("table.export"));
    stage.chosen.emplace();
    stage.driver().frame(2);
    CHECK(stage.all<app::CopyTable>().empty());
}

TEST_CASE("table: columns are taken in and out, and a view is kept by its name") {
    Table stage;
    stage.driver().click("栏目");
    stage.driver().settle();
    stage.driver().click("list//问题来源");
    stage.driver().settle();
    CHECK(stage.request.table.columns.back() == "source");
    stage.driver().key(ImGuiKey_Escape);
    stage.driver().settle();
    stage.clear();
    stage.driver().click("视图");
    stage.driver().settle();
    stage.driver().fill("视图名称", "重大问题");
    stage.driver().click("保存当前视图");
    const auto kept = stage.all<app::SetSetting>();
    const auto saved =
        std::find_if(kept.begin(), kept.end(), [](const auto& one) { return one.name == "table.view.重大问题"; });
    REQUIRE(saved != kept.end());
    CHECK(app::read_table_view(saved->value)->columns.back().name == "source");
}

TEST_CASE("table: a saved view comes back whole, and a broken setting is no view") {
    app::TableView view = app::usual_table_view("site");
    view.query.filters = {{"division", TableTest::one_of, {"430603"}}};
    view.query.sort = "address";
    Table stage;
    stage.day.base.settings["table.view.云溪点位"] = app::text_of(view);
    stage.day.base.settings["table.view.坏了"] = "{not a view";
    stage.refresh();
    stage.driver().click("视图");
    stage.driver().settle();
    CHECK_FALSE(stage.driver().sees("坏了"));
    stage.driver().click("云溪点位");
    stage.driver().settle();
    CHECK(stage.query() == view.query);
    CHECK(stage.driver().sees("华盛电镀有限公司"));
    CHECK_FALSE(stage.driver().sees("临江印染"));
}

TEST_CASE("table: a head is dragged to another place, its edge makes the column wider") {
    Table stage;
    const auto before = stage.request.table.columns;
    stage.driver().drag("严重程度", "发现时间");
    stage.driver().settle();
    const auto after = stage.request.table.columns;
    CHECK(after.size() == before.size());
    CHECK(after != before);
    CHECK(after.front() == before.front());
    stage.clear();
    stage.driver().drag("严重程度 ↔", "发现时间");
    stage.driver().frame(3);
    const auto kept = stage.all<app::SetSetting>();
    REQUIRE_FALSE(kept.empty());
    CHECK(kept.back().name == "table.last.finding");
}

TEST_CASE("table: contested and deleted rows are marked by an icon and a word") {
    Table stage;
    stage.driver().click("head//" + app::kind_text("visit", app::Language::zh));
    stage.driver().settle();
    CHECK(stage.driver().sees(app::term_text("record_state", "contested", app::Language::zh)));
    CHECK_FALSE(stage.driver().sees(app::term_text("record_state", "deleted", app::Language::zh) + "\n"));
    stage.driver().click(stage.text("table.with_deleted"));
    stage.driver().settle();
    CHECK(stage.query().with_deleted);
    CHECK(stage.driver().sees(app::term_text("record_state", "deleted", app::Language::zh)));
}

TEST_CASE("table: random use") {
    test::check_monkey(Place::table, make, {}, 600);
}
