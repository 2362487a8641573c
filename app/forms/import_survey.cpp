#include "app/forms/import_survey.hpp"

#include "app/domain/decimal.hpp"
#include "app/forms/import_table.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace takan::app {
namespace {

// What a cell of the column "type" says.
struct TypeCell {
    std::string type; // "select_one"
    std::string list;
    bool or_other = false;
};

TypeCell type_cell(const std::string& text) {
    std::vector<std::string> words;
    for (const auto word : sync::split(text, ' '))
        if (!word.empty()) words.emplace_back(word);
    TypeCell cell;
    if (words.empty()) return cell;
    cell.type = words[0];
    std::size_t next = 1;
    // "begin group", "select one LIST", "select all that apply from LIST"
    if (words.size() > 1 && (words[0] == "begin" || words[0] == "end")) {
        cell.type += "_" + words[1];
        next = 2;
    } else if (words.size() > 1 && words[0] == "select" && (words[1] == "one" || words[1] == "multiple")) {
        cell.type += "_" + words[1];
        next = 2;
    }
    if (next < words.size() && words[next] == "from") ++next;
    if (next < words.size()) cell.list = words[next++];
    if (next < words.size() && (words[next] == "or_other" || words[next] == "or")) cell.or_other = true;
    return cell;
}

std::optional<QuestionType> type_of(const std::string& name) {
    static const std::map<std::string, QuestionType> types{{"text", QuestionType::text},
                                                           {"string", QuestionType::text},
                                                           {"integer", QuestionType::integer},
                                                           {"int", QuestionType::integer},
                                                           {"decimal", QuestionType::decimal},
                                                           {"date", QuestionType::date},
                                                           {"time", QuestionType::time},
                                                           {"dateTime", QuestionType::date_time},
                                                           {"datetime", QuestionType::date_time},
                                                           {"select_one", QuestionType::select_one},
                                                           {"select_multiple", QuestionType::select_multiple},
                                                           {"note", QuestionType::note},
                                                           {"calculate", QuestionType::calculate},
                                                           {"image", QuestionType::image},
                                                           {"photo", QuestionType::image},
                                                           {"geopoint", QuestionType::geopoint},
                                                           {"gps", QuestionType::geopoint},
                                                           {"acknowledge", QuestionType::acknowledge},
                                                           {"trigger", QuestionType::acknowledge},
                                                           {"range", QuestionType::range},
                                                           {"begin_group", QuestionType::group},
                                                           {"begin_repeat", QuestionType::repeat}};
    const auto found = types.find(name);
    return found == types.end() ? std::nullopt : std::optional(found->second);
}

// What the program notes down by itself, on every record.
bool is_kept_anyway(const std::string& type) {
    constexpr std::array<std::string_view, 9> names{"start",     "end",         "today", "deviceid", "username",
                                                    "simserial", "phonenumber", "email", "audit"};
    return std::find(names.begin(), names.end(), type) != names.end();
}

class SurveyReader {
public:
    SurveyReader(const Sheet& sheet, FormImport& import, Form& form)
        : m_table(sheet,
                  {"type", "name", "label", "hint", "required", "required_message", "relevant", "constraint",
                   "constraint_message", "calculation", "default", "choice_filter", "appearance", "read_only",
                   "parameters"},
                  import),
          m_import(import), m_form(form) {}

    void read() {
        if (!m_table.has("type") || !m_table.has("name")) return m_table.problem(0, "type", "form_import.no_columns");
        for (std::size_t row = 1; row < m_table.rows(); ++row)
            if (!m_table.is_empty(row)) read_row(row);
        for (const int open : m_open)
            m_table.problem(m_rows[static_cast<std::size_t>(open)], "type", "form_import.not_closed",
                            m_form.questions[static_cast<std::size_t>(open)].name);
        for (const auto& column : m_table.other_columns())
            m_table.warning(0, column, "form_import.unknown_column", column);
        if (m_form.questions.empty()) m_table.problem(1, "type", "form_import.no_questions");
        check_lengths();
        if (m_import.problems.empty()) check_rules();
    }

private:
    void read_row(std::size_t row) {
        const std::string written = m_table.text(row, "type");
        const TypeCell cell = type_cell(written);
        if (cell.type == "end_group" || cell.type == "end_repeat") return close(row, cell.type);
        if (is_kept_anyway(cell.type)) return m_table.warning(row, "type", "form_import.kept_anyway", cell.type);
        const auto type = type_of(cell.type);
        if (!type)
            return m_table.problem(row, "type", written.empty() ? "form_import.no_type" : "form_import.type", written);
        FormQuestion question = question_of(row, *type);
        question.list = cell.list;
        if (!check_name(row, question)) return;
        if (is_select(*type)) take_choices(row, cell, question);
        if (*type == QuestionType::range) read_range(row, question);
        if (*type == QuestionType::repeat) check_repeat(row);
        if (*type == QuestionType::calculate && question.calculation.empty())
            m_table.problem(row, "calculation", "form_import.no_calculation", question.name);
        check_label(row, question);
        add(row, std::move(question));
        if (*type == QuestionType::group || *type == QuestionType::repeat)
            m_open.push_back(static_cast<int>(m_form.questions.size()) - 1);
        if (cell.or_other) add_other(row);
    }

    FormQuestion question_of(std::size_t row, QuestionType type) {
        FormQuestion question;
        question.type = type;
        question.name = m_table.text(row, "name");
        question.parent = m_open.empty() ? -1 : m_open.back();
        question.label = m_table.words(row, "label");
        question.hint = m_table.words(row, "hint");
        question.required_message = m_table.words(row, "required_message");
        question.constraint_message = m_table.words(row, "constraint_message");
        question.required = m_table.text(row, "required");
        question.relevant = m_table.text(row, "relevant");
        question.constraint = m_table.text(row, "constraint");
        question.calculation = m_table.text(row, "calculation");
        question.initial = m_table.text(row, "default");
        question.choice_filter = m_table.text(row, "choice_filter");
        question.appearance = m_table.text(row, "appearance");
        const std::string read_only = m_table.text(row, "read_only");
        question.read_only = read_only == "yes" || read_only == "true" || read_only == "TRUE" || read_only == "true()";
        if (!read_only.empty() && !question.read_only && read_only != "no" && read_only != "false" &&
            read_only != "FALSE" && read_only != "false()")
            m_table.problem(row, "read_only", "form_import.read_only", read_only);
        if (type != QuestionType::range && !m_table.text(row, "parameters").empty())
            m_table.warning(row, "parameters", "form_import.parameters_left_out", m_table.text(row, "parameters"));
        return question;
    }

    void add(std::size_t row, FormQuestion question) {
        m_form.questions.push_back(std::move(question));
        m_rows.push_back(row);
        if (m_form.questions.size() == most_questions + 1)
            m_table.problem(row, "name", "form_import.too_many_questions");
    }

    bool check_name(std::size_t row, const FormQuestion& question) {
        const bool is_taken = question.name == "id" || question.name == "version"; // form.id and form.version are ours
        if (!is_question_name(question.name) || is_taken) {
            m_table.problem(row, "name", is_taken ? "form_import.name_taken" : "form_import.name", question.name);
            return false;
        }
        if (find_question(m_form, question.name) >= 0) {
            m_table.problem(row, "name", "form_import.name_twice", question.name);
            return false;
        }
        return true;
    }

    void check_label(std::size_t row, const FormQuestion& question) {
        const bool silent = question.type == QuestionType::calculate || question.type == QuestionType::group ||
                            !question.calculation.empty();
        if (question.label.empty() && !silent) m_table.problem(row, "label", "form_import.no_label", question.name);
    }

    void check_repeat(std::size_t row) {
        const bool nested = std::any_of(m_open.begin(), m_open.end(), [&](int open) {
            return m_form.questions[static_cast<std::size_t>(open)].type == QuestionType::repeat;
        });
        if (nested) m_table.problem(row, "type", "form_import.nested_repeat");
    }

    void close(std::size_t row, const std::string& type) {
        const bool fits = !m_open.empty() && (m_form.questions[static_cast<std::size_t>(m_open.back())].type ==
                                              (type == "end_group" ? QuestionType::group : QuestionType::repeat));
        if (!fits) return m_table.problem(row, "type", "form_import.closes_nothing", type);
        m_open.pop_back();
    }

    void take_choices(std::size_t row, const TypeCell& cell, FormQuestion& question) {
        const auto list = m_form.lists.find(cell.list);
        if (list == m_form.lists.end()) return m_table.problem(row, "type", "form_import.no_list", cell.list);
        if (!cell.or_other) return;
        if (!question.choice_filter.empty()) return m_table.problem(row, "type", "form_import.other_and_filter");
        // The same list may be used without "other" elsewhere.
        std::vector<FormChoice> choices = list->second;
        const bool there = std::any_of(choices.begin(), choices.end(),
                                       [](const FormChoice& choice) { return choice.name == other_choice; });
        if (!there) {
            FormChoice other{std::string(other_choice),
                             {{"zh", text_of("form_import.other", Language::zh)},
                              {"en", text_of("form_import.other", Language::en)}},
                             {}};
            if (!choices.empty())
                for (const auto& [column, text] : choices.front().columns)
                    other.columns.emplace(column, "");
            choices.push_back(std::move(other));
        }
        question.list = cell.list + " or_other";
        m_form.lists.emplace(question.list, std::move(choices));
    }

    // The text that says what "other" means, asked for when it is chosen.
    void add_other(std::size_t row) {
        const FormQuestion& select = m_form.questions.back();
        FormQuestion text;
        text.name = select.name + "_" + std::string(other_choice);
        text.parent = select.parent;
        text.relevant = "selected(${" + select.name + "}, '" + std::string(other_choice) + "')";
        for (const Language language : {Language::zh, Language::en})
            text.label.emplace(language == Language::zh ? "zh" : "en", text_of("form_import.which_other", language));
        if (check_name(row, text)) add(row, std::move(text));
    }

    void read_range(std::size_t row, FormQuestion& question) {
        question.start = "0";
        question.end = "10";
        question.step = "1";
        std::string text = m_table.text(row, "parameters");
        std::replace(text.begin(), text.end(), ';', ' ');
        std::replace(text.begin(), text.end(), ',', ' ');
        for (const auto part : sync::split(text, ' ')) {
            if (part.empty()) continue;
            const auto equals = part.find('=');
            const std::string_view name = part.substr(0, equals);
            const std::string value(equals == std::string_view::npos ? "" : part.substr(equals + 1));
            std::string* out = name == "start"  ? &question.start
                               : name == "end"  ? &question.end
                               : name == "step" ? &question.step
                                                : nullptr;
            if (out == nullptr || !is_decimal(value)) {
                m_table.problem(row, "parameters", "form_import.range", std::string(part));
                continue;
            }
            *out = value;
        }
    }

    // Repeat, question and choice make up the name of one field, which has its limit.
    void check_lengths() {
        constexpr std::size_t longest_field = 128; // bytes
        constexpr std::size_t longest_key = 17;    // of an instance, with its brackets
        for (std::size_t i = 0; i < m_form.questions.size(); ++i) {
            const FormQuestion& question = m_form.questions[i];
            std::size_t length = answer_prefix.size() + question.name.size();
            const int repeat = repeat_of(m_form, static_cast<int>(i));
            if (repeat >= 0) length += m_form.questions[static_cast<std::size_t>(repeat)].name.size() + longest_key + 1;
            std::size_t longest_choice = 0;
            if (question.type == QuestionType::select_multiple)
                for (const FormChoice& choice : choices_of(m_form, question))
                    longest_choice = std::max(longest_choice, choice.name.size() + 1);
            if (length + longest_choice > longest_field)
                m_table.problem(m_rows[i], "name", "form_import.name_too_long", question.name);
        }
    }

    void check_rules() {
        std::vector<RuleProblem> problems;
        const Checklist checked(m_form, problems);
        for (const RuleProblem& problem : problems)
            m_table.problem(m_rows[problem.question], problem.column, problem.text_key, problem.what);
    }

    ImportTable m_table;
    FormImport& m_import;
    Form& m_form;
    std::vector<int> m_open;         // groups and repeats around the next row
    std::vector<std::size_t> m_rows; // of each question
};

} // namespace

void import_survey(const Sheet& sheet, FormImport& import, Form& form) {
    SurveyReader(sheet, import, form).read();
}

} // namespace takan::app
