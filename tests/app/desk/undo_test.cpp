#include "app/desk/undo.hpp"

#include "app/domain/origins.hpp"
#include "sync/record/deletion.hpp"
#include "tests/app/desk/desk_fixture.hpp"

using namespace takan;
using namespace takan::app;
using test::Bench;
using test::must;

namespace {

struct UndoBench : Bench {
    explicit UndoBench(bool leads = false) : Bench("周敏", leads) {}

    void run(const Command& command) { must(undo.carry_out(workspace, command)); }
    void back() { must(undo.undo(workspace, Language::zh)); }
    void again() { must(undo.redo(workspace)); }
    sync::RecordId made(const std::string& kind, FieldValues fields) {
        const auto id = sync::RecordId::random(clock.now());
        run(Create{id, kind, std::move(fields)});
        clock.advance(5000);
        return id;
    }
    // As if another device's edit came with a sync.
    void others_write(const sync::RecordId& id, const std::string& field, sync::Value value) {
        auto theirs = get(id);
        sync::write(theirs, field, std::move(value), must(sync::DeviceId::parse("aaaaaa")), clock.now());
        must(workspace.store.take_in({}, {theirs}, {}, clock.now()));
    }

    UndoStack undo;
};

} // namespace

TEST_CASE("undo: nothing to take back is no error") {
    UndoBench bench;
    CHECK(must(bench.undo.undo(bench.workspace, Language::zh)).empty());
    CHECK(must(bench.undo.redo(bench.workspace)).empty());
    CHECK(bench.undo.undo_label().empty());
    CHECK(bench.undo.redo_label().empty());
}

TEST_CASE("undo: typing in one field is one step, and comes back as one") {
    UndoBench bench;
    const auto id = bench.made("visit", {{"narrative", "旧"}});
    for (const char* text : {"喷", "喷漆", "喷漆房"}) {
        bench.run(SetFields{id, {{"narrative", text}}});
        bench.clock.advance(400);
    }
    bench.clock.advance(UndoStack::join_ms);
    bench.run(SetFields{id, {{"narrative", "喷漆房门开着"}}});

    bench.back();
    CHECK(bench.shown(id, "narrative") == "喷漆房");
    bench.back();
    CHECK(bench.shown(id, "narrative") == "旧");
    CHECK(bench.undo.undo_label() == "undo.create");
    bench.again();
    CHECK(bench.shown(id, "narrative") == "喷漆房");
    bench.again();
    CHECK(bench.shown(id, "narrative") == "喷漆房门开着");
    CHECK(bench.undo.redo_label().empty());
}

TEST_CASE("undo: other fields and other records are other steps") {
    UndoBench bench;
    const auto id = bench.made("visit", {});
    bench.run(SetFields{id, {{"narrative", "一"}}});
    bench.run(SetFields{id, {{"met_role", "厂长"}}});
    bench.back();
    CHECK(bench.shown(id, "met_role").empty());
    CHECK(bench.shown(id, "narrative") == "一");
}

TEST_CASE("undo: a burst does not swallow what a sync brought in between") {
    UndoBench bench;
    const auto id = bench.made("visit", {{"narrative", "旧"}});
    bench.run(SetFields{id, {{"narrative", "我的"}}});
    bench.others_write(id, "narrative", "他们的");
    bench.run(SetFields{id, {{"narrative", "我的二"}}});
    bench.back();
    CHECK(bench.shown(id, "narrative") == "他们的");
}

TEST_CASE("undo: what somebody else has written since stays, and the step is dropped") {
    UndoBench bench;
    const auto id = bench.made("visit", {{"narrative", "旧"}});
    bench.run(SetFields{id, {{"narrative", "我的"}}});
    bench.others_write(id, "narrative", "他们的");
    const auto undone = bench.undo.undo(bench.workspace, Language::zh);
    REQUIRE_FALSE(undone);
    CHECK(undone.error().text_key == "error.undo_overtaken");
    CHECK(bench.shown(id, "narrative") == "他们的");
    CHECK(bench.undo.undo_label() == "undo.create");
}

TEST_CASE("undo: what was undone is not carried out again over what somebody else wrote") {
    UndoBench bench;
    const auto id = bench.made("visit", {{"narrative", "旧"}});
    bench.run(SetFields{id, {{"narrative", "我的"}}});
    bench.back();
    bench.others_write(id, "narrative", "他们的");
    const auto redone = bench.undo.redo(bench.workspace);
    REQUIRE_FALSE(redone);
    CHECK(redone.error().text_key == "error.undo_overtaken");
    CHECK(bench.shown(id, "narrative") == "他们的");
}

TEST_CASE("undo: a new record goes with a reason in the person's language and comes back") {
    UndoBench bench;
    const auto id = bench.made("site", {{"name", "甲"}});
    must(bench.undo.undo(bench.workspace, Language::en));
    CHECK(sync::presence(bench.get(id)) == sync::Presence::deleted);
    CHECK(sync::deletion_reason(bench.get(id)) == text_of("undo.reason", Language::en));
    bench.again();
    CHECK(sync::presence(bench.get(id)) == sync::Presence::here);
    bench.back();
    CHECK(sync::presence(bench.get(id)) == sync::Presence::deleted);
}

TEST_CASE("undo: a new record that others hang on or write in stays") {
    UndoBench bench;
    const auto visit = bench.made("visit", {});
    bench.create("photo", {{"visit", visit.text()}}); // an import, which is no step
    auto undone = bench.undo.undo(bench.workspace, Language::zh);
    REQUIRE_FALSE(undone);
    CHECK(undone.error().text_key == "error.undo_has_belongings");
    CHECK(sync::presence(bench.get(visit)) == sync::Presence::here);

    const auto site = bench.made("site", {{"name", "甲"}});
    bench.others_write(site, "address", "城陵矶");
    undone = bench.undo.undo(bench.workspace, Language::zh);
    REQUIRE_FALSE(undone);
    CHECK(undone.error().text_key == "error.undo_overtaken");
    CHECK(sync::presence(bench.get(site)) == sync::Presence::here);
}

TEST_CASE("undo: deleting and restoring several comes back as one step") {
    UndoBench bench;
    const auto a = bench.made("site", {{"name", "甲"}});
    const auto b = bench.made("site", {{"name", "乙"}});
    bench.run(Delete{{a, b}, "重复"});
    bench.run(Restore{{b}});
    bench.back();
    CHECK(sync::presence(bench.get(b)) == sync::Presence::deleted);
    CHECK(sync::deletion_reason(bench.get(b)) == "重复");
    bench.back();
    CHECK(sync::presence(bench.get(a)) == sync::Presence::here);
    CHECK(sync::presence(bench.get(b)) == sync::Presence::here);
    bench.again();
    CHECK(sync::presence(bench.get(a)) == sync::Presence::deleted);
}

TEST_CASE("undo: a decision is taken back to the one before") {
    UndoBench bench(true);
    const auto a = bench.made("visit", {});
    const auto b = bench.made("visit", {});
    bench.run(Review{{a}, Decision::give_back, "补照片"});
    bench.run(Review{{a, b}, Decision::approve, ""});
    bench.back();
    CHECK(bench.shown(a, "review.state") == "returned");
    CHECK(bench.shown(a, "review.note") == "补照片");
    CHECK(bench.shown(b, "review.state").empty());
    CHECK(bench.undo.redo_label() == "undo.review");
}

TEST_CASE(
    "undo: a decision about several whole visits is one step, with what belongs to them and that they were read") {
    UndoBench bench(true);
    const auto a = bench.made("visit", {});
    const auto finding = bench.made("finding", {{"visit", a.text()}});
    const auto photo = bench.made("photo", {{"finding", finding.text()}});
    const auto b = bench.made("visit", {});
    const auto other = bench.made("visit", {});
    bench.run(Review{{a, b}, Decision::give_back, "补照片", true});
    for (const auto& id : {a, finding, photo, b}) {
        CHECK(bench.shown(id, "review.state") == "returned");
        CHECK(bench.shown(id, "review.note") == "补照片");
        CHECK(must(bench.workspace.store.looked(id)).record);
    }
    CHECK(bench.shown(other, "review.state").empty());
    bench.back();
    for (const auto& id : {a, finding, photo, b}) {
        CHECK(bench.shown(id, "review.state").empty());
        CHECK_FALSE(must(bench.workspace.store.looked(id)).record);
    }
}

TEST_CASE("undo: a decision carried out again leaves alone what came since") {
    UndoBench bench(true);
    const auto visit = bench.made("visit", {});
    bench.run(Review{{visit}, Decision::approve, "", true});
    bench.back();
    const auto late = sync::RecordId::random(bench.clock.now());
    must(bench.apply(Create{late, "finding", {{"visit", visit.text()}}}));
    bench.again();
    CHECK(bench.shown(visit, "review.state") == "approved");
    CHECK(bench.shown(late, "review.state").empty());
}

TEST_CASE("undo: what was looked at counts as unseen again, and comments go") {
    UndoBench bench;
    const auto visit = bench.made("visit", {});
    const auto comment = sync::RecordId::random(bench.clock.now());
    bench.run(AddComment{comment, visit, "", "好"});
    bench.run(MarkSeen{{visit}});
    bench.back();
    CHECK_FALSE(must(bench.workspace.store.looked(visit)).record);
    bench.back();
    CHECK(sync::presence(bench.get(comment)) == sync::Presence::deleted);
}

TEST_CASE("undo: a new step forgets what was undone; settings are no steps") {
    UndoBench bench;
    const auto id = bench.made("visit", {});
    bench.run(SetFields{id, {{"narrative", "一"}}});
    bench.back();
    bench.run(SetSetting{"zoom", "120"});
    CHECK(bench.undo.redo_label() == "undo.edit");
    bench.run(SetFields{id, {{"narrative", "二"}}});
    CHECK(bench.undo.redo_label().empty());
    CHECK(bench.undo.undo_label() == "undo.edit");
}

TEST_CASE("undo: only the last steps are remembered") {
    UndoBench bench;
    const auto id = bench.made("visit", {});
    for (std::size_t i = 0; i < UndoStack::greatest_depth + 5; ++i) {
        bench.run(SetFields{id, {{"narrative", std::to_string(i)}}});
        bench.clock.advance(UndoStack::join_ms + 1);
    }
    std::size_t steps = 0;
    for (; !bench.undo.undo_label().empty(); ++steps)
        bench.back();
    CHECK(steps == UndoStack::greatest_depth);
    CHECK(bench.shown(id, "narrative") == "4");
}

TEST_CASE("undo: a settled contradiction is contested again between the same values, and a redo settles it again") {
    UndoBench bench;
    const auto id = bench.made("finding", {{"due", "2024-04-08"}});
    auto theirs = bench.get(id);
    theirs.fields["due"] = {{sync::Edit{must(sync::DeviceId::parse("aaaaaa")), bench.clock.now()}, "2024-03-29"}};
    theirs.seen = {{must(sync::DeviceId::parse("aaaaaa")), bench.clock.now()}};
    must(bench.workspace.store.take_in({}, {theirs}, {}, bench.clock.now()));
    const auto before = bench.get(id);
    REQUIRE(sync::contested_fields(before) == std::vector<std::string>{"due"});
    bench.clock.advance(5000);
    bench.run(SetFields{id, {{"due", "2024-03-29"}}});
    CHECK(sync::contested_fields(bench.get(id)).empty());

    bench.clock.advance(5000);
    bench.back();
    const auto now = bench.get(id);
    REQUIRE(sync::contested_fields(now) == std::vector<std::string>{"due"});
    CHECK(bench.shown(id, "due") == sync::shown_text(before, "due"));
    for (const auto& [edit, value] : now.fields.at("due")) {
        CHECK(edit.device == bench.workspace.identity.device);
        CHECK(before.fields.at("due").at(origin_of(now, edit)) == value);
    }
    bench.again();
    CHECK(sync::contested_fields(bench.get(id)).empty());
    CHECK(bench.shown(id, "due") == "2024-03-29");
    bench.back();
    CHECK(sync::contested_fields(bench.get(id)) == std::vector<std::string>{"due"});
}

TEST_CASE("undo: a camera's clock is corrected for its import and its camera alone, and taken back as one step") {
    UndoBench bench;
    const auto photo = [&](const char* batch, const char* model) {
        return bench.made("photo", {{"taken_at", "2024-03-22T02:10:00.000Z"},
                                    {"exif.time", "2024-03-22T10:10:00"},
                                    {"exif.model", model},
                                    {"import.batch", batch}});
    };
    const auto first = photo("one", "ALN-AL00");
    const auto second = photo("one", "ALN-AL00");
    const auto other_camera = photo("one", "DSC-RX100");
    const auto other_import = photo("two", "ALN-AL00");
    const auto timeless = bench.made("photo", {{"exif.model", "ALN-AL00"}, {"import.batch", "one"}});
    bench.run(CorrectClock{second, 200});
    for (const auto& id : {first, second}) {
        CHECK(bench.shown(id, "taken_at") == "2024-03-22T02:06:40.000Z");
        CHECK(bench.shown(id, "exif.time") == "2024-03-22T10:10:00");
    }
    for (const auto& id : {other_camera, other_import})
        CHECK(bench.shown(id, "taken_at") == "2024-03-22T02:10:00.000Z");
    CHECK(bench.shown(timeless, "taken_at").empty());
    bench.back();
    CHECK(bench.shown(first, "taken_at") == "2024-03-22T02:10:00.000Z");
    CHECK(bench.shown(second, "taken_at") == "2024-03-22T02:10:00.000Z");
    bench.again();
    CHECK(bench.shown(first, "taken_at") == "2024-03-22T02:06:40.000Z");
    CHECK_FALSE(bench.undo.carry_out(bench.workspace, CorrectClock{sync::RecordId::random(bench.clock.now()), 5}));
}
