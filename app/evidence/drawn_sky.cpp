#include "app/evidence/drawn_sky.hpp"

namespace takan::app::drawn {

Colour sky_colour(const Sky& sky, Vec direction, const Noise& noise) {
    const float turn = std::atan2(direction.x, direction.z) * 2.2f;
    const float slope = direction.y;
    if (sky.woods > 0) {
        const float height =
            sky.woods * (0.25f + 0.8f * noise.at(turn * 0.8f, 0.1f) + 0.25f * noise.at(turn * 6.0f, 0.7f));
        if (slope < height) {
            const float leaves = noise.at(turn * 9, slope * 90);
            return mix(sky.wood_colour * (0.7f + 0.6f * leaves), sky.horizon, 0.22f + 0.25f * smooth(height, 0, slope));
        }
    }
    if (sky.hills > 0) {
        for (int row = 2; row >= 1; --row) { // the nearer and lower one hides the farther
            const float far = static_cast<float>(row == 1 ? 2 : 1);
            const float height =
                sky.hills * far * (0.15f + 0.85f * noise.at(turn * 0.22f * far + far * 0.31f, far * 0.43f));
            if (slope < height) return mix(sky.hill_colour, sky.horizon, row == 1 ? 0.72f : 0.42f);
        }
    }
    const float up = clamp01(slope);
    Colour colour = mix(sky.horizon, sky.zenith, std::pow(up, 0.55f));
    if (sky.cloudiness > 0 && slope > 0.005f) {
        const float flat = 1.0f / (slope + 0.12f);
        const float u = direction.x * flat * 0.35f, v = direction.z * flat * 0.35f;
        const float thick = noise.at(u, v) * 0.7f + noise.at(u * 3 + 0.5f, v * 3) * 0.3f;
        const float cover = smooth(0.72f - sky.cloudiness * 0.5f, 0.9f - sky.cloudiness * 0.3f, thick);
        const float shade = 0.78f + 0.22f * smooth(0.9f, 0.4f, thick);
        colour = mix(colour, sky.clouds * shade, cover * smooth(0.0f, 0.12f, slope) * 0.9f);
    }
    return colour;
}

Colour through_haze(const Model& model, Colour colour, float distance) {
    const float clear = std::exp(-distance * model.light.haze);
    return mix(model.sky.horizon * 0.95f, colour, clear);
}

} // namespace takan::app::drawn
