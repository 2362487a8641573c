#pragma once
// Where a ray meets a solid.

#include "app/evidence/drawn_model.hpp"

#include <limits>

namespace takan::app::drawn {

inline constexpr float nowhere = std::numeric_limits<float>::infinity();

struct Ray {
    Vec from;
    Vec along; // unit
};

struct Meeting {
    float distance = nowhere;
    Vec normal; // in the solid's frame
};

// The nearest point in front of the ray's beginning; ragged edges of leafy solids are left to the caller.
Meeting meet(const Solid& solid, const Ray& ray);
// Quick: whether the ray passes the solid's bounding ball.
inline bool passes(const Solid& solid, const Ray& ray) {
    const Vec to = solid.frame.at - ray.from;
    const float ahead = dot(to, ray.along);
    const float squared = solid.bound * solid.bound;
    const float apart = dot(to, to);
    if (ahead < 0 && apart > squared) return false;
    return apart - ahead * ahead <= squared;
}

} // namespace takan::app::drawn
