#include "sync/git/pack_reader.hpp"

#include "sync/base/cursor.hpp"
#include "sync/base/text.hpp"
#include "sync/git/delta.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace takan::sync::git {
namespace {

constexpr std::uint64_t first_object = 12;
constexpr std::size_t trailer_size = 20;
constexpr std::size_t greatest_head = 10 + 20; // size, and a base's id
constexpr std::size_t small_window = 4 * 1024; // a record, or a tree of a day
constexpr std::size_t large_window = 64 * 1024;
constexpr std::size_t kept_window = 1024 * 1024;
// git makes chains of at most 50, or of 250 when told to.
constexpr std::size_t greatest_chain = 4096;
// A base larger than what is asked for is rare, but may be.
constexpr std::size_t greatest_base = 512 * 1024 * 1024;
constexpr std::uint64_t greatest_work = 4ULL * 1024 * 1024 * 1024; // bytes made on the way along one chain
constexpr std::size_t greatest_bases = 16 * 1024 * 1024;
constexpr std::size_t greatest_kept_base = 1024 * 1024;

Error too_large(std::size_t limit) {
    return fail(ErrorKind::invalid, "an object is larger than " + std::to_string(limit) + " bytes");
}

// The distance back to a delta's base, git's way: seven bits a byte, the highest first, each further byte adds one.
std::optional<std::uint64_t> take_distance(Cursor& bytes) {
    auto byte = bytes.u8();
    std::uint64_t distance = byte ? *byte & 0x7F : 0;
    while (byte && *byte & 0x80) {
        if (distance >= std::uint64_t{1} << 55) return std::nullopt;
        byte = bytes.u8();
        distance = (distance + 1) << 7 | (byte ? *byte & 0x7F : 0);
    }
    return byte ? std::optional(distance) : std::nullopt;
}

// Kind and size: four bits of the size, then seven a byte.
bool take_kind_and_size(Cursor& bytes, PackedHead& head) {
    auto byte = bytes.u8();
    if (!byte) return false;
    const unsigned kind = *byte >> 4 & 0x07;
    if (kind == 0 || kind == 5) return false;
    head.kind = static_cast<PackedHead::Kind>(kind);
    head.size = *byte & 0x0F;
    for (unsigned shift = 4; *byte & 0x80; shift += 7) {
        byte = bytes.u8();
        if (!byte || shift > 56) return false;
        head.size |= static_cast<std::uint64_t>(*byte & 0x7F) << shift;
    }
    return true;
}

} // namespace

PackReader::PackReader(std::filesystem::path index) : m_index_path(std::move(index)), m_pack_path(m_index_path) {
    m_pack_path.replace_extension(".pack");
}

Error PackReader::damaged() const {
    return fail(ErrorKind::corrupt, "a pack is damaged", utf8(m_pack_path));
}

Status PackReader::open_index() {
    if (m_index) return {};
    TAKAN_TRY_LET(index, PackLookup::open(m_index_path));
    m_index = std::move(index);
    return {};
}

Status PackReader::open_pack() {
    if (is_open()) return {};
    TAKAN_TRY(open_index());
    TAKAN_TRY_LET(file, open_regular(m_pack_path));
    if (file.size < first_object + trailer_size) return damaged();
    std::string head(first_object, '\0');
    std::string trailer(trailer_size, '\0');
    TAKAN_TRY(read_at(file.descriptor, 0, head, m_pack_path));
    TAKAN_TRY(read_at(file.descriptor, file.size - trailer_size, trailer, m_pack_path));
    Cursor cursor(head);
    const auto name = cursor.take(4);
    const auto version = cursor.u32();
    const auto count = cursor.u32();
    const bool fits = name == "PACK" && (version == 2 || version == 3) && count == m_index->count() &&
                      std::memcmp(trailer.data(), m_index->pack_hash().bytes.data(), trailer_size) == 0;
    if (!fits) return damaged();
    m_end = file.size - trailer_size;
    m_pack = std::move(file);
    return {};
}

void PackReader::close() {
    m_pack.descriptor.close();
    m_window = {};
    m_bases.clear();
    m_bases_size = 0;
}

Result<std::optional<std::uint64_t>> PackReader::find(const Oid& id) {
    TAKAN_TRY(open_index());
    return m_index->find(id);
}

Status PackReader::mark(const std::vector<Oid>& ids, std::vector<bool>& held) {
    const bool was_open = m_index.has_value();
    TAKAN_TRY(open_index());
    const Status marked = m_index->mark(ids, held);
    if (!was_open) m_index.reset();
    return marked;
}

Result<std::string_view> PackReader::bytes(std::uint64_t at, std::size_t size) {
    if (at >= m_end) return damaged();
    size = static_cast<std::size_t>(std::min<std::uint64_t>(size, m_end - at));
    const std::uint64_t window_end = m_window_at + m_window.size();
    if (at < m_window_at || at + size > window_end) {
        // Going on where the last one ended, as records lie in the order in which they are asked for.
        const bool goes_on = !m_window.empty() && at >= m_window_at && at <= window_end;
        const std::size_t wanted = std::max(size, goes_on ? large_window : small_window);
        std::string window = std::move(m_window);
        m_window.clear(); // stays empty when reading fails
        if (window.capacity() > kept_window) window = {};
        window.resize(static_cast<std::size_t>(std::min<std::uint64_t>(wanted, m_end - at)));
        TAKAN_TRY_LET(got, read_at(m_pack.descriptor, at, window, m_pack_path));
        if (got != window.size()) return damaged(); // it became shorter
        m_window = std::move(window);
        m_window_at = at;
    }
    return std::string_view(m_window).substr(static_cast<std::size_t>(at - m_window_at), size);
}

Result<std::string_view> PackReader::raw(std::uint64_t at, std::size_t size) {
    TAKAN_TRY(open_pack());
    TAKAN_TRY_LET(view, bytes(at, size));
    if (view.size() != size) return damaged();
    return view;
}

Result<std::uint64_t> PackReader::end() {
    TAKAN_TRY(open_pack());
    return m_end;
}

Result<std::vector<PackEntry>> PackReader::entries() {
    TAKAN_TRY(open_index());
    return m_index->entries();
}

Result<PackedHead> PackReader::head(std::uint64_t offset) {
    TAKAN_TRY(open_pack());
    if (offset < first_object) return damaged();
    TAKAN_TRY_LET(view, bytes(offset, greatest_head));
    Cursor cursor(view);
    PackedHead head;
    if (!take_kind_and_size(cursor, head)) return damaged();
    if (head.kind == PackedHead::Kind::delta_from_offset) {
        const auto distance = take_distance(cursor);
        if (!distance || *distance == 0 || *distance > offset - first_object) return damaged();
        head.base = offset - *distance;
    } else if (head.kind == PackedHead::Kind::delta_from_id) {
        const auto id = cursor.take(head.base_id.bytes.size());
        if (!id) return damaged();
        std::memcpy(head.base_id.bytes.data(), id->data(), id->size());
        TAKAN_TRY_LET(base, find(head.base_id));
        if (!base) return damaged(); // a pack on the disk holds all that it builds on
        head.base = *base;
    }
    head.data = offset + cursor.at();
    if (head.data >= m_end || !may_hold(m_end - head.data, head.size)) return damaged();
    return head;
}

Result<std::string> PackReader::inflated(const PackedHead& head, std::string* packed) {
    std::string out(static_cast<std::size_t>(head.size), '\0');
    // What any zlib makes of incompressible bytes; a stranger's stream may be longer, within reason.
    const std::size_t usual = out.size() + out.size() / 1000 + 64;
    std::size_t used = 0;
    TAKAN_TRY_LET(in, bytes(head.data, usual));
    bool is_whole = m_inflater.inflate(in, out, &used);
    if (!is_whole) {
        TAKAN_TRY_LET(more, bytes(head.data, 2 * usual + large_window));
        in = more;
        is_whole = more.size() > usual && m_inflater.inflate(more, out, &used);
    }
    if (!is_whole) return damaged();
    if (packed) *packed = in.substr(0, used);
    return out;
}

Result<std::pair<ObjectType, std::uint64_t>> PackReader::header(std::uint64_t offset) {
    TAKAN_TRY_LET(at, head(offset));
    std::uint64_t size = at.size;
    if (at.is_delta()) {
        constexpr std::size_t two_sizes = 20;
        TAKAN_TRY_LET(in, bytes(at.data, 256));
        const std::string start = inflate_start(in, two_sizes);
        std::string_view delta = start;
        const auto sizes = take_delta_sizes(delta);
        if (!sizes) return damaged();
        size = sizes->result;
    }
    for (std::size_t steps = 0; at.is_delta(); ++steps) {
        if (steps == greatest_chain) return damaged();
        const auto known = m_bases.find(at.base);
        if (known != m_bases.end()) return std::pair(known->second.type, size);
        TAKAN_TRY_LET(base, head(at.base));
        at = base;
    }
    return std::pair(static_cast<ObjectType>(at.kind), size);
}

Result<PackedObject> PackReader::read(std::uint64_t offset, std::size_t limit, bool with_packed) {
    std::vector<PackedHead> deltas;
    std::uint64_t at = offset;
    TAKAN_TRY_LET(bottom, head(at));
    auto known = m_bases.find(at);
    while (bottom.is_delta() && known == m_bases.end()) {
        if (deltas.size() == greatest_chain) return damaged();
        deltas.push_back(bottom);
        at = bottom.base;
        TAKAN_TRY_LET(next, head(at));
        bottom = next;
        known = m_bases.find(at);
    }
    const std::size_t base_limit = deltas.empty() ? limit : std::max(limit, greatest_base);
    PackedObject object;
    if (known != m_bases.end()) {
        object = known->second;
        if (object.bytes.size() > base_limit) return too_large(base_limit);
    } else {
        if (bottom.size > base_limit) return too_large(base_limit);
        TAKAN_TRY_LET(base, inflated(bottom, with_packed && deltas.empty() ? &object.packed : nullptr));
        object.type = static_cast<ObjectType>(bottom.kind);
        object.bytes = std::move(base);
    }
    std::uint64_t work = object.bytes.size();
    for (auto delta = deltas.rbegin(); delta != deltas.rend(); ++delta) {
        const bool is_last = std::next(delta) == deltas.rend();
        remember(delta->base, object);
        if (delta->size > base_limit) return damaged();
        TAKAN_TRY_LET(orders, inflated(*delta));
        auto made = apply_delta(object.bytes, orders, is_last ? limit : base_limit);
        if (!made) return made.error();
        object.bytes = std::move(*made);
        work += object.bytes.size() + orders.size();
        if (work > greatest_work) return damaged();
    }
    return object;
}

void PackReader::remember(std::uint64_t offset, const PackedObject& object) {
    if (object.bytes.size() > greatest_kept_base || m_bases.contains(offset)) return;
    const std::size_t size = object.bytes.size() + 128; // and what keeping it costs
    if (m_bases_size + size > greatest_bases) {
        m_bases.clear();
        m_bases_size = 0;
    }
    m_bases_size += size;
    m_bases.emplace(offset, object);
}

} // namespace takan::sync::git
