#include "app/domain/table_columns.hpp"

#include "app/domain/field_value.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/text.hpp"
#include "sync/record/json.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace takan::app {
namespace {

using Ways = std::vector<std::vector<std::string>>;

// Kept fields without a place in a form that people nevertheless ask for.
constexpr std::array<std::string_view, 3> asked_for{"review.state", "review.note", "name"};
int width_of(const FieldSpec& spec) {
    switch (spec.type) {
    case FieldType::long_text:
        return 260;
    case FieldType::moment:
        return 136;
    case FieldType::date:
    case FieldType::choice:
        return 104;
    case FieldType::number:
    case FieldType::flag:
        return 88;
    case FieldType::reference:
        return 190;
    default:
        return 140;
    }
}

bool is_writable(const FieldSpec& spec) {
    return spec.type != FieldType::hidden && spec.type != FieldType::answers && spec.type != FieldType::reference;
}

TableColumn own_column(const FieldSpec& spec) {
    TableColumn column;
    column.name = spec.name;
    column.type = spec.type == FieldType::hidden && !spec.vocabulary.empty() ? FieldType::choice : spec.type;
    column.vocabulary = spec.vocabulary;
    column.target = spec.target;
    column.width = width_of(spec);
    column.writable = is_writable(spec);
    return column;
}

bool is_column(const FieldSpec& spec) {
    if (spec.type == FieldType::answers) return false;
    return spec.type != FieldType::hidden ||
           std::find(asked_for.begin(), asked_for.end(), spec.name) != asked_for.end();
}

TableColumn made(const char* name, FieldType type, int width, const char* vocabulary = "", Ways ways = {}) {
    return {name, type, vocabulary, "", width, false, std::move(ways)};
}

void add_borrowed(std::string_view kind, std::vector<TableColumn>& columns) {
    const auto division = [&](Ways ways) {
        columns.push_back(made(division_column, FieldType::choice, 104, "division", std::move(ways)));
    };
    const auto inspectors = [&](Ways ways) {
        columns.push_back(made(inspectors_column, FieldType::people, 140, "", std::move(ways)));
    };
    if (kind == "visit") division({{"site", "division"}});
    if (kind == "finding") {
        division({{"site", "division"}, {"visit", "site", "division"}});
        inspectors({{"visit", "inspectors"}});
    }
    if (kind == "photo") {
        division(
            {{"visit", "site", "division"}, {"finding", "site", "division"}, {"finding", "visit", "site", "division"}});
        inspectors({{"visit", "inspectors"}, {"finding", "visit", "inspectors"}});
    }
}

std::vector<TableColumn> columns_of(const KindSpec& kind) {
    const Ways place = kind.name == "visit" ? Ways{{"site", title_column}} : Ways{};
    std::vector<TableColumn> columns{made(title_column, FieldType::text, 220, "", place),
                                     made(state_column, FieldType::set, 132, "record_state"),
                                     made(time_column, FieldType::moment, 136)};
    add_borrowed(kind.name, columns);
    for (const FieldSpec& spec : kind.fields)
        if (is_column(spec)) columns.push_back(own_column(spec));
    columns.push_back(made(changed_column, FieldType::moment, 136));
    return columns;
}

void append_part(std::string& out, std::string_view part) {
    if (part.empty()) return;
    if (!out.empty()) out += '\n';
    out += part;
}

} // namespace

const std::vector<TableColumn>& table_columns(std::string_view kind) {
    static const auto all = [] {
        std::map<std::string, std::vector<TableColumn>, std::less<>> made;
        for (const KindSpec& spec : kinds())
            made.emplace(spec.name, columns_of(spec));
        return made;
    }();
    static const std::vector<TableColumn> none;
    const auto found = all.find(kind);
    return found == all.end() ? none : found->second;
}

const TableColumn* find_column(std::string_view kind, std::string_view column) {
    const auto& columns = table_columns(kind);
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const TableColumn& one) { return one.name == column; });
    return found == columns.end() ? nullptr : &*found;
}

sync::Result<const TableColumn*> needed_column(std::string_view kind, std::string_view column) {
    if (const TableColumn* found = find_column(kind, column)) return found;
    return sync::fail(sync::ErrorKind::invalid, "the kind has no such column",
                      std::string(kind) + "." + std::string(column), "error.no_such_field");
}

std::string column_text(std::string_view kind, std::string_view column, Language language) {
    const TableColumn* found = find_column(kind, column);
    const bool field = found == nullptr || (found->ways.empty() && !column.starts_with("record."));
    if (field) return field_text(kind, column, language);
    if (column == title_column) return kind_text(kind, language);
    // "column.record.time.visit" where a kind has a word of its own for it.
    const std::string key = "column." + std::string(column);
    const std::string own = key + "." + std::string(kind);
    return text_of(has_text(own, language) ? own : key, language);
}

std::string cell_value(const sync::Record& record, const FieldSpec& spec) {
    std::string out;
    if (spec.type == FieldType::set) {
        for (const auto& code : sync::set_members(record, spec.name))
            append_part(out, code);
        return out;
    }
    const sync::Value* value = sync::shown(record, spec.name);
    if (value == nullptr || value->is_null()) return out;
    if (const auto* text = value->text()) return *text;
    const auto* items = value->array();
    if (items == nullptr) return sync::canonical(*value);
    for (const sync::Value& item : *items)
        append_part(out, item.text() != nullptr ? *item.text() : sync::canonical(item));
    return out;
}

std::string cell_text(const TableColumn& column, std::string_view value, Language language) {
    FieldSpec spec;
    spec.name = column.name;
    spec.type = column.type;
    spec.vocabulary = column.vocabulary;
    if (value.empty()) return {};
    if (column.type == FieldType::set || column.type == FieldType::people) {
        std::string words;
        for (const std::string_view part : sync::split(value, '\n')) {
            if (!words.empty()) words += text_of("value.list_separator", language);
            words += column.vocabulary.empty() ? std::string(part) : term_text(column.vocabulary, part, language);
        }
        return words;
    }
    if (column.type == FieldType::flag) return text_of(value == "true" ? "value.yes" : "value.no", language);
    if (column.type == FieldType::money || column.type == FieldType::number) {
        const auto number = sync::read_value(value);
        return number ? text_as(spec, {}, *number, language) : std::string(value);
    }
    return text_as(spec, {}, sync::Value(std::string(value)), language);
}

} // namespace takan::app
