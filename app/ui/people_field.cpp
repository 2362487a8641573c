#include "app/ui/field_box.hpp"
#include "app/ui/fields.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"
#include "app/ui/widget_state.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app::ui {

namespace {

bool separates(char32_t c) {
    return c == U'、' || c == U'，' || c == U',' || c == U'；' || c == U';';
}

bool add_name(std::vector<std::string>& names, std::string_view typed) {
    const std::string name = sync::trimmed(typed);
    if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) return false;
    names.push_back(name);
    return true;
}

// Takes the complete names out of `typed`; what stands behind the last separator stays.
bool take_names(std::vector<std::string>& names, std::string& typed) {
    bool added = false;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < typed.size();) {
        const std::size_t here = at;
        if (!separates(sync::next_code_point(typed, at))) continue;
        added |= add_name(names, std::string_view(typed).substr(begin, here - begin));
        begin = at;
    }
    typed.erase(0, begin);
    return added;
}

// One name with a cross; true when pressed.
bool draw_tag(const std::string& name, float room) {
    const float width = std::min(room, measure(name, {13}).x + px(34));
    const Id scope(name);
    const Pressable item = pressable_as(id_of("remove"), word("ui.remove") + " " + name, {width, px(26)});
    if (!item.visible) return false;
    const Theme& t = theme();
    fill(item.box, item.hovered ? t.hover : t.accent_soft, px(6));
    const float middle = item.box.GetCenter().y;
    draw_text_cut_middle(item.box.Min.x + px(9), middle, width - px(32), name, {13, false, t.text});
    draw_icon({item.box.Max.x - px(13), middle}, icons::close, item.hovered ? t.danger : t.text_third, 10);
    focus_ring(item.id, item.box, px(6));
    return item.pressed;
}

// Goes to the next line when `width` does not fit behind the last item.
void flow(float right, float width, bool first) {
    if (first) return;
    ImGui::SameLine(0, px(6));
    if (ImGui::GetCursorScreenPos().x + width <= right) return;
    ImGui::NewLine();
    line_of(px(34));
}

} // namespace

Edited people_field(std::string_view label, std::vector<std::string>& names, const FieldOptions& options) {
    const FieldGroup whole;
    const Id scope(label);
    field_label(label, options);
    const float right = ImGui::GetCursorScreenPos().x + width_or_rest(options.width);
    const float room = right - ImGui::GetCursorScreenPos().x;
    Edited edited;
    std::size_t removed = names.size();
    line_of(px(34));
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string name = names[i];
        flow(right, std::min(room, measure(name, {13}).x + px(34)), i == 0);
        const Disabled fixed(options.read_only);
        if (draw_tag(name, room)) removed = i;
    }
    if (removed < names.size()) {
        names.erase(names.begin() + static_cast<std::ptrdiff_t>(removed));
        edited = {true, true};
    }
    auto& half_typed = look().state->half_typed;
    const ImGuiID id = id_of("##" + std::string(label));
    std::string typed = half_typed.contains(id) ? half_typed[id].text : std::string();
    flow(right, px(120), names.empty() || removed < names.size());
    const bool was_empty = typed.empty();
    FieldOptions box_field = options;
    if (box_field.hint.empty()) box_field.hint = word("ui.add_name");
    const float width = right - ImGui::GetCursorScreenPos().x;
    const BoxResult box = text_box(label, typed, box_field, {.width = std::max(px(80), width)});
    bool added = box.edited.changed && take_names(names, typed);
    if (box.entered || !box.active) {
        added |= add_name(names, typed);
        typed.clear();
    }
    const bool backspace = box.active && was_empty && ImGui::IsKeyPressed(ImGuiKey_Backspace, false);
    if (backspace && !names.empty() && !options.read_only) {
        names.pop_back();
        added = true;
    }
    if (added) edited = {true, true};
    if (typed.empty())
        half_typed.erase(id);
    else
        half_typed[id] = {typed, {}};
    field_foot(options);
    return edited;
}

} // namespace takan::app::ui
