#include "app/ui/overlays.hpp"

#include "app/ui/buttons.hpp"
#include "app/ui/display.hpp"
#include "app/ui/fields.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/long_text.hpp"
#include "app/ui/paint.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <cmath>

namespace takan::app::ui {

void tooltip(std::string_view words) {
    if (words.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip)) return;
    const Tooltip tip;
    if (!tip) return;
    const float width = std::min(measure(words, {em_small}).x + 1, px(320));
    text_wrapped(words, {em_small, false, theme().dark ? theme().text : rgb(0xFFFFFF)}, width);
}

void Toasts::add(std::string words, Tone tone, bool undo, std::string key) {
    m_toasts.push_back({std::move(words), std::move(key), tone, undo, 0, m_next++});
    if (m_toasts.size() > 3) m_toasts.erase(m_toasts.begin());
}

namespace {

const char* toast_icon(Tone tone) {
    if (tone == Tone::warn || tone == Tone::danger) return icons::warning;
    return tone == Tone::info || tone == Tone::plain ? icons::info : icons::check_circle;
}

// A dark box on light and dark screens alike. True when undo was pressed.
bool draw_toast(const std::string& words, Tone tone, bool undo, int number, ImVec2 lower_left, float& height) {
    const std::string undo_word = word("ui.undo");
    const float undo_width = undo ? button_width(undo_word) : 0;
    const TextStyle style{13, false, rgb(0xFFFFFF)};
    const float wrap = px(420);
    const ImVec2 size = measure(words, style, wrap);
    const float width = size.x + px(52) + undo_width + px(4);
    height = std::max(px(44), size.y + px(24));
    ImGui::SetNextWindowPos({lower_left.x, lower_left.y - height});
    ImGui::SetNextWindowSize({width, height});
    const StyleVar rounding(ImGuiStyleVar_WindowRounding, px(8));
    const StyleColor back(ImGuiCol_WindowBg, theme().dark ? rgb(0x33414A) : rgb(0x1C2B33));
    bool pressed = false;
    const std::string name = "##toast" + std::to_string(number);
    ImGui::Begin(name.c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    window_shadow(px(8));
    const ImVec2 at = ImGui::GetWindowPos();
    constexpr Color ok = rgb(0x5FD3AE), bad = rgb(0xFFB0A8), info = rgb(0x9CCBFF);
    const Color color = tone == Tone::warn || tone == Tone::danger ? bad : tone == Tone::info ? info : ok;
    draw_icon({at.x + px(24), at.y + height / 2}, toast_icon(tone), color, 13);
    draw_text_wrapped({at.x + px(42), at.y + (height - size.y) / 2 - px(1)}, wrap, words, style);
    if (undo) {
        ImGui::SetCursorScreenPos({at.x + width - undo_width - px(6), at.y + (height - px(34)) / 2});
        const Pressable item = pressable(undo_word, {undo_width, px(34)});
        if (item.hovered) fill(item.box, rgb(0xFFFFFF, 24), px(6));
        draw_text_centred(item.box.Min, item.box.Max, undo_word, {em_body, true, ok});
        pressed = item.pressed;
    }
    ImGui::End();
    return pressed;
}

} // namespace

std::optional<std::string> Toasts::draw(float left, float bottom) {
    const double now = ImGui::GetTime();
    std::optional<std::string> undone;
    for (Toast& toast : m_toasts)
        if (toast.until == 0) toast.until = now + (toast.undo ? 8 : 4);
    std::erase_if(m_toasts, [&](const Toast& toast) { return toast.until <= now; });
    int pressed = 0;
    for (std::size_t i = m_toasts.size(); i-- > 0;) {
        const Toast& toast = m_toasts[i];
        float height = 0;
        if (draw_toast(toast.text, toast.tone, toast.undo, toast.number, {left, bottom}, height)) {
            undone = toast.key;
            pressed = toast.number;
        }
        bottom -= height + px(8);
        wake_within(static_cast<float>(toast.until - now) + 0.01f);
    }
    std::erase_if(m_toasts, [&](const Toast& toast) { return toast.number == pressed; });
    return undone;
}

namespace {

constexpr ImGuiWindowFlags dialog_flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize;

// Opens and begins a modal window in the middle of the screen.
bool begin_modal(const char* name, float width, ImVec2 padding) {
    if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({screen.x / 2, screen.y * 0.45f}, ImGuiCond_Always, {0.5f, 0.5f});
    ImGui::SetNextWindowSize({std::min(width, screen.x - px(32)), 0});
    ImGui::SetNextWindowSizeConstraints({0, 0}, {screen.x - px(32), screen.y - px(32)});
    const StyleVar inside(ImGuiStyleVar_WindowPadding, padding);
    const StyleVar rounding(ImGuiStyleVar_WindowRounding, px(10));
    const StyleColor border(ImGuiCol_Border, theme().border);
    const bool open = ImGui::BeginPopupModal(name, nullptr, dialog_flags);
    if (open) window_shadow(px(10));
    return open;
}

bool escape_pressed() {
    return ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows | ImGuiFocusedFlags_NoPopupHierarchy) &&
           ImGui::IsKeyPressed(ImGuiKey_Escape, ImGuiInputFlags_None, ImGuiKeyOwner_NoOwner) &&
           ImGui::GetActiveID() == 0;
}

Answer draw_question(const Question& question, std::string* reason) {
    const StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(px(8), px(10)));
    text_wrapped(question.title, {em_section, true});
    if (!question.sentence.empty()) text_wrapped(question.sentence, second_text());
    if (reason && !question.reason_label.empty()) {
        if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
        LongTextOptions options;
        options.hint = question.reason_hint;
        options.required = true;
        options.min_rows = 2;
        options.max_rows = 6;
        long_text(question.reason_label, *reason, options);
    }
    const bool lacks_reason = reason && !question.reason_label.empty() && sync::trimmed(*reason).empty();
    space(4);
    Answer answer = Answer::none;
    const std::string& cancel = word("ui.cancel");
    push_right(button_width(question.confirm) + px(10) + button_width(cancel));
    if (button(cancel)) answer = Answer::cancelled;
    ImGui::SameLine(0, px(10));
    const Disabled incomplete(lacks_reason);
    const bool by_key =
        reason && !question.danger && !lacks_reason && ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Enter);
    if (button(question.confirm, {.kind = question.danger ? ButtonKind::danger : ButtonKind::primary}) || by_key)
        answer = Answer::confirmed;
    return answer;
}

} // namespace

Answer confirm(const Question& question, bool& open, std::string* reason) {
    if (!open) return Answer::none;
    const std::string name = std::string(question.title) + "##question";
    if (!begin_modal(name.c_str(), px(420), {px(24), px(20)})) return Answer::none;
    Answer answer = draw_question(question, reason);
    if (answer == Answer::none && escape_pressed()) answer = Answer::cancelled;
    if (answer != Answer::none) {
        open = false;
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
    return answer;
}

namespace {

// Title and cross; true when closed.
bool draw_dialog_head(std::string_view title) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    draw_text_cut_middle(at.x, at.y + px(17), width - px(44), title, {em_section, true});
    ImGui::SetCursorScreenPos({at.x + width - px(34), at.y});
    const bool pressed = icon_button(icons::close, word("ui.close"), {.border = false});
    space(4);
    return pressed;
}

} // namespace

Dialog::Dialog(std::string_view title, bool& open, float width) {
    if (!open) return;
    const std::string name = std::string(title) + "##dialog";
    m_drawn = begin_modal(name.c_str(), width, {px(24), px(18)});
    if (!m_drawn) return;
    if (draw_dialog_head(title) || escape_pressed()) {
        open = false;
        ImGui::CloseCurrentPopup();
    }
}

Dialog::~Dialog() {
    if (m_drawn) ImGui::EndPopup();
}

Drawer::Drawer(std::string_view title, bool& open, float width) {
    if (!open) return;
    const std::string name = std::string(title) + "##drawer";
    if (!ImGui::IsPopupOpen(name.c_str())) ImGui::OpenPopup(name.c_str());
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({screen.x, 0}, ImGuiCond_Always, {1, 0});
    ImGui::SetNextWindowSize({std::min(width, screen.x), screen.y});
    const StyleVar inside(ImGuiStyleVar_WindowPadding, ImVec2(px(16), px(14)));
    const StyleVar square(ImGuiStyleVar_WindowRounding, 0.f);
    const StyleColor border(ImGuiCol_Border, theme().border);
    m_drawn = ImGui::BeginPopupModal(name.c_str(), nullptr,
                                     ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings);
    if (!m_drawn) return;
    const bool outside = ImGui::IsMouseClicked(0) && ImGui::GetMousePos().x < screen.x - width;
    if (draw_dialog_head(title) || outside || escape_pressed()) {
        open = false;
        ImGui::CloseCurrentPopup();
    }
}

Drawer::~Drawer() {
    if (m_drawn) ImGui::EndPopup();
}

FullScreen::FullScreen(const char* name, bool& open) : m_open(open) {
    if (!open) return;
    if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    const StyleVar inside(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    const StyleVar square(ImGuiStyleVar_WindowRounding, 0.f);
    const StyleVar no_border(ImGuiStyleVar_PopupBorderSize, 0.f);
    m_drawn = ImGui::BeginPopupModal(name, nullptr,
                                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse);
    if (!m_drawn) return;
    m_has_keys = ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows | ImGuiFocusedFlags_NoPopupHierarchy) &&
                 ImGui::GetActiveID() == 0;
    if (escape_pressed()) open = false;
}

FullScreen::~FullScreen() {
    if (!m_drawn) return;
    if (!m_open) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
}

} // namespace takan::app::ui
