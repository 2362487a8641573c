// What a leader does with the changes of one visit: contradictions, comparison, comments.
#include "tests/app/views/review_stage.hpp"

#include <doctest/doctest.h>

using namespace takan;
using test::Inbox;

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

TEST_CASE("review: a comment can be about any field of a record, also of one that did not change") {
    Inbox inbox(test::SampleDay().visit);
    inbox.settle_contested();
    inbox.look_at_all();
    inbox.driver().click("批注对象");
    inbox.driver().frame(2);
    inbox.driver().type("天气\n");
    inbox.driver().settle();
    inbox.driver().click("comment");
    inbox.driver().type("当天下雨，请核对\n");
    const auto added = inbox.stage.all<app::AddComment>();
    REQUIRE(added.size() == 1);
    CHECK(added[0].about == inbox.day.visit);
    CHECK(added[0].field == "weather");
}

TEST_CASE("review: a photo is commented on in its full view") {
    Inbox inbox(test::SampleDay().visit);
    inbox.driver().click("危废桶无标签");
    inbox.driver().settle();
    inbox.driver().click("facts//comment");
    inbox.driver().type("标签也要拍清楚\n");
    const auto added = inbox.stage.all<app::AddComment>();
    REQUIRE(added.size() == 1);
    CHECK(added[0].about == inbox.day.photo);
    CHECK(added[0].field.empty());
}
