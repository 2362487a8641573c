#include "app/ui/long_text_keys.hpp"

#include "app/ui/find_bar.hpp"
#include "sync/base/text.hpp"

#include "imgui_internal.h"

#include <string>

namespace takan::app::ui {

namespace {

void copy(const LongTextModel& model) {
    if (model.has_selection()) ImGui::SetClipboardText(std::string(model.selected()).c_str());
}

bool repeats(ImGuiKey key) {
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, ImGuiKeyOwner_Any);
}

void step_keys(LongTextModel& model, std::size_t page_lines) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool jump = io.ConfigMacOSXBehaviors ? io.KeyAlt : io.KeyCtrl;
    struct Binding {
        ImGuiKey key;
        Step plain;
        Step with_jump;
    };
    constexpr Binding bindings[] = {
        {ImGuiKey_LeftArrow, Step::left, Step::word_left},
        {ImGuiKey_RightArrow, Step::right, Step::word_right},
        {ImGuiKey_UpArrow, Step::up, Step::up},
        {ImGuiKey_DownArrow, Step::down, Step::down},
        {ImGuiKey_Home, Step::line_start, Step::text_start},
        {ImGuiKey_End, Step::line_end, Step::text_end},
        {ImGuiKey_PageUp, Step::page_up, Step::page_up},
        {ImGuiKey_PageDown, Step::page_down, Step::page_down},
    };
    for (const Binding& binding : bindings)
        if (repeats(binding.key)) model.move(jump ? binding.with_jump : binding.plain, io.KeyShift, page_lines);
}

void erase_keys(LongTextModel& model) {
    const bool word = ImGui::GetIO().KeyCtrl;
    if (repeats(ImGuiKey_Backspace)) model.erase_left(word);
    if (repeats(ImGuiKey_Delete)) model.erase_right(word);
    if (repeats(ImGuiKey_Enter) || repeats(ImGuiKey_KeypadEnter)) model.insert("\n");
}

void command_keys(LongTextModel& model, bool read_only) {
    const ImGuiIO& io = ImGui::GetIO();
    if (!io.KeyCtrl || io.KeyAlt) return;
    if (repeats(ImGuiKey_A)) model.select_all();
    if (repeats(ImGuiKey_C)) copy(model);
    if (read_only) return;
    if (repeats(ImGuiKey_X)) {
        copy(model);
        model.cut();
    }
    if (repeats(ImGuiKey_V))
        if (const char* pasted = ImGui::GetClipboardText()) model.insert(pasted);
    if (repeats(ImGuiKey_Z)) io.KeyShift ? model.redo() : model.undo();
    if (repeats(ImGuiKey_Y)) model.redo();
}

void typed_characters(LongTextModel& model, bool read_only) {
    ImGuiIO& io = ImGui::GetIO();
    const bool chord = (io.KeyCtrl && !io.KeyAlt) || (io.ConfigMacOSXBehaviors && io.KeyCtrl);
    std::string typed;
    if (!chord && !read_only)
        for (const ImWchar c : io.InputQueueCharacters)
            // Enter and Tab come as keys.
            if (c >= 0x20 && c != 0x7F) sync::append_utf8(typed, static_cast<char32_t>(c));
    io.InputQueueCharacters.resize(0);
    if (!typed.empty()) model.insert(typed);
}

void open_tool(ActiveEditor& editor, EditorTool tool) {
    editor.tool = tool;
    editor.tool_opens = true;
    const std::string_view selected = editor.model.selected();
    const bool one_line = !selected.empty() && selected.find('\n') == std::string_view::npos;
    if (tool != EditorTool::phrases && one_line) editor.wanted = std::string(selected);
}

void tool_keys(ActiveEditor& editor, const KeyOptions& options) {
    const ImGuiIO& io = ImGui::GetIO();
    if (repeats(ImGuiKey_F3)) find_next(editor, io.KeyShift);
    if (!io.KeyCtrl || io.KeyAlt) return;
    if (repeats(ImGuiKey_F)) open_tool(editor, EditorTool::find);
    if (options.read_only) return;
    if (repeats(ImGuiKey_H)) open_tool(editor, EditorTool::replace);
    if (repeats(ImGuiKey_J) && options.phrases) open_tool(editor, EditorTool::phrases);
}

} // namespace

void own_keys(ImGuiID field) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow,
                               ImGuiKey_Enter, ImGuiKey_KeypadEnter, ImGuiKey_Delete, ImGuiKey_Backspace, ImGuiKey_Home,
                               ImGuiKey_End, ImGuiKey_PageUp, ImGuiKey_PageDown, ImGuiKey_Space, ImGuiKey_F3})
        ImGui::SetKeyOwner(key, field);
    if (g.IO.KeyCtrl)
        for (const ImGuiKey key : {ImGuiKey_F, ImGuiKey_H, ImGuiKey_J})
            ImGui::SetKeyOwner(key, field);
    g.ActiveIdUsingNavDirMask |=
        (1u << ImGuiDir_Left) | (1u << ImGuiDir_Right) | (1u << ImGuiDir_Up) | (1u << ImGuiDir_Down);
    g.WantTextInputNextFrame = 1;
    g.ActiveIdAllowOverlap = !g.IO.MouseDown[0]; // else nothing else could be hovered while the field is active
}

void take_keys(ActiveEditor& editor, const KeyOptions& options, const std::function<void()>& wrap) {
    wrap();
    command_keys(editor.model, options.read_only);
    wrap();
    if (!options.read_only) erase_keys(editor.model);
    wrap();
    typed_characters(editor.model, options.read_only);
    wrap();
    step_keys(editor.model, options.page_lines);
    wrap();
    tool_keys(editor, options);
}

} // namespace takan::app::ui
