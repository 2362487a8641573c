#include "sync/git/pack_lookup.hpp"

#include "sync/base/cursor.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <cstring>

namespace takan::sync::git {
namespace {

constexpr std::string_view magic("\377tOc\0\0\0\2", 8);
constexpr std::size_t id_size = 20;
constexpr std::size_t fanout_end = 8 + 256 * 4;
constexpr std::size_t bytes_each = id_size + 4 + 4; // id, CRC, offset
constexpr std::uint64_t large_offset = 0x80000000U;
// Read at once; a larger index only when it is asked so often that reading all of it costs less; one larger still
// never.
constexpr std::uint64_t small_index = 256 * 1024;
constexpr std::uint64_t greatest_in_memory = 64 * 1024 * 1024;
constexpr std::uint64_t cost_of_asking = 8 * 1024; // as long as reading so many bytes takes
// So many ids are read in one piece.
constexpr std::uint32_t piece = 128;

Error bad_index(const std::filesystem::path& path) {
    return fail(ErrorKind::corrupt, "a pack's index is damaged", utf8(path));
}

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
    Cursor cursor(bytes);
    return cursor.seek(at) ? cursor.u32().value_or(0) : 0;
}

} // namespace

Result<PackLookup> PackLookup::open(const std::filesystem::path& path) {
    PackLookup lookup;
    lookup.m_path = path;
    TAKAN_TRY_LET(file, open_regular(path));
    lookup.m_file = std::move(file);
    lookup.m_size = lookup.m_file.size;
    if (lookup.m_size <= small_index) TAKAN_TRY(lookup.load());
    std::string room;
    TAKAN_TRY_LET(head, lookup.view(0, fanout_end, room));
    if (!head.starts_with(magic)) return bad_index(path);
    for (std::size_t i = 0; i < lookup.m_fanout.size(); ++i) {
        lookup.m_fanout[i] = u32_at(head, magic.size() + 4 * i);
        if (i > 0 && lookup.m_fanout[i] < lookup.m_fanout[i - 1]) return bad_index(path);
    }
    const std::uint64_t least = fanout_end + std::uint64_t{lookup.count()} * bytes_each + 2 * id_size;
    if (lookup.m_size < least || (lookup.m_size - least) % 8 != 0) return bad_index(path);
    TAKAN_TRY_LET(hash, lookup.view(lookup.m_size - 2 * id_size, id_size, room));
    std::memcpy(lookup.m_pack_hash.bytes.data(), hash.data(), id_size);
    return lookup;
}

Status PackLookup::load() {
    std::string bytes(m_size, '\0');
    TAKAN_TRY_LET(got, read_at(m_file.descriptor, 0, bytes, m_path));
    if (got != m_size) return bad_index(m_path);
    m_bytes = std::move(bytes);
    m_file.descriptor.close();
    return {};
}

Result<std::string_view> PackLookup::view(std::uint64_t at, std::size_t size, std::string& room) const {
    if (at > m_size || size > m_size - at) return bad_index(m_path);
    if (!m_bytes.empty()) return std::string_view(m_bytes).substr(at, size);
    room.resize(size);
    TAKAN_TRY_LET(got, read_at(m_file.descriptor, at, room, m_path));
    if (got != size) return bad_index(m_path);
    return std::string_view(room);
}

Result<std::optional<std::uint64_t>> PackLookup::find(const Oid& id) {
    const bool is_asked_often = m_bytes.empty() && ++m_asked * cost_of_asking > m_size;
    if (is_asked_often && m_size <= greatest_in_memory) TAKAN_TRY(load());
    const std::size_t first_byte = id.bytes[0];
    std::uint32_t low = first_byte == 0 ? 0 : m_fanout[first_byte - 1];
    std::uint32_t high = m_fanout[first_byte];
    std::string room;
    const auto compare = [&](const char* there) { return std::memcmp(there, id.bytes.data(), id_size); };
    const std::uint32_t enough = m_bytes.empty() ? piece : 0;
    while (high - low > enough) {
        const std::uint32_t middle = low + (high - low) / 2;
        TAKAN_TRY_LET(there, view(fanout_end + std::uint64_t{middle} * id_size, id_size, room));
        const int order = compare(there.data());
        if (order == 0) {
            TAKAN_TRY_LET(offset, offset_of(middle));
            return std::optional(offset);
        }
        (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
    }
    TAKAN_TRY_LET(ids, view(fanout_end + std::uint64_t{low} * id_size, std::size_t{high - low} * id_size, room));
    for (std::uint32_t at = low; at < high; ++at) {
        if (compare(ids.data() + std::size_t{at - low} * id_size) != 0) continue;
        TAKAN_TRY_LET(offset, offset_of(at));
        return std::optional(offset);
    }
    return std::optional<std::uint64_t>();
}

Status PackLookup::mark(const std::vector<Oid>& ids, std::vector<bool>& held) {
    std::string room;
    for (std::size_t at = 0; at < ids.size();) {
        const std::size_t byte = ids[at].bytes[0];
        const std::uint32_t low = byte == 0 ? 0 : m_fanout[byte - 1];
        const std::size_t count = m_fanout[byte] - low;
        TAKAN_TRY_LET(there, view(fanout_end + std::uint64_t{low} * id_size, count * id_size, room));
        std::size_t seen = 0;
        for (; at < ids.size() && ids[at].bytes[0] == byte; ++at) {
            const auto order = [&] {
                return std::memcmp(there.data() + seen * id_size, ids[at].bytes.data(), id_size);
            };
            while (seen < count && order() < 0)
                ++seen;
            if (seen < count && order() == 0) held[at] = true;
        }
    }
    return {};
}

Result<std::uint64_t> PackLookup::offset_of(std::uint32_t position) const {
    std::string room;
    const std::uint64_t offsets = fanout_end + std::uint64_t{count()} * (id_size + 4);
    TAKAN_TRY_LET(bytes, view(offsets + std::uint64_t{position} * 4, 4, room));
    const std::uint64_t offset = u32_at(bytes, 0);
    if (offset < large_offset) return offset;
    const std::uint64_t large = offsets + std::uint64_t{count()} * 4 + (offset - large_offset) * 8;
    TAKAN_TRY_LET(wide, view(large, 8, room));
    return std::uint64_t{u32_at(wide, 0)} << 32 | u32_at(wide, 4);
}

Result<std::vector<PackEntry>> PackLookup::entries() {
    if (m_bytes.empty()) TAKAN_TRY(load());
    std::vector<PackEntry> entries(count());
    for (std::uint32_t i = 0; i < count(); ++i) {
        const std::uint64_t crcs = fanout_end + std::uint64_t{count()} * id_size;
        std::memcpy(entries[i].id.bytes.data(), m_bytes.data() + fanout_end + std::size_t{i} * id_size, id_size);
        entries[i].crc = u32_at(m_bytes, crcs + std::uint64_t{i} * 4);
        TAKAN_TRY_LET(offset, offset_of(i));
        entries[i].offset = offset;
    }
    return entries;
}

} // namespace takan::sync::git
