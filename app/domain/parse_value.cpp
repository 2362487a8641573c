#include "app/domain/china_time.hpp"
#include "app/domain/decimal.hpp"
#include "app/domain/field_value.hpp"
#include "app/domain/typed_text.hpp"
#include "app/domain/uscc.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/ids.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>

namespace takan::app {
namespace {

using sync::ErrorKind;
using sync::Result;
using sync::Value;

sync::Error expected(const FieldSpec& spec, std::string what, std::string text_key) {
    return sync::fail(ErrorKind::invalid, "expected " + std::move(what), spec.name, std::move(text_key));
}

std::optional<bool> flag_of(std::string_view typed) {
    constexpr std::array yes{"true", "yes", "是"};
    constexpr std::array no{"false", "no", "否"};
    const auto says = [&](const char* word) { return same_word(typed, word); };
    if (std::any_of(yes.begin(), yes.end(), says)) return true;
    if (std::any_of(no.begin(), no.end(), says)) return false;
    return std::nullopt;
}

Result<Value> read_flag(const FieldSpec& spec, std::string_view typed) {
    const auto flag = flag_of(typed);
    if (!flag) return expected(spec, "true or false", "problem.not_a_flag");
    return Value(*flag);
}

// The parts of a typed list, trimmed, without empty ones.
std::vector<std::string> listed(std::string_view typed) {
    std::vector<std::string> parts(1);
    for (std::size_t at = 0; at < typed.size();) {
        const char32_t c = sync::next_code_point(typed, at);
        if (std::u32string_view(U"、，,;；\n").find(c) != std::u32string_view::npos)
            parts.emplace_back();
        else
            sync::append_utf8(parts.back(), c);
    }
    for (auto& part : parts)
        part = sync::trimmed(part);
    std::erase_if(parts, [](const std::string& part) { return part.empty(); });
    return parts;
}

// By its code, or by its word in either language.
const Term* typed_term(const FieldSpec& spec, std::string_view typed) {
    const Vocabulary* vocabulary = find_vocabulary(spec.vocabulary);
    if (vocabulary == nullptr) return nullptr;
    if (const Term* term = find_term(*vocabulary, typed)) return term;
    const auto& terms = vocabulary->terms;
    const auto found = std::find_if(terms.begin(), terms.end(), [&](const Term& term) {
        return same_word(term.code, typed) || same_word(term.zh, typed) || same_word(term.en, typed);
    });
    return found == terms.end() ? nullptr : &*found;
}

std::string codes_of(const FieldSpec& spec) {
    std::string codes = "one of";
    if (const Vocabulary* vocabulary = find_vocabulary(spec.vocabulary))
        for (const Term& term : vocabulary->terms)
            codes += " " + term.code;
    return codes;
}

Result<Value> read_choice(const FieldSpec& spec, std::string_view typed) {
    const Term* term = typed_term(spec, typed);
    if (term == nullptr) return expected(spec, codes_of(spec), "problem.no_such_code");
    return Value(term->code);
}

Result<Value> read_set(const FieldSpec& spec, std::string_view typed) {
    // A word may hold a separator itself ("遥感、无人机、在线监测").
    if (const Term* whole = typed_term(spec, typed)) return Value(Value::Array{Value(whole->code)});
    Value::Array codes;
    for (const auto& part : listed(typed)) {
        TAKAN_TRY_LET(code, read_choice(spec, part));
        codes.push_back(std::move(code));
    }
    return Value(std::move(codes));
}

Result<Value> read_people(std::string_view typed) {
    Value::Array names;
    for (auto& name : listed(typed))
        names.emplace_back(std::move(name));
    if (names.empty()) return Value();
    return Value(std::move(names));
}

Result<Value> read_number(const FieldSpec& spec, std::string_view typed) {
    const auto number = read_scaled(half_width(typed), 0);
    if (!number) return expected(spec, "an integer", "problem.not_a_number");
    return Value(*number);
}

Result<Value> read_decimal(const FieldSpec& spec, std::string_view typed) {
    std::string digits = half_width(typed);
    if (!is_decimal(digits)) return expected(spec, "a decimal number", "problem.not_a_number");
    return Value(std::move(digits));
}

// In yuan with at most two decimals, or in 万元 with at most six.
Result<Value> read_money(const FieldSpec& spec, std::string_view typed) {
    std::string amount = half_width(typed);
    int places = 2;
    const auto cut = [&](std::string_view unit) {
        if (!amount.ends_with(unit)) return false;
        amount = sync::trimmed(std::string_view(amount).substr(0, amount.size() - unit.size()));
        return true;
    };
    if (cut("万元"))
        places = 6;
    else if (!cut("元"))
        cut("yuan");
    const auto fen = read_scaled(amount, places);
    if (!fen) return expected(spec, "an amount in yuan", "problem.not_money");
    return Value(*fen);
}

Result<Value> read_date_value(const FieldSpec& spec, std::string_view typed) {
    const auto date = read_date(typed);
    if (!date) return expected(spec, "a date such as 2024-03-22", "problem.not_a_date");
    return Value(date_text(*date));
}

Result<Value> read_moment_value(const FieldSpec& spec, std::string_view typed) {
    const auto instant = read_moment(typed);
    if (!instant) return expected(spec, "a time such as 2024-03-22 16:12", "problem.not_a_moment");
    return Value(sync::to_text(*instant));
}

Result<Value> read_reference(const FieldSpec& spec, std::string_view typed) {
    const auto id = sync::RecordId::parse(typed);
    if (!id) return expected(spec, "the id of a record", "problem.not_a_reference");
    return Value(id->text());
}

Result<Value> read_line(const FieldSpec& spec, std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return Value(spec.name == "uscc" ? normal_uscc(text) : std::move(text));
}

// Hidden fields are the program's own; their types are not in the table.
Result<Value> read_hidden(const FieldSpec& spec, std::string text) {
    if (!spec.vocabulary.empty()) return read_choice(spec, text);
    if (const auto flag = flag_of(text)) return Value(*flag);
    return Value(std::move(text));
}

// Without the checklist only truth and text can be told apart; app/forms reads answers by their questions.
Result<Value> read_answer(const FieldSpec& spec, std::string_view member, std::string text) {
    if (member.empty()) return expected(spec, "the name of a question behind a dot", "error.no_such_field");
    if (text == "true") return Value(true);
    if (text == "false") return Value(false);
    return Value(std::move(text));
}

} // namespace

Result<Value> parse_as(const FieldSpec& spec, std::string_view member, std::string_view typed) {
    std::string text = sync::trimmed(sync::plain_text(typed));
    if (text.empty()) return Value();
    if (spec.type == FieldType::answers) return read_answer(spec, member, std::move(text));
    if (!member.empty()) return read_flag(spec, text);
    switch (spec.type) {
    case FieldType::text:
        return read_line(spec, std::move(text));
    case FieldType::long_text:
        return Value(std::move(text));
    case FieldType::choice:
        return read_choice(spec, text);
    case FieldType::set:
        return read_set(spec, text);
    case FieldType::people:
        return read_people(text);
    case FieldType::reference:
        return read_reference(spec, text);
    case FieldType::moment:
        return read_moment_value(spec, text);
    case FieldType::date:
        return read_date_value(spec, text);
    case FieldType::number:
        return read_number(spec, text);
    case FieldType::decimal:
        return read_decimal(spec, text);
    case FieldType::money:
        return read_money(spec, text);
    case FieldType::flag:
        return read_flag(spec, text);
    case FieldType::answers:
        break; // read above
    case FieldType::hidden:
        return read_hidden(spec, std::move(text));
    }
    return Value();
}

} // namespace takan::app
