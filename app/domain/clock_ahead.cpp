#include "app/domain/clock_ahead.hpp"

#include "app/domain/typed_text.hpp"
#include "sync/base/text.hpp"

#include <array>
#include <utility>
#include <vector>

namespace takan::app {
namespace {

constexpr std::int64_t minute_s = 60;
constexpr std::int64_t hour_s = 60 * minute_s;
constexpr std::int64_t day_s = 24 * hour_s;

struct Unit {
    std::string_view word; // longer ones first
    std::int64_t seconds;
};
constexpr std::array units{Unit{"小时", hour_s},  Unit{"分钟", minute_s}, Unit{"天", day_s}, Unit{"时", hour_s},
                           Unit{"分", minute_s},  Unit{"秒", 1},          Unit{"d", day_s},  Unit{"h", hour_s},
                           Unit{"min", minute_s}, Unit{"m", minute_s},    Unit{"s", 1}};

// Takes the digits at the front; nothing when there are none or too many.
std::optional<std::int64_t> take_number(std::string_view& text) {
    constexpr std::size_t most_digits = 9;
    std::int64_t number = 0;
    std::size_t count = 0;
    while (count < text.size() && count <= most_digits && sync::is_digit(text[count]))
        number = number * 10 + (text[count++] - '0');
    if (count == 0 || count > most_digits) return std::nullopt;
    text.remove_prefix(count);
    return number;
}

// "3:20", "1:03:20".
std::optional<std::int64_t> parse_colons(std::string_view text) {
    std::vector<std::int64_t> parts;
    for (;;) {
        const auto number = take_number(text);
        if (!number || (!parts.empty() && *number > 59)) return std::nullopt;
        parts.push_back(*number);
        if (text.empty()) break;
        if (text.front() != ':') return std::nullopt;
        text.remove_prefix(1);
    }
    if (parts.size() > 3) return std::nullopt;
    std::int64_t seconds = 0;
    for (const std::int64_t part : parts)
        seconds = seconds * 60 + part;
    return seconds;
}

// "1小时3分20秒": each unit smaller than the one before; a last number without one is of seconds.
std::optional<std::int64_t> parse_units(std::string_view text) {
    std::int64_t seconds = 0;
    std::int64_t before = day_s + 1;
    while (!text.empty()) {
        const auto number = take_number(text);
        if (!number) return std::nullopt;
        const Unit* unit = nullptr;
        for (const Unit& one : units)
            if (unit == nullptr && text.starts_with(one.word)) unit = &one;
        if (unit == nullptr && !text.empty()) return std::nullopt;
        const std::int64_t factor = unit == nullptr ? 1 : unit->seconds;
        if (factor >= before) return std::nullopt;
        if (unit != nullptr) text.remove_prefix(unit->word.size());
        before = factor;
        seconds += *number * factor;
    }
    return seconds;
}

} // namespace

std::int64_t clock_ahead_of(const sync::Record& photo) {
    const sync::Value* value = sync::shown(photo, "clock_ahead");
    return value != nullptr && value->number() != nullptr ? *value->number() : 0;
}

std::optional<sync::Instant> time_with_clock_ahead(const sync::Record& photo, std::int64_t seconds) {
    const auto taken = sync::parse_instant(sync::shown_text(photo, "taken_at"));
    if (!taken) return std::nullopt;
    return sync::Instant{taken->ms + (clock_ahead_of(photo) - seconds) * 1000};
}

std::optional<std::int64_t> parse_clock_ahead(std::string_view typed) {
    std::string text;
    for (const char c : half_width(typed))
        if (c != ' ') text += c;
    if (text.empty()) return std::nullopt;
    const auto seconds = text.find(':') == std::string::npos ? parse_units(text) : parse_colons(text);
    return seconds && *seconds <= greatest_clock_ahead_s ? seconds : std::nullopt;
}

std::string clock_ahead_text(std::int64_t seconds, Language language) {
    if (seconds == 0) return {};
    const std::int64_t size = seconds < 0 ? -seconds : seconds;
    const std::array parts{
        std::pair{size / day_s, "clock_ahead.days"}, std::pair{size % day_s / hour_s, "clock_ahead.hours"},
        std::pair{size % hour_s / minute_s, "clock_ahead.minutes"}, std::pair{size % minute_s, "clock_ahead.seconds"}};
    std::string time;
    for (const auto& [count, key] : parts) {
        if (count == 0) continue;
        if (!time.empty()) time += ' ';
        time += say(key, language, {{"count", std::to_string(count)}});
    }
    return say(seconds < 0 ? "clock_ahead.behind" : "clock_ahead.ahead", language, {{"time", time}});
}

} // namespace takan::app
