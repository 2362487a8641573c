#pragma once
// RecordId (UUIDv7, RFC 9562) and DeviceId (six characters of a-z0-9): random, never counted.

#include "sync/base/instant.hpp"
#include "sync/base/result.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace takan::sync {

// Fills `out` from the operating system's generator; ends the program when there is none.
void fill_random(std::span<std::uint8_t> out);

class RecordId {
public:
    RecordId() = default; // nil, for containers only

    // Returns a new id whose first 48 bits are `now`.
    static RecordId random(Instant now);
    // Reads 36 lower-case characters of a version 7, RFC variant UUID. Error: invalid.
    static Result<RecordId> parse(std::string_view text);

    std::string text() const;
    Instant created() const; // the 48 bits of time inside the id
    bool is_nil() const { return m_bytes == std::array<std::uint8_t, 16>{}; }
    const std::array<std::uint8_t, 16>& bytes() const { return m_bytes; }

    auto operator<=>(const RecordId&) const = default;

private:
    std::array<std::uint8_t, 16> m_bytes{};
};

class DeviceId {
public:
    DeviceId() = default; // "000000", for containers only

    static DeviceId random();
    // Reads exactly six characters of a-z0-9. Error: invalid.
    static Result<DeviceId> parse(std::string_view text);

    std::string text() const { return std::string(m_text.data(), m_text.size()); }
    std::string_view view() const { return {m_text.data(), m_text.size()}; }

    auto operator<=>(const DeviceId&) const = default;

private:
    std::array<char, 6> m_text{'0', '0', '0', '0', '0', '0'};
};

} // namespace takan::sync

template <>
struct std::hash<takan::sync::RecordId> {
    std::size_t operator()(const takan::sync::RecordId& id) const noexcept;
};
