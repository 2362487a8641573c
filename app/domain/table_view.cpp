#include "app/domain/table_view.hpp"

#include "app/domain/table_columns.hpp"
#include "sync/record/json.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace takan::app {
namespace {

using sync::Value;

constexpr std::array<std::string_view, 5> test_names{"contains", "one_of", "empty", "filled", "between"};
constexpr int least_width = 48; // design pixels, for what a broken setting says
constexpr int greatest_width = 1200;

std::string text_in(const Value::Object& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() || found->second.text() == nullptr ? std::string() : *found->second.text();
}

bool flag_in(const Value::Object& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->second.flag() != nullptr && *found->second.flag();
}

const Value::Array& items_in(const Value::Object& object, const char* name) {
    static const Value::Array none;
    const auto found = object.find(name);
    return found == object.end() || found->second.array() == nullptr ? none : *found->second.array();
}

Value value_of(const TableFilter& filter) {
    Value::Array values(filter.values.begin(), filter.values.end());
    return Value::Object{{"column", filter.column},
                         {"test", std::string(test_names[static_cast<std::size_t>(filter.test)])},
                         {"values", std::move(values)}};
}

std::optional<TableFilter> filter_of(const Value& value, std::string_view kind) {
    if (value.object() == nullptr) return std::nullopt;
    TableFilter filter;
    filter.column = text_in(*value.object(), "column");
    const auto test = std::find(test_names.begin(), test_names.end(), text_in(*value.object(), "test"));
    if (test == test_names.end() || find_column(kind, filter.column) == nullptr) return std::nullopt;
    filter.test = static_cast<TableTest>(test - test_names.begin());
    for (const Value& one : items_in(*value.object(), "values"))
        if (one.text() != nullptr) filter.values.push_back(*one.text());
    if (filter.test == TableTest::between) filter.values.resize(2);
    return filter;
}

std::optional<ShownColumn> column_of(const Value& value, std::string_view kind) {
    if (value.object() == nullptr) return std::nullopt;
    ShownColumn column{text_in(*value.object(), "name"), 0};
    const TableColumn* known = find_column(kind, column.name);
    if (known == nullptr) return std::nullopt;
    const auto width = value.object()->find("width");
    const bool given = width != value.object()->end() && width->second.number() != nullptr;
    column.width =
        given ? static_cast<int>(std::clamp<std::int64_t>(*width->second.number(), least_width, greatest_width))
              : known->width;
    return column;
}

} // namespace

std::string text_of(const TableView& view) {
    Value::Array filters, columns;
    for (const auto& filter : view.query.filters)
        filters.push_back(value_of(filter));
    for (const auto& column : view.columns)
        columns.emplace_back(Value::Object{{"name", column.name}, {"width", column.width}});
    return sync::canonical(Value(Value::Object{{"kind", view.query.kind},
                                               {"filters", std::move(filters)},
                                               {"sort", view.query.sort},
                                               {"descending", view.query.descending},
                                               {"with_deleted", view.query.with_deleted},
                                               {"words", view.query.words},
                                               {"columns", std::move(columns)}}));
}

std::optional<TableView> read_table_view(std::string_view text) {
    const auto read = sync::read_value(text);
    if (!read || read->object() == nullptr) return std::nullopt;
    const Value::Object& object = *read->object();
    TableView view;
    view.query.kind = text_in(object, "kind");
    if (find_kind(view.query.kind) == nullptr) return std::nullopt;
    for (const Value& one : items_in(object, "filters"))
        if (auto filter = filter_of(one, view.query.kind)) view.query.filters.push_back(std::move(*filter));
    for (const Value& one : items_in(object, "columns")) {
        const auto column = column_of(one, view.query.kind);
        const bool again = column && std::any_of(view.columns.begin(), view.columns.end(),
                                                 [&](const ShownColumn& shown) { return shown.name == column->name; });
        if (column && !again) view.columns.push_back(*column);
    }
    if (view.columns.empty()) view.columns = usual_table_view(view.query.kind).columns;
    view.query.sort = text_in(object, "sort");
    if (find_column(view.query.kind, view.query.sort) == nullptr) view.query.sort.clear();
    view.query.descending = flag_in(object, "descending");
    view.query.with_deleted = flag_in(object, "with_deleted");
    view.query.words = text_in(object, "words");
    return view;
}

TableView usual_table_view(std::string_view kind) {
    // What most people ask of each kind; a table of all fields would be as wide as a street.
    static const std::map<std::string_view, std::vector<const char*>> usual{
        {"site", {"kind", "division", "address", "industry", "contact", "phone"}},
        {"visit", {time_column, division_column, "state", "mode", "purpose", "inspectors"}},
        {"finding", {"severity", "types", time_column, division_column, "site", inspectors_column, "unit", "due"}},
        {"photo", {time_column, "taken_by", "finding", "proves", division_column, "name"}},
        {"comment", {"record", "resolved", time_column}},
        {"member", {"role", "unit"}},
        {"device", {"label", "member", "revoked"}},
        {"form", {"version", "state", changed_column}},
    };
    TableView view;
    view.query.kind = kind;
    std::vector<std::string> names{title_column, state_column};
    if (const auto own = usual.find(kind); own != usual.end())
        names.insert(names.end(), own->second.begin(), own->second.end());
    for (const auto& name : names)
        if (const TableColumn* column = find_column(kind, name)) view.columns.push_back({name, column->width});
    return view;
}

} // namespace takan::app
