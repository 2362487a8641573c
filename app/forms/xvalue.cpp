#include "app/forms/xvalue.hpp"

#include "app/domain/china_time.hpp"
#include "app/domain/decimal.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace takan::app {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double ms_of_day = 86'400'000;

bool compare_numbers(double left, double right, Comparison how) {
    switch (how) {
    case Comparison::equal:
        return left == right;
    case Comparison::unequal:
        return left != right;
    case Comparison::less:
        return left < right;
    case Comparison::less_or_equal:
        return left <= right;
    case Comparison::greater:
        return left > right;
    case Comparison::greater_or_equal:
        return left >= right;
    }
    return false;
}

// Beside a day, text that says one is a day as well.
double days_in(const XValue& value) {
    DayValue day;
    if (value.day() != nullptr) return value.day()->days;
    if (!value.is_number() && !value.is_flag() && read_day(value.text(), day)) return day.days;
    return value.number();
}

std::string text_of_day(const DayValue& day) {
    if (!std::isfinite(day.days) || std::abs(day.days) > 3'000'000) return "NaN";
    const sync::Instant instant{static_cast<std::int64_t>(std::llround(day.days * ms_of_day))};
    const std::string text = sync::to_text(instant);
    return day.has_time ? text.substr(0, 19) : text.substr(0, 10);
}

} // namespace

std::string text_of(double number) {
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
    if (number == 0) return "0";
    std::array<char, 400> text{}; // the longest double has 309 digits before the point
    const auto [end, code] = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    return code == std::errc{} ? std::string(text.data(), end) : "NaN";
}

double number_of(std::string_view text) {
    const std::string digits = sync::trimmed(text);
    std::string_view shape = digits;
    if (shape.starts_with('-')) shape.remove_prefix(1);
    if (shape.empty() || shape.find_first_not_of("0123456789.") != std::string_view::npos) return nan;
    double number = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return code == std::errc{} && end == digits.data() + digits.size() ? number : nan;
}

bool read_day(std::string_view text, DayValue& day) {
    if (text.size() == 10 && is_date_text(text)) {
        const auto date = read_date(text);
        if (!date) return false;
        day = {static_cast<double>(sync::start_of(*date).ms) / ms_of_day, false};
        return true;
    }
    if (text.size() < 16 || !is_date_text(text.substr(0, 10)) || (text[10] != 'T' && text[10] != ' ')) return false;
    const auto moment = read_moment(text);
    if (!moment) return false;
    day = day_of(*moment);
    return true;
}

DayValue day_of(sync::Instant instant) {
    constexpr std::int64_t offset = std::int64_t{china_offset_minutes} * 60'000;
    return {static_cast<double>(instant.ms + offset) / ms_of_day, true};
}

std::string XValue::text() const {
    if (const auto* text = std::get_if<std::string>(&m_data)) return *text;
    if (const auto* number = std::get_if<double>(&m_data)) return text_of(*number);
    if (const auto* flag = std::get_if<bool>(&m_data)) return *flag ? "true" : "false";
    if (const auto* one = day()) return text_of_day(*one);
    return nodes()->empty() ? std::string() : nodes()->front().text();
}

double XValue::number() const {
    if (const auto* number = std::get_if<double>(&m_data)) return *number;
    if (const auto* flag = std::get_if<bool>(&m_data)) return *flag ? 1 : 0;
    if (const auto* one = day()) return one->days;
    if (const auto* all = nodes()) return all->empty() ? nan : all->front().number();
    return number_of(*std::get_if<std::string>(&m_data));
}

bool XValue::flag() const {
    if (const auto* flag = std::get_if<bool>(&m_data)) return *flag;
    if (const auto* number = std::get_if<double>(&m_data)) return *number != 0 && !std::isnan(*number);
    if (const auto* text = std::get_if<std::string>(&m_data)) return !text->empty();
    return day() != nullptr || !nodes()->empty();
}

bool XValue::is_blank() const {
    if (const auto* text = std::get_if<std::string>(&m_data)) return text->empty();
    if (const auto* number = std::get_if<double>(&m_data)) return std::isnan(*number);
    if (const auto* all = nodes())
        return std::all_of(all->begin(), all->end(), [](const XValue& value) { return value.is_blank(); });
    return false;
}

bool compare(const XValue& left, const XValue& right, Comparison how) {
    // Of several instances one that fits is enough.
    if (const auto* all = left.nodes())
        return std::any_of(all->begin(), all->end(), [&](const XValue& one) { return compare(one, right, how); });
    if (const auto* all = right.nodes())
        return std::any_of(all->begin(), all->end(), [&](const XValue& one) { return compare(left, one, how); });
    const bool by_identity = how == Comparison::equal || how == Comparison::unequal;
    if (left.day() != nullptr || right.day() != nullptr) {
        // No date at all differs from every date.
        if (by_identity && (left.is_blank() || right.is_blank())) return how == Comparison::unequal;
        return compare_numbers(days_in(left), days_in(right), how);
    }
    if (!by_identity) {
        DayValue first, second; // two texts that both say a day
        if (!left.is_number() && !right.is_number() && read_day(left.text(), first) && read_day(right.text(), second))
            return compare_numbers(first.days, second.days, how);
        return compare_numbers(left.number(), right.number(), how);
    }
    bool same = false;
    if (left.is_flag() || right.is_flag())
        same = left.flag() == right.flag();
    else if (left.is_number() || right.is_number())
        same = left.number() == right.number();
    else
        same = left.text() == right.text();
    return same == (how == Comparison::equal);
}

} // namespace takan::app
