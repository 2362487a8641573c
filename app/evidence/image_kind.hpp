#pragma once
// ImageKind: what a file is by its first bytes, never by its name; and how many pixels it says it has.

#include <optional>
#include <string_view>

namespace takan::app {

enum class ImageKind { unknown, jpeg, heic, png, webp, video };

struct PixelSize {
    int width = 0;
    int height = 0;

    bool operator==(const PixelSize&) const = default;
};

ImageKind image_kind(std::string_view bytes);
bool is_picture(ImageKind kind); // everything but video and unknown
// "image/jpeg", "video/mp4", "video/quicktime" (told apart by the brand) …; "application/octet-stream" when unknown.
const char* mime_of(std::string_view bytes);

// Returns the size of the stored pixels, before any turning; nothing for videos, and when the header is broken.
std::optional<PixelSize> pixel_size(std::string_view bytes);

} // namespace takan::app
