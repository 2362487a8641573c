// Comments at the field that they are about.
#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

// The open visit with a comment of the leader about one of its fields.
struct Commented : Stage {
    Commented() : Stage(Place::visits, app::make_visits()) {
        comment = day.add("comment", day.liu, test::march(22, 10, 48),
                          {{"record", day.visit.text()}, {"field", "purpose"}, {"text", "门锁的情况请写清楚"}});
        spot.open = day.visit;
        refresh();
        driver().settle();
        clear();
    }
    sync::RecordId comment;
};

const char* const one_open = "1 条批注未处理";

} // namespace

TEST_CASE("comments: a field with an open comment is marked with the count, and a press opens the thread there") {
    Commented stage;
    REQUIRE(stage.driver().has(one_open));
    CHECK_FALSE(stage.driver().sees("门锁的情况请写清楚"));
    stage.driver().click(one_open);
    stage.driver().frame(3);
    CHECK(stage.driver().sees("门锁的情况请写清楚"));
    CHECK(stage.driver().sees("刘卫东 03-22 10:48"));
    CHECK(stage.commands.empty());
}

TEST_CASE("comments: the thread takes an answer about that very field, and is marked as done") {
    Commented stage;
    stage.driver().click(one_open);
    stage.driver().frame(3);
    stage.driver().type("已补充\n");
    const auto sent = stage.all<app::AddComment>();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].about == stage.day.visit);
    CHECK(sent[0].field == "purpose");
    CHECK(sent[0].text == "已补充");
    stage.driver().click("标记为已处理");
    const auto set = stage.all<app::SetFields>();
    REQUIRE(set.size() == 1);
    CHECK(set[0].id == stage.comment);
    CHECK(set[0].fields == app::FieldValues{{"resolved", true}});
    sync::write(stage.day.at(stage.comment), "resolved", true, stage.day.zhou, test::march(22, 10, 52));
    stage.refresh();
    stage.driver().settle();
    CHECK_FALSE(stage.driver().has(one_open));
    CHECK(stage.driver().has("批注都已处理"));
}

TEST_CASE("comments: who is sent to a field's thread finds it open and the caret in its box") {
    Commented stage;
    stage.drafts.aim() = {stage.day.visit, "purpose", true};
    stage.driver().settle();
    CHECK(stage.driver().sees("门锁的情况请写清楚"));
    stage.driver().type("好");
    CHECK(stage.drafts.comment(stage.day.visit, "purpose").typed == "好");
    CHECK(stage.drafts.aim() == app::Aim{});
}

TEST_CASE("comments: Ctrl+M writes about the field that has the keyboard, and what is half-typed is kept") {
    Commented stage;
    stage.driver().click("职务");
    stage.driver().key(ImGuiMod_Ctrl | ImGuiKey_M);
    stage.driver().frame(3);
    stage.driver().type("两种写法");
    stage.driver().click_at({900, 740});
    stage.driver().settle();
    CHECK(stage.all<app::AddComment>().empty());
    stage.driver().click("职务");
    stage.driver().key(ImGuiMod_Ctrl | ImGuiKey_M);
    stage.driver().frame(3);
    stage.driver().type("不一致\n");
    const auto sent = stage.all<app::AddComment>();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].field == "met_role");
    CHECK(sent[0].text == "两种写法不一致");
}

TEST_CASE("comments: an answer of the checklist has its thread at the question") {
    Commented stage;
    auto& visit = stage.day.at(stage.day.visit);
    const auto& list = *stage.day.forms.front().checklist;
    sync::write(visit, app::form_id_field, list.form().form_id, stage.day.zhou, test::march(22, 10, 20));
    sync::write(visit, app::form_version_field, list.form().version, stage.day.zhou, test::march(22, 10, 20));
    std::string field;
    for (const auto& question : list.form().questions)
        if (field.empty() && app::is_asked(question.type) && question.relevant.empty()) field = "form." + question.name;
    stage.day.add("comment", stage.day.liu, test::march(22, 10, 49),
                  {{"record", stage.day.visit.text()}, {"field", field}, {"text", "请附照片"}});
    stage.refresh();
    stage.driver().settle();
    stage.drafts.aim() = {stage.day.visit, field, true};
    stage.driver().settle();
    CHECK(stage.driver().sees("请附照片"));
    CHECK(stage.drafts.aim() == app::Aim{});
}
