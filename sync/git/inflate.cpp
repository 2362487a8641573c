#include "sync/git/inflate.hpp"

#include "sync/base/handles.hpp"

#include <limits>

#include <libdeflate.h>
#include <zlib.h>

namespace takan::sync::git {
namespace {

using Decompressor = CHandle<libdeflate_decompressor, libdeflate_free_decompressor>;

// Ends a zlib stream that was begun.
class Stream {
public:
    Stream() : m_begun(::inflateInit(&m_stream) == Z_OK) {}
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() {
        if (m_begun) ::inflateEnd(&m_stream);
    }

    std::size_t start(std::string_view in, std::span<char> out) {
        if (!m_begun) return 0;
        constexpr std::size_t most = std::numeric_limits<uInt>::max();
        m_stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(in.data())); // zlib's old interface
        m_stream.avail_in = static_cast<uInt>(std::min(in.size(), most));
        m_stream.next_out = reinterpret_cast<Bytef*>(out.data());
        m_stream.avail_out = static_cast<uInt>(std::min(out.size(), most));
        (void)::inflate(&m_stream, Z_SYNC_FLUSH); // how far it came is what counts
        return out.size() - m_stream.avail_out;
    }

private:
    z_stream m_stream{};
    bool m_begun;
};

} // namespace

struct Inflater::State {
    Decompressor decompressor{libdeflate_alloc_decompressor()};
};

Inflater::Inflater() : m_state(std::make_unique<State>()) {}
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;
Inflater::~Inflater() = default;

bool Inflater::inflate(std::string_view in, std::span<char> out, std::size_t* used) {
    if (!m_state->decompressor) return false;
    std::size_t taken = 0;
    std::size_t filled = 0;
    const auto result = libdeflate_zlib_decompress_ex(m_state->decompressor.get(), in.data(), in.size(), out.data(),
                                                      out.size(), &taken, &filled);
    if (used) *used = taken;
    return result == LIBDEFLATE_SUCCESS && filled == out.size();
}

std::string inflate_start(std::string_view in, std::size_t count) {
    std::string out(count, '\0');
    out.resize(Stream().start(in, out));
    return out;
}

bool may_hold(std::uint64_t packed, std::uint64_t size) {
    constexpr std::uint64_t greatest_ratio = 1032;
    return size / greatest_ratio <= packed;
}

} // namespace takan::sync::git
