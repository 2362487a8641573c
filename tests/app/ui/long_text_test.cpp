#include "app/ui/long_text.hpp"

#include "app/ui/phrase_book.hpp"
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

    void offer_phrases() {
        book.groups = {{"我的", {"常去的排口"}}, {"水", {"{site}雨水排放口有废水流出。", "采样____份送检。"}}};
        book.facts.site = "华盛电镀";
        ui::offer_phrases(&book);
        driver.settle();
    }

    ImRect box() { return driver.at("描述").rect; }

    std::string value;
    std::string other;
    bool read_only = false;
    bool hidden = false;
    int changes = 0;
    int commits = 0;
    ui::PhraseBook book;
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

TEST_CASE("long text field: Ctrl+J finds a phrase, Enter puts it at the caret, and the caret stays in the field") {
    Form form("经查，。");
    form.offer_phrases();
    form.driver.click("描述");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_End);
    form.driver.key(ImGuiKey_LeftArrow);
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_J);
    CHECK(form.driver.sees("华盛电镀雨水排放口有废水流出。"));
    CHECK(form.driver.sees("常去的排口"));
    form.driver.type("雨水");
    form.driver.key(ImGuiKey_Enter);
    CHECK(form.value == "经查，华盛电镀雨水排放口有废水流出。。");
    CHECK_FALSE(form.driver.sees("常去的排口"));
    form.driver.type("另");
    CHECK(form.value == "经查，华盛电镀雨水排放口有废水流出。另。");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_Z, 2);
    CHECK(form.value == "经查，。");
}

TEST_CASE("long text field: a phrase's blank is selected, to be typed over") {
    Form form;
    form.offer_phrases();
    form.driver.click("描述");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_J);
    form.driver.key(ImGuiKey_DownArrow, 2);
    form.driver.key(ImGuiKey_Enter);
    CHECK(form.value == "采样____份送检。");
    form.driver.type("两");
    CHECK(form.value == "采样两份送检。");
}

TEST_CASE("long text field: the button at the field opens the phrases too, a click takes one, Escape none") {
    Form form("头");
    form.offer_phrases();
    form.driver.click("常用语");
    form.driver.click("常去的排口");
    CHECK(form.value == "头常去的排口");
    form.driver.click("常用语");
    form.driver.key(ImGuiKey_Escape);
    CHECK_FALSE(form.driver.has("采样____份送检。"));
    form.driver.type("尾");
    CHECK(form.value == "头常去的排口尾");
}

TEST_CASE("long text field: selected text can be kept as a phrase") {
    Form form("现场无异味");
    form.offer_phrases();
    form.driver.click("描述");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_A);
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_J);
    form.driver.click("把选中的文字存为常用语");
    ImGui::SetCurrentContext(form.driver.context());
    CHECK(ui::take_phrase_wish().keep == "现场无异味");
    CHECK(form.value == "现场无异味");
}

TEST_CASE("long text field: without phrases, and where nothing may be written, none are offered") {
    Form form("甲");
    CHECK_FALSE(form.driver.has("常用语"));
    form.offer_phrases();
    CHECK(form.driver.has("常用语"));
    form.read_only = true;
    form.driver.settle();
    CHECK(form.driver.has("常用语#0"));
    CHECK_FALSE(form.driver.has("常用语#1")); // of the other field alone
    form.driver.click("描述");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_J);
    CHECK_FALSE(form.driver.has("常去的排口"));
}

TEST_CASE("long text field: Ctrl+F counts, F3 and Enter go on, Escape gives the caret back at the place found") {
    Form form("排口一。总排口，雨水排口。");
    form.driver.click("描述");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_Home); // the search goes on from the caret
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_F);
    form.driver.type("排口");
    CHECK(form.driver.sees("1/3"));
    form.driver.key(ImGuiKey_Enter);
    CHECK(form.driver.sees("2/3"));
    form.driver.key(ImGuiMod_Shift | ImGuiKey_Enter);
    CHECK(form.driver.sees("1/3"));
    form.driver.click("上一处（Shift F3）");
    CHECK(form.driver.sees("3/3"));
    form.driver.key(ImGuiKey_Escape);
    form.driver.key(ImGuiKey_Escape);
    CHECK_FALSE(form.driver.sees("3/3"));
    CHECK(form.value == "排口一。总排口，雨水排口。");
    CHECK(form.commits == 0);
}

TEST_CASE("long text field: what was found is selected when the search is left, and typing replaces it") {
    Form form("甲排口乙");
    form.driver.click("描述");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_F);
    form.driver.type("排口");
    form.driver.key(ImGuiKey_Escape);
    form.driver.type("池");
    CHECK(form.value == "甲池乙");
    form.driver.key(ImGuiKey_F3);
    form.driver.type("。");
    CHECK(form.value == "甲池。乙");
}

TEST_CASE("long text field: replaces one or all, all of them as one step of undo") {
    const std::string start = "ＰＨ值一，pH值二，ph值三";
    Form form(start);
    form.driver.click("描述");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_Home); // the search goes on from the caret
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_H);
    form.driver.type("ph值");
    form.driver.click("替换为");
    form.driver.type("酸碱度");
    form.driver.key(ImGuiKey_Enter);
    CHECK(form.value == "酸碱度一，pH值二，ph值三");
    form.driver.click("全部替换");
    CHECK(form.value == "酸碱度一，酸碱度二，酸碱度三");
    CHECK(form.driver.sees("没有"));
    form.driver.click("关闭查找");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(form.value == "酸碱度一，pH值二，ph值三");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(form.value == start);
    CHECK(form.changes == 4);
    form.driver.key(ImGuiKey_Escape);
    CHECK(form.commits >= 1);
}

TEST_CASE("long text field: the search stays with its field, and what was written counts as left") {
    Form form("甲乙");
    form.driver.click("描述");
    form.driver.type("丙");
    form.driver.key(ImGuiMod_Ctrl | ImGuiKey_F);
    CHECK(form.commits == 1);
    form.driver.type("乙");
    form.driver.click("意见");
    form.driver.type("丁");
    CHECK(form.other == "丁");
    CHECK(form.value == "甲乙丙");
    CHECK_FALSE(form.driver.sees("1/1"));
}
