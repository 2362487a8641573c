#pragma once
// Expression: the part of XPath that XLSForm's columns are written in, read once and evaluated often.

#include "app/forms/form.hpp"
#include "app/forms/pattern.hpp"
#include "app/forms/xvalue.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

inline constexpr std::size_t longest_expression = 4000; // bytes

// What an expression may name at the place where it stands.
struct ExpressionPlace {
    const Form& form;
    int question = -1;                  // whose column it is
    bool self = false;                  // "." is the question's own answer: constraints
    const FormChoice* choice = nullptr; // bare names are its columns: choice filters (all choices have the same)
};

// What an expression asks about while it is evaluated, at one place of one visit.
class ExpressionContext {
public:
    virtual ~ExpressionContext() = default;
    virtual XValue value_of(int question) const = 0; // a repeat's: one node for each instance
    virtual XValue self() const = 0;
    virtual int position() const = 0; // of the instance, from 1; 0 outside of repeats
    virtual std::string column(const std::string& name) const = 0;
    virtual std::string choice_name(int question, const std::string& code) const = 0; // its words
    virtual sync::Instant now() const = 0;
};

class Expression {
public:
    enum class Kind {
        text,
        number,
        question,
        self,
        column,
        position,
        choice_name,
        call,
        negative,
        add,
        subtract,
        multiply,
        divide,
        remainder,
        both,
        either,
        comparison,
    };
    struct Node {
        Kind kind = Kind::text;
        std::string text;     // a literal, a column's name
        double number = 0;    // a literal
        int question = -1;    // that it names
        std::size_t call = 0; // index of the function
        Comparison comparison = Comparison::equal;
        std::vector<int> parts;
        std::shared_ptr<const TextPattern> pattern; // of regex() with a literal
    };

    // Errors invalid, keys error.expression_…, the words that are wrong as the subject: unknown function, question or
    // column, a count of arguments that does not fit, what cannot be read, too long or too deep.
    static sync::Result<Expression> parse(std::string_view text, const ExpressionPlace& place);

    XValue evaluate(const ExpressionContext& context) const;
    // The questions that it names, each once.
    const std::vector<int>& questions() const { return m_questions; }

private:
    friend class ExpressionParser;
    std::vector<Node> m_nodes; // parts stand before what they are part of; the last one is the whole
    std::vector<int> m_questions;
};

} // namespace takan::app
