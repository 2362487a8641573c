#include "sync/git/pack_encoder.hpp"

#include "sync/base/handles.hpp"
#include "sync/git/pack_index.hpp"
#include "sync/git/sizes.hpp"

#include <libdeflate.h>

namespace takan::sync::git {
namespace {

using Compressor = CHandle<libdeflate_compressor, libdeflate_free_compressor>;

// Level 1: 100,000 records in 3 s. Level 6 takes twice as long for a pack that is a tenth smaller.
constexpr int fast_level = 1;

// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4): photos are incompressible.
Status put_stored(std::string_view bytes, const PackSink& sink) {
    constexpr std::size_t greatest_block = 0xFFFF;
    const std::uint32_t sum = libdeflate_adler32(1, bytes.data(), bytes.size());
    TAKAN_TRY(sink(std::string_view("\x78\x01", 2)));
    bool last = false;
    while (!last) {
        const std::string_view block = bytes.substr(0, greatest_block);
        bytes.remove_prefix(block.size());
        last = bytes.empty();
        const auto size = static_cast<std::uint16_t>(block.size());
        const char head[5] = {static_cast<char>(last), static_cast<char>(size & 0xFF), static_cast<char>(size >> 8),
                              static_cast<char>(~size & 0xFF), static_cast<char>(~size >> 8 & 0xFF)};
        TAKAN_TRY(sink({head, sizeof head}));
        TAKAN_TRY(sink(block));
    }
    std::string trailer;
    append_u32(trailer, sum);
    return sink(trailer);
}

} // namespace

struct PackEncoder::State {
    Compressor compressor{libdeflate_alloc_compressor(fast_level)};
    std::string compressed; // kept between objects: its memory is used again
};

PackEncoder::PackEncoder() : m_state(std::make_unique<State>()) {}
PackEncoder::PackEncoder(PackEncoder&&) noexcept = default;
PackEncoder& PackEncoder::operator=(PackEncoder&&) noexcept = default;
PackEncoder::~PackEncoder() = default;

Compression compression_for(ObjectType type, std::size_t size) {
    return type == ObjectType::blob && size >= least_photo ? Compression::stored : Compression::fast;
}

std::string pack_head(std::uint32_t count) {
    std::string head("PACK\0\0\0\2", 8);
    append_u32(head, count);
    return head;
}

std::string object_head(unsigned kind, std::uint64_t size) {
    std::string head;
    auto byte = kind << 4 | static_cast<unsigned>(size & 0x0F);
    for (size >>= 4; size > 0; size >>= 7) {
        head += static_cast<char>(byte | 0x80);
        byte = static_cast<unsigned>(size & 0x7F);
    }
    head += static_cast<char>(byte);
    return head;
}

Status PackEncoder::put(ObjectType type, std::string_view bytes, Compression compression, const PackSink& sink) {
    TAKAN_TRY(sink(object_head(static_cast<unsigned>(type), bytes.size())));
    if (compression == Compression::stored) return put_stored(bytes, sink);
    libdeflate_compressor* compressor = m_state->compressor.get();
    std::string& out = m_state->compressed;
    const std::size_t bound = libdeflate_zlib_compress_bound(compressor, bytes.size());
    if (out.size() < bound) out.resize(bound);
    const std::size_t size = libdeflate_zlib_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size());
    if (size == 0) return fail(ErrorKind::broken, "an object could not be compressed");
    return sink(std::string_view(out).substr(0, size));
}

} // namespace takan::sync::git
