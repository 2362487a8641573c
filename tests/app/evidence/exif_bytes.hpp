#pragma once
// Hand-made EXIF blocks, right and wrong ones, for the tests of the readers.

#include "sync/base/cursor.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace takan::test {

class BlockMaker {
public:
    explicit BlockMaker(sync::ByteOrder order) : m_order(order) {
        m_bytes = order == sync::ByteOrder::little ? "II" : "MM";
        u16(42);
        u32(8);
    }
    BlockMaker& u16(std::uint32_t number) { return put(number, 2); }
    BlockMaker& u32(std::uint32_t number) { return put(number, 4); }
    BlockMaker& raw(std::string_view bytes) {
        m_bytes += bytes;
        return *this;
    }
    BlockMaker& entry(std::uint16_t tag, std::uint16_t type, std::uint32_t count, std::uint32_t value) {
        return u16(tag).u16(type).u32(count).u32(value);
    }
    // A short inside of an entry stands at the entry's beginning, whichever the byte order.
    BlockMaker& short_entry(std::uint16_t tag, std::uint16_t value) { return u16(tag).u16(3).u32(1).u16(value).u16(0); }
    std::size_t size() const { return m_bytes.size(); }
    const std::string& bytes() const { return m_bytes; }

private:
    BlockMaker& put(std::uint32_t number, int width) {
        for (int i = 0; i < width; ++i) {
            const int shift = m_order == sync::ByteOrder::little ? 8 * i : 8 * (width - 1 - i);
            m_bytes += static_cast<char>(number >> shift & 0xFF);
        }
        return *this;
    }

    sync::ByteOrder m_order;
    std::string m_bytes;
};

// A JPEG of segments only: enough for those who read headers.
inline std::string jpeg_of(const std::vector<std::pair<std::uint8_t, std::string>>& segments) {
    std::string out = "\xFF\xD8";
    for (const auto& [marker, payload] : segments) {
        const auto length = payload.size() + 2;
        out += '\xFF';
        out += static_cast<char>(marker);
        out += static_cast<char>(length >> 8);
        out += static_cast<char>(length & 0xFF);
        out += payload;
    }
    return out + "\xFF\xDA\xFF\xD9";
}

inline std::string exif_payload(const std::string& block) {
    return std::string("Exif\0\0", 6) + block;
}

} // namespace takan::test
