// list, search, conflicts.

#include "app/cli/assignments.hpp"
#include "app/cli/columns.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/record_text.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/text.hpp"

#include <charconv>

namespace takan::app::cli {

namespace {

using sync::Value;

constexpr std::size_t greatest_limit = 100'000;

Result<std::size_t> limit_of(const Call& call, std::size_t usual) {
    if (!call.arguments.has("limit")) return usual;
    const std::string typed = call.arguments.value("limit");
    std::size_t limit = 0;
    const auto [end, fault] = std::from_chars(typed.data(), typed.data() + typed.size(), limit);
    if (fault != std::errc{} || end != typed.data() + typed.size() || limit == 0 || limit > greatest_limit)
        return bad_input(call, "cli.error.bad_limit", {{"value", sync::plain_text(typed)}});
    return limit;
}

// --where FIELD=VALUE: the value as the store compares it.
Status read_where(const Call& call, const Workspace& workspace, Filter& filter) {
    const std::string where = call.arguments.value("where");
    const auto equals = where.find('=');
    if (equals == std::string::npos)
        return bad_input(call, "cli.error.no_assignment", {{"word", sync::plain_text(where)}});
    if (filter.kind.empty()) return bad_input(call, "cli.error.where_needs_kind");
    const KindSpec* kind = find_kind(filter.kind);
    const std::string name = where.substr(0, equals);
    const std::string typed = where.substr(equals + 1);
    TAKAN_TRY_LET(spec, read_field(call, *kind, name));
    if (!spec->indexed) return bad_input(call, "cli.error.not_indexed", {{"field", name}});
    filter.field = spec->name;
    if (spec->type == FieldType::reference) {
        TAKAN_TRY_LET(id, find_id(call, workspace, typed));
        filter.value = id.text();
        return {};
    }
    if (spec->type == FieldType::set) {
        filter.value = typed;
        return {};
    }
    TAKAN_TRY_LET(value, parse_value(kind->name, name, typed));
    if (value.text() != nullptr)
        filter.value = *value.text();
    else if (value.flag() != nullptr)
        filter.value = *value.flag() ? "true" : "false";
    else
        filter.value = typed;
    return {};
}

Result<Order> order_of(const Call& call) {
    const std::string sort = call.arguments.value("sort");
    if (sort.empty() || sort == "newest") return Order::newest_first;
    if (sort == "oldest") return Order::oldest_first;
    if (sort == "title") return Order::title;
    return bad_input(call, "cli.error.bad_sort", {{"value", sync::plain_text(sort)}});
}

Result<Filter> read_filter(const Call& call, const Workspace& workspace) {
    Filter filter;
    if (!call.arguments.words.empty()) {
        TAKAN_TRY_LET(kind, read_kind(call, call.arguments.words.front()));
        filter.kind = kind->name;
    }
    if (call.arguments.has("where")) TAKAN_TRY(read_where(call, workspace, filter));
    filter.with_deleted = call.arguments.has("deleted");
    filter.only_contested = call.arguments.has("contested");
    filter.only_unsynced = call.arguments.has("unsynced");
    TAKAN_TRY_LET(order, order_of(call));
    TAKAN_TRY_LET(limit, limit_of(call, filter.limit));
    filter.order = order;
    filter.limit = limit;
    return filter;
}

// Without the marks that the store puts around what was found.
std::string without_marks(std::string text) {
    for (const std::string_view mark : {"\u2068", "\u2069"})
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
            text.erase(at, mark.size());
    return text;
}

} // namespace

Answer list_records(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(filter, read_filter(call, workspace));
    TAKAN_TRY_LET(rows, workspace.store.list(filter));
    TAKAN_TRY_LET(total, workspace.store.count(filter));
    Value::Array list;
    for (const auto& row : rows)
        list.push_back(json_of(row));
    if (call.json) {
        call.document(Value::Object{{"records", std::move(list)}, {"total", static_cast<std::int64_t>(total)}});
    } else {
        call.out() << table_of(call, workspace, rows);
        if (total > rows.size())
            call.note(
                call.said("cli.list.more", {{"shown", std::to_string(rows.size())}, {"total", std::to_string(total)}}));
        if (rows.empty()) call.note(call.text("cli.list.none"));
    }
    return rows.empty() ? no : yes;
}

Answer search_records(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    std::string words;
    for (const auto& word : call.arguments.words)
        words += (words.empty() ? "" : " ") + sync::plain_text(word);
    const std::string kind = call.arguments.value("kind");
    if (!kind.empty()) TAKAN_TRY(read_kind(call, kind));
    TAKAN_TRY_LET(limit, limit_of(call, 50));
    TAKAN_TRY_LET(hits, workspace.store.search(words, kind, limit));
    Value::Array list;
    std::vector<std::vector<std::string>> lines;
    for (const auto& hit : hits) {
        const std::string excerpt = without_marks(hit.excerpt);
        Value row = json_of(hit.row);
        Value::Object found = *row.object();
        found["field"] = hit.field;
        found["excerpt"] = excerpt;
        list.emplace_back(std::move(found));
        lines.push_back({short_id(hit.row.id), kind_text(hit.row.kind, call.language), fitted(hit.row.title, 40),
                         field_text(hit.row.kind, hit.field, call.language) + ": " + excerpt});
    }
    if (call.json)
        call.document(Value::Object{{"hits", std::move(list)}});
    else
        call.out() << columns(lines, 80);
    if (hits.empty() && !call.json) call.note(call.text("cli.search.none"));
    return hits.empty() ? no : yes;
}

Answer show_conflicts(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    Filter filter;
    if (!call.arguments.words.empty()) {
        TAKAN_TRY_LET(kind, read_kind(call, call.arguments.words.front()));
        filter.kind = kind->name;
    }
    filter.only_contested = true;
    filter.limit = greatest_limit;
    TAKAN_TRY_LET(rows, workspace.store.list(filter));
    const People people = people_of(workspace);
    Value::Array list;
    for (const auto& row : rows) {
        TAKAN_TRY_LET(record, workspace.store.get(row.id));
        if (!record) continue;
        Value fields = fields_json(call, *record, people);
        Value::Object contested;
        for (const auto& name : sync::contested_fields(*record))
            contested.emplace(name, fields.object()->at(name));
        Value one = json_of(row);
        Value::Object object = *one.object();
        object["fields"] = std::move(contested);
        list.emplace_back(std::move(object));
        call.line(kind_text(row.kind, call.language) + "  " + row.title + "  " + call.faint(row.id.text()));
        if (!call.json) call.out() << contested_text(call, workspace, *record, people);
    }
    if (call.json)
        call.document(Value::Object{{"records", std::move(list)}});
    else if (rows.empty())
        call.line(call.text("cli.conflicts.none"));
    return rows.empty() ? yes : no;
}

} // namespace takan::app::cli
