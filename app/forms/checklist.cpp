#include "app/forms/checklist.hpp"

#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {
namespace {

// A default is text as it stands, unless it asks for another answer or calls a function.
bool is_dynamic(const std::string& text) {
    if (text.find("${") != std::string::npos) return true;
    const auto bracket = text.find('(');
    return bracket != std::string::npos && bracket > 0 && text.back() == ')' &&
           text.substr(0, bracket).find_first_not_of("abcdefghijklmnopqrstuvwxyz-:") == std::string::npos;
}

bool says_yes(const std::string& text) {
    return text == "yes" || text == "true" || text == "TRUE" || text == "true()" || text == "YES" || text == "Yes" ||
           text == "True";
}

bool says_no(const std::string& text) {
    return text.empty() || text == "no" || text == "false" || text == "FALSE" || text == "false()" || text == "NO" ||
           text == "No" || text == "False";
}

} // namespace

std::vector<std::string> names_in(std::string_view words) {
    std::vector<std::string> names;
    for (std::size_t at = words.find("${"); at != std::string_view::npos; at = words.find("${", at + 2)) {
        const std::size_t end = words.find('}', at);
        if (end == std::string_view::npos) break;
        names.push_back(sync::trimmed(words.substr(at + 2, end - at - 2)));
    }
    return names;
}

Checklist::Checklist(Form form, std::vector<RuleProblem>& problems) : m_form(std::move(form)) {
    const int count = static_cast<int>(size());
    m_rules.resize(size());
    for (int i = 0; i < count; ++i) {
        m_repeats.push_back(repeat_of(m_form, i));
        m_fields.push_back((m_repeats.back() < 0 ? std::string(answer_prefix) : ".") + question(i).name);
    }
    for (int i = 0; i < count; ++i) {
        read_rules(i, problems);
        check_words(i, problems);
    }
    put_in_order(problems);
}

sync::Result<Checklist> Checklist::read(std::string_view text) {
    TAKAN_TRY_LET(form, read_form(text));
    std::vector<RuleProblem> problems;
    Checklist checklist(std::move(form), problems);
    if (!problems.empty())
        return sync::fail(sync::ErrorKind::corrupt, "a rule of the checklist cannot be read: " + problems[0].what,
                          problems[0].column, "error.form_unreadable");
    return checklist;
}

void Checklist::read_rules(int index, std::vector<RuleProblem>& problems) {
    const FormQuestion& asked = question(index);
    Rules& rules = m_rules[static_cast<std::size_t>(index)];
    const auto read = [&](const std::string& text, const char* column, ExpressionPlace place,
                          std::optional<Expression>& out) {
        if (text.empty()) return;
        auto expression = Expression::parse(text, place);
        if (expression)
            out = std::move(*expression);
        else
            problems.push_back(
                {static_cast<std::size_t>(index), column, expression.error().text_key, expression.error().subject});
    };
    const ExpressionPlace here{m_form, index};
    ExpressionPlace self = here;
    self.self = true;
    if (says_yes(asked.required))
        read("true()", "required", here, rules.required);
    else if (!says_no(asked.required))
        read(asked.required, "required", here, rules.required);
    read(asked.relevant, "relevant", here, rules.relevant);
    read(asked.constraint, "constraint", self, rules.constraint);
    read(asked.calculation, "calculation", here, rules.calculation);
    if (is_dynamic(asked.initial)) read(asked.initial, "default", here, rules.initial);
    const auto& choices = choices_of(m_form, asked);
    if (asked.choice_filter.empty() || choices.empty()) return;
    ExpressionPlace filtering = here;
    filtering.choice = &choices.front();
    read(asked.choice_filter, "choice_filter", filtering, rules.choice_filter);
}

void Checklist::check_words(int index, std::vector<RuleProblem>& problems) const {
    const FormQuestion& asked = question(index);
    const auto check = [&](const FormWords& words, const char* column) {
        for (const auto& [language, text] : words)
            for (const auto& name : names_in(text))
                if (find_question(m_form, name) < 0)
                    problems.push_back(
                        {static_cast<std::size_t>(index), column, "error.expression_no_question", "${" + name + "}"});
    };
    check(asked.label, "label");
    check(asked.hint, "hint");
    check(asked.constraint_message, "constraint_message");
    check(asked.required_message, "required_message");
}

std::vector<int> Checklist::needs(int index) const {
    std::vector<int> all;
    if (question(index).parent >= 0) all.push_back(question(index).parent);
    for (const auto* rule : {&rules(index).relevant, &rules(index).calculation})
        if (*rule) all.insert(all.end(), (*rule)->questions().begin(), (*rule)->questions().end());
    return all;
}

// Depth first without recursion. What leads back to itself can never be worked out.
void Checklist::put_in_order(std::vector<RuleProblem>& problems) {
    enum class Mark { fresh, open, done };
    std::vector<Mark> marks(size(), Mark::fresh);
    struct Step {
        int index;
        std::vector<int> needs;
    };
    for (int start = 0; start < static_cast<int>(size()); ++start) {
        std::vector<Step> steps;
        const auto enter = [&](int index) {
            marks[static_cast<std::size_t>(index)] = Mark::open;
            steps.push_back({index, needs(index)});
        };
        if (marks[static_cast<std::size_t>(start)] == Mark::fresh) enter(start);
        while (!steps.empty()) {
            if (steps.back().needs.empty()) {
                marks[static_cast<std::size_t>(steps.back().index)] = Mark::done;
                m_order.push_back(steps.back().index);
                steps.pop_back();
                continue;
            }
            const int next = steps.back().needs.back();
            steps.back().needs.pop_back();
            if (marks[static_cast<std::size_t>(next)] == Mark::fresh) {
                enter(next);
            } else if (marks[static_cast<std::size_t>(next)] == Mark::open) {
                const int at = steps.back().index;
                const auto& relevant = rules(at).relevant;
                const bool by_relevance =
                    relevant && std::find(relevant->questions().begin(), relevant->questions().end(), next) !=
                                    relevant->questions().end();
                problems.push_back({static_cast<std::size_t>(at), by_relevance ? "relevant" : "calculation",
                                    "error.form_cycle", "${" + question(next).name + "}"});
            }
        }
    }
}

} // namespace takan::app
