#include "app/evidence/drawn_math.hpp"

#include <array>

namespace takan::app::drawn {
namespace {

// One octave: random numbers on a lattice of `cells` a side, smoothly joined, repeating.
void add_octave(std::vector<float>& texels, int size, int cells, float strength, std::uint32_t seed) {
    std::vector<float> lattice(static_cast<std::size_t>(cells * cells));
    for (std::size_t i = 0; i < lattice.size(); ++i)
        lattice[i] = chance(static_cast<std::uint32_t>(i) * 0x9E3779B9u + seed);
    const auto knot = [&](int x, int y) { return lattice[static_cast<std::size_t>((y % cells) * cells + x % cells)]; };
    const int step = size / cells;
    std::vector<float> ease(static_cast<std::size_t>(step));
    for (int i = 0; i < step; ++i)
        ease[static_cast<std::size_t>(i)] = smooth(0, 1, static_cast<float>(i) / static_cast<float>(step));
    std::size_t at = 0;
    for (int y = 0; y < size; ++y) {
        const float ty = ease[static_cast<std::size_t>(y % step)];
        for (int x = 0; x < size; ++x, ++at) {
            const int cx = x / step, cy = y / step;
            const float tx = ease[static_cast<std::size_t>(x % step)];
            const float value =
                mix(mix(knot(cx, cy), knot(cx + 1, cy), tx), mix(knot(cx, cy + 1), knot(cx + 1, cy + 1), tx), ty);
            texels[at] += (value - 0.5f) * strength;
        }
    }
}

} // namespace

Noise::Noise(std::uint32_t seed) : m_texels(static_cast<std::size_t>(size) * size, 0.5f) {
    float strength = 0.62f;
    for (int cells = 4; cells <= 128; cells *= 2) {
        add_octave(m_texels, size, cells, strength, scramble(seed + static_cast<std::uint32_t>(cells)));
        strength *= 0.62f;
    }
    for (auto& texel : m_texels)
        texel = clamp01(texel);
}

} // namespace takan::app::drawn
