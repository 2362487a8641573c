#include "app/ui/text.hpp"

#include "app/ui/item_observer.hpp"
#include "app/ui/line_breaks.hpp"
#include "app/ui/overlays.hpp"
#include "app/ui/paint.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>

namespace takan::app::ui {

namespace {

ImFont& font_of(const TextStyle& style) {
    return *(style.bold ? look().fonts.bold : look().fonts.regular);
}

Color color_of(const TextStyle& style) {
    return faded(style.color != 0 ? style.color : theme().text, ImGui::GetStyle().Alpha);
}

float width_of(std::string_view text, const TextStyle& style) {
    return font_of(style).CalcTextSizeA(line_height(style.em), FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

Advance advance_of(const TextStyle& style) {
    ImFontBaked* baked = font_of(style).GetFontBaked(line_height(style.em));
    return [baked](char32_t c) { return baked->GetCharAdvance(static_cast<ImWchar>(c)); };
}

// Where every text ends up. `logged`: the whole of what is shown shortened.
void put(ImVec2 at, std::string_view text, const TextStyle& style, bool cut, std::string_view logged) {
    if (text.empty()) return;
    at = {std::floor(at.x), std::floor(at.y)};
    const float size = line_height(style.em);
    canvas().AddText(&font_of(style), size, at, color_of(style), text.data(), text.data() + text.size());
    if (ImGui::GetCurrentContext()->LogEnabled)
        ImGui::LogRenderedText(&at, logged.data(), logged.data() + logged.size());
    if (ItemObserver* observer = item_observer())
        observer->text_drawn(at, {at.x + width_of(text, style), at.y + size}, text, cut);
}

std::string shortened(std::string_view text, const TextStyle& style, float width) {
    const Advance advance = advance_of(style);
    const float room = width - width_of("…", style);
    float used = 0;
    std::size_t at = 0, end = 0;
    while (at < text.size()) {
        used += advance(sync::next_code_point(text, at));
        if (used > room) break;
        end = at;
    }
    return std::string(text.substr(0, end)) + "…";
}

// One part of one line, from `left` to `right`. Tints lie below the words, the line through struck ones above them.
void draw_mark_below(ImVec2 from, ImVec2 to, Mark mark, bool begins) {
    const Color color = tone_color(mark == Mark::added ? Tone::ok : Tone::danger);
    fill({from, to}, faded(color, 0.16f), 0);
    if (mark == Mark::struck) return;
    fill({{from.x, to.y - px(2)}, to}, color, 0);
    if (begins) fill({{from.x - px(1), from.y + px(1)}, {from.x + px(1), to.y}}, color, 0);
}

void draw_marks_of_line(ImVec2 at, std::string_view text, const Line& line, std::span<const MarkedPart> parts,
                        const TextStyle& style, bool below) {
    const float height = line_height(style.em);
    const auto x_of = [&](std::size_t offset) {
        return at.x + width_of(text.substr(line.begin, offset - line.begin), style);
    };
    for (const MarkedPart& part : parts) {
        const std::size_t begin = std::max(part.begin, line.begin), end = std::min(part.end, line.end);
        if (begin >= end) continue;
        const float left = x_of(begin), right = x_of(end);
        if (below) {
            draw_mark_below({left, at.y}, {right, at.y + height}, part.mark, begin == part.begin);
        } else if (part.mark == Mark::struck) {
            const float middle = std::floor(at.y + height * 0.55f);
            fill({{left, middle}, {right, middle + std::max(1.0f, px(1))}}, tone_color(Tone::danger), 0);
        }
    }
}

float middle_top(float middle, float em) {
    return middle - line_height(em) / 2;
}

std::string_view without_trailing_space(std::string_view text) {
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

float row_height(float em) {
    return line_height(em);
}

} // namespace

TextStyle plain_text(Color color) {
    return {em_body, false, color};
}
TextStyle second_text(float em) {
    return {em, false, theme().text_second};
}
TextStyle note_text() {
    return {em_small, false, theme().text_third};
}
TextStyle section_title() {
    return {em_section, true, 0};
}
TextStyle pane_title() {
    return {em_pane, true, 0};
}
TextStyle page_title() {
    return {em_title, true, 0};
}

float line_height(float em) {
    const Look& current = look();
    return std::round(em * current.scale * current.fonts.line_per_em);
}

ImVec2 measure(std::string_view text, TextStyle style, float wrap) {
    if (wrap <= 0 && text.find('\n') == std::string_view::npos) return {width_of(text, style), line_height(style.em)};
    const auto lines = wrap_lines(text, wrap, advance_of(style));
    float width = 0;
    for (const Line& line : lines)
        width = std::max(width, line.width);
    return {width, static_cast<float>(lines.size()) * row_height(style.em)};
}

void draw_text(ImVec2 at, std::string_view text, TextStyle style) {
    if (text.find('\n') == std::string_view::npos) return put(at, text, style, false, text);
    draw_text_wrapped(at, 0, text, style);
}

void draw_text_middle(float x, float middle, std::string_view text, TextStyle style) {
    put({x, middle_top(middle, style.em)}, text, style, false, text);
}

void draw_text_cut(ImVec2 at, float width, std::string_view text, TextStyle style) {
    if (width_of(text, style) <= width) return put(at, text, style, false, text);
    put(at, shortened(text, style, width), style, true, text);
}

void draw_text_cut_middle(float x, float middle, float width, std::string_view text, TextStyle style) {
    draw_text_cut({x, middle_top(middle, style.em)}, width, text, style);
}

float draw_text_wrapped(ImVec2 at, float width, std::string_view text, TextStyle style) {
    const float height = row_height(style.em);
    const auto lines = wrap_lines(text, width, advance_of(style));
    float y = at.y;
    for (const Line& line : lines) {
        const auto shown = without_trailing_space(text.substr(line.begin, line.end - line.begin));
        put({at.x, y}, shown, style, false, shown);
        y += height;
    }
    return y - at.y;
}

float draw_text_marked(ImVec2 at, float width, std::string_view text, std::span<const MarkedPart> parts,
                       TextStyle style) {
    const float height = row_height(style.em);
    const auto lines = wrap_lines(text, width, advance_of(style));
    ImVec2 place = at;
    for (const Line& line : lines) {
        const auto shown = without_trailing_space(text.substr(line.begin, line.end - line.begin));
        draw_marks_of_line(place, text, line, parts, style, true);
        put(place, shown, style, false, shown);
        draw_marks_of_line(place, text, line, parts, style, false);
        place.y += height;
    }
    return place.y - at.y;
}

void draw_text_centred(ImVec2 from, ImVec2 to, std::string_view text, TextStyle style) {
    const float room = to.x - from.x;
    const float width = std::min(room, width_of(text, style));
    draw_text_cut_middle(from.x + (room - width) / 2, (from.y + to.y) / 2, room, text, style);
}

void text(std::string_view words, TextStyle style) {
    const ImRect box = place_item(measure(words, style));
    if (ImGui::ItemAdd(box, 0)) draw_text(box.Min, words, style);
}

void text_wrapped(std::string_view words, TextStyle style, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = width_or_rest(width);
    const ImVec2 size = measure(words, style, room);
    ImGui::ItemSize(size);
    if (ImGui::ItemAdd({at, {at.x + size.x, at.y + size.y}}, 0)) draw_text_wrapped(at, room, words, style);
}

void text_cut(std::string_view words, TextStyle style, float width) {
    const float room = width_or_rest(width);
    const float wanted = width_of(words, style);
    const ImRect box = place_item({std::min(room, wanted), line_height(style.em)});
    if (!ImGui::ItemAdd(box, 0)) return;
    draw_text_cut(box.Min, room, words, style);
    if (wanted > room) tooltip(words);
}

void text_right(std::string_view words, TextStyle style) {
    const float room = ImGui::GetContentRegionAvail().x;
    const float width = std::min(room, width_of(words, style));
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + room - width);
    text_cut(words, style, width + 1);
}

void icon(const char* glyph, Color color, float em) {
    const ImRect box = place_item({std::round(em * 1.42f * look().scale), line_height(em)});
    if (!ImGui::ItemAdd(box, 0)) return;
    draw_icon(box.GetCenter(), glyph, color != 0 ? color : theme().text_second, em);
}

// Icons are no words: neither log nor observer hear of them.
void draw_icon(ImVec2 middle, const char* glyph, Color color, float em) {
    const float size = std::round(em * 1.42f * look().scale);
    canvas().AddText(look().fonts.icons, size, {std::floor(middle.x - size / 2), std::floor(middle.y - size / 2)},
                     faded(color, ImGui::GetStyle().Alpha), glyph);
}

std::string_view visible(std::string_view label) {
    return label.substr(0, label.find("##"));
}

} // namespace takan::app::ui
