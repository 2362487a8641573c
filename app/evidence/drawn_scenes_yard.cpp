#include "app/evidence/drawn_scenes.hpp"

namespace takan::app::drawn {

void build_waste_drums(Stage& stage) {
    auto& dice = stage.dice;
    auto& model = stage.model;
    set_weather(stage, 0.004f);
    model.sky.woods = 0;
    model.ground = material(Pattern::asphalt, 0x9A968C, 0x77736A, 1.0f, 0.1f);
    model.camera = {{dice.between(-0.7f, 0.7f), 1.55f, 0}, {dice.between(-0.15f, 0.15f), 0.75f, 4.2f}, 1.15f};
    model.light.sun = unit({dice.between(-0.8f, 0.8f), 0.8f, -0.6f});
    const std::uint32_t walls[] = {0xC3BDB1, 0xB9C0C2, 0xBFAE96};
    const bool bricks = dice.roll() < 0.35f;
    stage.box({0, 1.8f, 5.75f}, {9, 1.8f, 0.15f},
              bricks ? material(Pattern::brick, 0x9E6650, 0xB8AEA2)
                     : material(Pattern::concrete, walls[dice.pick(3)], 0x57544B));
    stage.box({0, 0.12f, 5.5f}, {9, 0.12f, 0.1f}, material(Pattern::concrete, 0x8E8B84, 0x4A4841));
    constexpr std::uint32_t paints[] = {0x2F62A8, 0x2F62A8, 0x2B6E8F, 0x3C7A4C, 0x9C3B30};
    const std::uint32_t common = paints[dice.pick(4)];
    const int count = 4 + dice.pick(2);
    for (int row = 0; row < 2; ++row) {
        for (int i = 0; i < count; ++i) {
            if (row == 0 && dice.roll() < 0.3f) continue;
            const float x =
                (static_cast<float>(i) - static_cast<float>(count - 1) * 0.5f) * 0.68f + dice.between(-0.04f, 0.04f);
            const float z = row == 0 ? dice.between(4.05f, 4.2f) : dice.between(4.85f, 4.95f);
            const std::uint32_t colour = dice.roll() < 0.8f ? common : paints[dice.pick(5)];
            stage.drum({x, 0, z}, material(Pattern::drum, colour, 0x6B3F22, 1, 0.55f));
        }
    }
    // One lies on its side, and what was in it runs out.
    const float side = dice.roll() < 0.5f ? -1.0f : 1.0f;
    auto& fallen = stage.pipe({side * 1.15f, 0.29f, 3.15f}, {side * 1.8f, 0.29f, 3.7f}, 0.29f,
                              material(Pattern::drum, common, 0x6B3F22, 1, 0.5f));
    const Vec leak = fallen.frame.at + Vec{-side * 0.75f, 0, -0.45f};
    const Material spill = material(Pattern::water, dice.roll() < 0.5f ? 0x2A241C : 0x4A3A1C, 0x1E1A14, 1, 0.12f);
    model.zones.push_back({Zone::Shape::ellipse, leak, {0.85f, 0, 0.42f}, 0.16f, 0.03f, spill});
    model.zones.push_back(
        {Zone::Shape::ellipse, leak + Vec{-side * 0.8f, 0, -0.35f}, {0.5f, 0, 0.16f}, 0.1f, 0.03f, spill});
    stage.box({-side * 1.6f, 2.3f, 5.57f}, {0.36f, 0.36f, 0.02f}, material(Pattern::sign, 0xF0C230, 0x222222));
    stage.box({-side * 0.65f, 2.3f, 5.57f}, {0.3f, 0.38f, 0.02f}, material(Pattern::notice, 0xF1F1EC, 0x2C6E9E));
    for (int i = 0; i < 3; ++i) { // pallets
        stage.box({-side * (2.5f + 0.02f * static_cast<float>(i)), 0.07f + 0.15f * static_cast<float>(i), 4.7f},
                  {0.55f, 0.06f, 0.5f}, material(Pattern::planks, 0xA98B61, 0x4A3B28), 0.1f * static_cast<float>(i));
    }
    stage.box({-side * 2.5f, 0.72f, 4.7f}, {0.42f, 0.26f, 0.4f}, material(Pattern::fabric, 0xD6D3C6, 0x8A8675), 0.2f);
}

void build_chimney(Stage& stage) {
    auto& dice = stage.dice;
    auto& model = stage.model;
    set_weather(stage, 0.0028f);
    model.sky.woods = 0.012f;
    model.camera = {{0, 1.7f, 0}, {dice.between(-3, 3), 13.5f, 60}, 1.1f};
    model.ground = material(Pattern::grass, 0x7B8A4D, 0x5C6A38, 0.5f);
    model.zones.push_back(
        {Zone::Shape::half_plane, {0, 0, 34}, {0, 0, 1}, 1, 0.6f, material(Pattern::asphalt, 0x9B978D, 0x7F7B72)});
    const float x = dice.between(-9, 7), z = 62;
    const float height = dice.between(30, 36);
    stage.frustum({x, 0, z}, height, 2.1f, 1.25f, material(Pattern::bands, 0xA9A49B, 0xB2372C));
    stage.frustum({x, height - 0.3f, z}, 0.5f, 1.4f, 1.4f, material(Pattern::metal, 0x5B5750, 0x2B2A28));
    const Material hall = material(Pattern::corrugated, dice.roll() < 0.5f ? 0x9DB0BC : 0xB5B9B4, 0x7A5B45, 0.25f);
    const Material works = material(Pattern::facade, 0xB9B2A4, 0x46545C, 1.1f);
    stage.box({x - 14, 4.2f, z + 4}, {10, 4.2f, 7}, hall, 0.1f);
    stage.box({x - 14, 8.7f, z + 4}, {10.5f, 0.4f, 7.4f}, material(Pattern::corrugated, 0x4F728A, 0x38505F, 0.25f),
              0.1f);
    stage.box({x + 11, 5.2f, z + 2}, {6.5f, 5.2f, 6}, works, -0.08f);
    stage.box({x + 25, 3.4f, z - 2}, {6, 3.4f, 5}, hall, -0.05f);
    for (int i = 0; i < 2; ++i) { // silos and a dust filter
        stage.frustum({x + 4.3f + 3.4f * static_cast<float>(i), 0, z - 8}, 11, 1.5f, 1.5f,
                      material(Pattern::metal, 0xC9CCCB, 0x8C8B85, 1, 0.2f));
        stage.frustum({x + 4.3f + 3.4f * static_cast<float>(i), 11, z - 8}, 1.1f, 1.5f, 0.3f,
                      material(Pattern::metal, 0xB4B8B8, 0x8C8B85, 1, 0.2f));
    }
    stage.pipe({x, 6.5f, z}, {x - 6, 7.5f, z - 3}, 0.9f, material(Pattern::metal, 0x9A9C99, 0x7B6A58, 1, 0.2f));
    stage.box({0, 1.1f, 41}, {70, 1.1f, 0.15f}, material(Pattern::brick, 0xA98673, 0xC3B8AA));
    for (int i = 0; i < 11; ++i)
        stage.tree({dice.between(-38, 38), 0, dice.between(36, 40)}, dice.between(3.5f, 6.5f), foliage(dice));
    stage.bushes({-30, 0, 34}, {30, 0, 36}, 0.8f, 22, foliage(dice));
    stage.grass({-9, 0, 3.5f}, {9, 0, 15}, 0.35f, 1500, paint(0x83924E));
    const bool dark = dice.roll() < 0.6f;
    const float wind = dice.roll() < 0.5f ? -1.0f : 1.0f;
    stage.smoke({x, height + 0.8f, z}, {wind * dice.between(24, 34), dice.between(9, 15), 3}, 1.7f, 4.2f, 0.85f,
                dark ? paint(0x5E5A56) : paint(0xC9B98E), 70);
}

void build_sludge_yard(Stage& stage) {
    auto& dice = stage.dice;
    auto& model = stage.model;
    set_weather(stage, 0.006f);
    model.camera = {{dice.between(-1, 1), 1.75f, 0}, {dice.between(-0.6f, 0.6f), 0.9f, 9}, 1.2f};
    model.ground = material(Pattern::soil, 0x8A7E69, 0x61584A, 1.1f);
    const Material sludge = material(Pattern::sludge, 0x4E463B, 0x2C2822, 1.3f, 0.1f);
    for (int i = 0; i < 5; ++i) {
        const float r = dice.between(1.7f, 2.9f);
        stage.heap({dice.between(-5.5f, 5.5f), -0.1f, dice.between(8, 13)}, r, r * dice.between(0.5f, 0.65f), sludge);
    }
    stage.heap({dice.between(-2.8f, 2.8f), -0.1f, 6.6f}, 1.5f, 0.75f, sludge);
    const Material puddle = material(Pattern::water, 0x2E2921, 0x3C362B, 1, 0.2f);
    model.zones.push_back(
        {Zone::Shape::ellipse, {dice.between(-1.5f, 1.5f), 0, 4.0f}, {2.1f, 0, 0.62f}, 0.35f, 0.06f, puddle});
    model.zones.push_back(
        {Zone::Shape::ellipse, {dice.between(-3.5f, 3.5f), 0, 5.2f}, {1.2f, 0, 0.35f}, 0.25f, 0.06f, puddle});
    stage.box({-13, 1.2f, 14}, {0.2f, 1.2f, 12}, material(Pattern::concrete, 0xACA9A0, 0x55534A));
    stage.box({0, 1.3f, 17.5f}, {16, 1.3f, 0.2f}, material(Pattern::concrete, 0xACA9A0, 0x55534A));
    stage.box({9.5f, 3.0f, 21.5f}, {7, 3.0f, 3}, material(Pattern::corrugated, 0x8DA4B4, 0x6E5340, 0.4f));
    stage.box({9.5f, 6.2f, 21.5f}, {7.4f, 0.2f, 3.4f}, material(Pattern::corrugated, 0x46708F, 0x38505F, 0.4f));
    // A clarifier of the works behind the wall.
    stage.frustum({-6, 0, 24}, 4.2f, 5, 5, material(Pattern::concrete, 0xB7B4AB, 0x63615A));
    for (int i = 0; i < 26; ++i)
        stage.pipe({-10.8f + 0.4f * static_cast<float>(i), 4.2f, 19.6f},
                   {-10.8f + 0.4f * static_cast<float>(i), 5.1f, 19.6f}, 0.03f,
                   material(Pattern::metal, 0xC9A93B, 0x8A6A2C));
    stage.pipe({-11, 5.1f, 19.6f}, {-0.6f, 5.1f, 19.6f}, 0.04f, material(Pattern::metal, 0xC9A93B, 0x8A6A2C));
    for (int i = 0; i < 8; ++i)
        stage.tree({dice.between(-24, 24), 0, dice.between(30, 38)}, dice.between(6, 9), foliage(dice));
    for (int i = 0; i < 8; ++i) { // sacks
        constexpr std::uint32_t colours[] = {0xC9C5B6, 0xB9BFC0, 0x8FA3B3, 0xC2B48E};
        stage.box({dice.between(-4.5f, 4.5f), 0.07f, dice.between(4.6f, 7)},
                  {dice.between(0.18f, 0.3f), 0.09f, dice.between(0.13f, 0.18f)},
                  material(Pattern::fabric, colours[dice.pick(4)], 0x5E5A50, 4), dice.between(0, 3),
                  dice.between(-0.25f, 0.25f));
    }
    stage.grass({-4, 0, 2.4f}, {4, 0, 4.0f}, 0.16f, 260, paint(0x7F8A48));
}

void build_monitor(Stage& stage) {
    auto& dice = stage.dice;
    auto& model = stage.model;
    model.indoors = true;
    model.light = {{dice.between(-0.5f, 0.5f), 0.75f, -0.62f}, {0.85f, 0.86f, 0.84f}, {0.62f, 0.65f, 0.67f}, 0.24f, 0};
    model.ground = material(Pattern::tile, 0xB7B3AA, 0x8A867C, 0.6f, 0.25f);
    model.camera = {{dice.between(-0.55f, 0.55f), 1.5f, 0.25f}, {dice.between(-0.08f, 0.08f), 1.2f, 3}, 1.15f};
    stage.box({0, 1.6f, 3.6f}, {5, 1.6f, 0.1f}, material(Pattern::plain, 0xD9DAD6, 0xA5A6A2));
    stage.box({0, 0.06f, 3.48f}, {5, 0.06f, 0.03f}, material(Pattern::plain, 0x7F8A90, 0x5A6166));
    constexpr std::uint32_t heads[] = {0x2B5FA3, 0x1F7A6B, 0x2B5FA3, 0x6B4FA0};
    const Material cabinet = material(Pattern::panel, 0xE3E4E0, heads[dice.pick(4)], 1, 0.3f);
    const float shift = dice.between(-0.15f, 0.15f);
    stage.box({shift, 1.0f, 3.0f}, {0.47f, 0.85f, 0.32f}, cabinet);
    stage.box({shift, 0.09f, 3.02f}, {0.44f, 0.09f, 0.28f}, material(Pattern::plain, 0x4A4E52, 0x222222));
    const float other = dice.roll() < 0.5f ? -1.0f : 1.0f;
    stage.box({shift + other * 1.12f, 0.92f, 3.08f}, {0.42f, 0.77f, 0.26f},
              material(Pattern::panel, 0xD5D9D8, heads[dice.pick(4)], 1, 0.3f));
    stage.box({shift + other * 1.12f, 0.08f, 3.1f}, {0.4f, 0.08f, 0.22f}, material(Pattern::plain, 0x4A4E52, 0x222222));
    // Hoses, a bench with sample bottles, the gas bottle's corner.
    const Material hose = material(Pattern::plain, 0x26292B, 0x111111, 1, 0.4f);
    stage.pipe({shift - 0.2f, 1.84f, 3.2f}, {shift - 0.2f, 2.9f, 3.3f}, 0.022f, hose);
    stage.pipe({shift + 0.1f, 1.84f, 3.2f}, {shift + 0.1f, 2.9f, 3.3f}, 0.016f,
               material(Pattern::plain, 0xC9CCCA, 0x888888, 1, 0.4f));
    stage.pipe({-4, 2.75f, 3.42f}, {4, 2.75f, 3.42f}, 0.05f, material(Pattern::plain, 0xE9E9E5, 0x999999, 1, 0.3f));
    const float bench = shift - other * 1.25f;
    stage.box({bench, 0.74f, 3.05f}, {0.58f, 0.025f, 0.36f}, material(Pattern::plain, 0xC8C2B4, 0x777777, 1, 0.2f));
    for (const float leg : {-0.52f, 0.52f})
        stage.box({bench + leg, 0.36f, 2.8f}, {0.02f, 0.36f, 0.02f}, material(Pattern::metal, 0x8A8F92, 0x555555));
    constexpr std::uint32_t samples[] = {0x9CC4C9, 0xB8B28A, 0xC9A94A, 0x7A8A6A};
    for (int i = 0; i < 4; ++i) {
        const Vec foot{bench - 0.36f + 0.23f * static_cast<float>(i), 0.765f, 2.92f + dice.between(-0.03f, 0.03f)};
        stage.frustum(foot, 0.17f, 0.055f, 0.055f, material(Pattern::plain, samples[dice.pick(4)], 0x444444, 1, 0.9f));
        stage.frustum(foot + Vec{0, 0.17f, 0}, 0.06f, 0.055f, 0.022f,
                      material(Pattern::plain, 0xDDE6E6, 0x444444, 1, 0.9f));
        stage.frustum(foot + Vec{0, 0.23f, 0}, 0.035f, 0.026f, 0.026f,
                      material(Pattern::plain, 0x2F3A44, 0x222222, 1, 0.4f));
        stage.frustum(foot + Vec{0, 0.05f, 0}, 0.07f, 0.0565f, 0.0565f, material(Pattern::plain, 0xF3F3EE, 0x444444));
    }
    stage.frustum({shift + other * 1.85f, 0, 3.25f}, 1.25f, 0.115f, 0.115f,
                  material(Pattern::metal, 0x4E6F8C, 0x3A3A3A, 1, 0.5f));
    stage.ball({shift + other * 1.85f, 1.25f, 3.25f}, {0.115f, 0.12f, 0.115f},
               material(Pattern::metal, 0x4E6F8C, 0x3A3A3A, 1, 0.5f));
    stage.box({bench, 1.78f, 3.49f}, {0.26f, 0.34f, 0.012f}, material(Pattern::notice, 0xF6F5F0, 0xB33A2E));
}

} // namespace takan::app::drawn
