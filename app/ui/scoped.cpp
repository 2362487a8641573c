#include "app/ui/scoped.hpp"

#include "app/ui/paint.hpp"
#include "app/ui/text.hpp"

#include "imgui_internal.h"

namespace takan::app::ui {

namespace {

bool begin_window(const char* name, ImVec2 at, ImVec2 size, ImGuiWindowFlags more) {
    ImGui::SetNextWindowPos(at);
    ImGui::SetNextWindowSize(size);
    return ImGui::Begin(name, nullptr,
                        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                            ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse | more);
}

} // namespace

// ImGui's End and EndChild are due whatever Begin returned.
Window::Window(const char* name, ImVec2 at, ImVec2 size, ImGuiWindowFlags more)
    : Scope(begin_window(name, at, size, more)) {}
Window::~Window() {
    if (must_end()) ImGui::End();
}

Child::Child(const char* name, ImVec2 size, ImGuiChildFlags flags, ImGuiWindowFlags window_flags)
    : Scope(ImGui::BeginChild(name, size, flags, window_flags)) {}
Child::~Child() {
    if (must_end()) ImGui::EndChild();
}

Id::Id(std::string_view id) : Scope(true) {
    ImGui::PushID(id.data(), id.data() + id.size());
}
Id::Id(int number) : Scope(true) {
    ImGui::PushID(number);
}
Id::~Id() {
    if (must_end()) ImGui::PopID();
}

Font::Font(float em, bool bold) : Scope(true) {
    const Fonts& fonts = look().fonts;
    ImGui::PushFont(bold ? fonts.bold : fonts.regular, line_height(em));
}
Font::~Font() {
    if (must_end()) ImGui::PopFont();
}

StyleColor::StyleColor(ImGuiCol which, Color color) : Scope(true) {
    ImGui::PushStyleColor(which, color);
}
StyleColor::~StyleColor() {
    if (must_end()) ImGui::PopStyleColor();
}

StyleVar::StyleVar(ImGuiStyleVar which, float value) : Scope(true) {
    ImGui::PushStyleVar(which, value);
}
StyleVar::StyleVar(ImGuiStyleVar which, ImVec2 value) : Scope(true) {
    ImGui::PushStyleVar(which, value);
}
StyleVar::~StyleVar() {
    if (must_end()) ImGui::PopStyleVar();
}

Disabled::Disabled(bool disabled) : Scope(true) {
    ImGui::BeginDisabled(disabled);
}
Disabled::~Disabled() {
    if (must_end()) ImGui::EndDisabled();
}

NoTab::NoTab(bool quiet) : Scope(true) {
    ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, quiet);
}
NoTab::~NoTab() {
    if (must_end()) ImGui::PopItemFlag();
}

Aside::Aside(ImVec2 at) : Scope(true) {
    const ImGuiWindowTempData& layout = ImGui::GetCurrentWindow()->DC;
    m_cursor = layout.CursorPos;
    m_previous = layout.CursorPosPrevLine;
    m_most = layout.CursorMaxPos;
    m_line = layout.CurrLineSize;
    m_previous_line = layout.PrevLineSize;
    m_base = layout.CurrLineTextBaseOffset;
    m_previous_base = layout.PrevLineTextBaseOffset;
    m_same_line = layout.IsSameLine;
    ImGui::SetCursorScreenPos(at);
}
Aside::~Aside() {
    ImGuiWindowTempData& layout = ImGui::GetCurrentWindow()->DC;
    layout.CursorPos = m_cursor;
    layout.CursorPosPrevLine = m_previous;
    layout.CursorMaxPos = m_most;
    layout.CurrLineSize = m_line;
    layout.PrevLineSize = m_previous_line;
    layout.CurrLineTextBaseOffset = m_base;
    layout.PrevLineTextBaseOffset = m_previous_base;
    layout.IsSameLine = m_same_line;
    layout.IsSetPos = false;
}

Group::Group() : Scope(true) {
    ImGui::BeginGroup();
}
Group::~Group() {
    if (must_end()) ImGui::EndGroup();
}

namespace {

// A popup that was opened by the item before it hangs below that item; any other stands at the mouse.
void place_below_opener(const char* name) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const ImGuiID id = g.CurrentWindow->GetID(name);
    const int depth = g.BeginPopupStack.Size;
    if (g.OpenPopupStack.Size <= depth || g.OpenPopupStack[depth].PopupId != id) return;
    const ImGuiPopupData& popup = g.OpenPopupStack[depth];
    const ImRect& opener = g.LastItemData.Rect;
    if (popup.Window && popup.Window->Active) return;
    if (!opener.Contains(popup.OpenPopupPos) && g.LastItemData.ID != g.NavId) return;
    const bool at_right = opener.GetCenter().x > g.IO.DisplaySize.x * 0.6f;
    ImGui::SetNextWindowPos({at_right ? opener.Max.x : opener.Min.x, opener.Max.y + px(4)}, ImGuiCond_Appearing,
                            {at_right ? 1.f : 0.f, 0});
}

bool begin_popup(const char* name, ImGuiWindowFlags flags) {
    if (!(ImGui::GetCurrentContext()->NextWindowData.HasFlags & ImGuiNextWindowDataFlags_HasPos))
        place_below_opener(name);
    const StyleVar padding(ImGuiStyleVar_WindowPadding, ImVec2(px(6), px(6)));
    const StyleColor border(ImGuiCol_Border, theme().border);
    const bool open = ImGui::BeginPopup(name, flags | ImGuiWindowFlags_NoSavedSettings);
    if (open) window_shadow(px(8));
    return open;
}

bool begin_tooltip() {
    const StyleVar padding(ImGuiStyleVar_WindowPadding, ImVec2(px(10), px(6)));
    const StyleColor back(ImGuiCol_PopupBg, theme().dark ? theme().hover : theme().rail);
    const StyleColor border(ImGuiCol_Border, theme().dark ? theme().strong_border : theme().rail);
    return ImGui::BeginTooltip();
}

} // namespace

// BeginPopup and BeginTooltip are closed only when they returned true.
Popup::Popup(const char* name, ImGuiWindowFlags flags) : Popup(begin_popup(name, flags)) {}
Popup::Popup(bool open) : Scope(open, open) {}
Popup::~Popup() {
    if (must_end()) ImGui::EndPopup();
}

Tooltip::Tooltip() : Tooltip(begin_tooltip()) {}
Tooltip::Tooltip(bool open) : Scope(open, open) {}
Tooltip::~Tooltip() {
    if (must_end()) ImGui::EndTooltip();
}

Indent::Indent(float width) : Scope(true), m_width(width) {
    ImGui::Indent(width);
}
Indent::~Indent() {
    if (must_end()) ImGui::Unindent(m_width);
}

// GetContentRegionAvail has no other way to be narrowed than the window's own edges.
Width::Width(float width) : Scope(true) {
    ImGuiWindow& window = *ImGui::GetCurrentWindow();
    m_content_right = window.ContentRegionRect.Max.x;
    m_work_right = window.WorkRect.Max.x;
    const float right = ImGui::GetCursorScreenPos().x + width;
    window.ContentRegionRect.Max.x = right;
    window.WorkRect.Max.x = right;
}
Width::~Width() {
    if (!must_end()) return;
    ImGuiWindow& window = *ImGui::GetCurrentWindow();
    window.ContentRegionRect.Max.x = m_content_right;
    window.WorkRect.Max.x = m_work_right;
}

Clip::Clip(ImVec2 from, ImVec2 to) : Scope(true) {
    ImGui::PushClipRect(from, to, true);
}
Clip::~Clip() {
    if (must_end()) ImGui::PopClipRect();
}

} // namespace takan::app::ui
