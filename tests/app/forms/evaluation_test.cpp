#include "tests/app/forms/form_book.hpp"

#include "sync/record/merge.hpp"

#include <chrono>

using namespace takan;
using namespace takan::test;
using app::Answers;
using app::Language;

namespace {

const sync::DeviceId first = *sync::DeviceId::parse("k2m9qd");
const sync::DeviceId second = *sync::DeviceId::parse("r7f3xa");

} // namespace

TEST_CASE("evaluation: what is not relevant counts as empty for everybody, and is not missing") {
    const auto list = checklist("type|name|label|relevant|required|calculation\n"
                                "text|a|A||yes|\ntext|b|B|${a} = 'x'|yes|\ncalculate|c|||| concat('<', ${b}, '>')");
    const auto hidden = evaluated(list, {{"form.a", "y"}, {"form.b", "old"}});
    CHECK_FALSE(row(list, hidden, "b").relevant);
    CHECK_FALSE(row(list, hidden, "b").missing());
    CHECK(row(list, hidden, "c").text == "<>");
    const auto shown = evaluated(list, {{"form.a", "x"}, {"form.b", "old"}});
    CHECK(row(list, shown, "b").relevant);
    CHECK(row(list, shown, "c").text == "<old>");
    CHECK(row(list, evaluated(list), "a").missing());
}

TEST_CASE("evaluation: a group that is not relevant takes everything in it along") {
    const auto list = checklist("type|name|label|relevant\ntext|a|A|\nbegin_group|g|G|${a} = '1'\nbegin_group|h|H|\n"
                                "text|b|B|\nend_group|||\nend_group|||");
    CHECK_FALSE(row(list, evaluated(list), "b").relevant);
    CHECK(row(list, evaluated(list, {{"form.a", "1"}}), "b").relevant);
}

TEST_CASE("evaluation: a constraint is broken by an answer only") {
    const auto list = checklist("type|name|label|constraint\ndecimal|ph|pH|. >= 0 and . <= 14");
    CHECK_FALSE(row(list, evaluated(list), "ph").violated);
    CHECK_FALSE(row(list, evaluated(list, {{"form.ph", "7.2"}}), "ph").violated);
    CHECK(row(list, evaluated(list, {{"form.ph", "14.1"}}), "ph").violated);
}

TEST_CASE("evaluation: an answer that does not fit its question says why") {
    const auto list =
        checklist("type|name|label|parameters\ninteger|i|I|\ndecimal|d|D|\ndate|t|T|\nrange|r|R|start=1 end=5");
    const auto rows = evaluated(list, {{"form.i", "1.5"}, {"form.d", "x"}, {"form.t", "22 March"}, {"form.r", "9"}});
    CHECK(row(list, rows, "i").problem == "problem.not_a_number");
    CHECK(row(list, rows, "d").problem == "problem.not_a_number");
    CHECK(row(list, rows, "t").problem == "problem.not_a_date");
    CHECK(row(list, rows, "r").problem == "problem.beyond_range");
    CHECK(row(list, evaluated(list, {{"form.i", 3}}), "i").problem.empty());
}

TEST_CASE("evaluation: calculations are worked out in the order in which they need each other") {
    const auto list =
        checklist("type|name|label|calculation\ncalculate|c||${b} * 2\ncalculate|b||${a} + 1\ninteger|a|A|");
    CHECK(row(list, evaluated(list, {{"form.a", 4}}), "c").text == "10");
}

TEST_CASE("evaluation: a choice filter leaves the choices that fit") {
    const auto list = checklist(
        "type|name|label|choice_filter\ntext|area|Area|\nselect_one kind|k|Kind|area = ${area} or name = 'any'",
        "list_name|name|label|area\nkind|x|X|east\nkind|y|Y|west\nkind|any|Any|");
    CHECK(row(list, evaluated(list, {{"form.area", "west"}}), "k").choices == std::vector<int>{1, 2});
    CHECK(row(list, evaluated(list), "k").choices == std::vector<int>{2});
}

TEST_CASE("evaluation: instances of a repeat are worked out one by one and summed up outside") {
    const auto list = checklist("type|name|label|calculation|constraint|relevant\n"
                                "begin_repeat|outlet|Outlet|||\ntext|name|Name|||\ndecimal|flow|Flow|||\n"
                                "calculate|double||${flow} * 2||\ncalculate|nth||position(..)||\nend_repeat|||||\n"
                                "calculate|total||sum(${flow})||\ncalculate|outlets||count(${outlet})||\n"
                                "calculate|most||max(${double})||");
    const Answers answers{{"form.outlet[a]", true},
                          {"form.outlet[a].flow", "1.5"},
                          {"form.outlet[b]", true},
                          {"form.outlet[b].flow", "2.5"},
                          {"form.outlet[c]", false},
                          {"form.outlet[c].flow", "100"},
                          {"form.outlet[d].name", "no flag, but an answer"}};
    const auto rows = evaluated(list, answers);
    CHECK(row(list, rows, "outlet[1].double").text == "3");
    CHECK(row(list, rows, "outlet[2].double").text == "5");
    CHECK(row(list, rows, "outlet[b].nth").text == "2");
    CHECK(row(list, rows, "outlet[d].name").position == 3);
    CHECK(row(list, rows, "total").text == "4");
    CHECK(row(list, rows, "outlets").text == "3");
    CHECK(row(list, rows, "most").text == "5");
    CHECK_FALSE(app::find_answer(list, rows, "outlet[c].flow"));
    CHECK(app::label_of(list, rows, app::find_answer(list, rows, "outlet[2].flow")->row, Language::en) == "Flow");
    CHECK(app::field_label(list, rows, "form.outlet[b].flow", Language::en) == "Outlet 2 · Flow");
    CHECK(app::field_label(list, rows, "form.outlet[b]", Language::en) == "Outlet 2");
}

TEST_CASE("evaluation: progress counts what is asked, also of one group") {
    const auto list =
        checklist("type|name|label|required|relevant\nbegin_group|g|G||\ntext|a|A|yes|\ntext|b|B||\nnote|n|N||\n"
                  "end_group||||\ntext|c|C||${a} = 'no'");
    const auto rows = evaluated(list, {{"form.b", "x"}});
    const auto all = app::progress_of(list, rows, 0, rows.size());
    CHECK(all.asked == 2);
    CHECK(all.answered == 1);
    CHECK(all.missing == 1);
    CHECK(app::end_of_group(list, rows, 0) == 4);
    CHECK(app::progress_of(list, rows, 0, 4).asked == 2);
}

TEST_CASE("evaluation: the groups of a repeat end with their instance") {
    const auto list = checklist(
        "type|name|label\nbegin_repeat|r|R\nbegin_group|g|G\ntext|a|A\nend_group||\ntext|b|B\nend_repeat||\ntext|c|C");
    const auto rows = evaluated(list, {{"form.r[1x]", true}, {"form.r[2x]", true}});
    // r, r1, g, a, b, r2, g, a, b, c
    REQUIRE(rows.size() == 10);
    CHECK(app::end_of_group(list, rows, 0) == 9);
    CHECK(app::end_of_group(list, rows, 1) == 5);
    CHECK(app::end_of_group(list, rows, 2) == 4);
    CHECK(app::end_of_group(list, rows, 5) == 9);
}

TEST_CASE("answers: what is typed becomes the fields of the visit") {
    const auto list =
        checklist("type|name|label|calculation\nselect_one yn|ok|Ok?|\nselect_multiple yn|m|Many|\ninteger|i|I|\n"
                  "date|d|D|\ntime|t|T|\nacknowledge|ack|Ack|\ncalculate|c||1",
                  "list_name|name|label::zh|label::en\nyn|yes|是|Yes\nyn|no|否|No");
    const auto rows = evaluated(list);
    const auto typed = [&](std::string_view name, std::string_view text) {
        const auto place = app::find_answer(list, rows, name);
        REQUIRE(place);
        return app::answer_values(list, rows, *place, text);
    };
    CHECK(*typed("ok", "是") == app::AnswerValues{{"form.ok", "yes"}});
    CHECK(*typed("form.ok", "no") == app::AnswerValues{{"form.ok", "no"}});
    CHECK(*typed("ok", "") == app::AnswerValues{{"form.ok", sync::Value()}});
    CHECK(*typed("m", "yes、否") == app::AnswerValues{{"form.m.yes", true}, {"form.m.no", true}});
    CHECK(*typed("m.no", "true") == app::AnswerValues{{"form.m.no", true}});
    CHECK(*typed("i", "１２") == app::AnswerValues{{"form.i", "12"}});
    CHECK(*typed("d", "2024年3月22日") == app::AnswerValues{{"form.d", "2024-03-22"}});
    CHECK(*typed("t", "8:05") == app::AnswerValues{{"form.t", "08:05"}});
    CHECK(*typed("ack", "yes") == app::AnswerValues{{"form.ack", true}});
    CHECK(typed("ok", "maybe").error().text_key == "problem.no_such_code");
    CHECK(typed("i", "1.5").error().text_key == "problem.not_a_number");
    CHECK(typed("c", "2").error().text_key == "error.not_asked");
    CHECK(app::find_answer(list, rows, "nothing").error().text_key == "error.no_such_question");
    CHECK_FALSE(app::find_answer(list, rows, "m.perhaps"));
}

TEST_CASE("answers: labels say what they refer to, and answers are words") {
    const auto list = checklist("type|name|label\ntext|who|Who?\nselect_one yn|ok|Is ${who} here?",
                                "list_name|name|label\nyn|yes|Yes");
    const auto rows = evaluated(list, {{"form.who", "周敏"}, {"form.ok", "yes"}});
    CHECK(app::label_of(list, rows, 1, Language::en) == "Is 周敏 here?");
    CHECK(app::answer_text(list, rows[1], Language::en) == "Yes");
    CHECK(app::field_words(list, "form.ok", "yes", Language::en) == "Yes");
    CHECK(app::field_label(list, rows, "form.gone", Language::en).empty());
}

TEST_CASE("answers: taking a checklist writes its name and its defaults, and overwrites nothing") {
    const auto list = checklist("type|name|label|default\ntext|a|A|plain\ndate|d|D|today()\ndateTime|at|At|now()"
                                "\nselect_multiple yn|m|M|yes no\ntext|b|B|two",
                                "list_name|name|label\nyn|yes|Yes\nyn|no|No\nyn|na|NA");
    const auto values = app::values_of_taking(list, {{"form.b", "mine"}}, noon, Language::en);
    CHECK(values == app::AnswerValues{{"form.id", "test"},
                                      {"form.version", "1"},
                                      {"form.a", "plain"},
                                      {"form.d", "2024-03-22"},
                                      {"form.at", sync::to_text(noon)},
                                      {"form.m.yes", true},
                                      {"form.m.no", true},
                                      {"form.m.na", false}});
}

TEST_CASE("answers: instances made on two laptops in the same millisecond are two") {
    const auto list = checklist("type|name|label|default\nbegin_repeat|r|R|\ntext|a|A|x\nend_repeat|||");
    const auto mine = app::values_of_instance(list, 0, {}, first, noon, Language::en);
    const auto theirs = app::values_of_instance(list, 0, {}, second, noon, Language::en);
    REQUIRE(mine.size() == 2);
    CHECK(mine[0].first != theirs[0].first);
    CHECK(mine[1].first == mine[0].first + ".a");
    const auto again = app::values_of_instance(list, 0, {{mine[0].first, true}}, first, noon, Language::en);
    CHECK(again[0].first != mine[0].first);
    CHECK(again[0].first > mine[0].first); // shown behind it
}

TEST_CASE("answers: two laptops answer one checklist and merge") {
    const auto list = checklist(
        "type|name|label\nselect_one yn|a|A\nselect_multiple yn|m|M\nbegin_repeat|r|R\ntext|n|N\nend_repeat||",
        "list_name|name|label\nyn|yes|Yes\nyn|no|No");
    sync::Record visit;
    visit.id = sync::RecordId::random(noon);
    visit.kind = "visit";
    const auto write = [](sync::Record& record, const app::AnswerValues& values, sync::DeviceId device) {
        for (const auto& [field, value] : values)
            sync::write(record, field, value, device, noon);
    };
    write(visit, app::values_of_taking(list, {}, noon, Language::en), first);
    sync::Record mine = visit, theirs = visit;
    write(mine, {{"form.a", "yes"}, {"form.m.yes", true}}, first);
    write(mine, app::values_of_instance(list, 2, {}, first, noon, Language::en), first);
    write(theirs, {{"form.a", "no"}, {"form.m.no", true}}, second);
    write(theirs, app::values_of_instance(list, 2, {}, second, noon, Language::en), second);
    const auto merged = sync::merge(mine, theirs);
    REQUIRE(merged);
    CHECK(sync::contested_fields(merged->record) == std::vector<std::string>{"form.a"});
    const auto rows = evaluated(list, app::answers_of(merged->record));
    CHECK(row(list, rows, "m").text == "yes no");
    CHECK(row(list, rows, "r[2].n").relevant);
}

TEST_CASE("answers: a new version keeps answers by their names, whatever group they are in") {
    const auto before = checklist("type|name|label\ntext|a|A\ntext|b|B");
    const auto after = checklist("type|name|label\nbegin_group|g|G\ntext|b|B new\nend_group||\ntext|c|C");
    const Answers answers{{"form.a", "1"}, {"form.b", "2"}};
    CHECK(row(after, evaluated(after, answers), "b").text == "2");
    CHECK(row(before, evaluated(before, answers), "b").text == "2");
}

TEST_CASE("evaluation: answers of any type and name give rows, never a crash") {
    const auto list = checklist(
        "type|name|label|calculation\ninteger|i|I|\nbegin_repeat|r|R|\nselect_multiple yn|m|M|\nend_repeat|||\n"
        "calculate|c||sum(${i}) + count(${r})",
        "list_name|name|label\nyn|yes|Yes");
    const Answers answers{{"form.", 1},
                          {"form.i", sync::Value::Array{1, "x"}},
                          {"form.r", "text"},
                          {"form.r[", true},
                          {"form.r[]", true},
                          {"form.r[x", true},
                          {"form.r[x]", "not a flag"},
                          {"form.r[y].m.yes", "text"},
                          {"form.r[y].m", true}};
    const auto rows = evaluated(list, answers);
    CHECK(row(list, rows, "c").text == "1");
}

TEST_CASE("evaluation: three hundred questions with rules are quick enough to be asked at every key") {
    std::string survey = "type|name|label|relevant|constraint|calculation\ninteger|q0|Q|||";
    for (int i = 1; i < 300; ++i) {
        const std::string before = "${q" + std::to_string(i - 1) + "}";
        survey += "\n" + std::string(i % 3 == 0 ? "calculate" : "integer") + "|q" + std::to_string(i) + "|Q|" + before +
                  " != 7 or ${q0} < 5|. >= 0 and . < 1000|" + (i % 3 == 0 ? before + " + 1" : "");
    }
    const auto list = checklist(survey);
    Answers answers;
    for (int i = 0; i < 300; i += 2)
        answers["form.q" + std::to_string(i)] = i;
    const auto from = std::chrono::steady_clock::now();
    std::size_t rows = 0;
    for (int i = 0; i < 100; ++i)
        rows += evaluated(list, answers).size();
    const auto each = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from).count() / 100;
    MESSAGE("one evaluation of 300 questions: " << each << " ms");
    CHECK(rows == 30000);
}
