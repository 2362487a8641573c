#include "app/ui/display.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/overlays.hpp"
#include "app/ui/paint.hpp"
#include "app/ui/scoped.hpp"

#include <algorithm>

namespace takan::app::ui {

float list_row_height(bool lead, bool subtitle, bool badge_line) {
    return px(4) + px(lead ? 27 : 6) + px(22) + (subtitle ? px(21) : px(4)) + (badge_line ? px(23) : 0) + px(6);
}

namespace {

// The badges from the right edge leftwards; returns where the room for text ends.
float draw_badges_right(const std::vector<Badge>& badges, float right, float top) {
    for (const Badge& one : badges) {
        right -= badge_size(one).x;
        draw_badge({right, top}, one);
        right -= px(6);
    }
    return right;
}

void draw_badges(const std::vector<Badge>& badges, ImVec2 at, float right) {
    for (const Badge& one : badges) {
        const float width = badge_size(one).x;
        if (at.x + width > right) return;
        draw_badge(at, one);
        at.x += width + px(6);
    }
}

void draw_row(const ListRow& row, const ImRect& box) {
    const Theme& t = theme();
    const float left = box.Min.x + px(14);
    const float right = box.Max.x - px(8);
    float y = box.Min.y + px(4);
    if (!row.lead.empty()) {
        const float end = draw_badges_right(row.badges, right, box.Min.y + px(5));
        draw_text_cut_middle(left, box.Min.y + px(16), end - left, row.lead,
                             {13, true, row.muted ? t.text_third : t.text_second});
        y = box.Min.y + px(26);
    }
    float title_left = left;
    float title_right = right;
    if (!row.right.empty()) {
        const float width = measure(row.right, {em_small}).x;
        draw_text_middle(right - width, y + px(11), row.right, note_text());
        title_right -= width + px(8);
    }
    if (row.unread) {
        canvas().AddCircleFilled({left + px(4), y + px(12)}, px(4), faded(t.accent, ImGui::GetStyle().Alpha));
        title_left += px(14);
    }
    draw_text_cut_middle(title_left, y + px(12), title_right - title_left, row.title,
                         {em_row, row.selected || row.unread, row.muted ? t.text_second : t.text});
    y += px(23);
    if (!row.subtitle.empty()) {
        draw_text_cut_middle(left, y + px(10), right - left, row.subtitle, note_text());
        y += px(21);
    }
    if (row.lead.empty() && !row.badges.empty()) draw_badges(row.badges, {left, y}, right);
}

} // namespace

bool list_row(const ListRow& row) {
    const Id scope(row.id);
    const bool badge_line = row.lead.empty() && !row.badges.empty();
    const float height = list_row_height(!row.lead.empty(), !row.subtitle.empty(), badge_line);
    const float width = ImGui::GetContentRegionAvail().x;
    const StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const Pressable item = pressable_as(id_of("row"), row.title, {width, height}, row.selected);
    if (!item.visible) return false;
    ImRect box = item.box;
    box.Max.y -= px(4);
    if (row.selected) {
        fill(box, theme().accent_soft, px(8));
        fill({{box.Min.x, box.Min.y + px(10)}, {box.Min.x + px(3), box.Max.y - px(10)}}, theme().accent, px(2));
    } else if (item.hovered) {
        fill(box, theme().hover, px(8));
    }
    draw_row(row, box);
    focus_ring(item.id, box, px(8));
    return item.pressed;
}

bool task_row(const TaskRow& row) {
    const Id scope(row.id);
    const StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const Pressable item = pressable_as(id_of("task"), row.words, {ImGui::GetContentRegionAvail().x, px(32)}, false);
    if (!item.visible) return false;
    const Theme& t = theme();
    if (item.hovered) fill(item.box, t.hover, px(6));
    const float middle = item.box.GetCenter().y;
    const float left = item.box.Min.x + px(36);
    const float right = item.box.Max.x - px(28);
    draw_icon({item.box.Min.x + px(21), middle}, row.icon,
              row.tone == Tone::plain ? t.text_third : tone_color(row.tone), 13);
    const float words = std::min(measure(row.words, {em_note}).x + 1, right - left);
    draw_text_cut_middle(left, middle, words, row.words, {em_note});
    const float rest = right - left - words - px(10);
    if (!row.about.empty() && rest > px(24))
        draw_text_cut_middle(left + words + px(10), middle, rest, row.about, note_text());
    draw_icon({item.box.Max.x - px(16), middle}, icons::chevron_right, item.hovered ? t.accent : t.text_third, 12);
    focus_ring(item.id, item.box, px(6));
    return item.pressed;
}

float photo_tile_height(float width, bool caption) {
    return std::floor(width * 0.75f) + (caption ? px(24) : 0);
}

namespace {

// The part of the texture that fills 4:3 without stretching.
void draw_picture(const PhotoTile& tile, const ImRect& box) {
    const float wanted = box.GetWidth() / box.GetHeight();
    ImVec2 from(0, 0), to(1, 1);
    if (tile.picture_ratio > wanted) {
        const float cut = (1 - wanted / tile.picture_ratio) / 2;
        from.x = cut;
        to.x = 1 - cut;
    } else if (tile.picture_ratio > 0) {
        const float cut = (1 - tile.picture_ratio / wanted) / 2;
        from.y = cut;
        to.y = 1 - cut;
    }
    canvas().AddImageRounded(tile.texture, box.Min, box.Max, from, to, faded(rgb(0xFFFFFF), ImGui::GetStyle().Alpha),
                             px(6));
}

void draw_placeholder(const PhotoTile& tile, const ImRect& box) {
    fill(box, theme().hover, px(6));
    const ImVec2 middle = box.GetCenter();
    const bool words = !tile.state.empty() && box.GetHeight() > px(56);
    draw_icon({middle.x, middle.y - (words ? px(9) : 0)}, tile.state_icon ? tile.state_icon : icons::image,
              theme().text_third, box.GetHeight() > px(70) ? 18.f : 14.f);
    if (words)
        draw_text_centred({box.Min.x + px(4), middle.y + px(6)}, {box.Max.x - px(4), middle.y + px(26)}, tile.state,
                          note_text());
}

// A few words on the picture's corner.
void draw_tag(ImVec2 at, std::string_view words, Color color) {
    const ImRect tag(at, {at.x + measure(words, {11}).x + px(10), at.y + px(18)});
    fill(tag, color, px(4));
    draw_text_centred(tag.Min, tag.Max, words, {11, false, rgb(0xFFFFFF)});
}

// The circle of the corner where a tile is ticked.
ImRect tick_box(const ImRect& picture) {
    return {{picture.Max.x - px(32), picture.Min.y}, {picture.Max.x, picture.Min.y + px(32)}};
}

void draw_tick(const ImRect& picture, bool selected, bool hovered) {
    const ImVec2 middle = tick_box(picture).GetCenter();
    const float opacity = ImGui::GetStyle().Alpha;
    const Color back = selected ? theme().accent : rgb(0, hovered ? 170 : 90);
    canvas().AddCircleFilled(middle, px(10), faded(back, opacity));
    canvas().AddCircle(middle, px(10), faded(rgb(0xFFFFFF), opacity), 0, px(1.5f));
    if (selected || hovered) draw_icon(middle, icons::check, rgb(0xFFFFFF), 12);
}

void draw_words(const PhotoTile& tile, const ImRect& picture) {
    const float middle = picture.Max.y + px(13);
    const float time = tile.time.empty() ? 0 : measure(tile.time, {em_tiny}).x;
    draw_text_cut_middle(picture.Min.x + px(1), middle, picture.GetWidth() - time - px(8), tile.caption,
                         second_text(em_small));
    draw_text_middle(picture.Max.x - time - px(1), middle, tile.time, {em_tiny, false, theme().text_third});
}

} // namespace

TilePress photo_tile(const PhotoTile& tile) {
    const Id scope(tile.id);
    const float width = width_or_rest(tile.width);
    const bool words = !tile.caption.empty() || !tile.time.empty();
    const Pressable item = pressable_as(id_of("photo"), tile.caption.empty() ? tile.id : tile.caption,
                                        {width, photo_tile_height(width, words)}, tile.selected);
    if (!item.visible) return TilePress::none;
    const ImRect box(item.box.Min, {item.box.Max.x, item.box.Min.y + photo_tile_height(width, false)});
    if (tile.has_texture)
        draw_picture(tile, box);
    else
        draw_placeholder(tile, box);
    stroke(box, rgb(0, theme().dark ? 90 : 40), px(6));
    if (item.hovered) stroke(box, theme().accent, px(6));
    if (!tile.badge.empty()) draw_tag({box.Min.x + px(4), box.Min.y + px(4)}, tile.badge, rgb(0, 150));
    if (!tile.kind.empty()) draw_tag({box.Min.x + px(4), box.Max.y - px(22)}, tile.kind, rgb(0x1F4F8F, 230));
    const bool at_tick = tile.can_tick && item.hovered && tick_box(box).Contains(ImGui::GetIO().MousePos);
    if (tile.selected) {
        ImRect ring = box;
        ring.Expand(px(1));
        stroke(ring, theme().accent, px(6), px(2));
    }
    if (tile.can_tick && (item.hovered || tile.selected || tile.ticking)) draw_tick(box, tile.selected, at_tick);
    if (words) draw_words(tile, box);
    focus_ring(item.id, box, px(6));
    tooltip(tile.tooltip);
    if (!item.pressed) return TilePress::none;
    return at_tick ? TilePress::tick : TilePress::picture;
}

bool add_tile(const char* glyph, std::string_view label, float width) {
    const Pressable item = pressable(label, {width, photo_tile_height(width, false)});
    if (!item.visible) return false;
    const ImRect& box = item.box;
    if (item.hovered) fill(box, theme().hover, px(6));
    const Color color = faded(theme().strong_border, ImGui::GetStyle().Alpha);
    const float dash = px(5);
    for (float x = box.Min.x; x < box.Max.x; x += dash * 2) {
        const float to = std::min(x + dash, box.Max.x);
        canvas().AddLine({x, box.Min.y}, {to, box.Min.y}, color, hairline());
        canvas().AddLine({x, box.Max.y - 1}, {to, box.Max.y - 1}, color, hairline());
    }
    for (float y = box.Min.y; y < box.Max.y; y += dash * 2) {
        const float to = std::min(y + dash, box.Max.y);
        canvas().AddLine({box.Min.x, y}, {box.Min.x, to}, color, hairline());
        canvas().AddLine({box.Max.x - 1, y}, {box.Max.x - 1, to}, color, hairline());
    }
    const ImVec2 middle = box.GetCenter();
    draw_icon({middle.x, middle.y - px(9)}, glyph, theme().text_second, 14);
    draw_text_centred({box.Min.x + px(4), middle.y + px(4)}, {box.Max.x - px(4), middle.y + px(24)}, visible(label),
                      second_text(em_tiny));
    focus_ring(item.id, box, px(6));
    return item.pressed;
}

} // namespace takan::app::ui
