#pragma once
// Inflate: zlib streams as git's objects are kept, whose size is known before.

#include "sync/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace takan::sync::git {

class Inflater {
public:
    Inflater();
    Inflater(Inflater&&) noexcept;
    Inflater& operator=(Inflater&&) noexcept;
    ~Inflater();

    // Inflates the stream at the start of `in`, which must hold exactly as many bytes as `out`. False when it does not,
    // is damaged, or is not all there. `used`: how long the stream is.
    bool inflate(std::string_view in, std::span<char> out, std::size_t* used = nullptr);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// The first bytes of a stream, at most `count`; fewer when it ends, is damaged or is not all there.
std::string inflate_start(std::string_view in, std::size_t count);

// Whether a stream of `packed` bytes can hold so many: deflate makes nothing smaller than a thousandth. What claims
// more asks for memory that it has nothing to fill with.
bool may_hold(std::uint64_t packed, std::uint64_t size);

} // namespace takan::sync::git
