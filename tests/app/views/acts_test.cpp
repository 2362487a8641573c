#include "app/views/acts.hpp"

#include "tests/app/views/whole.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Language;
using app::Place;
using test::Whole;

TEST_CASE("acts: every command that changes records by one press is told, with the way back") {
    const sync::RecordId id = test::sample_id(test::sample_now, 1);
    struct Case {
        app::Command command;
        const char* words;
    };
    const Case cases[] = {
        {app::Delete{{id}, "重复"}, "已删除"},
        {app::Restore{{id}}, "已恢复"},
        {app::Review{{id}, app::Decision::approve, {}}, "已审核通过"},
        {app::Review{{id}, app::Decision::give_back, "补照片"}, "已退回"},
        {app::Review{{id}, app::Decision::withdraw, {}}, "已撤回审核意见"},
        {app::SetFields{id, {{"state", "recorded"}, {"submitted", true}}}, "状态已改为“已记录”"},
        {app::SetFields{id, {{"submitted", false}}}, "已收回"},
        {app::SetFields{id, {{"resolved", true}}}, "批注已标为处理完毕"},
        {app::SetFields{id, {{"lat", "29.3"}}}, "已修改"},
    };
    for (const Case& one : cases) {
        const auto toast = app::toast_of(one.command, Language::zh);
        REQUIRE(toast);
        CHECK(toast->text == one.words);
        CHECK(toast->undo);
        CHECK(app::toast_of(one.command, Language::en)->text != toast->text);
    }
    for (const app::Command& quiet : {app::Command(app::MarkSeen{{id}}), app::Command(app::SetSetting{"theme", "dark"}),
                                      app::Command(app::StartSync{})})
        CHECK_FALSE(app::toast_of(quiet, Language::zh));
}

TEST_CASE("acts: a visit that is handed in is told with the way back, what is typed is not") {
    Whole whole;
    whole.go({Place::visits, whole.day.visit});
    whole.driver->click("标记已记录");
    CHECK(whole.count<app::SetFields>() == 1);
    CHECK(whole.driver->sees("状态已改为“已记录”"));
    whole.driver->click("撤销");
    CHECK(whole.count<app::Undo>() == 1);
    whole.driver->frame(60 * 9);
    whole.go({Place::findings, whole.day.drums});
    whole.driver->fill("标题", "开裂");
    whole.now.ms += 2000;
    whole.driver->frame(3);
    CHECK(whole.count<app::SetFields>() == 1);
    CHECK_FALSE(whole.driver->has("撤销"));
}

TEST_CASE("acts: Ctrl+Z tells what was taken back, or that there is nothing") {
    Whole whole;
    whole.snapshot.undo = "";
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(whole.driver->sees("没有可以撤销的操作"));
    whole.snapshot.undo = "field.title";
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(whole.driver->sees("已撤销：标题"));
}
