#include "app/evidence/drawn_patterns.hpp"

namespace takan::app::drawn {
namespace {

// 1 on a line of `width` at every whole number of v, fading to 0 beside it.
float line(float v, float width) {
    const float off = std::fabs(fraction(v + 0.5f) - 0.5f);
    return smooth(width, width * 0.5f, off);
}

bool within(float v, float from, float to) {
    return v >= from && v <= to;
}

Colour brick(const Material& material, float u, float v, float distance) {
    const float row = std::floor(v / 0.085f);
    const float x = u / 0.26f + (static_cast<int>(row) % 2 == 0 ? 0.0f : 0.5f);
    const float tint = chance(static_cast<int>(std::floor(x)), static_cast<int>(row), 77u);
    const float fade = 1.0f / (1.0f + distance * distance * 0.03f);
    const float joint = std::max(line(x, 0.06f), line(v / 0.085f, 0.14f)) * fade;
    return mix(material.base * (0.8f + 0.4f * tint), material.second, joint * 0.8f);
}

Colour concrete(const Material& material, float u, float v, const Noise& noise) {
    const float joints = std::max(line(u / (2.4f * material.scale), 0.006f), line(v / (1.2f * material.scale), 0.01f));
    const float stain = noise.at(u * 0.9f, v * 0.9f);
    return material.base * (0.82f + 0.36f * stain) * (1 - joints * 0.35f);
}

// Rows of windows, a ledge under each row.
Colour facade(const Material& material, float u, float v, std::uint32_t seed) {
    const float x = u / (3.2f * material.scale), y = v / (3.3f * material.scale);
    const float fx = fraction(x), fy = fraction(y);
    if (within(fx, 0.22f, 0.78f) && within(fy, 0.3f, 0.78f)) {
        const float lit = chance(static_cast<int>(std::floor(x)), static_cast<int>(std::floor(y)), seed);
        const bool bar = std::fabs(fx - 0.5f) < 0.015f || std::fabs(fy - 0.62f) < 0.012f;
        if (bar) return material.base * 0.8f;
        return mix(material.second, paint(0x9DB4C2), lit * 0.5f) * (0.6f + 0.5f * fy);
    }
    if (within(fy, 0.26f, 0.3f)) return material.base * 0.72f;
    return material.base;
}

// A black-bordered triangle on yellow with a mark in it, and lines of print beneath: x, y in -1 … 1.
Colour warning_label(float x, float y, Colour paper) {
    if (std::fabs(x) > 0.93f || std::fabs(y) > 0.95f) return paint(0x1F1F1F);
    const Colour ink = paint(0x1C1A18);
    if (y > -0.25f && y < 0.85f) {
        const float half = (0.85f - y) * 0.62f;
        const float ax = std::fabs(x);
        if (ax < half) {
            const bool border = half - ax < 0.13f || y < -0.13f;
            const bool stroke = ax < 0.06f + 0.03f * y && within(y, 0.14f, 0.5f);
            const bool point = ax < 0.065f && within(y, -0.04f, 0.07f);
            return border || stroke || point ? ink : paint(0xF5C518);
        }
        return paper;
    }
    const float row = (y + 0.9f) / 0.2f;
    const bool print = within(fraction(row), 0.25f, 0.7f) && std::fabs(x) < 0.78f && y < -0.32f;
    const bool gap = chance(static_cast<int>(std::floor(x * 11)), static_cast<int>(std::floor(row)), 5u) < 0.24f;
    return print && !gap ? ink : paper;
}

Colour drum(const Material& material, const Spot& spot, float u, float v, const Noise& noise) {
    const float radius = spot.half.x, half = spot.half.y;
    const bool lid = std::fabs(spot.local_normal.y) > 0.7f;
    const float rust = smooth(0.6f, 0.72f,
                              noise.at(u * 1.1f + static_cast<float>(spot.seed % 13), v * 1.1f) +
                                  (lid ? 0.02f : smooth(half * 0.6f, half, std::fabs(v)) * 0.1f));
    Colour colour = material.base;
    if (lid) {
        const float r = std::sqrt(spot.local.x * spot.local.x + spot.local.z * spot.local.z) / radius;
        colour = colour * (r > 0.93f ? 1.25f : r > 0.86f ? 0.6f : 1.05f);
        const float bx = spot.local.x / radius - 0.5f, bz = spot.local.z / radius + 0.35f;
        if (bx * bx + bz * bz < 0.018f) colour = paint(0x3A3A3A);
        return mix(colour, material.second, rust * 0.8f);
    }
    for (const float hoop : {-0.33f, 0.33f, -0.97f, 0.97f}) {
        const float off = (v / half - hoop) / 0.045f;
        if (std::fabs(off) < 1) colour = colour * (1.12f - 0.38f * off * (off > 0 ? -0.6f : 1.0f));
    }
    colour = mix(colour, material.second, rust * 0.75f);
    const float turned = u - (chance(spot.seed) - 0.5f) * radius * 1.1f;
    const float lx = turned / (radius * 0.52f), ly = (v - half * 0.02f) / (half * 0.36f);
    if (std::fabs(lx) < 1 && std::fabs(ly) < 1) {
        return mix(warning_label(lx, ly, paint(0xE8C36A)), material.second, rust * 0.25f);
    }
    return colour;
}

// The front of a box towards the viewer; other sides are its edge.
Colour sign(const Material& material, const Spot& spot) {
    if (spot.local_normal.z > -0.7f) return material.base * 0.5f;
    return warning_label(spot.local.x / spot.half.x, spot.local.y / spot.half.y, material.base);
}

bool segment_lit(int digit, int segment) {
    constexpr std::uint8_t lit[10] = {0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F};
    return (lit[digit] >> segment & 1) != 0;
}

// A figure of seven segments in the cell 0 … 1.
bool figure(int digit, float x, float y) {
    constexpr float t = 0.16f;
    if (within(x, 0.15f, 0.85f)) {
        if (y > 1 - t && y <= 1) return segment_lit(digit, 0);
        if (std::fabs(y - 0.5f) < t / 2) return segment_lit(digit, 6);
        if (y >= 0 && y < t) return segment_lit(digit, 3);
    }
    if (within(x, 0.66f, 0.86f)) return segment_lit(digit, y > 0.5f ? 1 : 2);
    if (within(x, 0.14f, 0.34f)) return segment_lit(digit, y > 0.5f ? 5 : 4);
    return false;
}

// The face of an instrument: a display with figures, a row of lamps, a sticker, vents.
Colour panel(const Material& material, const Spot& spot) {
    if (spot.local_normal.z > -0.7f) return material.base * 0.9f;
    const float x = spot.local.x / spot.half.x, y = spot.local.y / spot.half.y;
    if (std::fabs(x) > 0.97f || std::fabs(y) > 0.98f) return material.base * 0.75f;
    if (y > 0.82f) return material.second;
    if (within(y, 0.3f, 0.7f) && std::fabs(x) < 0.72f) {
        const float cx = (x + 0.56f) / 0.28f, cy = (y - 0.38f) / 0.24f;
        const int place = static_cast<int>(std::floor(cx));
        const bool digit_here = place >= 0 && place < 4 && within(cy, 0, 1);
        const int digit = static_cast<int>(chance(place, 3, spot.seed) * 9.99f);
        if (digit_here && figure(digit, fraction(cx) * 1.15f, cy)) return paint(0x7CF29A) * 1.4f;
        if (std::fabs(x) > 0.69f || y > 0.68f || y < 0.32f) return paint(0x101512);
        return paint(0x16241C);
    }
    const float lamp = std::floor((x + 0.6f) / 0.3f);
    const float lx = x + 0.6f - (lamp + 0.5f) * 0.3f, ly = (y - 0.08f) * spot.half.y / spot.half.x;
    const float off = std::sqrt(lx * lx + ly * ly);
    if (lamp >= 0 && lamp < 4 && off < 0.085f) {
        constexpr std::uint32_t lamps[4] = {0x35C26A, 0xD9A521, 0xD2453A, 0x35C26A};
        return off > 0.066f ? paint(0x77797A) : paint(lamps[static_cast<int>(lamp)]) * 1.2f;
    }
    if (within(y, -0.5f, -0.16f) && within(x, -0.7f, -0.1f)) {
        const bool print = within(fraction(y * 14), 0.3f, 0.65f) && within(x, -0.64f, -0.18f);
        return print ? paint(0x5B6166) : paint(0xF2F2EC);
    }
    if (within(y, -0.85f, -0.6f) && std::fabs(x) < 0.6f && fraction(y * 26) < 0.45f) return material.base * 0.35f;
    if (within(x, 0.55f, 0.62f) && within(y, -0.5f, -0.18f)) return paint(0x3B3F42);
    return material.base;
}

// A sheet in a frame: a headline and lines of print.
Colour notice(const Material& material, const Spot& spot) {
    if (spot.local_normal.z > -0.7f) return material.base * 0.6f;
    const float x = spot.local.x / spot.half.x, y = spot.local.y / spot.half.y;
    if (std::fabs(x) > 0.95f || std::fabs(y) > 0.96f) return paint(0x9AA0A4);
    if (within(y, 0.66f, 0.84f))
        return std::fabs(x) < 0.62f && fraction(x * 4.2f) < 0.72f ? material.second : material.base;
    const float row = (y + 0.9f) / 0.17f;
    const float end = 0.4f + 0.42f * chance(static_cast<int>(std::floor(row)), 1, spot.seed);
    const bool print = within(fraction(row), 0.3f, 0.62f) && within(x, -0.82f, end) && within(y, -0.86f, 0.56f);
    return print && fraction(x * 9) < 0.8f ? paint(0x6A6F73) : material.base;
}

Colour bands(const Material& material, const Spot& spot) {
    const float v = (spot.local.y + spot.half.y) / (2 * spot.half.y);
    const float top = (v - 0.72f) / 0.28f;
    if (top < 0) return material.base;
    return fraction(top * 2) < 0.5f ? material.second : paint(0xE9E6E0);
}

Colour rock(const Material& material, float u, float v, const Noise& noise) {
    const float bend = noise.at(u * 0.05f, v * 0.06f) * 3;
    const float layer = noise.at(0.3f + u * 0.012f, v * 0.9f + bend);
    const float cracks = smooth(0.62f, 0.75f, noise.at(u * 0.45f, v * 0.16f));
    return mix(material.base, material.second, smooth(0.3f, 0.7f, layer)) * (1 - cracks * 0.4f);
}

} // namespace

Colour pattern_colour(const Material& material, const Spot& spot, float u, float v, const Noise& noise) {
    const float fade = 1.0f / (1.0f + spot.distance * 0.05f);
    switch (material.pattern) {
    case Pattern::brick:
        return brick(material, u, v, spot.distance);
    case Pattern::concrete:
        return concrete(material, u, v, noise);
    case Pattern::facade:
        return std::fabs(spot.local_normal.y) > 0.5f ? material.base * 0.7f : facade(material, u, v, spot.seed);
    case Pattern::drum:
        return drum(material, spot, u, v, noise);
    case Pattern::sign:
        return sign(material, spot);
    case Pattern::panel:
        return panel(material, spot);
    case Pattern::notice:
        return notice(material, spot);
    case Pattern::bands:
        return bands(material, spot);
    case Pattern::rock:
        return rock(material, u, v, noise);
    case Pattern::corrugated:
        return material.base * (1 - line(v / 2.6f, 0.006f) * 0.4f);
    case Pattern::planks: {
        const float tint = chance(static_cast<int>(std::floor(u / 0.14f)), 3, spot.seed);
        return mix(material.base * (0.75f + 0.5f * tint), material.second, line(u / 0.14f, 0.05f) * fade);
    }
    case Pattern::tile:
        return mix(material.base, material.second,
                   std::max(line(u / material.scale, 0.025f), line(v / material.scale, 0.025f)) * 0.8f * fade);
    case Pattern::metal:
        return material.base * (0.85f + 0.3f * noise.at(u * 0.3f, v * 5.0f));
    case Pattern::net: {
        const float knot = std::max(line(u / 0.09f, 0.2f), line(v / 0.09f, 0.2f)) * fade;
        const float fold = noise.at(u * 0.7f, v * 0.15f);
        return mix(material.second, material.base, 0.6f + 0.4f * knot) * (0.65f + 0.7f * fold);
    }
    case Pattern::fabric:
        return material.base * (0.7f + 0.6f * noise.at(u * 0.8f, v * 0.5f));
    default:
        return material.base * (0.92f + 0.16f * noise.at(u * 0.7f, v * 0.7f));
    }
}

} // namespace takan::app::drawn
