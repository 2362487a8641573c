// form import, list, show, export, activate, withdraw.

#include "app/cli/columns.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/form_words.hpp"
#include "app/desk/form_shelf.hpp"
#include "app/forms/shipped.hpp"
#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/record/json.hpp"

namespace takan::app::cli {

namespace {

using sync::Value;

Value remarks_json(const Call& call, const std::vector<CellRemark>& remarks) {
    Value::Array list;
    for (const auto& remark : remarks)
        list.emplace_back(Value::Object{{"cell", remark.cell}, {"text", remark_text(remark, call.language)}});
    return list;
}

void print_remarks(const Call& call, std::string_view heading, const std::vector<CellRemark>& remarks) {
    if (remarks.empty()) return;
    call.note(call.said(heading, {{"count", std::to_string(remarks.size())}}));
    for (const auto& remark : remarks)
        call.note("  " + remark_text(remark, call.language));
}

const char* state_of(const FormLine& line) {
    if (line.id.is_nil()) return "shipped";
    return line.active ? "active" : "withdrawn";
}

Value json_of(const FormLine& line) {
    return Value::Object{{"form_id", line.form_id},
                         {"version", line.version},
                         {"title", line.title},
                         {"state", state_of(line)},
                         {"id", line.id.is_nil() ? std::string() : line.id.text()},
                         {"readable", line.checklist != nullptr}};
}

Value question_json(const Call& call, const Checklist& list, int index) {
    const FormQuestion& question = list.question(index);
    Value::Array choices;
    for (const FormChoice& choice : choices_of(list.form(), question))
        choices.emplace_back(Value::Object{
            {"name", choice.name}, {"text", words_in(choice.label, call.language, list.form().default_language)}});
    return Value::Object{{"name", question.name},
                         {"type", name_of(question.type)},
                         {"text", words_in(question.label, call.language, list.form().default_language)},
                         {"relevant", question.relevant},
                         {"required", question.required},
                         {"constraint", question.constraint},
                         {"calculation", question.calculation},
                         {"choices", std::move(choices)}};
}

std::string choices_text(const Call& call, const Checklist& list, const FormQuestion& question) {
    std::string text;
    for (const FormChoice& choice : choices_of(list.form(), question))
        text += (text.empty() ? "" : "  ") + choice.name + "=" +
                words_in(choice.label, call.language, list.form().default_language);
    return text;
}

Answer change_state(const Call& call, std::string_view state, std::string_view said) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(lines, form_lines(workspace.store));
    TAKAN_TRY_LET(line, find_form_line(call, lines, call.arguments.words.front()));
    if (line.id.is_nil()) return bad_input(call, "cli.form.shipped_stays", {{"form", line.title}});
    TAKAN_TRY(apply(workspace, SetFields{line.id, {{"state", std::string(state)}}}));
    line.active = state == "active";
    if (call.json) call.document(json_of(line));
    call.line(call.said(said, {{"form", line.title}, {"version", line.version}}));
    return yes;
}

} // namespace

Result<FormLine> find_form_line(const Call& call, const std::vector<FormLine>& lines, std::string_view typed) {
    const auto sign = typed.find('@');
    const std::string_view form_id = typed.substr(0, sign);
    const FormLine* found = nullptr;
    for (const FormLine& line : lines) {
        const bool by_id = !line.id.is_nil() && typed.size() >= 8 && line.id.text().starts_with(typed);
        const bool by_name =
            line.form_id == form_id && (sign == std::string_view::npos || line.version == typed.substr(sign + 1));
        if (!by_id && !by_name) continue;
        // Of several versions the newest that is in use, else the newest.
        if (found == nullptr || (!found->active && line.active)) found = &line;
    }
    if (found == nullptr) return bad_input(call, "cli.form.none", {{"form", sync::plain_text(typed)}});
    return *found;
}

Answer import_form_file(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(preview, preview_form(workspace.store, sync::path_from_utf8(call.arguments.words.front())));
    if (preview.failed) return *preview.failed;
    const bool take_up = preview.problems.empty() && !call.arguments.has("dry-run");
    const auto id = sync::RecordId::random(call.around.clock());
    if (take_up) TAKAN_TRY(apply(workspace, Create{id, "form", preview.fields}));
    print_remarks(call, "cli.form.problems", preview.problems);
    print_remarks(call, "cli.form.warnings", preview.warnings);
    if (call.json)
        call.document(Value::Object{{"id", take_up ? id.text() : std::string()},
                                    {"form_id", preview.form_id},
                                    {"version", preview.version},
                                    {"title", preview.title},
                                    {"questions", static_cast<std::int64_t>(preview.questions)},
                                    {"problems", remarks_json(call, preview.problems)},
                                    {"warnings", remarks_json(call, preview.warnings)}});
    if (!preview.problems.empty()) return no;
    call.line(call.said(
        take_up ? "cli.form.imported" : "cli.form.would_import",
        {{"form", preview.title}, {"version", preview.version}, {"count", std::to_string(preview.questions)}}));
    return yes;
}

Answer list_forms(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(lines, form_lines(workspace.store));
    Value::Array forms;
    std::vector<std::vector<std::string>> rows;
    for (const FormLine& line : lines) {
        forms.push_back(json_of(line));
        rows.push_back({line.form_id, line.version, fitted(line.title, 40),
                        call.text(std::string("cli.form.state.") + state_of(line)),
                        line.checklist == nullptr ? call.text("cli.form.unreadable") : ""});
    }
    if (call.json)
        call.document(Value::Object{{"forms", std::move(forms)}});
    else
        call.out() << columns(rows);
    return yes;
}

Answer show_form(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(lines, form_lines(workspace.store));
    TAKAN_TRY_LET(line, find_form_line(call, lines, call.arguments.words.front()));
    if (line.checklist == nullptr)
        return sync::fail(sync::ErrorKind::corrupt, "the checklist cannot be read", line.form_id,
                          "error.form_unreadable");
    const Checklist& list = *line.checklist;
    Value::Array questions;
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < static_cast<int>(list.size()); ++i) {
        questions.push_back(question_json(call, list, i));
        const FormQuestion& question = list.question(i);
        rows.push_back({question.name, name_of(question.type),
                        words_in(question.label, call.language, list.form().default_language),
                        choices_text(call, list, question)});
    }
    if (call.json) {
        Value::Object document = *json_of(line).object();
        document["questions"] = std::move(questions);
        call.document(std::move(document));
        return yes;
    }
    call.line(call.strong(line.title) + "  " + line.form_id + "@" + line.version);
    call.out() << columns(rows);
    return yes;
}

Answer export_form(Call& call) {
    TAKAN_TRY_LET(workbook, shipped_workbook(call.arguments.words[0]));
    TAKAN_TRY_LET(bytes, write_workbook(workbook));
    const std::string& path = call.arguments.words[1];
    TAKAN_TRY(sync::write_file(sync::path_from_utf8(path), bytes));
    if (call.json) call.document(Value::Object{{"file", path}, {"size", static_cast<std::int64_t>(bytes.size())}});
    call.line(call.said("cli.form.exported", {{"file", path}}));
    return yes;
}

Answer activate_form(Call& call) {
    return change_state(call, "active", "cli.form.activated");
}

Answer withdraw_form(Call& call) {
    return change_state(call, "withdrawn", "cli.form.withdrawn");
}

} // namespace takan::app::cli
