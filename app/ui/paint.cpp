#include "app/ui/paint.hpp"

#include "app/ui/text.hpp"

#include <algorithm>
#include <cmath>

namespace takan::app::ui {

ImDrawList& canvas() {
    return *ImGui::GetWindowDrawList();
}

float hairline() {
    return std::max(1.f, std::floor(look().scale)) * (theme().bordered ? 2 : 1);
}

// Colours follow ImGui's alpha, so that disabled items fade.
Color faded(Color color, float opacity) {
    const float alpha = static_cast<float>(color >> IM_COL32_A_SHIFT) * std::clamp(opacity, 0.f, 1.f);
    return (color & ~IM_COL32_A_MASK) | (static_cast<Color>(alpha + 0.5f) << IM_COL32_A_SHIFT);
}

namespace {

Color with_style(Color color) {
    return faded(color, ImGui::GetStyle().Alpha);
}

} // namespace

void fill(const ImRect& box, Color color, float radius, ImDrawFlags corners) {
    if (color != 0) canvas().AddRectFilled(box.Min, box.Max, with_style(color), radius, corners);
}

void stroke(const ImRect& box, Color color, float radius, float width) {
    if (color != 0) canvas().AddRect(box.Min, box.Max, with_style(color), radius, 0, width > 0 ? width : hairline());
}

void line(ImVec2 from, ImVec2 to, Color color) {
    canvas().AddLine(from, to, with_style(color), hairline());
}

void focus_ring(ImGuiID id, const ImRect& box, float radius) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    if (id != g.NavId || !g.NavCursorVisible || g.CurrentWindow->DC.NavHideHighlightOneFrame) return;
    ImRect ring = box;
    ring.Expand(px(2));
    ImDrawList& draw = canvas();
    draw.PushClipRect({ring.Min.x - px(2), ring.Min.y - px(2)}, {ring.Max.x + px(2), ring.Max.y + px(2)}, true);
    draw.AddRect(ring.Min, ring.Max, theme().accent, radius + px(2), 0, px(2));
    draw.PopClipRect();
}

// Rings outside the window: inside they would lie on its content, which is drawn into the same list.
void window_shadow(float radius) {
    constexpr std::uint32_t rings = 12;
    ImDrawList& draw = canvas();
    const ImRect window = ImGui::GetCurrentWindow()->Rect();
    draw.PushClipRectFullScreen();
    for (std::uint32_t i = 0; i < rings; ++i) {
        const float away = static_cast<float>(i) * hairline();
        ImRect ring = window;
        ring.Expand(away + hairline());
        const std::uint32_t strength = (rings - i) * (rings - i) * (theme().dark ? 40 : 16) / 100;
        draw.AddRect(ring.Min, ring.Max, rgb(0x0B1518, strength), radius + away, 0, hairline());
    }
    draw.PopClipRect();
}

ImGuiID id_of(std::string_view label) {
    return ImGui::GetID(label.data(), label.data() + label.size());
}

void describe_item([[maybe_unused]] ImGuiID id, [[maybe_unused]] std::string_view name, [[maybe_unused]] bool checked) {
#ifdef IMGUI_ENABLE_TEST_ENGINE
    ImGuiContext& g = *ImGui::GetCurrentContext();
    const std::string label(name);
    IMGUI_TEST_ENGINE_ITEM_INFO(id, label.c_str(),
                                g.LastItemData.StatusFlags | (checked ? ImGuiItemStatusFlags_Checked : 0));
#endif
}

// ImGui keeps for every line how far below its top a line of text stands; what is about as high as a button takes part.
ImRect place_item(ImVec2 size) {
    ImGuiWindow& window = *ImGui::GetCurrentWindow();
    const float own = size.y > px(56) ? 0 : std::floor((size.y - line_height(em_body)) / 2);
    const float line = window.DC.CurrLineTextBaseOffset;
    const bool moved = !window.DC.IsSameLine || window.DC.CursorPos.y != window.DC.CursorPosPrevLine.y;
    const float shift = moved || size.y > px(56) ? 0 : std::max(0.f, line - own);
    window.DC.CursorPos.y += shift;
    const ImVec2 at = window.DC.CursorPos;
    ImGui::ItemSize(size, shift > 0 ? line : std::max(0.f, own));
    return {at, {at.x + size.x, at.y + size.y}};
}

Pressable pressable_as(ImGuiID id, std::string_view name, ImVec2 size, bool checked, ImGuiButtonFlags flags) {
    Pressable item;
    item.id = id;
    item.box = place_item(size);
    item.visible = ImGui::ItemAdd(item.box, id);
    if (!item.visible) return item;
    item.pressed = ImGui::ButtonBehavior(item.box, id, &item.hovered, &item.held, flags);
    if (item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    describe_item(id, name, checked);
    return item;
}

Pressable pressable(std::string_view label, ImVec2 size, ImGuiButtonFlags flags) {
    return pressable_as(id_of(label), visible(label), size, false, flags);
}

float width_or_rest(float width) {
    if (width > 0) return width;
    return std::max(px(24), ImGui::GetContentRegionAvail().x + width);
}

} // namespace takan::app::ui
