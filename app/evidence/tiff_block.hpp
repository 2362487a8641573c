#pragma once
// TiffBlock: the directories of tagged values that EXIF is made of (TIFF 6.0, section 2), read from bytes that may lie.

#include "app/evidence/remark.hpp"
#include "sync/base/cursor.hpp"
#include "sync/base/result.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

enum class Directory { main, exif, gps };

struct Ratio {
    std::int64_t over = 0;
    std::int64_t under = 0; // 0: not a number
};

class TiffBlock {
public:
    // Reads what can be read of the main, EXIF and GPS directories; what could not goes into `remarks`. The bytes must
    // outlive the block. Error corrupt when not even the first directory can be found.
    static sync::Result<TiffBlock> read(std::string_view bytes, std::vector<Remark>& remarks);

    bool has(Directory directory, std::uint16_t tag) const { return find(directory, tag) != nullptr; }
    // Each returns nothing when the tag is missing or of another type.
    std::optional<std::string> text(Directory directory,
                                    std::uint16_t tag) const; // up to the first NUL, trimmed, valid UTF-8
    std::optional<std::uint32_t> number(Directory directory, std::uint16_t tag) const; // the first byte, short or long
    std::vector<Ratio> ratios(Directory directory, std::uint16_t tag) const; // at most eight; empty when missing

private:
    struct Entry {
        Directory directory;
        std::uint16_t tag;
        std::uint16_t type;
        std::string_view bytes;
    };

    explicit TiffBlock(std::string_view bytes) : m_bytes(bytes) {}
    bool looks_sound(std::uint32_t offset, sync::ByteOrder order) const;
    void read_directory(Directory directory, std::uint32_t offset, std::vector<Remark>& remarks);
    bool read_entry(sync::Cursor& cursor, Directory directory, std::vector<Remark>& remarks);
    void follow(Directory directory, std::uint16_t pointer_tag, std::vector<Remark>& remarks);
    const Entry* find(Directory directory, std::uint16_t tag) const;

    std::string_view m_bytes;
    sync::ByteOrder m_order = sync::ByteOrder::big;
    std::vector<Entry> m_entries;
    std::set<std::uint32_t> m_visited; // offsets of directories: one that points back is not read again
};

} // namespace takan::app
