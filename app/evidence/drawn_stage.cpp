#include "app/evidence/drawn_stage.hpp"

namespace takan::app::drawn {

Material material(Pattern pattern, std::uint32_t base, std::uint32_t second, float scale, float gloss) {
    return {pattern, paint(base), paint(second), scale, gloss};
}

Material foliage(Dice& dice) {
    constexpr std::uint32_t greens[] = {0x6E8F45, 0x7A9A4C, 0x5F8040, 0x86A055};
    return material(Pattern::foliage, greens[dice.pick(4)], 0x24361C, 1.0f);
}

Solid& Stage::add(Solid solid) {
    if (solid.form == Form::frustum) {
        const float radius = std::max(solid.half.x, solid.half.z);
        solid.bound = std::sqrt(solid.half.y * solid.half.y + radius * radius);
    } else {
        solid.bound =
            solid.form == Form::box ? length(solid.half) : std::max({solid.half.x, solid.half.y, solid.half.z});
    }
    solid.seed = dice.seed();
    model.solids.push_back(std::move(solid));
    return model.solids.back();
}

Solid& Stage::box(Vec at, Vec half, const Material& made_of, float yaw, float pitch) {
    Solid solid;
    const float c = std::cos(yaw), s = std::sin(yaw);
    solid.frame = {at, {c, 0, -s}, {0, 1, 0}, {s, 0, c}};
    const Vec y = solid.frame.y, z = solid.frame.z;
    solid.frame.y = y * std::cos(pitch) + z * std::sin(pitch);
    solid.frame.z = z * std::cos(pitch) - y * std::sin(pitch);
    solid.half = half;
    solid.material = made_of;
    return add(solid);
}

Solid& Stage::frustum(Vec foot, float height, float below, float above, const Material& made_of) {
    Solid solid;
    solid.form = Form::frustum;
    solid.frame.at = foot + Vec{0, height * 0.5f, 0};
    solid.half = {below, height * 0.5f, above};
    solid.material = made_of;
    return add(solid);
}

Solid& Stage::pipe(Vec from, Vec to, float radius, const Material& made_of) {
    Solid solid;
    solid.form = Form::frustum;
    solid.frame.at = (from + to) * 0.5f;
    solid.frame.y = unit(to - from);
    const Vec aside = std::fabs(solid.frame.y.y) > 0.9f ? Vec{1, 0, 0} : Vec{0, 1, 0};
    solid.frame.x = unit(cross(solid.frame.y, aside));
    solid.frame.z = cross(solid.frame.x, solid.frame.y);
    solid.half = {radius, length(to - from) * 0.5f, radius};
    solid.material = made_of;
    return add(solid);
}

Solid& Stage::ball(Vec at, Vec radii, const Material& made_of) {
    Solid solid;
    solid.form = Form::ball;
    solid.frame.at = at;
    solid.half = radii;
    solid.material = made_of;
    return add(solid);
}

Solid& Stage::leaves(Vec at, Vec radii, const Material& made_of) {
    auto& solid = ball(at, radii, made_of);
    solid.leafy = true;
    solid.ragged = 1;
    return solid;
}

void Stage::drum(Vec foot, const Material& made_of) {
    const float radius = 0.29f, height = 0.88f;
    auto& body = frustum(foot, height, radius, radius, made_of);
    Material hoop = made_of; // without the label
    hoop.pattern = Pattern::metal;
    const float turn = dice.between(-0.35f, 0.35f);
    body.frame.x = {std::cos(turn), 0, -std::sin(turn)};
    body.frame.z = {std::sin(turn), 0, std::cos(turn)};
    for (const float ring : {0.32f, 0.66f})
        frustum(foot + Vec{0, height * ring - 0.012f, 0}, 0.024f, radius + 0.012f, radius + 0.012f, hoop);
    frustum(foot + Vec{0, height - 0.02f, 0}, 0.03f, radius + 0.01f, radius + 0.01f, hoop);
}

void Stage::tree(Vec foot, float height, const Material& crown) {
    const Material bark = material(Pattern::fabric, 0x6A5A48, 0x3B3128);
    frustum(foot, height * 0.55f, height * 0.028f, height * 0.016f, bark);
    const Vec top = foot + Vec{0, height * 0.68f, 0};
    const float wide = height * 0.3f;
    leaves(top, {wide, wide * 0.95f, wide}, crown);
    for (int i = 0; i < 6; ++i) {
        const float turn = static_cast<float>(i) * 1.05f + dice.roll();
        const float r = wide * dice.between(0.45f, 0.7f);
        const Vec off{std::cos(turn) * wide * 0.8f, dice.between(-0.45f, 0.5f) * wide, std::sin(turn) * wide * 0.8f};
        leaves(top + off, {r, r * 0.85f, r}, crown);
    }
}

void Stage::bushes(Vec from, Vec to, float size, int count, const Material& made_of) {
    for (int i = 0; i < count; ++i) {
        const float along = (static_cast<float>(i) + dice.roll()) / static_cast<float>(count);
        const float r = size * dice.between(0.6f, 1.2f);
        leaves(mix(from, to, along) + Vec{0, r * 0.4f, dice.between(-0.3f, 0.3f) * size}, {r * 1.2f, r * 0.9f, r},
               made_of);
    }
}

// Poured material lies as a cone; lumps on its sides make its outline uneven.
void Stage::heap(Vec at, float radius, float height, const Material& material) {
    auto& cone = frustum(at, height, radius, radius * 0.12f, material);
    cone.ragged = 0.3f;
    for (int i = 0; i < 26; ++i) {
        const float turn = dice.between(0, 6.2832f), out = std::sqrt(dice.roll());
        const float lump = radius * dice.between(0.1f, 0.24f);
        const Vec off{std::cos(turn) * out * radius * 0.92f, height * (1 - out) * 0.92f,
                      std::sin(turn) * out * radius * 0.92f};
        auto& solid = ball(at + off, {lump, lump * 0.6f, lump}, material);
        solid.ragged = 0.6f;
    }
}

void Stage::grass(Vec from, Vec to, float height, int count, Colour colour) {
    for (int i = 0; i < count; ++i) {
        const Vec root{dice.between(from.x, to.x), mix(from.y, to.y, 0.5f), dice.between(from.z, to.z)};
        const float tall = height * dice.between(0.4f, 1.1f);
        const Vec tip = root + Vec{dice.between(-0.6f, 0.6f) * tall, tall, dice.between(-0.3f, 0.3f) * tall};
        model.blades.push_back({root, tip, 0.012f, colour * dice.between(0.5f, 1.25f)});
    }
}

void Stage::reed(Vec from, Vec to, float height, int count, Colour colour) {
    for (int i = 0; i < count; ++i) {
        const float along = dice.roll();
        const Vec root = mix(from, to, along) + Vec{dice.between(-0.4f, 0.4f), 0, dice.between(-0.4f, 0.4f)};
        const float tall = height * dice.between(0.55f, 1.1f);
        model.blades.push_back(
            {root, root + Vec{dice.between(-0.35f, 0.35f) * tall, tall, 0}, 0.022f, colour * dice.between(0.5f, 1.2f)});
    }
}

void Stage::smoke(Vec from, Vec wind, float radius, float growth, float density, Colour colour, int count) {
    for (int i = count - 1; i >= 0; --i) { // the oldest, farthest puffs lie behind
        const float age = static_cast<float>(i) / static_cast<float>(count);
        const float size = radius * (1 + growth * age);
        const Vec drift = wind * (age * (0.55f + 0.45f * age));
        const Vec stray{dice.between(-0.4f, 0.4f) * size, dice.between(-0.35f, 0.35f) * size,
                        dice.between(-0.2f, 0.2f) * size};
        model.puffs.push_back({from + drift + stray, size, density * (1 - 0.75f * age), colour, dice.seed()});
    }
}

void set_weather(Stage& stage, float haze) {
    auto& model = stage.model;
    auto& dice = stage.dice;
    const float clear = dice.roll();
    model.light.sun = unit({dice.between(-0.75f, 0.75f), dice.between(0.55f, 0.85f), dice.between(-0.75f, -0.35f)});
    model.light.sunshine = model.light.sunshine * mix(0.78f, 1.05f, clear);
    model.light.softness = mix(0.14f, 0.05f, clear);
    model.light.haze = haze;
    model.sky.zenith = mix(paint(0xA9BCCB), paint(0x6F9CCB), clear);
    model.sky.horizon = mix(paint(0xD9DEDF), paint(0xDCE6EC), clear);
    model.sky.cloudiness = dice.between(0.35f, 0.8f);
    model.sky.hills = dice.between(0.03f, 0.06f);
}

} // namespace takan::app::drawn
