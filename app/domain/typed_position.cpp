#include "app/domain/typed_position.hpp"

#include "app/domain/typed_text.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

namespace takan::app {
namespace {

using sync::ErrorKind;

constexpr std::size_t longest_typed = 2000; // bytes; links are long, whole pages are no position

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

// --- which system the text speaks of

struct Naming {
    std::string_view word;
    CoordinateSystem system;
};

// What names a system outright goes before whose map it is: Baidu's links may carry coord_type=gcj02.
constexpr std::array namings{
    Naming{"wgs-84", CoordinateSystem::wgs84},     Naming{"wgs84", CoordinateSystem::wgs84},
    Naming{"wgs 84", CoordinateSystem::wgs84},     Naming{"cgcs2000", CoordinateSystem::wgs84},
    Naming{"gcj-02", CoordinateSystem::gcj02},     Naming{"gcj02", CoordinateSystem::gcj02},
    Naming{"gcj 02", CoordinateSystem::gcj02},     Naming{"bd-09", CoordinateSystem::bd09},
    Naming{"bd09ll", CoordinateSystem::bd09},      Naming{"bd09", CoordinateSystem::bd09},
    Naming{"bd 09", CoordinateSystem::bd09},       Naming{"map.baidu", CoordinateSystem::bd09},
    Naming{"baidumap", CoordinateSystem::bd09},    Naming{"百度", CoordinateSystem::bd09},
    Naming{"amap.com", CoordinateSystem::gcj02},   Naming{"amapuri", CoordinateSystem::gcj02},
    Naming{"autonavi", CoordinateSystem::gcj02},   Naming{"高德", CoordinateSystem::gcj02},
    Naming{"map.qq.com", CoordinateSystem::gcj02}, Naming{"qqmap", CoordinateSystem::gcj02},
    Naming{"腾讯", CoordinateSystem::gcj02},
};

// Takes the names of systems out of the text, because they hold digits.
std::optional<CoordinateSystem> take_system(std::string& text) {
    std::optional<CoordinateSystem> system;
    for (const auto& [word, named] : namings) {
        if (text.find(word) == std::string::npos) continue;
        if (!system) system = named;
        replace_all(text, word, " ");
    }
    return system;
}

// --- links

int hex_value(char c) {
    if (sync::is_digit(c)) return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool coded =
            text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 && hex_value(text[at + 2]) >= 0;
        out += coded ? static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2])) : text[at];
        if (coded) at += 2;
    }
    return out;
}

struct Decimal {
    double value = 0;
    bool has_point = false;
    std::size_t end = 0;
};

// A decimal at that place of the text, with its sign.
std::optional<Decimal> decimal_at(std::string_view text, std::size_t at) {
    if (at < text.size() && text[at] == '+') ++at;
    const std::size_t first = at;
    if (at < text.size() && text[at] == '-') ++at;
    Decimal decimal;
    std::size_t digits = 0;
    for (; at < text.size() && (sync::is_digit(text[at]) || (text[at] == '.' && !decimal.has_point)); ++at) {
        if (sync::is_digit(text[at])) {
            ++digits;
            continue;
        }
        if (digits == 0 || at + 1 == text.size() || !sync::is_digit(text[at + 1])) break;
        decimal.has_point = true;
    }
    if (digits == 0 || digits > 20) return std::nullopt;
    std::from_chars(text.data() + first, text.data() + at, decimal.value, std::chars_format::fixed);
    decimal.end = at;
    return decimal;
}

// The number behind "pointx=" and the like.
std::optional<double> parameter(std::string_view link, std::string_view name) {
    for (auto at = link.find(name); at != std::string_view::npos; at = link.find(name, at + 1)) {
        const bool begins = at == 0 || std::string_view("?&;,#/").find(link[at - 1]) != std::string_view::npos;
        if (!begins) continue;
        if (const auto decimal = decimal_at(link, at + name.size())) return decimal->value;
    }
    return std::nullopt;
}

using Pair = std::pair<double, double>;

// Two decimals with a comma between them, each with a point: what else stands in links (ids, zooms) has none.
std::optional<Pair> first_pair(std::string_view link) {
    for (std::size_t at = 0; at < link.size(); ++at) {
        const bool inside = at > 0 && (sync::is_digit(link[at - 1]) || link[at - 1] == '.' || link[at - 1] == '-');
        const auto one = inside ? std::nullopt : decimal_at(link, at);
        if (!one || !one->has_point || one->end >= link.size() || link[one->end] != ',') continue;
        const std::size_t space = link[one->end + 1 < link.size() ? one->end + 1 : one->end] == ' ' ? 1 : 0;
        const auto other = decimal_at(link, one->end + 1 + space);
        if (other && other->has_point) return Pair{one->value, other->value};
    }
    return std::nullopt;
}

std::optional<Pair> pair_in_link(std::string_view link) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> named{
        {{"pointy=", "pointx="}, {"lat=", "lon="}, {"lat=", "lng="}, {"latitude=", "longitude="}}};
    for (const auto& [lat, lon] : named) {
        const auto north = parameter(link, lat);
        const auto east = parameter(link, lon);
        if (north && east) return Pair{*north, *east};
    }
    return first_pair(link);
}

// --- written coordinates

enum class Axis { unknown, lat, lon };

struct Angle {
    double degrees = 0;
    Axis axis = Axis::unknown;
};

enum class Sign { number, degree, minute, second, north, south, east, west, lat, lon, pause };

struct Token {
    Sign sign = Sign::pause;
    double value = 0; // of a number
};

struct Spelling {
    std::string_view text;
    Sign sign;
};

// Longer ones before those that they begin with.
constexpr std::array spellings{
    Spelling{"北纬", Sign::north},   Spelling{"南纬", Sign::south},    Spelling{"东经", Sign::east},
    Spelling{"西经", Sign::west},    Spelling{"纬度", Sign::lat},      Spelling{"经度", Sign::lon},
    Spelling{"latitude", Sign::lat}, Spelling{"longitude", Sign::lon}, Spelling{"lat", Sign::lat},
    Spelling{"lng", Sign::lon},      Spelling{"lon", Sign::lon},       Spelling{"度", Sign::degree},
    Spelling{"分", Sign::minute},    Spelling{"秒", Sign::second},     Spelling{"°", Sign::degree},
    Spelling{"º", Sign::degree},     Spelling{"˚", Sign::degree},      Spelling{"′′", Sign::second},
    Spelling{"''", Sign::second},    Spelling{"″", Sign::second},      Spelling{"\"", Sign::second},
    Spelling{"”", Sign::second},     Spelling{"′", Sign::minute},      Spelling{"'", Sign::minute},
    Spelling{"’", Sign::minute},     Spelling{"n", Sign::north},       Spelling{"s", Sign::south},
    Spelling{"e", Sign::east},       Spelling{"w", Sign::west},        Spelling{"geo:", Sign::pause},
    Spelling{"gps", Sign::pause},    Spelling{"坐标", Sign::pause},    Spelling{"位置", Sign::pause},
    Spelling{"、", Sign::pause},     Spelling{"。", Sign::pause},      Spelling{"，", Sign::pause},
};

// Nothing when the text holds something that no coordinates hold.
std::optional<std::vector<Token>> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto decimal = decimal_at(text, at)) {
            tokens.push_back({Sign::number, decimal->value});
            at = decimal->end;
            continue;
        }
        const std::string_view rest = text.substr(at);
        const auto known = std::find_if(spellings.begin(), spellings.end(),
                                        [&](const Spelling& one) { return rest.starts_with(one.text); });
        if (known != spellings.end()) {
            tokens.push_back({known->sign, 0});
            at += known->text.size();
        } else if (std::string_view(" \t\n,;:/()[]{}=|").find(text[at]) != std::string_view::npos) {
            tokens.push_back({});
            ++at;
        } else {
            return std::nullopt;
        }
    }
    return tokens;
}

bool is_hemisphere(Sign sign) {
    return sign >= Sign::north && sign <= Sign::west;
}

// Reads the angles one after another: a name before or a letter behind tells the axis.
class AngleReader {
public:
    explicit AngleReader(const std::vector<Token>& tokens) : m_tokens(tokens) {}

    // Nothing when the signs contradict each other.
    std::optional<std::vector<Angle>> read() {
        std::vector<Angle> angles;
        while (m_at < m_tokens.size()) {
            const Sign sign = m_tokens[m_at].sign;
            if (sign == Sign::number) {
                const auto angle = read_angle();
                if (!angle) return std::nullopt;
                angles.push_back(*angle);
            } else if (sign >= Sign::north && sign <= Sign::lon) {
                m_before = sign;
                ++m_at;
            } else if (sign == Sign::pause) {
                ++m_at;
            } else {
                return std::nullopt;
            }
        }
        return angles;
    }

private:
    bool next_is(Sign sign) const { return m_at < m_tokens.size() && m_tokens[m_at].sign == sign; }

    void pass_pauses() {
        while (next_is(Sign::pause))
            ++m_at;
    }

    // The number at the place if the unit's sign stands behind it.
    std::optional<double> part(Sign unit) {
        std::size_t at = m_at;
        while (at < m_tokens.size() && m_tokens[at].sign == Sign::pause)
            ++at;
        if (at + 1 >= m_tokens.size() || m_tokens[at].sign != Sign::number || m_tokens[at + 1].sign != unit)
            return std::nullopt;
        m_at = at + 2;
        return m_tokens[at].value;
    }

    std::optional<Angle> read_angle() {
        double degrees = m_tokens[m_at++].value;
        const double sense = std::signbit(degrees) ? -1 : 1;
        degrees = std::abs(degrees);
        if (next_is(Sign::degree)) {
            ++m_at;
            const double minutes = part(Sign::minute).value_or(0);
            const double seconds = part(Sign::second).value_or(0);
            if (minutes < 0 || minutes >= 60 || seconds < 0 || seconds >= 60) return std::nullopt;
            degrees += minutes / 60 + seconds / 3600;
        }
        Sign named = std::exchange(m_before, Sign::pause);
        const std::size_t back = m_at;
        pass_pauses();
        const bool behind = m_at < m_tokens.size() && is_hemisphere(m_tokens[m_at].sign) && !is_hemisphere(named);
        if (behind)
            named = m_tokens[m_at++].sign;
        else
            m_at = back;
        Angle angle{degrees * sense, Axis::unknown};
        if (named == Sign::south || named == Sign::west) angle.degrees = -degrees;
        if (named == Sign::north || named == Sign::south || named == Sign::lat) angle.axis = Axis::lat;
        if (named == Sign::east || named == Sign::west || named == Sign::lon) angle.axis = Axis::lon;
        return angle;
    }

    const std::vector<Token>& m_tokens;
    std::size_t m_at = 0;
    Sign m_before = Sign::pause;
};

bool is_chinese_lat(double degrees) {
    return degrees >= 3 && degrees <= 54;
}

bool is_chinese_lon(double degrees) {
    return degrees >= 73 && degrees <= 136;
}

Position ordered(double first, double second) {
    const bool turned =
        (is_chinese_lon(first) && is_chinese_lat(second)) || (std::abs(first) > 90 && std::abs(second) <= 90);
    return turned ? Position{second, first} : Position{first, second};
}

sync::Error odd(std::string message, std::string_view typed, const char* key) {
    return sync::fail(ErrorKind::invalid, std::move(message), first_words(typed, 60), key);
}

sync::Result<Position> read_written(std::string_view text, std::string_view typed) {
    const auto unreadable = [&] { return odd("this is no position", typed, "error.position_unreadable"); };
    const auto tokens = tokens_of(text);
    if (!tokens) return unreadable();
    const auto angles = AngleReader(*tokens).read();
    if (!angles || angles->empty() || angles->size() > 2) return unreadable();
    if (angles->size() == 1) return odd("a position needs two numbers", typed, "error.position_half");
    const Angle& a = angles->front();
    const Angle& b = angles->back();
    if (a.axis != Axis::unknown && a.axis == b.axis) return unreadable();
    if (a.axis == Axis::lat || b.axis == Axis::lon) return Position{a.degrees, b.degrees};
    if (a.axis == Axis::lon || b.axis == Axis::lat) return Position{b.degrees, a.degrees};
    return ordered(a.degrees, b.degrees);
}

bool is_link(std::string_view text) {
    return text.find("://") != std::string_view::npos || text.find("amap.com") != std::string_view::npos ||
           text.find("map.qq.com") != std::string_view::npos || text.find("map.baidu") != std::string_view::npos;
}

} // namespace

sync::Result<TypedPosition> read_position(std::string_view typed, CoordinateSystem otherwise) {
    if (typed.size() > longest_typed) return odd("this is too long for a position", {}, "error.position_unreadable");
    std::string text = sync::lower_ascii(half_width(sync::plain_text(typed)));
    const bool link = is_link(text);
    if (link) text = percent_decoded(text);
    const auto system = take_system(text).value_or(otherwise);
    Position given;
    if (link) {
        const auto pair = pair_in_link(text);
        if (!pair) return odd("the link names no coordinates", typed, "error.position_link");
        given = ordered(pair->first, pair->second);
    } else {
        TAKAN_TRY_LET(position, read_written(text, typed));
        given = position;
    }
    if (!is_on_earth(given)) return odd("there is no such place", typed, "error.position_range");
    return TypedPosition{to_wgs84(given, system), system};
}

const char* name_of(CoordinateSystem system) {
    switch (system) {
    case CoordinateSystem::gcj02:
        return "GCJ-02";
    case CoordinateSystem::bd09:
        return "BD-09";
    case CoordinateSystem::wgs84:
        break;
    }
    return "WGS-84";
}

} // namespace takan::app
