#include "app/ui/moment_text.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace takan::app::ui {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

// The numbers in a text and what separates them, full-width characters made plain.
struct Typed {
    std::vector<std::string> numbers;
    std::vector<char32_t> marks; // behind each number; 0 at the end
};

Typed read(std::string_view text) {
    Typed typed;
    bool in_number = false;
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = sync::next_code_point(text, at);
        if (c >= 0xFF10 && c <= 0xFF19) c = c - 0xFF10 + U'0';
        if (c == U'：') c = U':';
        if (c >= U'0' && c <= U'9') {
            if (!in_number) {
                typed.numbers.emplace_back();
                typed.marks.push_back(0);
            }
            typed.numbers.back() += static_cast<char>(c);
            in_number = true;
            continue;
        }
        in_number = false;
        if (typed.marks.empty()) {
            if (c != U' ') return {}; // words before the first number are no moment
        } else if (c != U' ' || typed.marks.back() == 0) {
            // A unit (年, 时 …) says more than the space behind it.
            typed.marks.back() = c;
        }
    }
    return typed;
}

std::optional<sync::CivilDate> date_if_real(int year, int month, int day) {
    const sync::CivilDate date{year, month, day};
    if (year < 1 || year > 9999 || !sync::exists(date)) return std::nullopt;
    return date;
}

int number(const std::string& digits) {
    return digits.size() > 9 ? -1 : std::stoi(digits); // digits only, so it cannot throw
}

bool joins_date(char32_t mark) {
    return mark == U'-' || mark == U'/' || mark == U'.' || mark == U'年' || mark == U'月';
}

// How many numbers the date takes from the front; 0: there is none.
std::size_t take_date(const Typed& typed, sync::CivilDate today, std::optional<sync::CivilDate>& date) {
    const auto& n = typed.numbers;
    if (n.empty()) return 0;
    if (n[0].size() == 8) {
        date = date_if_real(number(n[0].substr(0, 4)), number(n[0].substr(4, 2)), number(n[0].substr(6, 2)));
        return 1;
    }
    if (n.size() < 2 || !joins_date(typed.marks[0])) return 0;
    if (n.size() >= 3 && joins_date(typed.marks[1])) {
        if (n[0].size() != 4) return 0;
        date = date_if_real(number(n[0]), number(n[1]), number(n[2]));
        return 3;
    }
    if (n[0].size() > 2) return 0;
    date = date_if_real(today.year, number(n[0]), number(n[1]));
    return 2;
}

// Minutes since midnight of the numbers from `first` on.
std::optional<int> take_time(const Typed& typed, std::size_t first) {
    const auto& n = typed.numbers;
    const std::size_t left = n.size() - first;
    int hour = -1, minute = -1;
    if (left == 1 && n[first].size() == 4) {
        hour = number(n[first].substr(0, 2));
        minute = number(n[first].substr(2, 2));
    } else if (left == 1 && (typed.marks[first] == U'时' || typed.marks[first] == U'点')) {
        hour = number(n[first]);
        minute = 0;
    } else if (left == 2 || left == 3) { // seconds are read and dropped
        const char32_t mark = typed.marks[first];
        if (mark != U':' && mark != U'时' && mark != U'点') return std::nullopt;
        if (n[first + 1].size() != 2 && mark == U':') return std::nullopt;
        hour = number(n[first]);
        minute = number(n[first + 1]);
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

} // namespace

std::string date_text(sync::CivilDate date) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
    return text.data();
}

std::string moment_text(sync::Instant instant) {
    const std::int64_t local = instant.ms + zone_minutes * minute_ms;
    const std::int64_t in_day = ((local % day_ms) + day_ms) % day_ms;
    std::array<char, 16> time{};
    std::snprintf(time.data(), time.size(), " %02d:%02d", static_cast<int>(in_day / (60 * minute_ms)),
                  static_cast<int>(in_day / minute_ms % 60));
    return date_text(sync::date_of(instant, zone_minutes)) + time.data();
}

std::optional<sync::CivilDate> parse_date(std::string_view text, sync::CivilDate today) {
    const Typed typed = read(text);
    std::optional<sync::CivilDate> date;
    const std::size_t used = take_date(typed, today, date);
    if (used == 0 || used != typed.numbers.size()) return std::nullopt;
    return date;
}

std::optional<sync::Instant> parse_moment(std::string_view text, sync::CivilDate today) {
    const Typed typed = read(text);
    if (typed.numbers.empty()) return std::nullopt;
    std::optional<sync::CivilDate> date;
    const std::size_t used = take_date(typed, today, date);
    if (used == 0) date = today;
    if (!date) return std::nullopt;
    std::optional<int> minutes = 0;
    if (used < typed.numbers.size()) minutes = take_time(typed, used);
    if (!minutes) return std::nullopt;
    return sync::Instant{sync::start_of(*date).ms + (*minutes - zone_minutes) * minute_ms};
}

int days_in_month(int year, int month) {
    for (int day = 31; day > 28; --day)
        if (sync::exists({year, month, day})) return day;
    return 28;
}

// 1970-01-01 was a Thursday.
int weekday_of(sync::CivilDate date) {
    const std::int64_t days = sync::start_of(date).ms / day_ms - (sync::start_of(date).ms % day_ms < 0 ? 1 : 0);
    return static_cast<int>(((days + 3) % 7 + 7) % 7);
}

sync::CivilDate months_later(sync::CivilDate date, int months) {
    const int all = std::clamp(date.year * 12 + date.month - 1 + months, 12, 9999 * 12 + 11);
    const int year = all / 12, month = all % 12 + 1;
    return {year, month, std::min(date.day, days_in_month(year, month))};
}

} // namespace takan::app::ui
