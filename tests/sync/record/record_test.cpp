#include "sync/record/record.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

namespace {

const DeviceId ada = *DeviceId::parse("k2m9qd");
const DeviceId bo = *DeviceId::parse("r7f3xa");

Edit at(DeviceId device, std::int64_t ms) {
    return {device, {ms}};
}

Record with(const std::string& name, Field field) {
    Record record;
    record.fields[name] = std::move(field);
    return record;
}

} // namespace

TEST_CASE("record: an edit has one form") {
    const Edit edit{ada, *parse_instant("2024-03-22T08:10:55.801Z")};
    CHECK(to_text(edit) == "k2m9qd@2024-03-22T08:10:55.801Z");
    CHECK(*parse_edit("k2m9qd@2024-03-22T08:10:55.801Z") == edit);
    for (const std::string text :
         {"", "k2m9qd", "k2m9qd@", "k2m9qd2024-03-22T08:10:55.801Z", "K2M9QD@2024-03-22T08:10:55.801Z",
          "k2m9q@2024-03-22T08:10:55.801Z", "k2m9qd@2024-03-22T08:10:55Z", "k2m9qd@2024-03-22T08:10:55.801Z "}) {
        CAPTURE(text);
        CHECK_FALSE(parse_edit(text));
    }
}

TEST_CASE("record: edits sort as their texts do") {
    const Edit edits[] = {at(ada, -62167219200000), at(ada, -1), at(ada, 0), at(ada, 253402300799999), at(bo, -5)};
    for (std::size_t i = 1; i < std::size(edits); ++i) {
        CHECK(edits[i - 1] < edits[i]);
        CHECK(to_text(edits[i - 1]) < to_text(edits[i]));
    }
}

TEST_CASE("record: writing replaces all values that were held, and time on a device only grows") {
    Record record = with("note", {{at(ada, 50), "one"}, {at(bo, 70), "two"}});
    record.seen = {{ada, {90}}, {bo, {70}}};
    CHECK(write(record, "note", "three", ada, {60}) == at(ada, 91));
    CHECK(*find_field(record, "note") == Field{{at(ada, 91), "three"}});
    CHECK(record.seen == Seen{{ada, {91}}, {bo, {70}}});
    CHECK(write(record, "note", "four", bo, {1000}) == at(bo, 1000));
    CHECK(covers(record.seen, at(bo, 1000)));
    CHECK_FALSE(covers(record.seen, at(bo, 1001)));
    CHECK_FALSE(covers(record.seen, at(*DeviceId::parse("zzzzzz"), 0)));
}

TEST_CASE("record: a device whose time was driven to the end can still write what can be read") {
    Record record;
    record.seen[ada] = greatest_instant;
    CHECK(write(record, "note", "x", ada, {0}).time == greatest_instant);
}

TEST_CASE("record: what is written is made plain text, or it could not be read again") {
    Record record;
    write(record, "note", "line\r\nline\x1B", ada, {1});
    write(record, "list", Value::Array{Value("a\rb"), Value(1)}, ada, {1});
    CHECK(shown_text(record, "note") == "line\nline");
    CHECK(*shown(record, "list") == Value(Value::Array{Value("a\nb"), Value(1)}));
}

TEST_CASE("record: the value shown is that of the latest time, on a tie that of the greater device") {
    CHECK(shown_text(with("f", {{at(ada, 9), "ada"}, {at(bo, 5), "bo"}}), "f") == "ada");
    CHECK(shown_text(with("f", {{at(ada, 5), "ada"}, {at(bo, 9), "bo"}}), "f") == "bo");
    CHECK(shown_text(with("f", {{at(ada, 5), "ada"}, {at(bo, 5), "bo"}}), "f") == "bo");
    CHECK(shown(Record(), "f") == nullptr);
}

TEST_CASE("record: contested means two different values") {
    struct Row {
        std::string name;
        const char* field;
        Field values;
        bool contested;
    };
    const Value cleared; // named: of a temporary GCC 12 believes that its variant is uninitialised
    const Row rows[] = {
        {"one value", "f", {{at(ada, 1), "x"}}, false},
        {"two equal values", "f", {{at(ada, 1), "x"}, {at(bo, 1), "x"}}, false},
        {"two equal arrays", "f", {{at(ada, 1), Value::Array{1}}, {at(bo, 1), Value::Array{1}}}, false},
        {"two different values", "f", {{at(ada, 1), "x"}, {at(bo, 1), "y"}}, true},
        {"equal, equal, different", "f", {{at(ada, 1), "x"}, {at(ada, 2), "x"}, {at(bo, 1), "y"}}, true},
        {"number and its text", "f", {{at(ada, 1), 1}, {at(bo, 1), "1"}}, true},
        {"cleared and kept", "f", {{at(ada, 1), cleared}, {at(bo, 1), "y"}}, true},
        {"a flag that is no set's member", "open", {{at(ada, 1), true}, {at(bo, 1), false}}, true},
        {"a set's member", "types.AIR", {{at(ada, 1), true}, {at(bo, 1), false}}, false},
        {"a dotted name with text", "review.state", {{at(ada, 1), "approved"}, {at(bo, 1), "returned"}}, true},
        {"a dotted name with text and flag", "types.AIR", {{at(ada, 1), true}, {at(bo, 1), "yes"}}, true},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(is_contested(row.field, row.values) == row.contested);
        CHECK(contested_fields(with(row.field, row.values)).size() == (row.contested ? 1 : 0));
    }
}

TEST_CASE("record: a set's member between true and false counts as true everywhere") {
    Record record = with("types.AIR", {{at(ada, 1), true}, {at(bo, 9), false}});
    record.fields["types.WATER"] = {{at(ada, 1), false}};
    record.fields["types.NOISE"] = {{at(ada, 1), true}};
    record.fields["typesX"] = {{at(ada, 1), true}};
    CHECK(set_member(record, "types", "AIR"));
    CHECK(shown_flag(record, "types.AIR") == true);
    CHECK_FALSE(set_member(record, "types", "WATER"));
    CHECK_FALSE(set_member(record, "types", "none"));
    CHECK(set_members(record, "types") == std::vector<std::string>{"AIR", "NOISE"});
}

TEST_CASE("record: shorthands give nothing for another type") {
    Record record = with("f", {{at(ada, 1), 7}});
    CHECK(shown_number(record, "f") == 7);
    CHECK(shown_text(record, "f").empty());
    CHECK_FALSE(shown_flag(record, "f"));
    CHECK_FALSE(shown_number(record, "none"));
}

TEST_CASE("record: kinds are folder names, field names are short plain text") {
    for (const std::string kind : {"finding", "a", "kind_of_2030", "abcdefghijklmnopqrstuvwxyz012345"})
        CHECK(is_kind(kind));
    for (const std::string kind :
         {"", "Finding", "2finding", "_x", "a-b", "a/b", "..", "á", "abcdefghijklmnopqrstuvwxyz0123456"}) {
        CAPTURE(kind);
        CHECK_FALSE(is_kind(kind));
    }
    CHECK(is_field_name("types.AIR"));
    CHECK(is_field_name("备注"));
    CHECK(is_field_name(std::string(128, 'x')));
    CHECK_FALSE(is_field_name(""));
    CHECK_FALSE(is_field_name(std::string(129, 'x')));
    CHECK_FALSE(is_field_name("a\tb"));
    CHECK_FALSE(is_field_name("a\nb"));
    CHECK_FALSE(is_field_name("\xFF"));
}
