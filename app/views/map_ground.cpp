// The ground of the map: tiles of a file, or a plain graticule with the names of divisions.
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/map_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace takan::app {

namespace {

constexpr int most_zooms_out = 2; // tiles of a file's least zoom are shown so much smaller, not more: they get many
constexpr int most_ancestors = 4; // looked through while a tile is not here

ImDrawList& canvas() {
    return *ImGui::GetWindowDrawList();
}

float snapped(double value) {
    return static_cast<float>(std::round(value));
}

bool covers(const MapFile& file, Position position) {
    return !file.failed && position.lat >= file.south_west.lat && position.lat <= file.north_east.lat &&
           position.lon >= file.south_west.lon && position.lon <= file.north_east.lon;
}

// The part of an ancestor's picture that shows the tile.
struct Cutting {
    ImVec2 from{0, 0};
    ImVec2 to{1, 1};
};

Cutting cutting_of(TilePlace tile, TilePlace ancestor) {
    const int steps = tile.zoom - ancestor.zoom;
    const float side = 1.f / static_cast<float>(1 << steps);
    const float x = static_cast<float>(tile.x - (ancestor.x << steps)) * side;
    const float y = static_cast<float>(tile.y - (ancestor.y << steps)) * side;
    return {{x, y}, {x + side, y + side}};
}

// Draws the tile, or as long as it is not here the nearest ancestor that is.
void draw_tile(const Given& given, const MapFile& file, TilePlace tile, ImVec2 from, ImVec2 to) {
    // By night a white map would glare.
    const ui::Color tint = ui::theme().dark ? ui::rgb(0xA8A8A8) : ui::rgb(0xFFFFFF);
    TilePlace place = tile;
    for (int i = 0; i <= most_ancestors && place.zoom >= file.min_zoom; ++i, place = parent_of(place)) {
        const auto view = given.textures.find_tile(given.pictures, file.path, place);
        if (view.state != PictureState::here) continue;
        const Cutting cut = cutting_of(tile, place);
        canvas().AddImage(view.texture, from, to, cut.from, cut.to, tint);
        return;
    }
}

// Degrees between two lines: the roundest number that keeps them far enough apart.
double step_of(const MapView& view) {
    const double least = 360 / view.world_size() * ui::px(120);
    for (double power = 1e-6; power < 100; power *= 10)
        for (const double part : {1.0, 2.0, 5.0})
            if (part * power >= least) return part * power;
    return 45;
}

std::string degree_label(double degrees, double step, char positive, char negative) {
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    char text[40];
    std::snprintf(text, sizeof text, "%.*f°%c", decimals, std::abs(degrees), degrees < -1e-9 ? negative : positive);
    return text;
}

// A label on a small patch of the ground's colour, when there is room.
void draw_edge_label(MapRoom& room, ImVec2 at, const std::string& words) {
    const ui::TextStyle style{ui::em_tiny, false, ui::theme().text_third};
    const ImVec2 size = ui::measure(words, style);
    const ImVec2 from{at.x - ui::px(4), at.y - ui::px(1)};
    const ImVec2 to{at.x + size.x + ui::px(4), at.y + size.y + ui::px(1)};
    if (!room.take(from, to)) return;
    canvas().AddRectFilled(from, to, ui::theme().background, ui::px(4));
    ui::draw_text(at, words, style);
}

// What the view shows in degrees.
struct Span {
    Position north_west;
    Position south_east;
};

Span span_of(const MapView& view) {
    return {position_at(view.world_at({0, 0})), position_at(view.world_at({view.width, view.height}))};
}

void draw_lines(const MapView& view, const MapRoom& room, double step, ui::Color color) {
    const Span span = span_of(view);
    const float line = std::max(1.f, std::floor(ui::look().scale));
    for (double lon = std::ceil(span.north_west.lon / step) * step; lon <= span.south_east.lon; lon += step) {
        const float x = snapped(room.screen_of(view, world_of({0, lon})).x);
        canvas().AddLine({x, room.from().y}, {x, room.to().y}, color, line);
    }
    for (double lat = std::ceil(span.south_east.lat / step) * step; lat <= span.north_west.lat; lat += step) {
        const float y = snapped(room.screen_of(view, world_of({lat, 0})).y);
        canvas().AddLine({room.from().x, y}, {room.to().x, y}, color, line);
    }
}

void label_lines(const MapView& view, MapRoom& room, double step) {
    const Span span = span_of(view);
    const float height = ui::line_height(ui::em_tiny);
    for (double lon = std::ceil(span.north_west.lon / step) * step; lon <= span.south_east.lon; lon += step) {
        const float x = snapped(room.screen_of(view, world_of({0, lon})).x);
        draw_edge_label(room, {x + ui::px(6), room.to().y - height - ui::px(6)}, degree_label(lon, step, 'E', 'W'));
    }
    for (double lat = std::ceil(span.south_east.lat / step) * step; lat <= span.north_west.lat; lat += step) {
        const float y = snapped(room.screen_of(view, world_of({lat, 0})).y);
        const std::string words = degree_label(lat, step, 'N', 'S');
        const float width = ui::measure(words, {ui::em_tiny}).x;
        draw_edge_label(room, {room.to().x - width - ui::px(8), y - height - ui::px(3)}, words);
    }
}

struct Scale {
    double metres = 1;
    float width = 1; // screen pixels
};

// The roundest distance that is at most so many screen pixels long.
Scale scale_of(const MapView& view, float widest) {
    Scale scale{1, 0};
    for (double power = 1; power < 1e8; power *= 10)
        for (const double part : {1.0, 2.0, 5.0}) {
            const double width = part * power / view.metres_per_pixel();
            if (width <= widest) scale = {part * power, static_cast<float>(width)};
        }
    return scale;
}

void draw_north(ImVec2 at) {
    const ui::Theme& theme = ui::theme();
    const float half = ui::px(5);
    const float high = ui::px(17);
    canvas().AddTriangleFilled({at.x, at.y}, {at.x - half, at.y + high}, {at.x, at.y + high * 0.72f}, theme.text);
    canvas().AddTriangleFilled({at.x, at.y}, {at.x, at.y + high * 0.72f}, {at.x + half, at.y + high}, theme.text_third);
}

} // namespace

ImVec2 MapRoom::screen_of(const MapView& view, WorldPoint world) const {
    const ViewPoint point = view.screen_of(world);
    return {m_from.x + static_cast<float>(point.x), m_from.y + static_cast<float>(point.y)};
}

void MapRoom::reserve(ImVec2 from, ImVec2 to) {
    m_taken.push_back({from, to});
}

bool MapRoom::take(ImVec2 from, ImVec2 to) {
    if (from.x < m_from.x || from.y < m_from.y || to.x > this->to().x || to.y > this->to().y) return false;
    const bool free = std::none_of(m_taken.begin(), m_taken.end(), [&](const Box& box) {
        return from.x < box.to.x && to.x > box.from.x && from.y < box.to.y && to.y > box.from.y;
    });
    if (free) reserve(from, to);
    return free;
}

const MapFile* file_for(const MapAnswer& map, const MapView& view) {
    if (!map.files) return nullptr;
    const Position middle = position_at(view.centre);
    for (const MapFile& file : *map.files)
        if (covers(file, middle) && view.zoom > file.min_zoom - most_zooms_out) return &file;
    return nullptr;
}

void draw_tiles(const Given& given, const MapFile& file, const MapView& view, const MapRoom& room) {
    const int zoom = std::clamp(static_cast<int>(std::lround(view.zoom)), file.min_zoom, file.max_zoom);
    const TileRange range = tiles_in(view, zoom);
    const double side = std::exp2(zoom);
    for (int y = range.first_y; y <= range.last_y; ++y)
        for (int x = range.first_x; x <= range.last_x; ++x) {
            const ImVec2 from = room.screen_of(view, {x / side, y / side});
            const ImVec2 to = room.screen_of(view, {(x + 1) / side, (y + 1) / side});
            draw_tile(given, file, {zoom, x, y}, {snapped(from.x), snapped(from.y)}, {snapped(to.x), snapped(to.y)});
        }
}

void draw_graticule(const MapView& view, const MapRoom& room) {
    const double step = step_of(view);
    const ui::Theme& theme = ui::theme();
    const ui::Color fine = (theme.border & ~IM_COL32_A_MASK) | (ui::Color{110} << IM_COL32_A_SHIFT);
    draw_lines(view, room, step / 5, fine);
    draw_lines(view, room, step, theme.border);
}

void label_graticule(const MapView& view, MapRoom& room) {
    label_lines(view, room, step_of(view));
}

void draw_divisions(const Given& given, const MapView& view, MapRoom& room) {
    const auto& divisions = given.snapshot.map.divisions;
    constexpr double closest = 13; // beyond it a name would say where one stands, which a mean of places cannot
    if (!divisions || view.zoom > closest) return;
    for (const DivisionMark& mark : *divisions) {
        const std::string name = term_text("division", mark.code, given.language());
        const ui::TextStyle style{ui::em_section, true, ui::theme().text_third};
        const ImVec2 size = ui::measure(name, style);
        const ImVec2 at = room.screen_of(view, world_of(mark.middle));
        const ImVec2 from{snapped(at.x - size.x / 2), snapped(at.y + ui::px(24))};
        const float gap = ui::px(3);
        if (room.take({from.x - gap, from.y - gap}, {from.x + size.x + gap, from.y + size.y + gap}))
            ui::draw_text(from, name, style);
    }
}

void draw_margin(const Given& given, const MapFile* file, const MapView& view, MapRoom& room) {
    const ui::Theme& theme = ui::theme();
    const Scale scale = scale_of(view, ui::px(110));
    const std::string words = distance_text(given.language(), scale.metres);
    const ui::TextStyle style{ui::em_small, true, theme.text};
    const float words_width = ui::measure(words, style).x;
    const float height = ui::px(30);
    const float edge = ui::px(12);
    const ImVec2 from{room.from().x + edge, room.to().y - edge - height};
    const ImVec2 to{from.x + ui::px(34) + scale.width + ui::px(10) + words_width + ui::px(12), from.y + height};
    const ui::Color patch = (theme.surface & ~IM_COL32_A_MASK) | (ui::Color{235} << IM_COL32_A_SHIFT);
    canvas().AddRectFilled(from, to, patch, ui::px(6));
    room.reserve(from, to);
    draw_north({from.x + ui::px(16), from.y + (height - ui::px(17)) / 2});
    const float left = from.x + ui::px(34);
    const float bottom = from.y + height / 2 + ui::px(4);
    const std::array<ImVec2, 4> bar{ImVec2{left, bottom - ui::px(7)}, ImVec2{left, bottom},
                                    ImVec2{left + scale.width, bottom}, ImVec2{left + scale.width, bottom - ui::px(7)}};
    canvas().AddPolyline(bar.data(), static_cast<int>(bar.size()), theme.text, 0, ui::px(1.5f));
    ui::draw_text_middle(left + scale.width + ui::px(10), from.y + height / 2, words, style);
    if (file == nullptr || file->attribution.empty()) return;
    const ui::TextStyle small{ui::em_tiny, false, theme.text_second};
    const float width = std::min(ui::measure(file->attribution, small).x + 1, room.to().x - to.x - 3 * edge);
    const float line = ui::line_height(ui::em_tiny);
    const ImVec2 corner{room.to().x - edge - width, room.to().y - edge - line};
    canvas().AddRectFilled({corner.x - ui::px(6), corner.y - ui::px(3)},
                           {corner.x + width + ui::px(6), corner.y + line + ui::px(3)}, patch, ui::px(6));
    ui::draw_text_cut(corner, width, file->attribution, small);
    room.reserve({corner.x - ui::px(6), corner.y - ui::px(3)}, room.to());
}

} // namespace takan::app
