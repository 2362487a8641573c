#include "app/ui/charts.hpp"

#include "app/ui/overlays.hpp"
#include "app/ui/paint.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace takan::app::ui {
namespace {

constexpr float tile_height = 92; // design pixels, as the next ones
constexpr float bar_row_height = 32;
constexpr float bar_height = 12;
constexpr float axis_height = 22; // below the columns, for their names
constexpr float number_height = 18;
constexpr float em_number = 26;

std::size_t highest(std::span<const StackColumn> columns) {
    std::size_t most = 1;
    for (const auto& column : columns)
        most = std::max(most, column.count);
    return most;
}

// One column of a stack; true when pressed.
bool draw_column(const StackColumn& column, const ImRect& box, float room, std::size_t most, bool named) {
    const Id scope(column.id);
    const ImGuiID item = id_of("column");
    if (!ImGui::ItemAdd(box, item)) return false;
    bool hovered = false, held = false;
    const bool pressed = ImGui::ButtonBehavior(box, item, &hovered, &held);
    describe_item(item, column.tooltip);
    tooltip(column.tooltip);
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (hovered) fill(box, theme().hover, px(4));
    focus_ring(item, box, px(4));
    const float base = box.Max.y - px(axis_height);
    const float middle = box.GetCenter().x;
    const float half = std::min(px(15), std::floor(box.GetWidth() * 0.34f));
    const float full = room - px(number_height);
    float y = base;
    for (std::size_t part = 0; part < column.parts.size(); ++part) {
        if (column.parts[part] == 0) continue;
        const float high =
            std::max(px(3), std::floor(full * static_cast<float>(column.parts[part]) / static_cast<float>(most)));
        fill({{middle - half, y - high + (y == base ? 0 : -hairline())}, {middle + half, y}}, stack_color(part), px(2));
        y -= high + hairline(); // a line of the card between two parts
    }
    if (column.count > 0 && box.GetWidth() >= px(22)) {
        const std::string count = std::to_string(column.count);
        const float width = measure(count, {em_small}).x;
        draw_text_middle(middle - width / 2, y - px(9), count, {em_small, true, theme().text_second});
    }
    if (named) {
        const float width = measure(column.label, {em_tiny}).x;
        draw_text_middle(middle - width / 2, box.Max.y - px(axis_height) / 2, column.label,
                         {em_tiny, false, theme().text_third});
    }
    return pressed;
}

} // namespace

float number_tile_height() {
    return px(tile_height);
}

bool number_tile(const NumberTile& tile) {
    const Id scope(tile.id);
    const Pressable item = pressable_as(id_of("tile"), tile.label, {width_or_rest(tile.width), px(tile_height)});
    if (!item.visible) return item.pressed;
    const Theme& t = theme();
    fill(item.box, item.hovered ? t.hover : t.surface, px(8));
    stroke(item.box, t.border, px(8));
    focus_ring(item.id, item.box, px(8));
    const float x = item.box.Min.x + px(16);
    const float end = item.box.Max.x - px(12);
    const Color color = tile.tone == Tone::plain ? t.text_second : tone_color(tile.tone);
    draw_icon({x + px(7), item.box.Min.y + px(22)}, tile.icon, color, 14);
    draw_text_cut_middle(x + px(22), item.box.Min.y + px(22), end - x - px(22), tile.label, second_text(em_note));
    draw_text_middle(x, item.box.Min.y + px(52), tile.number,
                     {em_number, true, tile.tone == Tone::plain ? t.text : tone_color(tile.tone)});
    if (!tile.note.empty())
        draw_text_cut_middle(x, item.box.Min.y + px(78), end - x, tile.note, {em_tiny, false, t.text_third});
    return item.pressed;
}

bool bar_row(const BarRow& row) {
    const Id scope(row.id);
    const float width = ImGui::GetContentRegionAvail().x;
    const Pressable item = pressable_as(id_of("bar"), row.label, {width, px(bar_row_height)});
    if (!item.visible) return item.pressed;
    const Theme& t = theme();
    ImRect over = item.box;
    over.Expand({px(8), 0});
    if (item.hovered) fill(over, t.hover, px(6));
    focus_ring(item.id, over, px(6));
    const float middle = item.box.GetCenter().y;
    float x = item.box.Min.x;
    if (row.icon != nullptr) {
        draw_icon({x + px(7), middle}, row.icon, tone_color(row.tone), 12);
        x += px(20);
    }
    draw_text_cut_middle(x, middle, item.box.Min.x + row.label_width - x, row.label, {em_note, false, t.text});
    const std::string count = std::to_string(row.count);
    const float number = measure(count, {em_note, true}).x;
    draw_text_middle(item.box.Max.x - number, middle, count, {em_note, true, t.text});
    const float left = item.box.Min.x + row.label_width + px(10);
    const float right = item.box.Max.x - row.number_width - px(12);
    if (right <= left) return item.pressed;
    const ImRect whole({left, middle - px(bar_height) / 2}, {right, middle + px(bar_height) / 2});
    fill(whole, t.track, px(3));
    const float part = row.most == 0 ? 0 : static_cast<float>(row.count) / static_cast<float>(row.most);
    if (row.count > 0)
        fill({whole.Min, {left + std::max(px(3), std::floor((right - left) * std::min(1.f, part))), whole.Max.y}},
             tone_color(row.tone), px(3));
    return item.pressed;
}

Color stack_color(std::size_t part) {
    // From dark to bright on white, from bright to dark on black: about equal steps of grey.
    static constexpr std::array light{rgb(0x0B4A38), rgb(0x2E8B6E), rgb(0x86BFA9), rgb(0xC3CDD3), rgb(0xDDE3E7)};
    static constexpr std::array dark{rgb(0xB9F0DA), rgb(0x58B795), rgb(0x2F7D63), rgb(0x5A676E), rgb(0x414C52)};
    const std::size_t at = std::min(part, light.size() - 1);
    return theme().dark ? dark[at] : light[at];
}

void stack_key(std::size_t part, std::string_view label) {
    const float height = line_height(em_small);
    const ImVec2 size(px(16) + measure(label, {em_small}).x, height);
    const ImRect box = place_item(size);
    if (!ImGui::ItemAdd(box, 0)) return;
    const float middle = box.GetCenter().y;
    fill({{box.Min.x, middle - px(5)}, {box.Min.x + px(10), middle + px(5)}}, stack_color(part), px(2));
    draw_text_middle(box.Min.x + px(16), middle, label, second_text(em_small));
}

int stack_columns(const char* name, std::span<const StackColumn> columns, float height) {
    const Id scope(name);
    const ImVec2 size(ImGui::GetContentRegionAvail().x, height);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    int pressed = -1;
    const auto count = static_cast<float>(std::max<std::size_t>(1, columns.size()));
    const float step = std::floor(std::min(size.x / count, px(72)));
    // Names that would touch each other are left out in between.
    float widest = 1;
    for (const auto& column : columns)
        widest = std::max(widest, measure(column.label, {em_tiny}).x + px(8));
    const auto every = static_cast<std::size_t>(std::max(1.f, std::ceil(widest / std::max(1.f, step))));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const float x = at.x + static_cast<float>(i) * step;
        const ImRect box({x, at.y}, {x + step, at.y + height});
        const bool named = (columns.size() - 1 - i) % every == 0;
        if (draw_column(columns[i], box, height - px(axis_height), highest(columns), named))
            pressed = static_cast<int>(i);
    }
    const float base = at.y + height - px(axis_height);
    line({at.x, base}, {at.x + size.x, base}, theme().border);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(size);
    return pressed;
}

} // namespace takan::app::ui
