#include "app/ui/long_text.hpp"

#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"
#include "tests/support/window/driver.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace takan;
using namespace takan::test;
namespace ui = app::ui;

namespace {

struct Form {
    explicit Form(std::string start = {}) : value(std::move(start)), driver([this] { draw(); }, {.size = {600, 500}}) {
        driver.settle();
    }

    void draw() {
        const ui::Window window("form", {0, 0}, ImGui::GetIO().DisplaySize);
        ui::LongTextOptions options;
        options.max_rows = 5;
        options.read_only = read_only;
        if (!hidden) {
            const ui::Edited edited = ui::long_text("描述", value, options);
            changes += edited.changed ? 1 : 0;
            commits += edited.committed ? 1 : 0;
        }
        ui::long_text("意见", other);
    }

    ImRect box() { return driver.at("描述").rect; }

    std::string value;
    std::string other;
    bool read_only = false;
    bool hidden = false;
    int changes = 0;
    int commits = 0;
    Driver driver;
};

constexpr const char* wide =
    "危废贮存间地面环氧防渗层开裂，东侧墙角可见渗漏痕迹；三桶含铬污泥未张贴标签，贮存时间超过一年。";

} // namespace

TEST_CASE("long text field: types Chinese and newlines, commits once when left by Escape, keeps all") {
    Form form;
    form.driver.click("描述");
    form.driver.type("第一段。\n第二段很长。");
    CHECK(form.value == "第一段。\n第二段很长。");
    CHECK(form.changes >= 2);
    CHECK(form.commits == 0);
    form.driver.key(ImGuiKey_Escape);
    CHECK(form.value == "第一段。\n第二段很长。");
    CHECK(form.commits == 1);
    form.driver.type("不进");
    CHECK(form.value == "第一段。\n第二段很长。");
}

TEST_CASE("long text field: looking at it changes and commits nothing") {
    Form form(wide);
    form.driver.click("描述");
    form.driver.key(ImGuiKey_Home);
    form.driver.click("意见");
    CHECK(form.value == wide);
    CHECK(form.changes == 0);
    CHECK(form.commits == 0);
}

TEST_CASE("long text field: Tab leaves and enters the next one") {
    Form form;
    form.driver.click("描述");
    form.driver.type("甲");
    form.driver.key(ImGuiKey_Tab);
    CHECK(form.commits == 1);
    form.driver.type("乙");
    CHECK(form.value == "甲");
    CHECK(form.other == "乙");
}

TEST_CASE("long text field: soft lines grow the box up to its limit, then it scrolls with the caret") {
    Form form;
    const float before = form.box().GetHeight();
    form.driver.click("描述");
    for (int i = 0; i < 12; ++i)
        form.driver.type(wide);
    const float after = form.box().GetHeight();
    CHECK(after > before);
    CHECK(after < before * 2.2f);
    CHECK(form.driver.sees("超过一年。"));
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_Home);
    form.driver.type("开头");
    CHECK(form.value.starts_with("开头"));
    form.driver.key(ImGuiKey_PageDown, 20);
    form.driver.type("结尾");
    CHECK(form.value.ends_with("结尾"));
}

TEST_CASE("long text field: copy, cut, paste, undo and redo") {
    Form form("污水处理设施");
    form.driver.click("描述");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_A);
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_C);
    CHECK(form.driver.clipboard == "污水处理设施");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_X);
    CHECK(form.value.empty());
    form.driver.clipboard = "两\r\n行";
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_V);
    CHECK(form.value == "两\n行");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_Z, 2);
    CHECK(form.value == "污水处理设施");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_Y);
    CHECK(form.value.empty());
    form.driver.key(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z);
    CHECK(form.value == "两\n行");
}

TEST_CASE("long text field: a drag selects, a double click takes the word, typing replaces it") {
    Form form("设施正常，运行");
    const ImVec2 start(form.box().Min.x + 11, form.box().Min.y + 18);
    form.driver.press(start);
    form.driver.move({start.x + 28, start.y});
    form.driver.release();
    form.driver.type("设备");
    CHECK(form.value == "设备正常，运行");
    form.driver.double_click("描述"); // in the middle of what comes before the comma
    form.driver.type("停");
    CHECK(form.value == "停，运行");
}

TEST_CASE("long text field: tells the input method where the caret is, in this field only") {
    Form form("甲");
    CHECK_FALSE(form.driver.context()->PlatformImeData.WantVisible);
    form.driver.click("描述");
    const ImGuiPlatformImeData& data = form.driver.context()->PlatformImeData;
    CHECK(data.WantVisible);
    CHECK(data.WantTextInput);
    CHECK(form.driver.context()->IO.WantTextInput);
    CHECK(form.box().Contains(data.InputPos));
    const float x = data.InputPos.x;
    form.driver.type("乙");
    CHECK(form.driver.context()->PlatformImeData.InputPos.x == doctest::Approx(x + 14));
}

TEST_CASE("long text field: text changed from outside is taken over") {
    Form form("旧");
    form.driver.click("描述");
    form.driver.type("的");
    form.value = "别人写的新内容";
    form.driver.settle();
    form.driver.type("。");
    CHECK(form.value == "别人写的新内容。");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_Z, 3);
    CHECK(form.value == "别人写的新内容");
}

TEST_CASE("long text field: read-only lets copy and nothing else") {
    Form form("定稿");
    form.read_only = true;
    form.driver.click("描述");
    form.driver.type("改");
    form.driver.key(ImGuiKey_Backspace);
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_A);
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_C);
    CHECK(form.value == "定稿");
    CHECK(form.driver.clipboard == "定稿");
}

TEST_CASE("long text field: vanishing while active harms nothing") {
    Form form("甲");
    form.driver.click("描述");
    form.driver.type("乙");
    form.hidden = true;
    form.driver.settle();
    form.driver.type("丙");
    CHECK(form.value == "甲乙");
    form.hidden = false;
    form.driver.settle();
    form.driver.click("描述");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_End);
    form.driver.type("丁");
    CHECK(form.value == "甲乙丁");
}
