#include "app/ui/buttons.hpp"

#include "app/ui/icons.hpp"
#include "app/ui/overlays.hpp"
#include "app/ui/paint.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"

#include <algorithm>
#include <string>

namespace takan::app::ui {

namespace {

struct ButtonColors {
    Color fill = 0;
    Color border = 0;
    Color text = 0;
};

ButtonColors colors_of(ButtonKind kind, bool hovered, bool held) {
    const Theme& t = theme();
    const Color quiet = held ? t.track : hovered ? t.hover : 0;
    switch (kind) {
    case ButtonKind::primary:
        return {hovered || held ? t.accent_hover : t.accent, 0, t.on_accent};
    case ButtonKind::secondary:
        return {quiet != 0 ? quiet : t.surface, t.strong_border, t.text};
    case ButtonKind::danger:
        return {hovered || held ? t.danger_soft : t.surface, t.danger, t.danger};
    case ButtonKind::ghost:
        break;
    }
    return {quiet, t.bordered ? t.strong_border : 0, t.text};
}

float content_width(std::string_view label, const char* glyph, float em, bool bold = false) {
    return measure(visible(label), {em, bold}).x + (glyph ? px(20) : 0);
}

} // namespace

float button_width(std::string_view label, const char* glyph) {
    return content_width(label, glyph, em_body) + px(26);
}

bool button(std::string_view label, const ButtonOptions& options) {
    const float height = options.height > 0 ? options.height : px(34);
    const float natural = button_width(label, options.icon);
    const float width = options.width != 0 ? width_or_rest(options.width) : natural;
    const Pressable item = pressable(label, {width, height});
    if (!item.visible) return false;
    if (!options.tooltip.empty()) tooltip(options.tooltip);
    const ButtonColors colors = colors_of(options.kind, item.hovered, item.held);
    fill(item.box, colors.fill, px(6));
    stroke(item.box, colors.border, px(6));
    const float content = std::min(width - px(12), content_width(label, options.icon, em_body));
    const float middle = item.box.GetCenter().y;
    float x = item.box.Min.x + (width - content) / 2;
    if (options.icon) {
        draw_icon({x + px(7), middle}, options.icon, colors.text, 13);
        x += px(20);
    }
    draw_text_cut_middle(x, middle, item.box.Max.x - px(6) - x + 1, visible(label), plain_text(colors.text));
    focus_ring(item.id, item.box, px(6));
    return item.pressed;
}

bool icon_button(const char* glyph, std::string_view label, const IconButtonOptions& options) {
    const float side = options.size > 0 ? options.size : px(34);
    const Pressable item = pressable(label, {side, side});
    if (!item.visible) return false;
    tooltip(visible(label));
    const Theme& t = theme();
    const Color tone = tone_color(options.tone);
    fill(item.box,
         options.chosen   ? tone_soft(options.tone)
         : item.hovered   ? t.hover
         : options.border ? t.surface
                          : 0,
         px(6));
    if (options.border || options.chosen || t.bordered)
        stroke(item.box, options.chosen ? tone : t.strong_border, px(6));
    draw_icon(item.box.GetCenter(), glyph, options.chosen ? tone : t.text_second, 14);
    focus_ring(item.id, item.box, px(6));
    return item.pressed;
}

bool pill(const char* glyph, std::string_view count, std::string_view label, Tone tone) {
    const float number = count.empty() ? 0 : measure(count, {em_tiny, true}).x + px(4);
    const StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const Pressable item = pressable_as(id_of("pill"), label, {px(22) + number, px(18)});
    if (!item.visible) return false;
    tooltip(label);
    const Color color = tone == Tone::plain ? theme().text_third : tone_color(tone);
    const float middle = item.box.GetCenter().y;
    fill(item.box, tone != Tone::plain ? tone_soft(tone) : item.hovered ? theme().hover : 0, px(9));
    draw_icon({item.box.Min.x + px(11), middle}, glyph, color, 11.5f);
    if (!count.empty()) draw_text_middle(item.box.Min.x + px(19), middle, count, {em_tiny, true, color});
    focus_ring(item.id, item.box, px(9));
    return item.pressed;
}

bool link(std::string_view label, bool arrow, float em) {
    const ImVec2 words = measure(visible(label), {em});
    const Pressable item = pressable(label, {words.x + (arrow ? px(18) : 0), std::max(words.y, px(22))});
    if (!item.visible) return false;
    const Color color = item.hovered ? theme().accent_hover : theme().accent;
    const float middle = item.box.GetCenter().y;
    draw_text_middle(item.box.Min.x, middle, visible(label), {em, false, color});
    if (arrow) draw_icon({item.box.Min.x + words.x + px(9), middle}, icons::chevron_right, color, 12);
    if (item.hovered)
        line({item.box.Min.x, item.box.Max.y - px(2)}, {item.box.Min.x + words.x, item.box.Max.y - px(2)}, color);
    focus_ring(item.id, item.box, px(4));
    return item.pressed;
}

float chip_width(std::string_view label, int count) {
    const float number = count < 0 ? 0 : measure(std::to_string(count), {em_small}).x + px(4);
    return measure(visible(label), {em_small}).x + number + px(22);
}

bool chip(std::string_view label, bool on, int count, Tone tone) {
    const Pressable item = pressable_as(id_of(label), visible(label), {chip_width(label, count), px(26)}, on);
    if (!item.visible) return false;
    const Theme& t = theme();
    const Color color = on ? tone_color(tone) : t.text_second;
    const float radius = px(13);
    fill(item.box, on ? tone_soft(tone) : item.hovered ? t.hover : t.surface, radius);
    stroke(item.box, on ? color : t.strong_border, radius);
    const float middle = item.box.GetCenter().y;
    const float x = item.box.Min.x + px(11);
    draw_text_middle(x, middle, visible(label), {em_small, false, color});
    if (count >= 0)
        draw_text_middle(x + measure(visible(label), {em_small}).x + px(4), middle, std::to_string(count),
                         {em_small, false, color});
    focus_ring(item.id, item.box, radius);
    return item.pressed;
}

bool check_box(std::string_view label, bool& on) {
    const ImVec2 words = measure(visible(label), {em_body});
    const Pressable item =
        pressable_as(id_of(label), visible(label), {px(28) + words.x, std::max(px(30), words.y)}, on);
    if (item.pressed) on = !on;
    if (!item.visible) return item.pressed;
    const Theme& t = theme();
    const float middle = item.box.GetCenter().y;
    const ImRect box({item.box.Min.x, middle - px(9)}, {item.box.Min.x + px(18), middle + px(9)});
    fill(box, on ? t.accent : item.hovered ? t.hover : t.surface, px(4));
    stroke(box, on ? t.accent : t.strong_border, px(4));
    if (on) draw_icon(box.GetCenter(), icons::check, t.on_accent, 11.5f);
    draw_text_middle(box.Max.x + px(10), middle, visible(label), plain_text());
    focus_ring(item.id, box, px(4));
    return item.pressed;
}

bool menu_item(std::string_view label, const char* glyph, std::string_view shortcut, Tone tone) {
    const float words = measure(visible(label), {em_body}).x;
    const float keys = shortcut.empty() ? 0 : measure(shortcut, {em_small}).x + px(24);
    const float width = std::max({px(180), words + keys + px(52), ImGui::GetContentRegionAvail().x});
    const StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const Pressable item = pressable(label, {width, px(36)});
    if (!item.visible) return false;
    const Color color = tone == Tone::plain ? theme().text : tone_color(tone);
    const float middle = item.box.GetCenter().y;
    if (item.hovered) fill(item.box, theme().hover, px(6));
    if (glyph)
        draw_icon({item.box.Min.x + px(18), middle}, glyph, tone == Tone::plain ? theme().text_second : color, 13);
    draw_text_middle(item.box.Min.x + px(36), middle, visible(label), plain_text(color));
    if (!shortcut.empty())
        draw_text_middle(item.box.Max.x - keys + px(14), middle, shortcut, {em_small, false, theme().text_third});
    focus_ring(item.id, item.box, px(6));
    if (item.pressed) ImGui::CloseCurrentPopup();
    return item.pressed;
}

bool rail_item(const char* glyph, std::string_view label, bool chosen, int badge_count, float height) {
    const Theme& t = theme();
    const StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, px(6)));
    const float high = height > 0 ? std::min(height, px(56)) : px(56);
    const Pressable item = pressable_as(id_of(label), visible(label), {px(56), high}, chosen);
    if (!item.visible) return false;
    if (chosen)
        fill(item.box, t.rail_chosen, px(8));
    else if (item.hovered)
        fill(item.box, rgb(0xFFFFFF, 14), px(8));
    const Color color = chosen ? rgb(0xFFFFFF) : t.rail_text;
    const bool words = high >= px(44);
    const float spare = (px(56) - high) / 2; // less room above and below
    draw_icon({item.box.GetCenter().x, words ? item.box.Min.y + px(20) - spare : item.box.GetCenter().y}, glyph, color,
              16);
    if (words)
        draw_text_centred({item.box.Min.x, item.box.Min.y + px(33) - spare},
                          {item.box.Max.x, item.box.Min.y + px(52) - spare}, visible(label), {em_small, false, color});
    else
        tooltip(visible(label));
    if (badge_count > 0) {
        const std::string number = badge_count > 99 ? "99+" : std::to_string(badge_count);
        const float width = std::max(px(17), measure(number, {10, true}).x + px(9));
        const ImVec2 at(item.box.Min.x + px(34), item.box.Min.y + px(5));
        const ImRect box(at, {at.x + width, at.y + px(17)});
        fill(box, rgb(0xE0972B), px(8.5f));
        draw_text_centred(box.Min, box.Max, number, {10, true, rgb(0x2A1A00)});
    }
    focus_ring(item.id, item.box, px(8));
    return item.pressed;
}

} // namespace takan::app::ui
