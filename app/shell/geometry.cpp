#include "app/shell/geometry.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace takan::app {

namespace {

constexpr int greatest = 32767; // X11's coordinates

std::int64_t covered(const ScreenArea& a, const ScreenArea& b) {
    const int width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
    const int height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
    return std::int64_t{std::max(width, 0)} * std::max(height, 0);
}

} // namespace

std::string write_geometry(const Geometry& geometry) {
    const ScreenArea& a = geometry.area;
    return std::to_string(a.x) + " " + std::to_string(a.y) + " " + std::to_string(a.width) + " " +
           std::to_string(a.height) + (geometry.maximised ? " 1" : " 0");
}

std::optional<Geometry> read_geometry(std::string_view setting) {
    const auto parts = sync::split(setting, ' ');
    std::array<int, 5> numbers{};
    if (parts.size() != numbers.size()) return std::nullopt;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto [end, error] = std::from_chars(parts[i].data(), parts[i].data() + parts[i].size(), numbers.at(i));
        if (error != std::errc() || end != parts[i].data() + parts[i].size()) return std::nullopt;
        if (numbers.at(i) < -greatest || numbers.at(i) > greatest) return std::nullopt;
    }
    const Geometry geometry{{numbers[0], numbers[1], numbers[2], numbers[3]}, numbers[4] == 1};
    if (geometry.area.width < 1 || geometry.area.height < 1) return std::nullopt;
    return geometry;
}

ScreenArea fitted(ScreenArea area, std::span<const ScreenArea> screens) {
    area.width = std::max(area.width, least_width);
    area.height = std::max(area.height, least_height);
    if (screens.empty()) return area;
    const ScreenArea& screen =
        *std::max_element(screens.begin(), screens.end(), [&](const ScreenArea& a, const ScreenArea& b) {
            return covered(area, a) < covered(area, b);
        });
    area.width = std::min(area.width, screen.width);
    area.height = std::min(area.height, screen.height);
    area.x = std::clamp(area.x, screen.x, screen.x + screen.width - area.width);
    area.y = std::clamp(area.y, screen.y, screen.y + screen.height - area.height);
    return area;
}

} // namespace takan::app
