#include "app/evidence/chunked_file.hpp"

#include "sync/base/cursor.hpp"

namespace takan::app {
namespace {

using namespace std::string_view_literals;
using sync::Cursor;

} // namespace

// PNG: length, name, content, checksum (PNG third edition, 5.3 and 11.3.3.5).
std::vector<std::string_view> png_exif_blocks(std::string_view bytes) {
    std::vector<std::string_view> blocks;
    Cursor cursor(bytes);
    cursor.skip(8);
    while (const auto length = cursor.u32()) {
        const auto name = cursor.take(4);
        const auto content = name ? cursor.take(*length) : std::nullopt;
        if (!content) break;
        if (*name == "eXIf"sv) blocks.push_back(*content);
        if (!cursor.skip(4)) break;
    }
    return blocks;
}

// WebP: name, length, content, filled up to an even length (RFC 9649, 2.3); some programs keep JPEG's "Exif" in front.
std::vector<std::string_view> webp_exif_blocks(std::string_view bytes) {
    std::vector<std::string_view> blocks;
    Cursor cursor(bytes, sync::ByteOrder::little);
    cursor.skip(12);
    while (const auto name = cursor.take(4)) {
        const auto length = cursor.u32();
        auto content = length ? cursor.take(*length) : std::nullopt;
        if (!content) break;
        if (*name == "EXIF"sv) {
            if (content->starts_with("Exif\0\0"sv)) content->remove_prefix(6);
            blocks.push_back(*content);
        }
        if (*length % 2 == 1 && !cursor.skip(1)) break;
    }
    return blocks;
}

} // namespace takan::app
