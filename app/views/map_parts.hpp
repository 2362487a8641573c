#pragma once
// Parts of the map's screen: the view onto the world, what is drawn on it, and the panels that lie over it.

#include "app/domain/mercator.hpp"
#include "app/ui/theme.hpp"
#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"

#include "imgui.h"

#include <optional>
#include <string>
#include <vector>

namespace takan::app {

struct MapState {
    MapView view;
    bool placed = false; // the view has been put to where something is
    MapFilter filter;
    sync::RecordId selected;             // whose card is open; nil: none
    std::vector<sync::RecordId> members; // of a cluster that is listed
    bool measuring = false;
    std::vector<Position> measured;
    std::optional<Position> chosen; // for the record that gets a position
};

// Where the map stands on the screen, with the places on it that labels must leave free.
class MapRoom {
public:
    MapRoom(ImVec2 from, ImVec2 size) : m_from(from), m_size(size) {}

    ImVec2 from() const { return m_from; }
    ImVec2 to() const { return {m_from.x + m_size.x, m_from.y + m_size.y}; }
    ImVec2 size() const { return m_size; }
    ImVec2 screen_of(const MapView& view, WorldPoint world) const;

    // Takes a rectangle whatever stands there.
    void reserve(ImVec2 from, ImVec2 to);
    // Takes it when it lies on the map and nothing is there yet.
    bool take(ImVec2 from, ImVec2 to);

private:
    struct Box {
        ImVec2 from;
        ImVec2 to;
    };
    ImVec2 m_from;
    ImVec2 m_size;
    std::vector<Box> m_taken;
};

// --- words (map_words.cpp)

std::string coordinate_text(Position position); // "29.35710°N 113.12890°E"
const char* icon_of(MapLayer layer);
ui::Color color_of(MapLayer layer);
ui::Color color_of(const MapPoint& point); // of findings by their severity
std::string state_text(const Given& given, const MapPoint& point);
const MapPoint* find_point(const MapAnswer& map, const sync::RecordId& id); // null: not on the map

// --- the ground (map_ground.cpp)

// The file that is shown, if one covers the middle of the view.
const MapFile* file_for(const MapAnswer& map, const MapView& view);
void draw_tiles(const Given& given, const MapFile& file, const MapView& view, const MapRoom& room);
void draw_graticule(const MapView& view, const MapRoom& room);
void label_graticule(const MapView& view, MapRoom& room);
void draw_divisions(const Given& given, const MapView& view, MapRoom& room);
// The scale and north at the lower left, whose map it is at the lower right. Reserves their places.
void draw_margin(const Given& given, const MapFile* file, const MapView& view, MapRoom& room);

// --- what lies on it (map_marks.cpp)

void reserve_marks(const MapAnswer& map, const MapView& view, MapRoom& room);
void draw_marks(const Given& given, MapState& state, MapRoom& room, Asked& asked);
void draw_measured(const MapState& state, MapRoom& room, Language language);
void draw_chosen(const MapState& state, const MapRoom& room);
// The view shows all points that the filter leaves; false when there are none.
bool fit_all(const MapAnswer& map, MapState& state);
void show_point(MapState& state, Position position);

// --- panels (map_panels.cpp)

// The pane at the left: layers and filters.
void draw_map_filters(const Given& given, MapState& state);
// Cards over the map.
void draw_point_card(const Given& given, MapState& state, Asked& asked);
void draw_members_card(const Given& given, MapState& state);
void draw_measure_card(const Given& given, MapState& state);
void draw_choosing_card(const Given& given, const Spot& spot, MapState& state, Asked& asked);

} // namespace takan::app
