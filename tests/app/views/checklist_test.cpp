#include "tests/app/views/sample.hpp"

#include "app/forms/answers.hpp"
#include "app/forms/import.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

using namespace takan;
using app::Language;
using app::Place;
using test::Stage;

namespace {

struct OpenChecklist : Stage {
    explicit OpenChecklist(const char* form_id = "takan_waste_water", const test::DriverOptions& options = {})
        : Stage(Place::visits, app::make_visits(), {}, options), language(options.language) {
        spot.open = day.visit;
        sync::write(day.at(day.plating), "industry", "electroplating", day.zhou, now);
        if (form_id != nullptr) {
            const app::FormLine& line = *app::find_form(day.forms, form_id, "1");
            for (auto& [field, value] : app::values_of_taking(*line.checklist, {}, sample(), language))
                answer(field, value);
        }
        driver().frame(3);
        driver().click("visit header//" + app::text_of("visits.page.checklist", language));
        driver().frame(3);
    }
    static sync::Instant sample() { return test::sample_now; }

    void answer(const std::string& field, sync::Value value) {
        sync::write(day.at(day.visit), field, std::move(value), day.zhou, now);
        refresh();
    }
    // What was sent becomes what the store holds.
    app::FieldValues keep() {
        app::FieldValues all;
        for (const auto& set : this->all<app::SetFields>()) {
            for (const auto& [field, value] : set.fields) {
                answer(field, value);
                all.emplace_back(field, value);
            }
        }
        clear();
        driver().frame(3);
        return all;
    }
    bool sees(const std::string& words) { return driver().sees(words); }

    Language language;
};

// A form made of rows "type|name|label|relevant|constraint".
app::FormLine made(const std::vector<std::vector<std::string>>& questions, const std::string& version = "1") {
    app::Workbook book{{"survey", {{"type", "name", "label", "relevant", "constraint", "constraint_message"}}},
                       {"choices",
                        {{"list_name", "name", "label"},
                         {"conform", "ok", "符合"},
                         {"conform", "bad", "不符合"},
                         {"conform", "na", "不涉及"}}},
                       {"settings", {{"form_id", "version", "form_title"}, {"made", version, "自编清单"}}}};
    book[0].rows.insert(book[0].rows.end(), questions.begin(), questions.end());
    app::FormImport import = app::import_form(book);
    REQUIRE(import.form);
    std::vector<app::RuleProblem> problems;
    auto list = std::make_shared<const app::Checklist>(std::move(*import.form), problems);
    return {test::sample_id(test::sample_now, 77), "made", version, "自编清单", true, "made.xlsx", list};
}

struct MadeChecklist : OpenChecklist {
    explicit MadeChecklist(const std::vector<std::vector<std::string>>& questions) : OpenChecklist(nullptr) {
        day.forms.push_back(made(questions));
        answer("form.id", "made");
        answer("form.version", "1");
        driver().frame(3);
    }
};

} // namespace

TEST_CASE("checklist: a visit without one is offered those that fit its site first, and takes one with a press") {
    OpenChecklist stage(nullptr);
    const std::string text = stage.driver().text();
    CHECK(text.find("废水现场检查") < text.find("废气现场检查")); // the site is an electroplating works
    CHECK(text.find("适合这个点位") != std::string::npos);
    CHECK(stage.commands.empty());
    stage.driver().click("使用#0");
    const auto fields = stage.keep();
    CHECK(fields.front() == std::pair<std::string, sync::Value>("form.id", "takan_waste_water"));
    CHECK(stage.sees("一、基本情况"));
}

TEST_CASE("checklist: it asks for nothing by itself and shows sections with their progress") {
    OpenChecklist stage;
    CHECK(stage.commands.empty());
    CHECK(stage.sees("一、基本情况"));
    CHECK(stage.sees("本节 1/4")); // the time of the check is set already
    CHECK(stage.driver().duplicate_ids().empty());
}

TEST_CASE("checklist: a press answers, shows what follows from it, and counts") {
    OpenChecklist stage;
    CHECK_FALSE(stage.sees("排污许可证编号"));
    stage.driver().click("是#0"); // a permit is held
    CHECK(stage.keep() == app::FieldValues{{"form.has_permit", "yes"}});
    CHECK(stage.sees("排污许可证编号"));
    CHECK(stage.sees("本节 2/5"));
    stage.driver().click("是#0"); // pressed again: taken back
    CHECK(stage.keep() == app::FieldValues{{"form.has_permit", sync::Value()}});
    CHECK_FALSE(stage.sees("排污许可证编号"));
}

TEST_CASE("checklist: 1, 2 and 3 answer the current question and go on to the next") {
    MadeChecklist stage({{"select_one conform", "a", "甲项"},
                         {"text", "t", "文字"},
                         {"select_one conform", "b", "乙项"},
                         {"select_one conform", "c", "丙项"}});
    stage.driver().key(ImGuiKey_2);
    stage.driver().frame(2);
    CHECK(stage.keep() == app::FieldValues{{"form.a", "bad"}});
    // The text has the keyboard now: digits are its own.
    stage.driver().type("3 号");
    stage.rest();
    CHECK(stage.keep() == app::FieldValues{{"form.t", "3 号"}});
    stage.driver().click("visit page//符合#1");
    stage.driver().frame(2);
    const auto pressed = stage.keep();
    REQUIRE_FALSE(pressed.empty());
    CHECK(std::find(pressed.begin(), pressed.end(), std::pair<std::string, sync::Value>("form.b", "ok")) !=
          pressed.end());
    stage.driver().key(ImGuiKey_3); // of the question that was pressed last
    stage.driver().frame(2);
    CHECK(stage.keep() == app::FieldValues{{"form.b", "na"}});
    stage.driver().key(ImGuiKey_1);
    stage.driver().frame(2);
    CHECK(stage.keep() == app::FieldValues{{"form.c", "ok"}});
}

TEST_CASE("checklist: what breaks a constraint is said below the answer and is kept") {
    MadeChecklist stage({{"decimal", "ph", "酸碱度", "", ". <= 14", "最大为 14"}});
    CHECK_FALSE(stage.sees("最大为 14"));
    stage.driver().fill("visit page//answer", "14.5");
    stage.rest();
    CHECK(stage.keep() == app::FieldValues{{"form.ph", "14.5"}});
    CHECK(stage.sees("最大为 14"));
}

TEST_CASE("checklist: an item becomes a finding with its words, and leads to it afterwards") {
    MadeChecklist stage({{"select_one conform", "a", "危险废物贮存间防渗"}});
    stage.answer("form.a", "bad");
    stage.driver().frame(3);
    stage.driver().click("记为问题");
    const auto created = stage.all<app::Create>();
    REQUIRE(created.size() == 1);
    CHECK(created[0].kind == "finding");
    const auto value = [&](const char* field) {
        for (const auto& [name, held] : created[0].fields)
            if (name == field) return held;
        return sync::Value();
    };
    CHECK(value("visit") == sync::Value(stage.day.visit.text()));
    CHECK(value("item") == sync::Value("form.a"));
    CHECK(value("title") == sync::Value("危险废物贮存间防渗"));
    CHECK(value("description") == sync::Value("危险废物贮存间防渗：不符合"));
}

TEST_CASE("checklist: a repeat gets instances and loses them, with a way back") {
    MadeChecklist stage({{"begin_repeat", "outlet", "排放口"}, {"text", "where", "位置"}, {"end_repeat"}});
    stage.driver().click("增加排放口");
    const auto added = stage.keep();
    REQUIRE(added.size() == 1);
    CHECK(added[0].first.starts_with("form.outlet["));
    CHECK(added[0].second == sync::Value(true));
    CHECK(stage.sees("排放口 1"));
    stage.driver().click("删去排放口 1");
    stage.driver().frame(2);
    REQUIRE(stage.toast);
    CHECK(stage.toast->undo);
    CHECK(stage.keep() == app::FieldValues{{added[0].first, false}});
    CHECK_FALSE(stage.sees("排放口 1"));
}

TEST_CASE("checklist: several choices are chips, a calculated value and a note are shown") {
    MadeChecklist stage({{"select_multiple conform", "m", "多选"},
                         {"integer", "n", "数量"},
                         {"note", "w", "数量较大，请复核", "${n} > 5"}});
    stage.driver().click("不涉及");
    CHECK(stage.keep() == app::FieldValues{{"form.m.na", true}});
    CHECK_FALSE(stage.sees("数量较大"));
    stage.answer("form.n", "9");
    stage.driver().frame(3);
    CHECK(stage.sees("数量较大"));
}

TEST_CASE("checklist: an answer that two people gave differently is settled in place") {
    MadeChecklist stage({{"select_one conform", "a", "甲项"}});
    sync::Record& visit = stage.day.at(stage.day.visit);
    const sync::Edit mine{stage.day.zhou, stage.now}, theirs{stage.day.li, stage.now};
    visit.fields["form.a"] = {{mine, "ok"}, {theirs, "bad"}};
    visit.seen[stage.day.li] = stage.now;
    visit.seen[stage.day.zhou] = stage.now;
    stage.refresh();
    stage.driver().frame(3);
    CHECK(stage.sees("李建国"));
    CHECK(stage.sees("不符合"));
    stage.driver().click("采用#0");
    const auto fields = stage.keep();
    REQUIRE(fields.size() == 1);
    CHECK(fields[0].first == "form.a");
}

TEST_CASE("checklist: a newer version is offered, one that is not here is named") {
    MadeChecklist stage({{"text", "t", "旧题"}});
    stage.day.forms.insert(stage.day.forms.end() - 1, made({{"text", "t", "新题"}}, "2"));
    stage.refresh();
    stage.driver().frame(3);
    CHECK(stage.sees("旧题"));
    stage.driver().click("换用新版本");
    const auto fields = stage.keep();
    REQUIRE(fields.size() == 2);
    CHECK(fields[1] == std::pair<std::string, sync::Value>("form.version", "2"));
    CHECK(stage.sees("新题"));
    stage.answer("form.version", "9");
    stage.driver().frame(3);
    CHECK(stage.sees("本机没有这次检查使用的清单"));
}

TEST_CASE("checklist: every checklist of our own is tidy in both languages and at all sizes") {
    const char* folder = std::getenv("TAKAN_PICTURES"); // where a person wants to look at it
    for (const char* form : {"takan_waste_water", "takan_waste_gas", "takan_solid_waste"})
        for (const Language language : {Language::zh, Language::en})
            for (const auto& [size, scale] :
                 {std::pair{ImVec2(1366, 3400), 1.f}, std::pair{ImVec2(1920, 4800), 1.5f}}) {
                OpenChecklist stage(form, {size, scale > 1.2f, scale, language}); // as high as all of it
                CAPTURE(form);
                for (const auto& [field, value] : app::FieldValues{{"form.has_permit", "yes"},
                                                                   {"form.permit_no", "12"},
                                                                   {"form.producing", "full"},
                                                                   {"form.has_hazardous", "yes"},
                                                                   {"form.permit_terms", "ok"},
                                                                   {"form.running", "bad"},
                                                                   {"form.outlet[0a]", true},
                                                                   {"form.outlet[0a].ph", "9.6"},
                                                                   {"form.stack[0a]", true},
                                                                   {"form.batch[0a]", true}})
                    stage.answer(field, value);
                stage.driver().frame(4);
                for (const auto& text : stage.driver().clipped_texts())
                    FAIL_CHECK(app::tag_of(language) << " " << scale << ": " << text);
                CHECK(stage.driver().duplicate_ids().empty());
                CHECK(stage.commands.empty());
                if (folder != nullptr)
                    stage.driver().save_png(std::filesystem::path(folder) /
                                            (std::string(form) + "_" + app::tag_of(language) + "_" +
                                             std::to_string(static_cast<int>(size.x)) + ".png"));
            }
}

TEST_CASE("checklist: random presses, keys and words do no harm") {
    OpenChecklist stage("takan_solid_waste");
    stage.driver().monkey(20240322, 300);
    CHECK(stage.driver().duplicate_ids().empty());
}

TEST_CASE("checklist: in review and history an answer has the words of its question") {
    Stage stage(Place::visits, app::make_visits());
    stage.day.forms.push_back(made({{"select_one conform", "a", "甲项是否符合"}}));
    stage.spot.open = stage.day.visit;
    for (const auto& [field, value] : app::FieldValues{{"form.id", "made"}, {"form.version", "1"}, {"form.a", "bad"}})
        sync::write(stage.day.at(stage.day.visit), field, value, stage.day.zhou, stage.now);
    stage.refresh();
    stage.driver().frame(3);
    stage.driver().click("更多操作");
    stage.driver().frame(2);
    stage.driver().click("修改记录");
    stage.driver().frame(4);
    CHECK(stage.driver().sees("甲项是否符合"));
    CHECK(stage.driver().sees("不符合"));
}
