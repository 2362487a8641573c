#include "app/ui/find_bar.hpp"

#include "app/ui/buttons.hpp"
#include "app/ui/field_box.hpp"
#include "app/ui/find_text.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace takan::app::ui {

namespace {

using Hits = std::vector<TextHit>;

// The hit that is selected now; the number of hits when none is.
std::size_t selected_hit(const Hits& hits, const LongTextModel& model) {
    const TextHit selected{model.selection_begin(), model.selection_end()};
    return static_cast<std::size_t>(std::find(hits.begin(), hits.end(), selected) - hits.begin());
}

void select(LongTextModel& model, const TextHit& hit) {
    model.select(hit.begin, hit.end);
}

// From the selection on, beginning again at the other end of the text.
void go_on(LongTextModel& model, const Hits& hits, bool backwards) {
    if (hits.empty()) return;
    if (backwards) {
        const auto behind = std::find_if(hits.rbegin(), hits.rend(),
                                         [&](const TextHit& hit) { return hit.end <= model.selection_begin(); });
        return select(model, behind == hits.rend() ? hits.back() : *behind);
    }
    const auto next =
        std::find_if(hits.begin(), hits.end(), [&](const TextHit& hit) { return hit.begin >= model.selection_end(); });
    select(model, next == hits.end() ? hits.front() : *next);
}

// What is being typed finds the place that begins where the selection does, or the next one.
void search_again(LongTextModel& model, const Hits& hits) {
    const auto at = std::find_if(hits.begin(), hits.end(),
                                 [&](const TextHit& hit) { return hit.begin >= model.selection_begin(); });
    if (!hits.empty()) select(model, at == hits.end() ? hits.front() : *at);
}

void replace_one(ActiveEditor& editor, const Hits& hits) {
    const std::size_t now = selected_hit(hits, editor.model);
    if (now < hits.size()) editor.model.replace_range(hits[now].begin, hits[now].end, editor.instead);
    go_on(editor.model, find_all(editor.model.text(), editor.wanted), false);
}

// All of them as one step of undo.
void replace_all(ActiveEditor& editor, const Hits& hits) {
    if (hits.empty()) return;
    const std::string& text = editor.model.text();
    std::string changed;
    std::size_t at = hits.front().begin;
    for (const TextHit& hit : hits) {
        changed.append(text, at, hit.begin - at);
        changed += editor.instead;
        at = hit.end;
    }
    editor.model.replace_range(hits.front().begin, hits.back().end, changed);
}

std::string count_text(const Hits& hits, const ActiveEditor& editor) {
    if (editor.wanted.empty()) return {};
    if (hits.empty()) return word("ui.find.none");
    const std::size_t now = selected_hit(hits, editor.model);
    const std::string all = std::to_string(hits.size());
    if (now == hits.size()) return say("ui.find.count", language(), {{"count", all}});
    return std::to_string(now + 1) + "/" + all;
}

void draw_wanted(ActiveEditor& editor, const Hits& hits, float width) {
    if (editor.tool_opens) ImGui::SetKeyboardFocusHere();
    FieldOptions field;
    field.hint = word("ui.find.hint");
    const BoxResult box = text_box("##" + word("ui.find.what"), editor.wanted, field,
                                   {.left = px(32), .width = width, .fill = theme().raised, .select_all = true});
    draw_icon({box.box.Min.x + px(17), box.box.GetCenter().y}, icons::search, theme().text_third, 13);
    const std::string count = count_text(hits, editor);
    const float room = measure(count, {em_small}).x;
    draw_text_middle(box.box.Max.x - room - px(8), box.box.GetCenter().y, count, note_text());
    editor.tool_opens = false;
    if (look().state->left_by_escape == box.id) editor.takes_caret = true;
    if (box.edited.changed) search_again(editor.model, find_all(editor.model.text(), editor.wanted));
    if (!box.entered) return;
    find_next(editor, ImGui::GetIO().KeyShift);
    editor.tool_opens = true; // Enter leaves a line of text: go back into it
}

void draw_instead(ActiveEditor& editor, const Hits& hits, float width) {
    const std::string& one = word("ui.find.replace");
    const std::string& all = word("ui.find.replace_all");
    FieldOptions field;
    field.hint = word("ui.find.instead");
    if (std::exchange(editor.instead_again, false)) ImGui::SetKeyboardFocusHere();
    const float buttons = button_width(one) + button_width(all) + px(12);
    const BoxResult box = text_box("##" + word("ui.find.instead"), editor.instead, field,
                                   {.width = std::max(px(80), width - buttons), .fill = theme().raised});
    if (look().state->left_by_escape == box.id) editor.takes_caret = true;
    editor.instead_again = box.entered;
    const Disabled nothing(hits.empty());
    ImGui::SameLine(0, px(6));
    if (button(one) || (box.entered && !hits.empty())) replace_one(editor, hits);
    ImGui::SameLine(0, px(6));
    if (button(all)) replace_all(editor, hits);
}

} // namespace

void find_next(ActiveEditor& editor, bool backwards) {
    go_on(editor.model, find_all(editor.model.text(), editor.wanted), backwards);
}

void draw_find_bar(ActiveEditor& editor, float width, bool read_only) {
    if (editor.tool != EditorTool::find && editor.tool != EditorTool::replace) return;
    const Id scope("find");
    const Hits hits = find_all(editor.model.text(), editor.wanted);
    const float side = px(34);
    const int buttons = read_only ? 3 : 4;
    draw_wanted(editor, hits, width - (side + px(4)) * static_cast<float>(buttons));
    ImGui::SameLine(0, px(4));
    const bool back = icon_button(icons::chevron_up, word("ui.find.previous"));
    ImGui::SameLine(0, px(4));
    const bool on = icon_button(icons::chevron_down, word("ui.find.next"));
    if (back || on) find_next(editor, back);
    editor.tool_opens |= back || on; // the keyboard stays with the search
    if (!read_only) {
        const bool replaces = editor.tool == EditorTool::replace;
        ImGui::SameLine(0, px(4));
        if (icon_button(icons::find_replace, word("ui.find.replace_tip"), {.chosen = replaces}))
            editor.tool = replaces ? EditorTool::find : EditorTool::replace;
    }
    ImGui::SameLine(0, px(4));
    if (icon_button(icons::close, word("ui.find.close"), {.border = false})) editor.takes_caret = true;
    if (editor.tool == EditorTool::replace) draw_instead(editor, hits, width);
}

} // namespace takan::app::ui
