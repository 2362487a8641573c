#include "tests/app/ui/gallery.hpp"

#include "sync/base/text.hpp"
#include "tests/support/window/driver.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace takan;
using namespace takan::test;

namespace {

struct Shown {
    explicit Shown(int page = 0) : driver([this] { draw_gallery(gallery); }) {
        gallery.page = page;
        driver.settle();
    }
    Gallery gallery;
    Driver driver;
};

} // namespace

TEST_CASE("text field: Chinese is typed, committed when left, and Escape keeps it") {
    Shown shown;
    shown.driver.fill("企业名称", "鸿运化工\xF0\xA0\x80\x80厂");
    CHECK(shown.gallery.name == "鸿运化工\xF0\xA0\x80\x80厂");
    CHECK(shown.gallery.said.empty());
    shown.driver.key(ImGuiKey_Escape);
    CHECK(shown.gallery.name == "鸿运化工\xF0\xA0\x80\x80厂");
    CHECK(shown.gallery.said == "name");
    shown.driver.type("不再进入");
    CHECK(shown.gallery.name == "鸿运化工\xF0\xA0\x80\x80厂");
}

TEST_CASE("text field: a read-only one takes nothing") {
    Shown shown;
    const std::string before = shown.gallery.name;
    shown.driver.click("只读");
    shown.driver.type("改");
    CHECK(shown.gallery.name == before);
}

TEST_CASE("buttons: pressed by mouse, Space and Enter; a disabled one refuses") {
    Shown shown;
    shown.driver.click("保存");
    CHECK(shown.gallery.said == "save");
    // The first arrow shows the focus, which a press with the mouse does not.
    shown.driver.key(ImGuiKey_RightArrow);
    shown.driver.key(ImGuiKey_LeftArrow);
    CHECK(shown.driver.focused() == "保存");
    for (const ImGuiKey key : {ImGuiKey_Space, ImGuiKey_Enter}) {
        shown.gallery.said.clear();
        shown.driver.key(key);
        CHECK(shown.gallery.said == "save");
    }
    CHECK(shown.driver.at("不能按").disabled());
    CHECK_THROWS(shown.driver.click("不能按"));
    CHECK(shown.gallery.said == "save");
}

TEST_CASE("Tab goes through the fields in their order") {
    Shown shown;
    shown.driver.click("企业名称");
    std::vector<std::string> seen;
    for (int i = 0; i < 8; ++i) {
        shown.driver.key(ImGuiKey_Tab);
        seen.push_back(shown.driver.focused());
    }
    const std::vector<std::string> expected{"开始时间", "打开日历", "整改期限", "打开日历",
                                            "总铬",     "桶数",     "现场",     "移除 周敏"};
    CHECK(seen == expected);
}

TEST_CASE("long text: leaving by Tab goes to the next field") {
    Shown shown;
    shown.driver.click("现场情况");
    shown.driver.key(ImGuiKey_Tab);
    CHECK(shown.driver.focused() == "已采样");
}

TEST_CASE("segments: chosen by mouse and by keyboard") {
    Shown shown(1);
    shown.driver.click("符合");
    CHECK(shown.gallery.answer == 0);
    CHECK(shown.driver.at("符合").checked());
    shown.driver.key(ImGuiKey_RightArrow, 2);
    shown.driver.key(ImGuiKey_Space);
    CHECK(shown.gallery.answer == 2);
    CHECK(shown.driver.at("不涉及").checked());
}

TEST_CASE("chips: a press turns one member only") {
    Shown shown;
    shown.driver.click("噪声");
    CHECK(shown.gallery.types == std::vector<char>{1, 0, 1, 1, 0, 0});
    shown.driver.click("大气");
    CHECK(shown.gallery.types == std::vector<char>{0, 0, 1, 1, 0, 0});
}

TEST_CASE("choice: a short list is pressed, and can be emptied") {
    Shown shown(1);
    shown.driver.click("处理");
    CHECK_FALSE(shown.driver.has("搜索"));
    shown.driver.click("罚款");
    CHECK(shown.gallery.measure == "fine");
    CHECK(shown.driver.sees("罚款"));
    shown.driver.click("处理");
    shown.driver.click("不填");
    CHECK(shown.gallery.measure.empty());
    CHECK(shown.driver.sees("请选择"));
}

TEST_CASE("reference: found by words of title and note, taken by Enter") {
    Shown shown;
    shown.driver.click("现场");
    shown.driver.type("红星 a 区");
    CHECK(shown.driver.has("红星化工 Red Star"));
    CHECK_FALSE(shown.driver.has("华盛电镀有限公司"));
    shown.driver.key(ImGuiKey_Enter);
    CHECK(shown.gallery.site == "s10");
    CHECK_FALSE(shown.driver.has("搜索"));
    CHECK(shown.gallery.created.empty());
}

TEST_CASE("reference: arrow keys move in the list, one Escape closes it and changes nothing") {
    Shown shown;
    shown.driver.click("现场");
    shown.driver.key(ImGuiKey_DownArrow, 3); // not given, s1, s2
    shown.driver.key(ImGuiKey_Enter);
    CHECK(shown.gallery.site == "s2");
    shown.driver.click("现场");
    shown.driver.type("恒达");
    shown.driver.key(ImGuiKey_Escape);
    CHECK_FALSE(shown.driver.has("搜索"));
    CHECK(shown.gallery.site == "s2");
}

TEST_CASE("reference: what matches nothing can become a new record") {
    Shown shown;
    shown.driver.click("现场");
    shown.driver.type("新开的厂");
    CHECK(shown.driver.sees("没有匹配的内容"));
    shown.driver.click("新建“新开的厂”");
    CHECK(shown.gallery.created == "新开的厂");
    CHECK(shown.gallery.site.empty());
}

TEST_CASE("people: names end by Enter, by a separator and by leaving; each stands once") {
    Shown shown;
    using Names = std::vector<std::string>;
    shown.driver.click("检查人员");
    shown.driver.type("王建、赵强，");
    CHECK(shown.gallery.people == Names{"周敏", "李建国", "王建", "赵强"});
    shown.driver.type("周敏\n");
    CHECK(shown.gallery.people == Names{"周敏", "李建国", "王建", "赵强"});
    shown.driver.click("检查人员");
    shown.driver.type("孙丽");
    CHECK(shown.gallery.people.size() == 4);
    shown.driver.click("企业名称");
    CHECK(shown.gallery.people == Names{"周敏", "李建国", "王建", "赵强", "孙丽"});
    shown.driver.click("移除 李建国");
    CHECK(shown.gallery.people == Names{"周敏", "王建", "赵强", "孙丽"});
    shown.driver.click("检查人员");
    shown.driver.key(ImGuiKey_Backspace);
    CHECK(shown.gallery.people == Names{"周敏", "王建", "赵强"});
}

TEST_CASE("moment: typed in China's time, shown the usual way once left") {
    Shown shown;
    shown.driver.fill("开始时间", "3-21 8:05");
    CHECK(shown.gallery.moment == "2024-03-21T00:05:00.000Z");
    shown.driver.key(ImGuiKey_Escape);
    CHECK(shown.driver.sees("2024-03-21 08:05"));
}

TEST_CASE("moment: what cannot be read stays in the box, marked, and changes nothing") {
    Shown shown;
    shown.driver.fill("开始时间", "前天下午");
    CHECK(shown.gallery.moment == "2024-03-22T08:12:00.000Z");
    shown.driver.click("企业名称");
    CHECK(shown.driver.sees("看不懂这个时间"));
    CHECK(shown.driver.sees("前天下午"));
    shown.driver.fill("开始时间", "9:00");
    shown.driver.click("企业名称");
    CHECK_FALSE(shown.driver.sees("看不懂这个时间"));
    CHECK(shown.gallery.moment == "2024-03-22T01:00:00.000Z");
}

TEST_CASE("moment: the calendar keeps the time of day, and has now and nothing") {
    Shown shown;
    shown.driver.click("打开日历");
    shown.driver.click("上个月");
    shown.driver.click("15");
    CHECK(shown.gallery.moment == "2024-02-15T08:12:00.000Z");
    shown.driver.click("打开日历");
    shown.driver.click("现在");
    CHECK(shown.gallery.moment == "2024-03-22T08:12:00.000Z");
    shown.driver.click("打开日历");
    shown.driver.click("清空");
    CHECK(shown.gallery.moment.empty());
}

TEST_CASE("date: an emptied field is empty, a short one is this year's") {
    Shown shown;
    shown.driver.fill("整改期限", "");
    CHECK(shown.gallery.date.empty());
    shown.driver.fill("整改期限", "5月1日");
    CHECK(shown.gallery.date == "2024-05-01");
}

TEST_CASE("numbers: full-width digits become plain, letters are refused, nothing is none") {
    Shown shown;
    shown.driver.fill("总铬", "１．３２０x");
    CHECK(shown.gallery.value == "1.320");
    shown.driver.fill("桶数", "1２");
    CHECK(shown.gallery.count == 12);
    shown.driver.fill("桶数", "--");
    CHECK(shown.gallery.count == 12);
    CHECK(shown.driver.sees("请填整数"));
    shown.driver.fill("桶数", "");
    CHECK_FALSE(shown.gallery.count.has_value());
    shown.driver.fill("桶数", "99999999999999999999");
    CHECK_FALSE(shown.gallery.count.has_value());
}

TEST_CASE("dialog: covers the form; Escape leaves its field first, then it") {
    Shown shown;
    shown.driver.click("退回修改");
    CHECK_THROWS(shown.driver.click("企业名称"));
    shown.driver.fill("意见", "补签字");
    shown.driver.key(ImGuiKey_Escape);
    CHECK(shown.gallery.dialog);
    CHECK(shown.gallery.reason == "补签字");
    shown.driver.key(ImGuiKey_Escape);
    CHECK_FALSE(shown.gallery.dialog);
    shown.driver.click("企业名称");
}

TEST_CASE("question: asks for a reason before it can be confirmed, cancel keeps everything") {
    Shown shown;
    shown.driver.click("删除");
    CHECK(shown.driver.at("确定删除").disabled());
    shown.driver.click("取消");
    CHECK(shown.gallery.said == "kept");
    shown.driver.click("删除");
    shown.driver.click("原因");
    shown.driver.type("重复录入");
    shown.driver.click("确定删除");
    CHECK(shown.gallery.said == "deleted: 重复录入");
    CHECK_FALSE(shown.gallery.question);
}

TEST_CASE("toasts: undo is pressed by its word; without, the message goes after a while") {
    Shown shown(1);
    shown.driver.click("提交审核");
    CHECK(shown.driver.sees("已提交审核"));
    CHECK(shown.driver.look().wake_after <= 8.1f);
    shown.driver.click("撤销");
    CHECK(shown.gallery.said == "undo submit");
    CHECK_FALSE(shown.driver.sees("已提交审核"));
    shown.driver.click("提交审核");
    shown.driver.frame(60 * 9);
    CHECK_FALSE(shown.driver.sees("已提交审核"));
}

TEST_CASE("an idle screen asks for no further frame") {
    for (int page = 0; page < 4; ++page) {
        Shown shown(page);
        CHECK(shown.driver.look().wake_after > 1e9f);
    }
}

TEST_CASE("drawer: closed by a press beside it") {
    Shown shown;
    shown.driver.click("更多选项");
    CHECK(shown.driver.sees("尚未下载"));
    shown.driver.click_at({300, 300});
    CHECK_FALSE(shown.gallery.drawer);
}

TEST_CASE("table: presses on a sortable head sort upwards, downwards and not at all") {
    Shown shown(2);
    CHECK(shown.gallery.sorted_by == -1);
    shown.driver.click("大小");
    CHECK(shown.gallery.sorted_by == 2);
    CHECK_FALSE(shown.gallery.descending);
    shown.driver.click("大小");
    CHECK(shown.gallery.descending);
    shown.driver.click("大小");
    CHECK(shown.gallery.sorted_by == -1);
    shown.driver.click("大小");
    shown.driver.click("名称");
    CHECK(shown.gallery.sorted_by == 0);
    CHECK_FALSE(shown.gallery.descending);
    CHECK_FALSE(shown.driver.has("地址"));
}

TEST_CASE("table: a far row is reached by the wheel and pressed") {
    Shown shown(2);
    CHECK_FALSE(shown.driver.has("300 华盛电镀有限公司"));
    CHECK(shown.driver.scroll_to("0 华盛电镀有限公司", "300 华盛电镀有限公司"));
    shown.driver.click("300 华盛电镀有限公司");
    CHECK(shown.gallery.row == 300);
    CHECK_FALSE(shown.driver.has("0 华盛电镀有限公司"));
}

TEST_CASE("search field: its cross empties it") {
    Shown shown(1);
    shown.driver.fill("search", "临江");
    CHECK(shown.gallery.search == "临江");
    shown.driver.click("清空");
    CHECK(shown.gallery.search.empty());
}

TEST_CASE("menu: opened by its button, an entry closes it") {
    Shown shown(1);
    shown.driver.click("更多");
    shown.driver.click("复制编号");
    CHECK(shown.gallery.said == "copy");
    CHECK_FALSE(shown.driver.has("复制编号"));
}

TEST_CASE("rows, rail and tabs say which is chosen") {
    Shown shown(1);
    shown.driver.click("瑞丰养殖合作社");
    CHECK(shown.gallery.row == 4);
    CHECK(shown.driver.at("瑞丰养殖合作社").checked());
    shown.driver.click("地图");
    CHECK(shown.gallery.rail == 2);
    shown.driver.click("问题");
    CHECK(shown.gallery.tab == 2);
    CHECK(shown.driver.at("问题").checked());
    CHECK_FALSE(shown.driver.at("检查项").checked());
}

TEST_CASE("random presses and keys break nothing") {
    for (int page = 0; page < 4; ++page) {
        CAPTURE(page);
        Shown shown(page);
        shown.driver.monkey(static_cast<unsigned>(page) + 7, 1500);
        CHECK(sync::is_utf8(shown.gallery.description));
        CHECK(shown.driver.duplicate_ids().empty());
    }
}
