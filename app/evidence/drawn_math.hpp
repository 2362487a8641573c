#pragma once
// Vectors, colours and noise of the drawn photos.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace takan::app::drawn {

struct Vec {
    float x = 0;
    float y = 0;
    float z = 0;
};

inline Vec operator+(Vec a, Vec b) {
    return {a.x + b.x, a.y + b.y, a.z + b.z};
}
inline Vec operator-(Vec a, Vec b) {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
}
inline Vec operator*(Vec a, float s) {
    return {a.x * s, a.y * s, a.z * s};
}
inline Vec operator*(Vec a, Vec b) {
    return {a.x * b.x, a.y * b.y, a.z * b.z};
}
inline float dot(Vec a, Vec b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}
inline Vec cross(Vec a, Vec b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline float length(Vec a) {
    return std::sqrt(dot(a, a));
}
inline Vec unit(Vec a) {
    return a * (1.0f / std::max(length(a), 1e-9f));
}

using Colour = Vec; // linear light, 1 is white paper in the sun

inline float mix(float a, float b, float t) {
    return a + (b - a) * t;
}
inline Vec mix(Vec a, Vec b, float t) {
    return a + (b - a) * t;
}
inline float clamp01(float v) {
    return std::clamp(v, 0.0f, 1.0f);
}
inline float smooth(float from, float to, float v) {
    const float t = clamp01((v - from) / (to - from));
    return t * t * (3 - 2 * t);
}
inline float fraction(float v) {
    return v - std::floor(v);
}

// Returns the linear colour of sRGB 0xRRGGBB.
inline Colour paint(std::uint32_t rgb) {
    const auto channel = [rgb](int shift) { return std::pow(static_cast<float>(rgb >> shift & 0xFF) / 255.0f, 2.2f); };
    return {channel(16), channel(8), channel(0)};
}

// A well-mixed number for a number, and the same as 0 … 1.
inline std::uint32_t scramble(std::uint32_t v) {
    v ^= v >> 16;
    v *= 0x7feb352du;
    v ^= v >> 15;
    v *= 0x846ca68bu;
    return v ^ v >> 16;
}
inline float chance(std::uint32_t v) {
    return static_cast<float>(scramble(v) >> 8) * (1.0f / 16777216.0f);
}
inline float chance(int x, int y, std::uint32_t seed) {
    return chance(static_cast<std::uint32_t>(x) * 0x9E3779B9u + static_cast<std::uint32_t>(y) * 0x85EBCA6Bu + seed);
}

// Dice: a row of random numbers from a seed.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : m_state(scramble(seed + 0x51ED27u)) {}
    float roll() { return chance(++m_state); }
    float between(float a, float b) { return mix(a, b, roll()); }
    int pick(int count) { return std::min(static_cast<int>(roll() * static_cast<float>(count)), count - 1); }
    std::uint32_t seed() { return scramble(++m_state); }

private:
    std::uint32_t m_state;
};

// Clouds of several sizes in a tile that repeats: all the dirt, leaves, ripples and smoke are read from it.
class Noise {
public:
    explicit Noise(std::uint32_t seed);
    // 0 … 1, mean 0.5; one unit is a quarter of the tile.
    float at(float u, float v) const {
        const float x = u * (size / 4), y = v * (size / 4);
        const float fx = std::floor(x), fy = std::floor(y);
        const int ix = static_cast<int>(fx) & (size - 1), iy = static_cast<int>(fy) & (size - 1);
        const int jx = (ix + 1) & (size - 1), jy = (iy + 1) & (size - 1);
        const float tx = x - fx, ty = y - fy;
        return mix(mix(texel(ix, iy), texel(jx, iy), tx), mix(texel(ix, jy), texel(jx, jy), tx), ty);
    }

private:
    static constexpr int size = 256;
    float texel(int x, int y) const { return m_texels[static_cast<std::size_t>(y * size + x)]; }

    std::vector<float> m_texels;
};

} // namespace takan::app::drawn
