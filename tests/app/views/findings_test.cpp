#include "tests/app/views/screen_checks.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;
using test::Stage;

namespace {

sync::RecordId drums() {
    return test::SampleDay().drums;
}

struct Findings : Stage {
    explicit Findings(const test::DriverOptions& options = {})
        : Stage(Place::findings, app::make_findings(), drums(), options) {
        driver().settle();
    }
};

} // namespace

TEST_CASE("findings: nothing is asked for by itself") {
    test::check_quiet(Place::findings, app::make_findings, drums());
    test::check_quiet(Place::findings, app::make_findings, {});
}

TEST_CASE("findings: no text is cut or covered") {
    test::check_layout(Place::findings, app::make_findings, drums());
    test::check_layout(Place::findings, app::make_findings, {});
}

TEST_CASE("findings: the button makes one that was found now, and opens it") {
    Findings stage;
    stage.driver().click("新增问题");
    const auto made = stage.all<app::Create>();
    REQUIRE(made.size() == 1);
    CHECK(made[0].kind == "finding");
    CHECK(made[0].fields == app::FieldValues{{"source", "on_site"}, {"found_at", sync::to_text(test::sample_now)}});
    CHECK(stage.went == app::Spot{Place::findings, made[0].id});
    CHECK(stage.commands.size() == 1);
}

TEST_CASE("findings: Ctrl+N makes one as the button does") {
    Findings stage;
    stage.driver().key(ImGuiMod_Ctrl | ImGuiKey_N);
    CHECK(stage.all<app::Create>().size() == 1);
}

TEST_CASE("findings: what is typed into the title is written after the typing rests") {
    Findings stage;
    stage.driver().fill("标题", "危废间防渗层开裂");
    CHECK(stage.commands.empty());
    stage.rest();
    const auto written = stage.all<app::SetFields>();
    REQUIRE(written.size() == 1);
    CHECK(written[0].id == stage.day.drums);
    CHECK(written[0].fields == app::FieldValues{{"title", "危废间防渗层开裂"}});
}

TEST_CASE("findings: its visit is one press away") {
    Findings stage;
    stage.driver().click("head//所属检查");
    CHECK(stage.went == app::Spot{Place::visits, stage.day.visit});
    CHECK(stage.commands.empty());
}

TEST_CASE("findings: files dropped onto the window become photos of the finding and its visit") {
    Findings stage;
    stage.dropped = {"/camera/1.jpg", "/camera/2.jpg"};
    stage.driver().frame(2);
    const auto added = stage.all<app::AddPhotos>();
    REQUIRE(added.size() == 1);
    CHECK(added[0].paths.size() == 2);
    CHECK(added[0].visit == stage.day.visit);
    CHECK(added[0].finding == stage.day.drums);
}

TEST_CASE("findings: the camera button asks for files, and the answer becomes photos") {
    Findings stage;
    stage.driver().click("finding side//添加照片");
    REQUIRE(stage.files);
    CHECK(stage.files->wish == app::FileWish::photos);
    CHECK(stage.commands.empty());
    stage.chosen = {{"/camera/3.jpg"}};
    stage.driver().frame(2);
    const auto added = stage.all<app::AddPhotos>();
    REQUIRE(added.size() == 1);
    CHECK(added[0].finding == stage.day.drums);
}

TEST_CASE("findings: a cancelled question for files adds nothing") {
    Findings stage;
    stage.driver().click("finding side//添加照片");
    stage.chosen.emplace();
    stage.driver().frame(2);
    CHECK(stage.commands.empty());
}

TEST_CASE("findings: in a narrow window its photos stand on the page") {
    Findings wide, narrow({{1180, 768}});
    CHECK(wide.driver().has("finding side//危废桶无标签"));
    CHECK_FALSE(narrow.driver().has("finding side//危废桶无标签"));
    CHECK(narrow.driver().has("危废桶无标签"));
    narrow.driver().click("危废桶无标签");
    narrow.driver().settle();
    CHECK(narrow.driver().sees("原始文件"));
}

TEST_CASE("findings: one that is not on this laptop says so, one that is on its way says nothing") {
    Findings stage;
    stage.spot.open = test::sample_id(test::march(1, 8, 0), 999);
    stage.driver().settle();
    CHECK(stage.driver().sees("还没有同步到本机"));
}

TEST_CASE("findings: random use") {
    test::check_monkey(Place::findings, app::make_findings, drums(), 600);
}
