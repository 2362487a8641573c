#include "app/ui/theme.hpp"

#include "app/ui/paint.hpp"
#include "app/ui/text.hpp"
#include "app/ui/widget_state.hpp"

#include "imgui_internal.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace takan::app::ui {

Theme light_theme() {
    return {.background = rgb(0xF1F4F6),
            .surface = rgb(0xFFFFFF),
            .raised = rgb(0xF7F9FA),
            .hover = rgb(0xEDF2F4),
            .border = rgb(0xDCE3E8),
            .strong_border = rgb(0xB4C0C9),
            .text = rgb(0x17232D),
            .text_second = rgb(0x4A5B69),
            .text_third = rgb(0x5F6E7A),
            .accent = rgb(0x0B6B50),
            .accent_hover = rgb(0x095A43),
            .on_accent = rgb(0xFFFFFF),
            .accent_soft = rgb(0xE2F1EB),
            .danger = rgb(0xBF2626),
            .danger_soft = rgb(0xFCEBEA),
            .warn = rgb(0x9A5B00),
            .warn_soft = rgb(0xFFF2DA),
            .info = rgb(0x1459A8),
            .info_soft = rgb(0xE4EFFA),
            .rail = rgb(0x10302B),
            .rail_text = rgb(0xA9C5BD),
            .rail_chosen = rgb(0x1F5347),
            .selection = rgb(0xB9D7F5),
            .track = rgb(0xE1E8EC),
            .dark = false};
}

Theme dark_theme() {
    return {.background = rgb(0x11171B),
            .surface = rgb(0x1A2228),
            .raised = rgb(0x202A31),
            .hover = rgb(0x27333B),
            .border = rgb(0x2E3A43),
            .strong_border = rgb(0x45545F),
            .text = rgb(0xE7EDF1),
            .text_second = rgb(0xAFBCC6),
            .text_third = rgb(0x8E9DA8),
            .accent = rgb(0x31AE86),
            .accent_hover = rgb(0x3DC297),
            .on_accent = rgb(0x06130E),
            .accent_soft = rgb(0x16352B),
            .danger = rgb(0xFF7F76),
            .danger_soft = rgb(0x3A2123),
            .warn = rgb(0xE6AE55),
            .warn_soft = rgb(0x372C19),
            .info = rgb(0x75B5F5),
            .info_soft = rgb(0x1A2E43),
            .rail = rgb(0x0C1114),
            .rail_text = rgb(0x8FA6A0),
            .rail_chosen = rgb(0x1B3A32),
            .selection = rgb(0x2B5D8F),
            .track = rgb(0x2E3A43),
            .dark = true,
            .name = ThemeName::dark};
}

Theme contrast_theme() {
    return {.background = rgb(0xFFFFFF),
            .surface = rgb(0xFFFFFF),
            .raised = rgb(0xF4F4F4),
            .hover = rgb(0xE8E8E8),
            .border = rgb(0x3C3C3C),
            .strong_border = rgb(0x000000),
            .text = rgb(0x000000),
            .text_second = rgb(0x141414),
            .text_third = rgb(0x2B2B2B),
            .accent = rgb(0x00452F),
            .accent_hover = rgb(0x002B1D),
            .on_accent = rgb(0xFFFFFF),
            .accent_soft = rgb(0xD8F3E6),
            .danger = rgb(0x8A0000),
            .danger_soft = rgb(0xFFE9E7),
            .warn = rgb(0x5A3300),
            .warn_soft = rgb(0xFFF0CF),
            .info = rgb(0x00397A),
            .info_soft = rgb(0xE0EDFF),
            .rail = rgb(0x000000),
            .rail_text = rgb(0xFFFFFF),
            .rail_chosen = rgb(0x00523A),
            .selection = rgb(0x9CCBFF),
            .track = rgb(0xD0D0D0),
            .bordered = true,
            .name = ThemeName::contrast};
}

Theme theme_of(ThemeName name) {
    switch (name) {
    case ThemeName::light:
        break;
    case ThemeName::dark:
        return dark_theme();
    case ThemeName::contrast:
        return contrast_theme();
    }
    return light_theme();
}

ThemeName theme_name(std::string_view setting) {
    return setting == "dark" ? ThemeName::dark : setting == "contrast" ? ThemeName::contrast : ThemeName::light;
}

Color tone_color(Tone tone) {
    const Theme& t = theme();
    switch (tone) {
    case Tone::accent:
    case Tone::ok:
        return t.accent;
    case Tone::warn:
        return t.warn;
    case Tone::danger:
        return t.danger;
    case Tone::info:
        return t.info;
    case Tone::plain:
        break;
    }
    return t.text_second;
}

Color tone_soft(Tone tone) {
    const Theme& t = theme();
    switch (tone) {
    case Tone::accent:
    case Tone::ok:
        return t.accent_soft;
    case Tone::warn:
        return t.warn_soft;
    case Tone::danger:
        return t.danger_soft;
    case Tone::info:
        return t.info_soft;
    case Tone::plain:
        break;
    }
    return t.hover;
}

Look::Look(Fonts loaded, Theme colours, float factor, Language tongue)
    : fonts(loaded), theme(colours), scale(factor), language(tongue), state(std::make_unique<WidgetState>()) {}
Look::~Look() = default;

Look& look() {
    auto* current = static_cast<Look*>(ImGui::GetIO().UserData);
    assert(current && "ui::apply was not called for this ImGui context");
    return *current;
}

float px(float design) {
    return std::floor(design * look().scale + 0.5f);
}

void wake_within(float seconds) {
    look().wake_after = std::min(look().wake_after, std::max(0.f, seconds));
}

const std::string& word(std::string_view key) {
    return text_of(key, language());
}

namespace {

void set_sizes(ImGuiStyle& style) {
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.ChildRounding = 0;
    style.FramePadding = {px(10), std::floor((px(34) - line_height(em_body)) / 2)};
    style.FrameRounding = px(6);
    style.FrameBorderSize = hairline();
    style.ItemSpacing = {px(8), px(8)};
    style.ItemInnerSpacing = {px(8), px(6)};
    style.CellPadding = {px(8), 0};
    style.ScrollbarSize = px(10);
    style.ScrollbarRounding = px(5);
    style.PopupRounding = px(8);
    style.PopupBorderSize = hairline();
    style.GrabRounding = px(6);
    style.GrabMinSize = px(24);
    style.SeparatorTextPadding = {0, 0};
    style.WindowMinSize = {px(8), px(8)};
    style.DisabledAlpha = 0.45f;
    style.HoverDelayNormal = 0.5f;
    style.HoverStationaryDelay = 0.2f;
    style.FontSizeBase = line_height(em_body);
}

void set_colors(ImGuiStyle& style) {
    const Theme& t = theme();
    const auto set = [&](ImGuiCol which, Color color) { style.Colors[which] = ImGui::ColorConvertU32ToFloat4(color); };
    set(ImGuiCol_Text, t.text);
    set(ImGuiCol_TextDisabled, t.text_third);
    set(ImGuiCol_WindowBg, t.background);
    set(ImGuiCol_ChildBg, 0);
    set(ImGuiCol_PopupBg, t.surface);
    set(ImGuiCol_Border, t.strong_border);
    set(ImGuiCol_BorderShadow, 0);
    set(ImGuiCol_FrameBg, t.surface);
    set(ImGuiCol_FrameBgHovered, t.surface);
    set(ImGuiCol_FrameBgActive, t.surface);
    set(ImGuiCol_ScrollbarBg, 0);
    set(ImGuiCol_ScrollbarGrab, t.strong_border);
    set(ImGuiCol_ScrollbarGrabHovered, t.text_third);
    set(ImGuiCol_ScrollbarGrabActive, t.text_second);
    set(ImGuiCol_TextSelectedBg, t.selection);
    set(ImGuiCol_NavCursor, t.accent);
    set(ImGuiCol_Header, t.accent_soft);
    set(ImGuiCol_HeaderHovered, t.hover);
    set(ImGuiCol_HeaderActive, t.accent_soft);
    set(ImGuiCol_InputTextCursor, t.text);
    set(ImGuiCol_TableHeaderBg, t.raised);
    set(ImGuiCol_TableBorderLight, t.border);
    set(ImGuiCol_TableBorderStrong, t.border);
    set(ImGuiCol_TableRowBg, 0);
    set(ImGuiCol_TableRowBgAlt, 0);
    set(ImGuiCol_Separator, t.border);
    set(ImGuiCol_ModalWindowDimBg, rgb(0x0B1518, t.dark ? 160 : 110));
}

} // namespace

void apply(Look& look_of_window) {
    ImGuiIO& io = ImGui::GetIO();
    io.UserData = &look_of_window;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigInputTextCursorBlink = false; // a blinking caret alone would cost 7 % of a core on a software renderer
    io.ConfigNavCursorVisibleAlways = false;
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle();
    look_of_window.theme.dark ? ImGui::StyleColorsDark(&style) : ImGui::StyleColorsLight(&style);
    set_sizes(style);
    set_colors(style);
}

void begin_frame(Look& look_of_window) {
    look_of_window.wake_after = std::numeric_limits<float>::infinity();
    WidgetState& state = *look_of_window.state;
    state.left_by_escape = 0;
    ImGuiContext& g = *ImGui::GetCurrentContext();
    const bool types =
        g.ActiveId != 0 && (g.ActiveId == g.InputTextState.ID || (state.editor && g.ActiveId == state.editor->id));
    if (!types || !ImGui::IsKeyPressed(ImGuiKey_Escape, ImGuiInputFlags_None, ImGuiKeyOwner_Any)) return;
    // ImGui's own Escape takes back all that was typed since the field was entered.
    state.left_by_escape = g.ActiveId;
    ImGui::ClearActiveID();
    ImGui::SetKeyOwner(ImGuiKey_Escape, ImGuiKeyOwner_Any, ImGuiInputFlags_LockThisFrame);
}

} // namespace takan::app::ui
