#include "app/ui/fields.hpp"

#include "app/ui/buttons.hpp"
#include "app/ui/field_box.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"
#include "app/ui/widget_state.hpp"
#include "sync/base/text.hpp"

#include "imgui_stdlib.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace takan::app::ui {

void field_label(std::string_view label, const FieldOptions& options) {
    const std::string_view shown = visible(label);
    if (shown.empty()) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = width_or_rest(options.width);
    const ImVec2 size(room, line_height(em_note));
    ImGui::ItemSize(size);
    if (!ImGui::ItemAdd({at, {at.x + size.x, at.y + size.y}}, 0)) return;
    const TextStyle style{em_note, false, theme().text_second};
    const std::string contested = options.contested ? word("ui.contested") : std::string();
    const float mark = contested.empty() ? 0 : measure(contested, {em_tiny}).x + px(20);
    const float star = options.required ? px(12) : 0;
    draw_text_cut(at, room - mark - star, shown, style);
    const float end = at.x + std::min(measure(shown, style).x, room - mark - star);
    if (options.required) draw_text({end + px(4), at.y}, "*", {em_note, true, theme().danger});
    if (contested.empty()) return;
    const float middle = at.y + size.y / 2;
    draw_icon({at.x + room - mark + px(8), middle}, icons::call_merge, theme().warn, em_tiny);
    draw_text_middle(at.x + room - mark + px(20), middle, contested, {em_tiny, false, theme().warn});
}

void field_foot(const FieldOptions& options) {
    const bool problem = !options.problem.empty();
    if (!problem && options.note.empty()) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = width_or_rest(options.width);
    const float indent = px(18);
    const std::string_view words = problem ? options.problem : options.note;
    const TextStyle style{em_small, false, problem ? theme().danger : theme().text_third};
    const ImVec2 size(room, measure(words, style, room - indent).y);
    ImGui::ItemSize(size);
    if (!ImGui::ItemAdd({at, {at.x + size.x, at.y + size.y}}, 0)) return;
    draw_icon({at.x + px(7), at.y + line_height(em_small) / 2}, problem ? icons::error : icons::info, style.color,
              em_tiny);
    draw_text_wrapped({at.x + indent, at.y}, room - indent, words, style);
}

void draw_field_border(const ImRect& box, bool active, bool hovered, const FieldOptions& field) {
    const Theme& t = theme();
    Color color = active ? t.accent : hovered ? t.text_third : t.strong_border;
    if (field.contested) color = t.warn;
    if (!field.problem.empty()) color = t.danger;
    stroke(box, color, px(6), active ? 2 * hairline() : 0);
}

void place_under(const ImRect& box, ImVec2 size) {
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const bool below = box.Max.y + size.y + px(8) < screen.y || box.Min.y < size.y;
    const float x = std::max(px(4), std::min(box.Min.x, screen.x - size.x - px(4)));
    ImGui::SetNextWindowPos({x, below ? box.Max.y + px(4) : box.Min.y - px(4)}, ImGuiCond_Always,
                            {0, below ? 0.f : 1.f});
}

std::string_view name_of_field(std::string_view label) {
    const std::string_view shown = visible(label);
    return shown.empty() ? label.substr(std::min(label.size(), label.find_first_not_of('#'))) : shown;
}

BoxResult text_box(std::string_view label, std::string& value, const FieldOptions& field, const BoxOptions& options) {
    BoxResult result;
    const std::string id = "##" + std::string(label);
    const std::string hint(field.hint);
    const Font font(em_body);
    const float text_height = ImGui::GetFontSize();
    const StyleVar padding(ImGuiStyleVar_FramePadding,
                           ImVec2(options.left > 0 ? options.left : px(10), std::floor((px(34) - text_height) / 2)));
    const StyleVar no_border(ImGuiStyleVar_FrameBorderSize, 0.f);
    const Color back = field.read_only ? theme().raised : options.fill != 0 ? options.fill : theme().surface;
    const StyleColor fill_color(ImGuiCol_FrameBg, back);
    // Our own ring stands in for ImGui's.
    const StyleColor no_ring(ImGuiCol_NavCursor, 0);
    ImGui::SetNextItemWidth(options.width);
    ImGuiInputTextFlags flags = options.flags;
    if (field.read_only) flags |= ImGuiInputTextFlags_ReadOnly;
    if (options.select_all) flags |= ImGuiInputTextFlags_AutoSelectAll;
    result.edited.changed = ImGui::InputTextWithHint(id.c_str(), hint.c_str(), &value, flags, options.filter);
    result.id = ImGui::GetItemID();
    result.box = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
    result.active = ImGui::IsItemActive();
    result.edited.committed = ImGui::IsItemDeactivatedAfterEdit();
    const bool was_active = result.active || ImGui::IsItemDeactivated();
    result.entered = was_active && (ImGui::IsKeyPressed(ImGuiKey_Enter, ImGuiInputFlags_None, ImGuiKeyOwner_Any) ||
                                    ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, ImGuiInputFlags_None, ImGuiKeyOwner_Any));
    describe_item(result.id, name_of_field(label));
    if (ImGui::IsItemVisible()) {
        draw_field_border(result.box, result.active, ImGui::IsItemHovered(), field);
        focus_ring(result.id, result.box, px(6));
    }
    return result;
}

namespace {

Edited line_field(std::string_view label, std::string& value, const FieldOptions& options, ImGuiInputTextFlags flags,
                  ImGuiInputTextCallback filter) {
    const FieldGroup whole;
    field_label(label, options);
    const float width = width_or_rest(options.width);
    const BoxResult box = text_box(label, value, options, {.width = width, .flags = flags, .filter = filter});
    if (!options.unit.empty()) {
        const float unit = measure(options.unit, second_text(em_note)).x;
        draw_text_middle(box.box.Max.x - unit - px(10), box.box.GetCenter().y, options.unit, second_text(em_note));
    }
    field_foot(options);
    return box.edited;
}

// Full-width digits, signs and points become plain ones.
int decimal_filter(ImGuiInputTextCallbackData* data) {
    ImWchar& c = data->EventChar;
    if (c >= 0xFF10 && c <= 0xFF19) c = c - 0xFF10 + '0';
    if (c == 0xFF0E || c == 0x3002) c = '.';
    if (c == 0xFF0D || c == 0x2212) c = '-';
    if (c == 0xFF0B) c = '+';
    const bool digit = c >= '0' && c <= '9';
    return digit || c == '-' || c == '+' || c == '.' ? 0 : 1;
}

int integer_filter(ImGuiInputTextCallbackData* data) {
    const int refused = decimal_filter(data);
    return refused != 0 || data->EventChar == '.' ? 1 : 0;
}

std::optional<std::int64_t> parse_integer(std::string_view typed) {
    if (typed.starts_with('+')) typed.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    constexpr std::int64_t most = std::int64_t{1} << 53; // what a record can hold
    if (error != std::errc() || end != typed.data() + typed.size() || number > most || number < -most)
        return std::nullopt;
    return number;
}

bool is_decimal(std::string_view typed) {
    if (typed.starts_with('+') || typed.starts_with('-')) typed.remove_prefix(1);
    const auto point = typed.find('.');
    const std::string_view whole = typed.substr(0, point);
    const std::string_view part = point == typed.npos ? std::string_view("0") : typed.substr(point + 1);
    const auto digits = [](std::string_view s) {
        return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    return digits(whole) && digits(part);
}

} // namespace

Edited text_field(std::string_view label, std::string& value, const FieldOptions& options) {
    return line_field(label, value, options, 0, nullptr);
}

Edited secret_field(std::string_view label, std::string& value, const FieldOptions& options) {
    return line_field(label, value, options, ImGuiInputTextFlags_Password, nullptr);
}

Edited search_field(std::string_view label, std::string& value, std::string_view hint, float width) {
    const Group group;
    const float all = width_or_rest(width);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    FieldOptions field;
    field.hint = hint;
    const bool clearable = !value.empty();
    const BoxResult box = text_box(label, value, field,
                                   {.left = px(32), .width = all - (clearable ? px(30) : 0), .fill = theme().raised});
    Edited edited = box.edited;
    const float middle = box.box.GetCenter().y;
    draw_icon({at.x + px(17), middle}, icons::search, theme().text_third, 13);
    if (!clearable) return edited;
    ImGui::SameLine(0, 0);
    const Id scope(label);
    ImGui::SetCursorScreenPos({box.box.Max.x + px(2), middle - px(14)});
    if (icon_button(icons::close, word("ui.clear"), {.border = false, .size = px(28)})) {
        value.clear();
        edited = {true, true};
    }
    return edited;
}

Edited number_field(std::string_view label, std::optional<std::int64_t>& value, const FieldOptions& options) {
    auto& half_typed = look().state->half_typed;
    const ImGuiID id = id_of("##" + std::string(label));
    const std::string given = value ? std::to_string(*value) : std::string();
    const auto kept = half_typed.find(id);
    const bool odd = kept != half_typed.end() && kept->second.value == given;
    std::string typed = odd ? kept->second.text : given;
    FieldOptions field = options;
    if (odd && field.problem.empty()) field.problem = word("ui.bad_number");
    Edited edited = line_field(label, typed, field, ImGuiInputTextFlags_CallbackCharFilter, integer_filter);
    if (!edited.changed) return edited;
    const auto number = parse_integer(typed);
    if (!number && !typed.empty()) {
        half_typed[id] = {typed, given};
        return {false, edited.committed};
    }
    half_typed.erase(id);
    value = number;
    return edited;
}

Edited decimal_field(std::string_view label, std::string& value, const FieldOptions& options) {
    FieldOptions field = options;
    if (field.problem.empty() && !value.empty() && !is_decimal(value)) field.problem = word("ui.bad_decimal");
    return line_field(label, value, field, ImGuiInputTextFlags_CallbackCharFilter, decimal_filter);
}

} // namespace takan::app::ui
