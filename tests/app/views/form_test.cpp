#include "app/views/form.hpp"
#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

// A page that shows one section of one record.
class SectionPage : public app::Screen {
public:
    explicit SectionPage(std::string section) : m_section(std::move(section)) {}
    void want(const app::Spot&, app::Request&) const override {}
    void draw(const app::Given& given, const app::Spot& spot, app::Drafts& drafts, app::Asked& asked) override {
        const auto& detail = given.snapshot.detail;
        if (!detail || detail->record.id != spot.open) return;
        const app::ui::Pane pane("page", {app::ui::px(720), app::ui::px(700)},
                                 {.padding = {app::ui::px(20), app::ui::px(20)}, .scrolls = true});
        draw_section(given, detail->record, m_section, drafts, asked);
    }

private:
    std::string m_section;
};

struct Section : Stage {
    Section(std::string section, const sync::RecordId& (*open)(const test::SampleDay&),
            const test::DriverOptions& options = {})
        : Stage(Place::visits, std::make_unique<SectionPage>(std::move(section)), {}, options) {
        spot.open = open(day);
        driver().frame(3);
    }
    app::FieldValues sent() const {
        app::FieldValues all_sent;
        for (const auto& command : all<app::SetFields>())
            all_sent.insert(all_sent.end(), command.fields.begin(), command.fields.end());
        return all_sent;
    }
};

const sync::RecordId& visit_of(const test::SampleDay& day) {
    return day.visit;
}
const sync::RecordId& finding_of(const test::SampleDay& day) {
    return day.drums;
}
const sync::RecordId& site_of(const test::SampleDay& day) {
    return day.plating;
}

} // namespace

TEST_CASE("form: a section draws its fields with words, and asks for nothing") {
    Section stage("section.basic", visit_of);
    for (const char* words : {"点位", "检查状态", "检查方式", "检查目的", "开始时间", "结束时间", "天气"})
        CHECK_MESSAGE(stage.driver().sees(words), words);
    CHECK_FALSE(stage.driver().sees("检查人员"));
    CHECK(stage.commands.empty());
    CHECK(stage.driver().duplicate_ids().empty());
}

TEST_CASE("form: text is sent after a rest or when the field is left") {
    Section stage("section.basic", site_of);
    stage.driver().fill("地址", "云溪区科创三路 8 号");
    CHECK(stage.commands.empty());
    SUBCASE("rest") {
        stage.rest();
    }
    SUBCASE("left") {
        stage.driver().key(ImGuiKey_Tab);
        stage.driver().frame(2);
    }
    CHECK(stage.sent() == app::FieldValues{{"address", "云溪区科创三路 8 号"}});
}

TEST_CASE("form: a field that is emptied holds no value") {
    Section stage("section.basic", site_of);
    stage.driver().click("地址");
    stage.driver().key(ImGuiMod_Ctrl | ImGuiKey_A);
    stage.driver().key(ImGuiKey_Delete);
    stage.rest();
    CHECK(stage.sent() == app::FieldValues{{"address", sync::Value{}}});
}

TEST_CASE("form: a choice, a tick and a set's member are sent at once") {
    SUBCASE("choice of two") {
        Section stage("section.basic", visit_of);
        stage.driver().click("暗查");
        CHECK(stage.sent() == app::FieldValues{{"mode", "covert"}});
    }
    SUBCASE("choice of many") {
        Section stage("section.basic", visit_of);
        stage.driver().click("天气");
        stage.driver().frame(2);
        stage.driver().fill("搜索", "小雨");
        stage.driver().key(ImGuiKey_Enter);
        stage.driver().frame(2);
        CHECK(stage.sent() == app::FieldValues{{"weather", "light_rain"}});
    }
    SUBCASE("flag") {
        Section stage("section.people", visit_of);
        stage.driver().click("已告知权利");
        CHECK(stage.sent() == app::FieldValues{{"rights_told", true}});
    }
    SUBCASE("member") {
        Section stage("section.basic", finding_of);
        stage.driver().click("固体废物");
        CHECK(stage.sent() == app::FieldValues{{"types.SOIL_WASTE", false}});
    }
}

TEST_CASE("form: people are a list of names") {
    Section stage("section.people", visit_of);
    stage.driver().click("检查人员");
    stage.driver().type("王建\n");
    stage.driver().frame(2);
    CHECK(stage.sent() == app::FieldValues{{"inspectors", sync::Value::Array{sync::Value("周敏"), sync::Value("李建国"),
                                                                             sync::Value("王建")}}});
}

TEST_CASE("form: a site that does not exist yet is made by typing its name") {
    Section stage("section.basic", visit_of);
    stage.driver().click("page//点位");
    stage.driver().frame(2);
    stage.driver().fill("搜索", "新港砂石码头");
    stage.driver().frame(2);
    stage.driver().click("新建“新港砂石码头”");
    stage.driver().frame(2);
    const auto made = stage.all<app::Create>();
    REQUIRE(made.size() == 1);
    CHECK(made[0].kind == "site");
    CHECK(made[0].fields == app::FieldValues{{"name", "新港砂石码头"}});
    CHECK(stage.sent() == app::FieldValues{{"site", made[0].id.text()}});
    CHECK(std::holds_alternative<app::Create>(stage.commands.front()));
}

TEST_CASE("form: odd values are told in place, missing ones quietly, contested ones with who wrote what") {
    Section stage("section.people", visit_of);
    CHECK(stage.driver().sees("还没有告知对方权利"));
    CHECK(stage.driver().sees("李建国 03-22 10:33"));
    CHECK(stage.driver().sees("生产厂长"));
    Section site("section.basic", site_of);
    site.driver().fill("统一社会信用代码", "9143");
    site.driver().frame(2);
    CHECK(site.driver().sees("统一社会信用代码应为 18 位"));
}
