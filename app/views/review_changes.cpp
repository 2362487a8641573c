#include "app/views/review_changes.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/review.hpp"
#include "app/domain/titles.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/checklist_words.hpp"
#include "app/views/compared.hpp"
#include "app/views/contested.hpp"
#include "app/views/form.hpp"
#include "app/views/review_walk.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

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
        ui::key_value(field_name(given, record.kind, change.field), text, ui::px(118));
    }
}

// The columns of a comparison.
struct Columns {
    explicit Columns(float room)
        : all(room), value((room - name - point_buttons_width() - gap * 3) / 2), left(name + gap),
          right(left + value + gap), buttons(right + value + gap) {}
    float gap = ui::px(12);
    float name = ui::px(118);
    float all;
    float value;
    float left;
    float right;
    float buttons;
};

// Brings a point into view when the keys have just come to it, and marks the one that they act on.
class PointFrame {
public:
    PointFrame(const ReviewPoint& point, ReviewWalk& walk) : m_current(point.key == walk.at) {
        if (m_current && std::exchange(walk.moved, false)) ImGui::SetScrollHereY(0.3f);
        m_from = ImGui::GetCursorScreenPos();
    }
    PointFrame(const PointFrame&) = delete;
    PointFrame& operator=(const PointFrame&) = delete;
    ~PointFrame() {
        if (!m_current) return;
        const float left = m_from.x - ui::px(12);
        ImGui::GetWindowDrawList()->AddRectFilled({left, m_from.y},
                                                  {left + ui::px(4), ImGui::GetCursorScreenPos().y - ui::px(2)},
                                                  ui::theme().accent, ui::px(2));
    }

private:
    bool m_current;
    ImVec2 m_from;
};

// Field, old, new, by whom: one line of the comparison.
void draw_change(const Given& given, const ReviewPoint& point, const Change& change, ReviewWalk& walk, Asked& asked) {
    const PointFrame frame(point, walk);
    const sync::Record& record = *point.record;
    const Columns columns(ImGui::GetContentRegionAvail().x);
    const Compared both = compare(record.kind, change.field, readable(given, record.kind, change.field, change.before),
                                  readable(given, record.kind, change.field, change.after));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = std::max(box_height(both.before, columns.value), box_height(both.after, columns.value));
    ui::draw_text_cut({at.x, at.y + ui::px(7)}, columns.name, field_name(given, record.kind, change.field),
                      ui::second_text());
    draw_box({at.x + columns.left, at.y}, columns.value, height, both.before, both.taken,
             both.before.empty() ? ui::Tone::plain : ui::Tone::danger);
    draw_box({at.x + columns.right, at.y}, columns.value, height, both.after, both.added, ui::Tone::ok);
    ui::draw_text_cut({at.x + columns.right, at.y + height + ui::px(3)}, columns.value,
                      person_and_time(given.snapshot, change.edit), ui::note_text());
    draw_point_buttons(given, point, {at.x + columns.buttons, at.y}, walk);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({columns.all, height + ui::px(3) + ui::line_height(ui::em_small)});
    draw_point_comments(given, point, walk, asked);
}

// A contested field: a field to write in, with who wrote what below it.
void draw_contested_point(const Given& given, const ReviewPoint& point, ReviewWalk& walk, Drafts& drafts,
                          Asked& asked) {
    const PointFrame frame(point, walk);
    const KindSpec* kind = find_kind(point.record->kind);
    const FieldSpec* spec = kind == nullptr ? nullptr : find_field_spec(*kind, point.field);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x - point_buttons_width() - ui::px(12);
    draw_point_buttons(given, point, {at.x + room + ui::px(12), at.y}, walk);
    ImGui::SetCursorScreenPos(at);
    {
        const ui::Width field(room);
        if (point.key == walk.at && std::exchange(walk.write, false)) ImGui::SetKeyboardFocusHere();
        const bool is_answer = spec != nullptr && spec->type == FieldType::answers;
        if (is_answer) ui::text_wrapped(field_name(given, point.record->kind, point.field), {ui::em_body, true});
        if (spec == nullptr || spec->type == FieldType::hidden || is_answer)
            draw_contested(given, *point.record, point.field, drafts, asked);
        else
            draw_field(given, *point.record, *spec, drafts, asked);
    }
    draw_point_comments(given, point, walk, asked);
    ui::space(10);
}

// A record that is new as a whole.
void draw_fresh(const Given& given, const ReviewPoint& point, const std::vector<Change>& changes, ReviewWalk& walk,
                Asked& asked) {
    const PointFrame frame(point, walk);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x - point_buttons_width() - ui::px(12);
    draw_point_buttons(given, point, {at.x + room + ui::px(12), at.y}, walk);
    ImGui::SetCursorScreenPos(at);
    {
        const ui::Width values(room);
        const ui::Group whole;
        draw_values(given, *point.record, changes);
    }
    draw_point_comments(given, point, walk, asked);
}

void draw_heads(const Given& given) {
    const Columns columns(ImGui::GetContentRegionAvail().x);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ui::draw_text({at.x, at.y}, given.text("review.field"), ui::note_text());
    ui::draw_text({at.x + columns.left, at.y}, given.text("review.before"), ui::note_text());
    ui::draw_text({at.x + columns.right, at.y}, given.text("review.after"), ui::note_text());
    ImGui::Dummy({columns.all, ui::line_height(ui::em_small)});
}

// Those that are to be shown; a point stays in sight while it is commented on.
std::vector<const ReviewPoint*> shown_points(const sync::Record& record, const ReviewWalk& walk) {
    std::vector<const ReviewPoint*> points;
    for (const auto& point : walk.points)
        if (point.record == &record && (!walk.only_open || !point.done || point.key == walk.comment_at))
            points.push_back(&point);
    return points;
}

// Answers of a checklist are fields of their own, each a change.
void add_answers(const sync::Record& record, const sync::Record* known, const std::string& prefix, Language language,
                 std::vector<Change>& changes) {
    const auto text = [&](const sync::Record& of, const std::string& name) {
        const sync::Value* value = sync::shown(of, name);
        return value == nullptr ? std::string() : value_text(of.kind, name, *value, language);
    };
    for (auto at = record.fields.lower_bound(prefix); at != record.fields.end() && at->first.starts_with(prefix);
         ++at) {
        const auto& [name, field] = *at;
        const auto edit = newest_news(field, known == nullptr ? nullptr : sync::find_field(*known, name));
        if (!edit) continue;
        Change change{name, known == nullptr ? std::string() : text(*known, name), text(record, name), *edit,
                      sync::is_contested(name, field)};
        const bool not_chosen = change.before.empty() && sync::shown_flag(record, name) == false;
        if ((change.before != change.after && !not_chosen) || change.contested) changes.push_back(std::move(change));
    }
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
        if (spec.type == FieldType::answers) {
            add_answers(record, known, spec.name + ".", language, changes);
            continue;
        }
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

void draw_changes(const Given& given, const sync::Record& record, ReviewWalk& walk, Drafts& drafts, Asked& asked) {
    const auto points = shown_points(record, walk);
    if (points.empty()) return;
    const sync::Record* known = known_of(given, record.id);
    auto changes = changes_of(record, known, given.language());
    const std::size_t count = changes.size();
    std::erase_if(changes, [](const Change& change) { return change.contested; }); // they stand in fields of their own
    const ui::Id id(record.id.text());
    const ui::Card card("changes",
                        {.padding = ui::px(18), .bar = points.front()->contested ? ui::Tone::warn : ui::Tone::plain});
    const std::string kind = kind_text(record.kind, given.language());
    const std::string title = record.kind == "visit" ? kind : kind + " · " + title_of(record, given.language());
    ui::section_header(title, known == nullptr
                                  ? given.text("review.new_record")
                                  : say("review.changes", given.language(), {{"count", std::to_string(count)}}));
    ui::space(4);
    bool heads = false;
    for (const auto* point : points) {
        if (point->contested) {
            draw_contested_point(given, *point, walk, drafts, asked);
            continue;
        }
        if (point->field.empty()) {
            draw_fresh(given, *point, changes, walk, asked);
            continue;
        }
        const auto change =
            std::find_if(changes.begin(), changes.end(), [&](const Change& one) { return one.field == point->field; });
        if (change == changes.end()) continue;
        if (!std::exchange(heads, true)) draw_heads(given);
        ui::space(4);
        draw_change(given, *point, *change, walk, asked);
    }
}

} // namespace takan::app
