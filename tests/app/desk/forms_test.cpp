#include "app/desk/form_shelf.hpp"

#include "app/forms/workbook.hpp"
#include "sync/base/files.hpp"
#include "tests/app/desk/desk_fixture.hpp"

using namespace takan;
using namespace takan::app;
using test::Bench;
using test::must;
using test::OpenDesk;
using test::Scratch;

namespace {

std::filesystem::path workbook(const std::filesystem::path& folder, const std::string& version,
                               const std::string& type = "text") {
    const auto bytes = write_workbook({{"survey", {{"type", "name", "label"}, {type, "where", "Where"}}},
                                       {"settings", {{"form_id", "version"}, {"drums", version}}}});
    const auto path = folder / ("drums " + version + ".xlsx");
    must(sync::write_file(path, must(bytes)));
    return path;
}

sync::RecordId take_up(Bench& bench, const std::string& version) {
    const FormPreview preview = must(preview_form(bench.workspace.store, workbook(bench.scratch.path(), version)));
    REQUIRE(preview.problems.empty());
    return bench.create("form", preview.fields);
}

std::vector<std::string> offered(const Bench& bench, const std::string& form_id) {
    std::vector<std::string> versions;
    const auto lines = must(form_lines(bench.workspace.store));
    for (const FormLine* line : offered_forms(lines))
        if (line->form_id == form_id) versions.push_back(line->version);
    return versions;
}

} // namespace

TEST_CASE("forms: versions are compared as people count them") {
    CHECK(compare_versions("2024-10", "2024-9") > 0);
    CHECK(compare_versions("1", "1.1") < 0);
    CHECK(compare_versions("1.02", "1.2") == 0);
    CHECK(compare_versions("a", "b") < 0);
    CHECK(compare_versions("10", "9") > 0);
    CHECK(compare_versions("", "") == 0);
    CHECK(compare_versions("99999999999999999999999", "100000000000000000000000") < 0);
}

TEST_CASE("forms: the newest version in use is offered, and every version can be read") {
    Bench bench("刘卫东", true);
    CHECK(offered(bench, "takan_waste_gas") == std::vector<std::string>{"1"});
    take_up(bench, "9");
    const auto newer = take_up(bench, "10");
    CHECK(offered(bench, "drums") == std::vector<std::string>{"10"});
    must(bench.apply(SetFields{newer, {{"state", "withdrawn"}}}));
    CHECK(offered(bench, "drums") == std::vector<std::string>{"9"});
    const auto lines = must(form_lines(bench.workspace.store));
    const FormLine* line = find_form(lines, "drums", "10");
    REQUIRE(line != nullptr);
    CHECK_FALSE(line->active);
    REQUIRE(line->checklist != nullptr);
    CHECK(line->checklist->question(0).name == "where");
    CHECK(line->file == "drums 10.xlsx");
    CHECK(find_form(lines, "drums", "11") == nullptr);
}

TEST_CASE("forms: one version that two leads imported alike is one checklist") {
    Bench bench("刘卫东", true);
    const FormPreview preview = must(preview_form(bench.workspace.store, workbook(bench.scratch.path(), "1")));
    const auto first = bench.create("form", preview.fields);
    const auto second = bench.create("form", preview.fields);
    std::size_t count = 0;
    for (const auto& line : must(form_lines(bench.workspace.store)))
        if (line.form_id == "drums") {
            ++count;
            CHECK(line.id == std::min(first, second));
        }
    CHECK(count == 1);
}

TEST_CASE("forms: a record whose model cannot be read is listed and not offered") {
    Bench bench("刘卫东", true);
    bench.create("form",
                 {{"title", "坏的"}, {"form_id", "bad"}, {"version", "1"}, {"state", "active"}, {"model", "{"}});
    const auto lines = must(form_lines(bench.workspace.store));
    const FormLine* line = find_form(lines, "bad", "1");
    REQUIRE(line != nullptr);
    CHECK(line->checklist == nullptr);
    CHECK(offered(bench, "bad").empty());
}

TEST_CASE("forms: only a lead writes checklists") {
    Bench bench;
    const auto refused = bench.apply(Create{sync::RecordId::random(bench.clock.now()), "form", {{"title", "x"}}});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == sync::ErrorKind::denied);
    CHECK(refused.error().text_key == "error.not_forms");
}

TEST_CASE("forms: answers are fields of a visit, of text, truth and number and nothing else") {
    Bench bench;
    const auto visit = bench.create("visit", {{"form.ph", "7.2"}, {"form.types.AIR", true}, {"form.n", 3}});
    CHECK(bench.shown(visit, "form.ph") == "7.2");
    CHECK_FALSE(bench.apply(SetFields{visit, {{"form.ph", sync::Value::Array{"x"}}}}));
    CHECK_FALSE(bench.apply(SetFields{visit, {{"form", "x"}}}));
    must(bench.apply(SetFields{visit, {{"form.ph", sync::Value()}}}));
}

TEST_CASE("forms: a file is looked at before it is taken up, and what is wrong with it is said") {
    Bench bench("刘卫东", true);
    const auto& store = bench.workspace.store;
    const FormPreview good = must(preview_form(store, workbook(bench.scratch.path(), "1")));
    CHECK(good.file == "drums 1.xlsx");
    CHECK(good.questions == 1);
    CHECK(good.checklist != nullptr);
    const FormPreview bad = must(preview_form(store, workbook(bench.scratch.path(), "2", "barcode")));
    REQUIRE_FALSE(bad.problems.empty()); // the only question is of a kind that we do not have
    CHECK(bad.problems[0].cell == "survey!A2");
    CHECK(bad.fields.empty());
    const FormPreview none = must(preview_form(store, bench.scratch.path() / "none.xlsx"));
    REQUIRE(none.failed);
    CHECK(none.failed->kind == sync::ErrorKind::missing);
    CHECK(none.fields.empty());
}

TEST_CASE("forms: the desk shows the preview until it is dropped, and the checklists while a visit is open") {
    Scratch scratch;
    OpenDesk desk(test::make_laptop(scratch.path(), "周敏"), test::SharedClock{});
    CHECK(desk.desk().snapshot()->forms.empty());
    auto now = desk.post(ReadForm{workbook(scratch.path(), "1")});
    REQUIRE(now->form_preview);
    CHECK(now->form_preview->form_id == "drums");
    now = desk.post(DropForm{});
    CHECK_FALSE(now->form_preview);
    const auto visit = desk.create("visit", {{"narrative", "喷漆房"}});
    Request request;
    request.open = visit;
    now = desk.post(Ask{request});
    CHECK(now->forms.size() == 3);
}
