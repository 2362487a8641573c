#include "sync/record/json.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace takan::sync;

namespace {

using namespace std::string_literals;

const std::string id_line = "{\n  \"id\": \"0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60\",\n";
const std::string kind_line = "  \"kind\": \"finding\",\n";
const std::string seen_line = "  \"seen\": {\"k2m9qd\": \"2024-03-22T08:12:04.123Z\"},\n";
const std::string head = id_line + kind_line + seen_line;
const std::string key = "\"k2m9qd@2024-03-22T08:12:04.123Z\": ";

// A record whose one field, on line 6, holds `value`.
std::string holding(const std::string& value) {
    return head + "  \"fields\": {\n    \"note\": {" + key + value + "}\n  }\n}\n";
}
// A record with `fields` as its fields, beginning on line 5.
std::string with_fields(const std::string& fields) {
    return head + "  \"fields\": " + fields + "\n}\n";
}
std::string with_id(const std::string& id) {
    return "{\n  \"id\": " + id + ",\n" + kind_line + seen_line + "  \"fields\": {}\n}\n";
}
std::string with_kind(const std::string& kind) {
    return id_line + "  \"kind\": " + kind + ",\n" + seen_line + "  \"fields\": {}\n}\n";
}
std::string with_seen(const std::string& seen) {
    return id_line + kind_line + "  \"seen\": " + seen + ",\n  \"fields\": {}\n}\n";
}
// A record with another line, number 6, behind its fields.
std::string with_more(const std::string& more) {
    return head + "  \"fields\": {},\n" + more + "\n}\n";
}

std::string repeated(const std::string& piece, std::size_t times) {
    std::string out;
    for (; times > 0; --times)
        out += piece;
    return out;
}

struct Row {
    std::string name;
    std::string bytes;
    int line;
    const char* reason;
};

void check_refused(const Row& row) {
    CAPTURE(row.name);
    const auto read = read_record(row.bytes);
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::invalid);
    CHECK(read.error().subject == "line " + std::to_string(row.line));
    CHECK_MESSAGE(read.error().message.find(row.reason) != std::string::npos, read.error().message);
}

} // namespace

TEST_CASE("json: bytes that are no JSON are refused with line and reason") {
    const Row rows[] = {
        {"empty", "", 1, "a record must be an object"},
        {"white space only", " \n\t\r\n", 3, "a record must be an object"},
        {"NUL", "\0"s, 1, "a record must be an object"},
        {"array", "[]", 1, "a record must be an object"},
        {"text", "\"record\"", 1, "a record must be an object"},
        {"byte order mark", "\xEF\xBB\xBF" + holding("1"), 1, "byte order mark"},
        {"UTF-16", "{\0\"\0i\0d\0"s, 1, "a key must be a text"},
        {"open object", "{", 1, "a key must be a text"},
        {"cut in the id", id_line.substr(0, 20), 2, "not closed"},
        {"cut behind a key", id_line + "  \"kind\"", 3, "the bytes end where ':' is expected"},
        {"cut behind the colon", id_line + "  \"kind\":", 3, "\"kind\" must be a text"},
        {"cut behind a member", holding("1").substr(0, holding("1").size() - 3), 7,
         "the bytes end where '}' is expected"},
        {"no colon", id_line + "  \"kind\" \"finding\"", 3, "':' is expected"},
        {"no comma", head + "  \"fields\": {}\n\"x\": 1}", 6, "'}' is expected"},
        {"comma behind the last", with_more("\"x\": 1,"), 7, "a key must be a text"},
        {"two commas", head + ", \"fields\": {}}", 5, "a key must be a text"},
        {"key without quotes", head + "  fields: {}}", 5, "a key must be a text"},
        {"single quotes", holding("'x'"), 6, "a value must be"},
        {"comment", head + "  // fields\n  \"fields\": {}}", 5, "a key must be a text"},
        {"bytes behind the end", holding("1") + "x", 9, "bytes follow behind the end"},
        {"a second record", holding("1") + holding("1"), 9, "bytes follow behind the end"},
        {"NUL behind the end", holding("1") + "\0"s, 9, "bytes follow behind the end"},
        {"conflict marker", "<<<<<<< ours\n" + holding("1"), 1, "a record must be an object"},
        {"conflict marker inside", head + "<<<<<<< ours\n  \"fields\": {}}", 5, "a key must be a text"},
        {"pointer of git lfs", "version https://git-lfs.github.com/spec/v1\n", 1, "a record must be an object"},
    };
    for (const Row& row : rows)
        check_refused(row);
}

TEST_CASE("json: texts that are not plain are refused with line and reason") {
    const Row rows[] = {
        {"not UTF-8", holding("\"\xFF\""), 6, "not valid UTF-8"},
        {"GB18030", holding("\"\xC5\xE7\xC6\xE1\""), 6, "not valid UTF-8"},
        {"overlong", holding("\"\xC0\xAF\""), 6, "not valid UTF-8"},
        {"surrogate in UTF-8", holding("\"\xED\xA0\x80\""), 6, "not valid UTF-8"},
        {"cut by the quote", holding("\"\xE5\x96\""), 6, "not valid UTF-8"},
        {"not UTF-8 in a field's name", with_fields("{\n\"\xFF\": {}}"), 6, "not valid UTF-8"},
        {"not UTF-8 in an unknown key", with_more("\"\xFF\": 1"), 6, "not valid UTF-8"},
        {"NUL", holding("\"a\0b\""s), 6, "U+0000"},
        {"NUL escaped", holding("\"\\u0000\""), 6, "U+0000"},
        {"raw tab", holding("\"a\tb\""), 6, "U+0009"},
        {"raw newline", holding("\"a\nb\""), 6, "U+000A"},
        {"raw escape", holding("\"\x1B[2J\""), 6, "U+001B"},
        {"DEL", holding("\"\x7F\""), 6, "U+007F"},
        {"C1 control", holding("\"\xC2\x85\""), 6, "U+0085"},
        {"C1 control escaped", holding("\"\\u009F\""), 6, "U+009F"},
        {"carriage return escaped", holding("\"\\r\""), 6, "U+000D"},
        {"backspace escaped", holding("\"\\b\""), 6, "U+0008"},
        {"form feed escaped", holding("\"\\f\""), 6, "U+000C"},
        {"control escaped in a key", with_more("\"a\\u0007\": 1"), 6, "U+0007"},
        {"unknown escape", holding("\"\\x41\""), 6, "an escape that JSON does not know"},
        {"escape behind the end", "{\"a\\", 1, "an escape that JSON does not know"},
        {"short \\u", holding("\"\\u12\""), 6, "four hexadecimal digits"},
        {"\\u cut by the end", "{\"\\u00", 1, "four hexadecimal digits"},
        {"\\u with other letters", holding("\"\\u00g0\""), 6, "four hexadecimal digits"},
        {"high surrogate alone", holding("\"\\uD83D\""), 6, "half of a surrogate pair"},
        {"high surrogate, then text", holding("\"\\uD83Dab\""), 6, "half of a surrogate pair"},
        {"high surrogate twice", holding("\"\\uD83D\\uD83D\""), 6, "half of a surrogate pair"},
        {"low surrogate alone", holding("\"\\uDE00\""), 6, "half of a surrogate pair"},
        {"low surrogate first", holding("\"\\uDE00\\uD83D\""), 6, "half of a surrogate pair"},
        {"not closed", id_line + "  \"kind\": \"finding", 3, "not closed"},
    };
    for (const Row& row : rows)
        check_refused(row);
}

TEST_CASE("json: values that a field cannot hold are refused with line and reason") {
    const Row rows[] = {
        {"decimal", holding("1.5"), 6, "decimals are not stored"},
        {"decimal zero", holding("0.0"), 6, "decimals are not stored"},
        {"exponent", holding("1e3"), 6, "decimals are not stored"},
        {"large exponent", holding("-1E+400"), 6, "decimals are not stored"},
        {"decimal deep inside", holding("[[{\"a\": 0.1}]]"), 6, "decimals are not stored"},
        {"decimal in an unknown key", with_more("\"x\": 1.0"), 6, "decimals are not stored"},
        {"beyond 2^53", holding("9007199254740993"), 6, "beyond 2^53"},
        {"below -2^53", holding("-9007199254740993"), 6, "beyond 2^53"},
        {"beyond 64 bits", holding("18446744073709551617"), 6, "beyond 2^53"},
        {"a thousand digits", holding(std::string(1000, '9')), 6, "beyond 2^53"},
        {"leading zero", holding("01"), 6, "begins with a zero"},
        {"minus and leading zero", holding("-01"), 6, "begins with a zero"},
        {"plus", holding("+1"), 6, "a value must be"},
        {"minus alone", holding("-"), 6, "a value must be"},
        {"minus, blank, digit", holding("- 1"), 6, "a value must be"},
        {"point first", holding(".5"), 6, "a value must be"},
        {"hexadecimal", holding("0x10"), 6, "'}' is expected"},
        {"NaN", holding("NaN"), 6, "a value must be"},
        {"Infinity", holding("-Infinity"), 6, "a value must be"},
        {"True", holding("True"), 6, "a value must be"},
        {"tru", holding("tru"), 6, "a value must be"},
        {"truely", holding("truely"), 6, "'}' is expected"},
        {"undefined", holding("undefined"), 6, "a value must be"},
        {"no value", holding(""), 6, "a value must be"},
        {"open array", holding("[1"), 6, "']' is expected"},
        {"comma in an empty array", holding("[,]"), 6, "a value must be"},
        {"comma at an array's end", holding("[1,]"), 6, "a value must be"},
        {"key twice in an object", holding("{\"a\": 1,\n\"a\": 1}"), 7, "\"a\" stands here for the second time"},
        {"30 arrays in a field", holding(repeated("[", 30) + repeated("]", 30)), 6, "too deep"},
        {"32 objects in an unknown key", with_more("\"x\": " + repeated("{\"a\": ", 32) + "1" + repeated("}", 32)), 6,
         "too deep"},
        {"a million open arrays", holding(std::string(900'000, '[')), 6, "too deep"},
        {"150,000 open objects", with_more("\"x\": " + repeated("{\"a\":", 150'000)), 6, "too deep"},
        {"larger than 1 MiB", holding("\"" + std::string(greatest_record, 'x') + "\""), 1, "larger than 1048576"},
        {"larger than 1 MiB when written", holding("[" + repeated("1,", 400'000) + "1]"), 1, "larger than 1048576"},
    };
    for (const Row& row : rows)
        check_refused(row);
}

TEST_CASE("json: JSON that is no record is refused with line and reason") {
    const std::string id = "\"0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60\"";
    const std::string later = "\"k2m9qd@2024-03-22T08:12:04.124Z\": ";
    const Row rows[] = {
        {"empty object", "{}", 1, "has no \"id\""},
        {"no id", "{\n" + kind_line + seen_line + "  \"fields\": {}\n}\n", 5, "has no \"id\""},
        {"no kind", id_line + seen_line + "  \"fields\": {}\n}\n", 5, "has no \"kind\""},
        {"no seen", id_line + kind_line + "  \"fields\": {}\n}\n", 5, "has no \"seen\""},
        {"no fields", id_line + kind_line + "  \"seen\": {}\n}\n", 5, "has no \"fields\""},
        {"id twice", with_more("\"id\": " + id), 6, "\"id\" stands here for the second time"},
        {"kind twice", with_more(kind_line.substr(0, 19)), 6, "\"kind\" stands here for the second time"},
        {"seen twice", with_more("\"seen\": {}"), 6, "\"seen\" stands here for the second time"},
        {"fields twice", with_more("\"fields\": {}"), 6, "\"fields\" stands here for the second time"},
        {"unknown key twice", with_more("\"x\": 1,\n\"x\": 1"), 7, "\"x\" stands here for the second time"},
        {"the same key escaped", with_more("\"x\": 1,\n\"\\u0078\": 1"), 7, "\"x\" stands here for the second time"},
        {"id is a number", with_id("1"), 2, "\"id\" must be a text"},
        {"id is null", with_id("null"), 2, "\"id\" must be a text"},
        {"id too short", with_id("\"0195b9a2\""), 2, "36 characters"},
        {"id in capitals", with_id("\"0195B9A2-7C1E-7E0A-9A3B-1D2C3B4A5F60\""), 2, "0-9 and a-f"},
        {"id of version 4", with_id("\"0195b9a2-7c1e-4e0a-9a3b-1d2c3b4a5f60\""), 2, "version 7"},
        {"id after the year 9999", with_id("\"ffffffff-ffff-7e0a-9a3b-1d2c3b4a5f60\""), 2, "9999"},
        {"kind is a number", with_kind("7"), 3, "\"kind\" must be a text"},
        {"kind is empty", with_kind("\"\""), 3, "a kind is"},
        {"kind leaves its folder", with_kind("\"../x\""), 3, "a kind is"},
        {"kind in capitals", with_kind("\"Finding\""), 3, "a kind is"},
        {"kind too long", with_kind("\"" + std::string(33, 'k') + "\""), 3, "a kind is"},
        {"seen is an array", with_seen("[]"), 4, "\"seen\" must be an object"},
        {"seen is null", with_seen("null"), 4, "\"seen\" must be an object"},
        {"device too short", with_seen("{\"k2m9q\": \"2024-03-22T08:12:04.123Z\"}"), 4, "six characters"},
        {"device in capitals", with_seen("{\"K2M9QD\": \"2024-03-22T08:12:04.123Z\"}"), 4, "six characters"},
        {"device twice",
         with_seen("{\"k2m9qd\": \"2024-03-22T08:12:04.123Z\", \"k2m9qd\": \"2024-03-22T08:12:04.123Z\"}"), 4,
         "\"k2m9qd\" stands here for the second time"},
        {"time is a number", with_seen("{\"k2m9qd\": 1711095124123}"), 4, "a time must be a text"},
        {"time without milliseconds", with_seen("{\"k2m9qd\": \"2024-03-22T08:12:04Z\"}"), 4, "a time has the form"},
        {"time with a zone", with_seen("{\"k2m9qd\": \"2024-03-22T08:12:04.123+08:00\"}"), 4, "a time has the form"},
        {"day that does not exist", with_seen("{\"k2m9qd\": \"2024-02-30T08:12:04.123Z\"}"), 4,
         "date that does not exist"},
        {"hour that does not exist", with_seen("{\"k2m9qd\": \"2024-03-22T24:00:00.000Z\"}"), 4,
         "hour that does not exist"},
        {"fields is an array", with_fields("[]"), 5, "\"fields\" must be an object"},
        {"field is a text", with_fields("{\n\"note\": \"x\"}"), 6, "a field must be an object"},
        {"field without an edit", with_fields("{\n\"note\":\n\n{}}"), 6, "holds no edit"},
        {"field's name is empty", with_fields("{\n\"\": {}}"), 6, "1 to 128 bytes"},
        {"field's name too long", with_fields("{\n\"" + std::string(129, 'n') + "\": {}}"), 6, "1 to 128 bytes"},
        {"field's name with a tab", with_fields("{\n\"a\\tb\": {}}"), 6, "without control characters"},
        {"field twice", with_fields("{\"a\": {" + key + "1},\n\"a\": {" + key + "1}}"), 6,
         "\"a\" stands here for the second time"},
        {"edit without a time", with_fields("{\"a\":\n{\"k2m9qd\": 1}}"), 6, "device@time"},
        {"edit of a bad device", with_fields("{\"a\":\n{\"K2m9qd@2024-03-22T08:12:04.123Z\": 1}}"), 6,
         "six characters"},
        {"edit of a bad time", with_fields("{\"a\":\n{\"k2m9qd@2024-03-22T08:12:04.123\": 1}}"), 6,
         "a time has the form"},
        {"edit twice", with_fields("{\"a\":\n{" + key + "1,\n" + key + "1}}"), 7, "for the second time"},
        {"edit newer than seen", with_fields("{\"a\":\n{" + later + "1}}"), 6, "newer than \"seen\""},
        {"edit of a device not in seen", with_fields("{\"a\":\n{\"r7f3xa@2024-03-22T08:12:04.123Z\": 1}}"), 6,
         "newer than \"seen\""},
        {"edit newer than seen, which comes later",
         id_line + kind_line + "  \"fields\": {\n\"a\": {" + key + "1},\n\"b\": {" + later + "1}},\n\n" + seen_line +
             "\"x\": 1}",
         6, "newer than \"seen\""},
    };
    for (const Row& row : rows)
        check_refused(row);
}

TEST_CASE("json: another way of writing the same record is read, and written as canonical bytes") {
    const std::string bytes =
        "\r\n{\"zz\":{\"b\":-0,\"a\":[ ]},\"fields\":{\"note\":{\"k2m9qd@2024-03-22T08:12:04.123Z\":"
        "\"\\u55b7\\/\\u0009\\u000a\\uD842\\uDFB7\\u0022\"},\"a\":{\"k2m9qd@2024-03-22T08:12:04.122Z\":[1,null "
        ",true]}},"
        "\t\"k\\u0069nd\":\"finding\",\"seen\":{\"k2m9qd\":\"2024-03-22T08:12:04.123Z\"},"
        "\"id\":\"0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60\"}";
    const auto read = read_record(bytes);
    REQUIRE(read);
    CHECK(canonical(*read) == head + "  \"fields\": {\n"
                                     "    \"a\": {\"k2m9qd@2024-03-22T08:12:04.122Z\": [1, null, true]},\n"
                                     "    \"note\": {\"k2m9qd@2024-03-22T08:12:04.123Z\": \"喷/\\t\\n𠮷\\\"\"}\n"
                                     "  },\n"
                                     "  \"zz\": {\"a\": [], \"b\": 0}\n}\n");
}

TEST_CASE("json: what is just inside the limits is read") {
    CHECK(read_record(holding("9007199254740992")));
    CHECK(read_record(holding("-9007199254740992")));
    CHECK(read_record(holding(repeated("[", 29) + repeated("]", 29))));
    CHECK(read_record(with_more("\"x\": " + repeated("[", 31) + repeated("]", 31))));
    CHECK(read_record(with_fields("{\"" + std::string(128, 'n') + "\": {" + key + "1}}")));
    CHECK(read_record(with_more("\"\": \"\"")));
    const std::size_t rest = holding("\"\"").size();
    CHECK(read_record(holding("\"" + std::string(greatest_record - rest, 'x') + "\"")));
    CHECK_FALSE(read_record(holding("\"" + std::string(greatest_record - rest + 1, 'x') + "\"")));
}

TEST_CASE("json: a single value is read by the same rules") {
    CHECK(*read_value(" [1, \"a\"] \n") == Value(Value::Array{1, "a"}));
    CHECK(read_value(repeated("[", 32) + repeated("]", 32)));
    CHECK_FALSE(read_value(repeated("[", 33) + repeated("]", 33)));
    for (const std::string bytes : {"", "1 2", "1.0", "\"", "[1}",
                                    "\xEF\xBB\xBF"
                                    "1"}) {
        CAPTURE(bytes);
        CHECK_FALSE(read_value(bytes));
    }
}
