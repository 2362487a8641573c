#include "app/desk/agenda.hpp"

#include "app/desk/form_shelf.hpp"
#include "app/desk/query.hpp"
#include "tests/app/desk/desk_fixture.hpp"

using namespace takan;
using namespace takan::app;
using test::Bench;
using test::must;

namespace {

const sync::Value two = sync::Value::Array{sync::Value("周敏"), sync::Value("李建国")};

// A visit of 周敏's with one finding and one photo of it, everything in order.
struct AgendaBench : Bench {
    AgendaBench() : Bench("周敏", true) {
        site = create("site", {{"name", "华盛电镀"}, {"division", "430602"}});
        visit = create("visit", {{"site", site.text()},
                                 {"state", "recorded"},
                                 {"mode", "covert"},
                                 {"started_at", "2024-03-22T02:00:00.000Z"},
                                 {"inspectors", two},
                                 {"submitted", true}});
        finding = create("finding", {{"visit", visit.text()},
                                     {"title", "雨水口外排"},
                                     {"severity", "minor"},
                                     {"description", "x"},
                                     {"types.WATER", true},
                                     {"legal_basis", "《水污染防治法》"},
                                     {"lat", "29.1"},
                                     {"lon", "113.1"}});
        photo = create("photo", {{"visit", visit.text()}, {"finding", finding.text()}, {"caption", "出水"}});
        clock.advance(5000);
    }

    std::vector<AgendaItem> items() {
        return must(
            agenda.items(workspace.store, {workspace.identity.device, name, people, Language::zh, forms, clock.now()}));
    }
    // Carries it out and tells the agenda.
    void run(const Command& command) {
        clock.advance(5000);
        agenda.forget(must(apply(command)));
    }
    // As if it came with a sync.
    void other_comments(const sync::RecordId& about, const char* field, const char* text) {
        sync::Record comment;
        comment.id = sync::RecordId::random(clock.now());
        comment.kind = "comment";
        for (const auto& [key, value] : FieldValues{{"record", about.text()}, {"field", field}, {"text", text}})
            sync::write(comment, key, value, leader, clock.now());
        must(workspace.store.take_in({}, {comment}, {}, clock.now()));
        agenda.forget({comment.id});
        clock.advance(5000);
    }

    std::string name = "周敏";
    sync::DeviceId leader = must(sync::DeviceId::parse("aaaaaa"));
    std::map<sync::DeviceId, std::string> people{{leader, "刘卫东"}};
    std::vector<FormLine> forms;
    sync::RecordId site, visit, finding, photo;
    Agenda agenda;
};

} // namespace

TEST_CASE("agenda: a visit in order asks for nothing, one that lacks something says what and where") {
    AgendaBench bench;
    CHECK(bench.items().empty());
    bench.run(SetFields{bench.photo, {{"caption", {}}}});
    bench.run(SetFields{bench.finding, {{"legal_basis", ""}}});
    const auto items = bench.items();
    REQUIRE(items.size() == 1);
    CHECK(items[0].row.title == "华盛电镀");
    CHECK_FALSE(items[0].came_back);
    REQUIRE(items[0].loose.size() == 2);
    CHECK(items[0].loose[0].end == LooseEnd{bench.finding, "finding", "legal_basis", "gap.no_law"});
    CHECK(items[0].loose[0].title == "雨水口外排");
    CHECK(items[0].loose[1].end == LooseEnd{bench.photo, "photo", "caption", "gap.no_caption"});
    bench.run(SetFields{bench.photo, {{"caption", "出水"}}});
    bench.run(SetFields{bench.finding, {{"legal_basis", "第十条"}}});
    CHECK(bench.items().empty());
}

TEST_CASE("agenda: only visits of this person, begun and not approved, lack anything") {
    AgendaBench bench;
    bench.run(SetFields{bench.photo, {{"caption", {}}}});
    REQUIRE(bench.items().size() == 1);
    SUBCASE("somebody else's") {
        bench.run(SetFields{bench.visit, {{"inspectors", sync::Value::Array{sync::Value("李建国")}}}});
    }
    SUBCASE("planned") {
        bench.run(SetFields{bench.visit, {{"state", "planned"}}});
    }
    SUBCASE("approved") {
        bench.run(Review{{bench.visit}, Decision::approve, ""});
    }
    SUBCASE("deleted") {
        bench.run(Delete{{bench.visit}, "重复"});
    }
    CHECK(bench.items().empty());
}

TEST_CASE("agenda: what was given back stays until it is submitted again") {
    AgendaBench bench;
    bench.run(Review{{bench.visit}, Decision::give_back, "请补充"});
    REQUIRE(bench.items().size() == 1);
    CHECK(bench.items()[0].came_back);
    CHECK(bench.items()[0].note == "请补充");
    bench.run(SetFields{bench.visit, {{"narrative", "补充了"}}});
    CHECK(bench.items().size() == 1);
    bench.run(SetFields{bench.visit, {{"submitted", true}}});
    CHECK(bench.items().empty());
}

TEST_CASE("agenda: a remark of somebody else counts until it is answered or done") {
    AgendaBench bench;
    CHECK(bench.items().empty());
    bench.other_comments(bench.finding, "due", "期限太长");
    const auto items = bench.items();
    REQUIRE(items.size() == 1);
    REQUIRE(items[0].remarks.size() == 1);
    const auto& remark = items[0].remarks[0];
    CHECK(remark.about == bench.finding);
    CHECK(remark.kind == "finding");
    CHECK(remark.field == "due");
    CHECK(remark.title == "雨水口外排");
    CHECK(remark.text == "期限太长");
    CHECK(remark.person == "刘卫东");
    SUBCASE("answered") {
        bench.run(AddComment{sync::RecordId::random(bench.clock.now()), bench.finding, "due", "已改"});
        CHECK(bench.items().empty());
        bench.other_comments(bench.finding, "due", "还不行");
        CHECK(bench.items()[0].remarks[0].text == "还不行");
    }
    SUBCASE("done") {
        const auto rows = must(bench.workspace.store.referring("comment", "record", bench.finding));
        bench.run(SetFields{rows[0].id, {{"resolved", true}}});
        CHECK(bench.items().empty());
    }
    SUBCASE("another place keeps its own") {
        bench.run(AddComment{sync::RecordId::random(bench.clock.now()), bench.finding, "unit", "问过了"});
        CHECK(bench.items().size() == 1);
    }
}

TEST_CASE("agenda: a site's new name is shown in its visits") {
    AgendaBench bench;
    bench.run(SetFields{bench.photo, {{"caption", {}}}});
    CHECK(bench.items()[0].row.title == "华盛电镀");
    bench.run(SetFields{bench.site, {{"name", "华盛表面处理"}}});
    CHECK(bench.items()[0].row.title == "华盛表面处理");
}

TEST_CASE("agenda: questions of the checklist that must be answered are one line, which goes to the first") {
    AgendaBench bench;
    bench.forms = must(form_lines(bench.workspace.store));
    const FormLine& line = bench.forms.front();
    bench.run(SetFields{bench.visit, {{"form.id", line.form_id}, {"form.version", line.version}}});
    const auto items = bench.items();
    REQUIRE(items.size() == 1);
    REQUIRE(items[0].loose.size() == 1);
    const auto& loose = items[0].loose[0];
    CHECK(loose.end.record == bench.visit);
    CHECK(loose.end.text_key == "gap.checklist");
    CHECK(loose.end.field.starts_with("form."));
    CHECK_FALSE(loose.title.empty());
    CHECK(loose.count > 1);
    bench.other_comments(bench.visit, loose.end.field.c_str(), "请先核对");
    CHECK(bench.items()[0].remarks.at(0).question == loose.title);
}
