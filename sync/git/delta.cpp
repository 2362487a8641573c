#include "sync/git/delta.hpp"

#include "sync/base/cursor.hpp"

namespace takan::sync::git {
namespace {

Error bad_delta() {
    return fail(ErrorKind::corrupt, "a delta in a pack is malformed");
}

// Seven bits a byte, the lowest first.
std::optional<std::uint64_t> take_size(Cursor& bytes) {
    std::uint64_t size = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
        const auto byte = bytes.u8();
        if (!byte) return std::nullopt;
        size |= static_cast<std::uint64_t>(*byte & 0x7F) << shift;
        if (!(*byte & 0x80)) return size;
    }
    return std::nullopt;
}

// The bytes of a number of which `mask` says which are there.
std::optional<std::uint64_t> take_sparse(Cursor& bytes, unsigned mask) {
    std::uint64_t number = 0;
    for (unsigned shift = 0; mask != 0; mask >>= 1, shift += 8) {
        if (!(mask & 1)) continue;
        const auto byte = bytes.u8();
        if (!byte) return std::nullopt;
        number |= static_cast<std::uint64_t>(*byte) << shift;
    }
    return number;
}

std::optional<std::string_view> take_copy(Cursor& bytes, unsigned order, std::string_view base) {
    constexpr std::uint64_t size_of_none = 0x10000;
    const auto at = take_sparse(bytes, order & 0x0F);
    auto size = take_sparse(bytes, order >> 4 & 0x07);
    if (!at || !size) return std::nullopt;
    if (*size == 0) size = size_of_none;
    if (*at > base.size() || *size > base.size() - *at) return std::nullopt;
    return base.substr(*at, *size);
}

} // namespace

std::optional<DeltaSizes> take_delta_sizes(std::string_view& delta) {
    Cursor bytes(delta);
    const auto base = take_size(bytes);
    const auto result = base ? take_size(bytes) : std::nullopt;
    if (!result) return std::nullopt;
    delta.remove_prefix(bytes.at());
    return DeltaSizes{*base, *result};
}

Result<std::string> apply_delta(std::string_view base, std::string_view delta, std::size_t limit) {
    const auto sizes = take_delta_sizes(delta);
    if (!sizes || sizes->base != base.size()) return bad_delta();
    if (sizes->result > limit) {
        return fail(ErrorKind::invalid, "an object is larger than " + std::to_string(limit) + " bytes");
    }
    std::string out;
    // An order of eight bytes copies at most 16 MB; what claims more than its orders can make gets no memory for it.
    constexpr std::uint64_t greatest_copy = 0xFFFFFF;
    if (sizes->result / greatest_copy > delta.size()) return bad_delta();
    out.reserve(sizes->result);
    Cursor bytes(delta);
    while (const auto order = bytes.u8()) {
        if (*order == 0) return bad_delta(); // reserved
        const auto piece = *order & 0x80 ? take_copy(bytes, *order, base) : bytes.take(*order);
        if (!piece || piece->size() > sizes->result - out.size()) return bad_delta();
        out += *piece;
    }
    if (out.size() != sizes->result) return bad_delta();
    return out;
}

} // namespace takan::sync::git
