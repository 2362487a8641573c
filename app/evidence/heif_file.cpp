#include "app/evidence/heif_file.hpp"

#include "sync/base/cursor.hpp"
#include "sync/base/handles.hpp"

#include <libheif/heif.h>

#include <algorithm>
#include <cstring>

namespace takan::app {
namespace {

using sync::ErrorKind;
using sync::Out;
using sync::Result;
using Context = sync::CHandle<heif_context, heif_context_free>;
using Handle = sync::CHandle<const heif_image_handle, heif_image_handle_release>;

constexpr std::size_t greatest_exif_block = 1024 * 1024;

struct Opened {
    Context context;
    sync::CHandle<heif_image_handle, heif_image_handle_release> primary;
};

sync::Status check(const heif_error& error, const char* doing) {
    if (error.code == heif_error_Ok) return {};
    const char* said = error.message ? error.message : "no reason given";
    return sync::fail(ErrorKind::corrupt, std::string(doing) + ": " + said, {}, "photo.remark.picture_broken");
}

// The bytes must outlive what is returned.
Result<Opened> open(std::string_view bytes) {
    Opened opened;
    opened.context.reset(heif_context_alloc());
    if (!opened.context) return sync::fail(ErrorKind::broken, "libheif gives no context");
    heif_context_set_maximum_image_size_limit(opened.context.get(), greatest_side);
    TAKAN_TRY(
        check(heif_context_read_from_memory_without_copy(opened.context.get(), bytes.data(), bytes.size(), nullptr),
              "read HEIC file"));
    TAKAN_TRY(
        check(heif_context_get_primary_image_handle(opened.context.get(), Out(opened.primary)), "find main picture"));
    return opened;
}

PixelSize size_of(const heif_image_handle* handle) {
    return {heif_image_handle_get_width(handle), heif_image_handle_get_height(handle)};
}

// The built-in preview of at least `enough_side`, or nothing: decoding it takes a tenth of the time.
Handle preview_of(const heif_image_handle* primary, int enough_side) {
    heif_item_id id = 0;
    if (heif_image_handle_get_list_of_thumbnail_IDs(primary, &id, 1) < 1) return nullptr;
    sync::CHandle<heif_image_handle, heif_image_handle_release> preview;
    if (heif_image_handle_get_thumbnail(primary, id, Out(preview)).code != heif_error_Ok) return nullptr;
    const auto size = size_of(preview.get());
    return std::max(size.width, size.height) >= enough_side ? Handle(preview.release()) : nullptr;
}

Result<Pixels> pixels_of(const heif_image_handle* handle) {
    sync::CHandle<heif_image, heif_image_release> image;
    TAKAN_TRY(check(heif_decode_image(handle, Out(image), heif_colorspace_RGB, heif_chroma_interleaved_RGBA, nullptr),
                    "decode HEIC picture"));
    Pixels pixels;
    pixels.width = heif_image_get_width(image.get(), heif_channel_interleaved);
    pixels.height = heif_image_get_height(image.get(), heif_channel_interleaved);
    int stride = 0;
    const std::uint8_t* plane = heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
    if (!plane || pixels.width <= 0 || pixels.height <= 0) {
        return sync::fail(ErrorKind::corrupt, "HEIC picture has no pixels", {}, "photo.remark.picture_broken");
    }
    const std::size_t row = static_cast<std::size_t>(pixels.width) * 4;
    pixels.rgba.resize(row * static_cast<std::size_t>(pixels.height));
    for (std::size_t y = 0; y < static_cast<std::size_t>(pixels.height); ++y) {
        std::memcpy(pixels.rgba.data() + y * row, plane + y * static_cast<std::size_t>(stride), row);
    }
    return pixels;
}

} // namespace

std::optional<PixelSize> heif_size(std::string_view bytes) {
    const auto opened = open(bytes);
    if (!opened) return std::nullopt;
    const PixelSize size{heif_image_handle_get_ispe_width(opened->primary.get()),
                         heif_image_handle_get_ispe_height(opened->primary.get())};
    if (size.width <= 0 || size.height <= 0) return std::nullopt;
    return size;
}

std::optional<std::string> heif_exif_block(std::string_view bytes) {
    const auto opened = open(bytes);
    if (!opened) return std::nullopt;
    const auto* handle = opened->primary.get();
    heif_item_id id = 0;
    if (heif_image_handle_get_list_of_metadata_block_IDs(handle, "Exif", &id, 1) < 1) return std::nullopt;
    std::string block(heif_image_handle_get_metadata_size(handle, id), '\0');
    if (block.empty() || block.size() > greatest_exif_block) return std::nullopt;
    if (heif_image_handle_get_metadata(handle, id, block.data()).code != heif_error_Ok) return std::nullopt;
    // Four bytes say how far behind them the TIFF header begins (ISO/IEC 23008-12, annex A).
    sync::Cursor cursor(block);
    const auto distance = cursor.u32();
    if (!distance || !cursor.skip(*distance)) return std::nullopt;
    return block.substr(cursor.at());
}

Result<Pixels> heif_decode(std::string_view bytes, int enough_side) {
    TAKAN_TRY_LET(opened, open(bytes));
    TAKAN_TRY(check_pixel_count(size_of(opened.primary.get())));
    if (const auto preview = preview_of(opened.primary.get(), enough_side)) return pixels_of(preview.get());
    return pixels_of(opened.primary.get());
}

} // namespace takan::app
