#include "app/evidence/drawn_solids.hpp"

namespace takan::app::drawn {
namespace {

constexpr float touch = 1e-3f; // nearer is the surface that the ray leaves from

Meeting meet_box(Vec from, Vec along, Vec half) {
    const float begin[3] = {from.x, from.y, from.z};
    const float step[3] = {along.x, along.y, along.z};
    const float side[3] = {half.x, half.y, half.z};
    float enter = -nowhere, leave = nowhere;
    int enter_axis = 0, leave_axis = 0;
    for (int i = 0; i < 3; ++i) {
        const float inverse = 1.0f / (std::fabs(step[i]) < 1e-9f ? 1e-9f : step[i]);
        const float a = (-side[i] - begin[i]) * inverse, b = (side[i] - begin[i]) * inverse;
        const float near = std::min(a, b), far = std::max(a, b);
        if (near > enter) enter = near, enter_axis = i;
        if (far < leave) leave = far, leave_axis = i;
    }
    if (enter > leave || leave < touch) return {};
    const bool inside = enter < touch;
    const int axis = inside ? leave_axis : enter_axis;
    const float sign = step[axis] > 0 ? -1.0f : 1.0f;
    Vec normal;
    (axis == 0 ? normal.x : axis == 1 ? normal.y : normal.z) = sign;
    return {inside ? leave : enter, normal};
}

Meeting meet_ball(Vec from, Vec along, Vec radii) {
    const Vec inverse{1 / radii.x, 1 / radii.y, 1 / radii.z};
    const Vec o = from * inverse, d = along * inverse;
    const float a = dot(d, d), b = dot(o, d), c = dot(o, o) - 1;
    const float root = b * b - a * c;
    if (root < 0) return {};
    const float distance = (-b - std::sqrt(root)) / a;
    if (distance < touch) return {};
    return {distance, unit((o + d * distance) * inverse)};
}

Meeting meet_cap(Vec from, Vec along, float y, float radius) {
    if (std::fabs(along.y) < 1e-9f) return {};
    const float distance = (y - from.y) / along.y;
    const Vec at = from + along * distance;
    if (distance < touch || at.x * at.x + at.z * at.z > radius * radius) return {};
    return {distance, {0, y > 0 ? 1.0f : -1.0f, 0}};
}

// Around y, from radius half.x at -half.y to half.z at +half.y.
Meeting meet_frustum(Vec from, Vec along, Vec half) {
    Meeting best;
    const float slope = (half.z - half.x) / (2 * half.y);
    const float middle = (half.x + half.z) * 0.5f;
    const float r = middle + slope * from.y, dr = slope * along.y;
    const float a = along.x * along.x + along.z * along.z - dr * dr;
    const float b = from.x * along.x + from.z * along.z - r * dr;
    const float c = from.x * from.x + from.z * from.z - r * r;
    const float root = b * b - a * c;
    if (root < 0 && a > 0) return best; // past its side is past its ends too
    if (root >= 0 && std::fabs(a) > 1e-9f) {
        const float distance = (-b - std::sqrt(root)) / a;
        const Vec at = from + along * distance;
        if (distance > touch && std::fabs(at.y) <= half.y && middle + slope * at.y >= 0) {
            best = {distance, unit({at.x, -slope * (middle + slope * at.y), at.z})};
        }
    }
    // Only the end that is turned towards the ray.
    const auto cap = along.y < 0 ? meet_cap(from, along, half.y, half.z) : meet_cap(from, along, -half.y, half.x);
    return cap.distance < best.distance ? cap : best;
}

} // namespace

Meeting meet(const Solid& solid, const Ray& ray) {
    const Vec from = solid.frame.inward(ray.from - solid.frame.at);
    const Vec along = solid.frame.inward(ray.along);
    switch (solid.form) {
    case Form::box:
        return meet_box(from, along, solid.half);
    case Form::frustum:
        return meet_frustum(from, along, solid.half);
    case Form::ball:
        return meet_ball(from, along, solid.half);
    }
    return {};
}

} // namespace takan::app::drawn
