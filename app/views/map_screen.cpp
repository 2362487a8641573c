// Map: where sites, visits, findings and photos are, on the person's own map files or on a plain graticule.
#include "app/ui/ui.hpp"
#include "app/views/keys.hpp"
#include "app/views/map_parts.hpp"
#include "app/views/screens.hpp"
#include "app/views/view_memory.hpp"

#include "imgui_internal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace takan::app {

namespace {

constexpr float card_width = 312; // design pixels
constexpr double zoom_step = 0.5;
constexpr float pan_step = 96; // design pixels for one press of an arrow

// What a pointer did on the ground between the pins.
std::optional<ImVec2> take_pointer(const Given& given, const MapRoom& room, MapState& state) {
    ImGui::SetCursorScreenPos(room.from());
    ImGui::SetNextItemAllowOverlap(); // pins and panels lie over it
    const ImVec2 size = room.size();
    ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
    const bool released =
        ImGui::InvisibleButton(given.text("place.map").c_str(), {std::max(size.x, 1.f), std::max(size.y, 1.f)});
    ImGui::PopItemFlag();
    const ImGuiIO& io = ImGui::GetIO();
    const bool dragged = io.MouseDragMaxDistanceSqr[0] > io.MouseDragThreshold * io.MouseDragThreshold;
    if (ImGui::IsItemActive() && dragged) {
        pan(state.view, io.MouseDelta.x, io.MouseDelta.y);
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    }
    const ViewPoint point{io.MousePos.x - room.from().x, io.MousePos.y - room.from().y};
    if (ImGui::IsWindowHovered() && io.MouseWheel != 0)
        zoom_about(state.view, state.view.zoom + zoom_step * io.MouseWheel, point);
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && !state.measuring)
        zoom_about(state.view, state.view.zoom + 1, point);
    if (!released || dragged) return std::nullopt;
    return io.MousePos;
}

bool pressed(ImGuiKey key, ImGuiID owner) {
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, owner);
}

// A white box with its own content over the map. `size.y` 0: as high as its content.
class Panel {
public:
    Panel(const char* name, ImVec2 at, ImVec2 size, float padding)
        : m_inset(ImGuiStyleVar_WindowPadding, ImVec2(padding, padding)),
          m_round(ImGuiStyleVar_ChildRounding, ui::px(10)), m_fill(ImGuiCol_ChildBg, ui::theme().surface),
          m_border(ImGuiCol_Border, ui::theme().border),
          m_line(ImGuiStyleVar_ChildBorderSize, std::max(1.f, std::floor(ui::look().scale))),
          m_child(placed(name, at), size,
                  ImGuiChildFlags_Borders | ImGuiChildFlags_AlwaysUseWindowPadding |
                      (size.y > 0 ? ImGuiChildFlags_None : ImGuiChildFlags_AutoResizeY),
                  ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse) {}

private:
    static const char* placed(const char* name, ImVec2 at) {
        ImGui::SetCursorScreenPos(at);
        return name;
    }

    ui::StyleVar m_inset;
    ui::StyleVar m_round;
    ui::StyleColor m_fill;
    ui::StyleColor m_border;
    ui::StyleVar m_line;
    ui::Child m_child;
};

class Map final : public Screen {
public:
    void want(const Spot& spot, Request& request) const override {
        request.map.shown = true;
        request.map.zoom = static_cast<int>(std::floor(m_state.view.zoom + 0.01));
        request.map.filter = m_state.filter;
        request.open = spot.choosing ? spot.open : m_state.selected;
    }

    void draw(const Given& given, const Spot& spot, Drafts&, Asked& asked) override {
        follow(spot);
        const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        const ImVec2 size = ImGui::GetWindowSize();
        const ui::Frame frame = ui::frame_for(ImGui::GetIO().DisplaySize);
        {
            const ui::Pane filters("map filters", {frame.list, size.y},
                                   {0, ui::edge_right, {ui::px(16), ui::px(14)}, true});
            const ui::StyleVar gap = usual_gap();
            draw_map_filters(given, m_state);
        }
        ImGui::SameLine();
        const ui::Pane map("map", {size.x - frame.list, size.y}, {.fill = ui::theme().background});
        if (std::exchange(m_take_focus, false)) ImGui::SetWindowFocus();
        draw_map(given, spot, asked);
    }

    void keep(Settings& kept) const override {
        for (std::size_t i = 0; i < map_layers; ++i)
            keep_choice(kept, "map.hidden." + std::to_string(i), m_state.filter.layers.at(i) ? 0 : 1);
    }
    void take_up(const Settings& kept) override {
        for (std::size_t i = 0; i < map_layers; ++i)
            m_state.filter.layers.at(i) = kept_choice(kept, "map.hidden." + std::to_string(i), 2) == 0;
    }

private:
    static ui::StyleVar usual_gap() { return {ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6))}; }

    // A record that was asked for from elsewhere is shown, or gets its position here.
    void follow(const Spot& spot) {
        if (spot == m_spot) return;
        m_spot = spot;
        m_state.chosen.reset();
        m_take_focus = true;
        if (spot.open.is_nil()) return;
        m_state.measuring = false;
        m_state.measured.clear();
        m_state.members.clear();
        m_state.selected = spot.choosing ? sync::RecordId{} : spot.open;
        m_to_show = spot.open;
    }

    void draw_map(const Given& given, const Spot& spot, Asked& asked) {
        const ImVec2 from = ImGui::GetWindowPos();
        const ImVec2 size = ImGui::GetWindowSize();
        const bool keys = ImGui::IsWindowFocused() && !ImGui::GetIO().WantTextInput;
        MapRoom room(from, size);
        MapView& view = m_state.view;
        view.width = size.x;
        view.height = size.y;
        view.pixel = ui::look().scale;
        place_view(given);
        const auto pressed_at = take_pointer(given, room, m_state);
        if (keys) take_keys(given);
        take_escape();
        draw_ground(given, room);
        draw_marks(given, m_state, room, asked);
        draw_chosen(m_state, room);
        draw_tools(given, room);
        draw_card(given, spot, room, asked);
        if (pressed_at) press_ground(spot, room, *pressed_at);
    }

    // Puts the view where something is, once that is known.
    void place_view(const Given& given) {
        const MapAnswer& map = given.snapshot.map;
        if (!map.points || !given.snapshot.request.map.shown) return;
        if (!m_to_show.is_nil()) {
            const MapPoint* point = find_point(map, std::exchange(m_to_show, {}));
            if (point != nullptr) {
                show_point(m_state, point->position);
                m_state.placed = true;
            }
        }
        if (std::exchange(m_state.placed, true) || fit_all(map, m_state)) return;
        if (map.files && !map.files->empty() && !map.files->front().failed) {
            const MapFile& file = map.files->front();
            fit(m_state.view, world_of({file.north_east.lat, file.south_west.lon}),
                world_of({file.south_west.lat, file.north_east.lon}), 0, greatest_zoom);
            return;
        }
        fit(m_state.view, world_of({53, 74}), world_of({18, 135}), 0, greatest_zoom); // the whole country
    }

    void draw_ground(const Given& given, MapRoom& room) {
        const MapView& view = m_state.view;
        const MapFile* file = file_for(given.snapshot.map, view);
        reserve_panels(room);
        if (file == nullptr)
            draw_graticule(view, room);
        else
            draw_tiles(given, *file, view, room);
        draw_margin(given, file, view, room);
        draw_measured(m_state, room, given.language());
        reserve_marks(given.snapshot.map, view, room);
        if (file != nullptr) return;
        draw_divisions(given, view, room);
        label_graticule(view, room);
    }

    // Arrows move, plus and minus zoom, 0 shows all.
    void take_keys(const Given& given) {
        const ImGuiID own = ImGui::GetCurrentWindow()->ID;
        for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow})
            ImGui::SetKeyOwner(key, own);
        MapView& view = m_state.view;
        const double step = ui::px(pan_step);
        if (pressed(ImGuiKey_LeftArrow, own)) pan(view, step, 0);
        if (pressed(ImGuiKey_RightArrow, own)) pan(view, -step, 0);
        if (pressed(ImGuiKey_UpArrow, own)) pan(view, 0, step);
        if (pressed(ImGuiKey_DownArrow, own)) pan(view, 0, -step);
        if (app::pressed(Key::zoom_in, true)) zoom(1);
        if (app::pressed(Key::zoom_out, true)) zoom(-1);
        if (app::pressed(Key::zoom_fit)) fit_all(given.snapshot.map, m_state);
        if (app::pressed(Key::last_point, true) && !m_state.measured.empty()) m_state.measured.pop_back();
    }

    // Escape also leaves the map for the window around it, so that the key is looked for there.
    void take_escape() {
        const bool here = ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows);
        if (!here || ImGui::GetIO().WantTextInput || !ImGui::IsKeyPressed(ImGuiKey_Escape, false)) return;
        ImGui::SetWindowFocus();
        m_state.selected = {};
        m_state.members.clear();
        measure(false);
    }

    void zoom(double by) {
        MapView& view = m_state.view;
        zoom_about(view, view.zoom + by, {view.width / 2, view.height / 2});
    }

    void measure(bool on) {
        m_state.measuring = on;
        m_state.measured.clear();
        m_state.selected = {};
        m_state.members.clear();
    }

    struct Box {
        ImVec2 from;
        ImVec2 size;
    };

    static Box tools_box(const MapRoom& room) {
        const ImVec2 size{ui::px(46), 5 * ui::px(34) + 4 * ui::px(4) + 2 * ui::px(6)};
        return {{room.to().x - size.x - ui::px(14), room.from().y + ui::px(14)}, size};
    }

    Box card_box(const MapRoom& room) const {
        const float width = std::min(ui::px(card_width), room.size().x - ui::px(90));
        return {{room.from().x + ui::px(14), room.from().y + ui::px(14)}, {width, m_card_height}};
    }

    void reserve_panels(MapRoom& room) const {
        for (const Box& box : {tools_box(room), card_box(room)})
            room.reserve(box.from, {box.from.x + box.size.x, box.from.y + box.size.y});
    }

    void draw_tools(const Given& given, const MapRoom& room) {
        const Box box = tools_box(room);
        const Panel panel("map tools", box.from, box.size, ui::px(6));
        const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(4), ui::px(4)));
        const auto tool = [&](const char* icon, const char* key, bool chosen = false) {
            return ui::icon_button(icon, given.text(key), {.border = false, .chosen = chosen});
        };
        if (tool(ui::icons::zoom_in, "map.zoom_in")) zoom(1);
        if (tool(ui::icons::zoom_out, "map.zoom_out")) zoom(-1);
        if (tool(ui::icons::full_screen, "map.fit_all")) fit_all(given.snapshot.map, m_state);
        const MapPoint* selected = find_point(given.snapshot.map, m_state.selected);
        {
            const ui::Disabled none(selected == nullptr);
            if (tool(ui::icons::gps, "map.fit_selected") && selected != nullptr)
                show_point(m_state, selected->position);
        }
        if (tool(ui::icons::ruler, "map.measure", m_state.measuring)) measure(!m_state.measuring);
    }

    void draw_card(const Given& given, const Spot& spot, const MapRoom& room, Asked& asked) {
        const auto& points = given.snapshot.map.points;
        const bool nothing = points && points->empty();
        const bool selected = find_point(given.snapshot.map, m_state.selected) != nullptr;
        const bool any = spot.choosing || m_state.measuring || !m_state.members.empty() || selected || nothing;
        if (!any) {
            m_card_height = 0;
            return;
        }
        const Box box = card_box(room);
        const Panel panel("map card", box.from, {box.size.x, 0}, ui::px(14));
        const ui::StyleVar gap = usual_gap();
        if (spot.choosing)
            draw_choosing_card(given, spot, m_state, asked);
        else if (m_state.measuring)
            draw_measure_card(given, m_state);
        else if (!m_state.members.empty())
            draw_members_card(given, m_state);
        else if (selected)
            draw_point_card(given, m_state, asked);
        else
            ui::text_wrapped(given.text("map.nothing"), ui::second_text(ui::em_note));
        m_card_height = ImGui::GetWindowSize().y;
    }

    void press_ground(const Spot& spot, const MapRoom& room, ImVec2 at) {
        const WorldPoint world = m_state.view.world_at({at.x - room.from().x, at.y - room.from().y});
        if (spot.choosing) {
            m_state.chosen = position_at(world);
        } else if (m_state.measuring) {
            m_state.measured.push_back(position_at(world));
        } else {
            m_state.selected = {};
            m_state.members.clear();
        }
    }

    MapState m_state;
    Spot m_spot{Place::map, {}};
    sync::RecordId m_to_show; // once its position is known
    bool m_take_focus = true; // the keys move the map at once
    float m_card_height = 0;  // of the last frame
};

} // namespace

std::unique_ptr<Screen> make_map() {
    return std::make_unique<Map>();
}

} // namespace takan::app
