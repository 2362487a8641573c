#include "sync/base/cursor.hpp"

namespace takan::sync {

bool Cursor::seek(std::size_t offset) {
    if (offset > m_bytes.size()) return false;
    m_at = offset;
    return true;
}

bool Cursor::skip(std::size_t count) {
    if (count > left()) return false;
    m_at += count;
    return true;
}

std::optional<std::uint64_t> Cursor::number(std::size_t width) {
    const auto bytes = take(width);
    if (!bytes) return std::nullopt;
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const std::size_t place = m_order == ByteOrder::big ? i : width - 1 - i;
        number = number << 8 | static_cast<std::uint8_t>((*bytes)[place]);
    }
    return number;
}

std::optional<std::uint8_t> Cursor::u8() {
    const auto read = number(1);
    return read ? std::optional(static_cast<std::uint8_t>(*read)) : std::nullopt;
}

std::optional<std::uint16_t> Cursor::u16() {
    const auto read = number(2);
    return read ? std::optional(static_cast<std::uint16_t>(*read)) : std::nullopt;
}

std::optional<std::uint32_t> Cursor::u32() {
    const auto read = number(4);
    return read ? std::optional(static_cast<std::uint32_t>(*read)) : std::nullopt;
}

std::optional<std::uint64_t> Cursor::u64() {
    return number(8);
}

std::optional<std::string_view> Cursor::take(std::size_t count) {
    if (count > left()) return std::nullopt;
    const std::string_view taken = m_bytes.substr(m_at, count);
    m_at += count;
    return taken;
}

} // namespace takan::sync
