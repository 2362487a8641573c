#include "app/ui/display.hpp"

#include "app/ui/buttons.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/line_breaks.hpp"
#include "app/ui/overlays.hpp"
#include "app/ui/paint.hpp"
#include "app/ui/scoped.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <cmath>

namespace takan::app::ui {

namespace {

const char* icon_of(const Badge& one) {
    if (one.icon) return one.icon;
    switch (one.tone) {
    case Tone::ok:
        return icons::check;
    case Tone::warn:
    case Tone::danger:
        return icons::warning;
    default:
        return nullptr;
    }
}

} // namespace

ImVec2 badge_size(const Badge& one) {
    return {measure(one.text, {em_tiny}).x + px(16) + (icon_of(one) ? px(16) : 0), px(22)};
}

void draw_badge(ImVec2 at, const Badge& one) {
    const ImVec2 size = badge_size(one);
    const ImRect box(at, {at.x + size.x, at.y + size.y});
    const float middle = box.GetCenter().y;
    fill(box, tone_soft(one.tone), size.y / 2);
    float x = at.x + px(8);
    if (const char* glyph = icon_of(one)) {
        draw_icon({x + px(6), middle}, glyph, tone_color(one.tone), 12);
        x += px(16);
    }
    draw_text_middle(x, middle, one.text, {em_tiny, false, tone_color(one.tone)});
}

void badge(const Badge& one) {
    const ImRect box = place_item(badge_size(one));
    if (ImGui::ItemAdd(box, 0)) draw_badge(box.Min, one);
}

void progress(float part, float width, Tone tone, float height) {
    const ImVec2 size(width_or_rest(width), height > 0 ? height : px(6));
    const ImRect box = place_item(size);
    const ImVec2 at = box.Min;
    if (!ImGui::ItemAdd(box, 0)) return;
    const float radius = size.y / 2;
    fill(box, theme().track, radius);
    if (part > 0)
        fill({at, {at.x + std::max(size.y, size.x * std::min(part, 1.f)), box.Max.y}}, tone_color(tone), radius);
}

void section_header(std::string_view title, std::string_view right, float part) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size(ImGui::GetContentRegionAvail().x, px(26));
    ImGui::ItemSize(size);
    const ImRect box(at, {at.x + size.x, at.y + size.y});
    if (!ImGui::ItemAdd(box, 0)) return;
    const float middle = box.GetCenter().y;
    float right_edge = box.Max.x;
    if (!right.empty()) {
        right_edge -= measure(right, {em_small}).x;
        draw_text_middle(right_edge, middle, right, second_text(em_small));
        right_edge -= px(10);
    }
    if (part >= 0) {
        const ImRect bar({right_edge - px(98), middle - px(3)}, {right_edge, middle + px(3)});
        fill(bar, theme().track, px(3));
        if (part > 0)
            fill({bar.Min, {bar.Min.x + std::max(px(6), bar.GetWidth() * std::min(part, 1.f)), bar.Max.y}},
                 theme().accent, px(3));
        right_edge = bar.Min.x - px(12);
    }
    draw_text_cut_middle(at.x, middle, right_edge - at.x, title, section_title());
}

void divider() {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size(ImGui::GetContentRegionAvail().x, hairline());
    ImGui::ItemSize(size);
    const float y = at.y + size.y / 2;
    if (ImGui::ItemAdd({at, {at.x + size.x, at.y + size.y}}, 0)) line({at.x, y}, {at.x + size.x, y}, theme().border);
}

void space(float design) {
    const StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::Dummy({0, px(design)});
}

void push_right(float width) {
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(0.f, ImGui::GetContentRegionAvail().x - width));
}

void key_value(std::string_view name, std::string_view value, float name_width, TextStyle value_style) {
    const float names = name_width > 0 ? name_width : px(96);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x;
    const float value_room = std::max(px(40), room - names - px(8));
    const TextStyle name_style = second_text(value_style.em);
    const float height = std::max(measure(value, value_style, value_room).y, measure(name, name_style, names).y);
    ImGui::ItemSize({room, height});
    if (!ImGui::ItemAdd({at, {at.x + room, at.y + height}}, 0)) return;
    draw_text_wrapped(at, names, name, name_style);
    draw_text_wrapped({at.x + names + px(8), at.y}, value_room, value, value_style);
}

void key_caps(std::string_view chord) {
    const TextStyle style{em_small, true, theme().text_second};
    bool first = true;
    for (const std::string_view cap : sync::split(chord, ' ')) {
        if (!std::exchange(first, false)) ImGui::SameLine(0, px(4));
        const ImVec2 words = measure(cap, style);
        const bool joins = cap == "…";
        const ImRect box = place_item({std::max(words.x + px(joins ? 0 : 12), px(joins ? 0 : 24)), px(22)});
        if (!ImGui::ItemAdd(box, 0)) continue;
        if (!joins) {
            fill(box, theme().raised, px(4));
            stroke(box, theme().strong_border, px(4));
        }
        draw_text_centred(box.Min, box.Max, cap, style);
    }
}

void meta(const char* glyph, std::string_view words, Color color) {
    const float left = ImGui::GetContentRegionAvail().x;
    if (left < px(40)) return; // no room for anything that could be read
    const float wanted = px(19) + measure(words, {em_note}).x;
    const ImVec2 size(std::min(wanted, left), line_height(em_note));
    const ImRect box = place_item(size);
    const ImVec2 at = box.Min;
    if (!ImGui::ItemAdd(box, 0)) return;
    const float middle = at.y + size.y / 2;
    draw_icon({at.x + px(7), middle}, glyph, color != 0 ? color : theme().text_third, em_tiny);
    draw_text_cut_middle(at.x + px(19), middle, size.x - px(19) + 1, words,
                         {em_note, false, color != 0 ? color : theme().text_second});
    if (wanted > left) tooltip(words);
}

void avatar(std::string_view name, float size) {
    const float side = size > 0 ? size : px(34);
    const ImRect box = place_item({side, side});
    if (!ImGui::ItemAdd(box, 0)) return;
    fill(box, rgb(0xD8E8E1), side / 2);
    std::size_t behind = 0;
    if (!name.empty()) sync::next_code_point(name, behind);
    draw_text_centred(box.Min, box.Max, name.substr(0, behind), {side / look().scale * 0.38f, true, rgb(0x10302B)});
}

bool empty_state(const char* glyph, std::string_view sentence, std::string_view action) {
    const Id scope("empty");
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float width = std::min(room.x, px(360));
    const float words = measure(sentence, second_text(), width).y;
    const float height = px(64) + words + (action.empty() ? 0 : px(54));
    const ImVec2 at = ImGui::GetCursorPos();
    const float left = at.x + (room.x - width) / 2;
    const float top = at.y + std::max(px(16), (room.y - height) * 0.42f);
    ImGui::SetCursorPos({left, top});
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const ImVec2 middle(from.x + width / 2, from.y + px(24));
    canvas().AddCircleFilled(middle, px(28), faded(theme().track, ImGui::GetStyle().Alpha));
    draw_icon(middle, glyph, theme().text_third, 22);
    const TextStyle style = second_text();
    float y = from.y + px(62);
    const auto lines = measure(sentence, style, width);
    if (lines.y <= line_height(em_body))
        draw_text_centred({from.x, y}, {from.x + width, y + lines.y}, sentence, style);
    else
        draw_text_wrapped({from.x, y}, width, sentence, style);
    ImGui::Dummy({width, px(64) + words});
    if (action.empty()) return false;
    ImGui::SetCursorPos({left + (width - button_width(action)) / 2, top + px(64) + words + px(14)});
    return button(action);
}

bool notice(Tone tone, std::string_view sentence, std::string_view action) {
    const Id scope(sentence);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float link_width = action.empty() ? 0 : measure(action, {em_note}).x + px(16);
    const float room = width - px(54) - link_width;
    const TextStyle style{13, false, theme().text};
    const float height = std::max(px(40), measure(sentence, style, room).y + px(20));
    const ImRect box(at, {at.x + width, at.y + height});
    bool pressed = false;
    if (ImGui::IsRectVisible(box.Min, box.Max)) {
        fill(box, tone_soft(tone), px(8));
        const char* glyph = tone == Tone::ok || tone == Tone::accent    ? icons::check_circle
                            : tone == Tone::info || tone == Tone::plain ? icons::info
                                                                        : icons::warning;
        draw_icon({at.x + px(22), at.y + px(20)}, glyph, tone_color(tone), 13);
        draw_text_wrapped({at.x + px(40), at.y + (height - measure(sentence, style, room).y) / 2 - px(1)}, room,
                          sentence, style);
    }
    if (!action.empty()) {
        const Group group;
        ImGui::SetCursorScreenPos({box.Max.x - link_width, at.y + (height - px(22)) / 2});
        pressed = link(action);
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, height});
    return pressed;
}

} // namespace takan::app::ui
