#include "app/ui/buttons.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/paint.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace takan::app::ui {

namespace {

// Every segment gets room for its bold label with the icon, so that nothing moves when the choice changes.
std::vector<float> segment_widths(std::span<const Segment> segments, float width) {
    std::vector<float> widths;
    float sum = 0;
    for (const Segment& segment : segments) {
        widths.push_back(measure(segment.label, {13, true}).x + px(34));
        sum += widths.back();
    }
    if (width <= 0) return widths;
    for (float& one : widths)
        one = one * width / sum;
    return widths;
}

ImDrawFlags corners_of(std::size_t index, std::size_t count) {
    if (count == 1) return ImDrawFlags_RoundCornersAll;
    if (index == 0) return ImDrawFlags_RoundCornersLeft;
    return index + 1 == count ? ImDrawFlags_RoundCornersRight : ImDrawFlags_RoundCornersNone;
}

void draw_segment(const Segment& segment, const Pressable& item, bool on, ImDrawFlags corners) {
    const Theme& t = theme();
    const bool plain = segment.tone == Tone::plain;
    const Color color = on ? (plain ? t.text : tone_color(segment.tone)) : t.text_second;
    ImRect inner = item.box;
    inner.Expand(-hairline());
    fill(inner, on ? tone_soft(segment.tone) : item.hovered ? t.raised : 0, px(5), corners);
    const TextStyle style{13, on, color};
    const char* glyph = !on ? nullptr : segment.icon ? segment.icon : plain ? nullptr : icons::check;
    const float words = measure(segment.label, style).x;
    const float content = words + (glyph ? px(16) : 0);
    const float middle = item.box.GetCenter().y;
    float x = std::max(item.box.Min.x + px(4), item.box.Min.x + (item.box.GetWidth() - content) / 2);
    if (glyph) {
        draw_icon({x + px(6), middle}, glyph, color, 12);
        x += px(16);
    }
    draw_text_cut_middle(x, middle, item.box.Max.x - px(2) - x, segment.label, style);
}

} // namespace

bool segmented(std::string_view name, std::span<const Segment> segments, int& chosen, float width, bool allow_none) {
    const Id scope(name);
    const Group group;
    const float height = px(30);
    const auto widths = segment_widths(segments, width == 0 ? 0 : width_or_rest(width));
    float all = 0;
    for (const float one : widths)
        all += one;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImRect box(at, {at.x + all, at.y + height});
    const bool shown = ImGui::IsRectVisible(box.Min, box.Max);
    if (shown) fill(box, theme().surface, px(6));
    const StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const int before = chosen;
    std::vector<Pressable> items;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (i > 0) ImGui::SameLine();
        const bool on = before == static_cast<int>(i);
        const std::string_view code = segments[i].code.empty() ? segments[i].label : segments[i].code;
        items.push_back(pressable_as(id_of(code), segments[i].label, {widths[i], height}, on));
        if (items.back().pressed) chosen = on && allow_none ? -1 : static_cast<int>(i);
        if (!shown) continue;
        draw_segment(segments[i], items.back(), on, corners_of(i, segments.size()));
        const float right = items.back().box.Max.x;
        if (i + 1 < segments.size()) line({right, at.y + px(1)}, {right, box.Max.y - px(1)}, theme().border);
    }
    if (shown) stroke(box, theme().strong_border, px(6));
    for (const Pressable& item : items)
        focus_ring(item.id, item.box, px(5));
    return chosen != before;
}

namespace {

float tab_extra(const Tab& tab) {
    if (!tab.count.empty()) return measure(tab.count, {em_tiny}).x + px(18);
    return tab.done ? px(20) : 0;
}

void draw_tab(const Tab& tab, const Pressable& item, float words, bool on) {
    const Theme& t = theme();
    const float middle = item.box.GetCenter().y - px(1);
    const float x = item.box.Min.x + px(6);
    draw_text_cut_middle(x, middle, item.box.Max.x - x, tab.label,
                         {em_body, on,
                          on             ? t.accent
                          : item.hovered ? t.text
                                         : t.text_second});
    if (!tab.count.empty()) {
        const bool toned = tab.tone != Tone::plain;
        const ImVec2 from(x + words + px(6), middle - px(9));
        const ImRect box(from, {from.x + measure(tab.count, {em_tiny}).x + px(10), from.y + px(18)});
        fill(box, toned ? tone_soft(tab.tone) : on ? t.accent_soft : t.hover, px(9));
        draw_text_centred(box.Min, box.Max, tab.count,
                          {em_tiny, false,
                           toned ? tone_color(tab.tone)
                           : on  ? t.accent
                                 : t.text_second});
    } else if (tab.done) {
        draw_icon({x + words + px(11), middle}, icons::check_circle, t.accent, 11);
    }
    if (on)
        fill({{x, item.box.Max.y - px(3)}, {item.box.Max.x - px(6), item.box.Max.y}}, t.accent, px(2),
             ImDrawFlags_RoundCornersTop);
}

} // namespace

namespace {

float width_of(std::span<const Tab> all, float gap) {
    float width = 0;
    for (const Tab& tab : all)
        width += measure(tab.label, {em_body, true}).x + tab_extra(tab) + px(12) + gap;
    return width - gap;
}

} // namespace

// Where the line is too short the tabs stand closer, and then without their counts.
bool tabs(std::string_view name, std::span<const Tab> given, int& chosen) {
    const Id scope(name);
    const Group group;
    const float room = ImGui::GetContentRegionAvail().x;
    const bool close = width_of(given, px(14)) > room;
    std::vector<Tab> all(given.begin(), given.end());
    if (close && width_of(given, 0) > room)
        for (Tab& tab : all)
            tab = {tab.label};
    const float least = width_of(all, close ? 0 : px(14));
    const float factor = std::min(1.f, room / least); // at last the words are cut
    const StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(close ? 0 : px(14), 0));
    // The labels' left edges stand on the page's edge, not the pressable boxes'.
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() - px(6));
    const int before = chosen;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0) ImGui::SameLine();
        const bool on = before == static_cast<int>(i);
        const float words = measure(all[i].label, {em_body, true}).x;
        const Pressable item = pressable_as(id_of(all[i].label), visible(all[i].label),
                                            {std::floor((words + tab_extra(all[i]) + px(12)) * factor), px(42)}, on);
        if (item.pressed) chosen = static_cast<int>(i);
        if (!item.visible) continue;
        draw_tab(all[i], item, measure(all[i].label, {em_body, on}).x, on);
        focus_ring(item.id, item.box, px(6));
    }
    return chosen != before;
}

} // namespace takan::app::ui
