#pragma once
// Model: what stands before the camera of a drawn photo. x to the right, y up, z away; metres.

#include "app/evidence/drawn_math.hpp"

#include <cstdint>
#include <vector>

namespace takan::app::drawn {

enum class Pattern {
    plain,
    concrete,
    brick,
    corrugated,
    planks,
    facade,
    bands,
    drum,
    sign,
    soil,
    gravel,
    asphalt,
    grass,
    rock,
    sludge,
    foliage,
    metal,
    tile,
    water,
    oil,
    net,
    panel,
    fabric,
    notice,
};

struct Material {
    Pattern pattern = Pattern::plain;
    Colour base{0.5f, 0.5f, 0.5f};
    Colour second{0.2f, 0.2f, 0.2f}; // joints, rust, dirt, windows: what the pattern makes of it
    float scale = 1;                 // of the pattern
    float gloss = 0;                 // 0 … 1
};

struct Frame {
    Vec at;
    Vec x{1, 0, 0};
    Vec y{0, 1, 0};
    Vec z{0, 0, 1};

    Vec inward(Vec v) const { return {dot(v, x), dot(v, y), dot(v, z)}; }
    Vec outward(Vec v) const { return x * v.x + y * v.y + z * v.z; }
};

enum class Form { box, frustum, ball };

struct Solid {
    Form form = Form::box;
    Frame frame;
    Vec half; // box: half sides; ball: radii; frustum along y: radius below, half height, radius above
    Material material;
    float bound = 0; // radius of a ball around it
    std::uint32_t seed = 0;
    bool leafy = false; // light falls through it
    float ragged = 0;   // 0 … 1: how much of its outline is cut away
};

// A part of the ground plane of another material: beyond a line or inside of an ellipse, with a wobbling edge.
struct Zone {
    enum class Shape { half_plane, ellipse } shape = Shape::half_plane;
    Vec at;            // half plane: a point of the line; ellipse: centre
    Vec reach;         // half plane: direction into the zone; ellipse: radii
    float wobble = 0;  // metres
    float edge = 0.1f; // width of the transition
    Material material;
};

struct Puff { // of smoke, dust or steam
    Vec at;
    float radius;
    float density; // 0 … 1
    Colour colour;
    std::uint32_t seed;
};

struct Blade { // of grass or reed
    Vec root;
    Vec tip;
    float width;
    Colour colour;
};

struct Sky {
    Colour zenith = paint(0x7FA6CC);
    Colour horizon = paint(0xDDE5EA);
    Colour clouds = paint(0xF4F5F4);
    float cloudiness = 0.5f;
    float hills = 0.05f; // height of the hills as a slope; 0: none
    Colour hill_colour = paint(0x8FA0A6);
    Colour wood_colour = paint(0x66795F);
    float woods = 0.02f; // height of the row of trees before them
};

struct Light {
    Vec sun{0.5f, 0.7f, -0.5f}; // towards it
    Colour sunshine{1.55f, 1.45f, 1.28f};
    Colour daylight{0.50f, 0.56f, 0.64f};
    float softness = 0.05f; // radius of the sun: hazy days have soft shadows
    float haze = 0.006f;    // per metre
};

struct Camera {
    Vec at{0, 1.6f, 0};
    Vec target{0, 1.2f, 8};
    float width = 1.25f; // of the picture at distance 1: a telephone's 28 mm
};

struct Model {
    Camera camera;
    Light light;
    Sky sky;
    Material ground;
    std::vector<Zone> zones; // the last one that covers a place counts
    std::vector<Solid> solids;
    std::vector<Puff> puffs;
    std::vector<Blade> blades;
    float exposure = 1.1f;
    bool indoors = false; // no sky light from behind: stronger vignette
};

} // namespace takan::app::drawn
