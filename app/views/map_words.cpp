#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/map_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace takan::app {

std::string coordinate_text(Position position) {
    char text[64];
    std::snprintf(text, sizeof text, "%.5f°%c  %.5f°%c", std::abs(position.lat), position.lat < 0 ? 'S' : 'N',
                  std::abs(position.lon), position.lon < 0 ? 'W' : 'E');
    return text;
}

const char* icon_of(MapLayer layer) {
    constexpr std::array icons{ui::icons::business, ui::icons::assignment, ui::icons::flag, ui::icons::image};
    return icons[static_cast<std::size_t>(layer)];
}

ui::Color color_of(MapLayer layer) {
    const ui::Theme& theme = ui::theme();
    const std::array colors{theme.accent, theme.info, theme.danger, theme.text_second};
    return colors[static_cast<std::size_t>(layer)];
}

ui::Color color_of(const MapPoint& point) {
    if (point.layer != MapLayer::finding) return color_of(point.layer);
    const ui::Tone tone = tone_of("severity", point.state);
    return tone == ui::Tone::plain ? ui::theme().text_second : ui::tone_color(tone);
}

std::string state_text(const Given& given, const MapPoint& point) {
    constexpr std::array vocabularies{"site_kind", "visit_state", "severity", ""};
    if (point.state.empty()) return {};
    return term_text(vocabularies[static_cast<std::size_t>(point.layer)], point.state, given.language());
}

const MapPoint* find_point(const MapAnswer& map, const sync::RecordId& id) {
    if (!map.points || id.is_nil()) return nullptr;
    const auto found =
        std::find_if(map.points->begin(), map.points->end(), [&](const MapPoint& point) { return point.id == id; });
    return found == map.points->end() ? nullptr : &*found;
}

} // namespace takan::app
