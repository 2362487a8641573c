#include "tests/app/forms/form_book.hpp"

#include <algorithm>

using namespace takan;
using namespace takan::test;
using app::Language;

namespace {

std::string problem_of(std::string_view survey, std::string_view choices = "list_name|name|label",
                       std::string_view settings = "form_id|version\ntest|1") {
    const auto import = app::import_form(book(survey, choices, settings));
    CHECK_FALSE(import.form);
    REQUIRE_FALSE(import.problems.empty());
    const auto& first = import.problems.front();
    return first.cell + " " + first.text_key.substr(first.text_key.find('.') + 1);
}

} // namespace

TEST_CASE("import: a form comes through with its words, rules and choices") {
    const auto import =
        app::import_form(book("type|name|label::中文 (zh)|label::English (en)|hint|required|relevant|appearance\n"
                              "begin group|water|废水|Waste water||||\n"
                              "decimal|ph|pH 值|pH||yes||\n"
                              "select_one yn|ok|是否正常|Works?|Look twice||${ph} > 6|minimal\n"
                              "end group|||||||",
                              "list_name|name|label::中文 (zh)|label::English (en)\nyn|yes|是|Yes\nyn|no|否|No",
                              "form_id|version|form_title|default_language|industries\n"
                              "water|2024-1|废水检查|中文 (zh)|electroplating textile"));
    INFO(remarks(import.problems));
    REQUIRE(import.form);
    CHECK(import.warnings.empty());
    const app::Form& form = *import.form;
    CHECK(form.form_id == "water");
    CHECK(form.version == "2024-1");
    CHECK(form.title == "废水检查");
    CHECK(form.default_language == "zh");
    CHECK(form.industries == std::vector<std::string>{"electroplating", "textile"});
    REQUIRE(form.questions.size() == 3);
    CHECK(form.questions[0].type == app::QuestionType::group);
    CHECK(form.questions[1].parent == 0);
    CHECK(form.questions[1].required == "yes");
    CHECK(app::words_in(form.questions[1].label, Language::zh, "") == "pH 值");
    CHECK(app::words_in(form.questions[1].label, Language::en, "") == "pH");
    CHECK(form.questions[2].appearance == "minimal");
    CHECK(form.questions[2].relevant == "${ph} > 6");
    REQUIRE(app::choices_of(form, form.questions[2]).size() == 2);
    CHECK(app::choices_of(form, form.questions[2])[1].label.at("zh") == "否");
}

TEST_CASE("import: a form is the same after it was written as text and read again") {
    const auto import = app::import_form(
        book("type|name|label|calculation|parameters|choice_filter|read_only\n"
             "select_multiple kind|k|Kind|||area = ${a}|\ntext|a|Area||||yes\nrange|r|R||start=1 end=5 step=0.5||\n"
             "begin repeat|outlet|Outlet||||\ninteger|n|N||||\nend repeat|||||",
             "list_name|name|label|area\nkind|x|X|east\nkind|y|Y|west"));
    INFO(remarks(import.problems));
    REQUIRE(import.form);
    const std::string text = app::text_of_form(*import.form);
    const auto back = app::read_form(text);
    REQUIRE(back);
    CHECK(*back == *import.form);
    CHECK(app::text_of_form(*back) == text);
    CHECK(app::Checklist::read(text));
}

TEST_CASE("import: text that is no form of ours is refused") {
    for (const char* text : {"", "[]", "{}", "{\"format\": 1, \"questions\": 3}",
                             "{\"format\": 1, \"questions\": [{\"type\": \"text\", \"name\": \"a b\"}]}",
                             "{\"format\": 1, \"questions\": [{\"type\": \"text\", \"name\": \"a\", \"parent\": 0}]}",
                             "{\"format\": 1, \"questions\": [{\"type\": \"rank\", \"name\": \"a\"}]}"}) {
        CAPTURE(text);
        CHECK_FALSE(app::read_form(text));
    }
    const auto newer = app::read_form("{\"format\": 2}");
    REQUIRE_FALSE(newer);
    CHECK(newer.error().text_key == "error.form_newer");
    const auto rule = app::Checklist::read(
        "{\"format\": 1, \"questions\": [{\"type\": \"text\", \"name\": \"a\", \"relevant\": \"(\"}]}");
    REQUIRE_FALSE(rule);
    CHECK(rule.error().text_key == "error.form_unreadable");
}

TEST_CASE("import: what is not supported is refused by sheet and cell") {
    CHECK(problem_of("type|name|label\nrank|a|A") == "survey!A2 type");
    CHECK(problem_of("type|name|label\n|a|A") == "survey!A2 no_type");
    CHECK(problem_of("type|name|label\ntext|a b|A") == "survey!B2 name");
    CHECK(problem_of("type|name|label\ntext|a.b|A") == "survey!B2 name");
    CHECK(problem_of("type|name|label\ntext|id|A") == "survey!B2 name_taken");
    CHECK(problem_of("type|name|label\ntext|a|A\ntext|a|B") == "survey!B3 name_twice");
    CHECK(problem_of("type|name|label\ntext|a|") == "survey!C2 no_label");
    CHECK(problem_of("type|name|label\nselect_one x|a|A") == "survey!A2 no_list");
    CHECK(problem_of("type|name|label\nbegin_group|g|G\ntext|a|A") == "survey!A2 not_closed");
    CHECK(problem_of("type|name|label\ntext|a|A\nend_group||") == "survey!A3 closes_nothing");
    CHECK(problem_of("type|name|label\nbegin_repeat|r|R\nend_group||") == "survey!A3 closes_nothing");
    CHECK(problem_of("type|name|label\nbegin_repeat|r|R\nbegin_repeat|s|S\nend_repeat||\nend_repeat||") ==
          "survey!A3 nested_repeat");
    CHECK(problem_of("type|name|label|calculation\ncalculate|a||") == "survey!D2 no_calculation");
    CHECK(problem_of("type|name|label|parameters\nrange|a|A|start=x") == "survey!D2 range");
    CHECK(problem_of("type|name|label|read_only\ntext|a|A|${a}='1'") == "survey!D2 read_only");
    CHECK(problem_of("type|name|label|label\ntext|a|A|B") == "survey!D1 column_twice");
    const std::string long_name(60, 'a');
    CHECK(problem_of("type|name|label\nbegin_repeat|" + std::string(60, 'r') + "|R\ntext|" + long_name +
                     "|A\nend_repeat||") == "survey!B3 name_too_long");
    CHECK(problem_of("type|label\ntext|A") == "survey!A1 no_columns");
    CHECK(problem_of("type|name|label") == "survey!A2 no_questions");
    CHECK(problem_of("type|name|label|relevant\ntext|a|A|${b} = 1") == "survey!D2 expression_no_question");
    CHECK(problem_of("type|name|label\ntext|a|Hello ${b}") == "survey!C2 expression_no_question");
    CHECK(problem_of("type|name|label|choice_filter\nselect_one x|a|A|area = 'e'", "list_name|name|label\nx|1|One") ==
          "survey!D2 expression_no_column");
    CHECK(problem_of("type|name|label\ntext|a|A", "list_name|name|label\n|1|One") == "choices!A2 choice_without_list");
    CHECK(problem_of("type|name|label\ntext|a|A", "list_name|name|label\nx|1 2|One") == "choices!B2 choice_name");
    CHECK(problem_of("type|name|label\ntext|a|A", "list_name|name|label\nx|1|One\nx|1|Two") ==
          "choices!B3 choice_twice");
    CHECK(problem_of("type|name|label\ntext|a|A", "list_name|name|label\nx|1|") == "choices!C2 choice_without_label");
    CHECK(problem_of("type|name|label\ntext|a|A", "list_name|name|label", "form_id|version\na b|1") ==
          "settings!A2 no_form_id");
    CHECK(problem_of("type|name|label\ntext|a|A", "list_name|name|label", "form_id|version\na|") ==
          "settings!B2 no_version");
    CHECK(app::import_form({}).problems.front().text_key == "form_import.no_survey");
}

TEST_CASE("import: calculations that lead back to themselves are refused") {
    CHECK(problem_of("type|name|label|calculation\ncalculate|a||${b} + 1\ncalculate|b||${a} + 1")
              .ends_with("form_cycle"));
    CHECK(problem_of("type|name|label|relevant\ntext|a|A|${b} = 1\ntext|b|B|${a} = 1").ends_with("form_cycle"));
    // A group's relevance may not hang on what is in it.
    CHECK(problem_of("type|name|label|relevant\nbegin_group|g|G|${a} = 1\ntext|a|A|\nend_group|||")
              .ends_with("form_cycle"));
    // Constraints look at themselves and at each other without any circle.
    const auto import =
        app::import_form(book("type|name|label|constraint\ninteger|a|A|. < ${b}\ninteger|b|B|. > ${a}"));
    CHECK(import.form);
}

TEST_CASE("import: what is left out is said") {
    const auto import =
        app::import_form(book("type|name|label|bind::odk:length|parameters\nstart|s||\nimage|p|Photo|5|max-pixels=1000",
                              "list_name|name|label|image\nx|1|One|a.png", "form_id|version|style\nt|1|pages"));
    REQUIRE(import.form);
    CHECK(remarks(import.warnings) == "survey!A2 form_import.kept_anyway start\n"
                                      "survey!E3 form_import.parameters_left_out max-pixels=1000\n"
                                      "survey!D1 form_import.unknown_column bind::odk:length\n"
                                      "settings!C1 form_import.unknown_column style\n"
                                      "choices!D1 form_import.unknown_column image\n");
    for (const auto& warning : import.warnings) {
        CHECK(app::has_text(warning.text_key, Language::zh));
        CHECK(app::remark_text(warning, Language::zh).find(warning.cell) == 0);
    }
}

TEST_CASE("import: or_other adds the choice and the text that says what it is") {
    const auto list = checklist("type|name|label\nselect_one why or_other|w|Why\nselect_one why|v|V",
                                "list_name|name|label\nwhy|a|A");
    CHECK(list.size() == 3);
    CHECK(list.question(1).name == "w_other");
    const auto rows = evaluated(list, {{"form.w", "other"}});
    CHECK(row(list, rows, "w_other").relevant);
    CHECK(row(list, rows, "w").choices.size() == 2);
    CHECK(row(list, rows, "v").choices.size() == 1);
    CHECK_FALSE(row(list, evaluated(list), "w_other").relevant);
}

TEST_CASE("import: languages are found by their codes and by their names") {
    const auto list = checklist("type|name|label::Chinese|label::fr\ntext|a|甲|A fr");
    const auto& label = list.question(0).label;
    CHECK(app::words_in(label, Language::zh, "") == "甲");
    CHECK(app::words_in(label, Language::en, "fr") == "A fr");
    CHECK_FALSE(app::words_in(label, Language::en, "").empty());
}

TEST_CASE("import: a workbook's bytes come through as a whole") {
    const auto bytes = app::write_workbook(book("type|name|label\ntext|a|甲"));
    REQUIRE(bytes);
    const auto import = app::import_xlsform(*bytes);
    REQUIRE(import);
    REQUIRE(import->form);
    CHECK(import->form->questions[0].label.at("") == "甲");
}
