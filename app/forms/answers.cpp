#include "app/forms/answers.hpp"

#include "app/domain/china_time.hpp"
#include "app/domain/decimal.hpp"
#include "app/domain/typed_text.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace takan::app {
namespace {

using sync::ErrorKind;
using sync::Result;
using sync::Value;

sync::Error no_such_question(std::string_view name) {
    return sync::fail(ErrorKind::invalid, "the checklist has no such question", std::string(name),
                      "error.no_such_question");
}

// A field of a visit taken apart: the question, the instance of its repeat, the choice behind it.
struct FieldParts {
    std::string repeat;
    std::string key;
    std::string question; // empty: the instance itself
    std::string choice;
};

FieldParts parts_of(std::string_view field) {
    FieldParts parts;
    const auto bracket = field.find('[');
    const auto end = field.find(']');
    std::string_view rest = field;
    if (bracket != std::string_view::npos && end != std::string_view::npos && bracket < end &&
        field.substr(0, bracket).find('.') == std::string_view::npos) {
        parts.repeat = field.substr(0, bracket);
        parts.key = field.substr(bracket + 1, end - bracket - 1);
        rest = field.substr(end + 1);
        if (rest.starts_with('.')) rest.remove_prefix(1);
    }
    const auto dot = rest.find('.');
    parts.question = rest.substr(0, dot);
    if (dot != std::string_view::npos) parts.choice = rest.substr(dot + 1);
    return parts;
}

std::string_view without_prefix(std::string_view field) {
    return field.starts_with(answer_prefix) ? field.substr(answer_prefix.size()) : field;
}

bool is_instance(const Standing& row, std::string_view key) {
    if (row.instance == key) return true;
    int position = 0;
    const auto [at, code] = std::from_chars(key.data(), key.data() + key.size(), position);
    return code == std::errc{} && at == key.data() + key.size() && row.position == position && position > 0;
}

const FormChoice* choice_named(const std::vector<FormChoice>& choices, std::string_view typed) {
    for (const FormChoice& choice : choices)
        if (choice.name == typed) return &choice;
    for (const FormChoice& choice : choices)
        for (const auto& [language, words] : choice.label)
            if (same_word(words, typed)) return &choice;
    return nullptr;
}

sync::Error no_such_choice(const FormQuestion& question, const std::vector<FormChoice>& choices) {
    std::string codes = "expected one of";
    for (const FormChoice& choice : choices)
        codes += " " + choice.name;
    return sync::fail(ErrorKind::invalid, codes, question.name, "problem.no_such_code");
}

Result<AnswerValues> chosen_values(const FormQuestion& question, const std::vector<FormChoice>& choices,
                                   const std::string& field, const std::string& typed) {
    AnswerValues values;
    std::vector<const FormChoice*> chosen;
    if (const FormChoice* whole = choice_named(choices, typed)) {
        chosen.push_back(whole);
    } else {
        std::string part;
        const auto take = [&]() -> sync::Status {
            if (part.empty()) return {};
            const FormChoice* one = choice_named(choices, part);
            if (one == nullptr) return no_such_choice(question, choices);
            chosen.push_back(one);
            part.clear();
            return {};
        };
        for (std::size_t at = 0; at < typed.size();) {
            const char32_t c = sync::next_code_point(typed, at);
            if (std::u32string_view(U"、，,;； \n").find(c) != std::u32string_view::npos)
                TAKAN_TRY(take());
            else
                sync::append_utf8(part, c);
        }
        TAKAN_TRY(take());
    }
    for (const FormChoice& choice : choices)
        values.emplace_back(field + "." + choice.name,
                            std::find(chosen.begin(), chosen.end(), &choice) != chosen.end());
    return values;
}

Result<Value> expected(const FormQuestion& question, const char* what, const char* key) {
    return sync::fail(ErrorKind::invalid, std::string("expected ") + what, question.name, key);
}

// A clock: "16:12" with or without seconds.
std::optional<std::string> read_clock(const std::string& typed) {
    const auto moment = read_moment("2024-01-01 " + typed);
    if (!moment) return std::nullopt;
    return china_text(*moment).substr(11);
}

Result<Value> read_flag(const FormQuestion& question, const std::string& text) {
    if (text == "OK" || same_word(text, "true") || same_word(text, "yes") || text == "是") return Value(true);
    if (same_word(text, "false") || same_word(text, "no") || text == "否") return Value(false);
    return expected(question, "true or false", "problem.not_a_flag");
}

Result<Value> read_answer(const FormQuestion& question, const std::vector<FormChoice>& choices,
                          const std::string& text) {
    switch (question.type) {
    case QuestionType::integer:
        if (const auto number = read_scaled(half_width(text), 0)) return Value(std::to_string(*number));
        return expected(question, "an integer", "problem.not_a_number");
    case QuestionType::decimal:
    case QuestionType::range:
        if (std::string digits = half_width(text); is_decimal(digits)) return Value(std::move(digits));
        return expected(question, "a decimal number", "problem.not_a_number");
    case QuestionType::date:
        if (const auto date = read_date(text)) return Value(date_text(*date));
        return expected(question, "a date such as 2024-03-22", "problem.not_a_date");
    case QuestionType::time:
        if (const auto clock = read_clock(half_width(text))) return Value(*clock);
        return expected(question, "a time such as 16:12", "problem.not_a_moment");
    case QuestionType::date_time:
        if (const auto moment = read_moment(text)) return Value(sync::to_text(*moment));
        return expected(question, "a time such as 2024-03-22 16:12", "problem.not_a_moment");
    case QuestionType::select_one:
        if (const FormChoice* choice = choice_named(choices, text)) return Value(choice->name);
        return no_such_choice(question, choices);
    case QuestionType::acknowledge:
        return read_flag(question, text);
    case QuestionType::image:
        if (const auto id = sync::RecordId::parse(text)) return Value(id->text());
        return expected(question, "the id of a photo", "problem.not_a_reference");
    default:
        return Value(text);
    }
}

} // namespace

Result<AnswerPlace> find_answer(const Checklist& checklist, const Evaluation& evaluation, std::string_view name) {
    const FieldParts parts = parts_of(without_prefix(name));
    for (std::size_t i = 0; i < evaluation.size(); ++i) {
        const Standing& row = evaluation[i];
        const FormQuestion& question = checklist.question(row.question);
        if (question.name != parts.question) continue;
        const int repeat = checklist.repeat_around(row.question);
        if ((repeat >= 0) != !parts.repeat.empty()) continue;
        if (repeat >= 0 && (checklist.question(repeat).name != parts.repeat || !is_instance(row, parts.key))) continue;
        if (!parts.choice.empty()) {
            const auto& choices = choices_of(checklist.form(), question);
            const bool known = std::any_of(choices.begin(), choices.end(),
                                           [&](const FormChoice& choice) { return choice.name == parts.choice; });
            if (question.type != QuestionType::select_multiple || !known) return no_such_question(name);
        }
        return AnswerPlace{i, parts.choice};
    }
    return no_such_question(name);
}

Result<AnswerValues> answer_values(const Checklist& checklist, const Evaluation& evaluation, const AnswerPlace& place,
                                   std::string_view typed) {
    const Standing& row = evaluation[place.row];
    const FormQuestion& question = checklist.question(row.question);
    if (!is_asked(question.type) || question.read_only || checklist.rules(row.question).calculation)
        return sync::fail(ErrorKind::invalid, "the checklist does not ask for this", question.name, "error.not_asked");
    const std::string text = sync::trimmed(sync::plain_text(typed));
    const auto& choices = choices_of(checklist.form(), question);
    if (!place.choice.empty()) {
        TAKAN_TRY_LET(flag, read_flag(question, text));
        return AnswerValues{{row.field + "." + place.choice, std::move(flag)}};
    }
    if (question.type == QuestionType::select_multiple) return chosen_values(question, choices, row.field, text);
    if (text.empty()) return AnswerValues{{row.field, Value{}}};
    TAKAN_TRY_LET(value, read_answer(question, choices, text));
    return AnswerValues{{row.field, std::move(value)}};
}

namespace {

std::string filled_text(const Checklist& checklist, const Evaluation& evaluation, std::size_t row,
                        const std::string& words, Language language);

// The row that a question's name means, seen from a row.
const Standing* seen_from(const Checklist& checklist, const Evaluation& evaluation, std::size_t row,
                          const std::string& name) {
    const int question = find_question(checklist.form(), name);
    for (const Standing& one : evaluation)
        if (one.question == question &&
            (checklist.repeat_around(question) < 0 || one.instance == evaluation[row].instance))
            return &one;
    return nullptr;
}

std::string filled_text(const Checklist& checklist, const Evaluation& evaluation, std::size_t row,
                        const std::string& words, Language language) {
    std::string out;
    std::size_t at = 0;
    for (std::size_t from = words.find("${"); from != std::string::npos; from = words.find("${", at)) {
        const std::size_t end = words.find('}', from);
        if (end == std::string::npos) break;
        out += words.substr(at, from - at);
        const Standing* standing =
            seen_from(checklist, evaluation, row, sync::trimmed(words.substr(from + 2, end - from - 2)));
        const std::string text = standing == nullptr ? std::string() : answer_text(checklist, *standing, language);
        out += text.empty() ? "…" : text;
        at = end + 1;
    }
    return out + words.substr(at);
}

std::string choice_words(const Checklist& checklist, const FormQuestion& question, const std::string& code,
                         Language language) {
    for (const FormChoice& choice : choices_of(checklist.form(), question))
        if (choice.name == code) return words_in(choice.label, language, checklist.form().default_language);
    return code;
}

std::string words_of_answer(const Checklist& checklist, const FormQuestion& question, const std::string& text,
                            Language language) {
    if (question.type == QuestionType::select_one) return choice_words(checklist, question, text, language);
    if (question.type == QuestionType::select_multiple) {
        std::string all;
        for (const auto code : sync::split(text, ' ')) {
            if (code.empty()) continue;
            if (!all.empty()) all += text_of("value.list_separator", language);
            all += choice_words(checklist, question, std::string(code), language);
        }
        return all;
    }
    if (question.type == QuestionType::date_time) {
        const auto moment = sync::parse_instant(text);
        return moment ? china_text(*moment) : text;
    }
    if (question.type == QuestionType::acknowledge && text == "OK") return text_of("value.yes", language);
    return text;
}

// Text of a choice that is not there in any language is its code.
std::string plain_label(const Checklist& checklist, int index, Language language) {
    const FormQuestion& question = checklist.question(index);
    const std::string& words = words_in(question.label, language, checklist.form().default_language);
    return words.empty() ? question.name : words;
}

} // namespace

std::string filled(const Checklist& checklist, const Evaluation& evaluation, std::size_t row, const FormWords& words,
                   Language language) {
    return filled_text(checklist, evaluation, row, words_in(words, language, checklist.form().default_language),
                       language);
}

std::string label_of(const Checklist& checklist, const Evaluation& evaluation, std::size_t row, Language language) {
    const Standing& standing = evaluation[row];
    std::string label =
        filled_text(checklist, evaluation, row, plain_label(checklist, standing.question, language), language);
    if (checklist.question(standing.question).type == QuestionType::repeat && standing.position > 0)
        label += " " + std::to_string(standing.position);
    return label;
}

std::string answer_text(const Checklist& checklist, const Standing& row, Language language) {
    return words_of_answer(checklist, checklist.question(row.question), row.text, language);
}

std::string field_label(const Checklist& checklist, const Evaluation& evaluation, std::string_view field,
                        Language language) {
    if (field == form_id_field || field == form_version_field || !field.starts_with(answer_prefix)) return {};
    const FieldParts parts = parts_of(without_prefix(field));
    std::string label;
    if (!parts.repeat.empty()) {
        const int repeat = find_question(checklist.form(), parts.repeat);
        if (repeat < 0) return {};
        label = plain_label(checklist, repeat, language);
        for (const Standing& row : evaluation)
            if (row.question == repeat && row.instance == parts.key) label += " " + std::to_string(row.position);
        if (parts.question.empty()) return label;
        label += " · ";
    }
    const int question = find_question(checklist.form(), parts.question);
    if (question < 0) return {};
    label += plain_label(checklist, question, language);
    if (!parts.choice.empty())
        label += " · " + choice_words(checklist, checklist.question(question), parts.choice, language);
    return label;
}

std::string field_words(const Checklist& checklist, std::string_view field, const Value& value, Language language) {
    const FieldParts parts = parts_of(without_prefix(field));
    const int question = find_question(checklist.form(), parts.question);
    if (question < 0 || !parts.choice.empty() || value.text() == nullptr) return {};
    return words_of_answer(checklist, checklist.question(question), *value.text(), language);
}

} // namespace takan::app
