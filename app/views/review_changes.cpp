#include "app/views/review_changes.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/review.hpp"
#include "app/domain/titles.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/contested.hpp"
#include "app/views/form.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace takan::app {

namespace {

// The newest edit that `known` does not hold; nothing when all of them are known.
std::optional<sync::Edit> newest_news(const sync::Field& now, const sync::Field* known) {
    std::optional<sync::Edit> newest;
    for (const auto& [edit, value] : now) {
        if (known != nullptr && known->contains(edit)) continue;
        if (!newest || newest->time < edit.time) newest = edit;
    }
    return newest;
}

std::string set_text(const sync::Record& record, const FieldSpec& spec, Language language) {
    std::string text;
    for (const auto& member : sync::set_members(record, spec.name))
        text += (text.empty()               ? ""
                 : language == Language::zh ? "、"
                                            : ", ") +
                term_text(spec.vocabulary, member, language);
    return text;
}

std::string field_value(const sync::Record& record, const FieldSpec& spec, Language language) {
    if (spec.type == FieldType::set) return set_text(record, spec, language);
    const sync::Value* value = sync::shown(record, spec.name);
    return value == nullptr ? std::string{} : value_text(record.kind, spec.name, *value, language);
}

// The newest edit that is new in a field or in any member of a set.
std::optional<sync::Edit> news_of(const sync::Record& record, const sync::Record* known, const FieldSpec& spec) {
    std::optional<sync::Edit> newest;
    const auto look = [&](const std::string& name, const sync::Field& field) {
        const auto news = newest_news(field, known == nullptr ? nullptr : sync::find_field(*known, name));
        if (news && (!newest || newest->time < news->time)) newest = news;
    };
    if (spec.type == FieldType::set) {
        for (const auto& [name, field] : record.fields)
            if (name.starts_with(spec.name + ".")) look(name, field);
    } else if (const sync::Field* field = sync::find_field(record, spec.name)) {
        look(spec.name, *field);
    }
    return newest;
}

const sync::Record* known_of(const Given& given, const sync::RecordId& id) {
    const auto& known = given.snapshot.detail->known;
    const auto found = known.find(id);
    return found == known.end() ? nullptr : &found->second;
}

// A value in a tinted box of that width with a bar at its left, as high as `height`; returns the height that it needs.
float box_height(const std::string& text, float width) {
    return ui::measure(text.empty() ? "—" : text, {}, width - ui::px(22)).y + ui::px(14);
}

void draw_box(ImVec2 at, float width, float height, const std::string& text, ui::Tone tone) {
    const ui::Theme& theme = ui::theme();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ui::Color color = tone == ui::Tone::plain ? theme.text_third : theme.text;
    if (tone != ui::Tone::plain) {
        list->AddRectFilled(at, {at.x + width, at.y + height}, ui::tone_soft(tone), ui::px(4));
        list->AddRectFilled(at, {at.x + ui::px(3), at.y + height}, ui::tone_color(tone), ui::px(2));
    }
    ui::draw_text_wrapped({at.x + ui::px(12), at.y + ui::px(7)}, width - ui::px(22), text.empty() ? "—" : text,
                          {.color = color});
}

// The card's heading and the page's head name the title, the visit and its site already.
bool is_said_already(const Given& given, const sync::Record& record, const Change& change) {
    const Detail& detail = *given.snapshot.detail;
    if (record.id == detail.record.id) return false;
    const std::string value = sync::shown_text(record, change.field);
    return value == detail.record.id.text() || (detail.site && value == detail.site->id.text()) ||
           value == title_of(record, given.language());
}

// A record that is all new: its values, short ones side by side.
void draw_values(const Given& given, const sync::Record& record, const std::vector<Change>& changes) {
    constexpr float short_text = 24; // as many Chinese characters fit into half a card
    ui::FormColumns columns(ui::px(250), 2);
    for (const auto& change : changes) {
        if (is_said_already(given, record, change)) continue;
        const std::string text = readable(given, record.kind, change.field, change.after);
        columns.next(ui::measure(text).x > ui::px(ui::em_body) * short_text / 2 ||
                     text.find('\n') != std::string::npos);
        ui::key_value(field_text(record.kind, change.field, given.language()), text, ui::px(118));
    }
}

// Field, old, new, by whom: one line of the comparison.
void draw_change(const Given& given, const sync::Record& record, const Change& change) {
    const float all = ImGui::GetContentRegionAvail().x;
    const float gap = ui::px(12);
    const float name = ui::px(132);
    const float value = (all - name - gap * 2) / 2;
    const std::string before = readable(given, record.kind, change.field, change.before);
    const std::string after = readable(given, record.kind, change.field, change.after);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float left = at.x + name + gap;
    const float right = left + value + gap;
    const float height = std::max(box_height(before, value), box_height(after, value));
    ui::draw_text_cut({at.x, at.y + ui::px(7)}, name, field_text(record.kind, change.field, given.language()),
                      ui::second_text());
    draw_box({left, at.y}, value, height, before, before.empty() ? ui::Tone::plain : ui::Tone::danger);
    draw_box({right, at.y}, value, height, after, ui::Tone::ok);
    ui::draw_text_cut({right, at.y + height + ui::px(3)}, value, person_and_time(given.snapshot, change.edit),
                      ui::note_text());
    ImGui::Dummy({all, height + ui::px(3) + ui::line_height(ui::em_small)});
}

// Contested fields come first, each as a field to write in, with who wrote what below it.
void draw_contested_fields(const Given& given, const sync::Record& record, const std::vector<std::string>& contested,
                           Drafts& drafts, Asked& asked) {
    const KindSpec* kind = find_kind(record.kind);
    for (const auto& field : contested) {
        const FieldSpec* spec = kind == nullptr ? nullptr : find_field_spec(*kind, field);
        if (spec == nullptr || spec->type == FieldType::hidden)
            draw_contested(given, record, field, drafts, asked);
        else
            draw_field(given, record, *spec, drafts, asked);
        ui::space(10);
    }
}

void draw_heads(const Given& given) {
    const float all = ImGui::GetContentRegionAvail().x;
    const float name = ui::px(132);
    const float gap = ui::px(12);
    const float value = (all - name - gap * 2) / 2;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ui::draw_text({at.x, at.y}, given.text("review.field"), ui::note_text());
    ui::draw_text({at.x + name + gap, at.y}, given.text("review.before"), ui::note_text());
    ui::draw_text({at.x + name + gap * 2 + value, at.y}, given.text("review.after"), ui::note_text());
    ImGui::Dummy({all, ui::line_height(ui::em_small)});
}

// "2 个问题、5 张照片" of a visit never seen, else how many fields changed.
std::string news_in(const Given& given, const InboxItem& item) {
    if (!item.unread) return given.text("review.read");
    if (!item.fresh) return say("review.changes", given.language(), {{"count", std::to_string(item.changes)}});
    return say("review.fresh", given.language(),
               {{"findings", std::to_string(item.findings)}, {"photos", std::to_string(item.photos)}});
}

} // namespace

std::vector<Change> changes_of(const sync::Record& record, const sync::Record* known, Language language) {
    std::vector<Change> changes;
    const KindSpec* kind = find_kind(record.kind);
    if (kind == nullptr) return changes;
    for (const auto& spec : kind->fields) {
        if (spec.type == FieldType::hidden || is_review_field(spec.name)) continue;
        const auto edit = news_of(record, known, spec);
        if (!edit) continue;
        Change change{spec.name, {}, field_value(record, spec, language), *edit, false};
        if (known != nullptr) change.before = field_value(*known, spec, language);
        const sync::Field* field = sync::find_field(record, spec.name);
        change.contested = field != nullptr && sync::is_contested(spec.name, *field);
        if (change.before != change.after || change.contested) changes.push_back(std::move(change));
    }
    return changes;
}

std::string inbox_note(const Given& given, const InboxItem& item) {
    std::string people;
    for (const auto& name : item.people)
        people += (people.empty() ? "" : given.text("value.list_separator")) + name;
    const std::string news = news_in(given, item);
    return people.empty() ? news : people + " · " + news;
}

void draw_changes(const Given& given, const sync::Record& record, Drafts& drafts, Asked& asked) {
    const sync::Record* known = known_of(given, record.id);
    auto changes = changes_of(record, known, given.language());
    const std::size_t count = changes.size();
    std::erase_if(changes, [](const Change& change) { return change.contested; }); // they stand in fields of their own
    const auto contested = sync::contested_fields(record);
    if (changes.empty() && contested.empty()) return;
    const ui::Id id(record.id.text());
    const ui::Card card("changes",
                        {.padding = ui::px(18), .bar = contested.empty() ? ui::Tone::plain : ui::Tone::warn});
    const std::string kind = kind_text(record.kind, given.language());
    const std::string title = record.kind == "visit" ? kind : kind + " · " + title_of(record, given.language());
    ui::section_header(title, known == nullptr
                                  ? given.text("review.new_record")
                                  : say("review.changes", given.language(), {{"count", std::to_string(count)}}));
    ui::space(4);
    draw_contested_fields(given, record, contested, drafts, asked);
    if (known == nullptr) {
        draw_values(given, record, changes);
        return;
    }
    if (!changes.empty()) draw_heads(given);
    for (const auto& change : changes) {
        ui::space(4);
        draw_change(given, record, change);
    }
}

} // namespace takan::app
