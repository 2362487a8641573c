#pragma once
// SHA-256 (FIPS 180-4) over OpenSSL's libcrypto.

#include "sync/base/result.hpp"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace takan::sync {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
std::string sha256_hex(std::string_view bytes); // 64 lower-case characters

// Piece by piece, for files that are read in blocks.
class Sha256Stream {
public:
    Sha256Stream();
    ~Sha256Stream();
    Sha256Stream(Sha256Stream&&) noexcept;
    Sha256Stream& operator=(Sha256Stream&&) noexcept;

    void add(std::string_view bytes);
    Sha256 finish(); // the stream is used up afterwards

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace takan::sync
