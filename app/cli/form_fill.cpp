// form use, fill, add, answers: a visit's checklist.

#include "app/cli/columns.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/form_words.hpp"
#include "app/desk/form_shelf.hpp"
#include "app/forms/answers.hpp"
#include "sync/base/text.hpp"

namespace takan::app::cli {

namespace {

using sync::Value;

// A visit with its checklist and the answers so far.
struct Filling {
    sync::Record visit;
    std::shared_ptr<const Checklist> list;
    Answers answers;
    Evaluation rows;
};

Result<sync::Record> find_visit(const Call& call, const Workspace& workspace) {
    TAKAN_TRY_LET(visit, find_record(call, workspace, call.arguments.words.front()));
    if (visit.kind != "visit")
        return bad_input(call, "cli.error.wrong_kind",
                         {{"id", visit.id.text()}, {"kind", kind_text("visit", call.language)}});
    return visit;
}

void evaluate_again(const Call& call, Filling& filling) {
    filling.rows = evaluate(*filling.list, filling.answers, call.around.clock(), call.language);
}

Result<Filling> read_filling(const Call& call, const Workspace& workspace) {
    Filling filling;
    TAKAN_TRY_LET(visit, find_visit(call, workspace));
    filling.visit = std::move(visit);
    const std::string form_id = sync::shown_text(filling.visit, form_id_field);
    if (form_id.empty()) return bad_input(call, "cli.form.not_chosen");
    TAKAN_TRY_LET(lines, form_lines(workspace.store));
    const FormLine* line = find_form(lines, form_id, sync::shown_text(filling.visit, form_version_field));
    if (line == nullptr || line->checklist == nullptr)
        return sync::fail(sync::ErrorKind::missing, "the visit's checklist is not on this laptop", form_id,
                          "error.no_such_form");
    filling.list = line->checklist;
    filling.answers = answers_of(filling.visit);
    evaluate_again(call, filling);
    return filling;
}

Value row_json(const Call& call, const Filling& filling, std::size_t index) {
    const Standing& row = filling.rows[index];
    return Value::Object{{"field", row.field},
                         {"label", label_of(*filling.list, filling.rows, index, call.language)},
                         {"value", row.text},
                         {"text", answer_text(*filling.list, row, call.language)},
                         {"required", row.required},
                         {"missing", row.missing()},
                         {"violated", row.violated || !row.problem.empty()}};
}

std::string remark_of(const Call& call, const Filling& filling, std::size_t index) {
    const Standing& row = filling.rows[index];
    const FormQuestion& question = filling.list->question(row.question);
    if (row.missing()) return call.text("cli.form.missing");
    if (!row.problem.empty()) return call.text(row.problem);
    if (!row.violated) return {};
    const std::string words = filled(*filling.list, filling.rows, index, question.constraint_message, call.language);
    return words.empty() ? call.text("cli.form.violated") : words;
}

} // namespace

Answer use_form(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(visit, find_visit(call, workspace));
    TAKAN_TRY_LET(lines, form_lines(workspace.store));
    TAKAN_TRY_LET(line, find_form_line(call, lines, call.arguments.words[1]));
    if (line.checklist == nullptr)
        return sync::fail(sync::ErrorKind::corrupt, "the checklist cannot be read", line.form_id,
                          "error.form_unreadable");
    AnswerValues fields = values_of_taking(*line.checklist, answers_of(visit), call.around.clock(), call.language);
    TAKAN_TRY(apply(workspace, SetFields{visit.id, std::move(fields)}));
    if (call.json)
        call.document(Value::Object{{"id", visit.id.text()}, {"form_id", line.form_id}, {"version", line.version}});
    call.line(call.said("cli.form.used", {{"form", line.title}, {"version", line.version}}));
    return yes;
}

Answer fill_form(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(filling, read_filling(call, workspace));
    AnswerValues fields;
    for (std::size_t i = 1; i < call.arguments.words.size(); ++i) {
        const std::string& word = call.arguments.words[i];
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0)
            return bad_input(call, "cli.error.no_assignment", {{"word", sync::plain_text(word)}});
        TAKAN_TRY_LET(place, find_answer(*filling.list, filling.rows, word.substr(0, equals)));
        TAKAN_TRY_LET(values, answer_values(*filling.list, filling.rows, place, word.substr(equals + 1)));
        fields.insert(fields.end(), values.begin(), values.end());
    }
    Value::Array names;
    for (const auto& [name, value] : fields) {
        names.emplace_back(name);
        filling.answers.insert_or_assign(name, value);
    }
    TAKAN_TRY(apply(workspace, SetFields{filling.visit.id, std::move(fields)}));
    evaluate_again(call, filling);
    for (std::size_t i = 0; i < filling.rows.size(); ++i)
        if (const Standing& row = filling.rows[i]; row.relevant && (row.violated || !row.problem.empty()))
            call.note("  " + label_of(*filling.list, filling.rows, i, call.language) + ": " +
                      remark_of(call, filling, i));
    if (call.json) call.document(Value::Object{{"id", filling.visit.id.text()}, {"fields", std::move(names)}});
    call.line(call.text("cli.saved"));
    return yes;
}

Answer add_instance(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(filling, read_filling(call, workspace));
    const std::string& name = call.arguments.words[1];
    const int repeat = find_question(filling.list->form(), name);
    if (repeat < 0 || filling.list->question(repeat).type != QuestionType::repeat)
        return bad_input(call, "cli.form.no_repeat", {{"name", sync::plain_text(name)}});
    AnswerValues fields = values_of_instance(*filling.list, repeat, filling.answers, workspace.identity.device,
                                             call.around.clock(), call.language);
    const std::string field = fields.front().first;
    TAKAN_TRY(apply(workspace, SetFields{filling.visit.id, std::move(fields)}));
    if (call.json) call.document(Value::Object{{"id", filling.visit.id.text()}, {"field", field}});
    call.line(field);
    return yes;
}

Answer show_answers(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(filling, read_filling(call, workspace));
    const FormProgress progress = progress_of(*filling.list, filling.rows, 0, filling.rows.size());
    Value::Array list;
    std::vector<std::vector<std::string>> lines;
    for (std::size_t i = 0; i < filling.rows.size(); ++i) {
        const Standing& row = filling.rows[i];
        if (!row.relevant) continue;
        list.push_back(row_json(call, filling, i));
        lines.push_back({row.field, label_of(*filling.list, filling.rows, i, call.language),
                         answer_text(*filling.list, row, call.language), remark_of(call, filling, i)});
    }
    const auto count = [](std::size_t number) { return static_cast<std::int64_t>(number); };
    if (call.json) {
        call.document(Value::Object{{"id", filling.visit.id.text()},
                                    {"form_id", filling.list->form().form_id},
                                    {"version", filling.list->form().version},
                                    {"asked", count(progress.asked)},
                                    {"answered", count(progress.answered)},
                                    {"missing", count(progress.missing)},
                                    {"violated", count(progress.violated)},
                                    {"rows", std::move(list)}});
        return yes;
    }
    call.line(call.strong(filling.list->form().title) + "  " + std::to_string(progress.answered) + "/" +
              std::to_string(progress.asked));
    call.out() << columns(lines);
    return yes;
}

} // namespace takan::app::cli
