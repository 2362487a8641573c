// show, history.

#include "app/cli/columns.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/record_text.hpp"
#include "app/desk/query.hpp"
#include "app/domain/titles.hpp"
#include "sync/record/deletion.hpp"

namespace takan::app::cli {

namespace {

using sync::Value;

Value::Array ids_of(const std::vector<sync::Record>& records) {
    Value::Array ids;
    for (const auto& one : records)
        ids.emplace_back(one.id.text());
    return ids;
}

Value::Array comments_json(const std::vector<sync::Record>& comments, const People& people) {
    Value::Array list;
    for (const auto& one : comments) {
        const sync::Field* text = sync::find_field(one, "text");
        const auto edit = text == nullptr || text->empty() ? sync::Edit{} : text->rbegin()->first;
        list.emplace_back(Value::Object{{"id", one.id.text()},
                                        {"about", sync::shown_text(one, "record")},
                                        {"field", sync::shown_text(one, "field")},
                                        {"person", name_of(people, edit.device)},
                                        {"time", sync::to_text(edit.time)},
                                        {"text", sync::shown_text(one, "text")}});
    }
    return list;
}

Value json_of(const Call& call, const Detail& detail, const People& people) {
    Value row = cli::json_of(detail.row);
    Value::Object document = *row.object();
    Value::Array contested;
    for (const auto& name : sync::contested_fields(detail.record))
        contested.emplace_back(name);
    document["contested"] = std::move(contested);
    document["deletion_reason"] = sync::deletion_reason(detail.record);
    document["fields"] = fields_json(call, detail.record, people);
    document["findings"] = ids_of(detail.findings);
    document["photos"] = ids_of(detail.photos);
    document["comments"] = comments_json(detail.comments, people);
    return document;
}

void print_related(const Call& call, const Workspace& workspace, std::string_view heading,
                   const std::vector<sync::Record>& records) {
    if (records.empty()) return;
    std::vector<sync::RecordId> ids;
    for (const auto& one : records)
        ids.push_back(one.id);
    const auto rows = workspace.store.rows(ids);
    if (!rows) return;
    call.line("\n" + call.strong(call.said(heading, {{"count", std::to_string(records.size())}})));
    call.out() << table_of(call, workspace, *rows);
}

void print_comments(const Call& call, const Detail& detail, const People& people) {
    if (detail.comments.empty()) return;
    call.line("\n" + call.strong(call.said("cli.show.comments", {{"count", std::to_string(detail.comments.size())}})));
    for (const auto& one : detail.comments) {
        const sync::Field* text = sync::find_field(one, "text");
        if (text == nullptr || text->empty()) continue;
        const sync::Edit& edit = text->rbegin()->first;
        const std::string about = sync::shown_text(one, "field");
        const auto target = sync::RecordId::parse(sync::shown_text(one, "record"));
        std::string head = china_text(edit.time) + "  " + name_of(people, edit.device);
        if (target && *target != detail.record.id) head += "  " + short_id(*target);
        if (!about.empty()) head += "  " + field_text(detail.record.kind, about, call.language);
        call.line("  " + head + ": " + sync::shown_text(one, "text"));
    }
}

void print(const Call& call, const Workspace& workspace, const Detail& detail, const People& people) {
    const auto& row = detail.row;
    call.line(call.strong(kind_text(row.kind, call.language) + "  " + full_title(workspace, row)) + "  " +
              marks_of(call, row));
    call.line(call.faint(row.id.text()));
    if (const std::string reason = sync::deletion_reason(detail.record); !reason.empty())
        call.line(call.said("cli.show.deleted_because", {{"reason", reason}}));
    call.out() << fields_text(call, workspace, detail.record, people);
    print_related(call, workspace, "cli.show.findings", detail.findings);
    print_related(call, workspace, "cli.show.photos", detail.photos);
    print_comments(call, detail, people);
}

} // namespace

Answer show_record(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(id, find_id(call, workspace, call.arguments.words.front()));
    TAKAN_TRY_LET(detail, detail_of(workspace.store, id));
    const People people = people_of(workspace);
    if (call.json)
        call.document(json_of(call, detail, people));
    else
        print(call, workspace, detail, people);
    return yes;
}

Answer show_history(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(record, find_record(call, workspace, call.arguments.words.front()));
    TAKAN_TRY_LET(lines, history_of(workspace, record.id));
    const People people = people_of(workspace);
    Value::Array edits;
    std::vector<std::vector<std::string>> rows;
    for (const auto& line : lines) {
        const std::string text = value_text(record.kind, line.field, line.value, call.language);
        edits.emplace_back(Value::Object{{"field", line.field},
                                         {"device", line.edit.device.text()},
                                         {"person", name_of(people, line.edit.device)},
                                         {"time", sync::to_text(line.edit.time)},
                                         {"value", line.value},
                                         {"text", text},
                                         {"replaced", line.replaced}});
        rows.push_back({china_text(line.edit.time), name_of(people, line.edit.device), line.edit.device.text(),
                        field_text(record.kind, line.field, call.language), fitted(text, 60),
                        line.replaced ? call.text("cli.history.replaced") : ""});
    }
    if (call.json)
        call.document(Value::Object{{"id", record.id.text()}, {"edits", std::move(edits)}});
    else
        call.out() << columns(rows);
    return yes;
}

} // namespace takan::app::cli
