#pragma once
// Geometry: where the window stands, kept as a setting, and fitted to the screens that there are today. Pure.

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace takan::app {

// In screen coordinates.
struct ScreenArea {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    bool operator==(const ScreenArea&) const = default;
};

struct Geometry {
    ScreenArea area; // while it is not maximised
    bool maximised = false;

    bool operator==(const Geometry&) const = default;
};

inline constexpr const char* geometry_setting = "window.geometry";
inline constexpr int least_width = 960;
inline constexpr int least_height = 600;

std::string write_geometry(const Geometry& geometry);
std::optional<Geometry> read_geometry(std::string_view setting); // nothing for what is no geometry

// The area moved and made smaller until it lies on one of the screens' work areas: the one that it covers most, else
// the first. As it is when no screen is known.
ScreenArea fitted(ScreenArea area, std::span<const ScreenArea> screens);

} // namespace takan::app
