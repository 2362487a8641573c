// review: the leader's inbox, field by field, and the decisions.

#include "app/cli/columns.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/laptop_work.hpp"
#include "app/cli/record_text.hpp"
#include "app/desk/query.hpp"
#include "app/domain/titles.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app::cli {

namespace {

using sync::Value;

// One field that is not as it was when the leader last looked.
struct Change {
    std::string field;
    Value before;
    Value now;
    sync::Edit edit; // the newest that brought it about
    bool contested = false;
};

bool is_news(const sync::Record& record, const std::string& name) {
    if (name.starts_with("review.")) return false;
    const KindSpec* kind = find_kind(record.kind);
    const FieldSpec* spec = kind == nullptr ? nullptr : find_field_spec(*kind, name);
    return spec == nullptr || spec->type != FieldType::hidden;
}

std::vector<Change> changes_of(const sync::Record& record, const sync::Record* known) {
    std::vector<Change> changes;
    for (const auto& [name, field] : record.fields) {
        const sync::Field* before = known == nullptr ? nullptr : sync::find_field(*known, name);
        if (field.empty() || !is_news(record, name) || (before != nullptr && *before == field)) continue;
        Change change{name, {}, {}, {}, sync::is_contested(name, field)};
        const Value* was = known == nullptr ? nullptr : sync::shown(*known, name);
        const Value* now = sync::shown(record, name);
        if (was != nullptr) change.before = *was;
        if (now != nullptr) change.now = *now;
        for (const auto& [edit, value] : field)
            if (value == change.now && (change.edit == sync::Edit{} || edit.time > change.edit.time))
                change.edit = edit;
        changes.push_back(std::move(change));
    }
    return changes;
}

struct News {
    const sync::Record* record;
    std::vector<Change> changes;
};

// The record and what belongs to it, each with what is new in it.
std::vector<News> news_of(const Detail& detail) {
    std::vector<const sync::Record*> all{&detail.record};
    for (const auto* group : {&detail.findings, &detail.photos})
        for (const auto& one : *group)
            all.push_back(&one);
    std::vector<News> news;
    for (const auto* record : all) {
        const auto known = detail.known.find(record->id);
        auto changes = changes_of(*record, known == detail.known.end() ? nullptr : &known->second);
        if (!changes.empty()) news.push_back({record, std::move(changes)});
    }
    return news;
}

Value json_of(const Call& call, const sync::Record& record, const Change& change, const People& people) {
    return Value::Object{{"field", change.field},
                         {"label", field_text(record.kind, change.field, call.language)},
                         {"before", change.before},
                         {"now", change.now},
                         {"before_text", value_text(record.kind, change.field, change.before, call.language)},
                         {"now_text", value_text(record.kind, change.field, change.now, call.language)},
                         {"contested", change.contested},
                         {"device", change.edit.device.text()},
                         {"person", name_of(people, change.edit.device)},
                         {"time", sync::to_text(change.edit.time)}};
}

void print(const Call& call, const Workspace& workspace, const News& news, const People& people) {
    const auto& record = *news.record;
    call.line(call.strong(kind_text(record.kind, call.language) + "  " + title_of(record, call.language)) + "  " +
              call.faint(record.id.text()));
    for (const auto& change : news.changes) {
        const auto shown = [&](const Value& value) {
            return value.is_null() ? std::string("—")
                                   : fitted(shown_text_of(call, workspace, record, change.field, value), 400);
        };
        call.line(std::string(change.contested ? "! " : "  ") + field_text(record.kind, change.field, call.language) +
                  ": " + (change.before.is_null() ? "" : shown(change.before) + " → ") + shown(change.now) + "  " +
                  call.faint(name_of(people, change.edit.device) + " " + china_text(change.edit.time)));
        if (change.contested) call.note("    " + call.said("cli.review.contested", {{"field", change.field}}));
    }
}

Answer decide(const Call& call, Decision decision, std::string_view said) {
    const std::string note = sync::trimmed(sync::plain_text(call.arguments.value("note")));
    if (decision == Decision::give_back && note.empty()) return bad_input(call, "cli.error.note_needed");
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(ids, find_ids(call, workspace));
    TAKAN_TRY(apply(workspace, Review{ids, decision, note}));
    TAKAN_TRY_LET(looked_at, with_belongings(workspace.store, ids));
    if (decision != Decision::withdraw) TAKAN_TRY(apply(workspace, MarkSeen{looked_at}));
    Value::Array list;
    for (const auto& id : ids)
        list.emplace_back(id.text());
    if (call.json) call.document(Value::Object{{"ids", std::move(list)}});
    call.line(call.said(said, {{"count", std::to_string(ids.size())}}));
    return yes;
}

Value json_of(const InboxItem& item) {
    Value row = cli::json_of(item.row);
    Value::Object object = *row.object();
    Value::Array people(item.people.begin(), item.people.end());
    object["site"] = item.site;
    object["people"] = std::move(people);
    object["newest"] = sync::to_text(item.newest);
    object["changes"] = static_cast<std::int64_t>(item.changes);
    object["contested"] = static_cast<std::int64_t>(item.contested);
    object["findings"] = static_cast<std::int64_t>(item.findings);
    object["photos"] = static_cast<std::int64_t>(item.photos);
    object["unread"] = item.unread;
    return object;
}

std::vector<std::string> line_of(const Call& call, const InboxItem& item) {
    std::string people;
    for (const auto& one : item.people)
        people += (people.empty() ? "" : call.text("cli.list_separator")) + one;
    std::string marks = item.contested == 0
                            ? ""
                            : "[" + call.said("cli.mark.contested", {{"count", std::to_string(item.contested)}}) + "]";
    if (!item.row.review_state.empty()) marks += (marks.empty() ? "" : " ") + marks_of(call, item.row);
    return {item.unread ? "*" : " ",
            short_id(item.row.id),
            kind_text(item.row.kind, call.language),
            fitted(item.row.title, 40),
            china_text(item.newest),
            people,
            call.said("cli.review.counts", {{"changes", std::to_string(item.changes)},
                                            {"findings", std::to_string(item.findings)},
                                            {"photos", std::to_string(item.photos)}}),
            marks};
}

} // namespace

Answer review_list(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    const People people = people_of(workspace);
    Inbox reader;
    TAKAN_TRY_LET(inbox, reader.items(workspace.store, {workspace.identity.device, people, call.language}));
    if (call.arguments.has("since-look"))
        std::erase_if(inbox, [](const InboxItem& item) { return !item.unread || item.changes == 0; });
    Value::Array items;
    std::vector<std::vector<std::string>> lines;
    for (const auto& item : inbox) {
        items.push_back(json_of(item));
        lines.push_back(line_of(call, item));
    }
    if (call.json)
        call.document(Value::Object{{"items", std::move(items)}});
    else
        call.out() << columns(lines);
    if (inbox.empty()) call.line(call.text("cli.review.nothing"));
    return inbox.empty() ? no : yes;
}

Answer review_show(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(id, find_id(call, workspace, call.arguments.words.front()));
    TAKAN_TRY_LET(detail, detail_of(workspace.store, id));
    const People people = people_of(workspace);
    const auto news = news_of(detail);
    Value::Array records;
    for (const auto& one : news) {
        Value::Array changes;
        for (const auto& change : one.changes)
            changes.push_back(json_of(call, *one.record, change, people));
        records.emplace_back(Value::Object{{"id", one.record->id.text()},
                                           {"kind", one.record->kind},
                                           {"title", title_of(*one.record, call.language)},
                                           {"changes", std::move(changes)}});
        if (!call.json) print(call, workspace, one, people);
    }
    if (call.json) call.document(Value::Object{{"id", id.text()}, {"records", std::move(records)}});
    if (news.empty()) call.line(call.text("cli.review.nothing"));
    return news.empty() ? no : yes;
}

Answer review_approve(Call& call) {
    return decide(call, Decision::approve, "cli.review.approved");
}

Answer review_return(Call& call) {
    return decide(call, Decision::give_back, "cli.review.returned");
}

Answer review_withdraw(Call& call) {
    return decide(call, Decision::withdraw, "cli.review.withdrawn");
}

Answer review_seen(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(ids, find_ids(call, workspace));
    TAKAN_TRY_LET(all, with_belongings(workspace.store, ids));
    TAKAN_TRY(apply(workspace, MarkSeen{all}));
    if (call.json) call.document(Value::Object{{"seen", static_cast<std::int64_t>(all.size())}});
    call.line(call.said("cli.review.seen", {{"count", std::to_string(all.size())}}));
    return yes;
}

} // namespace takan::app::cli
