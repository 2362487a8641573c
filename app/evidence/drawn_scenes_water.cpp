#include "app/evidence/drawn_scenes.hpp"

namespace takan::app::drawn {
namespace {

Material river() {
    return material(Pattern::water, 0x5B6B5E, 0x6E7A66, 1.0f, 1.0f);
}
Material old_concrete() {
    return material(Pattern::concrete, 0xA9A79E, 0x4A4A3F);
}
Material grass_bank() {
    return material(Pattern::grass, 0x6F8344, 0x4C5B30, 1.0f);
}

// The far bank with trees and low buildings, `z` metres away.
void far_bank(Stage& stage, float z) {
    auto& dice = stage.dice;
    stage.box({0, 0.0f, z + 8}, {120, 1.1f, 8}, material(Pattern::grass, 0x6B7C4A, 0x55643B));
    for (int i = 0; i < 3; ++i) {
        const float w = dice.between(3, 7), h = dice.between(2.2f, 4.5f);
        stage.box({dice.between(-30, 30), 1 + h, z + dice.between(9, 15)}, {w, h, 3},
                  material(Pattern::facade, dice.roll() < 0.5f ? 0xD2CFC6 : 0xC2B7A6, 0x56646B));
    }
    for (int i = 0; i < 16; ++i)
        stage.tree({dice.between(-40, 40), 0.9f, z + dice.between(2, 8)}, dice.between(4, 7.5f), foliage(dice));
}

// One bank of a ditch: bare soil below, grass above, in pieces that do not quite line up.
void ditch_bank(Stage& stage, float side, float wide) {
    auto& dice = stage.dice;
    const Material soil = material(Pattern::soil, 0x6E5F48, 0x4A4030, 1.6f);
    float soil_x = wide + 1.85f, grass_x = wide + 2.8f;
    for (int i = 0; i < 4; ++i) {
        const float z = -2.0f + 10.0f * static_cast<float>(i);
        const float next_soil = wide + 1.85f + dice.between(-0.2f, 0.2f),
                    next_grass = wide + 2.8f + dice.between(-0.35f, 0.35f);
        stage.pipe({side * soil_x, -2.45f, z}, {side * next_soil, -2.45f, z + 10.4f}, 3.0f, soil);
        stage.pipe({side * grass_x, -2.45f, z}, {side * next_grass, -2.45f, z + 10.4f}, 3.2f, grass_bank());
        soil_x = next_soil;
        grass_x = next_grass;
    }
}

} // namespace

void build_outfall(Stage& stage) {
    auto& dice = stage.dice;
    auto& model = stage.model;
    set_weather(stage, 0.0045f);
    model.ground = river();
    model.camera = {{dice.between(-1.6f, -0.6f), 2.0f, -1.2f}, {0.7f + dice.between(-0.3f, 0.3f), 0.75f, 6.5f}, 1.2f};
    far_bank(stage, dice.between(34, 46));
    const float x = dice.between(1.3f, 1.9f), z = dice.between(5.2f, 6.2f), level = 1.05f;
    // The bank wall runs from the right foreground to the middle.
    stage.box({x + 7.2f, 0.6f, z + 3.0f}, {6, 1.25f, 3.2f}, old_concrete(), -0.42f);
    stage.box({x + 7.4f, 1.9f, z + 3.4f}, {6, 0.09f, 3.1f}, material(Pattern::grass, 0x77884C, 0x59683A), -0.42f);
    stage.bushes({x + 3.0f, 1.9f, z + 1.8f}, {x + 12, 1.9f, z + 5.5f}, 0.6f, 11, foliage(dice));
    // Headwall with the pipe.
    stage.box({x + 0.55f, 0.55f, z + 0.9f}, {1.5f, 1.25f, 0.5f}, old_concrete(), -0.42f);
    const Vec mouth{x - 0.15f, level - 0.05f, z - 0.55f};
    const Material black = material(Pattern::plain, 0x2B2C2B, 0x111111, 1, 0.5f);
    stage.pipe(mouth + Vec{0.45f, 0, 1.0f}, mouth, 0.47f, material(Pattern::concrete, 0x8F8B82, 0x3A382F));
    stage.pipe(mouth + Vec{0.1f, 0, 0.2f}, mouth + Vec{-0.006f, 0, -0.014f}, 0.37f, black);
    // The water that falls out of it, with foam on it.
    constexpr std::uint32_t dyes[] = {0x8C7A4E, 0x6B6A5C, 0x8E5B43, 0x59655F};
    const Colour dye = paint(dyes[dice.pick(4)]);
    const Material stream{Pattern::gravel, dye * 1.25f, dye * 0.75f, 3, 0};
    Vec at = mouth + Vec{0, -0.2f, 0.1f};
    Vec speed{-0.32f, 0, -0.75f};
    for (int step = 0; step < 8 && at.y > -0.1f; ++step) {
        const Vec next = at + speed * 0.12f;
        for (const float aside : {-0.12f, 0.0f, 0.12f})
            stage.pipe(at + Vec{aside, 0, 0}, next + Vec{aside, 0, 0}, 0.15f, stream);
        for (int i = 0; i < 3; ++i) {
            const Vec off{dice.between(-0.2f, 0.2f), dice.between(-0.06f, 0.1f), -0.16f};
            model.puffs.push_back({next + off, 0.13f, 0.5f, paint(0xE4E2D4), dice.seed()});
        }
        speed.y -= 1.15f;
        at = next;
    }
    const Vec splash{mouth.x - 0.25f, 0, mouth.z - 0.6f};
    const Material plume{Pattern::water, dye * 0.9f, dye * 0.6f, 1.5f, 1.3f};
    model.zones.push_back({Zone::Shape::ellipse, splash + Vec{-1.6f, 0, -0.6f}, {3.4f, 0, 1.9f}, 0.9f, 0.8f, plume});
    model.zones.push_back(
        {Zone::Shape::ellipse, splash, {0.75f, 0, 0.5f}, 0.3f, 0.3f, material(Pattern::gravel, 0xCFC9B4, 0xA19C84, 2)});
    for (int i = 0; i < 12; ++i) {
        model.puffs.push_back({splash + Vec{dice.between(-0.5f, 0.5f), 0.1f, dice.between(-0.3f, 0.3f)}, 0.26f, 0.45f,
                               paint(0xEDEBE0), dice.seed()});
    }
    for (int i = 0; i < 9; ++i) { // riprap at the wall's foot
        const float r = dice.between(0.16f, 0.4f);
        stage.ball({x + 0.9f + dice.between(-0.4f, 4.0f), 0.02f, z - 0.3f + dice.between(-0.9f, 0.5f)},
                   {r * 1.3f, r, r}, material(Pattern::rock, 0x8B877C, 0x67645B, 3));
    }
    stage.reed({-6.5f, 0, 8.5f}, {-3.0f, 0, 10.0f}, 1.3f, 240, paint(0x7C8B4A));
    stage.reed({2.9f, 0, 3.6f}, {4.4f, 0, 4.4f}, 0.9f, 150, paint(0x84924F));
}

void build_oily_ditch(Stage& stage) {
    auto& dice = stage.dice;
    auto& model = stage.model;
    set_weather(stage, 0.008f);
    model.ground = material(Pattern::oil, 0x2C2B24, 0x3B3A2E, 1.0f, 0.45f);
    const float bend = dice.between(-0.6f, 0.6f);
    model.camera = {{bend * 0.6f, 1.9f, 0}, {bend, 0.3f, 6.5f}, 1.2f};
    const float wide = dice.between(1.05f, 1.4f);
    for (const float side : {-1.0f, 1.0f}) {
        ditch_bank(stage, side, wide);
        stage.box({side * (wide + 7.6f), 0.25f, 18}, {5, 0.45f, 26}, grass_bank());
    }
    model.zones.push_back({Zone::Shape::half_plane, {0, 0, 40}, {0, 0, 1}, 0.5f, 0.5f, grass_bank()});
    // A workshop's wall with a leaking pipe.
    stage.box({wide + 7.5f, 2.6f, 17}, {3, 2.2f, 9}, material(Pattern::corrugated, 0x8FA5B2, 0x7B4F33, 0.6f, 0.1f));
    stage.box({wide + 7.5f, 4.9f, 17}, {3.3f, 0.12f, 9.3f}, material(Pattern::corrugated, 0x9A4A3C, 0x5B3226, 0.6f));
    stage.pipe({wide + 2.2f, 0.62f, 7.2f}, {wide + 0.1f, 0.36f, 7.0f}, 0.14f,
               material(Pattern::metal, 0x6B5F55, 0x7A4A2A, 1, 0.2f));
    for (int i = 0; i < 9; ++i) {
        stage.tree({-wide - dice.between(4, 12), 0.6f, dice.between(11, 34)}, dice.between(3, 5.5f), foliage(dice));
    }
    stage.bushes({-wide - 1.8f, 0.3f, 4}, {-wide - 2.6f, 0.4f, 24}, 0.42f, 14, foliage(dice));
    stage.bushes({wide + 2.6f, 0.4f, 11}, {wide + 2.8f, 0.4f, 28}, 0.4f, 8, foliage(dice));
    stage.grass({-wide - 2.6f, 0.32f, 1.8f}, {-wide - 0.7f, 0.3f, 9}, 0.34f, 900, paint(0x76883F));
    stage.grass({wide + 0.7f, 0.3f, 2.0f}, {wide + 2.4f, 0.34f, 9}, 0.3f, 700, paint(0x7F8A48));
    for (int i = 0; i < 7; ++i) { // bottles that float
        constexpr std::uint32_t colours[] = {0xC9CFCC, 0xB7C4C9, 0x8A4A3A, 0x5B7F6F};
        const Vec at{dice.between(-wide, wide) * 0.7f, 0.015f, dice.between(3.6f, 9)};
        const Vec along{dice.between(-0.1f, 0.1f), 0, dice.between(0.03f, 0.1f)};
        const Material plastic = material(Pattern::plain, colours[dice.pick(4)], 0x222222, 1, 0.6f);
        stage.pipe(at - along, at + along, 0.035f, plastic);
        stage.pipe(at + along, at + along * 1.6f, 0.014f, plastic);
    }
}

void build_village_pond(Stage& stage) {
    auto& dice = stage.dice;
    auto& model = stage.model;
    set_weather(stage, 0.006f);
    model.camera = {{0, 1.75f, -1}, {dice.between(-1, 1), 1.0f, 12}, 1.25f};
    model.ground = material(Pattern::soil, 0x97876A, 0x6F6A45, 1.0f);
    const Material pond = material(Pattern::water, 0x49543A, 0x2F3629, 0.8f, 0.45f);
    const float far = dice.between(18, 22);
    model.zones.push_back({Zone::Shape::half_plane, {0, 0, far + 4}, {0, 0, 1}, 2.5f, 1.2f, grass_bank()});
    model.zones.push_back(
        {Zone::Shape::ellipse, {dice.between(-2, 2), 0, far * 0.53f}, {14, 0, far * 0.42f}, 1.1f, 0.16f, pond});
    model.zones.push_back({Zone::Shape::ellipse,
                           {-4.5f, 0, far * 0.5f},
                           {5, 0, 3.0f},
                           1.8f,
                           0.3f,
                           material(Pattern::grass, 0x6C8038, 0x4C6128, 2.2f)});
    model.zones.push_back({Zone::Shape::half_plane,
                           {0, 0, 2.7f},
                           {0, 0, -1},
                           0.5f,
                           0.25f,
                           material(Pattern::soil, 0x9B8B6C, 0x72644A, 1.6f)});
    const std::uint32_t walls[] = {0xE6E2D8, 0xD9C9B0, 0xC9CCCB, 0xB98B6E};
    float x = -15;
    for (int i = 0; i < 5; ++i) { // houses of two floors with grey roofs
        const float w = dice.between(2.6f, 3.8f), h = dice.between(2.6f, 3.5f), z = far + dice.between(4, 8);
        x += w + dice.between(0.4f, 1.6f);
        const bool bare = dice.roll() < 0.25f;
        stage.box({x, h, z}, {w, h, 3},
                  bare ? material(Pattern::brick, 0x9C5B45, 0xB5AA9C)
                       : material(Pattern::facade, walls[dice.pick(4)], 0x4D5D66, 0.85f));
        stage.box({x, 2 * h + 0.35f, z - 1.6f}, {w + 0.4f, 0.12f, 2.1f},
                  material(Pattern::corrugated, 0x5C6268, 0x3E4347, 0.5f), 0, 0.32f);
        stage.box({x, 2 * h + 0.35f, z + 1.6f}, {w + 0.4f, 0.12f, 2.1f},
                  material(Pattern::corrugated, 0x5C6268, 0x3E4347, 0.5f), 0, -0.32f);
        x += w;
    }
    for (int i = 0; i < 7; ++i)
        stage.tree({dice.between(-18, 18), 0, far + dice.between(0.5f, 3)}, dice.between(3.5f, 6), foliage(dice));
    for (int i = 0; i < 6; ++i)
        stage.tree({dice.between(-24, 24), 0, far + dice.between(11, 18)}, dice.between(8, 11), foliage(dice));
    stage.bushes({-14, 0, far - 1.2f}, {14, 0, far - 0.8f}, 0.6f, 17, foliage(dice));
    for (int i = 0; i < 16; ++i) {
        constexpr std::uint32_t colours[] = {0xE6E6DF, 0xC7D0D4, 0xB5483A, 0x3F78A0, 0xD9B64A};
        stage.box({dice.between(-4.5f, 4.5f), 0.05f, dice.between(2.2f, 4.2f)},
                  {dice.between(0.03f, 0.08f), 0.03f, dice.between(0.02f, 0.06f)},
                  material(Pattern::fabric, colours[dice.pick(5)], 0x222222), dice.between(0, 3),
                  dice.between(-0.3f, 0.3f));
    }
    stage.grass({-5, 0, 1.5f}, {5, 0, 2.9f}, 0.2f, 700, paint(0x7E8C46));
    stage.reed({3.6f, 0, 3.6f}, {6.5f, 0, 5.2f}, 1.05f, 260, paint(0x7F8C4C));
}

} // namespace takan::app::drawn
