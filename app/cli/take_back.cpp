// undo: takes back what a visit, an import or a person brought in, for the whole team.

#include "app/desk/take_back.hpp"
#include "app/cli/commands.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/text.hpp"

namespace takan::app::cli {

namespace {

using sync::Value;

// "2024-03-22 18:00" in China's time, or an instant's text.
Result<sync::Instant> read_moment(const Call& call, const std::string& typed) {
    if (const auto instant = sync::parse_instant(typed)) return *instant;
    std::string text = sync::trimmed(typed);
    if (text.size() == 10) text += " 00:00";
    if (text.size() == 16 && (text[10] == ' ' || text[10] == 'T')) {
        text[10] = 'T';
        if (const auto local = sync::parse_instant(text + ":00.000Z"))
            return sync::Instant{local->ms - std::int64_t{china_offset_minutes} * 60 * 1000};
    }
    return bad_input(call, "cli.error.no_moment", {{"typed", sync::plain_text(typed)}});
}

Result<Which> read_which(const Call& call, const Workspace& workspace) {
    Which which;
    if (call.arguments.has("visit")) {
        TAKAN_TRY_LET(visit, find_id(call, workspace, call.arguments.value("visit")));
        which.visit = visit;
    }
    which.batch = call.arguments.value("import");
    which.person = sync::plain_text(call.arguments.value("person"));
    if (call.arguments.has("since")) {
        TAKAN_TRY_LET(since, read_moment(call, call.arguments.value("since")));
        which.since = since;
    }
    return which;
}

Value count(std::size_t number) {
    return static_cast<std::int64_t>(number);
}

Value json_of(const TakeBackPlan& plan, bool done) {
    Value::Array left;
    for (const auto& one : plan.left)
        left.emplace_back(Value::Object{{"id", one.id.text()}, {"field", one.field}, {"by", one.by.text()}});
    Value::Array deleted;
    for (const auto& id : plan.created)
        deleted.emplace_back(id.text());
    return Value::Object{{"done", done},
                         {"fields", count(plan.fields.size())},
                         {"records", count(plan.records)},
                         {"visits", count(plan.visits)},
                         {"deleted", std::move(deleted)},
                         {"left", std::move(left)}};
}

void print(const Call& call, const Workspace& workspace, const TakeBackPlan& plan) {
    call.line(call.said("take_back.says", {{"fields", std::to_string(plan.fields.size())},
                                           {"visits", std::to_string(plan.visits)},
                                           {"records", std::to_string(plan.records)},
                                           {"deleted", std::to_string(plan.created.size())}}));
    const People people = people_of(workspace);
    for (const auto& one : plan.left)
        call.line("  " + call.said("cli.undo.left", {{"id", one.id.text()},
                                                     {"field", field_text(one.kind, one.field, call.language)},
                                                     {"name", name_of(people, one.by)}}));
}

} // namespace

Answer take_back(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(which, read_which(call, workspace));
    TAKAN_TRY_LET(plan, plan_take_back(workspace, which));
    const bool empty = plan.fields.empty() && plan.created.empty();
    const bool done = !call.arguments.has("dry-run") && !empty;
    const std::string reason =
        call.arguments.has("reason") ? call.arguments.value("reason") : call.text("take_back.reason");
    if (done) TAKAN_TRY(carry_out_plan(workspace, plan, reason));
    if (call.json) call.document(json_of(plan, done));
    print(call, workspace, plan);
    if (!call.json) call.note(call.text(done ? "cli.undo.done" : empty ? "cli.undo.nothing" : "cli.undo.dry"));
    return empty ? no : yes;
}

} // namespace takan::app::cli
