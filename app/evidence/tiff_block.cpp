#include "app/evidence/tiff_block.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>

namespace takan::app {
namespace {

using namespace std::string_view_literals;
using sync::ByteOrder;
using sync::Cursor;
using sync::ErrorKind;

constexpr std::uint16_t type_ascii = 2;
constexpr std::uint16_t greatest_type = 12;
constexpr std::uint16_t greatest_entry_count = 1000; // the largest real directory has about a hundred
constexpr std::uint16_t exif_pointer = 0x8769;
constexpr std::uint16_t gps_pointer = 0x8825;

// Bytes of one item of each type (TIFF 6.0, page 15); 0: no such type.
std::size_t width_of(std::uint16_t type) {
    constexpr std::array<std::size_t, 13> widths{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};
    return type < widths.size() ? widths[type] : 0;
}

bool is_text(std::uint16_t type) {
    return type == type_ascii || type == 7 || type == 1; // some cameras write text as bytes or as "undefined"
}

Remark cut_off() {
    return {"photo.remark.exif_cut_off", "EXIF block ends before its values"};
}

void add_once(std::vector<Remark>& remarks, Remark remark) {
    if (std::find(remarks.begin(), remarks.end(), remark) == remarks.end()) remarks.push_back(std::move(remark));
}

// Records hold UTF-8 without control characters; cameras write anything.
std::string plain(std::string_view raw) {
    const std::string text = sync::trimmed(raw.substr(0, raw.find('\0')));
    const bool keep_beyond_ascii = sync::is_utf8(text);
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80 ? keep_beyond_ascii : byte >= 0x20 && byte != 0x7F) out += c;
    }
    return sync::is_plain_text(out) ? out : std::string();
}

} // namespace

sync::Result<TiffBlock> TiffBlock::read(std::string_view bytes, std::vector<Remark>& remarks) {
    TiffBlock block(bytes);
    Cursor cursor(bytes);
    const auto mark = cursor.take(2);
    if (mark == "II"sv) {
        block.m_order = ByteOrder::little;
    } else if (mark != "MM"sv) {
        return sync::fail(ErrorKind::corrupt, "EXIF block has no byte order", {}, "photo.remark.exif_unreadable");
    }
    cursor.set_order(block.m_order);
    if (cursor.u16() != 42) add_once(remarks, {"photo.remark.exif_odd", "EXIF block lacks the number 42"});
    auto offset = cursor.u32();
    if (!offset)
        return sync::fail(ErrorKind::corrupt, "EXIF block ends in its header", {}, "photo.remark.exif_unreadable");
    if (!block.looks_sound(*offset, block.m_order)) {
        const auto other = block.m_order == ByteOrder::little ? ByteOrder::big : ByteOrder::little;
        Cursor again(bytes, other);
        again.skip(4);
        const auto swapped = again.u32();
        const auto sound = [&](std::uint32_t at) { return block.looks_sound(at, other); };
        if ((swapped && sound(*swapped)) || sound(*offset)) {
            if (swapped && sound(*swapped)) offset = swapped;
            block.m_order = other;
            add_once(remarks, {"photo.remark.exif_odd", "EXIF block names the wrong byte order"});
        }
    }
    if (*offset >= bytes.size()) {
        return sync::fail(ErrorKind::corrupt, "EXIF directory lies outside of its block", {},
                          "photo.remark.exif_unreadable");
    }
    block.read_directory(Directory::main, *offset, remarks);
    block.follow(Directory::exif, exif_pointer, remarks);
    block.follow(Directory::gps, gps_pointer, remarks);
    return block;
}

// A directory whose first entry has a type that exists, and not more entries than any camera writes.
bool TiffBlock::looks_sound(std::uint32_t offset, ByteOrder order) const {
    Cursor cursor(m_bytes, order);
    if (!cursor.seek(offset)) return false;
    const auto count = cursor.u16();
    if (!count || *count == 0 || *count > greatest_entry_count || !cursor.skip(2)) return false;
    const auto type = cursor.u16();
    return type && *type > 0 && *type <= greatest_type;
}

void TiffBlock::read_directory(Directory directory, std::uint32_t offset, std::vector<Remark>& remarks) {
    if (!m_visited.insert(offset).second) {
        add_once(remarks, {"photo.remark.exif_odd", "EXIF directory points back to one already read"});
        return;
    }
    Cursor cursor(m_bytes, m_order);
    const auto count = cursor.seek(offset) ? cursor.u16() : std::nullopt;
    if (!count) return add_once(remarks, cut_off());
    if (*count > greatest_entry_count)
        add_once(remarks, {"photo.remark.exif_odd", "EXIF directory claims too many entries"});
    const auto readable = std::min(*count, greatest_entry_count);
    for (std::uint16_t i = 0; i < readable; ++i) {
        if (!read_entry(cursor, directory, remarks)) return add_once(remarks, cut_off());
    }
}

// Returns false when the block ended inside of the entry.
bool TiffBlock::read_entry(Cursor& cursor, Directory directory, std::vector<Remark>& remarks) {
    const auto tag = cursor.u16();
    const auto type = cursor.u16();
    const auto count = cursor.u32();
    const auto inside = cursor.take(4);
    if (!tag || !type || !count || !inside) return false;
    const std::uint64_t size = std::uint64_t{width_of(*type)} * *count;
    if (width_of(*type) == 0) {
        add_once(remarks, {"photo.remark.exif_odd", "EXIF value of an unknown type"});
        return true;
    }
    if (find(directory, *tag)) return true; // the first one counts
    if (size <= 4) {
        m_entries.push_back({directory, *tag, *type, inside->substr(0, static_cast<std::size_t>(size))});
        return true;
    }
    Cursor value(m_bytes, m_order);
    value.skip(cursor.at() - 4);
    const auto offset = value.u32();
    if (!offset || !value.seek(*offset) || value.left() == 0) {
        add_once(remarks, cut_off());
        return true;
    }
    if (size > value.left()) add_once(remarks, cut_off());
    // Text that is cut off is still worth reading; what is short of a number is refused where numbers are read.
    m_entries.push_back(
        {directory, *tag, *type, *value.take(static_cast<std::size_t>(std::min<std::uint64_t>(size, value.left())))});
    return true;
}

void TiffBlock::follow(Directory directory, std::uint16_t pointer_tag, std::vector<Remark>& remarks) {
    const auto offset = number(Directory::main, pointer_tag);
    if (offset) read_directory(directory, *offset, remarks);
}

const TiffBlock::Entry* TiffBlock::find(Directory directory, std::uint16_t tag) const {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.directory == directory && entry.tag == tag;
    });
    return found == m_entries.end() ? nullptr : &*found;
}

std::optional<std::string> TiffBlock::text(Directory directory, std::uint16_t tag) const {
    const auto* entry = find(directory, tag);
    if (!entry || !is_text(entry->type)) return std::nullopt;
    constexpr std::size_t greatest_text = 256; // names of cameras, times; not comments
    auto found = plain(entry->bytes.substr(0, greatest_text));
    if (found.empty()) return std::nullopt;
    return found;
}

std::optional<std::uint32_t> TiffBlock::number(Directory directory, std::uint16_t tag) const {
    const auto* entry = find(directory, tag);
    if (!entry) return std::nullopt;
    Cursor cursor(entry->bytes, m_order);
    switch (entry->type) {
    case 1:
    case 7:
        return cursor.u8();
    case 3:
        return cursor.u16();
    case 4:
    case 9:
        return cursor.u32();
    default:
        return std::nullopt;
    }
}

std::vector<Ratio> TiffBlock::ratios(Directory directory, std::uint16_t tag) const {
    std::vector<Ratio> found;
    const auto* entry = find(directory, tag);
    if (!entry || (entry->type != 5 && entry->type != 10)) return found;
    const bool is_signed = entry->type == 10;
    const auto widened = [is_signed](std::uint32_t raw) {
        return is_signed ? std::int64_t{static_cast<std::int32_t>(raw)} : std::int64_t{raw};
    };
    Cursor cursor(entry->bytes, m_order);
    while (found.size() < 8) {
        const auto over = cursor.u32();
        const auto under = cursor.u32();
        if (!over || !under) break;
        found.push_back({widened(*over), widened(*under)});
    }
    return found;
}

} // namespace takan::app
