#include "app/views/form_fields.hpp"

#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace takan::app {

namespace {

constexpr float widest_text = 880;  // design pixels: about 60 characters of Chinese, more is hard to read
constexpr float widest_line = 420;  // of one line of text
constexpr float widest_value = 280; // a date over a whole page looks lost
constexpr std::size_t most_segments = 4;
constexpr float widest_segments = 340; // design pixels

void mark(const FieldCell& cell, ui::FieldOptions& options) {
    options.problem = cell.problem;
    options.note = cell.note;
    options.required = cell.spec.required;
    options.contested = cell.contested;
    const bool words = cell.spec.type == FieldType::text || cell.spec.type == FieldType::people;
    options.width = std::min(ImGui::GetContentRegionAvail().x, ui::px(words ? widest_line : widest_value));
}

ui::FieldOptions options_of(const FieldCell& cell) {
    ui::FieldOptions options;
    mark(cell, options);
    return options;
}

// Text that was emptied is no value.
sync::Value value_of(const std::string& text) {
    return text.empty() ? sync::Value{} : sync::Value(text);
}

// What every typed field does with an edit: keep the draft, and send it when the field is left.
void take(FieldCell& cell, const ui::Edited& edited, sync::Value value) {
    if (edited.changed) cell.drafts.type(cell.record.id, cell.spec.name, std::move(value), cell.given.now);
    if (edited.committed) cell.drafts.commit(cell.record.id, cell.spec.name);
}

int rows_of(const FieldSpec& spec) {
    if (spec.name == "narrative") return 6;
    return spec.name == "description" ? 3 : 2;
}

std::vector<ui::Option> options_of(const Vocabulary& vocabulary, Language language) {
    std::vector<ui::Option> options;
    for (const Term& term : vocabulary.terms)
        options.push_back({term.code, term.text(language)});
    return options;
}

// Whether a choice is quicker made side by side than in a list: few words, all of which fit the column.
bool segments_fit(const Vocabulary& vocabulary, Language language) {
    if (vocabulary.terms.size() > most_segments) return false;
    float width = 0;
    for (const Term& term : vocabulary.terms)
        width += ui::measure(term.text(language), {13, true}).x + ui::px(34);
    return width <= ImGui::GetContentRegionAvail().x;
}

// An empty line as high as a label, so that a box without one stands level with its neighbours.
void leave_label() {
    ImGui::Dummy({0, ui::line_height(ui::em_note) + ui::px(4) - ImGui::GetStyle().ItemSpacing.y});
}

} // namespace

void draw_text_field(FieldCell& cell) {
    std::string text = cell.drafts.text(cell.record, cell.spec.name);
    const ui::Edited edited = ui::text_field(cell.label, text, options_of(cell));
    take(cell, edited, value_of(text));
}

void draw_long_text_field(FieldCell& cell) {
    std::string text = cell.drafts.text(cell.record, cell.spec.name);
    ui::LongTextOptions options;
    mark(cell, options);
    options.min_rows = rows_of(cell.spec);
    options.max_rows = 16;
    options.width = std::min(ImGui::GetContentRegionAvail().x, ui::px(widest_text));
    const ui::Edited edited = ui::long_text(cell.label, text, options);
    take(cell, edited, value_of(text));
}

void draw_segments(const Given& given, const sync::Record& record, const FieldSpec& spec, Drafts& drafts, float width) {
    const Vocabulary* vocabulary = find_vocabulary(spec.vocabulary);
    if (vocabulary == nullptr) return;
    const std::string code = drafts.text(record, spec.name);
    std::vector<ui::Segment> segments;
    int chosen = -1;
    for (const Term& term : vocabulary->terms) {
        if (term.code == code) chosen = static_cast<int>(segments.size());
        ui::Tone tone = tone_of(spec.vocabulary, term.code);
        if (tone == ui::Tone::plain) tone = ui::Tone::accent;
        const char* icon = tone == ui::Tone::danger || tone == ui::Tone::warn ? ui::icons::warning : nullptr;
        segments.push_back({term.text(given.language()), tone, icon, term.code});
    }
    const ui::Id of_record(record.id.text());
    if (!ui::segmented(field_text(record.kind, spec.name, given.language()), segments, chosen, width, !spec.required))
        return;
    const bool none = chosen < 0;
    drafts.set(record.id, spec.name,
               none ? sync::Value{} : sync::Value(vocabulary->terms[static_cast<std::size_t>(chosen)].code), given.now);
}

void draw_choice_field(FieldCell& cell) {
    const Vocabulary* vocabulary = find_vocabulary(cell.spec.vocabulary);
    if (vocabulary == nullptr) return draw_text_field(cell);
    std::string code = cell.drafts.text(cell.record, cell.spec.name);
    const bool known = code.empty() || find_term(*vocabulary, code) != nullptr;
    if (known && segments_fit(*vocabulary, cell.given.language())) {
        const ui::StyleVar close(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(4)));
        const ui::FieldOptions options = options_of(cell);
        ui::field_label(cell.label, options);
        draw_segments(cell.given, cell.record, cell.spec, cell.drafts,
                      std::min(ImGui::GetContentRegionAvail().x, ui::px(widest_segments)));
        ui::field_foot(options);
        return;
    }
    const auto options = options_of(*vocabulary, cell.given.language());
    ui::ChoiceOptions field;
    mark(cell, field);
    field.may_clear = !cell.spec.required;
    if (ui::choice(cell.label, options, code, field).changed)
        cell.drafts.set(cell.record.id, cell.spec.name, value_of(code), cell.given.now);
}

void draw_set_field(FieldCell& cell) {
    const Vocabulary* vocabulary = find_vocabulary(cell.spec.vocabulary);
    std::vector<ui::Option> options;
    if (vocabulary != nullptr) options = options_of(*vocabulary, cell.given.language());
    // Codes that this program does not know are kept and shown.
    const auto members = sync::set_members(cell.record, cell.spec.name);
    for (const auto& code : members)
        if (vocabulary == nullptr || find_term(*vocabulary, code) == nullptr) options.push_back({code, code});
    const auto on = std::make_unique<bool[]>(options.size() + 1);
    bool any = false;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const std::string field = cell.spec.name + "." + std::string(options[i].code);
        const sync::Value value = cell.drafts.value(cell.record, field);
        on[i] =
            value.flag() != nullptr ? *value.flag() : sync::set_member(cell.record, cell.spec.name, options[i].code);
        any |= on[i];
    }
    if (any) cell.note.clear();
    ui::FieldOptions field = options_of(cell);
    field.width = 0;
    const int pressed = ui::multi_choice(cell.label, options, std::span(on.get(), options.size()), field);
    if (pressed < 0) return;
    const auto index = static_cast<std::size_t>(pressed);
    cell.drafts.set(cell.record.id, cell.spec.name + "." + std::string(options[index].code), !on[index],
                    cell.given.now);
}

void draw_people_field(FieldCell& cell) {
    const sync::Value value = cell.drafts.value(cell.record, cell.spec.name);
    std::vector<std::string> names;
    if (const auto* items = value.array())
        for (const auto& item : *items)
            if (item.text() != nullptr) names.push_back(*item.text());
    if (!ui::people_field(cell.label, names, options_of(cell)).changed) return;
    sync::Value::Array list(names.begin(), names.end());
    cell.drafts.set(cell.record.id, cell.spec.name, list.empty() ? sync::Value{} : sync::Value(std::move(list)),
                    cell.given.now);
}

namespace {

// What a reference may name: codes are ids.
struct Target {
    std::string code;
    std::string title;
};

std::vector<Target> targets_of(const FieldCell& cell, const std::string& chosen) {
    const Snapshot& snapshot = cell.given.snapshot;
    const bool has_detail = snapshot.detail.has_value();
    std::vector<Target> targets;
    const auto add_rows = [&](const std::vector<Row>& rows, std::string_view kind) {
        for (const auto& row : rows)
            if (row.kind == kind) targets.push_back({row.id.text(), row.title});
    };
    if (cell.spec.target == "site") add_rows(snapshot.sites, "site");
    if (cell.spec.target == "visit" && has_detail) {
        add_rows({snapshot.detail->row}, "visit");
        add_rows(snapshot.detail->visits, "visit");
    }
    if (cell.spec.target == "finding" && has_detail)
        for (const auto& finding : snapshot.detail->findings)
            targets.push_back({finding.id.text(), sync::shown_text(finding, "title")});
    const bool listed =
        std::any_of(targets.begin(), targets.end(), [&](const Target& target) { return target.code == chosen; });
    if (chosen.empty() || listed) return targets;
    std::string title = cell.given.text("form.not_here");
    const auto id = sync::RecordId::parse(chosen);
    if (id && has_detail)
        if (const auto known = snapshot.detail->titles.find(*id); known != snapshot.detail->titles.end())
            title = known->second;
    targets.push_back({chosen, std::move(title)});
    return targets;
}

} // namespace

void draw_reference_field(FieldCell& cell) {
    std::string code = cell.drafts.text(cell.record, cell.spec.name);
    const auto targets = targets_of(cell, code);
    std::vector<ui::Option> options;
    for (const auto& target : targets)
        options.push_back({target.code, target.title});
    ui::ChoiceOptions field;
    mark(cell, field);
    field.may_clear = !cell.spec.required;
    const bool may_create = cell.spec.target == "site";
    field.read_only = !may_create && options.size() <= 1;
    const std::string hint = cell.given.text(may_create ? "form.choose_site" : "form.choose");
    field.hint = hint;
    std::string name;
    if (ui::reference(cell.label, options, code, field, may_create ? &name : nullptr).changed)
        cell.drafts.set(cell.record.id, cell.spec.name, value_of(code), cell.given.now);
    if (name.empty()) return;
    const auto id = sync::RecordId::random(cell.given.now);
    cell.asked.command(Create{id, "site", {{"name", name}}});
    cell.drafts.set(cell.record.id, cell.spec.name, id.text(), cell.given.now);
}

void draw_time_field(FieldCell& cell) {
    std::string value = cell.drafts.text(cell.record, cell.spec.name);
    const ui::Edited edited = cell.spec.type == FieldType::date
                                  ? ui::date_field(cell.label, value, cell.given.now, options_of(cell))
                                  : ui::moment_field(cell.label, value, cell.given.now, options_of(cell));
    take(cell, edited, value_of(value));
}

void draw_number_field(FieldCell& cell) {
    std::optional<std::int64_t> number;
    const sync::Value value = cell.drafts.value(cell.record, cell.spec.name);
    if (value.number() != nullptr) number = *value.number();
    const ui::Edited edited = ui::number_field(cell.label, number, options_of(cell));
    take(cell, edited, number ? sync::Value(*number) : sync::Value{});
}

void draw_decimal_field(FieldCell& cell) {
    std::string text = cell.drafts.text(cell.record, cell.spec.name);
    const ui::Edited edited = ui::decimal_field(cell.label, text, options_of(cell));
    take(cell, edited, value_of(text));
}

void draw_money_field(FieldCell& cell) {
    const sync::Value value = cell.drafts.value(cell.record, cell.spec.name);
    std::string yuan;
    if (const auto* fen = value.number()) {
        const std::int64_t amount = std::abs(*fen);
        yuan =
            (*fen < 0 ? "-" : "") + std::to_string(amount / 100) + "." + std::to_string(100 + amount % 100).substr(1);
    }
    ui::FieldOptions options = options_of(cell);
    options.unit = cell.given.text("form.yuan");
    const ui::Edited edited = ui::decimal_field(cell.label, yuan, options);
    // Half a number ("12.") changes nothing yet.
    auto read = parse_value(cell.record.kind, cell.spec.name, yuan);
    if (read) take(cell, edited, std::move(*read));
}

void draw_flag_field(FieldCell& cell) {
    const sync::Value value = cell.drafts.value(cell.record, cell.spec.name);
    bool on = value.flag() != nullptr && *value.flag();
    leave_label();
    {
        const ui::Group box;
        ImGui::Dummy({0, ui::px(2) - ImGui::GetStyle().ItemSpacing.y});
        if (ui::check_box(cell.label, on)) cell.drafts.set(cell.record.id, cell.spec.name, on, cell.given.now);
    }
    if (on) cell.note.clear();
    ui::field_foot(options_of(cell));
}

void draw_kept_value(FieldCell& cell) {
    const sync::Value value = cell.drafts.value(cell.record, cell.spec.name);
    if (value.is_null()) return;
    ui::key_value(cell.label, value_text(cell.record.kind, cell.spec.name, value, cell.given.language()));
}

} // namespace takan::app
