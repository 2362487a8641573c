#pragma once
// What a surface looks like at a point: brick, rust, grass, water.

#include "app/evidence/drawn_model.hpp"

namespace takan::app::drawn {

struct Spot {
    Vec local; // in the solid's frame; on the ground: the world
    Vec local_normal;
    Vec world;
    Vec normal;     // in the world
    float distance; // from the camera: fine patterns fade
    std::uint32_t seed;
    Vec half; // of the solid
    Form form;
};

struct Look {
    Colour albedo;
    float gloss = 0;  // strength of the sun's reflection
    float mirror = 0; // 0 … 1: how much of what stands around is seen in it
    Vec normal;
};

Look look_of(const Material& material, const Spot& spot, const Noise& noise);

} // namespace takan::app::drawn
