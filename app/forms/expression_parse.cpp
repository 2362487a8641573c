#include "app/forms/expression_lexer.hpp"
#include "app/forms/functions.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace takan::app {

namespace {

using sync::Error;
using sync::Result;
using Kind = Expression::Kind;
using Node = Expression::Node;

constexpr int deepest = 60; // nested brackets: each costs a dozen calls
constexpr std::size_t most_nodes = 1000;

Error wrong(std::string_view what, std::string key) {
    return sync::fail(sync::ErrorKind::invalid, "the expression is not understood", sync::plain_text(what),
                      std::move(key));
}

struct Operator {
    std::string_view sign;
    int level; // 0 binds least
    Kind kind;
    Comparison comparison = Comparison::equal;
};
constexpr std::array<Operator, 13> operators{{{"or", 0, Kind::either},
                                              {"and", 1, Kind::both},
                                              {"=", 2, Kind::comparison, Comparison::equal},
                                              {"!=", 2, Kind::comparison, Comparison::unequal},
                                              {"<", 3, Kind::comparison, Comparison::less},
                                              {"<=", 3, Kind::comparison, Comparison::less_or_equal},
                                              {">", 3, Kind::comparison, Comparison::greater},
                                              {">=", 3, Kind::comparison, Comparison::greater_or_equal},
                                              {"+", 4, Kind::add},
                                              {"-", 4, Kind::subtract},
                                              {"*", 5, Kind::multiply},
                                              {"div", 5, Kind::divide},
                                              {"mod", 5, Kind::remainder}}};
constexpr int tightest_level = 5;

} // namespace

class ExpressionParser {
public:
    ExpressionParser(std::vector<Token> tokens, const ExpressionPlace& place)
        : m_tokens(std::move(tokens)), m_place(place) {}

    Result<Expression> read() {
        TAKAN_TRY(expect_level(0));
        if (token().kind != Token::Kind::end) return wrong(token().text, "error.expression_unexpected");
        return std::move(m_out);
    }

private:
    const Token& token() const { return m_tokens[m_at]; }
    bool is_sign(std::string_view sign) const { return token().kind == Token::Kind::sign && token().text == sign; }
    Error unexpected() const {
        if (token().kind == Token::Kind::end) return wrong("", "error.expression_ends");
        return wrong(token().text, "error.expression_unexpected");
    }
    int add(Node node) {
        m_out.m_nodes.push_back(std::move(node));
        return static_cast<int>(m_out.m_nodes.size()) - 1;
    }

    sync::Status expect_level(int level) {
        TAKAN_TRY_LET(whole, level_of(level));
        static_cast<void>(whole);
        return {};
    }

    const Operator* operator_at(int level) const {
        if (token().kind != Token::Kind::sign && token().kind != Token::Kind::name) return nullptr;
        const auto found = std::find_if(operators.begin(), operators.end(), [&](const Operator& one) {
            return one.level == level && one.sign == token().text;
        });
        return found == operators.end() ? nullptr : &*found;
    }

    // What binds at least as tightly as `level`, from left to right.
    Result<int> level_of(int level) {
        if (level > tightest_level) return signed_part();
        TAKAN_TRY_LET(left, level_of(level + 1));
        while (const Operator* one = operator_at(level)) {
            ++m_at;
            TAKAN_TRY_LET(right, level_of(level + 1));
            Node node;
            node.kind = one->kind;
            node.comparison = one->comparison;
            node.parts = {left, right};
            left = add(std::move(node));
            if (m_out.m_nodes.size() > most_nodes) return wrong("", "error.expression_too_long");
        }
        return left;
    }

    Result<int> signed_part() {
        bool negative = false;
        bool marked = false;
        for (; is_sign("-"); ++m_at, marked = true)
            negative = !negative;
        TAKAN_TRY_LET(part, primary());
        if (!marked) return part;
        // Two signs still make a number of what follows.
        for (int i = 0; i < (negative ? 1 : 2); ++i) {
            Node node;
            node.kind = Kind::negative;
            node.parts = {part};
            part = add(std::move(node));
        }
        return part;
    }

    Result<int> primary() {
        const Token first = token();
        Node node;
        node.text = first.text;
        switch (first.kind) {
        case Token::Kind::number:
            node.kind = Kind::number;
            node.number = first.number;
            break;
        case Token::Kind::text:
            node.kind = Kind::text;
            break;
        case Token::Kind::question: {
            TAKAN_TRY_LET(question, question_named(first.text));
            node.kind = Kind::question;
            node.question = question;
            break;
        }
        case Token::Kind::name:
            return named();
        case Token::Kind::sign:
            if (is_sign("(")) return bracket();
            if (!is_sign(".")) return unexpected();
            if (!m_place.self) return wrong(".", "error.expression_self");
            node.kind = Kind::self;
            break;
        case Token::Kind::end:
            return unexpected();
        }
        ++m_at;
        return add(std::move(node));
    }

    Result<int> question_named(const std::string& name) {
        const int question = find_question(m_place.form, name);
        if (question < 0) return wrong("${" + name + "}", "error.expression_no_question");
        auto& all = m_out.m_questions;
        if (std::find(all.begin(), all.end(), question) == all.end()) all.push_back(question);
        return question;
    }

    Result<int> bracket() {
        if (++m_depth > deepest) return wrong("(", "error.expression_too_long");
        ++m_at;
        TAKAN_TRY_LET(inside, level_of(0));
        if (!is_sign(")")) return unexpected();
        ++m_at;
        --m_depth;
        return inside;
    }

    // A function, or in a choice filter a column of the choices.
    Result<int> named() {
        const std::string name = token().text;
        const Token& behind = m_tokens[m_at + 1]; // at least the end follows a name
        if (behind.kind != Token::Kind::sign || behind.text != "(") return column(name);
        m_at += 2;
        if (++m_depth > deepest) return wrong("(", "error.expression_too_long");
        const auto made = name == "position" ? position() : name == "jr:choice-name" ? choice_name() : call(name);
        --m_depth;
        return made;
    }

    Result<int> column(const std::string& name) {
        if (m_place.choice == nullptr) return wrong(name, "error.expression_bare_name");
        if (name != "name" && !m_place.choice->columns.contains(name)) return wrong(name, "error.expression_no_column");
        ++m_at;
        Node node;
        node.kind = Kind::column;
        node.text = name;
        return add(std::move(node));
    }

    Result<int> position() {
        if (!is_sign("..")) return wrong("position(" + token().text, "error.expression_position");
        if (repeat_of(m_place.form, m_place.question) < 0) return wrong("position(..)", "error.expression_position");
        ++m_at;
        TAKAN_TRY(close());
        Node node;
        node.kind = Kind::position;
        return add(std::move(node));
    }

    // jr:choice-name(${district}, '${district}')
    Result<int> choice_name() {
        TAKAN_TRY_LET(code, level_of(0));
        if (!is_sign(",")) return unexpected();
        ++m_at;
        std::string name = token().text;
        if (token().kind != Token::Kind::text) return unexpected();
        if (name.starts_with("${") && name.ends_with('}')) name = sync::trimmed(name.substr(2, name.size() - 3));
        TAKAN_TRY_LET(question, question_named(name));
        if (!is_select(m_place.form.questions[static_cast<std::size_t>(question)].type))
            return wrong("${" + name + "}", "error.expression_no_select");
        ++m_at;
        TAKAN_TRY(close());
        Node node;
        node.kind = Kind::choice_name;
        node.question = question;
        node.parts = {code};
        return add(std::move(node));
    }

    sync::Status close() {
        if (!is_sign(")")) return unexpected();
        ++m_at;
        return {};
    }

    Result<int> call(const std::string& name) {
        const auto all = functions();
        const auto found = std::find_if(all.begin(), all.end(), [&](const Function& one) { return name == one.name; });
        if (found == all.end()) return wrong(name + "()", "error.expression_no_function");
        Node node;
        node.kind = Kind::call;
        node.call = static_cast<std::size_t>(found - all.begin());
        while (!is_sign(")")) {
            if (!node.parts.empty()) {
                if (!is_sign(",")) return unexpected();
                ++m_at;
            }
            TAKAN_TRY_LET(part, level_of(0));
            node.parts.push_back(part);
        }
        ++m_at;
        if (node.parts.size() < found->least || node.parts.size() > found->most)
            return wrong(name + "()", "error.expression_arguments");
        TAKAN_TRY(check_literals(name, node));
        return add(std::move(node));
    }

    sync::Status check_literals(const std::string& name, Node& node) {
        if (node.parts.size() < 2) return {};
        const Node& second = m_out.m_nodes[static_cast<std::size_t>(node.parts[1])];
        if (second.kind != Kind::text) return {};
        if (name == "regex") {
            TAKAN_TRY_LET(pattern, TextPattern::compile(second.text));
            node.pattern = std::make_shared<const TextPattern>(std::move(pattern));
        }
        if (name.starts_with("format-date"))
            if (const auto mark = unknown_date_mark(second.text); !mark.empty())
                return wrong(mark, "error.expression_date_mark");
        return {};
    }

    std::vector<Token> m_tokens;
    const ExpressionPlace& m_place;
    std::size_t m_at = 0;
    int m_depth = 0;
    Expression m_out;
};

Result<Expression> Expression::parse(std::string_view text, const ExpressionPlace& place) {
    if (text.size() > longest_expression) return wrong("", "error.expression_too_long");
    TAKAN_TRY_LET(tokens, tokens_of(text));
    return ExpressionParser(std::move(tokens), place).read();
}

} // namespace takan::app
