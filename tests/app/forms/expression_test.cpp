#include "tests/app/forms/form_book.hpp"

#include <cmath>
#include <random>

using namespace takan;
using namespace takan::test;
using app::Answers;

namespace {

constexpr const char* choices = "list_name|name|label\ncolor|red|Red\ncolor|green|Green\ncolor|blue|Blue";

// The value of one expression with these answers to hand: n 7, d 0.5, t "abc", one red, many red and blue, day,
// nothing.
std::string worked_out(const std::string& expression) {
    app::Workbook workbook = book("type|name|label|calculation\n"
                                  "integer|n|N|\ndecimal|d|D|\ntext|t|T|\nselect_one color|one|One|\n"
                                  "select_multiple color|many|Many|\ndate|day|Day|\ntext|nothing|Nothing|\n"
                                  "calculate|out||",
                                  choices);
    workbook[0].rows.back().back() = expression;
    app::FormImport import = app::import_form(workbook);
    INFO(remarks(import.problems));
    CAPTURE(expression);
    REQUIRE(import.form);
    std::vector<app::RuleProblem> problems;
    const app::Checklist list(std::move(*import.form), problems);
    const Answers answers{
        {"form.n", 7},           {"form.d", "0.5"},        {"form.t", "abc"},         {"form.one", "red"},
        {"form.many.red", true}, {"form.many.blue", true}, {"form.day", "2024-03-20"}};
    return row(list, evaluated(list, answers), "out").text;
}

std::string refusal(const std::string& expression) {
    app::Workbook workbook =
        book("type|name|label|calculation\ntext|t|T|\nselect_one color|one|One|\ncalculate|out||", choices);
    workbook[0].rows.back().back() = expression;
    const app::FormImport import = app::import_form(workbook);
    CAPTURE(expression);
    REQUIRE(import.problems.size() == 1);
    CHECK(import.problems[0].cell == "survey!D4");
    return import.problems[0].text_key.substr(std::string("error.").size()) + " " + import.problems[0].what;
}

} // namespace

TEST_CASE("expression: every function and operator gives what ODK gives") {
    struct Row {
        const char* expression;
        const char* value;
    };
    const Row rows[] = {
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"7 div 2", "3.5"},
        {"-7 mod 2", "-1"},
        {"2 - -3", "5"},
        {"--3", "3"},
        {"0.1 * 3", "0.30000000000000004"},
        {"${n} + ${d}", "7.5"},
        {"${nothing} + 1", ""},
        {"1 div 0", "Infinity"},
        {"${n} > 5 and ${d} < 1", "true"},
        {"${n} > 5 or ${t} = 'x'", "true"},
        {"${n} = '7'", "true"},
        {"${t} != 'abc'", "false"},
        {"${nothing} = ''", "true"},
        {"${nothing} > 0", "false"},
        {"not(${nothing})", "true"},
        {"if(${n} > 5, 'many', 'few')", "many"},
        {"coalesce(${nothing}, ${t})", "abc"},
        {"coalesce(${nothing}, '', 'x')", "x"},
        {"selected(${many}, 'blue')", "true"},
        {"selected(${many}, 'green')", "false"},
        {"selected(${many}, 're')", "false"},
        {"selected-at(${many}, 1)", "blue"},
        {"selected-at(${many}, 9)", ""},
        {"count-selected(${many})", "2"},
        {"string-length('踏勘')", "2"},
        {"concat(${t}, '-', ${n})", "abc-7"},
        {"substr('abcdef', 1, 3)", "bc"},
        {"substr('abcdef', -2)", "ef"},
        {"contains(${t}, 'bc')", "true"},
        {"starts-with(${t}, 'ab')", "true"},
        {"ends-with(${t}, 'ab')", "false"},
        {"regex(${t}, '[a-c]{3}')", "true"},
        {"regex(${t}, 'ab')", "false"},
        {"int(-2.7)", "-2"},
        {"round(2.5)", "3"},
        {"round(-2.5)", "-2"},
        {"round(3.14159, 2)", "3.14"},
        {"number('12.50')", "12.5"},
        {"number('twelve')", ""},
        {"string(12)", "12"},
        {"boolean(${t})", "true"},
        {"true()", "true"},
        {"sum(${n}, 1)", "8"},
        {"min(3, 1, 2)", "1"},
        {"max(3, ${nothing}, 5)", "5"},
        {"count(${nothing})", "0"},
        {"abs(-3)", "3"},
        {"today()", "2024-03-22"},
        {"now()", "2024-03-22T16:12:00"},
        {"today() - ${day}", "2"},
        {"${day} + 1", "2024-03-21"},
        {"${day} < today()", "true"},
        {"date('2024-03-22') = today()", "true"},
        {"'2024-03-21' < today()", "true"},
        {"${day} > date('2024-01-31')", "true"},
        {"format-date(${day}, '%Y/%n/%e')", "2024/3/20"},
        {"format-date(now(), '%H:%M')", "16:12"},
        {"jr:choice-name(${one}, '${one}')", "Red"},
        {"\"double 'quoted'\"", "double 'quoted'"},
    };
    for (const Row& one : rows) {
        CAPTURE(one.expression);
        CHECK(worked_out(one.expression) == one.value);
    }
}

TEST_CASE("expression: what is not understood is refused with the words that are wrong") {
    CHECK(refusal("once(1)") == "expression_no_function once()");
    CHECK(refusal("pulldata('a','b')") == "expression_no_function pulldata()");
    CHECK(refusal("${missing} + 1") == "expression_no_question ${missing}");
    CHECK(refusal("if(1, 2)") == "expression_arguments if()");
    CHECK(refusal("1 +") == "expression_ends ");
    CHECK(refusal("1 2") == "expression_unexpected 2");
    CHECK(refusal("(1") == "expression_ends ");
    CHECK(refusal("'open") == "expression_open_text 'open");
    CHECK(refusal("${t} = ‘x’") == "expression_wide_sign ‘");
    CHECK(refusal("${t} # 1") == "expression_unreadable #");
    CHECK(refusal(". > 1") == "expression_self .");
    CHECK(refusal("t + 1") == "expression_bare_name t");
    CHECK(refusal("position(..)") == "expression_position position(..)");
    CHECK(refusal("regex(${t}, '(')") == "pattern (");
    CHECK(refusal("regex(${t}, '(a)\\1')") == "pattern (a)\\1");
    CHECK(refusal("format-date(today(), '%W')") == "expression_date_mark %W");
    CHECK(refusal("jr:choice-name(${t}, '${t}')") == "expression_no_select ${t}");
    CHECK(refusal("${out} + 1") == "form_cycle ${out}");
}

TEST_CASE("expression: depth and length have limits") {
    CHECK(refusal(std::string(200, '(') + "1" + std::string(200, ')')).starts_with("expression_too_long"));
    std::string sum = "1";
    while (sum.size() < app::longest_expression)
        sum += "+1";
    CHECK(refusal(sum).starts_with("expression_too_long"));
}

TEST_CASE("expression: random words give an error or a value, never a crash") {
    const std::vector<std::string> words{"${n}",      "${t}",
                                         "${many}",   "${day}",
                                         "(",         ")",
                                         ",",         "+",
                                         "-",         "*",
                                         "div",       "mod",
                                         "and",       "or",
                                         "=",         "<",
                                         ">=",        "'a'",
                                         "12",        "0.5",
                                         "if(",       "sum(",
                                         "substr(",   "regex(",
                                         "today()",   ".",
                                         "..",        "count(",
                                         "coalesce(", "format-date(",
                                         "position(", "jr:choice-name(",
                                         "'${one}'",  "\"",
                                         "$"};
    app::FormImport import = app::import_form(
        book("type|name|label\ninteger|n|N\ntext|t|T\nselect_multiple color|many|M\nselect_one color|one|O\ndate|day|D",
             choices));
    REQUIRE(import.form);
    std::vector<app::RuleProblem> problems;
    const app::Checklist list(*import.form, problems);
    std::mt19937 random(11);
    int understood = 0;
    for (int round = 0; round < 20000; ++round) {
        app::Form form = *import.form;
        app::FormQuestion question;
        question.type = app::QuestionType::calculate;
        question.name = "out";
        const std::size_t length = 1 + random() % 9;
        for (std::size_t i = 0; i < length; ++i)
            question.calculation += words[random() % words.size()] + " ";
        form.questions.push_back(question);
        std::vector<app::RuleProblem> faults;
        const app::Checklist tried(std::move(form), faults);
        if (!faults.empty()) continue;
        ++understood;
        static_cast<void>(evaluated(tried, {{"form.n", 1}, {"form.day", "2024-01-01"}, {"form.many.red", true}}));
    }
    CHECK(understood > 300);
}

TEST_CASE("expression: random bytes give an error, never a crash") {
    const app::Form form;
    std::mt19937 random(12);
    for (int round = 0; round < 20000; ++round) {
        std::string text(random() % 40, '\0');
        for (char& c : text)
            c = static_cast<char>(random());
        static_cast<void>(app::Expression::parse(text, {form}));
    }
}

TEST_CASE("pattern: what fits and what does not") {
    struct Row {
        const char* pattern;
        const char* text;
        bool fits;
    };
    const Row rows[] = {
        {"[0-9A-Z]{18}[0-9]{3}[A-Z]", "91430600MA4L1A2B3C001P", true},
        {"[0-9A-Z]{18}[0-9]{3}[A-Z]", "91430600MA4L1A2B3C001", false},
        {"^a|b$", "b", true},
        {"a*", "", true},
        {"a+b?", "aab", true},
        {"(ab)+", "abab", true},
        {"(?:ab|cd)*", "abcdab", true},
        {"[^0-9]+", "踏勘", true},
        {"\\d{2,}", "1", false},
        {"\\d{2,}", "1234", true},
        {"\\w+@\\w+\\.cn", "a@b.cn", true},
        {"[\\-a]+", "-a", true},
        {"[]a]+", "]a", true},
        {"a{0}", "", true},
        {"a{2,3}", "aaaa", false},
        {".", "勘", true},
        {"湘[A-Z]\\d{5}", "湘F12345", true},
        {"(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", false},
    };
    for (const Row& one : rows) {
        CAPTURE(one.pattern);
        CAPTURE(one.text);
        const auto pattern = app::TextPattern::compile(one.pattern);
        REQUIRE(pattern);
        CHECK(pattern->matches(one.text) == one.fits);
    }
    for (const char* bad : {"(", ")", "[a", "*a", "a{2", "a{3,2}", "\\1", "(?=a)", "((((a{500}){500}){500}){500})"}) {
        CAPTURE(bad);
        CHECK_FALSE(app::TextPattern::compile(bad));
    }
}

TEST_CASE("pattern: random patterns give an error or an answer, never a crash") {
    const std::string letters = "ab()[]{}|*+?.^$\\d1,2-]";
    std::mt19937 random(13);
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::size_t i = random() % 14; i > 0; --i)
            text += letters[random() % letters.size()];
        const auto pattern = app::TextPattern::compile(text);
        if (pattern) static_cast<void>(pattern->matches("aabb12aabb"));
    }
}
