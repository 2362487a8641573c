// One field written for all selected records, with how many change said before.

#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/table_parts.hpp"

namespace takan::app {

namespace {

// Stands for all of them: what is entered for it is written for each.
sync::Record stand_in(const std::string& kind) {
    sync::Record record;
    record.kind = kind;
    return record;
}

// A set that is emptied loses each member.
void clear(const Given& given, const TableColumn& column, ManyEditor& editor) {
    editor.drafts = {};
    if (column.type != FieldType::set) return editor.drafts.set({}, column.name, {}, given.now);
    if (const Vocabulary* vocabulary = find_vocabulary(column.vocabulary))
        for (const Term& term : vocabulary->terms)
            editor.drafts.set({}, column.name + "." + term.code, false, given.now);
}

void draw_field_choice(const Given& given, TableState& state) {
    ManyEditor& editor = state.many;
    const std::string& kind = state.view.query.kind;
    std::vector<std::pair<std::string, std::string>> words;
    for (const TableColumn& column : table_columns(kind))
        if (column.writable) words.emplace_back(column.name, column_text(kind, column.name, given.language()));
    std::vector<ui::Option> options;
    for (const auto& [name, text] : words)
        options.push_back({name, text});
    ui::ChoiceOptions choice;
    choice.may_clear = false;
    if (ui::choice(given.text("table.many_field"), options, editor.column, choice)) {
        editor.drafts = {};
        editor.looked_at.clear();
    }
}

std::string outcome_words(const Given& given, const SetManyPreview& preview) {
    std::string words =
        say("table.many_outcome", given.language(),
            {{"changed", std::to_string(preview.changed)}, {"records", std::to_string(preview.records)}});
    if (preview.contested > 0)
        words += say("table.many_contested", given.language(), {{"count", std::to_string(preview.contested)}});
    if (preview.deleted > 0)
        words += say("table.many_deleted", given.language(), {{"count", std::to_string(preview.deleted)}});
    return words;
}

// What would change, as soon as the store has counted it; null before.
const SetManyPreview* preview_of(const Given& given, const FieldValues& fields, std::size_t records) {
    const auto& preview = given.snapshot.many;
    return preview && preview->fields == fields && preview->records == records ? &*preview : nullptr;
}

void draw_buttons(const Given& given, const FieldValues& fields, const SetManyPreview* preview, TableState& state,
                  Asked& asked) {
    const std::string& confirm = given.text("table.many_write");
    const std::string& cancel = given.text("ui.cancel");
    ui::push_right(ui::button_width(cancel) + ui::px(10) + ui::button_width(confirm, ui::icons::check));
    if (ui::button(cancel)) state.many.open = false;
    ImGui::SameLine(0, ui::px(10));
    const ui::Disabled nothing(preview == nullptr || preview->changed == 0);
    if (!ui::button(confirm, {.kind = ui::ButtonKind::primary, .icon = ui::icons::check})) return;
    asked.command(SetMany{state.selection.in_order(*given.snapshot.table->ids), fields});
    asked.toast = Toast{say("table.many_done", given.language(), {{"count", std::to_string(preview->changed)}}), true};
    state.many.open = false;
    ImGui::CloseCurrentPopup();
}

} // namespace

void open_many_editor(const TableState& state, ManyEditor& editor) {
    editor = {};
    editor.open = true;
    for (const ShownColumn& shown : state.view.columns) {
        const TableColumn* column = find_column(state.view.query.kind, shown.name);
        if (column == nullptr || !column->writable) continue;
        editor.column = column->name;
        return;
    }
}

void draw_many_editor(const Given& given, TableState& state, Asked& asked) {
    ManyEditor& editor = state.many;
    if (!editor.open || !given.snapshot.table) return;
    const ui::Dialog dialog(
        say("table.many_title", given.language(), {{"count", std::to_string(state.selection.size())}}), editor.open,
        ui::px(520));
    if (!dialog) return;
    draw_field_choice(given, state);
    ui::space(8);
    const TableColumn* column = find_column(state.view.query.kind, editor.column);
    if (column == nullptr) return;
    Asked unheard; // a new site, say: nothing of that belongs here
    draw_field(given, stand_in(state.view.query.kind), editor.column, editor.drafts, unheard);
    if (ui::link(given.text("table.many_clear"))) clear(given, *column, editor);
    const FieldValues fields = editor.drafts.of({});
    if (fields != editor.looked_at && !fields.empty())
        asked.command(LookAtSetMany{{state.selection.in_order(*given.snapshot.table->ids), fields}});
    editor.looked_at = fields;
    const SetManyPreview* preview = fields.empty() ? nullptr : preview_of(given, fields, state.selection.size());
    ui::space(10);
    if (state.selection.size() > SetMany::most)
        ui::notice(ui::Tone::warn, given.text("error.too_many_at_once"));
    else
        ui::notice(ui::Tone::info,
                   preview == nullptr ? given.text("table.many_nothing") : outcome_words(given, *preview));
    ui::space(10);
    draw_buttons(given, fields, preview, state, asked);
}

} // namespace takan::app
