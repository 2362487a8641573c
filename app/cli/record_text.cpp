#include "app/cli/record_text.hpp"

#include "app/cli/columns.hpp"
#include "app/desk/query.hpp"
#include "app/domain/origins.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app::cli {

namespace {

constexpr std::size_t label_cells = 16;
constexpr std::size_t title_cells = 44;
constexpr std::size_t any_field = 100'000; // behind every known one

using sync::Value;

Value edit_json(const Call& call, const sync::Record& record, const std::string& name, const sync::Edit& edit,
                const Value& value, const People& people) {
    return Value::Object{{"device", edit.device.text()},
                         {"person", name_of(people, edit.device)},
                         {"time", sync::to_text(edit.time)},
                         {"value", value},
                         {"text", value_text(record.kind, name, value, call.language)}};
}

bool is_read_by_people(const KindSpec* kind, const std::string& name) {
    if (name == "deleted") return false;
    const FieldSpec* spec = kind == nullptr ? nullptr : find_field_spec(*kind, name);
    return spec == nullptr || spec->type != FieldType::hidden;
}

// The names in the order of the form, unknown ones behind them.
std::vector<std::string> in_form_order(const sync::Record& record) {
    const KindSpec* kind = find_kind(record.kind);
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const auto& [name, field] : record.fields) {
        if (!is_read_by_people(kind, name)) continue;
        const FieldSpec* spec = kind == nullptr ? nullptr : find_field_spec(*kind, name);
        const std::size_t rank = spec == nullptr ? any_field : static_cast<std::size_t>(spec - kind->fields.data());
        ranked.emplace_back(rank, name);
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> names;
    for (auto& [rank, name] : ranked)
        names.push_back(std::move(name));
    return names;
}

// A label, and a text of several lines beside it.
std::string labelled(const Call& call, const std::string& label, const std::string& text) {
    std::string lines;
    const std::string head = "  " + padded(fitted(label, label_cells), label_cells) + "  ";
    bool first = true;
    for (const auto part : sync::split(text, '\n')) {
        lines += (first ? call.faint(head) : std::string(label_cells + 4, ' ')) + std::string(part) + "\n";
        first = false;
    }
    return lines;
}

// The field's name, and below it each value behind its person, device and time.
std::string contested_lines(const Call& call, const Workspace& workspace, const sync::Record& record,
                            const std::string& name, const sync::Field& field, const People& people) {
    std::vector<std::pair<std::string, std::string>> lines;
    std::size_t widest = 0;
    for (const auto& [written, value] : field) {
        const sync::Edit edit = origin_of(record, written);
        const std::string who = name_of(people, edit.device) + " " + edit.device.text() + "  " + china_text(edit.time);
        widest = std::max(widest, cells_of(who));
        lines.emplace_back(who, shown_text_of(call, workspace, record, name, value));
    }
    std::string text = call.strong("! " + field_text(record.kind, name, call.language) + " (" + name + ")") + "\n";
    for (const auto& [who, value] : lines)
        text += "    " + call.faint(padded(who, widest)) + "  " + value + "\n";
    return text;
}

} // namespace

std::string short_id(const sync::RecordId& id) {
    // The time to the millisecond and 12 random bits.
    return id.text().substr(0, 18);
}

Value json_of(const Row& row) {
    return Value::Object{{"id", row.id.text()},
                         {"kind", row.kind},
                         {"title", row.title},
                         {"time", row.sort_key},
                         {"deleted", row.deleted},
                         {"deleted_but_changed", row.deleted_but_changed},
                         {"contested", static_cast<std::int64_t>(row.contested)},
                         {"unsynced", row.unsynced},
                         {"review", row.review_state}};
}

std::string marks_of(const Call& call, const Row& row) {
    std::string marks;
    const auto add = [&](const std::string& word) { marks += (marks.empty() ? "[" : " [") + word + "]"; };
    if (row.contested > 0) add(call.said("cli.mark.contested", {{"count", std::to_string(row.contested)}}));
    if (row.deleted_but_changed)
        add(call.text("cli.mark.deleted_but_changed"));
    else if (row.deleted)
        add(call.text("cli.mark.deleted"));
    if (row.unsynced) add(call.text("cli.mark.unsynced"));
    if (!row.review_state.empty()) add(term_text("review_state", row.review_state, call.language));
    return marks;
}

std::string when_of(const Row& row) {
    const auto moment = sync::parse_instant(row.sort_key);
    return moment ? china_text(*moment) : row.sort_key;
}

std::string full_title(const Workspace& workspace, const Row& row) {
    if (row.kind != "visit") return row.title;
    const auto record = workspace.store.get(row.id);
    if (!record || !*record) return row.title;
    const auto site = referred(workspace.store, **record, "site");
    if (!site || !*site) return row.title;
    const auto rows = workspace.store.rows({(*site)->id});
    return rows && !rows->empty() ? row.title + " " + rows->front().title : row.title;
}

std::string table_of(const Call& call, const Workspace& workspace, const std::vector<Row>& rows) {
    std::vector<std::vector<std::string>> lines;
    for (const auto& row : rows)
        lines.push_back({short_id(row.id), kind_text(row.kind, call.language), when_of(row),
                         fitted(full_title(workspace, row), title_cells), marks_of(call, row)});
    return columns(lines);
}

Value fields_json(const Call& call, const sync::Record& record, const People& people) {
    Value::Object fields;
    for (const auto& [name, field] : record.fields) {
        Value::Array values;
        for (const auto& [edit, value] : field)
            values.push_back(edit_json(call, record, name, edit, value, people));
        const Value* shown = sync::shown(record, name);
        const Value value = shown == nullptr ? Value{} : *shown;
        fields.emplace(name, Value::Object{{"label", field_text(record.kind, name, call.language)},
                                           {"value", value},
                                           {"text", value_text(record.kind, name, value, call.language)},
                                           {"contested", sync::is_contested(name, field)},
                                           {"values", std::move(values)}});
    }
    return fields;
}

std::string shown_text_of(const Call& call, const Workspace& workspace, const sync::Record& record,
                          std::string_view field, const Value& value) {
    const KindSpec* kind = find_kind(record.kind);
    const FieldSpec* spec = kind == nullptr ? nullptr : find_field_spec(*kind, field);
    if (spec != nullptr && spec->type == FieldType::reference && value.text() != nullptr) {
        if (const auto id = sync::RecordId::parse(*value.text())) {
            const auto rows = workspace.store.rows({*id});
            if (rows && !rows->empty()) return rows->front().title + "  " + call.faint(short_id(*id));
        }
    }
    return value_text(record.kind, field, value, call.language);
}

std::string fields_text(const Call& call, const Workspace& workspace, const sync::Record& record,
                        const People& people) {
    std::string text;
    std::map<std::string, std::string> sets; // a set's members stand on one line
    for (const auto& name : in_form_order(record)) {
        const sync::Field& field = *sync::find_field(record, name);
        const KindSpec* kind = find_kind(record.kind);
        const FieldSpec* spec = kind == nullptr ? nullptr : find_field_spec(*kind, name);
        if (spec != nullptr && spec->type == FieldType::set) {
            if (sets.contains(spec->name)) continue;
            std::string words;
            for (const auto& member : sync::set_members(record, spec->name))
                words += (words.empty() ? "" : call.text("cli.list_separator")) +
                         term_text(spec->vocabulary, member, call.language);
            sets.emplace(spec->name, words);
            if (!words.empty()) text += labelled(call, field_text(record.kind, spec->name, call.language), words);
            continue;
        }
        if (sync::is_contested(name, field)) {
            text += contested_lines(call, workspace, record, name, field, people);
            continue;
        }
        const Value* shown = sync::shown(record, name);
        if (shown == nullptr || shown->is_null()) continue;
        text += labelled(call, field_text(record.kind, name, call.language),
                         shown_text_of(call, workspace, record, name, *shown));
    }
    return text;
}

std::string contested_text(const Call& call, const Workspace& workspace, const sync::Record& record,
                           const People& people) {
    std::string text;
    for (const auto& name : sync::contested_fields(record))
        text += contested_lines(call, workspace, record, name, *sync::find_field(record, name), people);
    return text;
}

} // namespace takan::app::cli
