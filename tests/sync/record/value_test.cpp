#include "sync/record/value.hpp"

#include "sync/record/json.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

namespace {

Value nested(std::size_t depth) {
    Value value = 1;
    for (; depth > 0; --depth)
        value = Value(Value::Array{value});
    return value;
}

} // namespace

TEST_CASE("value: storable is exactly what a field can hold and be read again") {
    struct Row {
        std::string name;
        Value value;
        bool storable;
    };
    const Row rows[] = {
        {"null", Value(), true},
        {"text", "a\tb\n中", true},
        {"carriage return", "\r", false},
        {"not UTF-8", "\xFF", false},
        {"greatest", greatest_integer, true},
        {"beyond the greatest", greatest_integer + 1, false},
        {"beyond the least", -greatest_integer - 1, false},
        {"bad text inside", Value::Array{Value::Object{{"x", Value("\x01")}}}, false},
        {"bad key inside", Value::Array{Value::Object{{"\x01", Value(1)}}}, false},
        {"as deep as allowed", nested(greatest_value_depth), true},
        {"deeper", nested(greatest_value_depth + 1), false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(is_storable(row.value) == row.storable);
        Record record;
        record.id = *RecordId::parse("0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60");
        record.kind = "finding";
        const DeviceId device = *DeviceId::parse("k2m9qd");
        record.seen[device] = {5};
        record.fields["f"][{device, {5}}] = row.value;
        CHECK(static_cast<bool>(read_record(canonical(record))) == row.storable);
    }
}

TEST_CASE("value: making text plain leaves everything else as it is") {
    const Value clean = Value::Array{Value(1), Value("a\n"), Value(), Value(Value::Object{{"k", Value(true)}})};
    CHECK(with_plain_text(clean) == clean);
    CHECK(with_plain_text(Value::Object{{"k\r", Value("\r\n")}}) == Value(Value::Object{{"k\n", Value("\n")}}));
}
