#include "tests/app/store/store_fixture.hpp"

using namespace takan;
using namespace takan::test;
using sync::ErrorKind;

TEST_CASE("a record that was added is read back as it is, also after closing and opening") {
    Desk desk;
    const auto record =
        desk.record("visit", {{"narrative", "两份询问笔录\n已签字"}, {"inspectors", sync::Value::Array{"李", "王"}}});
    need(desk.store().add(record));
    CHECK(desk.get(record.id) == record);
    desk.close();
    desk.reopen();
    CHECK(desk.get(record.id) == record);
    CHECK_CLEAN(desk.store());
}

TEST_CASE("an id that is taken is refused, and nothing of the batch is written") {
    Desk desk;
    const auto first = desk.record("site", {{"name", "一号"}});
    const auto second = desk.record("site", {{"name", "二号"}});
    need(desk.store().add(first));
    const auto status = desk.store().add(std::vector{second, first});
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == ErrorKind::invalid);
    CHECK_FALSE(need(desk.store().get(second.id)));
    CHECK_CLEAN(desk.store());
}

TEST_CASE("a record that could not be read back is not stored") {
    Desk desk;
    auto record = desk.record("site", {{"name", "一号"}});
    SUBCASE("an edit that `seen` does not cover") {
        record.seen.clear();
    }
    SUBCASE("a kind that is none") {
        record.kind = "../site";
    }
    SUBCASE("a nil id") {
        record.id = {};
    }
    SUBCASE("text with a control character") {
        record.fields["name"].begin()->second = sync::Value(std::string("a\x01"));
    }
    const auto status = desk.store().add(record);
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == ErrorKind::invalid);
    CHECK(need(desk.store().list({})).empty());
    CHECK(need(desk.store().changed()).empty());
}

TEST_CASE("change gives the latest copy to the edit and returns what stands") {
    Desk desk;
    const auto id = desk.add("site", {{"name", "一号"}});
    const auto after = need(desk.store().change(id, [&](sync::Record& record) -> sync::Status {
        CHECK(sync::shown_text(record, "name") == "一号");
        sync::write(record, "name", "二号", laptop_a, desk.now());
        return {};
    }));
    CHECK(sync::shown_text(after, "name") == "二号");
    CHECK(desk.get(id) == after);
    CHECK_CLEAN(desk.store());
}

TEST_CASE("an edit that leaves the record as it is writes nothing") {
    Desk desk;
    const auto id = desk.add("site", {{"name", "一号"}});
    const auto before = need(desk.store().changed()).at(0).version;
    need(desk.store().change(id, [](sync::Record&) -> sync::Status { return {}; }));
    CHECK(need(desk.store().changed()).at(0).version == before);
}

TEST_CASE("an edit that fails writes nothing, and one that fails among many undoes all") {
    Desk desk;
    const auto first = desk.add("site", {{"name", "一号"}});
    const auto second = desk.add("site", {{"name", "二号"}});
    int turn = 0;
    const auto status = desk.store().change(std::vector{first, second}, [&](sync::Record& record) -> sync::Status {
        sync::write(record, "name", "改", laptop_a, desk.now());
        if (++turn == 2) return sync::fail(ErrorKind::denied, "no");
        return {};
    });
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == ErrorKind::denied);
    CHECK(sync::shown_text(desk.get(first), "name") == "一号");
    CHECK(sync::shown_text(desk.get(second), "name") == "二号");
    CHECK_CLEAN(desk.store());
}

TEST_CASE("change says when there is no such record, and refuses another id or kind") {
    Desk desk;
    const auto nobody = sync::RecordId::random(desk.now());
    const auto missing = desk.store().change(nobody, [](sync::Record&) -> sync::Status { return {}; });
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::missing);

    const auto id = desk.add("site", {{"name", "一号"}});
    const auto other_kind = desk.store().change(id, [](sync::Record& record) -> sync::Status {
        record.kind = "visit";
        return {};
    });
    REQUIRE_FALSE(other_kind);
    CHECK(other_kind.error().kind == ErrorKind::invalid);
    CHECK(desk.get(id).kind == "site");
}

TEST_CASE("an edit that makes a record larger than 1 MiB is refused with its own sentence") {
    Desk desk;
    const auto id = desk.add("site", {{"notes", "短"}});
    const auto write_long = [&](std::size_t size) {
        return desk.store().change(id, [&](sync::Record& record) -> sync::Status {
            sync::write(record, "notes", std::string(size, 'x'), laptop_a, desk.now());
            return {};
        });
    };
    const auto refused = write_long(sync::greatest_record);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::invalid);
    CHECK(refused.error().text_key == "error.record_too_large");
    CHECK(sync::shown_text(desk.get(id), "notes") == "短");
    need(write_long(sync::greatest_record - 1000));
    CHECK_CLEAN(desk.store());
}

TEST_CASE("ids are found by how they start, with and without dashes and in capitals") {
    Desk desk;
    const auto id = desk.add("site", {{"name", "一号"}});
    desk.add("site", {{"name", "二号"}});
    const std::string text = id.text();
    CHECK(need(desk.store().ids_like(text)) == std::vector{id});
    CHECK(need(desk.store().ids_like(text.substr(0, 35))) == std::vector{id});
    std::string plain;
    for (const char c : text)
        if (c != '-') plain += static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
    CHECK(need(desk.store().ids_like(plain.substr(0, 27))) == std::vector{id});
    CHECK(need(desk.store().ids_like(text.substr(0, 5))).size() == 2);
    CHECK(need(desk.store().ids_like("ffff")).empty());
    for (const char* bad : {"", "018", "01-8", "wxyz1", "0123456789abcdef0123456789abcdef0"})
        CHECK_FALSE(desk.store().ids_like(bad));
}

TEST_CASE("every edit stays in the history, those that were replaced marked so") {
    Desk desk;
    const auto id = desk.add("site", {{"name", "甲"}});
    desk.set(id, "name", "乙");
    desk.set(id, "name", "丙", laptop_b);
    desk.set(id, "address", "湘江北路");
    const auto edits = need(desk.store().edits(id));
    REQUIRE(edits.size() == 4);
    const char* values[] = {"甲", "乙", "丙", "湘江北路"};
    for (std::size_t at = 0; at < 4; ++at) {
        CHECK(edits[at].value == sync::Value(values[at]));
        CHECK(edits[at].replaced == (at < 2));
    }
    CHECK(edits[2].edit.device == laptop_b);
    CHECK(edits[3].field == "address");
}

TEST_CASE("settings are kept, and one that was never set is empty") {
    Desk desk;
    CHECK(need(desk.store().setting("language")).empty());
    need(desk.store().set_setting("language", "zh-CN"));
    need(desk.store().set_setting("language", "en"));
    desk.close();
    desk.reopen();
    CHECK(need(desk.store().setting("language")) == "en");
}

TEST_CASE("two stores on one file see each other's writes") {
    Desk desk;
    auto terminal = need(app::Store::open(desk.folder()));
    const auto id = desk.add("site", {{"name", "化工厂"}});
    need(terminal.change(id, [&](sync::Record& record) -> sync::Status {
        sync::write(record, "name", "造纸厂", laptop_a, desk.now());
        return {};
    }));
    CHECK(sync::shown_text(desk.get(id), "name") == "造纸厂");
    desk.set(id, "address", "河边");
    CHECK(need(terminal.search("造纸", "", 10)).size() == 1);
    CHECK(need(terminal.search("化工", "", 10)).empty());
    CHECK(need(desk.store().counts()).unsynced_records == 1);
    CHECK_CLEAN(desk.store());
}

TEST_CASE("a kind and fields of a newer program are kept, listed and written back") {
    Desk desk;
    auto record = desk.record("drone_flight", {{"height", 120}, {"path", sync::Value::Object{{"a", 1}}}});
    record.unknown["later"] = sync::Value::Object{{"x", sync::Value::Array{1, 2}}};
    need(desk.store().add(record));
    desk.set(record.id, "height", 130);
    const auto now = desk.get(record.id);
    CHECK(now.unknown == record.unknown);
    CHECK(now.fields.at("path") == record.fields.at("path"));
    app::Filter filter;
    filter.kind = "drone_flight";
    CHECK(ids_of(need(desk.store().list(filter))) == std::vector{record.id});
    CHECK_CLEAN(desk.store());
}
