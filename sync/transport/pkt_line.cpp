#include "sync/transport/pkt_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace takan::sync {
namespace {

constexpr std::size_t length_size = 4;
constexpr std::size_t most_said = 2000;

} // namespace

std::string_view Packet::line() const {
    return data.ends_with('\n') ? data.substr(0, data.size() - 1) : data;
}

std::string packet(std::string_view data) {
    constexpr std::string_view digits = "0123456789abcdef";
    const std::size_t size = data.size() + length_size;
    std::string out;
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[size >> shift & 0xF];
    return out.append(data);
}

Error PacketReader::not_understood() const {
    return fail(ErrorKind::offline, "what came from the other end is not git's protocol", m_place, "error.not_git");
}

Result<bool> PacketReader::fill(std::size_t size) {
    std::array<char, 64 * 1024> block{};
    while (m_buffer.size() - m_used < size) {
        TAKAN_TRY_LET(got, m_stream.read(block.data(), block.size()));
        if (got == 0) {
            if (m_buffer.size() == m_used) return false;
            return m_stream.broken_off();
        }
        m_buffer.erase(0, std::exchange(m_used, 0));
        m_buffer.append(block.data(), got);
    }
    return true;
}

Result<Packet> PacketReader::next() {
    TAKAN_TRY_LET(more, fill(length_size));
    if (!more) return Packet{};
    std::size_t size = 0;
    const char* digits = m_buffer.data() + m_used;
    const auto [end, code] = std::from_chars(digits, digits + length_size, size, 16);
    if (code != std::errc{} || end != digits + length_size) return not_understood();
    if (size <= 1) {
        m_used += length_size;
        return Packet{size == 0 ? Packet::Kind::flush : Packet::Kind::delimiter, {}};
    }
    if (size < length_size) return not_understood();
    TAKAN_TRY_LET(whole, fill(size));
    if (!whole) return not_understood();
    const std::string_view data = std::string_view(m_buffer).substr(m_used + length_size, size - length_size);
    m_used += size;
    return Packet{Packet::Kind::data, data};
}

Result<Packet> PacketReader::expect() {
    auto read = next();
    if (!read) return read;
    if (read->kind == Packet::Kind::end) return m_stream.broken_off();
    if (read->kind == Packet::Kind::data && read->data.starts_with("ERR "))
        return server_says(ErrorKind::denied, m_place, read->line().substr(4));
    return read;
}

Result<std::optional<std::string_view>> SideBand::next() {
    while (true) {
        TAKAN_TRY_LET(read, m_packets.expect());
        if (read.kind != Packet::Kind::data) return std::optional<std::string_view>();
        if (read.data.empty()) return m_packets.not_understood();
        const char band = read.data[0];
        const std::string_view bytes = read.data.substr(1);
        if (band == 1) return std::optional(bytes);
        if (band == 3) return server_says(ErrorKind::denied, m_place, bytes);
        if (band != 2) return m_packets.not_understood();
        m_said += bytes;
        if (m_said.size() > most_said) m_said.erase(0, m_said.size() - most_said);
    }
}

} // namespace takan::sync
