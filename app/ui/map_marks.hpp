#pragma once
// Marks on a map: a pin for one thing, a ring with a number for several that lie near each other.

#include "app/ui/theme.hpp"

#include "imgui.h"

#include <span>
#include <string_view>

namespace takan::app::ui {

// A drop with an icon whose tip stands on `at` (screen pixels). `name`: its name for tests and its tooltip. True when
// pressed.
struct MapPin {
    std::string_view id; // identity: the record's id
    std::string_view name;
    ImVec2 at;
    const char* icon = nullptr;
    Color color = 0;
    bool chosen = false;
    bool hollow = false;  // it stands there for want of a place of its own
    bool flagged = false; // a small mark at its shoulder: contested
};
bool map_pin(const MapPin& pin);
ImVec2 map_pin_size();

// A ring around `at` whose parts have the colours of what it holds, with the number inside. True when pressed.
struct RingPart {
    float share = 0; // of the whole, 0 to 1
    Color color = 0;
};
bool map_cluster(std::string_view id, std::string_view name, ImVec2 at, int count, std::span<const RingPart> parts);
float map_cluster_radius(int count);

} // namespace takan::app::ui
