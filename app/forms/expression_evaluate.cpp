#include "app/forms/functions.hpp"

#include <cmath>

namespace takan::app {
namespace {

using Kind = Expression::Kind;
using Node = Expression::Node;

double arithmetic(Kind kind, double left, double right) {
    switch (kind) {
    case Kind::add:
        return left + right;
    case Kind::subtract:
        return left - right;
    case Kind::multiply:
        return left * right;
    case Kind::divide:
        return left / right; // by zero: infinite, as in XPath
    default:
        return std::fmod(left, right);
    }
}

// Dates are counted in days: a date and a number make a date again, two dates make a number.
XValue calculate(Kind kind, const XValue& left, const XValue& right) {
    DayValue day, other;
    const bool is_day = left.day() != nullptr || (right.day() != nullptr && read_day(left.text(), day));
    if (left.day() != nullptr) day = *left.day();
    if (!is_day || (kind != Kind::add && kind != Kind::subtract))
        return arithmetic(kind, left.number(), right.number());
    if (right.day() != nullptr)
        other = *right.day();
    else if (right.is_number() || !read_day(right.text(), other))
        return DayValue{arithmetic(kind, day.days, right.number()), day.has_time};
    return arithmetic(kind, day.days, other.days);
}

} // namespace

XValue evaluate_node(const std::vector<Node>& nodes, std::size_t index, const ExpressionContext& around) {
    const Node& node = nodes[index];
    const auto part = [&](std::size_t i) {
        return evaluate_node(nodes, static_cast<std::size_t>(node.parts[i]), around);
    };
    switch (node.kind) {
    case Kind::text:
        return node.text;
    case Kind::number:
        return node.number;
    case Kind::question:
        return around.value_of(node.question);
    case Kind::self:
        return around.self();
    case Kind::column:
        return around.column(node.text);
    case Kind::position:
        return static_cast<double>(around.position());
    case Kind::choice_name:
        return around.choice_name(node.question, part(0).text());
    case Kind::call:
        return functions()[node.call].run(Call(around, node, nodes));
    case Kind::negative:
        return -part(0).number();
    case Kind::both:
        return part(0).flag() && part(1).flag();
    case Kind::either:
        return part(0).flag() || part(1).flag();
    case Kind::comparison:
        return compare(part(0), part(1), node.comparison);
    default:
        return calculate(node.kind, part(0), part(1));
    }
}

XValue Expression::evaluate(const ExpressionContext& context) const {
    return evaluate_node(m_nodes, m_nodes.size() - 1, context);
}

} // namespace takan::app
