#include "app/ui/map_marks.hpp"

#include "app/ui/icons.hpp"
#include "app/ui/overlays.hpp"
#include "app/ui/paint.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"

#include <numbers>
#include <string>

namespace takan::app::ui {

namespace {

constexpr float pi = std::numbers::pi_v<float>;

// The outline of a drop: most of a circle, and two lines down to the tip.
void path_drop(ImDrawList& draw, ImVec2 tip, ImVec2 middle, float radius) {
    constexpr float open = 0.62f; // radians left of and right of straight down where the circle ends
    draw.PathClear();
    draw.PathLineTo(tip);
    draw.PathArcTo(middle, radius, pi / 2 + open, pi * 2.5f - open);
}

} // namespace

ImVec2 map_pin_size() {
    return {px(28), px(36)};
}

bool map_pin(const MapPin& pin) {
    const Id scope(pin.id);
    const float grown = pin.chosen ? 1.18f : 1;
    const ImVec2 size{map_pin_size().x * grown, map_pin_size().y * grown};
    ImGui::SetCursorScreenPos({pin.at.x - size.x / 2, pin.at.y - size.y});
    const Pressable item = pressable_as(id_of("pin"), pin.name, size, pin.chosen);
    if (!item.visible) return false;
    ImDrawList& draw = canvas();
    const float radius = size.x / 2 - px(1);
    const ImVec2 middle{pin.at.x, pin.at.y - size.y + size.x / 2};
    const float lift = item.hovered ? px(1) : 0;
    draw.AddEllipseFilled({pin.at.x, pin.at.y}, {px(6), px(2.5f)}, rgb(0x0B1518, 60));
    path_drop(draw, pin.at, {middle.x, middle.y - lift}, radius + px(1.5f));
    draw.PathFillConvex(theme().surface);
    path_drop(draw, {pin.at.x, pin.at.y - px(2)}, {middle.x, middle.y - lift}, radius);
    draw.PathFillConvex(pin.color);
    if (pin.hollow) draw.AddCircleFilled({middle.x, middle.y - lift}, radius - px(2.5f), theme().surface);
    draw_icon({middle.x, middle.y - lift}, pin.icon, pin.hollow ? pin.color : theme().on_accent, 13 * grown);
    if (pin.flagged) {
        const ImVec2 shoulder{middle.x + radius * 0.75f, middle.y - radius * 0.75f};
        draw.AddCircleFilled(shoulder, px(6), theme().surface);
        draw.AddCircleFilled(shoulder, px(4.5f), theme().warn);
    }
    focus_ring(item.id, item.box, px(8));
    tooltip(pin.name);
    return item.pressed;
}

float map_cluster_radius(int count) {
    return px(count < 10 ? 17.f : count < 100 ? 20.f : count < 1000 ? 24.f : 28.f);
}

bool map_cluster(std::string_view id, std::string_view name, ImVec2 at, int count, std::span<const RingPart> parts) {
    const Id scope(id);
    const float radius = map_cluster_radius(count);
    ImGui::SetCursorScreenPos({at.x - radius, at.y - radius});
    const Pressable item = pressable_as(id_of("cluster"), name, {2 * radius, 2 * radius});
    if (!item.visible) return false;
    ImDrawList& draw = canvas();
    draw.AddCircleFilled({at.x, at.y + px(1)}, radius + px(1.5f), rgb(0x0B1518, 40));
    draw.AddCircleFilled(at, radius, item.hovered ? theme().hover : theme().surface);
    float from = -pi / 2;
    for (const RingPart& part : parts) {
        const float to = from + part.share * 2 * pi;
        draw.PathArcTo(at, radius - px(2.5f), from, to);
        draw.PathStroke(part.color, 0, px(5));
        from = to;
    }
    const std::string number = std::to_string(count);
    draw_text_centred({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius}, number,
                      {count < 1000 ? em_note : em_tiny, true});
    focus_ring(item.id, item.box, radius);
    tooltip(name);
    return item.pressed;
}

} // namespace takan::app::ui
