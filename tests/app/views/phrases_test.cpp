#include "app/views/phrases.hpp"

#include "tests/app/views/whole.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::Whole;

TEST_CASE("phrases: a field of a visit offers them with the visit's place filled in") {
    Whole whole;
    whole.go({Place::findings, whole.day.drums});
    whole.driver->click("问题描述");
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_J);
    whole.driver->type("出示证件");
    CHECK(whole.driver->sees("2024年3月22日 10:52，检查人员到达"));
    CHECK(whole.driver->sees("到场与告知"));
    CHECK_FALSE(whole.driver->sees("{date}"));
    whole.driver->key(ImGuiKey_Enter);
    whole.now.ms += 2000;
    whole.driver->frame(3);
    CHECK(whole.count<app::SetFields>() >= 1);
}

TEST_CASE("phrases: Ctrl+F in a long text searches the text, elsewhere the records") {
    Whole whole;
    whole.go({Place::findings, whole.day.drums});
    whole.driver->click("问题描述");
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_F);
    CHECK_FALSE(whole.driver->sees("搜索与跳转"));
    CHECK(whole.driver->has("关闭查找"));
    whole.driver->key(ImGuiKey_Escape);
    whole.driver->key(ImGuiKey_Escape);
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_F);
    CHECK(whole.driver->sees("搜索与跳转"));
}

TEST_CASE("phrases: selected text is kept as one of the person's own, and told") {
    Whole whole;
    whole.day.base.settings[app::phrases_setting] = "旧的";
    whole.go({Place::findings, whole.day.drums});
    whole.driver->fill("问题描述", "现场无异味");
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_A);
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_J);
    whole.driver->click("把选中的文字存为常用语");
    REQUIRE(whole.count<app::SetSetting>() == 1);
    const auto set = whole.last<app::SetSetting>();
    CHECK(set.name == app::phrases_setting);
    CHECK(set.value == "现场无异味\n旧的");
    CHECK(whole.driver->sees("已存为常用语"));
}

TEST_CASE("phrases: the list leads to the settings, where own ones are written, and deleted with a way back") {
    Whole whole;
    whole.day.base.settings[app::phrases_setting] = "甲\n乙";
    whole.go({Place::findings, whole.day.drums});
    whole.driver->click("问题描述");
    whole.driver->key(ImGuiMod_Ctrl | ImGuiKey_J);
    CHECK(whole.driver->sees("我的常用语"));
    whole.driver->click("管理我的常用语");
    whole.driver->settle();
    whole.driver->click("新增一条");
    whole.driver->click("phrase#2");
    whole.driver->type("丙");
    CHECK(whole.count<app::SetSetting>() == 0);
    whole.driver->key(ImGuiKey_Tab);
    REQUIRE(whole.count<app::SetSetting>() == 1);
    CHECK(whole.last<app::SetSetting>().value == "甲\n乙\n丙");
    whole.day.base.settings[app::phrases_setting] = "甲\n乙\n丙";
    whole.go({Place::today, {}});
    whole.go({Place::settings, {}});
    whole.driver->click("删除这条常用语#0");
    REQUIRE(whole.count<app::SetSetting>() == 1);
    CHECK(whole.last<app::SetSetting>().value == "乙\n丙");
    whole.driver->click("撤销");
    CHECK(whole.last<app::SetSetting>().value == "甲\n乙\n丙");
    CHECK(whole.count<app::Undo>() == 0);
}
