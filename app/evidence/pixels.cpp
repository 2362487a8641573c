#include "app/evidence/pixels.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <string>

namespace takan::app {
namespace {

// Where the pixel that is shown at x, y stands in the stored picture of w by h.
struct Place {
    int x;
    int y;
};

Place stored_place(int orientation, int x, int y, int w, int h) {
    switch (orientation) {
    case 2:
        return {w - 1 - x, y};
    case 3:
        return {w - 1 - x, h - 1 - y};
    case 4:
        return {x, h - 1 - y};
    case 5:
        return {y, x};
    case 6:
        return {y, h - 1 - x};
    case 7:
        return {w - 1 - y, h - 1 - x};
    case 8:
        return {w - 1 - y, x};
    default:
        return {x, y};
    }
}

// How much of each source pixel falls into one target pixel, along one side.
struct Share {
    int first = 0;
    std::vector<float> weights; // sum 1
};

std::vector<Share> shares(int from, int to) {
    std::vector<Share> all(static_cast<std::size_t>(to));
    const double step = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
        const double begin = i * step;
        const double end = std::min<double>((i + 1) * step, from);
        auto& share = all[static_cast<std::size_t>(i)];
        share.first = static_cast<int>(begin);
        for (int source = share.first; source < end; ++source) {
            const double covered = std::min(end, source + 1.0) - std::max(begin, static_cast<double>(source));
            share.weights.push_back(static_cast<float>(covered / (end - begin)));
        }
    }
    return all;
}

// One target row, from sums over source rows.
void average_row(const std::vector<float>& sums, const std::vector<Share>& columns, std::uint8_t* out) {
    for (const auto& column : columns) {
        float colour[4] = {0, 0, 0, 0};
        const float* from = sums.data() + static_cast<std::size_t>(column.first) * 4;
        for (const float weight : column.weights) {
            for (int c = 0; c < 4; ++c)
                colour[c] += weight * from[c];
            from += 4;
        }
        for (int c = 0; c < 4; ++c)
            *out++ = static_cast<std::uint8_t>(std::clamp(colour[c] + 0.5f, 0.0f, 255.0f));
    }
}

} // namespace

Status check_pixel_count(PixelSize size) {
    const auto count = static_cast<std::int64_t>(size.width) * size.height;
    if (size.width > 0 && size.height > 0 && size.width <= greatest_side && size.height <= greatest_side &&
        count <= greatest_pixels) {
        return {};
    }
    return sync::fail(ErrorKind::invalid,
                      "picture of " + std::to_string(size.width) + " x " + std::to_string(size.height) +
                          " pixels is not decoded",
                      {}, "photo.remark.picture_too_large");
}

Pixels turned_upright(Pixels pixels, int orientation) {
    if (orientation < 2 || orientation > 8) return pixels;
    const bool sides_change = orientation >= 5;
    Pixels turned;
    turned.width = sides_change ? pixels.height : pixels.width;
    turned.height = sides_change ? pixels.width : pixels.height;
    turned.rgba.resize(pixels.rgba.size());
    std::uint8_t* out = turned.rgba.data();
    for (int y = 0; y < turned.height; ++y) {
        for (int x = 0; x < turned.width; ++x, out += 4) {
            const auto from = stored_place(orientation, x, y, pixels.width, pixels.height);
            const auto at = (static_cast<std::size_t>(from.y) * static_cast<std::size_t>(pixels.width) +
                             static_cast<std::size_t>(from.x)) *
                            4;
            std::memcpy(out, pixels.rgba.data() + at, 4);
        }
    }
    return turned;
}

Pixels shrunk(Pixels pixels, int side) {
    assert(side > 0);
    const int longer = std::max(pixels.width, pixels.height);
    if (longer <= side) return pixels;
    const double factor = static_cast<double>(side) / longer;
    Pixels small;
    small.width = std::max(1, static_cast<int>(std::lround(pixels.width * factor)));
    small.height = std::max(1, static_cast<int>(std::lround(pixels.height * factor)));
    small.rgba.resize(static_cast<std::size_t>(small.width) * static_cast<std::size_t>(small.height) * 4);
    const auto columns = shares(pixels.width, small.width);
    const auto rows = shares(pixels.height, small.height);
    const std::size_t source_row = static_cast<std::size_t>(pixels.width) * 4;
    std::vector<float> sums(source_row);
    std::uint8_t* out = small.rgba.data();
    for (const auto& row : rows) {
        std::fill(sums.begin(), sums.end(), 0.0f);
        const std::uint8_t* from = pixels.rgba.data() + static_cast<std::size_t>(row.first) * source_row;
        for (const float weight : row.weights) {
            for (std::size_t i = 0; i < source_row; ++i)
                sums[i] += weight * static_cast<float>(from[i]);
            from += source_row;
        }
        average_row(sums, columns, out);
        out += static_cast<std::size_t>(small.width) * 4;
    }
    return small;
}

} // namespace takan::app
