#include "app/views/photo_editor.hpp"

#include "app/ui/ui.hpp"
#include "app/views/drafts.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace takan::app {

namespace {

constexpr std::array tool_icons{ui::icons::mark_arrow, ui::icons::mark_box, ui::icons::mark_text, ui::icons::mark_blur};
constexpr std::array tool_keys{"photo_mark.arrow", "photo_mark.box", "photo_mark.text", "photo_mark.blur"};
constexpr std::array color_keys{"photo_mark.red", "photo_mark.yellow", "photo_mark.blue"};

ui::Color color_of(MarkColor color) {
    return ui::rgb(rgb_of(color));
}

void undo(PhotoEditorState& state, std::vector<PhotoMark>& marks) {
    if (marks.empty()) return;
    state.undone.push_back(std::move(marks.back()));
    marks.pop_back();
}

void redo(PhotoEditorState& state, std::vector<PhotoMark>& marks) {
    if (state.undone.empty()) return;
    marks.push_back(std::move(state.undone.back()));
    state.undone.pop_back();
}

// What was begun becomes a mark, unless it is a slip.
void finish(PhotoEditorState& state, std::vector<PhotoMark>& marks) {
    if (state.drawing) {
        state.drawing->text = sync::trimmed(state.drawing->text);
        if (!is_empty(*state.drawing)) {
            marks.push_back(std::move(*state.drawing));
            state.undone.clear();
        }
    }
    state.drawing.reset();
    state.typing = false;
}

void make_copy(const Given& given, const sync::Record& photo, PhotoEditorState& state, std::vector<PhotoMark>& marks,
               Asked& asked) {
    finish(state, marks);
    if (marks.empty()) return;
    state.coming = sync::RecordId::random(given.now);
    state.open = false;
    asked.command(AnnotatePhoto{state.coming, photo.id, marks});
}

ImVec2 on_screen(const PlacedPicture& placed, MarkPoint point) {
    return {placed.from.x + point.x * (placed.to.x - placed.from.x),
            placed.from.y + point.y * (placed.to.y - placed.from.y)};
}

MarkPoint on_picture(const PlacedPicture& placed, ImVec2 at) {
    return {std::clamp((at.x - placed.from.x) / (placed.to.x - placed.from.x), 0.0f, 1.0f),
            std::clamp((at.y - placed.from.y) / (placed.to.y - placed.from.y), 0.0f, 1.0f)};
}

// Tiles of grey where the copy will have its own: nothing of what is to be hidden is seen.
void draw_blur(ImDrawList& list, ImVec2 a, ImVec2 b) {
    const ImVec2 from{std::min(a.x, b.x), std::min(a.y, b.y)}, to{std::max(a.x, b.x), std::max(a.y, b.y)};
    list.AddRectFilled(from, to, ui::rgb(0x5A6468));
    const float side = std::max(std::max(to.x - from.x, to.y - from.y) / 7, 2.0f);
    int row = 0;
    for (float y = from.y; y < to.y; y += side, ++row) {
        int column = row % 2;
        for (float x = from.x + (row % 2 ? side : 0); x < to.x; x += 2 * side, ++column)
            list.AddRectFilled({x, y}, {std::min(x + side, to.x), std::min(y + side, to.y)}, ui::rgb(0x7B878C));
    }
}

void draw_words(ImDrawList& list, const PhotoMark& mark, ImVec2 at, float width, float height) {
    const ui::TextStyle style{text_em(width, height) / ui::look().scale, true, ui::rgb(rgb_of_text_on(mark.color))};
    const float padding = text_padding(width, height);
    const ImVec2 size = ui::measure(mark.text, style);
    const float lines = static_cast<float>(std::count(mark.text.begin(), mark.text.end(), '\n') + 1);
    const float high = text_em(width, height) * (1.3f * lines - 0.3f) + 2 * padding;
    list.AddRectFilled(at, {at.x + size.x + 2 * padding, at.y + high}, color_of(mark.color));
    ui::draw_text_middle(at.x + padding, at.y + high / 2, mark.text, style);
}

void draw_mark(const PlacedPicture& placed, const PhotoMark& mark) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float width = placed.to.x - placed.from.x, height = placed.to.y - placed.from.y;
    if (mark.kind == MarkKind::blur) draw_blur(list, on_screen(placed, mark.from), on_screen(placed, mark.to));
    const float thick = stroke_width(width, height);
    for (const auto& line : strokes_of(mark, width, height)) {
        const ImVec2 from{placed.from.x + line.x0, placed.from.y + line.y0};
        const ImVec2 to{placed.from.x + line.x1, placed.from.y + line.y1};
        list.AddLine(from, to, color_of(mark.color), thick);
        for (const ImVec2 end : {from, to})
            list.AddCircleFilled(end, thick / 2, color_of(mark.color));
    }
    if (mark.kind == MarkKind::text) draw_words(list, mark, on_screen(placed, mark.from), width, height);
}

// The mouse on the picture: held and moved for all but words, which are typed where it was pressed.
void take_mouse(const PlacedPicture& placed, PhotoEditorState& state, std::vector<PhotoMark>& marks) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (ImGui::IsItemActivated()) {
        finish(state, marks);
        const MarkPoint at = on_picture(placed, mouse);
        state.drawing = PhotoMark{mark_kinds[static_cast<std::size_t>(state.tool)],
                                  mark_colors[static_cast<std::size_t>(state.color)],
                                  at,
                                  at,
                                  {}};
        state.typing = state.focus = state.drawing->kind == MarkKind::text;
    }
    if (!state.drawing || state.typing) return;
    state.drawing->to = on_picture(placed, mouse);
    if (!ImGui::IsItemActive()) finish(state, marks);
}

// Where the words of a text are typed. Leaving the field keeps them.
void draw_typing(const Given& given, const PlacedPicture& placed, PhotoEditorState& state,
                 std::vector<PhotoMark>& marks) {
    if (!state.typing || !state.drawing) return;
    const float width = ui::px(260);
    const ImVec2 window = ImGui::GetWindowPos();
    ImVec2 at = on_screen(placed, state.drawing->from);
    at.x = std::max(window.x + ui::px(8), std::min(at.x, window.x + ImGui::GetWindowWidth() - width - ui::px(8)));
    ImGui::SetCursorScreenPos(at);
    // ImGui's own colours are those of the window's theme, which may be light around the dark stage.
    const ui::StyleColor words(ImGuiCol_Text, ui::theme().text);
    const ui::StyleColor caret(ImGuiCol_InputTextCursor, ui::theme().text);
    const bool begins = std::exchange(state.focus, false);
    if (begins) ImGui::SetKeyboardFocusHere();
    const auto edited = ui::text_field("##" + given.text("photo_mark.words"), state.drawing->text,
                                       {.hint = given.text("photo_mark.words"), .width = width});
    const bool left = !begins && ImGui::IsItemDeactivated();
    if (edited.committed || left) finish(state, marks);
}

} // namespace

void open_editor(PhotoEditorState& state, const sync::RecordId& photo) {
    const sync::RecordId coming = state.coming;
    const int tool = state.tool, color = state.color;
    state = {};
    state.open = true;
    state.photo = photo;
    state.tool = tool;
    state.color = color;
    state.coming = coming;
}

void draw_editor_bar(const Given& given, const sync::Record& photo, PhotoEditorState& state,
                     std::vector<PhotoMark>& marks, Asked& asked) {
    const auto pressed = [&](const char* icon, const char* key, bool chosen, bool usable = true) {
        const ui::Disabled not_now(!usable);
        const bool now = ui::icon_button(icon, given.text(key), {.border = false, .chosen = chosen});
        ImGui::SameLine(0, ui::px(4));
        return now;
    };
    for (std::size_t i = 0; i < tool_icons.size(); ++i)
        if (pressed(tool_icons[i], tool_keys[i], state.tool == static_cast<int>(i))) state.tool = static_cast<int>(i);
    ImGui::SameLine(0, ui::px(16));
    for (std::size_t i = 0; i < mark_colors.size(); ++i) {
        const ui::Id scope(color_keys[i]);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (pressed("", color_keys[i], state.color == static_cast<int>(i))) state.color = static_cast<int>(i);
        const ImVec2 middle{at.x + ui::px(17), at.y + ui::px(17)};
        ImGui::GetWindowDrawList()->AddCircleFilled(middle, ui::px(8), color_of(mark_colors[i]));
        if (state.color == static_cast<int>(i))
            ImGui::GetWindowDrawList()->AddCircle(middle, ui::px(11), ui::theme().text, 0, ui::px(1.5f));
    }
    ImGui::SameLine(0, ui::px(16));
    if (pressed(ui::icons::undo, "photo_mark.undo", false, !marks.empty())) undo(state, marks);
    if (pressed(ui::icons::redo, "photo_mark.redo", false, !state.undone.empty())) redo(state, marks);
    const std::string& leave = given.text("photo_mark.leave");
    const std::string& make = given.text("photo_mark.make");
    const float buttons = ui::button_width(leave) + ui::button_width(make, ui::icons::check) + ui::px(8);
    const float room = ImGui::GetContentRegionAvail().x - buttons - ui::px(24);
    ImGui::SameLine(0, ui::px(12));
    if (room > ui::px(120)) ui::text_cut(given.text("photo_mark.hint"), ui::note_text(), room);
    ImGui::SameLine();
    ui::push_right(buttons);
    if (ui::button(leave)) {
        finish(state, marks);
        state.open = false;
    }
    ImGui::SameLine(0, ui::px(8));
    const ui::Disabled nothing(marks.empty() && !state.drawing);
    if (ui::button(make, {.kind = ui::ButtonKind::primary, .icon = ui::icons::check}))
        make_copy(given, photo, state, marks, asked);
}

void draw_editor(const Given& given, const PlacedPicture& placed, PhotoEditorState& state,
                 std::vector<PhotoMark>& marks) {
    if (!placed.shown) return;
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    take_mouse(placed, state, marks);
    {
        const ui::Clip inside(placed.from, placed.to);
        for (const auto& mark : marks)
            draw_mark(placed, mark);
        if (state.drawing && !state.typing && !is_empty(*state.drawing)) draw_mark(placed, *state.drawing);
    }
    draw_typing(given, placed, state, marks);
}

void take_editor_keys(const Given& given, const sync::Record& photo, PhotoEditorState& state,
                      std::vector<PhotoMark>& marks, Asked& asked) {
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Z)) undo(state, marks);
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Y) ||
        ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z))
        redo(state, marks);
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Enter)) make_copy(given, photo, state, marks, asked);
    if (ImGui::GetIO().KeyMods != ImGuiMod_None) return;
    constexpr std::array keys{ImGuiKey_A, ImGuiKey_B, ImGuiKey_T, ImGuiKey_M};
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (ImGui::IsKeyPressed(keys[i], false)) state.tool = static_cast<int>(i);
}

void draw_copy_on_its_way(const Given& given, const PhotoEditorState& state, ImVec2 at) {
    if (state.coming.is_nil()) return;
    const std::string& words = given.text("photo_mark.making");
    const ImVec2 to{at.x + ui::measure(words, {13}).x + ui::px(28), at.y + ui::px(40)};
    ImGui::GetWindowDrawList()->AddRectFilled(at, to, ui::rgb(0x33414A), ui::px(8));
    ui::draw_text_centred(at, to, words, {13, false, ui::rgb(0xFFFFFF)});
}

} // namespace takan::app
