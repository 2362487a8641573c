#include "app/views/form.hpp"

#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/comments.hpp"
#include "app/views/contested.hpp"
#include "app/views/form_fields.hpp"
#include "app/views/keys.hpp"
#include "app/views/position_entry.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace takan::app {

namespace {

constexpr float least_column = 200; // design pixels: three columns beside list and side panel at 1366
constexpr int most_columns = 4;
constexpr float widest_contested = 880;

bool is_whole_line(const FieldSpec& spec) {
    return spec.type == FieldType::long_text || spec.type == FieldType::set;
}

bool is_blank(const sync::Value& value) {
    if (value.text() != nullptr) return value.text()->empty();
    if (value.array() != nullptr) return value.array()->empty();
    return value.is_null();
}

// What is merely missing is said quietly while people are still at work, and plainly once the visit counts as recorded.
bool counts_as_finished(const sync::Record& record) {
    return record.kind == "visit" && sync::shown_text(record, "state") == "recorded";
}

bool is_missing(const Gap& gap) {
    return gap.text_key == "gap.required" || gap.text_key == "gap.two_inspectors" || gap.text_key == "gap.rights";
}

void add_oddities(FieldCell& cell) {
    const sync::Value value = cell.drafts.value(cell.record, cell.spec.name);
    if (const auto key = value.is_null() ? std::string() : problem_of(cell.record.kind, cell.spec.name, value);
        !key.empty()) {
        cell.problem = cell.given.text(key);
        return;
    }
    for (const Gap& gap : gaps_of(cell.record)) {
        if (gap.field != cell.spec.name || gap.text_key.starts_with("problem.")) continue;
        if (gap.text_key == "gap.required" && !is_blank(value)) continue; // typed, not yet sent
        const bool quiet = is_missing(gap) && !counts_as_finished(cell.record);
        (quiet ? cell.note : cell.problem) = cell.given.text(gap.text_key);
        return;
    }
}

FieldCell cell_of(const Given& given, const sync::Record& record, const FieldSpec& spec, Drafts& drafts, Asked& asked) {
    FieldCell cell{given, record, spec, drafts, asked, {}, {}, {}, false};
    cell.label = field_text(record.kind, spec.name, given.language());
    const sync::Field* field = sync::find_field(record, spec.name);
    cell.contested = field != nullptr && sync::is_contested(spec.name, *field);
    add_oddities(cell);
    return cell;
}

void draw_by_type(FieldCell& cell) {
    switch (cell.spec.type) {
    case FieldType::text:
        return draw_text_field(cell);
    case FieldType::long_text:
        return draw_long_text_field(cell);
    case FieldType::choice:
        return draw_choice_field(cell);
    case FieldType::set:
        return draw_set_field(cell);
    case FieldType::people:
        return draw_people_field(cell);
    case FieldType::reference:
        return draw_reference_field(cell);
    case FieldType::moment:
    case FieldType::date:
        return draw_time_field(cell);
    case FieldType::number:
        return draw_number_field(cell);
    case FieldType::decimal:
        return draw_decimal_field(cell);
    case FieldType::money:
        return draw_money_field(cell);
    case FieldType::flag:
        return draw_flag_field(cell);
    case FieldType::answers: // visits_checklist.cpp draws them
    case FieldType::hidden:
        return draw_kept_value(cell);
    }
}

// What is written about the field stands behind its label; Ctrl+M opens it while the field has the keyboard.
void draw_mark(const FieldCell& cell, ImVec2 at, bool open) {
    const ImVec2 from = ImGui::GetItemRectMin();
    const ImVec2 to = ImGui::GetItemRectMax();
    const bool near = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(from, to);
    open |= ImGui::IsItemActive() && ImGui::IsKeyChordPressed(chord_of(Key::comment_field));
    const bool named = cell.spec.type != FieldType::flag; // its label stands at its box
    const float label = named ? ui::measure(cell.label, {ui::em_note}).x + ui::px(cell.spec.required ? 20 : 8) : 0;
    at.x = std::max(at.x, std::min(at.x + label, to.x - ui::px(40)));
    draw_thread_mark(cell.given, cell.record, cell.spec.name, at, near, open, cell.drafts, cell.asked);
}

} // namespace

void draw_field(const Given& given, const sync::Record& record, const FieldSpec& spec, Drafts& drafts, Asked& asked) {
    const ui::Id of_record(record.id.text());
    const ui::Id of_field(spec.name);
    const ui::Group whole;
    FieldCell cell = cell_of(given, record, spec, drafts, asked);
    const auto aim = drafts.arrive(record.id, spec.name);
    if (aim) {
        if (!aim->thread) ImGui::SetKeyboardFocusHere();
        ImGui::SetNavCursorVisible(true);
        ImGui::SetScrollHereY(0.3f);
    }
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_by_type(cell);
    draw_mark(cell, at, aim && aim->thread);
    if (!cell.contested) return;
    const ui::Width box(std::min(ImGui::GetContentRegionAvail().x, ui::px(widest_contested)));
    draw_contested(given, record, spec.name, drafts, asked);
}

void draw_field(const Given& given, const sync::Record& record, std::string_view field, Drafts& drafts, Asked& asked) {
    const KindSpec* kind = find_kind(record.kind);
    const FieldSpec* spec = kind == nullptr ? nullptr : find_field_spec(*kind, field);
    if (spec != nullptr) draw_field(given, record, *spec, drafts, asked);
}

namespace {

void draw_columns(const Given& given, const sync::Record& record, std::span<const std::string_view> fields,
                  Drafts& drafts, Asked& asked) {
    const KindSpec* kind = find_kind(record.kind);
    if (kind == nullptr) return;
    ui::FormColumns columns(ui::px(least_column), most_columns);
    for (const auto name : fields) {
        const FieldSpec* spec = find_field_spec(*kind, name);
        if (spec == nullptr) continue;
        const sync::Field* field = sync::find_field(record, spec->name);
        const bool contested = field != nullptr && sync::is_contested(spec->name, *field);
        columns.next(is_whole_line(*spec) || contested); // what others wrote needs room below it
        draw_field(given, record, *spec, drafts, asked);
    }
}

} // namespace

void draw_fields(const Given& given, const sync::Record& record, std::span<const std::string_view> fields,
                 Drafts& drafts, Asked& asked) {
    draw_columns(given, record, fields, drafts, asked);
    if (std::find(fields.begin(), fields.end(), "lat") != fields.end())
        draw_position_entry(given, record, drafts, asked);
}

void draw_section(const Given& given, const sync::Record& record, std::string_view section, Drafts& drafts,
                  Asked& asked) {
    const KindSpec* kind = find_kind(record.kind);
    if (kind == nullptr) return;
    std::vector<std::string_view> names;
    for (const FieldSpec& spec : kind->fields)
        if (spec.section == section && spec.type != FieldType::hidden) names.emplace_back(spec.name);
    draw_fields(given, record, names, drafts, asked);
}

ui::Tone tone_of(std::string_view vocabulary, std::string_view code) {
    struct Entry {
        std::string_view vocabulary;
        std::string_view code;
        ui::Tone tone;
    };
    static constexpr std::array entries{
        Entry{"severity", "major", ui::Tone::danger},        Entry{"severity", "serious", ui::Tone::danger},
        Entry{"severity", "moderate", ui::Tone::warn},       Entry{"severity", "minor", ui::Tone::info},
        Entry{"visit_state", "ongoing", ui::Tone::info},     Entry{"visit_state", "recorded", ui::Tone::ok},
        Entry{"review_state", "returned", ui::Tone::danger}, Entry{"review_state", "approved", ui::Tone::ok},
    };
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) {
        return entry.vocabulary == vocabulary && entry.code == code;
    });
    return found == entries.end() ? ui::Tone::plain : found->tone;
}

} // namespace takan::app
