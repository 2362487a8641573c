#include "app/forms/form.hpp"

#include "sync/record/json.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace takan::app {
namespace {

using sync::Value;

constexpr std::int64_t format = 1;

struct TextKey {
    const char* key;
    std::string FormQuestion::*text;
};
constexpr std::array<TextKey, 11> question_texts{{{"list", &FormQuestion::list},
                                                  {"required", &FormQuestion::required},
                                                  {"relevant", &FormQuestion::relevant},
                                                  {"constraint", &FormQuestion::constraint},
                                                  {"calculation", &FormQuestion::calculation},
                                                  {"default", &FormQuestion::initial},
                                                  {"choice_filter", &FormQuestion::choice_filter},
                                                  {"appearance", &FormQuestion::appearance},
                                                  {"start", &FormQuestion::start},
                                                  {"end", &FormQuestion::end},
                                                  {"step", &FormQuestion::step}}};

struct WordsKey {
    const char* key;
    FormWords FormQuestion::*words;
};
constexpr std::array<WordsKey, 4> question_words{{{"label", &FormQuestion::label},
                                                  {"hint", &FormQuestion::hint},
                                                  {"required_message", &FormQuestion::required_message},
                                                  {"constraint_message", &FormQuestion::constraint_message}}};

Value value_of(const std::map<std::string, std::string>& texts) {
    Value::Object object;
    for (const auto& [key, text] : texts)
        object.emplace(key, text);
    return object;
}

Value value_of(const std::vector<std::string>& texts) {
    Value::Array array;
    for (const auto& text : texts)
        array.emplace_back(text);
    return array;
}

Value value_of(const FormQuestion& question) {
    Value::Object object{{"type", name_of(question.type)}, {"name", question.name}};
    if (question.parent >= 0) object.emplace("parent", question.parent);
    if (question.read_only) object.emplace("read_only", true);
    for (const auto& [key, words] : question_words)
        if (!(question.*words).empty()) object.emplace(key, value_of(question.*words));
    for (const auto& [key, text] : question_texts)
        if (!(question.*text).empty()) object.emplace(key, question.*text);
    return object;
}

Value value_of(const std::vector<FormChoice>& choices) {
    Value::Array array;
    for (const FormChoice& choice : choices) {
        Value::Object object{{"name", choice.name}, {"label", value_of(choice.label)}};
        if (!choice.columns.empty()) object.emplace("columns", value_of(choice.columns));
        array.emplace_back(std::move(object));
    }
    return array;
}

// --- reading: what is missing is empty, what has another type makes the whole unreadable

class Reader {
public:
    explicit Reader(const Value::Object& object) : m_object(object) {}

    bool fits() const { return m_fits; }
    std::string text(const char* key) {
        const Value* value = find(key);
        if (value == nullptr) return {};
        return value->text() != nullptr ? *value->text() : misfit<std::string>();
    }
    std::map<std::string, std::string> texts(const char* key) {
        std::map<std::string, std::string> out;
        const Value* value = find(key);
        if (value == nullptr) return out;
        if (value->object() == nullptr) return misfit<decltype(out)>();
        for (const auto& [name, text] : *value->object()) {
            if (text.text() == nullptr) return misfit<decltype(out)>();
            out.emplace(name, *text.text());
        }
        return out;
    }
    const Value::Array& array(const char* key) {
        static const Value::Array none;
        const Value* value = find(key);
        if (value != nullptr && value->array() != nullptr) return *value->array();
        m_fits = m_fits && value == nullptr;
        return none;
    }
    std::vector<std::string> list(const char* key) {
        std::vector<std::string> out;
        for (const Value& item : array(key))
            if (item.text() != nullptr) out.push_back(*item.text());
        return out;
    }
    const Value* find(const char* key) const {
        const auto at = m_object.find(key);
        return at == m_object.end() ? nullptr : &at->second;
    }

private:
    template <class T>
    T misfit() {
        m_fits = false;
        return {};
    }

    const Value::Object& m_object;
    bool m_fits = true;
};

std::optional<QuestionType> type_named(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(QuestionType::repeat); ++i)
        if (name == name_of(static_cast<QuestionType>(i))) return static_cast<QuestionType>(i);
    return std::nullopt;
}

std::optional<FormQuestion> read_question(const Value& value, const std::vector<FormQuestion>& before) {
    if (value.object() == nullptr) return std::nullopt;
    Reader reader(*value.object());
    FormQuestion question;
    const auto type = type_named(reader.text("type"));
    if (!type) return std::nullopt;
    question.type = *type;
    question.name = reader.text("name");
    if (const Value* parent = reader.find("parent")) {
        const auto* index = parent->number();
        if (index == nullptr || *index < 0 || *index >= static_cast<std::int64_t>(before.size())) return std::nullopt;
        const QuestionType around = before[static_cast<std::size_t>(*index)].type;
        if (around != QuestionType::group && around != QuestionType::repeat) return std::nullopt;
        question.parent = static_cast<int>(*index);
    }
    const Value* read_only = reader.find("read_only");
    question.read_only = read_only != nullptr && read_only->flag() != nullptr && *read_only->flag();
    for (const auto& [key, words] : question_words)
        question.*words = reader.texts(key);
    for (const auto& [key, text] : question_texts)
        question.*text = reader.text(key);
    if (!reader.fits() || !is_question_name(question.name)) return std::nullopt;
    return question;
}

bool read_questions(Reader& reader, Form& form) {
    for (const Value& value : reader.array("questions")) {
        auto question = read_question(value, form.questions);
        if (!question || find_question(form, question->name) >= 0) return false;
        form.questions.push_back(std::move(*question));
        const int index = static_cast<int>(form.questions.size()) - 1;
        const bool nested = form.questions.back().type == QuestionType::repeat && repeat_of(form, index) >= 0;
        if (nested || form.questions.size() > most_questions) return false;
    }
    return true;
}

bool read_lists(const Value* lists, Form& form) {
    if (lists == nullptr) return true;
    if (lists->object() == nullptr) return false;
    std::size_t count = 0;
    for (const auto& [name, choices] : *lists->object()) {
        if (choices.array() == nullptr) return false;
        auto& list = form.lists[name];
        for (const Value& value : *choices.array()) {
            if (value.object() == nullptr || ++count > most_choices) return false;
            Reader reader(*value.object());
            list.push_back({reader.text("name"), reader.texts("label"), reader.texts("columns")});
            if (!reader.fits() || list.back().name.empty()) return false;
        }
    }
    return true;
}

} // namespace

std::string text_of_form(const Form& form) {
    Value::Array questions;
    for (const FormQuestion& question : form.questions)
        questions.push_back(value_of(question));
    Value::Object lists;
    for (const auto& [name, choices] : form.lists)
        lists.emplace(name, value_of(choices));
    Value::Object object{{"format", format},
                         {"form_id", form.form_id},
                         {"version", form.version},
                         {"title", form.title},
                         {"default_language", form.default_language},
                         {"questions", std::move(questions)},
                         {"lists", std::move(lists)}};
    if (!form.site_kinds.empty()) object.emplace("site_kinds", value_of(form.site_kinds));
    if (!form.industries.empty()) object.emplace("industries", value_of(form.industries));
    return sync::canonical(Value(std::move(object)));
}

sync::Result<Form> read_form(std::string_view text) {
    const auto corrupt = [](std::string message) {
        return sync::fail(sync::ErrorKind::corrupt, std::move(message), {}, "error.form_unreadable");
    };
    if (text.size() > longest_form) return corrupt("the checklist is too large");
    const auto value = sync::read_value(text);
    if (!value || value->object() == nullptr) return corrupt("the checklist is no JSON object");
    Reader reader(*value->object());
    const Value* written = reader.find("format");
    if (written == nullptr || written->number() == nullptr || *written->number() != format)
        return sync::fail(sync::ErrorKind::denied, "the checklist was written by a newer program", {},
                          "error.form_newer");
    Form form;
    form.form_id = reader.text("form_id");
    form.version = reader.text("version");
    form.title = reader.text("title");
    form.default_language = reader.text("default_language");
    form.site_kinds = reader.list("site_kinds");
    form.industries = reader.list("industries");
    if (!read_questions(reader, form) || !read_lists(reader.find("lists"), form) || !reader.fits())
        return corrupt("the checklist holds what no checklist holds");
    return form;
}

} // namespace takan::app
