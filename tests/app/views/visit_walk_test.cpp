// A visit from its beginning to its submission by an inspector who has only a keyboard.
#include "tests/app/views/walk.hpp"
#include "tests/app/views/whole.hpp"

using namespace takan;
using test::Walk;
using test::Whole;

namespace {

// The system's file dialog, in which the person picks some photos.
void choose_photos(Whole& whole, int from, int count) {
    REQUIRE(whole.files);
    whole.files.reset();
    whole.answer.emplace();
    for (int i = 0; i < count; ++i)
        whole.answer->push_back("/card/IMG_" + std::to_string(from + i) + ".jpg");
    whole.driver->settle();
}

std::vector<const sync::Record*> belonging(const Whole& whole, const char* kind, const char* field,
                                           const sync::RecordId& id) {
    std::vector<const sync::Record*> found;
    for (const auto& [own, record] : whole.day.records)
        if (record.kind == kind && sync::shown_text(record, field) == id.text()) found.push_back(&record);
    return found;
}

} // namespace

TEST_CASE("visit walk: a visit with two findings and ten photos, by keys alone") {
    Whole whole;
    whole.carries_out = true;
    whole.cancels = false;
    whole.go({app::Place::today, {}});
    Walk walk(*whole.driver);
    walk.press(ImGuiMod_Ctrl | ImGuiKey_N);
    const auto visit = std::get<app::Create>(whole.commands.at(0)).id;
    // The place, the colleague, that rights were told.
    walk.press(ImGuiKey_Enter);
    walk.type("临江印染\n");
    walk.press(ImGuiKey_Tab, 10);
    CHECK(whole.driver->focused() == "检查人员");
    walk.type("李建国\n");
    while (whole.driver->focused() != "已告知权利")
        walk.press(ImGuiKey_Tab);
    walk.press(ImGuiKey_Space);
    for (const char* words : {"雨水口有浅黄色水流出，未设截断阀", "危废间地面开裂，三桶污泥没有标签"}) {
        walk.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_N);
        walk.type(words);
        walk.press(ImGuiMod_Shift | ImGuiKey_Tab); // severity: minor
        walk.press(ImGuiKey_Space);
        walk.press(ImGuiKey_Tab, 2); // types: water
        walk.press(ImGuiKey_Space);
        walk.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_P);
        choose_photos(whole, static_cast<int>(whole.day.records.size()), 5);
    }
    walk.press(ImGuiMod_Ctrl | ImGuiKey_Enter); // recorded
    walk.press(ImGuiMod_Ctrl | ImGuiKey_Enter); // submitted
    walk.print("a visit with two findings and ten photos");

    const auto& made = whole.day.at(visit);
    CHECK(sync::shown_text(made, "site") == whole.day.dyeing.text());
    CHECK(*sync::shown(made, "inspectors") == sync::Value::Array{"周敏", "李建国"});
    CHECK(sync::shown_flag(made, "rights_told") == true);
    CHECK(sync::shown_text(made, "state") == "recorded");
    CHECK(sync::shown_flag(made, "submitted") == true);
    const auto findings = belonging(whole, "finding", "visit", visit);
    REQUIRE(findings.size() == 2);
    for (const auto* finding : findings) {
        CHECK(sync::shown_text(*finding, "severity") == "minor");
        CHECK(sync::set_members(*finding, "types") == std::vector<std::string>{"WATER"});
        CHECK_FALSE(sync::shown_text(*finding, "description").empty());
        CHECK(belonging(whole, "photo", "finding", finding->id).size() == 5);
    }
    CHECK(walk.clicks() == 0);
}
