#include "app/domain/field_value.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/record/json.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace takan;
using app::FieldType;
using app::Language;
using sync::Value;

namespace {

Value parsed(const char* kind, const char* field, std::string_view typed) {
    const auto value = app::parse_value(kind, field, typed);
    REQUIRE_MESSAGE(value, (value ? "" : sync::describe(value.error())));
    return *value;
}

Value list(std::initializer_list<const char*> items) {
    Value::Array array;
    for (const char* item : items)
        array.emplace_back(item);
    return Value(std::move(array));
}

const char* const id = "018e6570-8a00-7abc-8def-0123456789ab";

} // namespace

TEST_CASE("values: what people type becomes the field's value") {
    struct Row {
        const char* kind;
        const char* field;
        const char* typed;
        Value value;
    };
    const Row table[] = {
        {"site", "name", "  华盛电镀厂\n", "华盛电镀厂"},
        {"site", "name", "一\r\n二", "一 二"},
        {"site", "notes", "一\r\n二", "一\n二"},
        {"site", "name", " ", {}},
        {"site", "uscc", "９１４４０３００７１５２６７２６ｘｇ", "9144030071526726XG"},
        {"site", "lat", "２９.3571", "29.3571"},
        {"site", "lon", "-113.1289", "-113.1289"},
        {"finding", "severity", "major", "major"},
        {"finding", "severity", "MAJOR", "major"},
        {"finding", "severity", "重大", "major"},
        {"finding", "severity", "Minor", "minor"},
        {"finding", "types", "大气、NOISE，固体废物", list({"AIR", "NOISE", "SOIL_WASTE"})},
        {"finding", "source", "遥感、无人机、在线监测", "remote_monitoring"},
        {"finding", "types.AIR", "是", true},
        {"finding", "types.AIR", "false", false},
        {"finding", "due", "2024/3/29", "2024-03-29"},
        {"visit", "started_at", "2024-03-22 16:12", "2024-03-22T08:12:00.000Z"},
        {"visit", "inspectors", "周敏、王建 ;李 强，，", list({"周敏", "王建", "李 强"})},
        {"visit", "inspectors", "、，", {}},
        {"visit", "rights_told", "Yes", true},
        {"visit", "rights_told", "否", false},
        {"visit", "site", id, id},
        {"visit", "submitted", "true", true},
        {"visit", "review.state", "已退回", "returned"},
        {"photo", "exif.model", "P40", "P40"},
    };
    for (const Row& row : table) {
        CAPTURE(row.field);
        CAPTURE(row.typed);
        CHECK(sync::canonical(parsed(row.kind, row.field, row.typed)) == sync::canonical(row.value));
    }
}

TEST_CASE("values: what does not fit is refused with the field and a sentence") {
    struct Row {
        const char* kind;
        const char* field;
        const char* typed;
        const char* text_key;
    };
    const Row table[] = {
        {"finding", "severity", "terrible", "problem.no_such_code"},
        {"finding", "types", "大气、火", "problem.no_such_code"},
        {"finding", "types.AIR", "大气", "problem.not_a_flag"},
        {"finding", "due", "tomorrow", "problem.not_a_date"},
        {"visit", "started_at", "16:12", "problem.not_a_moment"},
        {"visit", "rights_told", "maybe", "problem.not_a_flag"},
        {"visit", "site", "华盛电镀厂", "problem.not_a_reference"},
        {"site", "lat", "29°21'", "problem.not_a_number"},
    };
    for (const Row& row : table) {
        CAPTURE(row.field);
        CAPTURE(row.typed);
        const auto value = app::parse_value(row.kind, row.field, row.typed);
        REQUIRE_FALSE(value);
        CHECK(value.error().kind == sync::ErrorKind::invalid);
        CHECK(std::string(row.field).starts_with(value.error().subject));
        CHECK(value.error().text_key == row.text_key);
        CHECK(value.error().message.starts_with("expected "));
    }
    CHECK(app::parse_value("nest", "eggs", "3").error().text_key == "error.no_such_kind");
    CHECK(app::parse_value("visit", "eggs", "3").error().text_key == "error.no_such_field");
}

TEST_CASE("values: people read words, China's time and joined lists") {
    struct Row {
        const char* kind;
        const char* field;
        Value value;
        const char* zh;
        const char* en;
    };
    const Row table[] = {
        {"visit", "started_at", "2024-03-22T08:12:59.000Z", "2024-03-22 16:12", "2024-03-22 16:12"},
        {"visit", "started_at", "yesterday", "yesterday", "yesterday"},
        {"visit", "weather", "fog", "雾", "Fog"},
        {"visit", "weather", "hail", "hail", "hail"},
        {"visit", "rights_told", true, "是", "Yes"},
        {"visit", "submitted", false, "否", "No"},
        {"visit", "review.state", "approved", "已通过", "Approved"},
        {"visit", "inspectors", list({"周敏", "王建"}), "周敏、王建", "周敏, 王建"},
        {"finding", "types", list({"AIR", "FIRE"}), "大气、FIRE", "Air, FIRE"},
        {"finding", "types.AIR", true, "是", "Yes"},
        {"photo", "size", 1234, "1234", "1234"},
        {"visit", "weather", {}, "", ""},
        {"visit", "deleted", list({"重复", "k2m9qd"}), "重复、k2m9qd", "重复, k2m9qd"},
        {"nest", "eggs", Value::Object{{"a", Value(1)}}, R"({"a": 1})", R"({"a": 1})"},
    };
    for (const Row& row : table) {
        CAPTURE(row.field);
        CHECK(app::value_text(row.kind, row.field, row.value, Language::zh) == row.zh);
        CHECK(app::value_text(row.kind, row.field, row.value, Language::en) == row.en);
    }
}

TEST_CASE("values: money is typed in yuan or ten thousands of it and kept in fen") {
    app::FieldSpec spec;
    spec.name = "fine";
    spec.type = FieldType::money;
    const std::pair<const char*, std::int64_t> table[] = {
        {"251542.71", 25154271},
        {"251542.71 元", 25154271},
        {"2236.9348万元", 2236934800},
        {"3 万元", 3000000},
        {"5", 500},
        {"-0.05", -5},
        {"１０ yuan", 1000},
    };
    for (const auto& [typed, fen] : table) {
        CAPTURE(typed);
        const auto value = app::parse_as(spec, {}, typed);
        REQUIRE(value);
        CHECK(*value == Value(fen));
        for (const Language language : {Language::zh, Language::en})
            CHECK(*app::parse_as(spec, {}, app::text_as(spec, {}, *value, language)) == *value);
    }
    for (const char* typed : {"1.234", "一百元", "元", "1,000"}) {
        CAPTURE(typed);
        CHECK(app::parse_as(spec, {}, typed).error().text_key == "problem.not_money");
    }
    CHECK(app::text_as(spec, {}, Value(7), Language::zh) == "0.07 元");
}

namespace {

// A random value that a field of this type may hold.
Value some_value(const app::FieldSpec& spec, std::mt19937& random) {
    const auto upto = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    const auto code = [&] {
        const auto& terms = app::find_vocabulary(spec.vocabulary)->terms;
        return terms[random() % terms.size()].code;
    };
    const std::string word = "检查" + std::to_string(upto(100000)) + "号";
    switch (spec.type) {
    case FieldType::text:
        return word;
    case FieldType::long_text:
        return word + "\n" + word;
    case FieldType::choice:
        return code();
    case FieldType::set:
        return Value::Array{Value(code()), Value(code())};
    case FieldType::people:
        return Value::Array{Value(word), Value("王建")};
    case FieldType::reference:
        return sync::RecordId::random({1'711'000'000'000 + upto(1000000)}).text();
    case FieldType::moment:
        return sync::to_text(sync::Instant{std::int64_t{upto(40'000'000)} * 60'000});
    case FieldType::date:
        return sync::to_text(sync::Instant{std::int64_t{upto(40'000)} * 86'400'000}).substr(0, 10);
    case FieldType::number:
    case FieldType::money:
        return upto(2'000'000'000) - 1'000'000'000;
    case FieldType::decimal:
        return std::to_string(upto(180)) + "." + std::to_string(upto(10'000'000));
    case FieldType::answers:
    case FieldType::flag:
    case FieldType::hidden:
        return upto(2) == 1;
    }
    return {};
}

} // namespace

TEST_CASE("values: what is shown in either language is read as the same value, and has no problem") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (int type = 0; type <= static_cast<int>(FieldType::hidden); ++type) {
        app::FieldSpec spec;
        spec.name = "made_up";
        spec.type = static_cast<FieldType>(type);
        if (spec.type == FieldType::answers) continue; // one value for each question, none of its own
        if (spec.type == FieldType::choice || spec.type == FieldType::set) spec.vocabulary = "pollution_type";
        for (int i = 0; i < 200; ++i) {
            const Value value = some_value(spec, random);
            CHECK(app::problem_as(spec, {}, value).empty());
            for (const Language language : {Language::zh, Language::en}) {
                const std::string text = app::text_as(spec, {}, value, language);
                CAPTURE(type);
                CAPTURE(text);
                const auto again = app::parse_as(spec, {}, text);
                REQUIRE(again);
                CHECK(*again == value);
            }
        }
    }
}

TEST_CASE("values: every code of every vocabulary in use is read back from its word in both languages") {
    for (const app::KindSpec& kind : app::kinds()) {
        for (const app::FieldSpec& spec : kind.fields) {
            if (spec.vocabulary.empty()) continue;
            for (const app::Term& term : app::find_vocabulary(spec.vocabulary)->terms) {
                const Value value =
                    spec.type == FieldType::set ? Value(Value::Array{Value(term.code)}) : Value(term.code);
                for (const Language language : {Language::zh, Language::en}) {
                    CAPTURE(term.code);
                    const std::string text = app::value_text(kind.name, spec.name, value, language);
                    CHECK(text == term.text(language));
                    CHECK(*app::parse_value(kind.name, spec.name, text) == value);
                }
            }
        }
    }
}

TEST_CASE("values: whatever is typed, what comes out can be stored") {
    std::mt19937 random(7);
    const std::string alphabet = "0129-:/. TZ+年月日是true、;，\n\r\x01\x80\xFF元万{}\"";
    for (int i = 0; i < 3000; ++i) {
        std::string typed;
        for (auto n = random() % 24; n > 0; --n)
            typed += alphabet[random() % alphabet.size()];
        for (const app::KindSpec& kind : app::kinds()) {
            const auto& spec = kind.fields[random() % kind.fields.size()];
            const auto value = app::parse_value(kind.name, spec.name, typed);
            if (value) CHECK(sync::is_storable(*value));
        }
    }
}
