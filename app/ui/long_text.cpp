#include "app/ui/long_text.hpp"

#include "app/ui/field_box.hpp"
#include "app/ui/line_breaks.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"
#include "app/ui/widget_state.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <cmath>

namespace takan::app::ui {

namespace {

// One frame of one field.
struct Area {
    ImGuiID id = 0;
    ImRect box;
    ImRect inner;          // where text may stand
    float line = 0;        // height of a line
    float text_height = 0; // of all lines
    bool hovered = false;
    bool read_only = false;
    float* scroll = nullptr;
    Advance advance;

    float most_scroll() const { return std::max(0.f, text_height - inner.GetHeight()); }
};

Advance body_advance() {
    ImFontBaked* baked = look().fonts.regular->GetFontBaked(line_height(em_body));
    return [baked](char32_t c) { return c == U'\t' ? px(28) : baked->GetCharAdvance(static_cast<ImWchar>(c)); };
}

ActiveEditor* editor_of(ImGuiID id) {
    ActiveEditor* editor = look().state->editor.get();
    return editor && editor->id == id ? editor : nullptr;
}

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

void keyboard(ActiveEditor& editor, const Area& area) {
    const auto page = static_cast<std::size_t>(std::max(1.f, area.inner.GetHeight() / area.line - 1));
    // Every key asks about lines as they are after the one before it.
    const auto wrap = [&] { editor.model.wrap(area.inner.GetWidth(), area.advance); };
    wrap();
    command_keys(editor.model, area.read_only);
    wrap();
    if (!area.read_only) erase_keys(editor.model);
    wrap();
    typed_characters(editor.model, area.read_only);
    wrap();
    step_keys(editor.model, page);
}

void own_keys(ImGuiID id) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow,
                               ImGuiKey_Enter, ImGuiKey_KeypadEnter, ImGuiKey_Delete, ImGuiKey_Backspace, ImGuiKey_Home,
                               ImGuiKey_End, ImGuiKey_PageUp, ImGuiKey_PageDown, ImGuiKey_Space})
        ImGui::SetKeyOwner(key, id);
    g.ActiveIdUsingNavDirMask |=
        (1u << ImGuiDir_Left) | (1u << ImGuiDir_Right) | (1u << ImGuiDir_Up) | (1u << ImGuiDir_Down);
    g.WantTextInputNextFrame = 1;
    g.ActiveIdAllowOverlap = !g.IO.MouseDown[0]; // else nothing else could be hovered while the field is active
}

void mouse(ActiveEditor& editor, const Area& area) {
    const ImGuiIO& io = ImGui::GetIO();
    if (!io.MouseDown[0]) editor.mouse_selects = false;
    const bool clicked = area.hovered && io.MouseClicked[0];
    if (!clicked && !editor.mouse_selects) return;
    editor.model.wrap(area.inner.GetWidth(), area.advance);
    const float y = (io.MousePos.y - area.inner.Min.y + *area.scroll) / area.line;
    const auto last = static_cast<float>(editor.model.lines().size() - 1);
    const auto line = static_cast<std::size_t>(std::clamp(std::floor(y), 0.f, last));
    const float x = io.MousePos.x - area.inner.Min.x;
    if (clicked && io.MouseClickedCount[0] == 2) return editor.model.select_word_at(line, x);
    if (clicked && io.MouseClickedCount[0] > 2) return editor.model.select_all();
    if (!clicked && io.MouseDelta.x == 0 && io.MouseDelta.y == 0) return;
    editor.model.place(line, x, !clicked || io.KeyShift);
    editor.mouse_selects = true;
}

// Takes and gives up the caret as ImGui's own text fields do.
void activation(const Area& area, const std::string& value) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    const bool by_keyboard = g.ActiveId != area.id && g.NavActivateId == area.id;
    const bool by_mouse = area.hovered && g.IO.MouseClicked[0];
    if (g.ActiveId != area.id && (by_keyboard || by_mouse)) {
        ImGui::SetActiveID(area.id, g.CurrentWindow);
        ImGui::SetFocusID(area.id, g.CurrentWindow);
        ImGui::FocusWindow(g.CurrentWindow);
        auto editor = std::make_unique<ActiveEditor>();
        editor->id = area.id;
        editor->model.reset(value);
        editor->last = value;
        look().state->editor = std::move(editor);
        g.IO.InputQueueCharacters.resize(0); // the Space or Enter that opened the field is no text
        if (by_keyboard) {
            ImGui::SetKeyOwner(ImGuiKey_Enter, area.id, ImGuiInputFlags_LockUntilRelease);
            ImGui::SetKeyOwner(ImGuiKey_Space, area.id, ImGuiInputFlags_LockUntilRelease);
        }
    } else if (g.ActiveId == area.id && g.IO.MouseClicked[0] && !area.hovered) {
        ImGui::ClearActiveID();
    }
    if (by_mouse) ImGui::SetKeyOwner(ImGuiKey_MouseLeft, area.id);
}

void follow_caret(const LongTextModel& model, const Area& area) {
    const float top = static_cast<float>(model.caret_line()) * area.line;
    *area.scroll = std::clamp(*area.scroll, top + area.line - area.inner.GetHeight(), top);
}

void wheel(const Area& area) {
    if (!area.hovered || area.most_scroll() <= 0) return;
    ImGui::SetKeyOwner(ImGuiKey_MouseWheelY, area.id);
    *area.scroll -= ImGui::GetIO().MouseWheel * area.line * 3;
}

void tell_input_method(ImVec2 caret, float line) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiPlatformImeData& data = g.PlatformImeData;
    data.WantVisible = true;
    data.WantTextInput = true;
    data.InputPos = {caret.x - 1, caret.y};
    data.InputLineHeight = line;
    data.ViewportId = g.CurrentWindow->Viewport->ID;
}

void draw_selection(const LongTextModel& model, const Area& area, std::size_t line, float y) {
    const Line& on = model.lines()[line];
    const std::size_t begin = std::max(model.selection_begin(), on.begin);
    const std::size_t end = std::min(model.selection_end(), on.end);
    const bool newline = on.newline && model.selection_begin() <= on.end && model.selection_end() > on.end;
    if (begin > on.end || end < on.begin || (begin >= end && !newline)) return;
    const float from = area.inner.Min.x + model.x_of(begin, line);
    const float to = area.inner.Min.x + model.x_of(end, line) + (newline ? px(5) : 0);
    fill({{from, y}, {std::min(to, area.inner.Max.x + px(5)), y + area.line}}, theme().selection, 0);
}

void draw_caret(const LongTextModel& model, const Area& area) {
    const std::size_t line = model.caret_line();
    const float x = std::min(area.inner.Max.x, area.inner.Min.x + model.x_of(model.caret(), line));
    const ImVec2 at(std::floor(x), area.inner.Min.y + static_cast<float>(line) * area.line - *area.scroll);
    fill({{at.x, at.y + px(1)}, {at.x + std::max(1.f, hairline()), at.y + area.line - px(1)}}, theme().text, 0);
    if (!area.read_only) tell_input_method(at, area.line);
}

void draw_scroll_mark(const Area& area) {
    if (area.most_scroll() <= 0) return;
    const float room = area.inner.GetHeight();
    const float length = std::max(px(20), room * room / area.text_height);
    const float top = area.inner.Min.y + (room - length) * *area.scroll / area.most_scroll();
    fill({{area.box.Max.x - px(7), top}, {area.box.Max.x - px(3), top + length}}, theme().strong_border, px(2));
}

void draw_content(const std::string& value, const std::vector<Line>& lines, const Area& area,
                  const ActiveEditor* editor, const FieldOptions& options) {
    const Clip inside({area.box.Min.x + 1, area.inner.Min.y - px(3)}, {area.box.Max.x - 1, area.inner.Max.y + px(3)});
    if (value.empty() && !options.hint.empty())
        draw_text_wrapped(area.inner.Min, area.inner.GetWidth(), options.hint, plain_text(theme().text_third));
    const auto first = static_cast<std::size_t>(*area.scroll / area.line);
    const auto rows = static_cast<std::size_t>(area.inner.GetHeight() / area.line) + 2;
    for (std::size_t i = first; i < std::min(lines.size(), first + rows); ++i) {
        const float y = area.inner.Min.y + static_cast<float>(i) * area.line - *area.scroll;
        if (editor && editor->model.has_selection()) draw_selection(editor->model, area, i, y);
        draw_text({area.inner.Min.x, y}, std::string_view(value).substr(lines[i].begin, lines[i].end - lines[i].begin));
    }
    if (editor) draw_caret(editor->model, area);
    draw_scroll_mark(area);
}

// Keeps the owner's text and the editor's the same; true when the person changed it.
bool exchange(ActiveEditor& editor, std::string& value) {
    if (editor.model.text() == editor.last) return false;
    editor.last = editor.model.text();
    value = editor.last;
    editor.edited = true;
    return true;
}

std::vector<Line> lines_of(const std::string& value, const Area& area) {
    return wrap_lines(value, area.inner.GetWidth(), area.advance);
}

Area begin(std::string_view label, const std::string& value, const LongTextOptions& options) {
    Area area;
    area.id = id_of("##" + std::string(label));
    area.line = line_height(em_body);
    area.advance = body_advance();
    area.read_only = options.read_only;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = width_or_rest(options.width);
    area.inner = {{at.x + px(10), at.y + px(8)}, {at.x + width - px(12), at.y + px(8)}};
    const auto lines = static_cast<float>(lines_of(value, area).size());
    area.text_height = lines * area.line;
    const float rows = std::clamp(lines, static_cast<float>(options.min_rows), static_cast<float>(options.max_rows));
    area.inner.Max.y = area.inner.Min.y + std::max(1.f, rows) * area.line;
    area.box = {at, {at.x + width, area.inner.Max.y + px(8)}};
    area.scroll = ImGui::GetStateStorage()->GetFloatRef(area.id, 0);
    return area;
}

// The editor's part of a frame: input, and whether the text changed or the field was left.
Edited edit(std::string& value, const Area& area) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ActiveEditor* editor = editor_of(area.id);
    if (!editor) return {};
    Edited edited;
    if (editor->last != value) { // changed from outside
        editor->model.reset(value);
        editor->last = value;
    }
    if (g.ActiveId == area.id) {
        own_keys(area.id);
        const std::size_t caret = editor->model.caret();
        mouse(*editor, area);
        keyboard(*editor, area);
        editor->model.wrap(area.inner.GetWidth(), area.advance);
        edited.changed = exchange(*editor, value);
        if (edited.changed || editor->model.caret() != caret) follow_caret(editor->model, area);
        if (edited.changed) {
            ImGui::MarkItemEdited(area.id);
            wake_within(0); // the box may have to grow
        }
        return edited;
    }
    edited.committed = editor->edited;
    look().state->editor.reset();
    return edited;
}

} // namespace

Edited long_text(std::string_view label, std::string& value, const LongTextOptions& options) {
    const FieldGroup whole;
    field_label(label, options);
    Area area = begin(label, value, options);
    ImGui::ItemSize(area.box.GetSize());
    const bool shown = ImGui::ItemAdd(area.box, area.id, nullptr, ImGuiItemFlags_Inputable);
    const bool disabled = (ImGui::GetItemFlags() & ImGuiItemFlags_Disabled) != 0;
    area.hovered = shown && ImGui::ItemHoverable(area.box, area.id, ImGui::GetItemFlags());
    if (area.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    if (!disabled) activation(area, value);
    const Edited edited = edit(value, area);
    describe_item(area.id, name_of_field(label));
    if (shown) {
        wheel(area);
        const bool active = ImGui::GetActiveID() == area.id;
        *area.scroll = std::clamp(*area.scroll, 0.f, area.most_scroll());
        fill(area.box, area.read_only ? theme().raised : theme().surface, px(6));
        draw_content(value, lines_of(value, area), area, active ? editor_of(area.id) : nullptr, options);
        draw_field_border(area.box, active, area.hovered, options);
        if (!active) focus_ring(area.id, area.box, px(6));
    }
    field_foot(options);
    return edited;
}

} // namespace takan::app::ui
