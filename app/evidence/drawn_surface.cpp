#include "app/evidence/drawn_surface.hpp"

#include "app/evidence/drawn_patterns.hpp"

namespace takan::app::drawn {
namespace {

struct Flat {
    float u;
    float v; // upwards on walls
};

// The place on the unrolled surface, in metres.
Flat flattened(const Spot& spot) {
    const Vec n{std::fabs(spot.local_normal.x), std::fabs(spot.local_normal.y), std::fabs(spot.local_normal.z)};
    if (n.y > n.x && n.y > n.z) return {spot.local.x, spot.local.z};
    if (spot.form == Form::frustum) {
        const float radius = std::max(spot.half.x, spot.half.z);
        return {std::atan2(spot.local.x, -spot.local.z) * radius, spot.local.y};
    }
    return n.x > n.z ? Flat{spot.local.z, spot.local.y} : Flat{spot.local.x, spot.local.y};
}

// Rain takes dirt down walls, and splashes it up from the ground.
Colour weathered(Colour colour, const Material& material, const Spot& spot, Flat at, const Noise& noise) {
    if (std::fabs(spot.local_normal.y) > 0.7f) return colour * (0.86f + 0.28f * noise.at(at.u * 0.5f, at.v * 0.5f));
    const float streaks = smooth(0.5f, 0.85f, noise.at(at.u * 1.7f, at.v * 0.12f + 0.37f));
    const float low = smooth(0.7f, 0.0f, spot.local.y + spot.half.y) * 0.35f;
    const float cloud = noise.at(at.u * 0.4f + 3.1f, at.v * 0.4f);
    return mix(colour * (0.85f + 0.3f * cloud), material.second * 0.5f, clamp01(streaks * 0.28f + low));
}

Vec tilted(const Noise& noise, Vec normal, float u, float v, float strength) {
    constexpr float step = 0.02f;
    const float here = noise.at(u, v);
    const float du = noise.at(u + step, v) - here, dv = noise.at(u, v + step) - here;
    return unit(normal + Vec{-du, 0, -dv} * strength);
}

Look water(const Material& material, const Spot& spot, const Noise& noise) {
    const float calm = 1.0f / (1.0f + spot.distance * 0.05f);
    const float u = spot.world.x * 0.55f * material.scale, v = spot.world.z * 0.8f * material.scale;
    Look look;
    look.normal = tilted(noise, {0, 1, 0}, u, v, (0.35f + 0.35f * calm) * material.gloss);
    const float depth = noise.at(spot.world.x * 0.05f, spot.world.z * 0.05f + 0.3f);
    look.albedo = mix(material.base, material.second, smooth(0.35f, 0.7f, depth));
    look.mirror = 1;
    look.gloss = 0.25f;
    return look;
}

// A film of oil shows the colours of thin layers, in bands around spots.
Look oil(const Material& material, const Spot& spot, const Noise& noise) {
    Look look = water(material, spot, noise);
    const float thickness = noise.at(spot.world.x * 0.32f, spot.world.z * 0.22f) * 7 +
                            noise.at(spot.world.x * 1.1f, spot.world.z * 0.9f) * 1.4f;
    const float turn = fraction(thickness) * 6.2832f;
    const Colour film{0.5f + 0.5f * std::cos(turn), 0.5f + 0.5f * std::cos(turn - 2.1f),
                      0.5f + 0.5f * std::cos(turn - 4.2f)};
    const float cover = smooth(0.4f, 0.58f, noise.at(spot.world.x * 0.3f + 5, spot.world.z * 0.2f));
    look.albedo = mix(look.albedo, mix({0.33f, 0.33f, 0.33f}, film, 0.5f) * 0.3f, cover * 0.42f);
    look.mirror = mix(0.9f, 0.4f, cover);
    return look;
}

// Ground that is looked at flatly: large patches, and grains that fade with distance.
Colour grained(const Material& material, const Spot& spot, const Noise& noise, float grain, float patches) {
    const float s = material.scale;
    const float x = spot.local.x + spot.local.y * 0.83f,
                z = spot.local.z - spot.local.y * 0.71f; // slopes are not streaked
    const float large = noise.at(x * 0.09f * s, z * 0.09f * s);
    const float middle = noise.at(x * 0.6f * s + 7, z * 0.6f * s);
    const float fade = 1.0f / (1.0f + spot.distance * 0.06f);
    const float fine = (noise.at(x * 3.3f * s, z * 3.3f * s) - 0.5f) * grain * fade;
    const float share = smooth(0.3f, 0.72f, large * 0.55f + middle * 0.45f) * patches;
    return mix(material.base, material.second, clamp01(share)) * (1 + fine * 2 + (middle - 0.5f) * 0.35f);
}

Look ground(const Material& material, const Spot& spot, const Noise& noise) {
    Look look;
    look.normal = spot.normal;
    float bumps = 0.5f;
    switch (material.pattern) {
    case Pattern::gravel:
        look.albedo = grained(material, spot, noise, 0.9f, 0.8f);
        bumps = 1.4f;
        break;
    case Pattern::asphalt:
        look.albedo = grained(material, spot, noise, 0.3f, 0.7f);
        bumps = 0.25f;
        break;
    case Pattern::grass:
        look.albedo = grained(material, spot, noise, 1.1f, 1.0f);
        bumps = 1.2f;
        break;
    case Pattern::sludge:
        look.albedo = grained(material, spot, noise, 0.5f, 1.0f);
        bumps = 1.6f;
        look.gloss = material.gloss;
        break;
    default:
        look.albedo = grained(material, spot, noise, 0.5f, 0.9f);
        break;
    }
    const float u = (spot.local.x + spot.local.y * 0.7f) * 1.3f * material.scale,
                v = (spot.local.z - spot.local.y * 0.6f) * 1.3f * material.scale;
    look.normal = tilted(noise, spot.normal, u, v, bumps / (1 + spot.distance * 0.03f));
    return look;
}

Look foliage(const Material& material, const Spot& spot, const Noise& noise) {
    const float u = spot.local.x + spot.local.z * 0.7f, v = spot.local.y + spot.local.z * 0.4f;
    const float leaves =
        noise.at(u * 4.2f * material.scale + static_cast<float>(spot.seed & 7), v * 4.2f * material.scale);
    const float top = smooth(-0.6f, 0.9f, spot.local_normal.y);
    Look look;
    look.albedo = mix(material.second, material.base, clamp01(leaves * 1.5f - 0.35f)) * (0.55f + 0.6f * top);
    look.normal = unit(spot.normal + Vec{leaves - 0.5f, 0.35f, 0.5f - leaves} * 0.9f);
    return look;
}

} // namespace

Look look_of(const Material& material, const Spot& spot, const Noise& noise) {
    switch (material.pattern) {
    case Pattern::water:
        return water(material, spot, noise);
    case Pattern::oil:
        return oil(material, spot, noise);
    case Pattern::foliage:
        return foliage(material, spot, noise);
    case Pattern::soil:
    case Pattern::gravel:
    case Pattern::asphalt:
    case Pattern::grass:
    case Pattern::sludge:
        return ground(material, spot, noise);
    default:
        break;
    }
    const Flat at = flattened(spot);
    Look look;
    look.normal = spot.normal;
    look.gloss = material.gloss;
    look.albedo = pattern_colour(material, spot, at.u, at.v, noise);
    const bool clean = material.pattern == Pattern::sign || material.pattern == Pattern::panel ||
                       material.pattern == Pattern::notice || material.pattern == Pattern::plain;
    if (!clean) look.albedo = weathered(look.albedo, material, spot, at, noise);
    if (material.pattern == Pattern::corrugated) {
        const Vec across = spot.form == Form::box && std::fabs(spot.local_normal.y) < 0.5f
                               ? cross(spot.normal, {0, 1, 0})
                               : Vec{1, 0, 0};
        const float fade = 1.0f / (1.0f + spot.distance * 0.05f);
        look.normal = unit(look.normal + across * (std::sin(at.u * 34.0f * material.scale) * 0.5f * fade));
    }
    if (material.pattern == Pattern::rock) look.normal = tilted(noise, spot.normal, at.u * 0.5f, at.v * 1.2f, 2.2f);
    return look;
}

} // namespace takan::app::drawn
