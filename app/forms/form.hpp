#pragma once
// Form: a checklist as plain values: its questions in their order, its lists of choices, its words in every language.

#include "app/domain/language.hpp"
#include "sync/base/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::app {

enum class QuestionType {
    text,
    integer,
    decimal,
    date,
    time,
    date_time,
    select_one,
    select_multiple,
    note,
    calculate,
    image, // a photo of the visit, by its record's id
    geopoint,
    acknowledge,
    range,
    group,
    repeat,
};
const char* name_of(QuestionType type); // as XLSForm names it: "dateTime", "begin_group"
// Asks a person for something.
bool is_asked(QuestionType type);
bool is_select(QuestionType type);

// FormWords by the code of their language ("zh", "en", "fr"); empty code: the column without a language.
using FormWords = std::map<std::string, std::string>;

struct FormChoice {
    std::string name;
    FormWords label;
    std::map<std::string, std::string> columns; // what choice filters ask for

    bool operator==(const FormChoice&) const = default;
};

// Expressions are kept as they were written.
struct FormQuestion {
    QuestionType type = QuestionType::text;
    std::string name;
    int parent = -1; // index of the group or repeat around it
    FormWords label;
    FormWords hint;
    FormWords required_message;
    FormWords constraint_message;
    std::string list; // of a select: the name of its choices
    std::string required;
    std::string relevant;
    std::string constraint;
    std::string calculation;
    std::string initial; // XLSForm's default
    std::string choice_filter;
    std::string appearance;
    bool read_only = false;
    std::string start; // of a range, with end and step
    std::string end;
    std::string step;

    bool operator==(const FormQuestion&) const = default;
};

struct Form {
    std::string form_id;
    std::string version;
    std::string title;
    std::string default_language;
    std::vector<FormQuestion> questions;
    std::map<std::string, std::vector<FormChoice>> lists;
    std::vector<std::string> site_kinds; // codes of sites that it is made for
    std::vector<std::string> industries;

    bool operator==(const Form&) const = default;
};

inline constexpr std::size_t most_questions = 2000;
inline constexpr std::size_t most_choices = 10000;        // of all lists
inline constexpr std::size_t longest_form = 600 * 1024;   // bytes of its text, which is one field of a record
inline constexpr std::string_view other_choice = "other"; // of a list with or_other, and the end of its text's name

// In the language, else in the form's own, else in any.
const std::string& words_in(const FormWords& words, Language language, std::string_view default_language);
// Letters of ASCII, digits, _ and -, a letter or _ first, at most 64 characters.
bool is_question_name(std::string_view name);
int find_question(const Form& form, std::string_view name); // -1: none
// The repeat around a question, -1: none. A repeat is not around itself.
int repeat_of(const Form& form, int question);
const std::vector<FormChoice>& choices_of(const Form& form, const FormQuestion& question);

// The form as one text of canonical JSON, and back. The same form gives the same text on every device. Error corrupt
// for what is no form of ours.
std::string text_of_form(const Form& form);
sync::Result<Form> read_form(std::string_view text);

} // namespace takan::app
