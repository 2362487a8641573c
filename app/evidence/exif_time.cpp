#include "app/evidence/exif_time.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>

namespace takan::app {
namespace {

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    int number = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (!sync::is_digit(text[i])) return std::nullopt;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool is_one_of(char c, std::string_view set) {
    return set.find(c) != std::string_view::npos;
}

struct Parts {
    sync::CivilDate date;
    int hour, minute, second;
};

std::optional<Parts> parts_of(std::string_view text) {
    if (text.size() < 19 || !is_one_of(text[4], ":-/.") || !is_one_of(text[7], ":-/.") || !is_one_of(text[10], " T") ||
        text[13] != ':' || text[16] != ':') {
        return std::nullopt;
    }
    const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
    const sync::CivilDate date{*year, *month, *day};
    if (*year < 1900 || *year > 9998 || !sync::exists(date) || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    return Parts{date, *hour, *minute, *second};
}

} // namespace

bool is_unset_time(std::string_view raw) {
    return std::all_of(raw.begin(), raw.end(), [](char c) { return is_one_of(c, " 0:-/T"); });
}

std::optional<std::string> parse_exif_time(std::string_view raw) {
    if (!parts_of(raw)) return std::nullopt;
    std::string text(raw.substr(0, 19));
    text[4] = text[7] = '-';
    text[10] = 'T';
    return text;
}

std::optional<int> parse_offset(std::string_view raw) {
    if (raw == "Z") return 0;
    if (raw.size() != 6 || !is_one_of(raw[0], "+-") || raw[3] != ':') return std::nullopt;
    const auto hours = digits(raw, 1, 2), minutes = digits(raw, 4, 2);
    if (!hours || !minutes || *minutes > 59) return std::nullopt;
    const int all = *hours * 60 + *minutes;
    if (all > 14 * 60) return std::nullopt;
    return raw[0] == '-' ? -all : all;
}

std::optional<sync::Instant> wall_clock(std::string_view text, std::string_view subsecond) {
    const auto parts = parts_of(text);
    if (!parts) return std::nullopt;
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < 3; ++i)
        ms = ms * 10 + (i < subsecond.size() && sync::is_digit(subsecond[i]) ? subsecond[i] - '0' : 0);
    const std::int64_t seconds = (std::int64_t{parts->hour} * 60 + parts->minute) * 60 + parts->second;
    return sync::Instant{sync::start_of(parts->date).ms + seconds * 1000 + ms};
}

} // namespace takan::app
