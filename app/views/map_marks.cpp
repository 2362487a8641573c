// Pins and clusters on the map, and what is measured and chosen there.
#include "app/ui/map_marks.hpp"
#include "app/domain/kinds.hpp"
#include "app/ui/ui.hpp"
#include "app/views/map_parts.hpp"
#include "app/views/palette.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace takan::app {

namespace {

constexpr double closest_fit = 15; // nearer than this a lone place has nothing around it
constexpr std::uint32_t most_listed = 200;

ImDrawList& canvas() {
    return *ImGui::GetWindowDrawList();
}

bool is_near(ImVec2 at, const MapRoom& room) {
    const float margin = ui::px(40);
    return at.x > room.from().x - margin && at.x < room.to().x + margin && at.y > room.from().y - margin &&
           at.y < room.to().y + margin;
}

std::string cluster_name(const Given& given, const MapCluster& cluster) {
    std::string name;
    for (std::size_t i = 0; i < map_layers; ++i) {
        if (cluster.of_layer[i] == 0) continue;
        if (!name.empty()) name += " · ";
        name += say("map.layer_count", given.language(),
                    {{"kind", kind_text(kind_of(static_cast<MapLayer>(i)), given.language())},
                     {"count", std::to_string(cluster.of_layer[i])}});
    }
    return name;
}

// A cluster is called by its first member, which stays while others come and go.
std::string id_of(const MapAnswer& map, const MapCluster& cluster) {
    return (*map.points)[map.clusters->members[cluster.first]].id.text();
}

void press_cluster(const MapAnswer& map, const MapCluster& cluster, MapState& state) {
    state.selected = {};
    state.members.clear();
    // Whether a pin's width would lie between them as near as one can look.
    const double pin = 28 / (tile_side * std::exp2(greatest_zoom));
    const bool apart =
        cluster.south_east.x - cluster.north_west.x > pin || cluster.south_east.y - cluster.north_west.y > pin;
    if (apart && state.view.zoom < greatest_zoom - 0.5) {
        fit(state.view, cluster.north_west, cluster.south_east, ui::px(90), greatest_zoom);
        return;
    }
    for (std::uint32_t i = 0; i < std::min(cluster.count, most_listed); ++i)
        state.members.push_back((*map.points)[map.clusters->members[cluster.first + i]].id);
}

void draw_cluster(const Given& given, const MapCluster& cluster, ImVec2 at, MapState& state) {
    const MapAnswer& map = given.snapshot.map;
    std::array<ui::RingPart, map_layers> parts;
    for (std::size_t i = 0; i < map_layers; ++i)
        parts[i] = {static_cast<float>(cluster.of_layer[i]) / static_cast<float>(cluster.count),
                    color_of(static_cast<MapLayer>(i))};
    if (ui::map_cluster(id_of(map, cluster), cluster_name(given, cluster), at, static_cast<int>(cluster.count), parts))
        press_cluster(map, cluster, state);
}

// The first press opens the card, the second the record.
void press_pin(const MapPoint& point, MapState& state, Asked& asked) {
    if (state.selected == point.id) return asked.open(place_of_kind(kind_of(point.layer)), point.id);
    state.selected = point.id;
    state.members.clear();
}

void draw_pin(const MapPoint& point, ImVec2 at, MapState& state, Asked& asked) {
    const std::string id = point.id.text();
    ui::MapPin pin{.id = id, .name = point.title, .at = at, .icon = icon_of(point.layer), .color = color_of(point)};
    pin.chosen = state.selected == point.id;
    pin.hollow = point.borrowed;
    pin.flagged = point.contested;
    if (ui::map_pin(pin)) press_pin(point, state, asked);
}

// A pin's title below its tip, where there is room.
void draw_title(const MapPoint& point, ImVec2 at, MapRoom& room) {
    const ui::TextStyle style{ui::em_small, false, ui::theme().text};
    const float widest = ui::px(150);
    const float width = std::min(ui::measure(point.title, style).x + 1, widest);
    const ImVec2 from{at.x - width / 2, at.y + ui::px(3)};
    const float height = ui::line_height(ui::em_small);
    const ImVec2 corner{from.x - ui::px(4), from.y};
    const ImVec2 end{from.x + width + ui::px(4), from.y + height + ui::px(1)};
    if (!room.take(corner, end)) return;
    const ui::Color patch = (ui::theme().surface & ~IM_COL32_A_MASK) | (ui::Color{215} << IM_COL32_A_SHIFT);
    canvas().AddRectFilled(corner, end, patch, ui::px(4));
    ui::draw_text_cut(from, width, point.title, style);
}

} // namespace

void reserve_marks(const MapAnswer& map, const MapView& view, MapRoom& room) {
    if (!map.clusters) return;
    const ImVec2 pin = ui::map_pin_size();
    for (const MapCluster& cluster : map.clusters->clusters) {
        const ImVec2 at = room.screen_of(view, cluster.middle);
        if (!is_near(at, room)) continue;
        const float radius = ui::map_cluster_radius(static_cast<int>(cluster.count));
        if (cluster.count == 1)
            room.reserve({at.x - pin.x / 2, at.y - pin.y}, {at.x + pin.x / 2, at.y});
        else
            room.reserve({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius});
    }
}

void draw_marks(const Given& given, MapState& state, MapRoom& room, Asked& asked) {
    const MapAnswer& map = given.snapshot.map;
    if (!map.clusters || !map.points) return;
    // While the view moves to elsewhere by a press, the rest of this frame still shows where it was.
    const MapView view = state.view;
    const sync::RecordId chosen = state.selected;
    constexpr double titles_from = 9;
    for (const MapCluster& cluster : map.clusters->clusters) {
        const ImVec2 at = room.screen_of(view, cluster.middle);
        if (!is_near(at, room)) continue;
        if (cluster.count > 1) {
            draw_cluster(given, cluster, at, state);
            continue;
        }
        const MapPoint& point = (*map.points)[map.clusters->members[cluster.first]];
        if (point.id == chosen) continue;
        draw_pin(point, at, state, asked);
        if (view.zoom >= titles_from) draw_title(point, at, room);
    }
    // The chosen one stands above all, also where it is one of many.
    const MapPoint* point = find_point(map, chosen);
    const ImVec2 at = point == nullptr ? ImVec2() : room.screen_of(view, world_of(point->position));
    if (point == nullptr || !is_near(at, room)) return;
    draw_pin(*point, at, state, asked);
    draw_title(*point, at, room);
}

void draw_measured(const MapState& state, MapRoom& room, Language language) {
    std::vector<ImVec2> line;
    double sum = 0;
    for (const Position& position : state.measured) {
        if (!line.empty()) sum += metres_between(state.measured[line.size() - 1], position);
        line.push_back(room.screen_of(state.view, world_of(position)));
    }
    const ui::Theme& theme = ui::theme();
    const int count = static_cast<int>(line.size());
    canvas().AddPolyline(line.data(), count, theme.surface, 0, ui::px(5));
    canvas().AddPolyline(line.data(), count, theme.danger, 0, ui::px(2.5f));
    for (const ImVec2& at : line) {
        canvas().AddCircleFilled(at, ui::px(5.5f), theme.surface);
        canvas().AddCircleFilled(at, ui::px(4), theme.danger);
    }
    if (count < 2) return;
    const std::string words = distance_text(language, sum);
    const ui::TextStyle style{ui::em_small, true, theme.danger};
    const ImVec2 size = ui::measure(words, style);
    const ImVec2 at{line.back().x + ui::px(12), line.back().y - size.y / 2};
    const ImVec2 from{at.x - ui::px(4), at.y};
    const ImVec2 to{at.x + size.x + ui::px(4), at.y + size.y};
    if (!room.take(from, to)) return;
    canvas().AddRectFilled(from, to, theme.surface, ui::px(4));
    ui::draw_text(at, words, style);
}

void draw_chosen(const MapState& state, const MapRoom& room) {
    if (!state.chosen) return;
    const ImVec2 at = room.screen_of(state.view, world_of(*state.chosen));
    const ui::Theme& theme = ui::theme();
    const float arm = ui::px(16);
    for (const auto& [color, width] : {std::pair{theme.surface, ui::px(5)}, std::pair{theme.danger, ui::px(2)}}) {
        canvas().AddLine({at.x - arm, at.y}, {at.x + arm, at.y}, color, width);
        canvas().AddLine({at.x, at.y - arm}, {at.x, at.y + arm}, color, width);
        canvas().AddCircle(at, ui::px(8), color, 0, width);
    }
}

bool fit_all(const MapAnswer& map, MapState& state) {
    if (!map.clusters || map.clusters->clusters.empty()) return false;
    WorldPoint from{1, 1};
    WorldPoint to{0, 0};
    for (const MapCluster& cluster : map.clusters->clusters) {
        from = {std::min(from.x, cluster.north_west.x), std::min(from.y, cluster.north_west.y)};
        to = {std::max(to.x, cluster.south_east.x), std::max(to.y, cluster.south_east.y)};
    }
    fit(state.view, from, to, ui::px(70), closest_fit);
    return true;
}

void show_point(MapState& state, Position position) {
    state.view.centre = world_of(position);
    state.view.zoom = std::max(state.view.zoom, closest_fit);
}

} // namespace takan::app
