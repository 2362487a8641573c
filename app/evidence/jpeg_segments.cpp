#include "app/evidence/jpeg_segments.hpp"

#include "sync/base/cursor.hpp"

#include <algorithm>

namespace takan::app {
namespace {

using namespace std::string_view_literals;

constexpr std::uint8_t start_of_scan = 0xDA;
constexpr std::uint8_t end_of_image = 0xD9;
constexpr std::uint8_t app1 = 0xE1;
constexpr std::size_t greatest_segment_count = 4096; // a real file has fewer than a hundred

bool stands_alone(std::uint8_t marker) {
    return marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

bool is_start_of_frame(std::uint8_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// Moves behind the next 0xFF, which may be repeated, and returns the byte that follows.
std::optional<std::uint8_t> next_marker(sync::Cursor& cursor) {
    for (auto byte = cursor.u8(); byte; byte = cursor.u8()) {
        if (*byte != 0xFF) continue;
        while (byte && *byte == 0xFF)
            byte = cursor.u8();
        return byte;
    }
    return std::nullopt;
}

} // namespace

std::vector<JpegSegment> jpeg_segments(std::string_view bytes) {
    std::vector<JpegSegment> segments;
    sync::Cursor cursor(bytes);
    while (segments.size() < greatest_segment_count) {
        const auto marker = next_marker(cursor);
        if (!marker || *marker == start_of_scan || *marker == end_of_image) break;
        if (stands_alone(*marker)) continue;
        const auto length = cursor.u16();
        if (!length) break;
        if (*length < 2) continue; // a length counts itself; anything less is noise
        const std::size_t wanted = *length - 2u;
        const std::size_t there = std::min(wanted, cursor.left());
        segments.push_back({*marker, *cursor.take(there), there < wanted});
    }
    return segments;
}

std::optional<PixelSize> jpeg_size(std::string_view bytes) {
    for (const auto& segment : jpeg_segments(bytes)) {
        if (!is_start_of_frame(segment.marker)) continue;
        sync::Cursor cursor(segment.payload);
        if (!cursor.skip(1)) continue; // bits a sample
        const auto height = cursor.u16();
        const auto width = cursor.u16();
        if (width && height && *width > 0 && *height > 0) return PixelSize{*width, *height};
    }
    return std::nullopt;
}

std::vector<std::string_view> jpeg_exif_blocks(std::string_view bytes) {
    std::vector<std::string_view> blocks;
    for (const auto& segment : jpeg_segments(bytes)) {
        if (segment.marker != app1 || segment.payload.size() < 6 || !segment.payload.starts_with("Exif\0"sv)) continue;
        blocks.push_back(segment.payload.substr(6));
    }
    return blocks;
}

} // namespace takan::app
