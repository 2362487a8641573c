#include "app/domain/china_time.hpp"

#include "app/domain/typed_text.hpp"

#include <algorithm>
#include <cstdint>

namespace takan::app {
namespace {

constexpr std::int64_t minute_ms = 60'000;

std::string digits(std::int64_t number, std::size_t width) {
    std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

// Walks half-width text; every function takes what it names, or takes nothing and says so.
class Walk {
public:
    explicit Walk(std::string_view rest) : m_rest(rest) {}

    bool ended() const { return m_rest.empty(); }

    bool take(std::string_view text) {
        if (!m_rest.starts_with(text)) return false;
        m_rest.remove_prefix(text.size());
        return true;
    }

    std::optional<int> number(std::size_t least, std::size_t most) {
        std::size_t size = 0;
        int value = 0;
        while (size < most && size < m_rest.size() && m_rest[size] >= '0' && m_rest[size] <= '9')
            value = value * 10 + (m_rest[size++] - '0');
        if (size < least) return std::nullopt;
        m_rest.remove_prefix(size);
        return value;
    }

    bool skip_spaces() {
        const std::size_t before = m_rest.size();
        m_rest.remove_prefix(std::min(m_rest.find_first_not_of(' '), before));
        return m_rest.size() < before;
    }

private:
    std::string_view m_rest;
};

std::optional<sync::CivilDate> take_date(Walk& walk) {
    const auto year = walk.number(4, 4);
    if (!year) return std::nullopt;
    std::string_view between;
    std::string_view behind;
    for (const std::string_view sign : {"-", "/", "."})
        if (between.empty() && walk.take(sign)) between = sign;
    if (between.empty()) {
        if (!walk.take("年")) return std::nullopt;
        between = "月";
        behind = "日";
    }
    const auto month = walk.number(1, 2);
    if (!month || !walk.take(between)) return std::nullopt;
    const auto day = walk.number(1, 2);
    if (!day || !walk.take(behind)) return std::nullopt;
    const sync::CivilDate date{*year, *month, *day};
    return sync::exists(date) ? std::optional(date) : std::nullopt;
}

// Milliseconds since midnight.
std::optional<std::int64_t> take_clock(Walk& walk) {
    const auto hour = walk.number(1, 2);
    if (!hour || *hour > 23 || !walk.take(":")) return std::nullopt;
    const auto minute = walk.number(2, 2);
    if (!minute || *minute > 59) return std::nullopt;
    std::int64_t ms = (*hour * 60 + *minute) * minute_ms;
    if (!walk.take(":")) return ms;
    const auto second = walk.number(2, 2);
    if (!second || *second > 59) return std::nullopt;
    ms += *second * 1000;
    if (!walk.take(".")) return ms;
    const auto thousandths = walk.number(3, 3);
    if (!thousandths) return std::nullopt;
    return ms + *thousandths;
}

// Minutes east of UTC.
std::optional<int> take_zone(Walk& walk) {
    if (walk.ended()) return china_offset_minutes;
    if (walk.take("Z") || walk.take("z")) return 0;
    const int sign = walk.take("+") ? 1 : walk.take("-") ? -1 : 0;
    if (sign == 0) return std::nullopt;
    const auto hours = walk.number(2, 2);
    walk.take(":");
    const auto minutes = walk.number(2, 2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    return sign * (*hours * 60 + *minutes);
}

} // namespace

std::string date_text(sync::CivilDate date) {
    return digits(date.year, 4) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2);
}

std::string china_text(sync::Instant instant) {
    const sync::CivilDate date = sync::date_of(instant, china_offset_minutes);
    const std::int64_t minutes = (instant.ms + china_offset_minutes * minute_ms - sync::start_of(date).ms) / minute_ms;
    return date_text(date) + " " + digits(minutes / 60, 2) + ":" + digits(minutes % 60, 2);
}

std::optional<sync::CivilDate> read_date(std::string_view typed) {
    const std::string text = half_width(typed);
    Walk walk(text);
    const auto date = take_date(walk);
    return walk.ended() ? date : std::nullopt;
}

std::optional<sync::Instant> read_moment(std::string_view typed) {
    const std::string text = half_width(typed);
    Walk walk(text);
    const auto date = take_date(walk);
    if (!date) return std::nullopt;
    std::int64_t clock = 0;
    if (!walk.ended()) {
        const bool apart = walk.take("T") || walk.skip_spaces() || text.find("日") != std::string::npos;
        const auto ms = apart ? take_clock(walk) : std::nullopt;
        if (!ms) return std::nullopt;
        clock = *ms;
        walk.skip_spaces();
    }
    const auto offset = take_zone(walk);
    if (!offset || !walk.ended()) return std::nullopt;
    const sync::Instant instant{sync::start_of(*date).ms + clock - *offset * minute_ms};
    if (instant < sync::least_instant || instant > sync::greatest_instant) return std::nullopt;
    return instant;
}

bool is_date_text(std::string_view text) {
    const auto date = read_date(text);
    return date && date_text(*date) == text;
}

} // namespace takan::app
