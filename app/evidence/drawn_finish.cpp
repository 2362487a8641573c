#include "app/evidence/drawn_finish.hpp"

#include "app/evidence/drawn_sky.hpp"

#include <array>

namespace takan::app::drawn {
namespace {

struct Box {
    int left, top, right, bottom; // right and bottom not included
};

Box clipped(const Film& film, float left, float top, float right, float bottom) {
    const auto inside = [](float v, int most) {
        return static_cast<int>(std::clamp(v, 0.0f, static_cast<float>(most)));
    };
    return {inside(left, film.width), inside(top, film.height), inside(right + 1, film.width),
            inside(bottom + 1, film.height)};
}

void add_puff(Film& film, const Model& model, const View& view, const Puff& puff, const Noise& noise) {
    float x, y, distance;
    if (!view.project(puff.at, x, y, distance)) return;
    const float radius = puff.radius * view.pixels_per_metre(distance);
    const Box box = clipped(film, x - radius, y - radius, x + radius, y + radius);
    const float shift = chance(puff.seed) * 4, scale = 0.55f / radius;
    const Vec sun = unit(model.light.sun);
    for (int py = box.top; py < box.bottom; ++py) {
        for (int px = box.left; px < box.right; ++px) {
            const float dx = (static_cast<float>(px) - x) / radius, dy = (static_cast<float>(py) - y) / radius;
            const float off = dx * dx + dy * dy;
            if (off >= 1 || film.depths[film.at(px, py)] < distance) continue;
            const float cloud = noise.at((static_cast<float>(px) - x) * scale + shift,
                                         (static_cast<float>(py) - y) * scale + shift * 1.7f);
            const float ball = (1 - off) * (1 - off);
            const float alpha = clamp01(ball * smooth(0.12f, 0.75f, cloud) * 1.8f) * puff.density;
            const float light = 0.72f + 0.28f * (dx * sun.x - dy * sun.y) + 0.35f * (cloud - 0.5f);
            auto& pixel = film.colours[film.at(px, py)];
            pixel = mix(pixel, through_haze(model, puff.colour * light, distance * 0.6f), alpha);
        }
    }
}

void add_blade(Film& film, const Model& model, const View& view, const Blade& blade) {
    float x0, y0, x1, y1, near, far;
    if (!view.project(blade.root, x0, y0, near) || !view.project(blade.tip, x1, y1, far)) return;
    const float width = std::max(0.45f, blade.width * view.pixels_per_metre(near) * 0.5f);
    const int steps = std::clamp(static_cast<int>(std::fabs(y1 - y0) + std::fabs(x1 - x0)), 1, 400);
    const Colour colour = through_haze(model, blade.colour, near);
    for (int i = 0; i <= steps; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(steps);
        const float x = mix(x0, x1, t * t), y = mix(y0, y1, t); // bends towards its tip
        const float half = width * (1 - t * 0.85f);
        const int py = static_cast<int>(y);
        if (py < 0 || py >= film.height) continue;
        const int from = std::max(0, static_cast<int>(x - half)),
                  to = std::min(film.width - 1, static_cast<int>(x + half));
        for (int px = from; px <= to; ++px) {
            if (film.depths[film.at(px, py)] < near - 0.25f) continue;
            auto& pixel = film.colours[film.at(px, py)];
            pixel = mix(pixel, colour * (0.55f + 0.6f * t), std::min(1.0f, half * 1.6f) * 0.8f);
        }
    }
}

// A film's answer to light: soft towards white, then the curve of sRGB; as a table, because powers are slow.
class Curve {
public:
    explicit Curve(float exposure) {
        for (std::size_t i = 0; i < m_values.size(); ++i) {
            const float light = static_cast<float>(i) / steps_per_unit * exposure;
            const float soft = light * (1 + light * 0.18f) / (1 + light * 0.62f); // 1 → 0.73, slowly to white
            const float tone = std::min(1.0f, std::pow(soft, 1 / 2.2f) * 1.1f);
            m_values[i] = 255.0f * mix(tone, smooth(0, 1, tone), 0.42f); // some contrast
        }
    }
    float operator()(float light) const {
        const float at = std::clamp(light, 0.0f, 3.99f) * steps_per_unit;
        return m_values[static_cast<std::size_t>(at)];
    }

private:
    static constexpr float steps_per_unit = 1024;
    std::array<float, 4096> m_values;
};

// Weights of four neighbours for a point between the middle two (Catmull and Rom): sharper than straight lines.
struct Reach {
    int at[4];
    float weights[4];
};

std::vector<Reach> reaches(int from, int to) {
    std::vector<Reach> all(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        const float place = (static_cast<float>(i) + 0.5f) * static_cast<float>(from) / static_cast<float>(to) - 0.5f;
        const float floor = std::floor(place), t = place - floor;
        auto& reach = all[static_cast<std::size_t>(i)];
        for (int k = 0; k < 4; ++k)
            reach.at[k] = std::clamp(static_cast<int>(floor) + k - 1, 0, from - 1);
        reach.weights[0] = ((2 - t) * t - 1) * t * 0.5f;
        reach.weights[1] = ((3 * t - 5) * t * t + 2) * 0.5f;
        reach.weights[2] = ((4 - 3 * t) * t + 1) * t * 0.5f;
        reach.weights[3] = (t - 1) * t * t * 0.5f;
    }
    return all;
}

// The film in tones 0 … 255, three a pixel.
std::vector<float> toned(const Film& film, const Model& model) {
    const Curve curve(model.exposure);
    std::vector<float> tones(film.colours.size() * 3);
    std::size_t out = 0;
    for (int y = 0; y < film.height; ++y) {
        const float dy = (static_cast<float>(y) / static_cast<float>(film.height) - 0.5f) * 1.5f;
        for (int x = 0; x < film.width; ++x) {
            const float dx = (static_cast<float>(x) / static_cast<float>(film.width) - 0.5f) * 2;
            const float off = dx * dx + dy * dy;
            const float corner = 1 - (model.indoors ? 0.3f : 0.13f) * off;
            const Colour light = film.colours[film.at(x, y)] * corner;
            const float grey = 0.3f * light.x + 0.6f * light.y + 0.1f * light.z;
            const Colour colour = mix({grey, grey, grey}, light, 1.22f); // telephones like strong colours
            tones[out++] = curve(colour.x);
            tones[out++] = curve(colour.y);
            tones[out++] = curve(colour.z);
        }
    }
    return tones;
}

std::vector<float> widened(const std::vector<float>& tones, const Film& film, int width) {
    const auto columns = reaches(film.width, width);
    std::vector<float> rows(static_cast<std::size_t>(film.height) * static_cast<std::size_t>(width) * 3);
    float* out = rows.data();
    for (int y = 0; y < film.height; ++y) {
        const float* row = tones.data() + film.at(0, y) * 3;
        for (const auto& reach : columns) {
            for (int c = 0; c < 3; ++c) {
                float sum = 0;
                for (int k = 0; k < 4; ++k)
                    sum += reach.weights[k] * row[reach.at[k] * 3 + c];
                *out++ = sum;
            }
        }
    }
    return rows;
}

} // namespace

void add_puffs(Film& film, const Model& model, const Noise& noise) {
    const View view(model.camera, film.width, film.height);
    for (const auto& puff : model.puffs)
        add_puff(film, model, view, puff, noise);
}

void add_blades(Film& film, const Model& model) {
    const View view(model.camera, film.width, film.height);
    for (const auto& blade : model.blades)
        add_blade(film, model, view, blade);
}

Pixels developed(const Film& film, const Model& model, int width, int height, std::uint32_t seed) {
    const auto rows = widened(toned(film, model), film, width);
    const auto reach_rows = reaches(film.height, height);
    const std::size_t row_size = static_cast<std::size_t>(width) * 3;
    Pixels photo{width, height,
                 std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4)};
    std::uint8_t* out = photo.rgba.data();
    std::uint32_t state = scramble(seed) | 1;
    for (const auto& reach : reach_rows) {
        const float* from[4];
        for (int k = 0; k < 4; ++k)
            from[k] = rows.data() + static_cast<std::size_t>(reach.at[k]) * row_size;
        for (std::size_t x = 0; x < row_size; x += 3) {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            const float bright =
                static_cast<float>((state & 255) + (state >> 8 & 255)) * (1 / 255.0f) - 1; // sensor noise
            for (std::size_t c = 0; c < 3; ++c) {
                float sum = bright * 4.2f + static_cast<float>(state >> (16 + c * 4) & 15) * 0.25f - 1.9f;
                for (int k = 0; k < 4; ++k)
                    sum += reach.weights[k] * from[k][x + c];
                *out++ = static_cast<std::uint8_t>(std::clamp(sum + 0.5f, 0.0f, 255.0f));
            }
            *out++ = 255;
        }
    }
    return photo;
}

} // namespace takan::app::drawn
