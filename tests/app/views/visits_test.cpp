#include "app/domain/kinds.hpp"
#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace takan;
using app::Language;
using app::Place;
using test::Stage;

namespace {

struct OpenVisit : Stage {
    explicit OpenVisit(const test::DriverOptions& options = {})
        : Stage(Place::visits, app::make_visits(), {}, options) {
        spot.open = day.visit;
        driver().frame(3);
    }
    void tab(const char* key) {
        driver().click("visit header//" + app::text_of(key, m_language_of));
        driver().frame(2);
    }
    Language m_language_of = Language::zh;
};

const sync::Value* value_in(const app::FieldValues& fields, std::string_view name) {
    for (const auto& [field, value] : fields)
        if (field == name) return &value;
    return nullptr;
}

bool holds(const app::FieldValues& fields, std::string_view name, const sync::Value& wanted) {
    const sync::Value* value = value_in(fields, name);
    return value != nullptr && *value == wanted;
}

bool asked_nothing(const Stage& stage) {
    return stage.commands.empty() && !stage.went && !stage.files && !stage.toast;
}

} // namespace

TEST_CASE("visits: the screen asks for nothing by itself") {
    OpenVisit stage;
    for (const char* page :
         {"visits.page.checklist", "visits.page.findings", "visits.page.photos", "visits.page.comments"}) {
        stage.tab(page);
        stage.driver().frame(3);
        CHECK(asked_nothing(stage));
    }
    stage.spot.open = {};
    stage.driver().frame(3);
    CHECK(asked_nothing(stage));
}

TEST_CASE("visits: the list shows each visit with its place, time and state, deleted ones never") {
    OpenVisit stage;
    const std::string text = stage.driver().text();
    for (const char* words :
         {"临江印染股份有限公司", "恒达沥青搅拌站", "11:30", "待检查", "03-21 16:30", "被退回", "8 次"})
        CHECK_MESSAGE(text.find(words) != std::string::npos, words);
    CHECK(text.find("09:00") == std::string::npos);
}

TEST_CASE("visits: a press on a row opens it, Alt and arrows go to its neighbours") {
    OpenVisit stage;
    stage.driver().click("恒达沥青搅拌站");
    stage.driver().frame(2);
    REQUIRE(stage.went);
    CHECK(stage.went->open == stage.day.planned);
    stage.driver().key(ImGuiMod_Alt | ImGuiKey_DownArrow);
    stage.driver().frame(2);
    CHECK(stage.spot.open == stage.day.visit);
    CHECK(stage.commands.empty());
}

TEST_CASE("visits: filters ask the store, words narrow the rows that are here") {
    OpenVisit stage;
    stage.driver().click("被退回#0");
    stage.driver().frame(2);
    CHECK(stage.request.list.field == "review.state");
    CHECK(stage.request.list.value == "returned");
    stage.driver().click("全部");
    stage.driver().fill("搜索检查", "沥青");
    stage.driver().frame(2);
    CHECK(stage.driver().has("恒达沥青搅拌站"));
    CHECK_FALSE(stage.driver().has("临江印染股份有限公司"));
    CHECK(stage.commands.empty());
}

TEST_CASE("visits: a new visit is going on, now, by this person, and is opened") {
    OpenVisit stage;
    SUBCASE("by the button") {
        stage.driver().click("新建检查");
    }
    SUBCASE("by Ctrl+N") {
        stage.driver().key(ImGuiMod_Ctrl | ImGuiKey_N);
    }
    stage.driver().frame(2);
    const auto made = stage.all<app::Create>();
    REQUIRE(made.size() == 1);
    CHECK(stage.commands.size() == 1);
    CHECK(made[0].kind == "visit");
    CHECK(holds(made[0].fields, "state", "ongoing"));
    CHECK(holds(made[0].fields, "mode", "open"));
    CHECK(holds(made[0].fields, "started_at", sync::to_text(stage.now)));
    CHECK(holds(made[0].fields, "inspectors", sync::Value::Array{sync::Value("周敏")}));
    REQUIRE(stage.went);
    CHECK(stage.went->open == made[0].id);
}

TEST_CASE("visits: the primary act follows the state, from plan to review") {
    OpenVisit stage;
    SUBCASE("planned: begins now") {
        stage.spot.open = stage.day.planned;
        stage.driver().frame(2);
        stage.driver().click("开始检查");
        const auto sent = stage.all<app::SetFields>();
        REQUIRE(sent.size() == 1);
        CHECK(sent[0].id == stage.day.planned);
        CHECK(sent[0].fields == app::FieldValues{{"state", "ongoing"}, {"started_at", sync::to_text(stage.now)}});
    }
    SUBCASE("going on: recorded, and ended now when no end was given") {
        stage.driver().click("标记已记录");
        const auto sent = stage.all<app::SetFields>();
        REQUIRE(sent.size() == 1);
        CHECK(sent[0].id == stage.day.visit);
        CHECK(sent[0].fields == app::FieldValues{{"state", "recorded"}, {"ended_at", sync::to_text(stage.now)}});
    }
    SUBCASE("recorded: submitted") {
        sync::write(stage.day.at(stage.day.visit), "state", "recorded", stage.day.zhou, stage.now);
        stage.refresh();
        stage.driver().frame(2);
        stage.driver().click("提交审核");
        const auto sent = stage.all<app::SetFields>();
        REQUIRE(sent.size() == 1);
        CHECK(sent[0].fields == app::FieldValues{{"state", "recorded"}, {"submitted", true}});
    }
    SUBCASE("returned: submitted again") {
        stage.spot.open = stage.day.returned;
        stage.driver().frame(2);
        CHECK(stage.driver().sees("粪污暂存池的容积和防渗情况没有写"));
        stage.driver().click("再次提交");
        CHECK(stage.all<app::SetFields>().size() == 1);
    }
    SUBCASE("approved: nothing to do") {
        stage.spot.open = stage.day.approved;
        stage.driver().frame(2);
        for (const char* act : {"开始检查", "标记已记录", "提交审核"})
            CHECK_FALSE(stage.driver().has(act));
    }
}

TEST_CASE("visits: Chinese typed into the narrative is written after a rest, once") {
    OpenVisit stage;
    stage.driver().scroll_to("职务", "现场情况");
    stage.driver().fill("现场情况", "二号车间停产检修，未见排放。");
    CHECK(stage.commands.empty());
    stage.rest();
    const auto sent = stage.all<app::SetFields>();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].id == stage.day.visit);
    CHECK(sent[0].fields == app::FieldValues{{"narrative", "二号车间停产检修，未见排放。"}});
}

TEST_CASE("visits: a new finding belongs to visit and site, and its description takes the keyboard") {
    OpenVisit stage;
    stage.tab("visits.page.findings");
    stage.driver().scroll_to("问题描述", "添加问题");
    stage.driver().click("添加问题");
    const auto made = stage.all<app::Create>();
    REQUIRE(made.size() == 1);
    CHECK(made[0].kind == "finding");
    CHECK(holds(made[0].fields, "visit", stage.day.visit.text()));
    CHECK(holds(made[0].fields, "site", stage.day.plating.text()));
    CHECK(holds(made[0].fields, "found_at", sync::to_text(stage.now)));
    sync::Record record;
    record.id = made[0].id;
    record.kind = "finding";
    for (const auto& [name, value] : made[0].fields)
        sync::write(record, name, value, stage.day.zhou, stage.now);
    stage.day.records.emplace(record.id, record);
    stage.refresh();
    stage.clear();
    stage.driver().frame(4);
    stage.driver().type("污泥露天堆放");
    stage.rest();
    const auto sent = stage.all<app::SetFields>();
    REQUIRE(sent.size() == 1);
    CHECK(sent[0].id == record.id);
    CHECK(sent[0].fields == app::FieldValues{{"description", "污泥露天堆放"}});
}

TEST_CASE("visits: a finding's severity and types are written when pressed") {
    OpenVisit stage;
    stage.tab("visits.page.findings");
    stage.driver().click("较重#0");
    stage.driver().click("大气#0");
    const auto sent = stage.all<app::SetFields>();
    REQUIRE(sent.size() == 2);
    CHECK(sent[0].fields == app::FieldValues{{"severity", "moderate"}});
    CHECK(sent[1].id == stage.day.drums);
    CHECK(sent[1].fields == app::FieldValues{{"types.AIR", true}});
}

TEST_CASE("visits: the photos page tells how many originals have arrived and fetches the rest at one press") {
    OpenVisit stage;
    stage.tab("visits.page.photos");
    CHECK_FALSE(stage.driver().sees("张已到"));
    stage.day.base.not_here = {stage.day.photo};
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees("8/9 张已到"));
    CHECK(stage.driver().clipped_texts().empty());
    stage.driver().click("取来其余 1 张");
    const auto wishes = stage.all<app::FetchPhotos>();
    REQUIRE(wishes.size() == 1);
    CHECK(wishes[0].visit == stage.day.visit);
    CHECK(wishes[0].ids.empty());
    stage.clear();
    stage.day.base.syncing.running = stage.day.base.syncing.fetching_photos = true;
    stage.day.base.syncing.bytes = 3'250'000;
    stage.day.base.syncing.bytes_total = 12'600'000;
    stage.refresh();
    stage.driver().settle();
    CHECK(stage.driver().sees("正在取来… 3.0 MB / 12.0 MB"));
    CHECK_FALSE(stage.driver().has("取来其余 1 张"));
    stage.driver().click("停止");
    CHECK(stage.all<app::CancelSync>().size() == 1);
}

TEST_CASE("visits: photos asked for at a finding belong to it, those dropped to the visit") {
    OpenVisit stage;
    stage.tab("visits.page.findings");
    stage.driver().scroll_to("问题描述", "visit page//添加照片");
    stage.driver().click("visit page//添加照片");
    stage.driver().frame(2);
    REQUIRE(stage.files);
    CHECK(stage.files->wish == app::FileWish::photos);
    stage.chosen = {{"/tmp/a.jpg"}};
    stage.driver().frame(2);
    auto added = stage.all<app::AddPhotos>();
    REQUIRE(added.size() == 1);
    CHECK(added[0].visit == stage.day.visit);
    CHECK(added[0].finding == stage.day.drums);
    stage.dropped = {"/tmp/b.jpg"};
    stage.driver().frame(2);
    added = stage.all<app::AddPhotos>();
    REQUIRE(added.size() == 2);
    CHECK(added[1].visit == stage.day.visit);
    CHECK(added[1].finding.is_nil());
}

TEST_CASE("visits: the side panel leads to other visits and begins one more at the site") {
    OpenVisit stage;
    stage.driver().click("再次检查该点位");
    const auto made = stage.all<app::Create>();
    REQUIRE(made.size() == 1);
    CHECK(holds(made[0].fields, "site", stage.day.plating.text()));
}

TEST_CASE("visits: what is not here says so, and nothing of another record is shown meanwhile") {
    OpenVisit stage;
    stage.spot.open = test::sample_id(stage.now, 9999);
    stage.driver().frame(3);
    CHECK(stage.driver().sees("不在本机"));
    CHECK_FALSE(stage.driver().has("标记已记录"));
}

TEST_CASE("visits: every page is tidy in both languages and at all sizes") {
    struct Look {
        ImVec2 size;
        float scale;
    };
    for (const Language language : {Language::zh, Language::en})
        for (const Look look : {Look{{1366, 768}, 1}, Look{{1920, 1080}, 1}, Look{{1920, 1080}, 1.5f}}) {
            OpenVisit stage({.size = look.size, .scale = look.scale, .language = language});
            stage.m_language_of = language;
            for (const char* page :
                 {"visits.page.record", "visits.page.findings", "visits.page.photos", "visits.page.comments"}) {
                stage.tab(page);
                CAPTURE(page);
                CAPTURE(look.size.x);
                CAPTURE(look.scale);
                CHECK(stage.driver().duplicate_ids().empty());
                for (const auto& text : stage.driver().clipped_texts())
                    FAIL_CHECK(text);
            }
            CHECK(asked_nothing(stage));
        }
}

TEST_CASE("visits: random presses, keys and words do no harm") {
    OpenVisit stage;
    stage.driver().monkey(20240322, 300);
    CHECK(stage.driver().duplicate_ids().empty());
}

TEST_CASE("visits: a photo is dragged from the strip beside onto the card of a finding") {
    OpenVisit stage;
    stage.tab("visits.page.findings");
    auto& driver = stage.driver();
    const ImVec2 from = driver.at("visit side//总排口").rect.GetCenter();
    const ImVec2 card =
        driver.at("visit page//" + app::field_text("finding", "description", app::Language::zh)).rect.GetCenter();
    driver.press(from);
    driver.move({from.x - 20, from.y});
    driver.frame(2);
    driver.move(card);
    driver.frame(3);
    driver.release();
    driver.frame(2);
    const auto moved = stage.all<app::SetMany>();
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].ids.size() == 1);
    CHECK(moved[0].fields == app::FieldValues{{"finding", stage.day.drums.text()}});
    REQUIRE(stage.toast);
    CHECK(stage.toast->undo);
}

TEST_CASE("visits: photos are selected and changed together on the page of photos, two lines where it is narrow") {
    OpenVisit stage;
    stage.tab("visits.page.photos");
    auto& driver = stage.driver();
    driver.key(ImGuiMod_Ctrl | ImGuiKey_A);
    driver.settle();
    CHECK(driver.sees("已选 9 张"));
    CHECK(driver.clipped_texts().empty());
    driver.fill("photo selection//说明", "厂区东侧");
    driver.click("写入");
    REQUIRE(stage.all<app::SetMany>().size() == 1);
    CHECK(stage.all<app::SetMany>()[0].ids.size() == 9);
    stage.tab("visits.page.findings");
    CHECK_FALSE(driver.sees("已选"));
}

TEST_CASE("visits: two selected photos are compared") {
    OpenVisit stage;
    stage.tab("visits.page.photos");
    auto& driver = stage.driver();
    for (const char* tile : {"visit page//总排口", "visit page//含铬污泥"}) {
        const test::Item item = driver.at(tile);
        driver.click_at({item.rect.Max.x - 14, item.rect.Min.y + 14});
        driver.settle();
    }
    driver.click("对比");
    driver.settle();
    CHECK(driver.sees("照片对比"));
    driver.click("关闭对比");
    driver.settle();
    CHECK_FALSE(driver.sees("照片对比"));
}
