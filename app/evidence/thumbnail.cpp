#include "app/evidence/thumbnail.hpp"

#include "app/evidence/exif.hpp"
#include "app/evidence/heif_file.hpp"
#include "app/evidence/image_kind.hpp"
#include "app/evidence/png_file.hpp"
#include "sync/base/handles.hpp"

#include <turbojpeg.h>

#include <algorithm>
#include <cassert>

namespace takan::app {
namespace {

void destroy(void* handle) {
    tjDestroy(handle);
}

using Turbo = sync::CHandle<void, destroy>;

Error broken_picture(const Turbo& turbo, const char* doing) {
    return sync::fail(ErrorKind::corrupt, std::string(doing) + ": " + tjGetErrorStr2(turbo.get()), {},
                      "photo.remark.picture_broken");
}

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

struct Header {
    int width = 0;
    int height = 0;
    int colours = 0;
};

Result<Header> read_header(const Turbo& turbo, std::string_view bytes) {
    Header header;
    int subsampling = 0;
    const int failed = tjDecompressHeader3(turbo.get(), data_of(bytes), static_cast<unsigned long>(bytes.size()),
                                           &header.width, &header.height, &subsampling, &header.colours);
    const bool fatal = failed != 0 && tjGetErrorCode(turbo.get()) == TJERR_FATAL;
    if (fatal || header.width <= 0 || header.height <= 0) return broken_picture(turbo, "read JPEG header");
    TAKAN_TRY(check_pixel_count({header.width, header.height}));
    return header;
}

// The smallest picture that JPEG's scaled decoding can give and that is not smaller than asked for.
PixelSize scaled_size(const Header& header, int side) {
    PixelSize best{header.width, header.height};
    int count = 0;
    const auto* factors = tjGetScalingFactors(&count);
    for (int i = 0; i < count; ++i) {
        const PixelSize scaled{TJSCALED(header.width, factors[i]), TJSCALED(header.height, factors[i])};
        if (std::max(scaled.width, scaled.height) >= side && scaled.width < best.width) best = scaled;
    }
    return best;
}

// Printers' JPEGs hold four inks, inverted as Adobe writes them; libjpeg does not turn them into colours.
void colours_from_inks(std::vector<std::uint8_t>& pixels) {
    for (std::size_t i = 0; i + 3 < pixels.size(); i += 4) {
        const unsigned key = pixels[i + 3];
        for (std::size_t c = 0; c < 3; ++c)
            pixels[i + c] = static_cast<std::uint8_t>(pixels[i + c] * key / 255);
        pixels[i + 3] = 255;
    }
}

Result<Pixels> decode_jpeg(std::string_view bytes, int side) {
    const Turbo turbo(tjInitDecompress());
    if (!turbo) return sync::fail(ErrorKind::broken, "TurboJPEG gives no decoder");
    TAKAN_TRY_LET(header, read_header(turbo, bytes));
    const auto size = scaled_size(header, side);
    const bool inks = header.colours == TJCS_CMYK || header.colours == TJCS_YCCK;
    Pixels pixels;
    pixels.width = size.width;
    pixels.height = size.height;
    pixels.rgba.resize(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 4);
    const int failed =
        tjDecompress2(turbo.get(), data_of(bytes), static_cast<unsigned long>(bytes.size()), pixels.rgba.data(),
                      size.width, 0, size.height, inks ? TJPF_CMYK : TJPF_RGBA, TJFLAG_LIMITSCANS);
    if (failed != 0 && tjGetErrorCode(turbo.get()) == TJERR_FATAL) return broken_picture(turbo, "decode JPEG");
    if (inks) colours_from_inks(pixels.rgba);
    return pixels;
}

int orientation_of(std::string_view bytes) {
    const auto exif = read_exif(bytes);
    return exif ? exif->orientation : 1;
}

} // namespace

Result<Pixels> decode(std::string_view bytes, int side) {
    assert(side > 0);
    switch (image_kind(bytes)) {
    case ImageKind::jpeg: {
        TAKAN_TRY_LET(pixels, decode_jpeg(bytes, side));
        return turned_upright(shrunk(std::move(pixels), side), orientation_of(bytes));
    }
    case ImageKind::heic: { // libheif turns it itself, by the file's own boxes
        TAKAN_TRY_LET(pixels, heif_decode(bytes, side));
        return shrunk(std::move(pixels), side);
    }
    case ImageKind::png: {
        TAKAN_TRY_LET(pixels, png_decode(bytes));
        return turned_upright(shrunk(std::move(pixels), side), orientation_of(bytes));
    }
    default:
        break;
    }
    return sync::fail(ErrorKind::invalid, std::string("no picture is made of ") + mime_of(bytes), {},
                      "photo.remark.no_preview");
}

Result<std::string> encode_jpeg(const Pixels& pixels, int quality) {
    if (pixels.width <= 0 || pixels.height <= 0) return sync::fail(ErrorKind::invalid, "no pixels to write as JPEG");
    assert(pixels.rgba.size() == static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height) * 4);
    const Turbo turbo(tjInitCompress());
    if (!turbo) return sync::fail(ErrorKind::broken, "TurboJPEG gives no encoder");
    std::string jpeg(tjBufSize(pixels.width, pixels.height, TJSAMP_420), '\0');
    auto* begin = reinterpret_cast<unsigned char*>(jpeg.data());
    unsigned long size = static_cast<unsigned long>(jpeg.size());
    if (tjCompress2(turbo.get(), pixels.rgba.data(), pixels.width, 0, pixels.height, TJPF_RGBA, &begin, &size,
                    TJSAMP_420, std::clamp(quality, 1, 100), TJFLAG_NOREALLOC) != 0) {
        return sync::fail(ErrorKind::broken, std::string("encode JPEG: ") + tjGetErrorStr2(turbo.get()));
    }
    jpeg.resize(size);
    return jpeg;
}

} // namespace takan::app
