#include "app/ui/choices.hpp"

#include "app/ui/buttons.hpp"
#include "app/ui/display.hpp"
#include "app/ui/field_box.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"
#include "app/ui/widget_state.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <vector>

namespace takan::app::ui {

namespace {

constexpr std::size_t most_without_search = 8;
constexpr int none_row = -1; // the row "not given" in `Shown::rows`

// The open list: which options it shows and how.
struct Shown {
    std::vector<int> rows; // indices of options, or none_row
    bool searchable = false;
    bool notes = false;
    float row_height = 0;
};

Shown rows_to_show(std::span<const Option> options, const std::string& search, bool searchable, bool may_clear) {
    Shown shown;
    shown.searchable = searchable;
    if (may_clear && search.empty()) shown.rows.push_back(none_row);
    for (std::size_t i = 0; i < options.size(); ++i) {
        shown.notes |= !options[i].note.empty();
        if (option_matches(options[i], search)) shown.rows.push_back(static_cast<int>(i));
    }
    shown.row_height = shown.notes ? px(44) : px(36);
    return shown;
}

struct Picked {
    bool any = false;
    int option = none_row;
    bool create = false;
};

void draw_option(const Option* option, const ImRect& box, bool chosen) {
    const Theme& t = theme();
    const float left = box.Min.x + px(10);
    const float room = box.GetWidth() - px(44);
    const float middle = box.GetCenter().y;
    if (!option) {
        draw_text_cut_middle(left, middle, room, word("ui.not_given"), second_text());
    } else if (option->note.empty()) {
        draw_text_cut_middle(left, middle, room, option->title, {em_body, chosen, chosen ? t.accent : t.text});
    } else {
        draw_text_cut_middle(left, middle - px(9), room, option->title, {em_body, chosen, chosen ? t.accent : t.text});
        draw_text_cut_middle(left, middle + px(10), room, option->note, note_text());
    }
    if (chosen) draw_icon({box.Max.x - px(18), middle}, icons::check, t.accent, 12);
}

bool draw_list_row(const Option* option, int row, const Shown& shown, bool chosen, bool at_cursor) {
    const Id scope(row);
    const std::string_view name = option ? option->title : std::string_view(word("ui.not_given"));
    const Pressable item =
        pressable_as(id_of("option"), name, {ImGui::GetContentRegionAvail().x, shown.row_height}, chosen);
    if (!item.visible) return false;
    if (item.hovered || at_cursor)
        fill(item.box, theme().hover, px(6));
    else if (chosen)
        fill(item.box, theme().accent_soft, px(6));
    draw_option(option, item.box, chosen);
    focus_ring(item.id, item.box, px(6));
    return item.pressed;
}

// Arrow keys and Enter while the search line has the caret.
bool keys_of_list(OpenList& list, int rows) {
    const auto pressed = [](ImGuiKey key) {
        return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, ImGuiKeyOwner_Any);
    };
    if (pressed(ImGuiKey_DownArrow)) list.cursor = std::min(list.cursor + 1, rows - 1), list.scroll_to_cursor = true;
    if (pressed(ImGuiKey_UpArrow)) list.cursor = std::max(list.cursor - 1, 0), list.scroll_to_cursor = true;
    return (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeypadEnter)) && list.cursor >= 0 && list.cursor < rows;
}

Picked draw_rows(std::span<const Option> options, const Shown& shown, std::string_view code, OpenList& list) {
    Picked picked;
    const auto rows = static_cast<int>(shown.rows.size());
    const float height = shown.row_height * static_cast<float>(std::clamp(rows, 1, 8));
    const StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const Child scroll("rows", {0, height}, ImGuiChildFlags_NavFlattened);
    if (list.scroll_to_cursor && list.cursor >= 0) {
        const float top = shown.row_height * static_cast<float>(list.cursor);
        if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
        if (top + shown.row_height > ImGui::GetScrollY() + height) ImGui::SetScrollY(top + shown.row_height - height);
        list.scroll_to_cursor = false;
    }
    ImGuiListClipper clipper;
    clipper.Begin(rows, shown.row_height);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const int index = shown.rows[static_cast<std::size_t>(i)];
            const Option* option = index == none_row ? nullptr : &options[static_cast<std::size_t>(index)];
            const bool chosen = option ? option->code == code : code.empty();
            const bool at_cursor = shown.searchable && i == list.cursor;
            if (draw_list_row(option, index, shown, chosen, at_cursor)) picked = {true, index, false};
        }
    if (rows == 0)
        draw_text_middle(ImGui::GetWindowPos().x + px(10), ImGui::GetWindowPos().y + height / 2, word("ui.no_match"),
                         second_text());
    return picked;
}

Picked draw_list(std::span<const Option> options, std::string_view code, bool searchable, bool may_clear,
                 bool may_create) {
    OpenList& list = look().state->list;
    Picked picked;
    bool taken = false;
    if (searchable) {
        if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
        FieldOptions field;
        field.hint = word("ui.search");
        const BoxResult box =
            text_box("##" + word("ui.search"), list.search, field,
                     {.left = px(32), .width = ImGui::GetContentRegionAvail().x, .fill = theme().raised});
        draw_icon({box.box.Min.x + px(17), box.box.GetCenter().y}, icons::search, theme().text_third, 13);
        if (box.edited.changed) list.cursor = list.search.empty() ? -1 : 0;
        if (look().state->left_by_escape == box.id) ImGui::CloseCurrentPopup();
        taken = true;
    }
    const Shown shown = rows_to_show(options, list.search, searchable, may_clear);
    if (taken && keys_of_list(list, static_cast<int>(shown.rows.size())))
        picked = {true, shown.rows[static_cast<std::size_t>(list.cursor)], false};
    const Picked pressed = draw_rows(options, shown, code, list);
    if (pressed.any) picked = pressed;
    const std::string name = sync::trimmed(list.search);
    if (may_create && !name.empty()) {
        divider();
        if (menu_item(say("ui.create", language(), {{"name", name}}), icons::add, {}, Tone::accent))
            picked = {true, none_row, true};
    }
    if (picked.any) ImGui::CloseCurrentPopup();
    return picked;
}

// The closed box; true when it was pressed.
Pressable draw_closed(std::string_view label, std::string_view shown, const FieldOptions& field) {
    const bool empty = shown.empty();
    const Pressable item =
        pressable_as(id_of("##" + std::string(label)), name_of_field(label), {width_or_rest(field.width), px(34)});
    if (!item.visible) return item;
    fill(item.box, field.read_only ? theme().raised : theme().surface, px(6));
    draw_field_border(item.box, false, item.hovered, field);
    const float middle = item.box.GetCenter().y;
    const std::string_view hint = field.hint.empty() ? std::string_view(word("ui.choose")) : field.hint;
    draw_text_cut_middle(item.box.Min.x + px(10), middle, item.box.GetWidth() - px(42), empty ? hint : shown,
                         plain_text(empty ? theme().text_third : 0));
    draw_icon({item.box.Max.x - px(17), middle}, icons::chevron_down, theme().text_second, 13);
    focus_ring(item.id, item.box, px(6));
    return item;
}

std::string_view title_of_code(std::span<const Option> options, std::string_view code) {
    for (const Option& option : options)
        if (option.code == code) return option.title;
    return code;
}

Edited combo(std::string_view label, std::span<const Option> options, std::string& code, const ChoiceOptions& field,
             bool searchable, std::string* create) {
    const FieldGroup whole;
    field_label(label, field);
    const Id scope(label);
    const Disabled fixed(field.read_only);
    const Pressable item = draw_closed(label, title_of_code(options, code), field);
    OpenList& list = look().state->list;
    if (item.pressed && !field.read_only) {
        list = {item.id, {}, -1, false};
        ImGui::OpenPopup("##list");
    }
    Edited edited;
    const auto rows = static_cast<float>(std::min<std::size_t>(options.size() + 1, 8));
    const float width = std::max(item.box.GetWidth(), px(220));
    place_under(item.box, {width, rows * px(44) + px(60)});
    ImGui::SetNextWindowSize({width, 0});
    {
        const StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(px(6), px(6)));
        if (const Popup popup("##list"); popup) {
            const Picked picked = draw_list(options, code, searchable, field.may_clear, create != nullptr);
            if (picked.create && create) *create = sync::trimmed(list.search);
            if (picked.any && !picked.create) {
                const std::string_view next = picked.option == none_row
                                                  ? std::string_view()
                                                  : options[static_cast<std::size_t>(picked.option)].code;
                edited.changed = edited.committed = next != code;
                code = std::string(next);
            }
        }
    }
    field_foot(field);
    return edited;
}

} // namespace

bool option_matches(const Option& option, std::string_view typed) {
    const std::string hay =
        sync::lower_ascii(option.title) + "\n" + sync::lower_ascii(option.note) + "\n" + sync::lower_ascii(option.code);
    for (const std::string_view part : sync::split(typed, ' '))
        if (hay.find(sync::lower_ascii(part)) == std::string::npos) return false;
    return true;
}

Edited choice(std::string_view label, std::span<const Option> options, std::string& code, const ChoiceOptions& field) {
    return combo(label, options, code, field, options.size() > most_without_search, nullptr);
}

Edited reference(std::string_view label, std::span<const Option> options, std::string& code, const ChoiceOptions& field,
                 std::string* create) {
    return combo(label, options, code, field, true, create);
}

int multi_choice(std::string_view label, std::span<const Option> options, std::span<const bool> on,
                 const FieldOptions& field) {
    const FieldGroup whole;
    field_label(label, field);
    const Id scope(label);
    const Disabled fixed(field.read_only);
    const float right = ImGui::GetCursorScreenPos().x + width_or_rest(field.width);
    int pressed = -1;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const std::string chip_label = std::string(options[i].title) + "##" + std::string(options[i].code);
        if (i > 0) {
            ImGui::SameLine(0, px(6));
            if (ImGui::GetCursorScreenPos().x + chip_width(chip_label) > right) ImGui::NewLine();
        }
        if (chip(chip_label, i < on.size() && on[i])) pressed = static_cast<int>(i);
    }
    field_foot(field);
    return pressed;
}

} // namespace takan::app::ui
