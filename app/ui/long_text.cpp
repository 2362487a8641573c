#include "app/ui/long_text.hpp"

#include "app/ui/field_box.hpp"
#include "app/ui/find_bar.hpp"
#include "app/ui/find_text.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/line_breaks.hpp"
#include "app/ui/long_text_keys.hpp"
#include "app/ui/overlays.hpp"
#include "app/ui/phrase_list.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"
#include "app/ui/widget_state.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

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
    bool phrases = false; // offered here
    bool button_hovered = false;
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

void keyboard(ActiveEditor& editor, const Area& area) {
    KeyOptions options;
    options.read_only = area.read_only;
    options.page_lines = static_cast<std::size_t>(std::max(1.f, area.inner.GetHeight() / area.line - 1));
    options.phrases = area.phrases;
    take_keys(editor, options, [&] { editor.model.wrap(area.inner.GetWidth(), area.advance); });
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

// The editor of this field, made if another field had it.
ActiveEditor& begin_editor(const Area& area, const std::string& value) {
    if (ActiveEditor* known = editor_of(area.id)) return *known;
    auto editor = std::make_unique<ActiveEditor>();
    editor->id = area.id;
    editor->model.reset(value);
    editor->last = value;
    look().state->editor = std::move(editor);
    return *look().state->editor;
}

void take_keyboard(const Area& area) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    ImGui::SetActiveID(area.id, window);
    ImGui::SetFocusID(area.id, window);
    ImGui::FocusWindow(window);
    ImGui::GetIO().InputQueueCharacters.resize(0); // the Space or Enter that led here is no text
}

// Takes and gives up the caret as ImGui's own text fields do.
void activation(const Area& area, const std::string& value) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    const bool by_keyboard = g.ActiveId != area.id && g.NavActivateId == area.id;
    const bool by_mouse = area.hovered && g.IO.MouseClicked[0];
    if (g.ActiveId != area.id && (by_keyboard || by_mouse)) {
        begin_editor(area, value);
        take_keyboard(area);
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

// What the find bar found, in the lines from `first` to before `last`.
void draw_hits(const ActiveEditor& editor, const Area& area, std::size_t first, std::size_t last) {
    if (editor.tool != EditorTool::find && editor.tool != EditorTool::replace) return;
    const auto& lines = editor.model.lines();
    for (const TextHit& hit : find_all(editor.model.text(), editor.wanted)) {
        for (std::size_t i = first; i < std::min(last, lines.size()); ++i) {
            const std::size_t begin = std::max(hit.begin, lines[i].begin), end = std::min(hit.end, lines[i].end);
            if (begin >= end) continue;
            const float y = area.inner.Min.y + static_cast<float>(i) * area.line - *area.scroll;
            const float x = area.inner.Min.x;
            const ImRect box({x + editor.model.x_of(begin, i), y}, {x + editor.model.x_of(end, i), y + area.line});
            fill(box, theme().warn_soft, px(3));
            stroke(box, theme().warn, px(3));
        }
    }
}

void draw_caret(const LongTextModel& model, const Area& area) {
    const std::size_t line = model.caret_line();
    const float x = std::min(area.inner.Max.x, area.inner.Min.x + model.x_of(model.caret(), line));
    const ImVec2 at(std::floor(x), area.inner.Min.y + static_cast<float>(line) * area.line - *area.scroll);
    fill({{at.x, at.y + px(1)}, {at.x + std::max(1.f, hairline()), at.y + area.line - px(1)}}, theme().text, 0);
    if (!area.read_only && ImGui::GetActiveID() == area.id) tell_input_method(at, area.line);
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
    if (editor) draw_hits(*editor, area, first, first + rows);
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

Area begin(ImGuiID id, const std::string& value, const LongTextOptions& options) {
    Area area;
    area.id = id;
    area.line = line_height(em_body);
    area.advance = body_advance();
    area.read_only = options.read_only;
    area.phrases = !options.read_only && look().state->phrase_book != nullptr;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = width_or_rest(options.width);
    area.inner = {{at.x + px(10), at.y + px(8)}, {at.x + width - px(area.phrases ? 36 : 12), at.y + px(8)}};
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
    const bool active = g.ActiveId == area.id;
    if (editor->tool != EditorTool::none && look().state->left_by_escape == area.id) editor->takes_caret = true;
    if (active) {
        own_keys(area.id);
        mouse(*editor, area);
        keyboard(*editor, area);
    }
    editor->model.wrap(area.inner.GetWidth(), area.advance);
    edited.changed = exchange(*editor, value);
    if (edited.changed || editor->model.caret() != editor->caret) follow_caret(editor->model, area);
    editor->caret = editor->model.caret();
    if (edited.changed) {
        ImGui::MarkItemEdited(area.id);
        wake_within(0); // the box may have to grow
    }
    if (active) return edited;
    edited.committed = std::exchange(editor->edited, false);
    if (editor->tool == EditorTool::none) look().state->editor.reset();
    return edited;
}

// The small button at the upper right of the box. Drawn before the box: what comes first has the mouse.
void draw_phrase_button(Area& area, const std::string& value) {
    if (!area.phrases) return;
    const ImVec2 before = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({area.box.Max.x - px(30), area.box.Min.y + px(4)});
    ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true); // Ctrl+J does the same
    const Pressable item =
        pressable_as(id_of("phrases"), word("ui.phrases"), {px(26), px(26)}, false, ImGuiButtonFlags_PressedOnClick);
    ImGui::PopItemFlag();
    ImGui::SetCursorScreenPos(before);
    area.button_hovered = item.hovered;
    if (item.visible) tooltip(word("ui.phrases.tip"));
    if (!item.pressed) return;
    ActiveEditor& editor = begin_editor(area, value);
    editor.tool = EditorTool::phrases;
    editor.tool_opens = true;
}

void draw_box(const std::string& value, const Area& area, const LongTextOptions& options) {
    const bool active = ImGui::GetActiveID() == area.id;
    *area.scroll = std::clamp(*area.scroll, 0.f, area.most_scroll());
    fill(area.box, area.read_only ? theme().raised : theme().surface, px(6));
    draw_content(value, lines_of(value, area), area, editor_of(area.id), options);
    if (area.phrases) {
        const ImVec2 at(area.box.Max.x - px(17), area.box.Min.y + px(17));
        draw_icon(at, icons::quote, area.button_hovered ? theme().accent : theme().text_third, 12);
    }
    draw_field_border(area.box, active, area.hovered, options);
    if (!active) focus_ring(area.id, area.box, px(6));
}

// A chosen phrase stands at the caret; its first blank is selected, to be typed over.
void put_phrase(LongTextModel& model, const std::string& phrase) {
    const std::size_t at = model.selection_begin();
    model.replace_range(at, model.selection_end(), phrase);
    if (const auto blank = phrase.find(phrase_blank); blank != std::string::npos)
        model.select(at + blank, at + blank + phrase_blank.size());
}

void run_phrases(ActiveEditor& editor, const Area& area) {
    if (std::exchange(editor.tool_opens, false)) {
        begin_phrase_list();
        ImGui::OpenPopup(phrase_popup);
    }
    const PhraseChoice choice = draw_phrase_list(area.box, editor.model.selected());
    if (choice.chosen) put_phrase(editor.model, *choice.chosen);
    if (choice.open) return;
    editor.tool = EditorTool::none;
    editor.takes_caret = choice.left;
    wake_within(0);
}

// What the tools of the field do when it has been drawn.
void run_tools(const Area& area) {
    ActiveEditor* editor = editor_of(area.id);
    if (!editor) return;
    if (editor->tool == EditorTool::phrases) run_phrases(*editor, area);
    if (!std::exchange(editor->takes_caret, false)) return;
    editor->tool = EditorTool::none;
    take_keyboard(area);
}

} // namespace

Edited long_text(std::string_view label, std::string& value, const LongTextOptions& options) {
    const FieldGroup whole;
    field_label(label, options);
    const Id scope(label);
    const ImGuiID id = id_of("##" + std::string(label));
    if (ActiveEditor* editor = editor_of(id)) draw_find_bar(*editor, width_or_rest(options.width), options.read_only);
    Area area = begin(id, value, options);
    draw_phrase_button(area, value);
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
        draw_box(value, area, options);
    }
    run_tools(area);
    field_foot(options);
    return edited;
}

} // namespace takan::app::ui
