#include "tests/app/forms/form_book.hpp"

#include "app/forms/shipped.hpp"

#include <set>

using namespace takan;
using namespace takan::test;
using app::Language;

TEST_CASE("shipped: every checklist of our own is read without a remark and speaks both languages") {
    const auto workbooks = app::shipped_workbooks();
    REQUIRE(workbooks.size() == 3);
    REQUIRE(app::shipped_checklists().size() == 3);
    for (const auto& workbook : workbooks) {
        const auto import = app::import_form(workbook);
        CHECK(remarks(import.problems) == "");
        CHECK(remarks(import.warnings) == "");
    }
    std::set<std::string> ids;
    for (const auto& list : app::shipped_checklists()) {
        const app::Form& form = list->form();
        CAPTURE(form.form_id);
        CHECK(ids.insert(form.form_id).second);
        const auto rows = evaluated(*list);
        std::size_t items = 0;
        for (const auto& question : form.questions) {
            CAPTURE(question.name);
            if (question.list == "conform") ++items;
            CHECK(question.label.contains("zh"));
            CHECK(question.label.contains("en"));
            CHECK(question.hint.contains("zh") == question.hint.contains("en"));
            CHECK(question.constraint_message.contains("zh") == !question.constraint.empty());
            CHECK(question.constraint_message.contains("en") == !question.constraint.empty());
        }
        CHECK(items >= 14);
        CHECK(items <= 30);
    }
}

TEST_CASE("shipped: a checklist goes through a workbook unchanged") {
    for (const auto& list : app::shipped_checklists()) {
        const auto workbook = app::shipped_workbook(list->form().form_id);
        REQUIRE(workbook);
        const auto bytes = app::write_workbook(*workbook);
        REQUIRE(bytes);
        const auto import = app::import_xlsform(*bytes);
        REQUIRE(import);
        REQUIRE(import->form);
        CHECK(*import->form == list->form());
    }
    CHECK(app::shipped_workbook("none").error().kind == sync::ErrorKind::missing);
}

TEST_CASE("shipped: the rules say what an inspector would want to know") {
    const auto find = [](std::string_view id) -> const app::Checklist& {
        for (const auto& list : app::shipped_checklists())
            if (list->form().form_id == id) return *list;
        FAIL("no such checklist");
        return *app::shipped_checklists().front();
    };
    const app::Checklist& water = find("takan_waste_water");
    app::Answers answers{{"form.checked_at", "2024-03-22T08:00:00.000Z"},
                         {"form.has_permit", "yes"},
                         {"form.permit_no", "91430600MA4L1A2B3C001P"},
                         {"form.permit_until", "2024-03-21"},
                         {"form.water_log", "ok"},
                         {"form.last_log", "2024-03-20T08:00:00.000Z"},
                         {"form.outlet[a]", true},
                         {"form.outlet[a].ph", "14.5"}};
    auto rows = evaluated(water, answers);
    CHECK_FALSE(row(water, rows, "permit_no").violated);
    CHECK(row(water, rows, "permit_over").relevant);
    CHECK(row(water, rows, "log_age").text == "48");
    CHECK(row(water, rows, "log_old").relevant);
    CHECK(row(water, rows, "outlet[1].ph").violated);
    CHECK(row(water, rows, "outlet[1].ph_odd").relevant);
    answers["form.permit_no"] = "12345";
    answers["form.last_log"] = "2024-03-22T06:00:00.000Z";
    rows = evaluated(water, answers);
    CHECK(row(water, rows, "permit_no").violated);
    CHECK_FALSE(row(water, rows, "log_old").relevant);

    const app::Checklist& waste = find("takan_solid_waste");
    rows = evaluated(waste, {{"form.checked_at", "2024-03-22T08:00:00.000Z"}, {"form.oldest", "2023-01-01"}});
    CHECK_FALSE(row(waste, rows, "too_long").relevant); // no hazardous waste
    rows = evaluated(waste, {{"form.checked_at", "2024-03-22T08:00:00.000Z"},
                             {"form.has_hazardous", "yes"},
                             {"form.oldest", "2023-01-01"},
                             {"form.batch[a].seen_t", "1.25"},
                             {"form.batch[a].logged_t", "2"},
                             {"form.batch[b].seen_t", "0.5"}});
    CHECK(row(waste, rows, "too_long").relevant);
    CHECK(row(waste, rows, "seen_total").text == "1.75");
    CHECK(row(waste, rows, "batch[1].amount_odd").relevant);
    CHECK_FALSE(row(waste, rows, "batch[2].amount_odd").relevant);

    const app::Checklist& gas = find("takan_waste_gas");
    rows = evaluated(gas, {{"form.checked_at", "2024-03-22T08:00:00.000Z"},
                           {"form.treatment.carbon", true},
                           {"form.carbon_changed", "2023-11-01"}});
    CHECK(row(gas, rows, "carbon_old").relevant);
    CHECK_FALSE(row(gas, rows, "furnace_temperature").relevant);
}
