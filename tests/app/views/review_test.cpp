#include "tests/app/views/review_stage.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace takan;
using app::Place;
using test::Inbox;
using test::Stage;

namespace {

std::vector<sync::RecordId> sorted(std::vector<sync::RecordId> ids) {
    std::sort(ids.begin(), ids.end());
    return ids;
}

sync::RecordId visit() {
    return test::SampleDay().visit;
}

} // namespace

TEST_CASE("review: nothing is asked for by itself once an item is open") {
    test::check_quiet(Place::review, app::make_review, visit());
}

TEST_CASE("review: the first item opens by itself, and nothing else is asked for") {
    Stage stage(Place::review, app::make_review());
    stage.driver().settle();
    stage.rest();
    CHECK(stage.spot == app::Spot{Place::review, stage.day.visit});
    CHECK(stage.commands.empty());
}

TEST_CASE("review: no text is cut or covered") {
    test::check_layout(Place::review, app::make_review, visit());
    test::check_layout(Place::review, app::make_review, test::SampleDay().returned);
}

TEST_CASE("review: no text of a comparison is cut or covered") {
    for (const auto language : {app::Language::zh, app::Language::en}) {
        Inbox inbox({}, {{1366, 768}, false, 1, language});
        inbox.look_at_all();
        sync::write(inbox.day.at(inbox.day.visit), "narrative", "第二次查看时门已上锁。", inbox.day.zhou,
                    inbox.stage.now);
        sync::write(inbox.day.at(inbox.day.drums), "title", "危废间防渗层开裂", inbox.day.li, inbox.stage.now);
        inbox.redraw();
        for (const auto& fault : inbox.driver().clipped_texts())
            FAIL_CHECK(app::tag_of(language) << ": " << fault);
        CHECK(inbox.driver().duplicate_ids().empty());
    }
}

TEST_CASE("review: chips leave only what they say") {
    Inbox inbox;
    const auto rows = [&] {
        std::vector<bool> seen;
        for (const char* name : {"华盛电镀有限公司", "瑞丰生猪养殖专业合作社", "临江印染股份有限公司"})
            seen.push_back(inbox.driver().has(std::string("inbox rows//") + name));
        return seen;
    };
    CHECK(rows() == std::vector{true, true, true});
    inbox.driver().click("inbox//未读");
    CHECK(rows() == std::vector{true, true, false});
    inbox.driver().click("inbox//有分歧");
    CHECK(rows() == std::vector{true, false, false});
    inbox.driver().click("inbox//已退回");
    CHECK(rows() == std::vector{false, true, false});
    inbox.driver().click("inbox//全部");
    CHECK(rows() == std::vector{true, true, true});
    CHECK(inbox.stage.commands.empty());
}

TEST_CASE("review: several visits are approved with one command, and contested ones stay") {
    Inbox inbox;
    inbox.driver().click("inbox//选择多份");
    inbox.driver().key(ImGuiMod_Ctrl | ImGuiKey_A);
    CHECK(inbox.driver().sees("已选 3 份"));
    inbox.driver().click("inbox//全部通过");
    REQUIRE(inbox.stage.commands.size() == 1);
    const auto decided = inbox.stage.all<app::Review>();
    REQUIRE(decided.size() == 1);
    CHECK(decided[0].ids == std::vector{inbox.day.returned, inbox.day.approved});
    CHECK(decided[0].decision == app::Decision::approve);
    CHECK(decided[0].whole);
    CHECK(inbox.driver().sees("已选 1 份"));
    REQUIRE(inbox.stage.toast);
    CHECK(inbox.stage.toast->text == "已审核通过 2 份，1 份有分歧未通过");
    CHECK(inbox.stage.toast->undo);
}

TEST_CASE("review: several visits are given back with one note") {
    Inbox inbox;
    inbox.driver().key(ImGuiKey_X);
    inbox.driver().key(ImGuiMod_Alt | ImGuiKey_DownArrow);
    inbox.driver().key(ImGuiKey_X);
    inbox.driver().key(ImGuiKey_R);
    inbox.driver().frame(2);
    inbox.driver().type("请补现场负责人签字");
    inbox.driver().click("question//退回修改#1");
    REQUIRE(inbox.stage.commands.size() == 1);
    const auto decided = inbox.stage.all<app::Review>();
    REQUIRE(decided.size() == 1);
    CHECK(decided[0].ids == std::vector{inbox.day.visit, inbox.day.returned});
    CHECK(decided[0].decision == app::Decision::give_back);
    CHECK(decided[0].note == "请补现场负责人签字");
    CHECK(decided[0].whole);
}

TEST_CASE("review: Ctrl ticks one row, Shift all up to another, without opening them") {
    Inbox inbox;
    const auto press = [&](const char* name, ImGuiKey held) {
        ImGui::GetIO().AddKeyEvent(held, true);
        inbox.driver().click(std::string("inbox rows//") + name);
        ImGui::GetIO().AddKeyEvent(held, false);
        inbox.driver().frame(2);
    };
    press("瑞丰生猪养殖专业合作社", ImGuiMod_Ctrl);
    CHECK(inbox.driver().sees("已选 1 份"));
    press("华盛电镀有限公司", ImGuiMod_Shift);
    CHECK(inbox.driver().sees("已选 2 份"));
    press("瑞丰生猪养殖专业合作社", ImGuiMod_Ctrl);
    CHECK(inbox.driver().sees("已选 1 份"));
    CHECK_FALSE(inbox.stage.went);
    CHECK(inbox.stage.commands.empty());
}

TEST_CASE("review: by inspector, the visits of one person stand together under the name") {
    Inbox inbox;
    const auto top = [&](const char* name) { return inbox.driver().at(std::string("inbox rows//") + name).rect.Min.y; };
    CHECK(top("华盛电镀有限公司") < top("瑞丰生猪养殖专业合作社"));
    inbox.driver().click("inbox//按督察员排列");
    CHECK(top("瑞丰生猪养殖专业合作社") < top("临江印染股份有限公司"));
    CHECK(top("临江印染股份有限公司") < top("华盛电镀有限公司")); // two inspectors
    inbox.driver().click("inbox//按督察员排列");
    CHECK(top("华盛电镀有限公司") < top("瑞丰生猪养殖专业合作社"));
    for (const auto& fault : inbox.driver().clipped_texts())
        FAIL_CHECK(fault);
    CHECK(inbox.driver().duplicate_ids().empty());
}

TEST_CASE("review: no text of the list with boxes is cut or covered") {
    for (const auto language : {app::Language::zh, app::Language::en}) {
        Inbox inbox({}, {{1366, 768}, false, 1, language});
        inbox.driver().key(ImGuiKey_X);
        inbox.driver().settle();
        for (const auto& fault : inbox.driver().clipped_texts())
            FAIL_CHECK(app::tag_of(language) << ": " << fault);
        CHECK(inbox.driver().duplicate_ids().empty());
    }
}

TEST_CASE("review: Alt and the arrows step through the items") {
    Inbox inbox;
    inbox.driver().key(ImGuiMod_Alt | ImGuiKey_DownArrow);
    CHECK(inbox.stage.spot.open == inbox.day.returned);
    inbox.driver().key(ImGuiMod_Alt | ImGuiKey_DownArrow);
    CHECK(inbox.stage.spot.open == inbox.day.approved);
    inbox.driver().key(ImGuiMod_Alt | ImGuiKey_UpArrow);
    CHECK(inbox.stage.spot.open == inbox.day.returned);
}

TEST_CASE("review: while something is contested neither button nor key approves") {
    Inbox inbox;
    CHECK(inbox.driver().at("foot//审核通过").disabled());
    CHECK(inbox.driver().sees("请先裁定"));
    inbox.driver().key(ImGuiMod_Ctrl | ImGuiKey_Enter);
    inbox.driver().key(ImGuiKey_A);
    CHECK(inbox.stage.commands.empty());
}

TEST_CASE("review: a photo with a contested caption keeps a visit from being approved") {
    Inbox inbox;
    inbox.settle_contested();
    CHECK_FALSE(inbox.driver().at("foot//审核通过").disabled());
    inbox.day.at(inbox.day.photo).fields["caption"][{inbox.day.li, test::march(22, 10, 40)}] = sync::Value("废桶");
    inbox.redraw();
    CHECK(inbox.driver().at("foot//审核通过").disabled());
    CHECK(inbox.driver().sees("多人填写的内容不一致"));
}

TEST_CASE("review: approving decides about the visit with its findings and photos, and goes on") {
    for (const ImGuiKeyChord chord : {ImGuiKeyChord(0), ImGuiMod_Ctrl | ImGuiKey_Enter, ImGuiKeyChord(ImGuiKey_A)}) {
        CAPTURE(chord);
        Inbox inbox;
        inbox.settle_contested();
        if (chord != 0)
            inbox.driver().key(chord);
        else
            inbox.driver().click("foot//审核通过");
        REQUIRE(inbox.stage.commands.size() == 1);
        const auto decided = inbox.stage.all<app::Review>();
        REQUIRE(decided.size() == 1);
        CHECK(decided[0].ids.front() == inbox.day.visit);
        CHECK(sorted(decided[0].ids) == sorted(inbox.whole_visit()));
        CHECK(decided[0].decision == app::Decision::approve);
        CHECK(decided[0].note.empty());
        CHECK(inbox.stage.went == app::Spot{Place::review, inbox.day.returned});
        REQUIRE(inbox.stage.toast);
        CHECK(inbox.stage.toast->undo);
    }
}

TEST_CASE("review: a decision on an item that was read already goes on to the first that waits") {
    Inbox inbox(test::SampleDay().approved);
    inbox.driver().click("foot//审核通过");
    REQUIRE(inbox.stage.all<app::Review>().size() == 1);
    CHECK(inbox.stage.all<app::Review>()[0].ids == std::vector{inbox.day.approved});
    CHECK(inbox.stage.went == app::Spot{Place::review, inbox.day.visit});
}

TEST_CASE("review: Ctrl+Enter in a field or a question approves nothing") {
    Inbox inbox;
    inbox.settle_contested();
    inbox.driver().click("foot//退回修改");
    inbox.driver().type("请补充");
    inbox.driver().key(ImGuiMod_Ctrl | ImGuiKey_Enter);
    for (const auto& one : inbox.stage.all<app::Review>())
        CHECK(one.decision != app::Decision::approve);
    Inbox comment;
    comment.settle_contested();
    comment.driver().click("body//comment");
    comment.driver().type("过磅单");
    comment.driver().key(ImGuiMod_Ctrl | ImGuiKey_Enter);
    CHECK(comment.stage.all<app::Review>().empty());
}

TEST_CASE("review: giving back asks for a note and is refused without one") {
    Inbox inbox;
    inbox.driver().click("foot//退回修改");
    CHECK(inbox.driver().sees("退回意见会随下一次同步送到督察员的电脑上。"));
    CHECK(inbox.driver().at("question//退回修改#1").disabled());
    inbox.driver().type("联单编号没有拍下来");
    inbox.driver().click("question//退回修改#1");
    const auto decided = inbox.stage.all<app::Review>();
    REQUIRE(decided.size() == 1);
    CHECK(decided[0].decision == app::Decision::give_back);
    CHECK(decided[0].note == "联单编号没有拍下来");
    CHECK(sorted(decided[0].ids) == sorted(inbox.whole_visit()));
    CHECK(inbox.stage.commands.size() == 1);
    CHECK(inbox.stage.went == app::Spot{Place::review, inbox.day.returned});
}

TEST_CASE("review: a note that was begun for one visit is not given to another") {
    Inbox inbox;
    inbox.driver().click("foot//退回修改");
    inbox.driver().type("只给第一份");
    inbox.driver().click("question//取消");
    inbox.driver().key(ImGuiMod_Alt | ImGuiKey_DownArrow);
    inbox.driver().click("foot//退回修改");
    CHECK_FALSE(inbox.driver().sees("只给第一份"));
}

TEST_CASE("review: marking as read decides nothing") {
    Inbox inbox;
    inbox.driver().click("foot//标为已阅");
    REQUIRE(inbox.stage.commands.size() == 1);
    const auto seen = inbox.stage.all<app::MarkSeen>();
    REQUIRE(seen.size() == 1);
    CHECK(sorted(seen[0].ids) == sorted(inbox.whole_visit()));
}

TEST_CASE("review: a photo beside opens the full view") {
    Inbox inbox;
    inbox.driver().click("side//危废桶无标签");
    CHECK(inbox.driver().sees("原始文件"));
    CHECK(inbox.stage.commands.empty());
    inbox.driver().key(ImGuiMod_Ctrl | ImGuiKey_Enter);
    CHECK(inbox.stage.all<app::Review>().empty());
}

TEST_CASE("review: in a narrow window the photos stand on the page") {
    Inbox inbox(test::SampleDay().visit, {{1180, 2600}});
    CHECK_FALSE(inbox.driver().has("side//危废桶无标签"));
    inbox.driver().click("body//危废桶无标签");
    CHECK(inbox.driver().sees("原始文件"));
    CHECK(inbox.stage.commands.empty());
}

TEST_CASE("review: a long name of a place leaves room for what stands beside it") {
    Inbox inbox(test::SampleDay().visit);
    sync::write(inbox.day.at(inbox.day.plating), "name",
                "湖南省岳阳市云溪区绿色化工产业园华盛精密电镀与表面处理技术开发有限责任公司第二分公司", inbox.day.liu,
                inbox.stage.now);
    inbox.redraw();
    CHECK(inbox.driver().clipped_texts().empty());
    inbox.driver().click("head//打开记录");
    CHECK(inbox.stage.went == app::Spot{Place::visits, inbox.day.visit});
}

TEST_CASE("review: the pencil opens the record itself") {
    Inbox inbox;
    inbox.driver().click("head//打开记录");
    CHECK(inbox.stage.went == app::Spot{Place::visits, inbox.day.visit});
    CHECK(inbox.stage.commands.empty());
}

TEST_CASE("review: an empty inbox says what will stand there") {
    class Empty final : public app::Screen {
    public:
        void want(const app::Spot& spot, app::Request& request) const override { m_screen->want(spot, request); }
        void draw(const app::Given& given, const app::Spot& spot, app::Drafts& drafts, app::Asked& asked) override {
            app::Snapshot snapshot = given.snapshot;
            snapshot.inbox.clear();
            m_screen->draw({snapshot, given.pictures, given.textures, given.now, {}, {}}, spot, drafts, asked);
        }

    private:
        std::unique_ptr<app::Screen> m_screen = app::make_review();
    };
    test::check_quiet(Place::review, [] { return std::make_unique<Empty>(); }, {});
    Stage stage(Place::review, std::make_unique<Empty>());
    stage.driver().settle();
    CHECK(stage.driver().sees("督察员的记录同步之后会出现在这里"));
}

TEST_CASE("review: random use") {
    test::check_monkey(Place::review, app::make_review, visit(), 1000);
}

TEST_CASE("review: photos that came since the last look stand apart, and old and new are compared at one press") {
    Inbox inbox({}, {.size = {1920, 1080}});
    inbox.look_at_all();
    CHECK_FALSE(inbox.driver().has("新旧照片对比"));
    inbox.day.add("photo", inbox.day.li, test::march(22, 11, 20),
                  {{"visit", inbox.day.visit.text()},
                   {"finding", inbox.day.drums.text()},
                   {"caption", "防渗层已修补"},
                   {"taken_at", sync::to_text(test::march(22, 11, 20))},
                   {"sha256", "waste_drums 12"}});
    inbox.redraw();
    CHECK(inbox.driver().sees("看过的 9 张"));
    CHECK(inbox.driver().sees("新增的 1 张"));
    CHECK(inbox.driver().clipped_texts().empty());
    inbox.driver().click("新旧照片对比");
    inbox.driver().settle();
    CHECK(inbox.driver().sees("照片对比"));
    CHECK(inbox.driver().sees("危废桶无标签"));
    CHECK(inbox.driver().sees("防渗层已修补"));
    CHECK(inbox.driver().sees("相隔 53 分钟"));
}
