#pragma once
// Rendering of a model: one ray a pixel, more at edges; sun with soft shadows, daylight, haze, mirrors of water.

#include "app/evidence/drawn_model.hpp"

#include <vector>

namespace takan::app::drawn {

struct Film {
    int width = 0;
    int height = 0;
    std::vector<Colour> colours; // linear light
    std::vector<float> depths;   // along the ray; infinity for the sky

    std::size_t at(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    }
};

// The camera's axes, for those who place something into a finished film.
class View {
public:
    View(const Camera& camera, int width, int height);
    Vec direction(float x, float y) const; // unit, through a point of the film
    // Fills the point of the film and the distance along the view; false behind the camera.
    bool project(Vec point, float& x, float& y, float& distance) const;
    float pixels_per_metre(float distance) const { return m_scale / distance; }

private:
    Vec m_at, m_right, m_up, m_ahead;
    float m_scale, m_middle_x, m_middle_y;
};

Film render(const Model& model, const Noise& noise, int width, int height);

} // namespace takan::app::drawn
