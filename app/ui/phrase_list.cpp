#include "app/ui/phrase_list.hpp"

#include "app/ui/buttons.hpp"
#include "app/ui/choices.hpp"
#include "app/ui/display.hpp"
#include "app/ui/field_box.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/layout.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"
#include "app/ui/widget_state.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace takan::app::ui {

void offer_phrases(const PhraseBook* book) {
    look().state->phrase_book = book;
}

PhraseWish take_phrase_wish() {
    return std::exchange(look().state->phrase_wish, {});
}

void begin_phrase_list() {
    look().state->phrases = {};
}

namespace {

constexpr float list_width = 560; // design pixels: about forty Chinese characters a line
constexpr float list_height = 340;

struct Row {
    const std::string* heading = nullptr; // of the group that begins with this phrase
    std::string text;
};

std::vector<Row> rows_to_show(const PhraseBook& book, const std::string& search) {
    std::vector<Row> rows;
    for (const auto& group : book.groups) {
        const std::string* heading = &group.title;
        for (const std::string& phrase : group.phrases) {
            std::string text = fill_phrase(phrase, book.facts);
            if (option_matches({text, text, group.title}, search))
                rows.push_back({std::exchange(heading, nullptr), std::move(text)});
        }
    }
    return rows;
}

bool draw_row(const Row& row, int index, OpenPhrases& list) {
    const Id scope(index);
    if (row.heading) {
        space(4);
        text(*row.heading, {em_small, true, theme().text_third});
    }
    const float width = ImGui::GetContentRegionAvail().x;
    const float room = width - px(20);
    const float height = measure(row.text, {}, room).y + px(12);
    const Pressable item = pressable_as(id_of("phrase"), row.text, {width, height});
    const bool at_cursor = index == list.cursor;
    if (at_cursor && std::exchange(list.scroll_to_cursor, false)) ImGui::SetScrollHereY(0.5f);
    if (!item.visible) return item.pressed;
    if (item.hovered || at_cursor) fill(item.box, at_cursor ? theme().accent_soft : theme().hover, px(6));
    draw_text_wrapped({item.box.Min.x + px(10), item.box.Min.y + px(6)}, room, row.text);
    focus_ring(item.id, item.box, px(6));
    return item.pressed;
}

// The search line; true when Escape left it.
bool draw_search(OpenPhrases& list) {
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    FieldOptions field;
    field.hint = word("ui.phrases.search");
    const BoxResult box = text_box("##" + word("ui.phrases.search"), list.search, field,
                                   {.left = px(32), .width = ImGui::GetContentRegionAvail().x, .fill = theme().raised});
    draw_icon({box.box.Min.x + px(17), box.box.GetCenter().y}, icons::search, theme().text_third, 13);
    if (box.edited.changed) list.cursor = 0, list.scroll_to_cursor = true;
    return look().state->left_by_escape == box.id;
}

// The arrows choose a row; they do not take the keyboard out of the search line.
std::optional<int> keys(OpenPhrases& list, int count) {
    const ImGuiID own = ImGui::GetCurrentWindow()->ID;
    for (const ImGuiKey key : {ImGuiKey_DownArrow, ImGuiKey_UpArrow})
        ImGui::SetKeyOwner(key, own);
    const int before = list.cursor;
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow, ImGuiInputFlags_Repeat, own)) ++list.cursor;
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow, ImGuiInputFlags_Repeat, own)) --list.cursor;
    list.cursor = std::clamp(list.cursor, 0, std::max(count - 1, 0));
    list.scroll_to_cursor |= list.cursor != before;
    const auto entered = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, ImGuiInputFlags_None, ImGuiKeyOwner_Any); };
    const bool enter = entered(ImGuiKey_Enter) || entered(ImGuiKey_KeypadEnter);
    return enter && count > 0 ? std::optional(list.cursor) : std::nullopt;
}

// What can be done with phrases; true when the list is to be closed.
bool draw_foot(std::string_view selected) {
    PhraseWish& wish = look().state->phrase_wish;
    divider();
    const float manage = measure(word("ui.phrases.manage"), {em_note}).x + px(4);
    bool done = false;
    if (!sync::trimmed(selected).empty()) {
        if (button(word("ui.phrases.keep"), {.kind = ButtonKind::ghost, .icon = icons::add})) {
            wish.keep = std::string(selected);
            done = true;
        }
    } else {
        line_of(px(34));
        text_cut(word("ui.phrases.keep_how"), note_text(), ImGui::GetContentRegionAvail().x - manage - px(12));
    }
    ImGui::SameLine(0, px(8));
    push_right(manage);
    if (link(word("ui.phrases.manage"), false, em_note)) wish.manage = done = true;
    return done;
}

} // namespace

PhraseChoice draw_phrase_list(const ImRect& box, std::string_view selected) {
    const PhraseBook* book = look().state->phrase_book;
    if (book == nullptr) return {};
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float width = std::min(px(list_width), screen.x - px(16));
    const float around = px(108); // search line and foot
    const float room = std::max(screen.y - box.Max.y, box.Min.y) - px(16) - around;
    const float height = std::clamp(room, px(100), px(list_height));
    place_under(box, {width, height + around});
    ImGui::SetNextWindowSize({width, 0});
    const StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(px(6), px(4)));
    const Popup popup(phrase_popup);
    if (!popup) return {};
    PhraseChoice choice;
    choice.open = true;
    OpenPhrases& list = look().state->phrases;
    choice.left = draw_search(list);
    const auto rows = rows_to_show(*book, list.search);
    std::optional<int> picked = keys(list, static_cast<int>(rows.size()));
    {
        const Child scroll("phrase rows", {0, height}, ImGuiChildFlags_NavFlattened);
        if (rows.empty()) empty_state(icons::search, word("ui.no_match"));
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (draw_row(rows[i], static_cast<int>(i), list)) picked = static_cast<int>(i);
    }
    const bool done = draw_foot(selected);
    if (picked) choice.chosen = rows[static_cast<std::size_t>(*picked)].text;
    if (!picked && !done && !choice.left) return choice;
    ImGui::CloseCurrentPopup();
    choice.open = false;
    choice.left = !done;
    return choice;
}

} // namespace takan::app::ui
