#include "sync/record/json.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

namespace {

// The example of the design, byte for byte.
const char* const example = R"({
  "id": "0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60",
  "kind": "finding",
  "seen": {"k2m9qd": "2024-03-22T08:12:04.123Z", "r7f3xa": "2024-03-22T09:40:11.020Z"},
  "fields": {
    "category": {"k2m9qd@2024-03-22T08:10:55.801Z": "AIR"},
    "description": {"k2m9qd@2024-03-22T08:12:04.123Z": "喷漆房活性炭更换记录缺失"},
    "severity": {"k2m9qd@2024-03-22T08:11:30.004Z": "serious", "r7f3xa@2024-03-22T09:40:11.020Z": "moderate"}
  }
}
)";

Edit edit(const char* text) {
    return *parse_edit(text);
}

Record blank() {
    Record record;
    record.id = *RecordId::parse("0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60");
    record.kind = "finding";
    return record;
}

} // namespace

TEST_CASE("json: the example of the design is written byte for byte and read back") {
    Record record = blank();
    record.seen = {{*DeviceId::parse("r7f3xa"), *parse_instant("2024-03-22T09:40:11.020Z")},
                   {*DeviceId::parse("k2m9qd"), *parse_instant("2024-03-22T08:12:04.123Z")}};
    record.fields["severity"] = {{edit("r7f3xa@2024-03-22T09:40:11.020Z"), "moderate"},
                                 {edit("k2m9qd@2024-03-22T08:11:30.004Z"), "serious"}};
    record.fields["description"] = {{edit("k2m9qd@2024-03-22T08:12:04.123Z"), "喷漆房活性炭更换记录缺失"}};
    record.fields["category"] = {{edit("k2m9qd@2024-03-22T08:10:55.801Z"), "AIR"}};
    CHECK(canonical(record) == example);
    const auto read = read_record(example);
    REQUIRE(read);
    CHECK(*read == record);
}

TEST_CASE("json: a record without fields and without edits is written on whole lines") {
    const char* const bytes = "{\n  \"id\": \"0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60\",\n  \"kind\": \"finding\",\n"
                              "  \"seen\": {},\n  \"fields\": {}\n}\n";
    CHECK(canonical(blank()) == bytes);
    CHECK(*read_record(bytes) == blank());
}

TEST_CASE("json: unknown keys follow, sorted by byte value, each on its line") {
    Record record = blank();
    record.unknown = {{"é", Value()},
                      {"z", Value(Value::Object{{"b", Value(Value::Array{})}, {"a", Value(Value::Object{})}})},
                      {"Z", Value(1)}};
    const std::string bytes = canonical(record);
    CHECK(bytes.substr(bytes.find("  \"fields\"")) ==
          "  \"fields\": {},\n  \"Z\": 1,\n  \"z\": {\"a\": {}, \"b\": []},\n  \"é\": null\n}\n");
    CHECK(*read_record(bytes) == record);
}

TEST_CASE("json: values are written on one line, only quote, backslash, tab and newline escaped") {
    struct Row {
        Value value;
        std::string bytes;
    };
    const Row rows[] = {
        {Value(), "null"},
        {true, "true"},
        {false, "false"},
        {0, "0"},
        {greatest_integer, "9007199254740992"},
        {-greatest_integer, "-9007199254740992"},
        {"", "\"\""},
        {"\"\\\t\n", "\"\\\"\\\\\\t\\n\""},
        {"/ é 喷 𠮷 \xE2\x80\xA8", "\"/ é 喷 𠮷 \xE2\x80\xA8\""},
        {Value::Array{1, "a", Value(), Value::Array{true}}, "[1, \"a\", null, [true]]"},
        {Value::Object{{"b", 1}, {"a\n", Value::Array{}}}, "{\"a\\n\": [], \"b\": 1}"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.bytes);
        CHECK(canonical(row.value) == row.bytes);
        REQUIRE(read_value(row.bytes));
        CHECK(*read_value(row.bytes) == row.value);
    }
}
