#pragma once
// Cursor: the only thing that walks bytes from elsewhere. It checks before it moves.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace takan::sync {

enum class ByteOrder { little, big };

class Cursor {
public:
    explicit Cursor(std::string_view bytes, ByteOrder order = ByteOrder::big) : m_bytes(bytes), m_order(order) {}

    std::size_t at() const { return m_at; }
    std::size_t left() const { return m_bytes.size() - m_at; }
    bool at_end() const { return m_at == m_bytes.size(); }
    void set_order(ByteOrder order) { m_order = order; }

    // Each returns nothing, and stays where it is, when fewer bytes are left than asked for.
    bool seek(std::size_t offset);
    bool skip(std::size_t count);
    std::optional<std::uint8_t> u8();
    std::optional<std::uint16_t> u16();
    std::optional<std::uint32_t> u32();
    std::optional<std::uint64_t> u64();
    std::optional<std::string_view> take(std::size_t count);

private:
    std::optional<std::uint64_t> number(std::size_t width);

    std::string_view m_bytes;
    std::size_t m_at = 0;
    ByteOrder m_order;
};

} // namespace takan::sync
