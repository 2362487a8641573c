#include "app/domain/china_time.hpp"
#include "app/domain/decimal.hpp"
#include "app/domain/field_value.hpp"
#include "app/domain/uscc.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/ids.hpp"

namespace takan::app {
namespace {

using sync::Value;

constexpr int coordinate_places = 7; // about a centimetre

std::string coordinate_problem(std::string_view decimal, std::int64_t greatest) {
    if (decimals_of(decimal) > coordinate_places) return "problem.too_many_digits";
    const auto scaled = read_scaled(decimal, coordinate_places);
    constexpr std::int64_t degree = 10'000'000;
    return scaled && *scaled >= -greatest * degree && *scaled <= greatest * degree ? "" : "problem.out_of_range";
}

std::string uscc_problem(std::string_view code) {
    if (!has_uscc_shape(code)) return "problem.uscc_shape";
    return has_uscc_checks(code) ? "" : "problem.uscc_check";
}

// 7 to 15 digits; eleven that start with 1 are a mobile number, whose second digit is 3 to 9.
std::string phone_problem(std::string_view number) {
    std::string digits;
    for (const char c : number) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (std::string_view("+-() ").find(c) == std::string_view::npos)
            return "problem.phone";
    }
    const bool fits = digits.size() >= 7 && digits.size() <= 15;
    const bool odd_mobile = digits.size() == 11 && digits[0] == '1' && digits[1] < '3';
    return fits && !odd_mobile ? "" : "problem.phone";
}

// What a field's name promises beyond its type.
std::string promise_problem(std::string_view field, std::string_view text) {
    if (text.empty()) return "";
    if (field == "lat") return coordinate_problem(text, 90);
    if (field == "lon") return coordinate_problem(text, 180);
    if (field == "uscc") return uscc_problem(text);
    if (field == "phone") return phone_problem(text);
    return "";
}

bool knows(const FieldSpec& spec, std::string_view code) {
    const Vocabulary* vocabulary = find_vocabulary(spec.vocabulary);
    return vocabulary != nullptr && find_term(*vocabulary, code) != nullptr;
}

std::string list_problem(const FieldSpec& spec, const Value& value) {
    const auto* items = value.array();
    if (items == nullptr) return "problem.not_a_list";
    for (const Value& item : *items) {
        if (item.text() == nullptr) return "problem.not_a_list";
        if (spec.type == FieldType::set && !knows(spec, *item.text())) return "problem.no_such_code";
    }
    return "";
}

// Of the types that are kept as text.
std::string text_problem(const FieldSpec& spec, const Value& value) {
    const auto* text = value.text();
    if (text == nullptr) return "problem.not_text";
    switch (spec.type) {
    case FieldType::choice:
        return text->empty() || knows(spec, *text) ? "" : "problem.no_such_code";
    case FieldType::reference:
        return text->empty() || sync::RecordId::parse(*text) ? "" : "problem.not_a_reference";
    case FieldType::moment:
        return text->empty() || sync::parse_instant(*text) ? "" : "problem.not_a_moment";
    case FieldType::date:
        return text->empty() || is_date_text(*text) ? "" : "problem.not_a_date";
    case FieldType::decimal:
        if (!text->empty() && !is_decimal(*text)) return "problem.not_a_number";
        break;
    default:
        break;
    }
    return promise_problem(spec.name, *text);
}

} // namespace

std::string problem_as(const FieldSpec& spec, std::string_view member, const Value& value) {
    if (value.is_null() || spec.type == FieldType::hidden) return "";
    if (spec.type == FieldType::answers) return !member.empty() && value.object() == nullptr ? "" : "problem.not_text";
    if (!member.empty()) {
        if (!knows(spec, member)) return "problem.no_such_code";
        return value.flag() != nullptr ? "" : "problem.not_a_flag";
    }
    switch (spec.type) {
    case FieldType::set:
    case FieldType::people:
        return list_problem(spec, value);
    case FieldType::number:
        return value.number() != nullptr ? "" : "problem.not_a_number";
    case FieldType::money:
        return value.number() != nullptr ? "" : "problem.not_money";
    case FieldType::flag:
        return value.flag() != nullptr ? "" : "problem.not_a_flag";
    default:
        return text_problem(spec, value);
    }
}

} // namespace takan::app
