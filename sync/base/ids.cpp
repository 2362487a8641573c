#include "sync/base/ids.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <sys/random.h>

namespace takan::sync {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";
constexpr char device_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::size_t id_length = 36;

bool is_dash_place(std::size_t at) {
    return at == 8 || at == 13 || at == 18 || at == 23;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

bool is_device_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

} // namespace

void fill_random(std::span<std::uint8_t> out) {
    while (!out.empty()) {
        const ssize_t got = getrandom(out.data(), out.size(), 0);
        if (got < 0) {
            if (errno == EINTR) continue;
            std::abort(); // an id that is not random would collide with another device's
        }
        out = out.subspan(static_cast<std::size_t>(got));
    }
}

RecordId RecordId::random(Instant now) {
    RecordId id;
    fill_random(id.m_bytes);
    auto ms = static_cast<std::uint64_t>(std::clamp(now.ms, std::int64_t{0}, greatest_instant.ms));
    for (std::size_t i = 6; i-- > 0; ms >>= 8)
        id.m_bytes[i] = static_cast<std::uint8_t>(ms & 0xff);
    id.m_bytes[6] = static_cast<std::uint8_t>((id.m_bytes[6] & 0x0f) | 0x70);
    id.m_bytes[8] = static_cast<std::uint8_t>((id.m_bytes[8] & 0x3f) | 0x80);
    return id;
}

Result<RecordId> RecordId::parse(std::string_view text) {
    if (text.size() != id_length) return fail(ErrorKind::invalid, "an id is a UUID of 36 characters");
    RecordId id;
    std::size_t nibble = 0;
    for (std::size_t at = 0; at < id_length; ++at) {
        if (is_dash_place(at)) {
            if (text[at] != '-') return fail(ErrorKind::invalid, "an id has dashes after 8, 12, 16 and 20 digits");
            continue;
        }
        const int value = hex_value(text[at]);
        if (value < 0) return fail(ErrorKind::invalid, "an id holds digits 0-9 and a-f only");
        auto& byte = id.m_bytes[nibble / 2];
        byte = static_cast<std::uint8_t>(byte << 4 | value);
        ++nibble;
    }
    if (id.m_bytes[6] >> 4 != 7 || id.m_bytes[8] >> 6 != 2)
        return fail(ErrorKind::invalid, "an id is a UUID of version 7");
    // Its date is part of the record's path, which has four digits for the year.
    if (id.created() > greatest_instant) return fail(ErrorKind::invalid, "an id names a time after the year 9999");
    return id;
}

std::string RecordId::text() const {
    std::string text(id_length, '-');
    std::size_t nibble = 0;
    for (std::size_t at = 0; at < id_length; ++at) {
        if (is_dash_place(at)) continue;
        const int byte = m_bytes[nibble / 2];
        text[at] = hex_digits[nibble % 2 == 0 ? byte >> 4 : byte & 0x0f];
        ++nibble;
    }
    return text;
}

Instant RecordId::created() const {
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < 6; ++i)
        ms = ms << 8 | m_bytes[i];
    return {ms};
}

DeviceId DeviceId::random() {
    constexpr std::uint8_t fair =
        252; // the greatest multiple of 36 in a byte: beyond it some letters would be likelier
    DeviceId id;
    for (char& letter : id.m_text) {
        std::uint8_t byte = fair;
        while (byte >= fair)
            fill_random({&byte, 1});
        letter = device_letters[byte % 36];
    }
    return id;
}

Result<DeviceId> DeviceId::parse(std::string_view text) {
    DeviceId id;
    if (text.size() != id.m_text.size() || !std::all_of(text.begin(), text.end(), is_device_letter)) {
        return fail(ErrorKind::invalid, "a device is six characters of a-z and 0-9");
    }
    std::copy(text.begin(), text.end(), id.m_text.begin());
    return id;
}

} // namespace takan::sync

std::size_t std::hash<takan::sync::RecordId>::operator()(const takan::sync::RecordId& id) const noexcept {
    std::size_t last = 0; // the last eight bytes are the random ones
    std::memcpy(&last, id.bytes().data() + 8, sizeof last);
    return last;
}
