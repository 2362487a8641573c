#include "sync/team/ssh_wire.hpp"

#include "sync/base/text.hpp"

#include <array>
#include <cstdint>

namespace takan::sync {
namespace {

constexpr std::size_t line_length = 70;
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
    return at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : std::uint8_t{0};
}

// Padding counts as zero bits; the caller has made sure that it stands only at the end.
std::optional<std::uint32_t> group_bits(std::string_view group) {
    std::uint32_t bits = 0;
    for (const char c : group) {
        const std::size_t digit = c == '=' ? 0 : alphabet.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
    }
    return bits;
}

std::string begin_line(std::string_view label) {
    return "-----BEGIN " + std::string(label) + "-----";
}

std::string end_line(std::string_view label) {
    return "-----END " + std::string(label) + "-----";
}

} // namespace

std::string encode_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::uint32_t bits = static_cast<std::uint32_t>(byte_at(bytes, at)) << 16 |
                                   static_cast<std::uint32_t>(byte_at(bytes, at + 1)) << 8 | byte_at(bytes, at + 2);
        text += alphabet[bits >> 18];
        text += alphabet[bits >> 12 & 63];
        text += at + 1 < bytes.size() ? alphabet[bits >> 6 & 63] : '=';
        text += at + 2 < bytes.size() ? alphabet[bits & 63] : '=';
    }
    return text;
}

std::optional<std::string> decode_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    const std::size_t first_padding = text.find('=');
    const std::size_t padding = first_padding == std::string_view::npos ? 0 : text.size() - first_padding;
    if (padding > 2 || text.substr(text.size() - padding) != std::string_view("==").substr(0, padding))
        return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t at = 0; at < text.size(); at += 4) {
        const auto bits = group_bits(text.substr(at, 4));
        if (!bits) return std::nullopt;
        bytes += static_cast<char>(*bits >> 16 & 255);
        bytes += static_cast<char>(*bits >> 8 & 255);
        bytes += static_cast<char>(*bits & 255);
    }
    bytes.resize(bytes.size() - padding);
    if (encode_base64(bytes) != text) return std::nullopt; // bits behind the end: one text a key or signature
    return bytes;
}

std::string armored(std::string_view label, std::string_view bytes) {
    const std::string base64 = encode_base64(bytes);
    std::string text = begin_line(label) + '\n';
    for (std::size_t at = 0; at < base64.size(); at += line_length) {
        text.append(base64, at, line_length);
        text += '\n';
    }
    return text + end_line(label) + '\n';
}

std::optional<std::string> unarmored(std::string_view label, std::string_view text) {
    auto lines = split(text, '\n');
    for (std::string_view& line : lines) {
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    }
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    if (lines.size() < 3 || lines.front() != begin_line(label) || lines.back() != end_line(label)) return std::nullopt;
    std::string base64;
    for (std::size_t at = 1; at + 1 < lines.size(); ++at)
        base64 += lines[at];
    return decode_base64(base64);
}

void put_u32(std::string& out, std::size_t number) {
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>(number >> shift & 255);
}

void put_string(std::string& out, std::string_view bytes) {
    put_u32(out, bytes.size());
    out += bytes;
}

std::optional<std::string_view> take_string(Cursor& cursor) {
    const auto size = cursor.u32();
    if (!size) return std::nullopt;
    return cursor.take(*size);
}

bool take_string(Cursor& cursor, std::string_view wanted) {
    return take_string(cursor) == wanted;
}

} // namespace takan::sync
