// The next visit to the same place, and the one before.
#include "tests/app/views/sample.hpp"
#include "tests/app/views/screen_checks.hpp"

#include "app/views/writers.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Language;
using app::Place;
using test::Stage;

namespace {

struct OpenVisit : Stage {
    explicit OpenVisit(const test::DriverOptions& options = {})
        : Stage(Place::visits, app::make_visits(), {}, options) {
        spot.open = day.visit;
        for (const auto& [id, record] : day.records)
            if (record.kind == "visit" && id != day.visit && sync::shown_text(record, "site") == day.plating.text())
                before = id;
        leak = day.add("finding", day.zhou, test::march(15, 14, 50),
                       {{"visit", before.text()}, {"title", "危废台账缺失"}, {"due", "2024-03-20"}});
        driver().settle();
        clear();
    }
    void compare() {
        driver().key(ImGuiMod_Alt | ImGuiKey_6);
        driver().settle();
    }
    sync::RecordId before, leak;
};

bool holds(const app::FieldValues& fields, std::string_view name, const sync::Value& wanted) {
    for (const auto& [field, value] : fields)
        if (field == name) return value == wanted;
    return false;
}

} // namespace

TEST_CASE("visits again: the next visit is planned like the last one, without what was found and answered") {
    OpenVisit stage;
    auto& visit = stage.day.at(stage.day.visit);
    sync::write(visit, "form.id", "takan_waste_gas", stage.day.zhou, test::march(22, 10, 20));
    sync::write(visit, "form.version", "1", stage.day.zhou, test::march(22, 10, 20));
    sync::write(visit, "form.has_permit", "yes", stage.day.zhou, test::march(22, 10, 21));
    stage.refresh();
    stage.driver().settle();
    stage.driver().click("照此安排下次检查");
    const auto made = stage.all<app::Create>();
    REQUIRE(made.size() == 1);
    CHECK(made[0].kind == "visit");
    const auto& fields = made[0].fields;
    CHECK(fields.size() == 7);
    CHECK(holds(fields, "state", "planned"));
    CHECK(holds(fields, "site", stage.day.plating.text()));
    CHECK(holds(fields, "mode", "open"));
    CHECK(holds(fields, "purpose", "complaint_check"));
    CHECK(holds(fields, "inspectors", *sync::shown(visit, "inspectors")));
    CHECK(holds(fields, "form.id", "takan_waste_gas"));
    CHECK(holds(fields, "form.version", "1"));
    REQUIRE(stage.went);
    CHECK(*stage.went == app::Spot{Place::visits, made[0].id, false, {made[0].id, "started_at"}});
    REQUIRE(stage.toast);
    CHECK(stage.toast->undo);
}

TEST_CASE("visits again: the findings of the visit before are one press away, with how far they are mended") {
    OpenVisit stage;
    CHECK(stage.driver().sees("上次发现 1 个问题"));
    CHECK(stage.driver().sees("2024-03-20 已到期"));
    stage.driver().click("visit side//危废台账缺失");
    REQUIRE(stage.went);
    CHECK(*stage.went == app::Spot{Place::findings, stage.leak});
}

TEST_CASE("visits again: the visit before stands beside this one, and what changed is marked") {
    OpenVisit stage;
    stage.driver().click("visit header//对比上次");
    stage.driver().settle();
    CHECK(stage.commands.empty());
    const std::string text = stage.driver().text();
    for (const char* words : {"上次（03-15 14:20）", "例行检查", "信访核查", "多云", "6/8 项有变化", "明查"})
        CHECK_MESSAGE(text.find(words) != std::string::npos, words);
    stage.driver().click("只看有变化的");
    stage.driver().frame(2);
    CHECK_FALSE(stage.driver().sees("明查"));
    CHECK(stage.driver().sees("信访核查"));
}

TEST_CASE("visits again: answers are compared by their question, also between instances") {
    OpenVisit stage;
    const auto& list = *stage.day.forms.front().checklist;
    std::string field;
    for (const auto& question : list.form().questions)
        if (field.empty() && question.type == app::QuestionType::select_one && question.relevant.empty())
            field = "form." + question.name;
    REQUIRE_FALSE(field.empty());
    for (const auto& [id, answer] : {std::pair{stage.before, "yes"}, std::pair{stage.day.visit, "no"}}) {
        auto& visit = stage.day.at(id);
        sync::write(visit, "form.id", list.form().form_id, stage.day.zhou, test::march(22, 10, 20));
        sync::write(visit, "form.version", list.form().version, stage.day.zhou, test::march(22, 10, 20));
        sync::write(visit, field, answer, stage.day.zhou, test::march(22, 10, 20));
    }
    stage.refresh();
    stage.driver().settle();
    stage.compare();
    CHECK(stage.driver().sees("1/1 项有变化"));
}

TEST_CASE("visits again: the comparison is tidy in both languages and at all sizes") {
    for (const Language language : {Language::zh, Language::en})
        for (const auto& [size, scale] : {std::pair{ImVec2(1366, 768), 1.f}, std::pair{ImVec2(1920, 1080), 1.f},
                                          std::pair{ImVec2(1366, 768), 1.5f}}) {
            OpenVisit stage({.size = size, .scale = scale, .language = language});
            stage.compare();
            CAPTURE(scale);
            CHECK(stage.driver().duplicate_ids().empty());
            for (const auto& fault : stage.driver().clipped_texts())
                FAIL_CHECK(fault);
        }
}

TEST_CASE("writers: each person with the newest word and the fields that are theirs, the review's own left out") {
    test::SampleDay day;
    const auto& visit = day.at(day.visit);
    const auto people = app::writers_of(day.base, visit, {"met", "met_role"});
    REQUIRE(people.size() == 2);
    CHECK(people[0].person == "李建国");
    CHECK(people[0].newest == test::march(22, 10, 33));
    CHECK(people[0].fields == std::vector<std::string>{"met_role"});
    CHECK(people[1].person == "周敏");
    CHECK(people[1].fields == std::vector<std::string>{"met", "met_role"});
    CHECK(app::writers_of(day.base, day.at(day.returned), {}).size() == 1);
}

TEST_CASE("writers: one person alone is not shown, two are") {
    test::SampleDay day;
    app::Request request;
    request.open = day.visit;
    CHECK(app::has_several_writers(day.base, *day.answer(request).detail));
    request.open = day.returned;
    CHECK_FALSE(app::has_several_writers(day.base, *day.answer(request).detail));
}
