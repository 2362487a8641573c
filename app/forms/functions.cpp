#include "app/forms/functions.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

namespace takan::app {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    for (const auto word : sync::split(text, ' '))
        if (!word.empty()) words.emplace_back(word);
    return words;
}

// Every value of every argument: instances of a repeat one by one.
std::vector<XValue> all_values(const Call& call) {
    std::vector<XValue> values;
    for (std::size_t i = 0; i < call.count(); ++i) {
        XValue value = call.argument(i);
        if (const auto* nodes = value.nodes())
            values.insert(values.end(), nodes->begin(), nodes->end());
        else
            values.push_back(std::move(value));
    }
    return values;
}

std::size_t length_of(const std::string& text) {
    return sync::to_utf32(text).size();
}

// --- text

XValue string_(const Call& call) {
    return call.text(0);
}
XValue string_length(const Call& call) {
    return static_cast<double>(length_of(call.text(0)));
}
XValue concat(const Call& call) {
    std::string all;
    for (const XValue& value : all_values(call))
        all += value.text();
    return all;
}
// From and to count from 0; a negative one counts from the end.
XValue substr(const Call& call) {
    const std::u32string text = sync::to_utf32(call.text(0));
    const auto size = static_cast<double>(text.size());
    const auto place = [&](double at) { return std::isnan(at) ? 0.0 : std::clamp(at < 0 ? at + size : at, 0.0, size); };
    const double from = std::floor(place(call.number(1)));
    const double to = call.count() > 2 ? std::floor(place(call.number(2))) : size;
    if (to <= from) return "";
    return sync::to_utf8(
        std::u32string_view(text).substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
}
XValue contains(const Call& call) {
    return call.text(0).find(call.text(1)) != std::string::npos;
}
XValue starts_with(const Call& call) {
    return call.text(0).starts_with(call.text(1));
}
XValue ends_with(const Call& call) {
    return call.text(0).ends_with(call.text(1));
}
XValue regex(const Call& call) {
    const std::string text = call.text(0);
    if (const TextPattern* pattern = call.pattern()) return pattern->matches(text);
    const auto pattern = TextPattern::compile(call.text(1));
    return pattern && pattern->matches(text);
}

// --- choices

XValue selected(const Call& call) {
    const auto words = words_of(call.text(0));
    return std::find(words.begin(), words.end(), call.text(1)) != words.end();
}
XValue selected_at(const Call& call) {
    const auto words = words_of(call.text(0));
    const double at = call.number(1);
    if (!(at >= 0) || at >= static_cast<double>(words.size())) return "";
    return words[static_cast<std::size_t>(at)];
}
XValue count_selected(const Call& call) {
    return static_cast<double>(words_of(call.text(0)).size());
}

// --- truth

XValue if_(const Call& call) {
    return call.argument(call.argument(0).flag() ? 1 : 2);
}
XValue coalesce(const Call& call) {
    for (std::size_t i = 0; i < call.count(); ++i)
        if (XValue value = call.argument(i); !value.is_blank()) return value;
    return "";
}
XValue not_(const Call& call) {
    return !call.argument(0).flag();
}
XValue boolean(const Call& call) {
    return call.argument(0).flag();
}
XValue true_(const Call&) {
    return true;
}
XValue false_(const Call&) {
    return false;
}

// --- numbers

XValue number_(const Call& call) {
    return call.number(0);
}
XValue int_(const Call& call) {
    return std::trunc(call.number(0));
}
XValue round_(const Call& call) {
    const double places = call.count() > 1 ? call.number(1) : 0;
    if (!(std::abs(places) <= 15)) return nan;
    const double scale = std::pow(10.0, std::trunc(places));
    return std::floor(call.number(0) * scale + 0.5) / scale; // halves go up, as in XPath
}
XValue sum(const Call& call) {
    double total = 0;
    for (const XValue& value : all_values(call))
        if (!value.is_blank()) total += value.number();
    return total;
}
// Of what is a number; not one: none.
XValue extreme(const Call& call, bool greatest) {
    double best = nan;
    for (const XValue& value : all_values(call)) {
        const double number = value.number();
        if (std::isnan(number)) continue;
        if (std::isnan(best) || (greatest ? number > best : number < best)) best = number;
    }
    return best;
}
XValue least(const Call& call) {
    return extreme(call, false);
}
XValue greatest(const Call& call) {
    return extreme(call, true);
}
XValue count(const Call& call) {
    const XValue value = call.argument(0);
    if (const auto* nodes = value.nodes()) return static_cast<double>(nodes->size());
    return value.is_blank() ? 0.0 : 1.0;
}

// --- days

XValue today(const Call& call) {
    return DayValue{std::floor(day_of(call.now()).days), false};
}
XValue now(const Call& call) {
    return day_of(call.now());
}
XValue date(const Call& call) {
    const XValue value = call.argument(0);
    DayValue day;
    if (value.day() != nullptr)
        day = *value.day();
    else if (value.is_number())
        day.days = value.number();
    else if (!read_day(value.text(), day))
        return "";
    if (std::isnan(day.days)) return "";
    return DayValue{std::floor(day.days), false};
}

std::string clock_part(char mark, const sync::CivilDate& date, int second) {
    std::array<char, 16> out{};
    const auto print = [&](const char* format, int value) { std::snprintf(out.data(), out.size(), format, value); };
    switch (mark) {
    case 'Y':
        print("%04d", date.year);
        break;
    case 'y':
        print("%02d", date.year % 100);
        break;
    case 'm':
        print("%02d", date.month);
        break;
    case 'n':
        print("%d", date.month);
        break;
    case 'd':
        print("%02d", date.day);
        break;
    case 'e':
        print("%d", date.day);
        break;
    case 'H':
        print("%02d", second / 3600);
        break;
    case 'h':
        print("%d", second / 3600);
        break;
    case 'M':
        print("%02d", second / 60 % 60);
        break;
    case 'S':
        print("%02d", second % 60);
        break;
    default:
        return std::string(1, mark);
    }
    return out.data();
}

XValue format_date(const Call& call) {
    const XValue value = call.argument(0);
    DayValue day;
    if (value.day() != nullptr)
        day = *value.day();
    else if (!read_day(value.text(), day))
        return "";
    if (!(std::abs(day.days) < 3'000'000)) return "";
    constexpr double seconds_of_day = 86400;
    const auto seconds = static_cast<std::int64_t>(std::llround(day.days * seconds_of_day));
    const sync::CivilDate civil = sync::date_of(sync::Instant{seconds * 1000});
    const auto second = static_cast<int>(((seconds % 86400) + 86400) % 86400);
    std::string out;
    const std::string format = call.text(1);
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '%' && i + 1 < format.size())
            out += clock_part(format[++i], civil, second);
        else
            out += format[i];
    }
    return out;
}

constexpr std::array<Function, 33> table{{
    {"string", 1, 1, string_},
    {"string-length", 1, 1, string_length},
    {"concat", 1, any_number, concat},
    {"substr", 2, 3, substr},
    {"contains", 2, 2, contains},
    {"starts-with", 2, 2, starts_with},
    {"ends-with", 2, 2, ends_with},
    {"regex", 2, 2, regex},
    {"selected", 2, 2, selected},
    {"selected-at", 2, 2, selected_at},
    {"count-selected", 1, 1, count_selected},
    {"if", 3, 3, if_},
    {"coalesce", 2, any_number, coalesce},
    {"not", 1, 1, not_},
    {"boolean", 1, 1, boolean},
    {"true", 0, 0, true_},
    {"false", 0, 0, false_},
    {"number", 1, 1, number_},
    {"int", 1, 1, int_},
    {"round", 1, 2, round_},
    {"sum", 1, any_number, sum},
    {"min", 1, any_number, least},
    {"max", 1, any_number, greatest},
    {"count", 1, 1, count},
    {"today", 0, 0, today},
    {"now", 0, 0, now},
    {"date", 1, 1, date},
    {"date-time", 1, 1,
     [](const Call& call) -> XValue {
         DayValue day;
         const XValue value = call.argument(0);
         if (value.day() != nullptr) return value;
         if (!read_day(value.text(), day)) return "";
         day.has_time = true;
         return day;
     }},
    {"format-date", 2, 2, format_date},
    {"format-date-time", 2, 2, format_date},
    {"decimal-date-time", 1, 1, number_},
    {"abs", 1, 1, [](const Call& call) -> XValue { return std::abs(call.number(0)); }},
    {"normalize-space", 1, 1, [](const Call& call) -> XValue { return sync::trimmed(call.text(0)); }},
}};

} // namespace

std::span<const Function> functions() {
    return table;
}

XValue Call::argument(std::size_t index) const {
    return evaluate_node(m_nodes, static_cast<std::size_t>(m_node.parts[index]), m_around);
}

std::string unknown_date_mark(std::string_view format) {
    constexpr std::string_view known = "YymndeHhMS%";
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') continue;
        if (i + 1 == format.size() || known.find(format[i + 1]) == std::string_view::npos)
            return std::string(format.substr(i, 2));
        ++i;
    }
    return {};
}

} // namespace takan::app
