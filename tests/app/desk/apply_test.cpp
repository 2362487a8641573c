#include "sync/record/deletion.hpp"
#include "tests/app/desk/desk_fixture.hpp"

using namespace takan;
using namespace takan::app;
using test::Bench;
using test::must;

namespace {

void refused(const Result<std::vector<sync::RecordId>>& result, sync::ErrorKind kind, const std::string& text_key) {
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == kind);
    CHECK(result.error().text_key == text_key);
    CHECK(has_text(text_key, Language::zh));
    CHECK(has_text(text_key, Language::en));
}

} // namespace

TEST_CASE("apply: a created record holds its fields under this device's edits") {
    Bench bench;
    const auto id = bench.create("site", {{"name", "华盛电镀"}, {"division", "430600"}});
    const auto record = bench.get(id);
    CHECK(record.kind == "site");
    CHECK(sync::shown_text(record, "name") == "华盛电镀");
    REQUIRE(record.seen.size() == 1);
    CHECK(record.seen.begin()->first == bench.workspace.identity.device);
}

TEST_CASE("apply: writing a contested field once more settles it") {
    Bench bench;
    const auto id = bench.create("finding", {{"severity", "minor"}});
    auto theirs = bench.get(id);
    auto ours = theirs;
    sync::write(theirs, "severity", "serious", must(sync::DeviceId::parse("aaaaaa")), bench.clock.now());
    must(bench.apply(SetFields{id, {{"severity", "moderate"}}}));
    must(bench.workspace.store.take_in({}, {theirs}, {}, bench.clock.now()));
    REQUIRE(sync::contested_fields(bench.get(id)).size() == 1);
    must(bench.apply(SetFields{id, {{"severity", "serious"}}}));
    CHECK(sync::contested_fields(bench.get(id)).empty());
    CHECK(bench.shown(id, "severity") == "serious");
}

TEST_CASE("apply: what does not fit is refused and changes nothing") {
    Bench bench;
    const auto id = bench.create("visit", {{"narrative", "喷漆房"}});
    const auto before = bench.get(id);
    const auto fresh = sync::RecordId::random(bench.clock.now());
    using enum sync::ErrorKind;
    refused(bench.apply(Create{fresh, "nonsense", {}}), invalid, "error.no_such_kind");
    refused(bench.apply(SetFields{id, {{"", "x"}}}), invalid, "error.no_such_field");
    refused(bench.apply(SetFields{id, {{"deleted", "x"}}}), invalid, "error.no_such_field");
    refused(bench.apply(SetFields{id, {{"started_at", 7}}}), invalid, "error.value_type");
    refused(bench.apply(SetFields{id, {{"inspectors", "周敏"}}}), invalid, "error.value_type");
    refused(bench.apply(SetFields{id, {{"rights_told", "yes"}}}), invalid, "error.value_type");
    const std::int64_t beyond = sync::greatest_integer + 1;
    refused(bench.apply(SetFields{id, {{"new.field", beyond}}}), invalid, "error.value_not_storable");
    refused(bench.apply(Delete{{id}, "  "}), invalid, "error.reason_needed");
    refused(bench.apply(AddComment{fresh, id, "", " \n"}), invalid, "error.comment_empty");
    CHECK(bench.get(id) == before);
    CHECK_FALSE(must(bench.workspace.store.get(fresh)));
    CHECK_FALSE(bench.apply(Undo{}));
}

TEST_CASE("apply: a set is written member by member, and fields that only newer programs know are kept") {
    Bench bench;
    const auto id = bench.create("finding", {{"types.AIR", true}, {"newer.thing", "x"}});
    CHECK(sync::set_members(bench.get(id), "types") == std::vector<std::string>{"AIR"});
    CHECK(bench.shown(id, "newer.thing") == "x");
    refused(bench.apply(SetFields{id, {{"types", "AIR"}}}), sync::ErrorKind::invalid, "error.value_type");
}

TEST_CASE("apply: a value of the right type that is odd is kept, for a person's typing is not lost") {
    Bench bench;
    const auto id = bench.create("site", {{"phone", "12"}});
    CHECK(bench.shown(id, "phone") == "12");
}

TEST_CASE("apply: deleting keeps the record with its reason, restoring brings it back") {
    Bench bench;
    const auto a = bench.create("site", {{"name", "甲"}});
    const auto b = bench.create("site", {{"name", "乙"}});
    CHECK(must(bench.apply(Delete{{a, b}, "重复"})) == std::vector{a, b});
    CHECK(sync::presence(bench.get(a)) == sync::Presence::deleted);
    CHECK(sync::deletion_reason(bench.get(b)) == "重复");
    must(bench.apply(Restore{{a}}));
    CHECK(sync::presence(bench.get(a)) == sync::Presence::here);
    CHECK(sync::presence(bench.get(b)) == sync::Presence::deleted);
}

TEST_CASE("apply: deleting several is all or none") {
    Bench bench;
    const auto a = bench.create("site", {{"name", "甲"}});
    const auto gone = sync::RecordId::random(bench.clock.now());
    const auto result = bench.apply(Delete{{a, gone}, "重复"});
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == sync::ErrorKind::missing);
    CHECK(sync::presence(bench.get(a)) == sync::Presence::here);
}

TEST_CASE("apply: only leaders review and change the team") {
    Bench bench;
    const auto id = bench.create("visit", {{"narrative", "喷漆房"}});
    const auto fresh = sync::RecordId::random(bench.clock.now());
    refused(bench.apply(Review{{id}, Decision::approve, ""}), sync::ErrorKind::denied, "error.not_reviewer");
    refused(bench.apply(SetFields{id, {{"review.state", "approved"}}}), sync::ErrorKind::denied, "error.not_reviewer");
    refused(bench.apply(Create{fresh, "member", {{"name", "甲"}}}), sync::ErrorKind::denied, "error.not_admitting");
    CHECK(sync::find_field(bench.get(id), "review.state") == nullptr);
}

TEST_CASE("apply: a decision is kept with what the leader saw") {
    Bench bench("周敏", true);
    REQUIRE(bench.workspace.role() == "leader");
    const auto id = bench.create("visit", {{"narrative", "喷漆房"}});
    const auto seen = bench.get(id).seen;
    refused(bench.apply(Review{{id}, Decision::give_back, " "}), sync::ErrorKind::invalid, "error.note_needed");
    must(bench.apply(Review{{id}, Decision::give_back, "补照片"}));
    CHECK(bench.shown(id, "review.state") == "returned");
    CHECK(bench.shown(id, "review.note") == "补照片");
    CHECK(must(sync::parse_seen(*sync::shown(bench.get(id), "review.seen"))) == seen);
    must(bench.apply(Review{{id}, Decision::approve, ""}));
    CHECK(bench.shown(id, "review.state") == "approved");
    must(bench.apply(Review{{id}, Decision::withdraw, ""}));
    CHECK(sync::shown(bench.get(id), "review.state")->is_null());
}

TEST_CASE("apply: a comment names its record and field") {
    Bench bench;
    const auto visit = bench.create("visit", {{"narrative", "喷漆房"}});
    const auto id = sync::RecordId::random(bench.clock.now());
    must(bench.apply(AddComment{id, visit, "narrative", "写清楚时间"}));
    CHECK(bench.shown(id, "record") == visit.text());
    CHECK(bench.shown(id, "field") == "narrative");
    CHECK(bench.shown(id, "text") == "写清楚时间");
}

TEST_CASE("apply: what was looked at is remembered") {
    Bench bench;
    const auto id = bench.create("visit", {{"narrative", "喷漆房"}});
    must(bench.apply(MarkSeen{{id}}));
    CHECK(must(bench.workspace.store.looked(id)).record == bench.get(id));
}

TEST_CASE("apply: settings of any name come back") {
    Bench bench;
    must(bench.apply(SetSetting{"view.place", "review"}));
    must(bench.apply(SetSetting{"zoom", "120"}));
    must(bench.apply(SetSetting{"view.place", "team"}));
    const auto settings = must(settings_of(bench.workspace.store));
    CHECK(settings == std::map<std::string, std::string>{{"view.place", "team"}, {"zoom", "120"}});
    refused(bench.apply(SetSetting{"a\nb", "x"}), sync::ErrorKind::invalid, "error.no_such_field");
}

TEST_CASE("apply: an entry of the quarantine is dismissed") {
    Bench bench;
    must(bench.workspace.store.report({}, bench.clock.now()));
    const auto entries = must(bench.workspace.store.quarantine());
    REQUIRE(entries.size() == 1);
    must(bench.apply(DismissQuarantine{entries.front().id}));
    CHECK(must(bench.workspace.store.quarantine()).empty());
}
