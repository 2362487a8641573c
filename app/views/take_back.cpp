#include "app/views/take_back.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <set>

namespace takan::app {

namespace {

constexpr std::size_t most_left = 50; // lines; nobody reads more before deciding

bool by_person(const Which& which) {
    return which.visit.is_nil() && which.batch.empty();
}

// What is typed so far, as the question that it makes.
Which which_of(const TakeBackState& state) {
    Which which = state.which;
    if (const auto since = sync::parse_instant(state.since)) which.since = *since;
    return which;
}

bool is_complete(const Which& which) {
    return !by_person(which) || (!which.person.empty() && which.since);
}

// The open visit's place and time.
std::string visit_words(const Given& given, const sync::RecordId& visit) {
    const auto& detail = given.snapshot.detail;
    if (!detail || detail->record.id != visit) return visit.text();
    const std::string place = detail->site ? title_of(*detail->site, given.language()) : std::string();
    const std::string note = subtitle_of(detail->record, "", given.language());
    return title_of(detail->record, place, given.language()) + (note.empty() ? "" : " · " + note);
}

// `may_be_all`: of a visit, everybody's.
void draw_person(const Given& given, TakeBackState& state, bool may_be_all) {
    std::set<std::string> names;
    for (const auto& member : given.snapshot.members)
        names.insert(member.name);
    for (const auto& [device, name] : given.snapshot.people)
        names.insert(name);
    std::vector<ui::Option> options;
    for (const auto& name : names)
        options.push_back({name, name});
    ui::ChoiceOptions field;
    field.width = ui::px(220);
    field.required = !may_be_all;
    field.may_clear = may_be_all;
    if (may_be_all) field.hint = given.text("take_back.everybody");
    ui::choice(given.text("take_back.person"), options, state.which.person, field);
}

void draw_question(const Given& given, TakeBackState& state) {
    const Which& which = state.which;
    if (!which.batch.empty()) {
        ui::text_wrapped(given.text("take_back.import_note"), ui::second_text());
        return;
    }
    const bool visit = !which.visit.is_nil();
    if (visit) {
        ui::text_wrapped(visit_words(given, which.visit), {.bold = true});
        ui::space(8);
    }
    const ImVec2 top = ImGui::GetCursorPos();
    {
        const ui::Group left;
        draw_person(given, state, visit);
    }
    ImGui::SetCursorPos({top.x + ui::px(236), top.y});
    const ui::Group right;
    ui::FieldOptions since{.required = !visit};
    since.width = ui::px(260);
    if (visit) since.hint = given.text("take_back.from_start");
    ui::moment_field(given.text("take_back.since"), state.since, given.now, since);
}

// The answer to the last question; null while it is not there.
const TakeBackPreview* answer_to(const Given& given, const TakeBackState& state) {
    const auto& preview = given.snapshot.take_back;
    return state.asked && preview && preview->number == state.number ? &*preview : nullptr;
}

bool does_something(const TakeBackPreview& preview) {
    return !preview.failed && preview.fields + preview.deleted > 0;
}

void draw_left(const Given& given, const std::vector<std::string>& left) {
    if (left.empty()) return;
    ui::space(8);
    ui::notice(ui::Tone::info, say("take_back.left", given.language(), {{"count", std::to_string(left.size())}}));
    ui::space(4);
    for (std::size_t i = 0; i < std::min(left.size(), most_left); ++i)
        ui::text_wrapped(left[i], ui::note_text());
    if (left.size() > most_left) ui::text("…", ui::note_text());
}

// Whose edits and since when: what is half typed in the boxes above does not count.
std::string scope_words(const Given& given, const Which& which) {
    const std::string who = which.person.empty() ? given.text("take_back.everybody") : which.person;
    const std::string since = which.since ? ui::moment_text(*which.since) : std::string();
    return say(which.since ? "take_back.scope_since" : "take_back.scope", given.language(),
               {{"who", who}, {"time", since}});
}

std::string effect_words(const Given& given, const TakeBackPreview& preview) {
    std::string words;
    if (preview.fields > 0)
        words = say("take_back.restores", given.language(),
                    {{"visits", std::to_string(preview.visits)},
                     {"records", std::to_string(preview.records)},
                     {"fields", std::to_string(preview.fields)}});
    if (preview.deleted > 0)
        words += say("take_back.deletes", given.language(), {{"deleted", std::to_string(preview.deleted)}});
    return words;
}

void draw_preview(const Given& given, const TakeBackState& state) {
    const TakeBackPreview* preview = answer_to(given, state);
    if (state.asked && state.which.batch.empty()) {
        ui::text_wrapped(scope_words(given, *state.asked), ui::second_text());
        ui::space(6);
    }
    if (!state.asked) {
        ui::text_wrapped(given.text("take_back.what_first"), ui::note_text());
    } else if (preview == nullptr) {
        ui::text(given.text("take_back.looking"), ui::note_text());
    } else if (preview->failed) {
        ui::notice(ui::Tone::danger, error_text(*preview->failed, given.language()));
    } else {
        if (does_something(*preview))
            ui::notice(ui::Tone::warn, effect_words(given, *preview));
        else
            ui::notice(ui::Tone::ok, given.text("take_back.nothing"));
        draw_left(given, preview->left);
    }
}

// Asks what it would do, once for every question.
void ask_preview(TakeBackState& state, Asked& asked) {
    const Which which = which_of(state);
    if (!is_complete(which)) {
        state.asked.reset();
        return;
    }
    if (state.asked == which) return;
    state.asked = which;
    asked.command(LookAtTakeBack{which, ++state.number});
}

void draw_buttons(const Given& given, TakeBackState& state, Asked& asked) {
    const std::string& act = given.text("take_back.act");
    const std::string& cancel = given.text("ui.cancel");
    ui::push_right(ui::button_width(cancel) + ui::px(8) + ui::button_width(act, ui::icons::undo));
    if (ui::button(cancel)) state.open = false;
    ImGui::SameLine(0, ui::px(8));
    const TakeBackPreview* preview = answer_to(given, state);
    const std::string reason = sync::trimmed(state.reason);
    const ui::Disabled not_yet(state.working || preview == nullptr || !does_something(*preview) || reason.empty());
    if (!ui::button(act, {.kind = ui::ButtonKind::danger, .icon = ui::icons::undo})) return;
    asked.command(TakeBack{*state.asked, reason});
    state.working = true;
}

// What was carried out leaves no preview; one that failed says so.
void take_outcome(const Given& given, TakeBackState& state, Asked& asked) {
    if (!state.working) return;
    if (const auto& preview = given.snapshot.take_back) {
        if (preview->failed) state.working = false;
        return;
    }
    asked.toast = Toast{given.text("take_back.done"), true};
    state.open = state.working = false;
}

} // namespace

bool may_take_back(const Snapshot& snapshot) {
    return snapshot.me.may_review;
}

Which edits_of_visit(const sync::RecordId& visit) {
    Which which;
    which.visit = visit;
    return which;
}

Which edits_of_import(const std::string& batch) {
    Which which;
    which.batch = batch;
    return which;
}

Which edits_of_person(const std::string& name) {
    Which which;
    which.person = name;
    return which;
}

void open_take_back(const Given& given, TakeBackState& state, const Which& which) {
    const std::uint64_t number = state.number;
    state = {};
    state.open = true;
    state.number = number;
    state.which = which;
    // Mostly it is about what somebody did today.
    if (by_person(which)) {
        constexpr std::int64_t zone_ms = ui::zone_minutes * std::int64_t{60'000};
        state.since = sync::to_text({sync::start_of(sync::date_of(given.now, ui::zone_minutes)).ms - zone_ms});
    }
}

void draw_take_back(const Given& given, TakeBackState& state, Asked& asked) {
    if (!state.open) return;
    take_outcome(given, state, asked);
    if (!state.open) return;
    const ui::Dialog dialog(given.text("take_back.title"), state.open, ui::px(560));
    if (!dialog) return;
    ui::text_wrapped(given.text("take_back.note"), ui::note_text());
    ui::space(10);
    {
        const ui::Disabled working(state.working);
        draw_question(given, state);
    }
    ask_preview(state, asked);
    ui::space(10);
    {
        const ui::Child preview("take back preview", {0, ui::px(150)});
        draw_preview(given, state);
    }
    ui::space(6);
    ui::text_field(given.text("take_back.reason_label"), state.reason,
                   {.hint = given.text("take_back.reason_hint"), .required = true, .read_only = state.working});
    ui::space(12);
    draw_buttons(given, state, asked);
}

} // namespace takan::app
