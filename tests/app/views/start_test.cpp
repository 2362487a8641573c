#include "app/views/start.hpp"

#include "app/ui/ui.hpp"
#include "tests/support/window/driver.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Language;
using app::TeamChoice;

namespace {

struct Form {
    ImVec2 size;
    float scale;
};
constexpr Form forms[] = {{{1366, 768}, 1}, {{1920, 1080}, 1}, {{1920, 1080}, 1.5f}};

struct Start {
    explicit Start(const test::DriverOptions& options = {})
        : driver(std::make_unique<test::Driver>([this] { draw(); }, options)) {
        state.choice.language = options.language;
        driver->settle();
    }

    void draw() {
        const app::StartAsked asked = app::draw_start(given, state);
        given.chosen.reset();
        if (asked.done) done = asked.done;
        if (asked.files) files = asked.files;
        demo |= asked.demo;
    }

    bool demo = false;
    app::StartGiven given;
    app::StartState state;
    std::optional<app::StartChoice> done;
    std::optional<app::FileQuestion> files;
    std::unique_ptr<test::Driver> driver;
};

struct Rescue {
    explicit Rescue(sync::ErrorKind kind, const test::DriverOptions& options = {})
        : driver(std::make_unique<test::Driver>(
              [this, kind, language = options.language] {
                  const auto now = app::draw_rescue({kind, "page 7 is torn", "takan.db", {}}, language);
                  if (now != app::RescueChoice::none) choice = now;
              },
              options)) {
        driver->settle();
    }

    app::RescueChoice choice = app::RescueChoice::none;
    std::unique_ptr<test::Driver> driver;
};

} // namespace

TEST_CASE("start: nothing is done or asked for by itself, no text is cut or covered") {
    for (const auto& form : forms) {
        for (const auto language : {Language::zh, Language::en}) {
            for (const auto team : {TeamChoice::found, TeamChoice::join, TeamChoice::later}) {
                Start start({form.size, false, form.scale, language});
                start.state.choice.team = team;
                start.given.failed = sync::Error{sync::ErrorKind::offline, "no route", {}, {}};
                start.driver->settle();
                for (const auto& fault : start.driver->clipped_texts())
                    FAIL_CHECK(form.size.x << " x " << form.scale << " " << app::tag_of(language) << ": " << fault);
                CHECK(start.driver->duplicate_ids().empty());
                CHECK_FALSE(start.done);
                CHECK_FALSE(start.files);
            }
        }
    }
}

TEST_CASE("start: the button at its end is inside the window, whatever is chosen") {
    for (const auto& form : forms) {
        for (const auto language : {Language::zh, Language::en}) {
            Start start({form.size, false, form.scale, language});
            start.state.choice.team = TeamChoice::join;
            start.given.failed = sync::Error{sync::ErrorKind::missing, "no team", {}, "error.no_team"};
            start.driver->settle();
            CHECK(start.driver->at(app::text_of("start.begin", language)).rect.Max.y < form.size.y);
        }
    }
}

TEST_CASE("start: without a name nobody can begin") {
    Start start;
    CHECK(start.driver->at("开始使用").disabled());
    start.driver->fill("您的姓名", "   ");
    CHECK(start.driver->at("开始使用").disabled());
    start.driver->fill("您的姓名", "周敏");
    CHECK_FALSE(start.driver->at("开始使用").disabled());
    CHECK_FALSE(start.done);
}

TEST_CASE("start: a team without an address is incomplete, later needs none") {
    Start start;
    start.driver->fill("您的姓名", "周敏");
    for (const char* team : {"加入已有团队", "新建团队"}) {
        start.driver->click(team);
        CHECK(start.driver->at("开始使用").disabled());
    }
    start.driver->click("单独使用");
    CHECK_FALSE(start.driver->at("开始使用").disabled());
}

TEST_CASE("start: what was entered is given without spaces around it") {
    Start start;
    start.driver->fill("您的姓名", " 周敏 ");
    start.driver->click("加入已有团队");
    start.driver->fill("这台电脑的名称", "  外勤 1 号 ");
    start.driver->fill("团队库所在位置", " /media/stick/team.git  ");
    start.driver->click("开始使用");
    REQUIRE(start.done);
    CHECK(start.done->name == "周敏");
    CHECK(start.done->label == "外勤 1 号");
    CHECK(start.done->team == TeamChoice::join);
    CHECK(start.done->address == "/media/stick/team.git");
    CHECK(start.done->language == Language::zh);
}

TEST_CASE("start: the team's code may be left out, and a wrong one is not taken along") {
    Start start;
    start.driver->fill("您的姓名", "周敏");
    start.driver->click("加入已有团队");
    start.driver->fill("团队库所在位置", "/media/stick/team.git");
    CHECK_FALSE(start.driver->at("开始使用").disabled());
    start.driver->fill("团队校验码（选填）", "3f2a");
    CHECK(start.driver->at("开始使用").disabled());
    start.driver->fill("团队校验码（选填）", "3f2a-91c0-7be2-0d4f");
    start.driver->click("开始使用");
    REQUIRE(start.done);
    CHECK(start.done->root == "3f2a-91c0-7be2-0d4f");
}

TEST_CASE("start: an address that was typed before choosing later is not given") {
    Start start;
    start.driver->fill("您的姓名", "周敏");
    start.driver->click("新建团队");
    start.driver->fill("团队库所在位置", "/srv/team.git");
    start.driver->click("单独使用");
    start.driver->click("开始使用");
    REQUIRE(start.done);
    CHECK(start.done->team == TeamChoice::later);
    CHECK(start.done->address.empty());
}

TEST_CASE("start: the language changes at once, and what was typed stays") {
    Start start;
    start.driver->fill("您的姓名", "周敏");
    start.driver->click("English");
    CHECK(start.driver->sees("Welcome to Takan"));
    CHECK_FALSE(start.driver->sees("欢迎使用踏勘"));
    start.driver->click("Begin");
    REQUIRE(start.done);
    CHECK(start.done->language == Language::en);
    CHECK(start.done->name == "周敏");
}

TEST_CASE("start: a folder is asked for, and the answer fills the address") {
    Start start;
    start.driver->fill("您的姓名", "周敏");
    start.driver->click("新建团队");
    start.driver->click("选择文件夹");
    REQUIRE(start.files);
    CHECK(start.files->wish == app::FileWish::folder);
    start.given.chosen = "/media/stick/团队";
    start.driver->frame(2);
    CHECK(start.driver->sees("/media/stick/团队"));
    start.driver->click("开始使用");
    REQUIRE(start.done);
    CHECK(start.done->team == TeamChoice::found);
    CHECK(start.done->address == "/media/stick/团队");
}

TEST_CASE("start: the name has the keyboard at once, and the demo is offered where there is one") {
    Start start;
    start.driver->type("周敏");
    CHECK(start.state.choice.name == "周敏");
    const std::string& demo = app::text_of("start.demo", Language::zh);
    CHECK_FALSE(start.driver->has(demo));
    start.given.has_demo = true;
    start.driver->settle();
    start.driver->click(demo);
    CHECK(start.demo);
    CHECK_FALSE(start.done);
    start.given.playing_demo = true;
    start.driver->settle();
    CHECK_FALSE(start.driver->has(demo));
    CHECK(start.driver->at("开始使用").disabled());
}

TEST_CASE("start: what failed last time stands above the questions") {
    Start start;
    start.given.failed = sync::Error{sync::ErrorKind::offline, "no route to host", {}, {}};
    start.driver->settle();
    CHECK(start.driver->sees("现在连接不上"));
    CHECK_FALSE(start.driver->sees("no route to host"));
}

TEST_CASE("start: random use") {
    Start start;
    start.driver->monkey(7, 1000);
    start.driver->frame(3);
    CHECK(start.driver->duplicate_ids().empty());
}

TEST_CASE("rescue: a corrupt store can be made anew or left") {
    Rescue rescue(sync::ErrorKind::corrupt);
    CHECK(rescue.choice == app::RescueChoice::none);
    CHECK(rescue.driver->sees("本机数据库已损坏"));
    CHECK(rescue.driver->sees("损坏的文件不会删除"));
    rescue.driver->click("重建数据库");
    CHECK(rescue.choice == app::RescueChoice::rebuild);
    rescue.driver->click("退出");
    CHECK(rescue.choice == app::RescueChoice::quit);
}

TEST_CASE("rescue: any other store can only be left") {
    for (const auto kind :
         {sync::ErrorKind::broken, sync::ErrorKind::busy, sync::ErrorKind::denied, sync::ErrorKind::invalid}) {
        Rescue rescue(kind);
        CHECK_FALSE(rescue.driver->has("重建数据库"));
        CHECK(rescue.driver->sees("无法打开本机数据"));
        CHECK_FALSE(rescue.driver->sees("page 7 is torn"));
        rescue.driver->click("退出");
        CHECK(rescue.choice == app::RescueChoice::quit);
    }
}

TEST_CASE("rescue: no text is cut or covered") {
    for (const auto& form : forms) {
        for (const auto language : {Language::zh, Language::en}) {
            for (const auto kind : {sync::ErrorKind::corrupt, sync::ErrorKind::broken}) {
                Rescue rescue(kind, {form.size, false, form.scale, language});
                CHECK(rescue.driver->clipped_texts().empty());
                CHECK(rescue.driver->duplicate_ids().empty());
            }
        }
    }
}
