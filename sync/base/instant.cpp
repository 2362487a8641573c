#include "sync/base/instant.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace takan::sync {
namespace {

constexpr std::int64_t ms_per_minute = 60'000;
constexpr std::int64_t ms_per_day = 24 * 60 * ms_per_minute;
constexpr std::size_t text_length = 24; // 2024-03-22T08:12:04.123Z

std::chrono::year_month_day chrono_date(CivilDate date) {
    return std::chrono::year(date.year) / std::chrono::month(static_cast<unsigned>(date.month)) /
           std::chrono::day(static_cast<unsigned>(date.day));
}

std::int64_t whole_days(std::int64_t ms) {
    return std::chrono::floor<std::chrono::days>(std::chrono::milliseconds(ms)).count();
}

CivilDate civil(std::int64_t days) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

void put_digits(char* out, std::int64_t number, int width) {
    for (int i = width - 1; i >= 0; --i) {
        out[i] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
}

// Returns the number in `width` digits at `at`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t width) {
    int number = 0;
    for (std::size_t i = at; i < at + width; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool has_separators(std::string_view text) {
    return text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' &&
           text[19] == '.' && text[23] == 'Z';
}

} // namespace

Clock system_clock() {
    return [] {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
    };
}

void append_text(std::string& out, Instant instant) {
    // Beyond the four digits of a year the form could not be read back, so the text stays at the ends.
    const std::int64_t ms = std::clamp(instant.ms, least_instant.ms, greatest_instant.ms);
    const std::int64_t days = whole_days(ms);
    const std::int64_t in_day = ms - days * ms_per_day;
    const CivilDate date = civil(days);

    char text[] = "0000-00-00T00:00:00.000Z";
    put_digits(text, date.year, 4);
    put_digits(text + 5, date.month, 2);
    put_digits(text + 8, date.day, 2);
    put_digits(text + 11, in_day / (60 * ms_per_minute), 2);
    put_digits(text + 14, in_day / ms_per_minute % 60, 2);
    put_digits(text + 17, in_day / 1000 % 60, 2);
    put_digits(text + 20, in_day % 1000, 3);
    out.append(text, text_length);
}

std::string to_text(Instant instant) {
    std::string text;
    append_text(text, instant);
    return text;
}

Result<Instant> parse_instant(std::string_view text) {
    if (text.size() != text_length || !has_separators(text)) {
        return fail(ErrorKind::invalid, "a time has the form 2024-03-22T08:12:04.123Z");
    }
    const CivilDate date{digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)};
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    const int milli = digits(text, 20, 3);
    if (date.year < 0 || date.month < 0 || date.day < 0 || hour < 0 || minute < 0 || second < 0 || milli < 0) {
        return fail(ErrorKind::invalid, "a time has the form 2024-03-22T08:12:04.123Z");
    }
    if (!exists(date)) return fail(ErrorKind::invalid, "a time names a date that does not exist");
    if (hour > 23 || minute > 59 || second > 59)
        return fail(ErrorKind::invalid, "a time names an hour that does not exist");
    return Instant{start_of(date).ms + (hour * 60 + minute) * ms_per_minute + second * 1000 + milli};
}

CivilDate date_of(Instant instant, int offset_minutes) {
    const std::int64_t ms = std::clamp(instant.ms, least_instant.ms, greatest_instant.ms);
    return civil(whole_days(ms + offset_minutes * ms_per_minute));
}

Instant start_of(CivilDate date) {
    return {std::chrono::sys_days(chrono_date(date)).time_since_epoch().count() * ms_per_day};
}

bool exists(CivilDate date) {
    if (date.year < 0 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31)
        return false;
    return chrono_date(date).ok();
}

} // namespace takan::sync
