#include "app/evidence/exif_position.hpp"

#include "app/evidence/exif_time.hpp"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>

namespace takan::app {
namespace {

// Tags of the GPS directory (CIPA DC-008, 4.6.6).
namespace tag {
constexpr std::uint16_t lat_ref = 1, lat = 2, lon_ref = 3, lon = 4, altitude_ref = 5, altitude = 6, time = 7;
constexpr std::uint16_t status = 9, datum = 18, date = 29;
} // namespace tag

constexpr double most_metres = 20'000; // no inspection flies higher; larger numbers are noise

std::optional<double> quotient(const Ratio& ratio) {
    if (ratio.under == 0) return std::nullopt;
    return static_cast<double>(ratio.over) / static_cast<double>(ratio.under);
}

// Digits without the locale: "-29.3573000" for -293573000 and 7 decimals.
std::string decimal(std::int64_t scaled, int decimals) {
    std::string digits = std::to_string(std::llabs(scaled));
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, ".");
    return scaled < 0 ? "-" + digits : digits;
}

// Degrees with minutes and seconds, of which the last may be left out.
std::optional<double> degrees_of(const std::vector<Ratio>& ratios) {
    if (ratios.empty()) return std::nullopt;
    double degrees = 0;
    double unit = 1;
    for (std::size_t i = 0; i < ratios.size() && i < 3; ++i, unit *= 60) {
        const auto part = quotient(ratios[i]);
        if (!part || *part < 0 || (i > 0 && *part > 60)) return std::nullopt;
        degrees += *part / unit;
    }
    return degrees;
}

// The first letter of a reference such as "N"; 0 when it is missing.
char letter(const TiffBlock& block, std::uint16_t tag) {
    const auto text = block.text(Directory::gps, tag);
    if (!text) return 0;
    const char c = text->front();
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// Ten-millionths of a degree, signed; nothing when the number, its letter or its range is wrong.
std::optional<std::int64_t> coordinate(const TiffBlock& block, std::uint16_t number, std::uint16_t reference, char plus,
                                       char minus, double greatest) {
    const auto degrees = degrees_of(block.ratios(Directory::gps, number));
    const char ref = letter(block, reference);
    if (!degrees || *degrees > greatest || (ref != plus && ref != minus)) return std::nullopt;
    const auto scaled = static_cast<std::int64_t>(std::llround(*degrees * 1e7));
    return ref == minus ? -scaled : scaled;
}

void read_place(const TiffBlock& block, Exif& exif) {
    if (!block.has(Directory::gps, tag::lat) && !block.has(Directory::gps, tag::lon)) return;
    const auto lat = coordinate(block, tag::lat, tag::lat_ref, 'N', 'S', 90);
    const auto lon = coordinate(block, tag::lon, tag::lon_ref, 'E', 'W', 180);
    if (!lat || !lon) {
        exif.remarks.push_back({"photo.remark.position_unreadable", "EXIF position is no position"});
        return;
    }
    if (*lat == 0 && *lon == 0) { // what receivers write that have found no satellite yet
        exif.remarks.push_back({"photo.remark.position_unset", "EXIF position is 0, 0"});
        return;
    }
    exif.lat = decimal(*lat, 7);
    exif.lon = decimal(*lon, 7);
    if (letter(block, tag::status) == 'V') {
        exif.remarks.push_back({"photo.remark.position_stale", "the receiver had no fix when the photo was taken"});
    }
}

void read_altitude(const TiffBlock& block, Exif& exif) {
    const auto ratios = block.ratios(Directory::gps, tag::altitude);
    if (ratios.empty()) return;
    const auto metres = quotient(ratios.front());
    if (!metres || std::fabs(*metres) > most_metres) return;
    const bool below = block.number(Directory::gps, tag::altitude_ref).value_or(0) % 2 == 1;
    const auto scaled = static_cast<std::int64_t>(std::llround(*metres * 100));
    std::string text = decimal(below ? -scaled : scaled, 2);
    while (text.back() == '0')
        text.pop_back();
    if (text.back() == '.') text.pop_back();
    exif.altitude = text;
}

void read_datum(const TiffBlock& block, Exif& exif) {
    exif.datum = block.text(Directory::gps, tag::datum).value_or(std::string());
    const bool usual = exif.datum.empty() || exif.datum.find("84") != std::string::npos;
    if (!usual && !exif.lat.empty()) {
        exif.remarks.push_back({"photo.remark.datum", "EXIF position is given in the datum " + exif.datum});
    }
}

void read_time(const TiffBlock& block, Exif& exif) {
    const auto date = block.text(Directory::gps, tag::date);
    const auto clock = block.ratios(Directory::gps, tag::time);
    if (!date || date->size() < 10 || clock.size() < 3) return;
    int parts[3];
    for (std::size_t i = 0; i < 3; ++i) {
        const auto part = quotient(clock[i]);
        if (!part || *part < 0 || *part >= 60) return;
        parts[i] = static_cast<int>(*part);
    }
    char text[16];
    std::snprintf(text, sizeof text, " %02d:%02d:%02d", parts[0], parts[1], parts[2]);
    if (const auto time = parse_exif_time(date->substr(0, 10) + text)) exif.gps_time = *time + "Z";
}

} // namespace

void read_position(const TiffBlock& block, Exif& exif) {
    read_place(block, exif);
    read_altitude(block, exif);
    read_datum(block, exif);
    read_time(block, exif);
}

} // namespace takan::app
