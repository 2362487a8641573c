#include "app/evidence/exif_writer.hpp"

#include "app/evidence/exif_time.hpp"

#include <cmath>
#include <vector>

namespace takan::app {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;
using sync::ErrorKind;
using sync::Result;

void put16(std::string& out, std::uint32_t number) {
    out += static_cast<char>(number & 0xFF);
    out += static_cast<char>(number >> 8 & 0xFF);
}

void put32(std::string& out, std::uint32_t number) {
    put16(out, number & 0xFFFF);
    put16(out, number >> 16);
}

struct Entry {
    std::uint16_t tag;
    std::uint16_t type;
    std::uint32_t count;
    std::string bytes;
};

Entry text(std::uint16_t tag, std::string value) {
    value += '\0';
    return {tag, 2, static_cast<std::uint32_t>(value.size()), value};
}

Entry byte(std::uint16_t tag, std::uint8_t value) {
    return {tag, 1, 1, std::string(1, static_cast<char>(value))};
}

Entry number16(std::uint16_t tag, int value) {
    Entry entry{tag, 3, 1, {}};
    put16(entry.bytes, static_cast<std::uint32_t>(value));
    return entry;
}

Entry number32(std::uint16_t tag, std::uint32_t value) {
    Entry entry{tag, 4, 1, {}};
    put32(entry.bytes, value);
    return entry;
}

struct Fraction {
    std::uint32_t over;
    std::uint32_t under;
};

Entry fractions(std::uint16_t tag, const std::vector<Fraction>& values) {
    Entry entry{tag, 5, static_cast<std::uint32_t>(values.size()), {}};
    for (const auto& value : values) {
        put32(entry.bytes, value.over);
        put32(entry.bytes, value.under);
    }
    return entry;
}

using Entries = std::vector<Entry>; // sorted by tag, as TIFF demands

std::uint32_t size_of(const Entries& entries) {
    std::size_t size = 2 + entries.size() * 12 + 4;
    for (const auto& entry : entries)
        size += entry.bytes.size() > 4 ? entry.bytes.size() + entry.bytes.size() % 2 : 0;
    return static_cast<std::uint32_t>(size);
}

// One directory that begins at `offset` of the block: entries, no next one, then the values that do not fit into
// entries.
std::string directory(const Entries& entries, std::uint32_t offset) {
    std::string out;
    std::string values;
    put16(out, static_cast<std::uint32_t>(entries.size()));
    const auto values_begin = offset + 2 + static_cast<std::uint32_t>(entries.size()) * 12 + 4;
    for (const auto& entry : entries) {
        put16(out, entry.tag);
        put16(out, entry.type);
        put32(out, entry.count);
        if (entry.bytes.size() <= 4) {
            out += entry.bytes + std::string(4 - entry.bytes.size(), '\0');
            continue;
        }
        put32(out, values_begin + static_cast<std::uint32_t>(values.size()));
        values += entry.bytes;
        if (values.size() % 2 == 1) values += '\0';
    }
    put32(out, 0);
    return out + values;
}

// Degrees, minutes and ten-thousandths of seconds: 3 mm on the ground.
std::vector<Fraction> sexagesimal(double degrees) {
    constexpr std::int64_t second = 10'000;
    const std::int64_t all = std::llround(std::fabs(degrees) * 3600 * static_cast<double>(second));
    return {{static_cast<std::uint32_t>(all / (3600 * second)), 1},
            {static_cast<std::uint32_t>(all / (60 * second) % 60), 1},
            {static_cast<std::uint32_t>(all % (60 * second)), static_cast<std::uint32_t>(second)}};
}

std::string exif_form(const std::string& iso) {
    std::string text = iso.substr(0, 19);
    text[4] = text[7] = ':';
    text[10] = ' ';
    return text;
}

Entries exif_entries(const PhotoFacts& facts, const std::string& time) {
    Entries entries{{0x9000, 7, 4, "0232"}, text(0x9003, time), text(0x9004, time)};
    if (!facts.offset.empty()) {
        for (const std::uint16_t tag : {std::uint16_t{0x9010}, std::uint16_t{0x9011}, std::uint16_t{0x9012}})
            entries.push_back(text(tag, facts.offset));
    }
    entries.push_back({0x9101, 7, 4, "\x01\x02\x03\0"s});
    entries.push_back({0xA000, 7, 4, "0100"});
    entries.push_back(number16(0xA001, 1)); // sRGB
    if (facts.width > 0 && facts.height > 0) {
        entries.push_back(number32(0xA002, static_cast<std::uint32_t>(facts.width)));
        entries.push_back(number32(0xA003, static_cast<std::uint32_t>(facts.height)));
    }
    return entries;
}

Entries gps_entries(const PhotoFacts& facts, sync::Instant utc) {
    const std::string moment = sync::to_text(utc);
    const auto part = [&](std::size_t at) {
        return Fraction{static_cast<std::uint32_t>(std::stoi(moment.substr(at, 2))), 1};
    };
    Entries entries{{0x0000, 1, 4, "\x02\x03\0\0"s},
                    text(0x0001, *facts.lat < 0 ? "S" : "N"),
                    fractions(0x0002, sexagesimal(*facts.lat)),
                    text(0x0003, *facts.lon < 0 ? "W" : "E"),
                    fractions(0x0004, sexagesimal(*facts.lon))};
    if (facts.altitude) {
        entries.push_back(byte(0x0005, *facts.altitude < 0 ? 1 : 0));
        entries.push_back(
            fractions(0x0006, {{static_cast<std::uint32_t>(std::llround(std::fabs(*facts.altitude) * 100)), 100}}));
    }
    entries.push_back(fractions(0x0007, {part(11), part(14), part(17)}));
    entries.push_back(text(0x0012, "WGS-84"));
    entries.push_back(text(0x001D, exif_form(moment).substr(0, 10)));
    return entries;
}

Result<sync::Instant> check(const PhotoFacts& facts) {
    const auto local = wall_clock(facts.time, {});
    if (!local) return sync::fail(ErrorKind::invalid, "photo's time is no time", facts.time);
    const auto offset = facts.offset.empty() ? std::optional<int>(480) : parse_offset(facts.offset);
    if (!offset) return sync::fail(ErrorKind::invalid, "photo's offset is none", facts.offset);
    const bool position = facts.lat.has_value() || facts.lon.has_value();
    if (position && !(facts.lat && facts.lon && std::fabs(*facts.lat) <= 90 && std::fabs(*facts.lon) <= 180)) {
        return sync::fail(ErrorKind::invalid, "photo's position is not on the earth");
    }
    return sync::Instant{local->ms - *offset * 60'000};
}

} // namespace

Result<std::string> write_exif_block(const PhotoFacts& facts) {
    TAKAN_TRY_LET(utc, check(facts));
    const auto time = exif_form(facts.time);
    Entries main{text(0x010F, facts.make),     text(0x0110, facts.model),    number16(0x0112, facts.orientation),
                 fractions(0x011A, {{72, 1}}), fractions(0x011B, {{72, 1}}), number16(0x0128, 2),
                 text(0x0132, time),           number16(0x0213, 1),          number32(0x8769, 0)};
    if (facts.lat) main.push_back(number32(0x8825, 0));
    const Entries exif = exif_entries(facts, time);
    constexpr std::uint32_t main_at = 8;
    const std::uint32_t exif_at = main_at + size_of(main);
    const std::uint32_t gps_at = exif_at + size_of(exif);
    for (auto& entry : main) {
        if (entry.tag == 0x8769) entry = number32(entry.tag, exif_at);
        if (entry.tag == 0x8825) entry = number32(entry.tag, gps_at);
    }
    std::string block = "II*\0"s;
    put32(block, main_at);
    block += directory(main, main_at) + directory(exif, exif_at);
    if (facts.lat) block += directory(gps_entries(facts, utc), gps_at);
    return block;
}

Result<std::string> with_exif(std::string_view jpeg, const PhotoFacts& facts) {
    if (!jpeg.starts_with("\xFF\xD8"sv)) return sync::fail(ErrorKind::invalid, "camera data is put into JPEGs only");
    TAKAN_TRY_LET(block, write_exif_block(facts));
    const std::size_t length = 2 + 6 + block.size();
    if (length > 0xFFFF) return sync::fail(ErrorKind::invalid, "camera data is longer than a JPEG segment");
    std::string out(jpeg.substr(0, 2));
    out += "\xFF\xE1";
    out += static_cast<char>(length >> 8);
    out += static_cast<char>(length & 0xFF);
    out += "Exif\0\0"s + block;
    out += jpeg.substr(2);
    return out;
}

} // namespace takan::app
