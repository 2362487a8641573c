#pragma once
// XValue: what an expression works with: text, number, truth, a day with its time, or the values of all instances of a
// repeat. Turned into each other as XPath 1.0 does; days as ODK does.

#include "sync/base/instant.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace takan::app {

// Days since 1970-01-01 in China's calendar; with a part of a day when a time was given.
struct DayValue {
    double days = 0;
    bool has_time = false;
};

class XValue {
public:
    using Nodes = std::vector<XValue>; // of one question in all instances of its repeat

    XValue() : m_data(std::string()) {}
    XValue(std::string text) : m_data(std::move(text)) {}
    XValue(const char* text) : m_data(std::string(text)) {}
    XValue(double number) : m_data(number) {}
    XValue(bool flag) : m_data(flag) {}
    XValue(DayValue day) : m_data(day) {}
    XValue(Nodes nodes) : m_data(std::move(nodes)) {}

    std::string text() const; // a number that is none: "NaN"
    double number() const;    // NaN for what is none
    bool flag() const;
    bool is_number() const { return std::holds_alternative<double>(m_data); }
    bool is_flag() const { return std::holds_alternative<bool>(m_data); }
    const DayValue* day() const { return std::get_if<DayValue>(&m_data); }
    const Nodes* nodes() const { return std::get_if<Nodes>(&m_data); }
    // What a person would call no answer: empty text, no number, no instance with an answer.
    bool is_blank() const;

private:
    std::variant<std::string, double, bool, DayValue, Nodes> m_data;
};

// "2024-03-22", "2024-03-22T16:12:00" (and what lies between, also Instant's text) as a day; nothing for other text.
bool read_day(std::string_view text, DayValue& day);
DayValue day_of(sync::Instant instant); // in China's time
double number_of(std::string_view text);
std::string text_of(double number); // "3", "0.25", "NaN"; never with an exponent

enum class Comparison { equal, unequal, less, less_or_equal, greater, greater_or_equal };
bool compare(const XValue& left, const XValue& right, Comparison how);

} // namespace takan::app
