#include "app/evidence/drawn_scenes.hpp"

namespace takan::app::drawn {
namespace {

// A tower crane: a mast and two arms.
void crane(Stage& stage, Vec foot, float height, float turn) {
    const Material yellow = material(Pattern::metal, 0xD8A52A, 0x8A6A2C);
    const Vec top = foot + Vec{0, height, 0};
    const Vec along{std::cos(turn), 0, std::sin(turn)};
    for (const float x : {-0.6f, 0.6f})
        stage.pipe(foot + Vec{x, 0, 0}, top + Vec{x, 0, 0}, 0.12f, yellow);
    for (float y = 1; y < height; y += 2.4f)
        stage.pipe(foot + Vec{-0.6f, y, 0}, foot + Vec{0.6f, y + 2.2f, 0}, 0.07f, yellow);
    stage.pipe(top - along * 8, top + along * 24, 0.22f, yellow);
    stage.pipe(top + Vec{0, 4, 0}, top + along * 17, 0.06f, yellow);
    stage.pipe(top + Vec{0, 4, 0}, top - along * 7, 0.06f, yellow);
    stage.pipe(top, top + Vec{0, 4, 0}, 0.3f, yellow);
    stage.box(top - along * 7 - Vec{0, 0.8f, 0}, {0.9f, 0.8f, 0.9f}, material(Pattern::concrete, 0x8F8B82, 0x5B5850));
}

} // namespace

void build_dust(Stage& stage) {
    auto& dice = stage.dice;
    auto& model = stage.model;
    set_weather(stage, 0.011f);
    model.sky.horizon = paint(0xDDD3C0);
    model.camera = {{dice.between(-1, 1), 1.7f, 0}, {dice.between(-2, 2), 4.6f, 26}, 1.2f};
    model.ground = material(Pattern::soil, 0xB39A72, 0x8F7752, 0.8f);
    for (int i = 0; i < 3; ++i) { // shells of concrete, floor by floor, partly behind nets
        const float x = -17.0f + 15.5f * static_cast<float>(i) + dice.between(-1.5f, 1.5f), z = dice.between(38, 50);
        const int floors = 4 + dice.pick(4);
        for (int floor = 0; floor < floors; ++floor) {
            const float y = 3.1f * static_cast<float>(floor);
            stage.box({x, y + 3.0f, z}, {5.4f, 0.16f, 5}, material(Pattern::concrete, 0xA8A49B, 0x6B685F));
            for (const float column : {-5.0f, -1.7f, 1.7f, 5.0f})
                stage.box({x + column, y + 1.5f, z - 4.7f}, {0.22f, 1.5f, 0.22f},
                          material(Pattern::concrete, 0x9C988F, 0x6B685F));
        }
        const float high = 3.1f * static_cast<float>(floors);
        stage.box({x, high * 0.5f, z + 1.5f}, {5.0f, high * 0.5f, 3}, material(Pattern::brick, 0x8D7A6B, 0x6E655C));
        stage.box({x + 2.6f, high * 0.42f, z - 5.5f}, {2.7f, high * 0.42f, 0.06f},
                  material(Pattern::net, 0x3F8A5B, 0x275A3B));
    }
    crane(stage, {dice.between(-4, 4), 0, 46}, dice.between(21, 25),
          dice.between(-0.5f, 0.5f) + (dice.roll() < 0.5f ? 0.0f : 3.1f));
    stage.heap({-5.5f + dice.between(-1, 1), -0.3f, 15}, 4.2f, 2.0f, material(Pattern::soil, 0xA98C61, 0x7E6645, 1.4f));
    stage.heap({4.2f + dice.between(-1, 1), -0.3f, 19}, 5.0f, 2.5f, material(Pattern::soil, 0xB09468, 0x86704E, 1.4f));
    // An excavator on the heap's side.
    const float ex = dice.between(-0.6f, 1.0f);
    const Material yellow = material(Pattern::plain, 0xE0A81E, 0x8A6A2C, 1, 0.3f);
    stage.box({ex, 0.45f, 17}, {1.5f, 0.42f, 1.1f}, material(Pattern::plain, 0x34322F, 0x222222), 0.3f);
    stage.box({ex + 0.3f, 1.45f, 17}, {1.3f, 0.6f, 1.0f}, yellow, 0.3f);
    stage.box({ex - 0.5f, 2.25f, 16.7f}, {0.5f, 0.65f, 0.55f}, material(Pattern::facade, 0xE0A81E, 0x2E3C45, 0.3f),
              0.3f);
    stage.pipe({ex - 0.9f, 1.7f, 16.8f}, {ex - 2.9f, 3.7f, 16.4f}, 0.2f, yellow);
    stage.pipe({ex - 2.9f, 3.7f, 16.4f}, {ex - 4.0f, 1.9f, 16.2f}, 0.16f, yellow);
    stage.box({ex - 4.1f, 1.5f, 16.2f}, {0.4f, 0.4f, 0.45f}, material(Pattern::plain, 0x5B5650, 0x333333), 0.2f);
    stage.box({11, 1.1f, 12}, {0.12f, 1.1f, 12}, material(Pattern::corrugated, 0x4C86A8, 0x6B5B48, 0.5f), -0.12f);
    for (int i = 0; i < 34; ++i) {
        const float size = dice.between(1.0f, 3.2f);
        model.puffs.push_back({{dice.between(-11, 9), dice.between(0.2f, 2.8f), dice.between(9, 24)},
                               size,
                               dice.between(0.14f, 0.42f),
                               paint(0xD9C6A2),
                               dice.seed()});
    }
}

void build_kitchen_fumes(Stage& stage) {
    auto& dice = stage.dice;
    auto& model = stage.model;
    set_weather(stage, 0.008f);
    model.sky.woods = 0;
    model.sky.hills = 0;
    model.light.sun = unit({dice.between(-0.75f, -0.35f), 0.85f, -0.45f});
    model.camera = {{-1.5f, 1.65f, 1.0f}, {dice.between(1.3f, 1.7f), 2.45f, 6}, 1.15f};
    model.ground = material(Pattern::asphalt, 0x8C8982, 0x69665F, 1, 0.1f);
    const std::uint32_t walls[] = {0xCFC6B4, 0xC9B9A3, 0xBEC2BF};
    const bool tiled = dice.roll() < 0.5f;
    const Material front =
        tiled ? material(Pattern::tile, 0xD8D3C6, 0xA8A294, 0.3f) : material(Pattern::brick, 0xA9745C, 0xB9AEA1);
    stage.box({4.4f, 4.5f, 9}, {2.2f, 4.5f, 7.5f}, front);
    stage.box({-6.2f, 4.8f, 13}, {2.6f, 4.8f, 10}, material(Pattern::facade, walls[dice.pick(3)], 0x4D5B63, 0.8f));
    stage.box({1, 6.5f, 33}, {9, 6.5f, 3}, material(Pattern::facade, walls[dice.pick(3)], 0x55646C, 0.9f));
    // Windows and shutters of the near wall.
    for (int i = 0; i < 3; ++i) {
        const float z = 4.6f + 3.1f * static_cast<float>(i);
        stage.box({2.19f, 5.0f, z}, {0.04f, 0.65f, 0.6f}, material(Pattern::plain, 0x43525A, 0x222222, 1, 0.7f));
        stage.box({2.16f, 4.3f, z}, {0.12f, 0.05f, 0.7f}, material(Pattern::concrete, 0xB8B4AA, 0x777777));
    }
    stage.box({2.18f, 1.1f, 6.4f}, {0.04f, 1.1f, 0.55f}, material(Pattern::corrugated, 0x7C8488, 0x4A4A46, 0.8f));
    // The duct: out of the wall, up, to a hood; a film of grease under it.
    const Material steel = material(Pattern::metal, 0xB9BCBB, 0x6B5335, 1, 0.5f);
    const float z = dice.between(4.6f, 5.2f), y = dice.between(2.5f, 2.9f);
    stage.box({1.86f, y, z}, {0.42f, 0.34f, 0.36f}, steel);
    stage.box({1.38f, y, z}, {0.1f, 0.42f, 0.44f}, material(Pattern::metal, 0x9A9A94, 0x5B431F, 1, 0.4f));
    for (int i = 0; i < 6; ++i)
        stage.box({1.27f, y - 0.33f + 0.13f * static_cast<float>(i), z}, {0.05f, 0.012f, 0.38f},
                  material(Pattern::metal, 0x55524A, 0x33290F), 0, 0);
    stage.box({2.17f, y - 1.25f, z}, {0.012f, 0.7f, 0.2f}, material(Pattern::fabric, 0x85755A, 0x4B3D26, 1, 0.3f));
    stage.box({1.95f, y + 0.75f, z + 1.3f}, {0.24f, 0.35f, 0.42f}, material(Pattern::panel, 0xE4E4DE, 0x9BA0A0));
    stage.pipe({2.05f, 0, z + 1.9f}, {2.05f, 8, z + 1.9f}, 0.06f, material(Pattern::plain, 0xCFCDC4, 0x888888));
    for (int i = 0; i < 4; ++i) {
        const float high = 7.0f + dice.between(-0.5f, 0.5f);
        stage.pipe({-6, high, 8 + 3.0f * static_cast<float>(i)}, {2.4f, high - 0.3f, 7 + 3.5f * static_cast<float>(i)},
                   0.018f, material(Pattern::plain, 0x2A2A2A, 0x111111));
    }
    stage.box({-3.3f, 0.42f, 7.5f}, {0.3f, 0.42f, 0.3f}, material(Pattern::plain, 0x2E7A4F, 0x222222, 1, 0.3f), 0.2f);
    stage.box({-3.3f, 0.87f, 7.5f}, {0.33f, 0.04f, 0.33f}, material(Pattern::plain, 0x245F3E, 0x222222, 1, 0.3f), 0.2f);
    stage.box({1.7f, 0.25f, 3.6f}, {0.3f, 0.25f, 0.22f}, material(Pattern::planks, 0xB08E5E, 0x5A4428), 0.1f);
    model.zones.push_back({Zone::Shape::ellipse,
                           {1.3f, 0, z},
                           {0.9f, 0, 1.2f},
                           0.35f,
                           0.15f,
                           material(Pattern::asphalt, 0x4A443A, 0x35302A, 1, 0.4f)});
    stage.smoke({1.15f, y, z}, {-2.9f, dice.between(1.6f, 2.4f), dice.between(-0.2f, 1.6f)}, 0.3f, 3.4f, 0.6f,
                paint(0xE3E0D8), 44);
}

void build_quarry(Stage& stage) {
    auto& dice = stage.dice;
    auto& model = stage.model;
    set_weather(stage, 0.0026f);
    model.camera = {{0, 3.2f, 0}, {dice.between(-4, 4), 7.5f, 60}, 1.25f};
    model.ground = material(Pattern::gravel, 0xBDB39F, 0x9A907C, 0.5f);
    const std::uint32_t stones[] = {0xC9BCA3, 0xBFB7AA, 0xC4AE8E};
    const Material stone = material(Pattern::rock, stones[dice.pick(3)], 0x8B7E69, 1);
    const Material shelf = material(Pattern::gravel, 0xB9AE99, 0x958A75, 0.5f);
    for (int step = 0; step < 5; ++step) { // benches, each in pieces that jut out differently
        const float y = 5.5f * static_cast<float>(step);
        for (int i = 0; i < 9; ++i) {
            const float x = -72.0f + 18.0f * static_cast<float>(i) + dice.between(-2, 2);
            const float bow = std::fabs(x) * 0.28f; // the sides come nearer
            const float z = 66 + 9.0f * static_cast<float>(step) - bow + dice.between(-2.5f, 2.5f);
            if (dice.roll() < 0.12f && step > 2) continue;
            stage.box({x, y + 2.6f, z + 12}, {10.5f, 2.9f, 12}, stone, -x * 0.004f + dice.between(-0.14f, 0.14f),
                      dice.between(-0.1f, 0.02f));
        }
        stage.box({0, y + 5.45f, 92 + 9.0f * static_cast<float>(step)}, {95, 0.1f, 17}, shelf);
    }
    for (int i = 0; i < 30; ++i) { // the wood that is left above
        const float x = dice.between(-75, 75);
        stage.leaves({x, 28.5f + dice.between(-1, 1.5f), 104 + dice.between(0, 10)}, {5, 3.6f, 4}, foliage(dice));
    }
    for (int i = 0; i < 16; ++i) {
        const float r = dice.between(0.2f, 0.7f);
        const Vec at{dice.between(-19, 19), r * 0.15f, dice.between(11, 36)};
        stage.box(at, {r * 0.9f, r * 0.55f, r * 0.7f}, stone, dice.between(0, 3), dice.between(-0.5f, 0.5f)).ragged =
            0.3f;
        stage.ball(at + Vec{r * 0.6f, -r * 0.1f, 0}, {r * 0.7f, r * 0.45f, r * 0.6f}, stone).ragged = 0.8f;
    }
    stage.heap({dice.between(-20, -11), -0.4f, 36}, 7, 3.6f, material(Pattern::gravel, 0xC7BDA9, 0xA09680, 1));
    stage.heap({dice.between(12, 20), -0.4f, 42}, 8, 4.2f, material(Pattern::gravel, 0xBBB19E, 0x978C77, 1));
    // A truck by the heap.
    const float tx = dice.between(-4, 5), tz = 33;
    stage.box({tx, 1.7f, tz}, {2.3f, 0.85f, 1.15f}, material(Pattern::plain, 0xB0402F, 0x6B2A20, 1, 0.3f), 0.25f);
    stage.box({tx - 3.1f, 1.6f, tz + 0.8f}, {0.75f, 1.0f, 1.1f}, material(Pattern::facade, 0xC9A227, 0x2E3C45, 0.45f),
              0.25f);
    for (const float wheel : {-2.9f, -0.4f, 1.4f}) {
        stage.pipe({tx + wheel, 0.5f, tz - 1.2f - wheel * 0.25f}, {tx + wheel + 0.02f, 0.5f, tz - 0.7f - wheel * 0.25f},
                   0.5f, material(Pattern::plain, 0x2A2826, 0x111111));
    }
    model.zones.push_back({Zone::Shape::ellipse,
                           {dice.between(-9, 9), 0, 20},
                           {6, 0, 2.6f},
                           1.2f,
                           0.2f,
                           material(Pattern::water, 0x8E9A86, 0x74826F, 1, 0.3f)});
    stage.grass({-8, 0, 4.5f}, {8, 0, 9}, 0.35f, 500, paint(0x8F9458));
    for (int i = 0; i < 10; ++i) {
        model.puffs.push_back({{tx + dice.between(-1, 8), dice.between(0.4f, 2.2f), tz + dice.between(-1, 2)},
                               dice.between(1.2f, 2.8f),
                               0.3f,
                               paint(0xDCD0B8),
                               dice.seed()});
    }
}

} // namespace takan::app::drawn
