// new, set, delete, restore, comment.

#include "app/cli/assignments.hpp"
#include "app/cli/commands.hpp"
#include "sync/base/text.hpp"

namespace takan::app::cli {

namespace {

// What the record still lacks, on stderr: it is kept all the same.
void note_gaps(const Call& call, const sync::Record& record) {
    for (const auto& gap : gaps_of(record))
        call.note("  " + field_text(record.kind, gap.field, call.language) + ": " + call.text(gap.text_key));
}

Answer done(const Call& call, const std::vector<sync::RecordId>& ids, std::string_view key) {
    sync::Value::Array list;
    for (const auto& id : ids)
        list.emplace_back(id.text());
    if (call.json) call.document(sync::Value::Object{{"ids", std::move(list)}});
    call.line(call.said(key, {{"count", std::to_string(ids.size())}}));
    return yes;
}

std::vector<std::string> behind_first(const Call& call) {
    return {call.arguments.words.begin() + 1, call.arguments.words.end()};
}

} // namespace

Answer new_record(Call& call) {
    TAKAN_TRY_LET(kind, read_kind(call, call.arguments.words.front()));
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(fields, read_assignments(call, workspace, *kind, behind_first(call), nullptr));
    const auto id = sync::RecordId::random(call.around.clock());
    TAKAN_TRY(apply(workspace, Create{id, kind->name, std::move(fields)}));
    TAKAN_TRY_LET(record, workspace.store.get(id));
    if (record) note_gaps(call, *record);
    if (call.json) call.document(sync::Value::Object{{"id", id.text()}, {"kind", kind->name}});
    call.line(id.text());
    return yes;
}

Answer set_fields(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(record, find_record(call, workspace, call.arguments.words.front()));
    TAKAN_TRY_LET(kind, kind_of(record));
    TAKAN_TRY_LET(fields, read_assignments(call, workspace, *kind, behind_first(call), &record));
    sync::Value::Array names;
    for (const auto& [name, value] : fields)
        names.emplace_back(name);
    TAKAN_TRY(apply(workspace, SetFields{record.id, std::move(fields)}));
    if (call.json) call.document(sync::Value::Object{{"id", record.id.text()}, {"fields", std::move(names)}});
    call.line(call.text("cli.saved"));
    return yes;
}

Answer delete_records(Call& call) {
    const std::string reason = sync::trimmed(sync::plain_text(call.arguments.value("reason")));
    if (reason.empty()) return bad_input(call, "cli.error.reason_needed");
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(ids, find_ids(call, workspace));
    TAKAN_TRY(apply(workspace, Delete{ids, reason}));
    return done(call, ids, "cli.deleted");
}

Answer restore_records(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(ids, find_ids(call, workspace));
    TAKAN_TRY(apply(workspace, Restore{ids}));
    return done(call, ids, "cli.restored");
}

Answer add_comment(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(about, find_record(call, workspace, call.arguments.words.front()));
    const std::string field = call.arguments.value("field");
    if (const KindSpec* kind = find_kind(about.kind); kind != nullptr && !field.empty())
        TAKAN_TRY(read_field(call, *kind, field));
    const auto id = sync::RecordId::random(call.around.clock());
    const std::string text = sync::trimmed(sync::plain_text(call.arguments.words[1]));
    TAKAN_TRY(apply(workspace, AddComment{id, about.id, field, text}));
    if (call.json) call.document(sync::Value::Object{{"id", id.text()}, {"kind", "comment"}});
    call.line(id.text());
    return yes;
}

} // namespace takan::app::cli
