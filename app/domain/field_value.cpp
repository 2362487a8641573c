#include "app/domain/field_value.hpp"

#include "app/domain/china_time.hpp"
#include "app/domain/typed_text.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/record/json.hpp"

#include "sync/base/text.hpp"

namespace takan::app {
namespace {

using sync::Value;

const std::string& flag_text(bool flag, Language language) {
    return text_of(flag ? "value.yes" : "value.no", language);
}

std::string joined(const std::vector<std::string>& parts, Language language) {
    std::string out;
    for (const auto& part : parts) {
        if (!out.empty()) out += text_of("value.list_separator", language);
        out += part;
    }
    return out;
}

// 25154271 fen: "251542.71"; whole yuan too carry both digits.
std::string yuan(std::int64_t fen) {
    const std::uint64_t size = fen < 0 ? 0 - static_cast<std::uint64_t>(fen) : static_cast<std::uint64_t>(fen);
    std::string digits = std::to_string(size);
    if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
    digits.insert(digits.size() - 2, ".");
    return (fen < 0 ? "-" : "") + digits;
}

std::string code_text(const FieldSpec& spec, std::string_view code, Language language) {
    return spec.vocabulary.empty() ? std::string(code) : term_text(spec.vocabulary, code, language);
}

std::string string_text(const FieldSpec& spec, const std::string& text, Language language) {
    if (spec.type == FieldType::moment) {
        const auto instant = sync::parse_instant(text);
        return instant ? china_text(*instant) : text;
    }
    return code_text(spec, text, language);
}

std::string array_text(const FieldSpec& spec, const Value::Array& items, Language language) {
    std::vector<std::string> parts;
    for (const Value& item : items)
        parts.push_back(item.text() != nullptr ? code_text(spec, *item.text(), language)
                                               : plain_value_text(item, language));
    return joined(parts, language);
}

} // namespace

std::string text_as(const FieldSpec& spec, std::string_view member, const Value& value, Language language) {
    if (!member.empty()) return plain_value_text(value, language);
    if (const auto* text = value.text()) return string_text(spec, *text, language);
    if (const auto* items = value.array()) return array_text(spec, *items, language);
    if (const auto* number = value.number(); number != nullptr && spec.type == FieldType::money)
        return say("value.money", language, {{"amount", yuan(*number)}});
    return plain_value_text(value, language);
}

std::string plain_value_text(const Value& value, Language language) {
    if (const auto* text = value.text()) return *text;
    if (const auto* flag = value.flag()) return flag_text(*flag, language);
    if (const auto* number = value.number()) return std::to_string(*number);
    if (value.object() != nullptr) return sync::canonical(value);
    std::vector<std::string> parts;
    if (const auto* items = value.array())
        for (const Value& item : *items)
            parts.push_back(plain_value_text(item, language));
    return joined(parts, language);
}

} // namespace takan::app
