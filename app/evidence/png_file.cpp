#include "app/evidence/png_file.hpp"

#include <png.h>

namespace takan::app {
namespace {

// libpng's own way of reading a picture in one go; it keeps its errors to itself.
class Reader {
public:
    Reader() { m_image.version = PNG_IMAGE_VERSION; }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader() { png_image_free(&m_image); }

    png_image& image() { return m_image; }
    Error error(const char* doing) const {
        return sync::fail(ErrorKind::corrupt, std::string(doing) + ": " + m_image.message, {},
                          "photo.remark.picture_broken");
    }

private:
    png_image m_image{};
};

} // namespace

Result<Pixels> png_decode(std::string_view bytes) {
    Reader reader;
    png_image& image = reader.image();
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
        return reader.error("read PNG header");
    const bool fits = image.width <= static_cast<png_uint_32>(greatest_side) &&
                      image.height <= static_cast<png_uint_32>(greatest_side);
    TAKAN_TRY(check_pixel_count(fits ? PixelSize{static_cast<int>(image.width), static_cast<int>(image.height)}
                                     : PixelSize{greatest_side + 1, 1}));
    image.format = PNG_FORMAT_RGBA;
    Pixels pixels;
    pixels.width = static_cast<int>(image.width);
    pixels.height = static_cast<int>(image.height);
    pixels.rgba.resize(PNG_IMAGE_SIZE(image));
    if (png_image_finish_read(&image, nullptr, pixels.rgba.data(), 0, nullptr) == 0) return reader.error("decode PNG");
    return pixels;
}

} // namespace takan::app
