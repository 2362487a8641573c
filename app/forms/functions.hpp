#pragma once
// Functions: those that expressions may call. For app/forms only.

#include "app/forms/expression.hpp"

#include <span>

namespace takan::app {

// One call: its arguments are worked out when they are asked for.
class Call {
public:
    Call(const ExpressionContext& around, const Expression::Node& node, const std::vector<Expression::Node>& nodes)
        : m_around(around), m_node(node), m_nodes(nodes) {}

    std::size_t count() const { return m_node.parts.size(); }
    XValue argument(std::size_t index) const;
    std::string text(std::size_t index) const { return argument(index).text(); }
    double number(std::size_t index) const { return argument(index).number(); }
    const TextPattern* pattern() const { return m_node.pattern.get(); }
    sync::Instant now() const { return m_around.now(); }

private:
    const ExpressionContext& m_around;
    const Expression::Node& m_node;
    const std::vector<Expression::Node>& m_nodes;
};

struct Function {
    const char* name;
    std::size_t least; // arguments
    std::size_t most;
    XValue (*run)(const Call&);
};
std::span<const Function> functions();
inline constexpr std::size_t any_number = 100; // of arguments

XValue evaluate_node(const std::vector<Expression::Node>& nodes, std::size_t index, const ExpressionContext& around);

// Empty when format-date() knows every mark of the format, else the mark.
std::string unknown_date_mark(std::string_view format);

} // namespace takan::app
