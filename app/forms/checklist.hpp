#pragma once
// Checklist: a form whose expressions have been read and put in the order in which they are worked out. Constant once
// made: any thread may ask it.

#include "app/forms/expression.hpp"
#include "app/forms/form.hpp"

#include <optional>
#include <string>
#include <vector>

namespace takan::app {

// What is wrong with one question of a form: which column, why, and which words of it.
struct RuleProblem {
    std::size_t question = 0;
    std::string column; // as XLSForm names it: "relevant"
    std::string text_key;
    std::string what;
};

class Checklist {
public:
    struct Rules {
        std::optional<Expression> required;
        std::optional<Expression> relevant;
        std::optional<Expression> constraint;
        std::optional<Expression> calculation;
        std::optional<Expression> initial; // nothing: the form's text as it stands, if any
        std::optional<Expression> choice_filter;
    };

    // Adds to `problems` what is wrong; the checklist is of use only when nothing was added.
    Checklist(Form form, std::vector<RuleProblem>& problems);
    // Reads text_of_form's text. Errors: those of read_form, corrupt for rules that cannot be read.
    static sync::Result<Checklist> read(std::string_view text);

    const Form& form() const { return m_form; }
    const FormQuestion& question(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }
    const Rules& rules(int index) const { return m_rules[static_cast<std::size_t>(index)]; }
    int repeat_around(int index) const { return m_repeats[static_cast<std::size_t>(index)]; } // -1: none
    // The field in which a question outside of repeats keeps its answer, and the part behind a repeat's instance.
    const std::string& field(int index) const { return m_fields[static_cast<std::size_t>(index)]; }
    // Every question behind those that its relevance and its calculation ask for.
    const std::vector<int>& order() const { return m_order; }
    std::size_t size() const { return m_form.questions.size(); }

private:
    void read_rules(int index, std::vector<RuleProblem>& problems);
    void check_words(int index, std::vector<RuleProblem>& problems) const;
    void put_in_order(std::vector<RuleProblem>& problems);
    std::vector<int> needs(int index) const;

    Form m_form;
    std::vector<Rules> m_rules;
    std::vector<int> m_repeats;
    std::vector<std::string> m_fields;
    std::vector<int> m_order;
};

inline constexpr std::string_view answer_prefix = "form.";
inline constexpr std::string_view form_id_field = "form.id";
inline constexpr std::string_view form_version_field = "form.version";

// The names inside ${…} of words for people.
std::vector<std::string> names_in(std::string_view words);

} // namespace takan::app
