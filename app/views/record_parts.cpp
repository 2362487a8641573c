#include "app/views/record_parts.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/review.hpp"
#include "app/ui/ui.hpp"
#include "app/views/checklist_words.hpp"
#include "app/views/contested.hpp"
#include "app/views/take_back.hpp"
#include "sync/record/deletion.hpp"

#include <algorithm>
#include <array>

namespace takan::app {

namespace {

// How many fields were changed after the decision, and which.
std::string since_review(const Given& given, const sync::Record& record) {
    std::string names;
    const auto changed = changed_since_review(record);
    for (const auto& field : changed)
        names += (names.empty() ? "" : given.text("value.list_separator")) +
                 field_text(record.kind, field, given.language());
    const bool approved = sync::shown_text(record, "review.state") == "approved";
    return say(approved ? "notice.changed_since_approval" : "notice.changed_since_return", given.language(),
               {{"count", std::to_string(changed.size())}, {"fields", names}});
}

// What people do not write themselves (hashes, what a decision had seen) is no history for them.
bool is_history(std::string_view kind, std::string_view field) {
    constexpr std::array kept{"review.state", "review.note", "submitted"};
    const KindSpec* known = find_kind(kind);
    const FieldSpec* spec = known == nullptr ? nullptr : find_field_spec(*known, field);
    return spec == nullptr || spec->type != FieldType::hidden ||
           std::find(kept.begin(), kept.end(), field) != kept.end();
}

std::string history_value(const Given& given, const sync::Record& record, const HistoryLine& line) {
    if (line.field != "deleted")
        return readable(given, record.kind, line.field,
                        value_text(record.kind, line.field, line.value, given.language()));
    sync::Record then = record;
    then.fields["deleted"] = {{line.edit, line.value}};
    return sync::presence(then) == sync::Presence::here ? given.text("menu.restore") : sync::deletion_reason(then);
}

void draw_history_line(const Given& given, const sync::Record& record, const HistoryLine& line) {
    const ui::Id id(line.field + sync::to_text(line.edit));
    ui::text(person_and_time(given.snapshot, line.edit) + " · " + field_name(given, record.kind, line.field),
             ui::note_text());
    const std::string value = history_value(given, record, line);
    ui::text_wrapped(value.empty() ? given.text("value.none") : value,
                     line.replaced ? ui::second_text() : ui::plain_text());
    if (line.replaced) ui::text(given.text("history.replaced"), ui::note_text());
    ui::space(6);
    ui::divider();
    ui::space(6);
}

void draw_history(const Given& given, const sync::Record& record, bool& open) {
    const ui::Drawer drawer(given.text("history.title"), open, ui::px(420));
    if (!drawer) return;
    for (auto line = given.snapshot.history.rbegin(); line != given.snapshot.history.rend(); ++line)
        if (is_history(record.kind, line->field)) draw_history_line(given, record, *line);
}

void ask_deletion(const Given& given, const sync::Record& record, RecordPartsState& state, Asked& asked) {
    const std::string title =
        say("delete.title", given.language(), {{"kind", kind_text(record.kind, given.language())}});
    const ui::Question question{.title = title,
                                .sentence = given.text("delete.sentence"),
                                .confirm = given.text("delete.confirm"),
                                .reason_label = given.text("delete.reason"),
                                .reason_hint = given.text("delete.reason_hint")};
    if (ui::confirm(question, state.ask_delete, &state.delete_reason) != ui::Answer::confirmed) return;
    asked.command(Delete{{record.id}, state.delete_reason});
    asked.toast = Toast{given.text("delete.done"), true};
    state.delete_reason.clear();
}

} // namespace

void draw_record_menu(const Given& given, const sync::Record& record, RecordPartsState& state, Asked& asked) {
    if (ui::icon_button(ui::icons::more, given.text("menu.more"))) ImGui::OpenPopup("record menu");
    if (const ui::Popup menu("record menu"); menu) {
        if (ui::menu_item(given.text("menu.history"), ui::icons::history)) state.history = true;
        if (record.kind == "visit" && may_take_back(given.snapshot) &&
            ui::menu_item(given.text("menu.take_back"), ui::icons::undo))
            asked.take_back = edits_of_visit(record.id);
        if (sync::presence(record) == sync::Presence::here) {
            if (ui::menu_item(given.text("menu.delete"), ui::icons::remove, {}, ui::Tone::danger))
                state.ask_delete = true;
        } else if (ui::menu_item(given.text("menu.restore"), ui::icons::restore)) {
            asked.command(Restore{{record.id}});
        }
    }
    ask_deletion(given, record, state, asked);
    if (state.history) draw_history(given, record, state.history);
}

void draw_record_notices(const Given& given, const sync::Record& record, Asked& asked) {
    const auto notice = [&](ui::Tone tone, const std::string& sentence, const std::string& action = {}) {
        const bool pressed = ui::notice(tone, sentence, action);
        ui::space(10);
        return pressed;
    };
    const sync::Presence presence = sync::presence(record);
    if (presence != sync::Presence::here) {
        const char* key = presence == sync::Presence::deleted ? "notice.deleted" : "notice.deleted_but_changed";
        const ui::Tone tone = presence == sync::Presence::deleted ? ui::Tone::info : ui::Tone::danger;
        const std::string sentence = say(key, given.language(), {{"reason", sync::deletion_reason(record)}});
        if (notice(tone, sentence, given.text("menu.restore"))) asked.command(Restore{{record.id}});
    }
    switch (review_state(record)) {
    case ReviewState::none:
        break;
    case ReviewState::returned:
        notice(ui::Tone::warn,
               say("notice.returned", given.language(), {{"note", sync::shown_text(record, "review.note")}}));
        break;
    case ReviewState::approved:
        notice(ui::Tone::ok, given.text("notice.approved"));
        break;
    case ReviewState::changed_since:
        notice(ui::Tone::info, since_review(given, record));
        break;
    }
}

} // namespace takan::app
