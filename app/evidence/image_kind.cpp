#include "app/evidence/image_kind.hpp"

#include "app/evidence/heif_file.hpp"
#include "app/evidence/jpeg_segments.hpp"
#include "sync/base/cursor.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace takan::app {
namespace {

using namespace std::string_view_literals;

constexpr auto png_magic = "\x89PNG\r\n\x1a\n"sv;
constexpr std::array still_brands{"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv, "mif1"sv, "msf1"sv};
constexpr std::uint32_t greatest_side = 1u << 30; // larger numbers are no sizes, and would not fit an int

// ISO base media files begin with a box "ftyp" that names the brand; older QuickTime files begin with their first box.
std::string_view brand_of(std::string_view bytes) {
    if (bytes.size() < 12) return {};
    const auto box = bytes.substr(4, 4);
    if (box == "ftyp"sv) return bytes.substr(8, 4);
    if (box == "moov"sv || box == "mdat"sv || box == "wide"sv) return "qt  "sv;
    return {};
}

std::optional<PixelSize> checked(std::uint32_t width, std::uint32_t height) {
    if (width == 0 || height == 0 || width > greatest_side || height > greatest_side) return std::nullopt;
    return PixelSize{static_cast<int>(width), static_cast<int>(height)};
}

std::optional<PixelSize> png_size(std::string_view bytes) {
    sync::Cursor cursor(bytes);
    if (!cursor.skip(12) || cursor.take(4) != "IHDR"sv) return std::nullopt;
    const auto width = cursor.u32();
    const auto height = cursor.u32();
    if (!width || !height) return std::nullopt;
    return checked(*width, *height);
}

// The three forms of WebP each say their size elsewhere (RFC 9649, sections 2.5 to 2.7).
std::optional<PixelSize> webp_size(std::string_view bytes) {
    sync::Cursor cursor(bytes, sync::ByteOrder::little);
    if (!cursor.skip(12)) return std::nullopt;
    const auto form = cursor.take(4);
    if (!form || !cursor.skip(4)) return std::nullopt;
    if (*form == "VP8X"sv) {
        if (!cursor.skip(4)) return std::nullopt;
        const auto sides = cursor.take(6);
        if (!sides) return std::nullopt;
        const auto number = [&](std::size_t at) {
            const auto byte = [&](std::size_t i) {
                return static_cast<std::uint32_t>(static_cast<std::uint8_t>((*sides)[at + i]));
            };
            return byte(0) | byte(1) << 8 | byte(2) << 16;
        };
        return checked(number(0) + 1, number(3) + 1);
    }
    if (*form == "VP8L"sv) {
        if (cursor.u8() != 0x2F) return std::nullopt;
        const auto bits = cursor.u32();
        if (!bits) return std::nullopt;
        return checked((*bits & 0x3FFF) + 1, ((*bits >> 14) & 0x3FFF) + 1);
    }
    if (*form != "VP8 "sv || !cursor.skip(6)) return std::nullopt;
    const auto width = cursor.u16();
    const auto height = cursor.u16();
    if (!width || !height) return std::nullopt;
    return checked(*width & 0x3FFFu, *height & 0x3FFFu);
}

} // namespace

ImageKind image_kind(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) return ImageKind::jpeg;
    if (bytes.starts_with(png_magic)) return ImageKind::png;
    if (bytes.size() >= 12 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv) return ImageKind::webp;
    const auto brand = brand_of(bytes);
    if (brand.empty()) return ImageKind::unknown;
    const bool still = std::find(still_brands.begin(), still_brands.end(), brand) != still_brands.end();
    return still ? ImageKind::heic : ImageKind::video;
}

bool is_picture(ImageKind kind) {
    return kind != ImageKind::unknown && kind != ImageKind::video;
}

const char* mime_of(std::string_view bytes) {
    switch (image_kind(bytes)) {
    case ImageKind::jpeg:
        return "image/jpeg";
    case ImageKind::heic:
        return "image/heic";
    case ImageKind::png:
        return "image/png";
    case ImageKind::webp:
        return "image/webp";
    case ImageKind::video:
        return brand_of(bytes) == "qt  "sv ? "video/quicktime" : "video/mp4";
    case ImageKind::unknown:
        break;
    }
    return "application/octet-stream";
}

std::optional<PixelSize> pixel_size(std::string_view bytes) {
    switch (image_kind(bytes)) {
    case ImageKind::jpeg:
        return jpeg_size(bytes);
    case ImageKind::heic:
        return heif_size(bytes);
    case ImageKind::png:
        return png_size(bytes);
    case ImageKind::webp:
        return webp_size(bytes);
    case ImageKind::video:
    case ImageKind::unknown:
        break;
    }
    return std::nullopt;
}

} // namespace takan::app
