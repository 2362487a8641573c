#pragma once
// pkt-line: the framing of git's protocol (gitprotocol-common). Every byte that is read is checked first.

#include "sync/transport/stream.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace takan::sync {

struct Packet {
    enum class Kind { data, flush, delimiter, end }; // end: the other end says no more
    Kind kind = Kind::end;
    std::string_view data; // until the next packet is read

    std::string_view line() const; // the data without a line end
};

std::string packet(std::string_view data); // at most 65516 bytes
inline constexpr std::string_view flush_packet = "0000";
inline constexpr std::string_view delimiter_packet = "0001";

class PacketReader {
public:
    PacketReader(Stream& stream, std::string place) : m_stream(stream), m_place(std::move(place)) {}

    // Error offline with error.not_git when what comes is not framed so, or breaks off in the middle of a packet.
    Result<Packet> next();
    // The same, and an end is an error too: the other end's reason for it.
    Result<Packet> expect();
    Error not_understood() const;

private:
    Result<bool> fill(std::size_t size); // false at a clean end

    Stream& m_stream;
    std::string m_place;
    std::string m_buffer;
    std::size_t m_used = 0;
};

// The packets of an answer that carries data, progress and errors side by side (side-band-64k).
class SideBand {
public:
    SideBand(PacketReader& packets, std::string place) : m_packets(packets), m_place(std::move(place)) {}

    // The next data; nothing at the end. Error denied with the server's words.
    Result<std::optional<std::string_view>> next();
    const std::string& said() const { return m_said; } // the last of its progress lines

private:
    PacketReader& m_packets;
    std::string m_place;
    std::string m_said;
};

} // namespace takan::sync
