#include "app/forms/form.hpp"

#include <algorithm>
#include <array>

namespace takan::app {

const char* name_of(QuestionType type) {
    static constexpr std::array names{
        "text", "integer",   "decimal", "date",     "time",        "dateTime", "select_one",  "select_multiple",
        "note", "calculate", "image",   "geopoint", "acknowledge", "range",    "begin_group", "begin_repeat"};
    return names.at(static_cast<std::size_t>(type));
}

bool is_asked(QuestionType type) {
    return type != QuestionType::note && type != QuestionType::calculate && type != QuestionType::group &&
           type != QuestionType::repeat;
}

bool is_select(QuestionType type) {
    return type == QuestionType::select_one || type == QuestionType::select_multiple;
}

const std::string& words_in(const FormWords& words, Language language, std::string_view default_language) {
    static const std::string none;
    for (const std::string& code :
         {std::string(language == Language::zh ? "zh" : "en"), std::string(default_language), std::string()}) {
        const auto found = words.find(code);
        if (found != words.end() && !found->second.empty()) return found->second;
    }
    return words.empty() ? none : words.begin()->second;
}

bool is_question_name(std::string_view name) {
    constexpr std::size_t longest = 64;
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && name.size() <= longest && is_letter(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

int find_question(const Form& form, std::string_view name) {
    const auto found = std::find_if(form.questions.begin(), form.questions.end(),
                                    [&](const FormQuestion& question) { return question.name == name; });
    return found == form.questions.end() ? -1 : static_cast<int>(found - form.questions.begin());
}

int repeat_of(const Form& form, int question) {
    for (int at = form.questions[static_cast<std::size_t>(question)].parent; at >= 0;
         at = form.questions[static_cast<std::size_t>(at)].parent)
        if (form.questions[static_cast<std::size_t>(at)].type == QuestionType::repeat) return at;
    return -1;
}

const std::vector<FormChoice>& choices_of(const Form& form, const FormQuestion& question) {
    static const std::vector<FormChoice> none;
    const auto list = form.lists.find(question.list);
    return list == form.lists.end() ? none : list->second;
}

} // namespace takan::app
