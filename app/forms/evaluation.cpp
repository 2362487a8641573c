#include "app/forms/evaluation.hpp"

#include "app/domain/china_time.hpp"
#include "app/domain/decimal.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <cmath>

namespace takan::app {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

// "form.outlet[" … the key before "]" and, when nothing follows it, the instance's own flag.
struct Instances {
    std::vector<std::string> keys; // in the order of the keys, which begin with the time of their making
};

bool is_nothing(const sync::Value& value) {
    return value.is_null() || (value.text() != nullptr && value.text()->empty());
}

// An instance is there when its flag says so, or when it holds an answer and no flag says otherwise.
Instances instances_of(const std::string& repeat_field, const Answers& answers) {
    const std::string prefix = repeat_field + "[";
    std::map<std::string, bool> there;
    std::map<std::string, bool> flags;
    for (auto at = answers.lower_bound(prefix); at != answers.end() && at->first.starts_with(prefix); ++at) {
        const std::size_t end = at->first.find(']', prefix.size());
        if (end == std::string::npos || end == prefix.size()) continue;
        std::string key = at->first.substr(prefix.size(), end - prefix.size());
        if (end + 1 == at->first.size()) {
            if (at->second.flag() != nullptr) flags[key] = *at->second.flag();
        } else if (!is_nothing(at->second)) {
            there[std::move(key)] = true;
        }
    }
    for (const auto& [key, flag] : flags)
        there[key] = flag;
    Instances instances;
    for (const auto& [key, is_there] : there)
        if (is_there) instances.keys.push_back(key);
    return instances;
}

std::string type_problem(const FormQuestion& question, const std::string& text) {
    DayValue day;
    switch (question.type) {
    case QuestionType::integer:
        return text.find('.') == std::string::npos && is_decimal(text) ? "" : "problem.not_a_number";
    case QuestionType::decimal:
    case QuestionType::range:
        return is_decimal(text) ? "" : "problem.not_a_number";
    case QuestionType::date:
        return is_date_text(text) ? "" : "problem.not_a_date";
    case QuestionType::date_time:
        return read_day(text, day) ? "" : "problem.not_a_moment";
    default:
        return "";
    }
}

// Works the rows out, one question after the other in the checklist's order.
class Evaluator {
public:
    Evaluator(const Checklist& checklist, const Answers& answers, sync::Instant now, Language language)
        : m_list(checklist), m_answers(answers), m_now(now), m_language(language) {}

    Evaluation evaluate() {
        lay_out();
        m_values.resize(m_rows.size());
        for (const int question : m_list.order())
            for (const std::size_t row : m_rows_of[static_cast<std::size_t>(question)])
                work_out(row);
        for (std::size_t row = 0; row < m_rows.size(); ++row)
            judge(row);
        return std::move(m_rows);
    }

private:
    friend class RowContext;

    void lay_out();
    std::size_t lay_out_instances(int repeat);
    void add_row(int question, const std::string& key, int position, std::string field);
    void work_out(std::size_t row);
    void judge(std::size_t row);
    void filter_choices(std::size_t row);
    bool is_around_relevant(const Standing& row) const;
    std::size_t row_at(int question, int position) const;
    std::string raw_answer(const Standing& row) const;
    std::string chosen(const Standing& row) const;
    XValue typed(const FormQuestion& question, std::string text) const;

    const Checklist& m_list;
    const Answers& m_answers;
    sync::Instant m_now;
    Language m_language;
    Evaluation m_rows;
    std::vector<std::vector<std::size_t>> m_rows_of; // of each question; of a repeat: first itself, then its instances
    std::vector<XValue> m_values;
};

// An expression's view of the answers from one row.
class RowContext final : public ExpressionContext {
public:
    RowContext(const Evaluator& all, std::size_t row, const FormChoice* choice = nullptr)
        : m_all(all), m_row(row), m_choice(choice) {}

    XValue value_of(int question) const override {
        const auto& rows = m_all.m_rows_of[static_cast<std::size_t>(question)];
        const Checklist& list = m_all.m_list;
        const bool is_repeat = list.question(question).type == QuestionType::repeat;
        const int around = list.repeat_around(question);
        if (is_repeat || (around >= 0 && around != repeat_here())) {
            XValue::Nodes nodes;
            for (std::size_t i = is_repeat ? 1 : 0; i < rows.size(); ++i)
                nodes.push_back(is_repeat ? XValue(m_all.m_rows[rows[i]].instance) : m_all.m_values[rows[i]]);
            return nodes;
        }
        const std::size_t row = m_all.row_at(question, position());
        return row == none ? XValue() : m_all.m_values[row];
    }
    XValue self() const override { return m_all.m_values[m_row]; }
    int position() const override { return m_all.m_rows[m_row].position; }
    std::string column(const std::string& name) const override {
        if (m_choice == nullptr) return {};
        if (name == "name") return m_choice->name;
        const auto found = m_choice->columns.find(name);
        return found == m_choice->columns.end() ? std::string() : found->second;
    }
    std::string choice_name(int question, const std::string& code) const override {
        const Form& form = m_all.m_list.form();
        for (const FormChoice& choice : choices_of(form, m_all.m_list.question(question)))
            if (choice.name == code) return words_in(choice.label, m_all.m_language, form.default_language);
        return code;
    }
    sync::Instant now() const override { return m_all.m_now; }

private:
    int repeat_here() const {
        const Standing& row = m_all.m_rows[m_row];
        if (row.position > 0 && m_all.m_list.question(row.question).type == QuestionType::repeat) return row.question;
        return m_all.m_list.repeat_around(row.question);
    }

    const Evaluator& m_all;
    std::size_t m_row;
    const FormChoice* m_choice;
};

void Evaluator::add_row(int question, const std::string& key, int position, std::string field) {
    m_rows_of[static_cast<std::size_t>(question)].push_back(m_rows.size());
    Standing row;
    row.question = question;
    row.instance = key;
    row.position = position;
    row.field = std::move(field);
    m_rows.push_back(std::move(row));
}

void Evaluator::lay_out() {
    const auto count = static_cast<int>(m_list.size());
    m_rows_of.resize(m_list.size());
    m_rows.reserve(m_list.size() + 16);
    for (int i = 0; i < count; ++i) {
        if (m_list.repeat_around(i) >= 0) continue; // stands with its instances
        add_row(i, {}, 0, m_list.field(i));
        if (m_list.question(i).type == QuestionType::repeat) lay_out_instances(i);
    }
}

std::size_t Evaluator::lay_out_instances(int repeat) {
    int position = 0;
    for (const auto& key : instances_of(m_list.field(repeat), m_answers).keys) {
        const std::string field = m_list.field(repeat) + "[" + key + "]";
        add_row(repeat, key, ++position, field);
        for (int i = repeat + 1; i < static_cast<int>(m_list.size()) && m_list.repeat_around(i) == repeat; ++i)
            add_row(i, key, position, field + m_list.field(i));
    }
    return m_rows.size();
}

// The row of a question seen from an instance: in the same instance, or outside of all.
std::size_t Evaluator::row_at(int question, int position) const {
    const auto& rows = m_rows_of[static_cast<std::size_t>(question)];
    const bool repeated = m_list.repeat_around(question) >= 0;
    const auto index = repeated ? static_cast<std::size_t>(position) - 1 : std::size_t{0};
    return index < rows.size() ? rows[index] : none;
}

bool Evaluator::is_around_relevant(const Standing& row) const {
    const FormQuestion& question = m_list.question(row.question);
    if (question.type == QuestionType::repeat && row.position > 0)
        return m_rows[m_rows_of[static_cast<std::size_t>(row.question)].front()].relevant;
    const int parent = question.parent;
    if (parent < 0) return true;
    const auto& rows = m_rows_of[static_cast<std::size_t>(parent)];
    if (m_list.question(parent).type == QuestionType::repeat)
        return m_rows[rows[static_cast<std::size_t>(row.position)]].relevant; // the first one is the repeat itself
    return m_rows[row_at(parent, row.position)].relevant;
}

void Evaluator::work_out(std::size_t index) {
    Standing& row = m_rows[index];
    const Checklist::Rules& rules = m_list.rules(row.question);
    const RowContext here(*this, index);
    row.relevant = is_around_relevant(row);
    const bool is_instance = m_list.question(row.question).type == QuestionType::repeat && row.position > 0;
    if (row.relevant && rules.relevant && !is_instance) row.relevant = rules.relevant->evaluate(here).flag();
    if (!row.relevant) return; // counts as empty for everybody who asks
    const FormQuestion& question = m_list.question(row.question);
    if (rules.calculation) {
        XValue value = rules.calculation->evaluate(here);
        row.text = value.is_blank() ? std::string() : value.text();
        if (const auto* nodes = value.nodes()) value = nodes->empty() ? XValue() : nodes->front();
        m_values[index] = value.is_blank() ? XValue() : std::move(value);
    } else if (is_asked(question.type)) {
        row.text = raw_answer(row);
        m_values[index] = typed(question, row.text);
    }
    row.answered = !row.text.empty();
}

void Evaluator::judge(std::size_t index) {
    Standing& row = m_rows[index];
    if (!row.relevant) return;
    const Checklist::Rules& rules = m_list.rules(row.question);
    const FormQuestion& question = m_list.question(row.question);
    const RowContext here(*this, index);
    if (rules.required) row.required = rules.required->evaluate(here).flag();
    if (row.answered) {
        row.problem = type_problem(question, row.text);
        if (rules.constraint) row.violated = !rules.constraint->evaluate(here).flag();
        if (question.type == QuestionType::range && row.problem.empty()) {
            const double number = number_of(row.text);
            const double start = number_of(question.start), end = number_of(question.end);
            if (number < std::min(start, end) || number > std::max(start, end)) row.problem = "problem.beyond_range";
        }
    }
    if (is_select(question.type)) filter_choices(index);
}

void Evaluator::filter_choices(std::size_t index) {
    Standing& row = m_rows[index];
    const auto& choices = choices_of(m_list.form(), m_list.question(row.question));
    const auto& filter = m_list.rules(row.question).choice_filter;
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (!filter || filter->evaluate(RowContext(*this, index, &choices[i])).flag())
            row.choices.push_back(static_cast<int>(i));
}

std::string Evaluator::chosen(const Standing& row) const {
    std::string codes;
    for (const FormChoice& choice : choices_of(m_list.form(), m_list.question(row.question))) {
        const auto answer = m_answers.find(row.field + "." + choice.name);
        if (answer == m_answers.end() || answer->second.flag() == nullptr || !*answer->second.flag()) continue;
        if (!codes.empty()) codes += ' ';
        codes += choice.name;
    }
    return codes;
}

std::string Evaluator::raw_answer(const Standing& row) const {
    const QuestionType type = m_list.question(row.question).type;
    if (type == QuestionType::select_multiple) return chosen(row);
    const auto answer = m_answers.find(row.field);
    if (answer == m_answers.end()) return {};
    const sync::Value& value = answer->second;
    if (value.text() != nullptr) return *value.text();
    if (value.number() != nullptr) return std::to_string(*value.number());
    if (value.flag() != nullptr) {
        if (type == QuestionType::acknowledge) return *value.flag() ? "OK" : "";
        return *value.flag() ? "true" : "false";
    }
    return {};
}

XValue Evaluator::typed(const FormQuestion& question, std::string text) const {
    if (text.empty()) return {};
    DayValue day;
    switch (question.type) {
    case QuestionType::integer:
    case QuestionType::decimal:
    case QuestionType::range:
        if (const double number = number_of(text); !std::isnan(number)) return number;
        return text;
    case QuestionType::date:
    case QuestionType::date_time:
        if (read_day(text, day)) return day;
        return text;
    default:
        return text;
    }
}

} // namespace

Answers answers_of(const sync::Record& visit) {
    Answers answers;
    for (auto at = visit.fields.lower_bound(answer_prefix);
         at != visit.fields.end() && at->first.starts_with(answer_prefix); ++at)
        if (const sync::Value* value = sync::shown(visit, at->first)) answers.emplace(at->first, *value);
    return answers;
}

Evaluation evaluate(const Checklist& checklist, const Answers& answers, sync::Instant now, Language language) {
    return Evaluator(checklist, answers, now, language).evaluate();
}

FormProgress progress_of(const Checklist& checklist, const Evaluation& evaluation, std::size_t from, std::size_t to) {
    FormProgress progress;
    for (std::size_t i = from; i < std::min(to, evaluation.size()); ++i) {
        const Standing& row = evaluation[i];
        const FormQuestion& question = checklist.question(row.question);
        if (!row.relevant || !is_asked(question.type) || question.read_only ||
            checklist.rules(row.question).calculation)
            continue;
        ++progress.asked;
        if (row.answered) ++progress.answered;
        if (row.missing()) ++progress.missing;
        if (row.violated || !row.problem.empty()) ++progress.violated;
    }
    return progress;
}

std::size_t end_of_group(const Checklist& checklist, const Evaluation& evaluation, std::size_t row) {
    const Standing& group = evaluation[row];
    const auto is_inside = [&](const Standing& one) {
        const bool same_repeat = one.question == group.question && one.position > 0;
        if (group.position > 0 && one.instance != group.instance) return false;
        if (same_repeat) return group.position == 0;
        for (int at = checklist.question(one.question).parent; at >= 0; at = checklist.question(at).parent)
            if (at == group.question) return true;
        return false;
    };
    std::size_t end = row + 1;
    while (end < evaluation.size() && is_inside(evaluation[end]))
        ++end;
    return end;
}

} // namespace takan::app
