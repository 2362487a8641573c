#include "tests/app/views/screen_checks.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

// The review screen of a leader who has already looked at some records, as they stand in `looked_at`.
class Knowing final : public app::Screen {
public:
    explicit Knowing(const std::map<sync::RecordId, sync::Record>* looked_at)
        : m_screen(app::make_review()), m_looked_at(looked_at) {}

    void want(const app::Spot& spot, app::Request& request) const override { m_screen->want(spot, request); }
    void draw(const app::Given& given, const app::Spot& spot, app::Drafts& drafts, app::Asked& asked) override {
        app::Snapshot snapshot = given.snapshot;
        if (snapshot.detail) snapshot.detail->known = *m_looked_at;
        m_screen->draw({snapshot, given.pictures, given.textures, given.now, given.dropped, given.chosen}, spot, drafts,
                       asked);
    }

private:
    std::unique_ptr<app::Screen> m_screen;
    const std::map<sync::RecordId, sync::Record>* m_looked_at;
};

struct Inbox {
    explicit Inbox(const sync::RecordId& open = {}, const test::DriverOptions& options = {})
        : stage(Place::review, std::make_unique<Knowing>(&looked_at), open, options) {
        stage.day.be_leader();
        stage.refresh();
        driver().settle();
        stage.clear();
    }

    test::Driver& driver() { return stage.driver(); }
    void redraw() {
        stage.refresh();
        driver().settle();
    }
    // Everybody agrees.
    void settle_contested() {
        sync::write(day.at(day.visit), "met_role", "副总经理", day.liu, stage.now);
        sync::write(day.at(day.drums), "due", "2024-03-29", day.liu, stage.now);
        redraw();
    }
    void look_at_all() {
        looked_at = day.records;
        redraw();
    }
    // The visit, its findings and its photos.
    std::vector<sync::RecordId> whole_visit() const {
        std::vector<sync::RecordId> ids{day.visit};
        for (const char* kind : {"finding", "photo"})
            for (const auto& [id, record] : day.records)
                if (record.kind == kind && sync::shown_text(record, "visit") == day.visit.text()) ids.push_back(id);
        return ids;
    }

    std::map<sync::RecordId, sync::Record> looked_at;
    Stage stage;
    test::SampleDay& day = stage.day;
};

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

TEST_CASE("review: taking a contested value writes exactly that one") {
    Inbox inbox;
    // The newest stands first: 李建国's 副总经理, then 周敏's 生产厂长.
    inbox.driver().click("body//采用#1");
    const auto written = inbox.stage.all<app::SetFields>();
    REQUIRE(written.size() == 1);
    CHECK(written[0].id == inbox.day.visit);
    CHECK(written[0].fields == app::FieldValues{{"met_role", "生产厂长"}});
    CHECK(inbox.stage.commands.size() == 1);
}

TEST_CASE("review: a contested field can be written once more") {
    Inbox inbox;
    inbox.driver().fill("body//职务", "安环部经理");
    inbox.stage.rest();
    const auto written = inbox.stage.all<app::SetFields>();
    REQUIRE(written.size() == 1);
    CHECK(written[0].id == inbox.day.visit);
    CHECK(written[0].fields == app::FieldValues{{"met_role", "安环部经理"}});
}

TEST_CASE("review: the digit of a contested value takes it, and the keys go on to the next one") {
    for (const auto& [key, value] : {std::pair{ImGuiKey_1, "副总经理"}, std::pair{ImGuiKey_2, "生产厂长"}}) {
        Inbox inbox;
        inbox.driver().key(key);
        const auto written = inbox.stage.all<app::SetFields>();
        REQUIRE(written.size() == 1);
        CHECK(written[0].id == inbox.day.visit);
        CHECK(written[0].fields == app::FieldValues{{"met_role", value}});
        inbox.stage.clear();
        inbox.driver().key(ImGuiKey_1); // the other contested field: when the drums are to be gone
        const auto next = inbox.stage.all<app::SetFields>();
        REQUIRE(next.size() == 1);
        CHECK(next[0].id == inbox.day.drums);
        REQUIRE(next[0].fields.size() == 1);
        CHECK(next[0].fields[0].first == "due");
    }
}

TEST_CASE("review: E and the digit behind the last value put the caret into the contested field") {
    for (const ImGuiKey key : {ImGuiKey_E, ImGuiKey_3}) {
        Inbox inbox;
        inbox.driver().key(key);
        inbox.driver().frame(2);
        CHECK(inbox.stage.commands.empty());
        inbox.driver().key(ImGuiMod_Ctrl | ImGuiKey_A);
        inbox.driver().type("安环部经理");
        inbox.stage.rest();
        const auto written = inbox.stage.all<app::SetFields>();
        REQUIRE(written.size() == 1);
        CHECK(written[0].fields == app::FieldValues{{"met_role", "安环部经理"}});
    }
}

TEST_CASE("review: N and P go to the next change and back") {
    Inbox inbox;
    inbox.driver().key(ImGuiKey_N); // from the visit's contested role
    inbox.driver().key(ImGuiKey_N); // over what is new in the visit
    inbox.driver().key(ImGuiKey_P, 2);
    inbox.driver().key(ImGuiKey_2);
    const auto written = inbox.stage.all<app::SetFields>();
    REQUIRE(written.size() == 1);
    CHECK(written[0].fields == app::FieldValues{{"met_role", "生产厂长"}});
}

TEST_CASE("review: what was dealt with is counted, and can be left out of sight") {
    Inbox inbox;
    inbox.settle_contested();
    inbox.look_at_all();
    sync::write(inbox.day.at(inbox.day.visit), "weather", "fog", inbox.day.zhou, test::march(22, 10, 55));
    sync::write(inbox.day.at(inbox.day.drums), "title", "危废间防渗层开裂", inbox.day.li, test::march(22, 10, 56));
    inbox.redraw();
    CHECK(inbox.driver().sees("处理 2/4"));
    inbox.driver().key(ImGuiKey_Y);
    CHECK(inbox.driver().sees("处理 3/4"));
    CHECK(inbox.driver().sees("多云"));
    inbox.driver().key(ImGuiKey_O);
    CHECK_FALSE(inbox.driver().sees("多云"));
    CHECK(inbox.driver().sees("危废间防渗层开裂"));
    inbox.driver().key(ImGuiKey_Y);
    CHECK(inbox.driver().sees("处理 4/4"));
    CHECK(inbox.driver().sees("这次检查的修改都已处理"));
    inbox.driver().click("body//显示全部");
    CHECK(inbox.driver().sees("多云"));
    CHECK(inbox.stage.commands.empty());
    // Written once more by somebody: not dealt with.
    sync::write(inbox.day.at(inbox.day.visit), "weather", "rain", inbox.day.zhou, test::march(22, 10, 57));
    inbox.redraw();
    CHECK(inbox.driver().sees("处理 3/4"));
}

TEST_CASE("review: a settled contradiction counts as dealt with") {
    Inbox inbox;
    inbox.look_at_all();
    CHECK(inbox.driver().sees("处理 0/2"));
    sync::write(inbox.day.at(inbox.day.visit), "met_role", "副总经理", inbox.day.liu, inbox.stage.now);
    inbox.redraw();
    CHECK(inbox.driver().sees("处理 1/2"));
}

TEST_CASE("review: a comment on a change names the record and the field") {
    Inbox inbox;
    inbox.settle_contested();
    inbox.look_at_all();
    sync::write(inbox.day.at(inbox.day.drums), "title", "危废间防渗层开裂", inbox.day.li, test::march(22, 10, 56));
    inbox.redraw();
    inbox.driver().key(ImGuiKey_C);
    inbox.driver().frame(2);
    inbox.driver().type("请补拍裂缝的近照");
    inbox.driver().key(ImGuiKey_Enter);
    const auto added = inbox.stage.all<app::AddComment>();
    REQUIRE(added.size() == 1);
    CHECK(added[0].about == inbox.day.drums);
    CHECK(added[0].field == "title");
    CHECK(added[0].text == "请补拍裂缝的近照");
}

TEST_CASE("review: R asks for the note that goes back") {
    Inbox inbox;
    inbox.driver().key(ImGuiKey_R);
    inbox.driver().frame(2);
    inbox.driver().type("联单编号没有拍下来");
    inbox.driver().click("question//退回修改#1");
    const auto decided = inbox.stage.all<app::Review>();
    REQUIRE(decided.size() == 1);
    CHECK(decided[0].decision == app::Decision::give_back);
    CHECK(decided[0].note == "联单编号没有拍下来");
}

TEST_CASE("review: what was looked at before is compared, old beside new, with who wrote it") {
    Inbox inbox;
    inbox.settle_contested();
    inbox.look_at_all();
    CHECK(inbox.driver().sees("上次查看之后没有新的修改"));
    sync::write(inbox.day.at(inbox.day.visit), "weather", "fog", inbox.day.zhou, test::march(22, 10, 55));
    inbox.redraw();
    const std::string words = inbox.driver().text();
    CHECK(words.find("上次查看之后没有新的修改") == std::string::npos);
    for (const char* word : {"1 处修改", "上次所见", "多云", "雾", "周敏 03-22 10:55"})
        CHECK_MESSAGE(words.find(word) != std::string::npos, word);
}

TEST_CASE("review: a site is named by its title, never by its id") {
    Inbox inbox;
    inbox.settle_contested();
    inbox.look_at_all();
    sync::write(inbox.day.at(inbox.day.visit), "site", inbox.day.dyeing.text(), inbox.day.zhou,
                test::march(22, 10, 55));
    inbox.redraw();
    CHECK(inbox.driver().sees("临江印染股份有限公司"));
    CHECK_FALSE(inbox.driver().sees(inbox.day.dyeing.text()));
    CHECK_FALSE(inbox.driver().sees(inbox.day.plating.text()));
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
