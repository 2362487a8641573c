#include "app/evidence/drawn_render.hpp"

#include "app/evidence/drawn_sky.hpp"
#include "app/evidence/drawn_solids.hpp"
#include "app/evidence/drawn_surface.hpp"

#include <array>
#include <cassert>
#include <thread>

namespace takan::app::drawn {
namespace {

constexpr int tile = 16;      // pixels a side: few solids are seen in one
constexpr int rim = tile + 1; // one more row and column, to find edges

struct Hit {
    float distance = nowhere;
    const Solid* solid = nullptr; // null: ground or sky
    Vec normal;                   // in the solid's frame
};

using Near = std::vector<const Solid*>;

// Leaves: the nearer to its outline, the more of a ball is cut away.
bool cut_away(const Solid& solid, const Ray& ray, const Meeting& meeting, const Noise& noise) {
    const Vec at = solid.frame.inward(ray.from + ray.along * meeting.distance - solid.frame.at);
    const float facing = std::fabs(dot(meeting.normal, solid.frame.inward(ray.along)));
    const float s = solid.material.scale * 1.3f;
    const float leaves =
        noise.at((at.x + at.z * 0.6f) * s + static_cast<float>(solid.seed & 15), (at.y + at.z * 0.3f) * s);
    return facing < (leaves - 0.22f) * 1.15f * solid.ragged;
}

// Patterns with hard edges; the others are soft, or grains that nobody misses.
bool has_lines(Pattern pattern) {
    constexpr std::array lined{Pattern::sign,   Pattern::drum,  Pattern::panel,  Pattern::notice,
                               Pattern::facade, Pattern::bands, Pattern::planks, Pattern::brick};
    return std::find(lined.begin(), lined.end(), pattern) != lined.end();
}

class Renderer {
public:
    Renderer(const Model& model, const Noise& noise, int width, int height)
        : m_model(model), m_noise(noise), m_view(model.camera, width, height), m_sun(unit(model.light.sun)) {
        for (const auto& solid : model.solids)
            m_all.push_back(&solid);
    }

    // Fills the rows of tiles `first`, `first` + `step` … of the film.
    void run(Film& film, int first, int step) {
        m_film = &film;
        for (int y = first * tile; y < film.height; y += step * tile) {
            for (int x = 0; x < film.width; x += tile)
                draw_tile(x, y);
        }
    }

private:
    Hit trace(const Ray& ray, const Near& near) const;
    void gather_seen(int left, int top);
    void gather_near(const std::array<Hit, rim * rim>& hits, int left, int top);
    void draw_tile(int left, int top);
    bool stands_out(int x, int y) const;
    void smooth_edge(int x, int y);
    bool on_edge(const std::array<Hit, rim * rim>& hits, int x, int y) const;
    Colour shade(const Ray& ray, const Hit& hit, float jitter, int depth) const;
    Colour lit(const Spot& spot, const Look& look, const Solid* solid, float jitter, bool with_shadow) const;
    float sunlight(Vec from, const Solid* self, float jitter) const;
    float sun_sample(Vec from, const Solid* self, float turn, float out) const;
    float openness(Vec at, Vec normal, const Solid* self) const;
    Look ground_look(const Spot& spot) const;
    Ray ray_at(float x, float y) const { return {m_model.camera.at, m_view.direction(x, y)}; }

    const Model& m_model;
    const Noise& m_noise;
    View m_view;
    Vec m_sun;
    Film* m_film = nullptr;
    Near m_all;
    Near m_seen;     // solids that may be seen in the tile
    Near m_mirrored; // solids that may be seen in water in the tile
    Near m_shade;    // solids that may shade it or stand close to it
};

Hit Renderer::trace(const Ray& ray, const Near& near) const {
    Hit hit;
    if (ray.along.y < -1e-4f) hit.distance = -ray.from.y / ray.along.y;
    if (hit.distance > 3000) hit.distance = nowhere;
    for (const auto* solid : near) {
        if (!passes(*solid, ray)) continue;
        const auto meeting = meet(*solid, ray);
        if (meeting.distance >= hit.distance) continue;
        if (solid->ragged > 0 && cut_away(*solid, ray, meeting, m_noise)) continue;
        hit = {meeting.distance, solid, meeting.normal};
    }
    return hit;
}

// Fills `found` with the solids that a cone of rays may meet.
void gather(const Near& all, Near& found, Vec from, Vec along, float open) {
    found.clear();
    for (const auto* solid : all) {
        const Vec to = solid->frame.at - from;
        const float apart = length(to);
        const bool around = apart <= solid->bound;
        if (around ||
            std::acos(std::clamp(dot(to, along) / apart, -1.0f, 1.0f)) <= open + std::asin(solid->bound / apart)) {
            found.push_back(solid);
        }
    }
}

void Renderer::gather_seen(int left, int top) {
    const Vec middle = m_view.direction(static_cast<float>(left) + tile * 0.5f, static_cast<float>(top) + tile * 0.5f);
    const Vec corner = m_view.direction(static_cast<float>(left) - 1, static_cast<float>(top) - 1);
    const float open = std::acos(std::min(1.0f, dot(middle, corner))) * 1.3f;
    gather(m_all, m_seen, m_model.camera.at, middle, open);
    // What water shows is what a camera below it would see, wider by its ripples.
    constexpr float ripples = 0.45f;
    const Vec at = m_model.camera.at;
    m_mirrored.clear();
    if (middle.y < open)
        gather(m_all, m_mirrored, {at.x, -at.y, at.z}, {middle.x, -middle.y, middle.z}, open + ripples);
}

void Renderer::gather_near(const std::array<Hit, rim * rim>& hits, int left, int top) {
    m_shade.clear();
    Vec low{nowhere, nowhere, nowhere}, high{-nowhere, -nowhere, -nowhere};
    for (int i = 0; i < rim * rim; ++i) {
        const auto& hit = hits[static_cast<std::size_t>(i)];
        if (hit.distance == nowhere) continue;
        const Ray ray = ray_at(static_cast<float>(left + i % rim), static_cast<float>(top + i / rim));
        const Vec at = ray.from + ray.along * hit.distance;
        low = {std::min(low.x, at.x), std::min(low.y, at.y), std::min(low.z, at.z)};
        high = {std::max(high.x, at.x), std::max(high.y, at.y), std::max(high.z, at.z)};
    }
    if (low.x > high.x) return;
    const Vec centre = (low + high) * 0.5f;
    const float radius = length(high - low) * 0.5f;
    for (const auto* solid : m_all) {
        const Vec to = solid->frame.at - centre;
        const float sunwards = dot(to, m_sun);
        const float apart = dot(to, to);
        const float spread = 1 + m_model.light.softness; // towards the edge of the sun
        const float reach = radius + solid->bound + 0.6f + std::max(0.0f, sunwards) * (spread - 1);
        if (apart - sunwards * sunwards > reach * reach) continue;
        if (sunwards < 0 && apart > reach * reach) continue;
        m_shade.push_back(solid);
    }
}

bool Renderer::on_edge(const std::array<Hit, rim * rim>& hits, int x, int y) const {
    const auto& here = hits[static_cast<std::size_t>(y * rim + x)];
    const auto differs = [&](const Hit& other) {
        if (here.solid != other.solid) return true;
        if (here.solid) return dot(here.normal, other.normal) < 0.9f;
        return (here.distance == nowhere) != (other.distance == nowhere);
    };
    return differs(hits[static_cast<std::size_t>(y * rim + x + 1)]) ||
           differs(hits[static_cast<std::size_t>((y + 1) * rim + x)]);
}

void Renderer::draw_tile(int left, int top) {
    gather_seen(left, top);
    std::array<Hit, rim * rim> hits;
    for (int i = 0; i < rim * rim; ++i) {
        hits[static_cast<std::size_t>(i)] =
            trace(ray_at(static_cast<float>(left + i % rim), static_cast<float>(top + i / rim)), m_seen);
    }
    gather_near(hits, left, top);
    const int columns = std::min(tile, m_film->width - left), rows = std::min(tile, m_film->height - top);
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            const auto& hit = hits[static_cast<std::size_t>(y * rim + x)];
            const Ray ray = ray_at(static_cast<float>(left + x), static_cast<float>(top + y));
            m_film->colours[m_film->at(left + x, top + y)] = shade(ray, hit, chance(left + x, top + y, 11u), 0);
            m_film->depths[m_film->at(left + x, top + y)] = hit.distance;
        }
    }
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            const auto* solid = hits[static_cast<std::size_t>(y * rim + x)].solid;
            const bool in_print = solid && has_lines(solid->material.pattern) && x + 1 < columns && y + 1 < rows;
            if (on_edge(hits, x, y) || (in_print && stands_out(left + x, top + y))) smooth_edge(left + x, top + y);
        }
    }
}

// Whether print or a joint begins here: a step in brightness to the next pixels.
bool Renderer::stands_out(int x, int y) const {
    const auto brightness = [&](int px, int py) { return m_film->colours[m_film->at(px, py)].y + 0.03f; };
    const float here = brightness(x, y), right = brightness(x + 1, y), below = brightness(x, y + 1);
    const auto apart = [here](float other) { return std::max(here, other) > 1.3f * std::min(here, other); };
    return apart(right) || apart(below);
}

// Three more rays through the pixel, and the mean of the four.
void Renderer::smooth_edge(int x, int y) {
    constexpr float offsets[3][2] = {{0.5f, 0.12f}, {0.12f, 0.5f}, {0.62f, 0.62f}};
    auto& colour = m_film->colours[m_film->at(x, y)];
    for (const auto& offset : offsets) {
        const Ray ray = ray_at(static_cast<float>(x) + offset[0], static_cast<float>(y) + offset[1]);
        colour = colour + shade(ray, trace(ray, m_seen), chance(x, y, 12u), 0);
    }
    colour = colour * 0.25f;
}

Look Renderer::ground_look(const Spot& spot) const {
    Look look = look_of(m_model.ground, spot, m_noise);
    for (const auto& zone : m_model.zones) {
        const float wobble = (m_noise.at(spot.world.x * 0.22f + 1.7f, spot.world.z * 0.22f) - 0.5f) * 2 * zone.wobble;
        float inside = 0; // metres beyond the edge
        if (zone.shape == Zone::Shape::half_plane) {
            inside = dot(spot.world - zone.at, unit(zone.reach)) + wobble;
        } else {
            const Vec off{(spot.world.x - zone.at.x) / zone.reach.x, 0, (spot.world.z - zone.at.z) / zone.reach.z};
            inside = (1 - length(off)) * std::min(zone.reach.x, zone.reach.z) + wobble;
        }
        const float cover = smooth(-zone.edge, zone.edge, inside);
        if (cover <= 0) continue;
        const Look other = look_of(zone.material, spot, m_noise);
        look.albedo = mix(look.albedo, other.albedo, cover);
        look.normal = unit(mix(look.normal, other.normal, cover));
        look.mirror = mix(look.mirror, other.mirror, cover);
        look.gloss = mix(look.gloss, other.gloss, cover);
    }
    return look;
}

// How much light comes from one point of the sun's disc.
float Renderer::sun_sample(Vec from, const Solid* self, float turn, float out) const {
    const Vec side = unit(cross(m_sun, {0, 0.1f, 1}));
    const Vec across = side * std::cos(turn) + cross(m_sun, side) * std::sin(turn);
    const Ray ray{from, unit(m_sun + across * (out * m_model.light.softness))};
    float light = 1;
    for (const auto* solid : m_shade) {
        if (solid == self) continue; // bulging solids do not shade the side that the sun shines on
        if (!passes(*solid, ray)) continue;
        if (meet(*solid, ray).distance == nowhere) continue;
        if (!solid->leafy) return 0;
        light *= 0.45f; // light falls through leaves
    }
    return light;
}

// How much of the sun is seen: three points of its disc, and seven more where these differ, in a half shadow.
float Renderer::sunlight(Vec from, const Solid* self, float jitter) const {
    if (m_shade.empty()) return 1;
    constexpr float third = 2.0944f;
    const float turn = jitter * 6.2832f;
    const float first = sun_sample(from, self, turn, 0.9f);
    const float second = sun_sample(from, self, turn + third, 0.9f), last = sun_sample(from, self, turn - third, 0.9f);
    float sum = first + second + last;
    if (std::max({first, second, last}) - std::min({first, second, last}) < 0.05f) return sum / 3;
    for (int i = 1; i <= 7; ++i) {
        const float share = static_cast<float>(i);
        sum += sun_sample(from, self, turn + share * 2.4f, std::sqrt(share / 7.5f));
    }
    return sum / 10;
}

// How much of the sky is seen beside the things that stand close by: dark where they meet the ground.
float Renderer::openness(Vec at, Vec normal, const Solid* self) const {
    float open = 1;
    for (const auto* solid : m_shade) {
        const float height = std::min(solid->bound, 1.0f);
        const Vec to = solid->frame.at - at;
        const float out = solid->bound + height * 0.7f; // farther away nothing darkens
        const float squared = dot(to, to);
        if (solid == self || squared > out * out) continue;
        const Vec local = solid->frame.inward(at - solid->frame.at);
        float apart = 0;
        if (solid->form == Form::box) {
            const Vec off{std::max(0.0f, std::fabs(local.x) - solid->half.x),
                          std::max(0.0f, std::fabs(local.y) - solid->half.y),
                          std::max(0.0f, std::fabs(local.z) - solid->half.z)};
            apart = length(off);
        } else if (solid->form == Form::frustum) {
            const float beside = std::max(0.0f, std::sqrt(local.x * local.x + local.z * local.z) -
                                                    std::max(solid->half.x, solid->half.z));
            const float above = std::max(0.0f, std::fabs(local.y) - solid->half.y);
            apart = std::sqrt(beside * beside + above * above);
        } else {
            apart = std::max(0.0f, length(local) - solid->bound);
        }
        const float towards = dot(normal, to) / std::sqrt(squared + 1e-6f) * 0.4f + 0.6f;
        open *= 1 - 0.55f * std::exp(-apart / (0.16f * height + 0.02f)) * towards;
    }
    return open;
}

Colour Renderer::lit(const Spot& spot, const Look& look, const Solid* solid, float jitter, bool with_shadow) const {
    const auto& light = m_model.light;
    const float facing = dot(look.normal, m_sun);
    float sun = facing > 0 && dot(spot.normal, m_sun) > -0.1f ? facing : 0;
    float open = 1;
    if (with_shadow) {
        if (sun > 0) sun *= sunlight(spot.world + spot.normal * 0.01f, solid, jitter);
        open = openness(spot.world, spot.normal, solid);
    }
    const float above = 0.62f + 0.38f * look.normal.y;
    Colour colour = look.albedo * (light.sunshine * sun + light.daylight * (above * open));
    if (look.gloss > 0 && look.mirror <= 0) {
        const Vec half = unit(m_sun - unit(spot.world - m_model.camera.at));
        const float shine = std::pow(std::max(0.0f, dot(look.normal, half)), 40.0f) * look.gloss;
        const float grazing =
            std::pow(1 - std::fabs(dot(look.normal, unit(spot.world - m_model.camera.at))), 4.0f) * look.gloss * 0.35f;
        colour = colour + light.sunshine * (shine * (sun > 0 ? 1.0f : 0.15f)) + m_model.sky.horizon * (grazing * open);
    }
    return colour;
}

Colour Renderer::shade(const Ray& ray, const Hit& hit, float jitter, int depth) const {
    if (hit.distance == nowhere) return sky_colour(m_model.sky, ray.along, m_noise);
    Spot spot{};
    spot.world = ray.from + ray.along * hit.distance;
    spot.distance = hit.distance;
    if (hit.solid) {
        spot.local = hit.solid->frame.inward(spot.world - hit.solid->frame.at);
        spot.local_normal = hit.normal;
        spot.normal = hit.solid->frame.outward(hit.normal);
        spot.seed = hit.solid->seed;
        spot.half = hit.solid->half;
        spot.form = hit.solid->form;
    } else {
        spot.local = spot.world;
        spot.normal = spot.local_normal = {0, 1, 0};
    }
    const Look look = hit.solid ? look_of(hit.solid->material, spot, m_noise) : ground_look(spot);
    Colour colour = lit(spot, look, hit.solid, jitter, depth == 0);
    if (look.mirror > 0.01f && depth == 0) {
        const float towards = dot(ray.along, look.normal);
        Vec along = unit(ray.along - look.normal * (2 * towards));
        along.y = std::max(along.y, 0.01f);
        const Ray mirrored{spot.world + Vec{0, 0.02f, 0}, unit(along)};
        const float grazing = std::pow(1 - clamp01(std::fabs(towards)), 3.0f);
        const float strength = look.mirror * (0.08f + 0.78f * grazing);
        colour = mix(colour, shade(mirrored, trace(mirrored, m_mirrored), jitter, 1) * 0.92f, strength);
    }
    return through_haze(m_model, colour, hit.distance);
}

} // namespace

View::View(const Camera& camera, int width, int height)
    : m_at(camera.at), m_ahead(unit(camera.target - camera.at)), m_scale(static_cast<float>(width) / camera.width),
      m_middle_x(static_cast<float>(width) * 0.5f), m_middle_y(static_cast<float>(height) * 0.5f) {
    m_right = unit(cross({0, 1, 0}, m_ahead));
    m_up = cross(m_ahead, m_right);
}

Vec View::direction(float x, float y) const {
    return unit(m_ahead + m_right * ((x - m_middle_x) / m_scale) + m_up * ((m_middle_y - y) / m_scale));
}

bool View::project(Vec point, float& x, float& y, float& distance) const {
    const Vec to = point - m_at;
    distance = dot(to, m_ahead);
    if (distance < 0.1f) return false;
    x = m_middle_x + dot(to, m_right) / distance * m_scale;
    y = m_middle_y - dot(to, m_up) / distance * m_scale;
    return true;
}

Film render(const Model& model, const Noise& noise, int width, int height) {
    assert(width > 0 && height > 0);
    Film film{width, height, {}, {}};
    film.colours.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    film.depths.resize(film.colours.size());
    // Each thread fills rows of its own; the picture does not depend on their number.
    const int count = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 4);
    std::vector<std::jthread> threads;
    for (int i = 1; i < count; ++i) {
        threads.emplace_back([&, i] { Renderer(model, noise, width, height).run(film, i, count); });
    }
    Renderer(model, noise, width, height).run(film, 0, count);
    threads.clear(); // waits for them
    return film;
}

} // namespace takan::app::drawn
