#include "app/views/comments.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "app/ui/ui.hpp"
#include "app/views/checklist_words.hpp"
#include "app/views/contested.hpp"
#include "sync/base/text.hpp"

#include "imgui_internal.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace takan::app {

namespace {

constexpr float thread_width = 360; // design pixels

// Who wrote a comment and when: the newest edit of its text; null: nobody.
const sync::Edit* written(const sync::Record& comment) {
    const sync::Field* text = sync::find_field(comment, "text");
    if (text == nullptr || text->empty()) return nullptr;
    const auto newest = std::max_element(text->begin(), text->end(),
                                         [](const auto& a, const auto& b) { return a.first.time < b.first.time; });
    return &newest->first;
}

bool is_done(const sync::Record& comment) {
    return sync::shown_flag(comment, "resolved").value_or(false);
}

// Without a field, comments about the findings and photos of the open record belong to it too.
bool is_about(const Detail& detail, const sync::Record& comment, const sync::Record& record, std::string_view field) {
    const bool itself = sync::shown_text(comment, "record") == record.id.text();
    if (!field.empty()) return itself && sync::shown_text(comment, "field") == field;
    return itself || record.id == detail.record.id;
}

// What a comment is about, when it is not the record itself: a field, a finding, a photo.
std::string about_what(const Given& given, const sync::Record& record, const sync::Record& comment) {
    const std::string about = sync::shown_text(comment, "record");
    const auto is_it = [&](const sync::Record& one) { return one.id.text() == about; };
    std::string text;
    std::string kind = record.kind;
    for (const auto* parts : {&given.snapshot.detail->findings, &given.snapshot.detail->photos}) {
        const auto part = std::find_if(parts->begin(), parts->end(), is_it);
        if (about == record.id.text() || part == parts->end()) continue;
        text = " · " + title_of(*part, given.language());
        kind = part->kind;
    }
    const std::string field = sync::shown_text(comment, "field");
    return field.empty() ? text : text + " · " + field_name(given, kind, field);
}

void draw_comment(const Given& given, const sync::Record& comment, const std::string& about, Asked& asked) {
    const ui::Id id(comment.id.text());
    const bool done = is_done(comment);
    const sync::Edit* edit = written(comment);
    const std::string author = edit == nullptr ? std::string() : person_and_time(given.snapshot, *edit);
    ui::avatar(author, ui::px(28));
    ImGui::SameLine(0, ui::px(10));
    const ui::Group words;
    ui::text_wrapped(author + about, ui::note_text());
    ui::text_wrapped(sync::shown_text(comment, "text"), done ? ui::second_text() : ui::plain_text());
    if (done) {
        ui::icon(ui::icons::check_circle, ui::theme().accent, 12);
        ImGui::SameLine(0, ui::px(5));
        ui::text(given.text("comment.done"), ui::note_text());
        ImGui::SameLine(0, ui::px(12));
    }
    if (ui::link(given.text(done ? "comment.reopen" : "comment.resolve")))
        asked.command(SetFields{comment.id, {{"resolved", !done}}});
}

// The fields that a comment can be about: those of the kind's forms, and of the questions those that are answered.
void choose_field(const Given& given, const sync::Record& record, CommentEntry& entry) {
    const KindSpec* kind = find_kind(record.kind);
    if (kind == nullptr) return;
    std::vector<std::string> names;
    for (const FieldSpec& spec : kind->fields)
        if (spec.type != FieldType::hidden && spec.type != FieldType::answers) names.push_back(spec.name);
    for (const auto& [name, values] : record.fields) {
        const FieldSpec* spec = find_field_spec(*kind, name);
        if (spec != nullptr && spec->type == FieldType::answers) names.push_back(name);
    }
    std::vector<std::string> labels{given.text("comment.whole")};
    for (const auto& name : names)
        labels.push_back(field_name(given, record.kind, name));
    std::vector<ui::Option> options{{"", labels.front()}};
    for (std::size_t i = 0; i < names.size(); ++i)
        options.push_back({names[i], labels[i + 1]});
    ui::ChoiceOptions look;
    look.may_clear = false;
    look.width = std::min(ImGui::GetContentRegionAvail().x, ui::px(260));
    ui::choice(given.text("comment.about"), options, entry.field, look);
    ui::space(6);
}

void draw_box(const Given& given, const sync::Record& record, std::string_view field, CommentEntry& entry,
              const char* hint, Asked& asked) {
    const std::string& send = given.text("comment.send");
    const float button = ui::button_width(send, ui::icons::send);
    ui::FieldOptions options{.hint = given.text(hint)};
    options.width = ImGui::GetContentRegionAvail().x - button - ui::px(10);
    if (std::exchange(entry.now, false)) ImGui::SetKeyboardFocusHere();
    const ui::Edited edited = ui::text_field("##comment", entry.typed, options);
    if (ImGui::IsItemActivated() && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) // what is half-typed goes on at its end
        if (ImGuiInputTextState* state = ImGui::GetInputTextState(ImGui::GetActiveID()))
            state->ReloadUserBufAndMoveToEnd();
    const bool enter =
        edited.committed && (ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter));
    ImGui::SameLine(0, ui::px(10));
    const std::string text = sync::trimmed(entry.typed);
    const ui::Disabled empty(text.empty());
    if (!ui::button(send, {.icon = ui::icons::send}) && !enter) return;
    if (text.empty()) return;
    asked.command(AddComment{sync::RecordId::random(given.now), record.id, std::string(field), text});
    entry = {};
}

// How a thread stands.
struct Thread {
    std::size_t all = 0;
    std::size_t open = 0;
    bool waits = false; // its last word is somebody else's and not done
};

Thread thread_of(const Given& given, const sync::Record& record, std::string_view field) {
    Thread thread;
    if (!given.snapshot.detail || given.snapshot.detail->comments.empty()) return thread;
    const std::string id = record.id.text();
    for (const auto& comment : given.snapshot.detail->comments) { // oldest first
        if (sync::shown_text(comment, "record") != id || sync::shown_text(comment, "field") != field) continue;
        ++thread.all;
        const bool open = !is_done(comment);
        if (open) ++thread.open;
        const sync::Edit* edit = written(comment);
        thread.waits = open && edit != nullptr && edit->device != given.snapshot.me.device;
    }
    return thread;
}

// Below the mark, or above it where there is more room.
void place_thread(ImVec2 at) {
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const bool above = at.y > screen.y * 0.6f;
    const float x = std::min(at.x, screen.x - ui::px(thread_width + 40));
    ImGui::SetNextWindowPos({x, above ? at.y - ui::px(4) : at.y + ui::px(22)}, ImGuiCond_Appearing,
                            {0, above ? 1.f : 0.f});
}

void draw_thread(const Given& given, const sync::Record& record, std::string_view field, Drafts& drafts, Asked& asked) {
    CommentEntry& entry = drafts.comment(record.id, field);
    ImGui::Dummy({ui::px(thread_width + 20), ui::px(4)}); // as wide as it is, with a margin at both sides
    const ui::Indent inside(ui::px(10));
    const ui::Width room(ui::px(thread_width));
    ui::text_cut(field_name(given, record.kind, field), {ui::em_body, true}, ui::px(thread_width));
    ui::space(6);
    draw_comments(given, record, field, entry, asked);
    ui::space(4);
}

} // namespace

void draw_comments(const Given& given, const sync::Record& record, std::string_view field, CommentEntry& entry,
                   Asked& asked, bool choose) {
    if (!given.snapshot.detail) return;
    bool any = false;
    for (const auto& comment : given.snapshot.detail->comments) {
        if (!is_about(*given.snapshot.detail, comment, record, field)) continue;
        any = true;
        draw_comment(given, comment, field.empty() ? about_what(given, record, comment) : std::string(), asked);
        ui::space(8);
    }
    if (choose) choose_field(given, record, entry);
    const std::string about = choose ? entry.field : std::string(field);
    draw_box(given, record, about, entry, any && !field.empty() ? "comment.reply" : "comment.hint", asked);
}

void draw_thread_mark(const Given& given, const sync::Record& record, std::string_view field, ImVec2 at, bool near,
                      bool open, Drafts& drafts, Asked& asked) {
    const Thread thread = thread_of(given, record, field);
    const ui::Id scope("thread");
    const bool shown = thread.all > 0 || near || open || ImGui::IsPopupOpen("comments");
    if (!shown) return;
    const ui::Aside behind_the_label(at);
    const std::string count = thread.open > 0 ? std::to_string(thread.open) : std::string();
    const ui::Tone tone = thread.waits ? ui::Tone::warn : thread.open > 0 ? ui::Tone::info : ui::Tone::plain;
    const std::string name = say(thread.all == 0   ? "comment.write"
                                 : thread.open > 0 ? "comment.open_count"
                                                   : "comment.all_done",
                                 given.language(), {{"count", std::to_string(thread.open)}});
    bool pressed = false;
    {
        const ui::NoTab quiet(thread.all == 0); // it must not stand in the way from field to field
        pressed = ui::pill(ui::icons::comment, count, name, tone);
    }
    if (pressed || open) {
        drafts.comment(record.id, field).now = true;
        ImGui::OpenPopup("comments");
    }
    place_thread(at);
    if (const ui::Popup popup("comments"); popup) draw_thread(given, record, field, drafts, asked);
}

} // namespace takan::app
