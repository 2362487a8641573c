#pragma once
// Stage: puts things before the camera: walls, pipes, drums, trees, smoke.

#include "app/evidence/drawn_model.hpp"

namespace takan::app::drawn {

class Stage {
public:
    explicit Stage(std::uint32_t seed) : dice(seed) {}

    Model model;
    Dice dice;

    // Solids. `yaw` turns around y, `pitch` then around x, both in radians.
    Solid& box(Vec at, Vec half, const Material& material, float yaw = 0, float pitch = 0);
    Solid& frustum(Vec foot, float height, float below, float above, const Material& material);
    Solid& pipe(Vec from, Vec to, float radius, const Material& material);
    Solid& ball(Vec at, Vec radii, const Material& material);
    Solid& leaves(Vec at, Vec radii, const Material& material);

    void drum(Vec foot, const Material& material);
    void tree(Vec foot, float height, const Material& crown);
    void bushes(Vec from, Vec to, float size, int count, const Material& material);
    void heap(Vec at, float radius, float height, const Material& material);
    void grass(Vec from, Vec to, float height, int count, Colour colour); // in the rectangle of two corners
    void reed(Vec from, Vec to, float height, int count, Colour colour);
    // Smoke that leaves `from`, grows and drifts with the wind.
    void smoke(Vec from, Vec wind, float radius, float growth, float density, Colour colour, int count);

private:
    Solid& add(Solid solid);
};

Material material(Pattern pattern, std::uint32_t base, std::uint32_t second, float scale = 1, float gloss = 0);
Material foliage(Dice& dice);

// The light of a hazy spring day by the Yangtze: where the sun stands differs, its strength too.
void set_weather(Stage& stage, float haze);

} // namespace takan::app::drawn
