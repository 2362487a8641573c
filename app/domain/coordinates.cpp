#include "app/domain/coordinates.hpp"

#include "app/domain/decimal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numbers>

namespace takan::app {
namespace {

constexpr double pi = std::numbers::pi;
constexpr double radian = pi / 180;
constexpr int places = 7;
constexpr double scale = 1e7; // 10^places

// The shift of GCJ-02 is computed on Krasovsky's ellipsoid.
constexpr double krasovsky_axis = 6'378'245.0; // metres
constexpr double krasovsky_eccentricity = 0.00669342162296594323;
constexpr double baidu_pi = pi * 3000.0 / 180.0;

bool is_shifted(Position position) {
    return position.lon >= 72.004 && position.lon <= 137.8347 && position.lat >= 0.8293 && position.lat <= 55.8271;
}

double waves(double argument) {
    return (20.0 * std::sin(6.0 * argument * pi) + 20.0 * std::sin(2.0 * argument * pi)) * 2.0 / 3.0;
}

double shift_north(double x, double y) {
    return -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + waves(x) +
           (20.0 * std::sin(y * pi) + 40.0 * std::sin(y / 3.0 * pi)) * 2.0 / 3.0 +
           (160.0 * std::sin(y / 12.0 * pi) + 320.0 * std::sin(y * pi / 30.0)) * 2.0 / 3.0;
}

double shift_east(double x, double y) {
    return 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + waves(x) +
           (20.0 * std::sin(x * pi) + 40.0 * std::sin(x / 3.0 * pi)) * 2.0 / 3.0 +
           (150.0 * std::sin(x / 12.0 * pi) + 300.0 * std::sin(x / 30.0 * pi)) * 2.0 / 3.0;
}

Position gcj_of(Position wgs) {
    const double x = wgs.lon - 105.0;
    const double y = wgs.lat - 35.0;
    const double lat = wgs.lat * radian;
    const double curve = 1 - krasovsky_eccentricity * std::sin(lat) * std::sin(lat);
    const double meridian = krasovsky_axis * (1 - krasovsky_eccentricity) / (curve * std::sqrt(curve));
    const double parallel = krasovsky_axis / std::sqrt(curve) * std::cos(lat);
    return {wgs.lat + shift_north(x, y) / (meridian * radian), wgs.lon + shift_east(x, y) / (parallel * radian)};
}

Position baidu_of(Position gcj) {
    const double away = std::sqrt(gcj.lon * gcj.lon + gcj.lat * gcj.lat) + 0.00002 * std::sin(gcj.lat * baidu_pi);
    const double angle = std::atan2(gcj.lat, gcj.lon) + 0.000003 * std::cos(gcj.lon * baidu_pi);
    return {away * std::sin(angle) + 0.006, away * std::cos(angle) + 0.0065};
}

Position shifted(Position wgs, CoordinateSystem to) {
    const Position gcj = gcj_of(wgs);
    return to == CoordinateSystem::gcj02 ? gcj : baidu_of(gcj);
}

} // namespace

Position from_wgs84(Position position, CoordinateSystem to) {
    return to == CoordinateSystem::wgs84 || !is_shifted(position) ? position : shifted(position, to);
}

// The shift changes slowly, so that taking away the shift of the last guess comes a thousand times nearer each time.
Position to_wgs84(Position position, CoordinateSystem from) {
    if (from == CoordinateSystem::wgs84 || !is_shifted(position)) return position;
    constexpr int most_rounds = 30;
    constexpr double near_enough = 1e-11;
    Position guess = position;
    for (int round = 0; round < most_rounds; ++round) {
        const Position there = shifted(guess, from);
        const Position off{there.lat - position.lat, there.lon - position.lon};
        guess.lat -= off.lat;
        guess.lon -= off.lon;
        if (std::abs(off.lat) < near_enough && std::abs(off.lon) < near_enough) break;
    }
    return guess;
}

double metres_between(Position a, Position b) {
    constexpr double earth = 6'371'008.8; // mean radius in metres
    const double north = std::sin((b.lat - a.lat) * radian / 2);
    const double east = std::sin((b.lon - a.lon) * radian / 2);
    const double part = north * north + std::cos(a.lat * radian) * std::cos(b.lat * radian) * east * east;
    return 2 * earth * std::asin(std::min(1.0, std::sqrt(part)));
}

double bearing(Position from, Position to) {
    const double east = (to.lon - from.lon) * radian;
    const double a = from.lat * radian;
    const double b = to.lat * radian;
    const double angle = std::atan2(std::sin(east) * std::cos(b),
                                    std::cos(a) * std::sin(b) - std::sin(a) * std::cos(b) * std::cos(east));
    return std::fmod(angle / radian + 360.0, 360.0);
}

bool is_on_earth(Position position) {
    return std::abs(position.lat) <= 90 && std::abs(position.lon) <= 180;
}

std::string degrees_text(double degrees) {
    constexpr std::int64_t whole = 10'000'000;
    const std::int64_t scaled = std::llround(degrees * scale);
    const std::int64_t size = std::abs(scaled);
    const std::string sign = scaled < 0 ? "-" : "";
    return sign + std::to_string(size / whole) + "." + std::to_string(whole + size % whole).substr(1);
}

std::optional<double> read_degrees(std::string_view decimal) {
    const auto scaled = read_scaled(decimal, places);
    if (!scaled) return std::nullopt;
    return static_cast<double>(*scaled) / scale;
}

std::optional<Position> position_of(const sync::Record& record) {
    const auto lat = read_degrees(sync::shown_text(record, "lat"));
    const auto lon = read_degrees(sync::shown_text(record, "lon"));
    if (!lat || !lon || !is_on_earth({*lat, *lon})) return std::nullopt;
    return Position{*lat, *lon};
}

} // namespace takan::app
