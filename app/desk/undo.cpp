#include "app/desk/undo.hpp"

#include "sync/record/deletion.hpp"

#include <algorithm>

namespace takan::app {

namespace {

const char* label_of(const Command& command) {
    if (std::holds_alternative<Create>(command)) return "undo.create";
    if (std::holds_alternative<SetFields>(command)) return "undo.edit";
    if (std::holds_alternative<Delete>(command)) return "undo.delete";
    if (std::holds_alternative<Restore>(command)) return "undo.restore";
    if (std::holds_alternative<Review>(command)) return "undo.review";
    if (std::holds_alternative<AddComment>(command)) return "undo.comment";
    if (std::holds_alternative<MarkSeen>(command)) return "undo.seen";
    return "";
}

// Ids of the records that exist already and that the command writes.
std::vector<sync::RecordId> written_by(const Command& command) {
    if (const auto* set = std::get_if<SetFields>(&command)) return {set->id};
    if (const auto* wish = std::get_if<Delete>(&command)) return wish->ids;
    if (const auto* wish = std::get_if<Restore>(&command)) return wish->ids;
    if (const auto* review = std::get_if<Review>(&command)) return review->ids;
    return {};
}

bool same_fields(const FieldValues& a, const FieldValues& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& left, const auto& right) { return left.first == right.first; });
}

// Two writes of the same fields in quick succession are typing: the older step stays, its end moves.
bool joins(const Step& older, const Step& newer) {
    const auto* first = std::get_if<SetFields>(&older.command);
    const auto* second = std::get_if<SetFields>(&newer.command);
    return first != nullptr && second != nullptr && first->id == second->id && same_fields(first->fields, second->fields) &&
           newer.when.ms - older.when.ms <= UndoStack::join_ms;
}

sync::Value shown_or_null(const sync::Record& record, const std::string& field) {
    const sync::Value* value = sync::shown(record, field);
    return value == nullptr ? sync::Value{} : *value;
}

SetFields write_back(const sync::Record& before, const std::vector<std::string>& fields) {
    SetFields back{before.id, {}};
    for (const auto& field : fields) back.fields.emplace_back(field, shown_or_null(before, field));
    return back;
}

std::vector<std::string> fields_of(const Command& command) {
    std::vector<std::string> names;
    if (const auto* set = std::get_if<SetFields>(&command))
        for (const auto& field : set->fields) names.push_back(field.first);
    if (std::holds_alternative<Delete>(command) || std::holds_alternative<Restore>(command)) names = {"deleted"};
    if (std::holds_alternative<Review>(command)) names = {"review.seen", "review.note", "review.state"};
    return names;
}

// False when another device has written one of the fields since.
bool is_ours(const sync::Record& now, const std::vector<std::string>& fields, std::string_view device) {
    return std::all_of(fields.begin(), fields.end(), [&](const std::string& name) {
        const sync::Field* field = sync::find_field(now, name);
        return field != nullptr && std::all_of(field->begin(), field->end(),
                                               [&](const auto& value) { return value.first.device.view() == device; });
    });
}

} // namespace

bool can_be_undone(const Command& command) {
    return *label_of(command) != '\0';
}

Result<Step> step_before(const Store& store, const Command& command, sync::Instant now) {
    Step step{command, label_of(command), {}, {}, now};
    for (const auto& id : written_by(command)) {
        TAKAN_TRY_LET(record, store.get(id));
        if (record) step.before.push_back(std::move(*record));
    }
    if (const auto* seen = std::get_if<MarkSeen>(&command)) {
        for (const auto& id : seen->ids) {
            TAKAN_TRY_LET(looked, store.looked(id));
            step.looks.push_back(std::move(looked));
        }
    }
    return step;
}

void UndoStack::push(Step step) {
    if (!can_be_undone(step.command)) return;
    m_undone.clear();
    push_redone(std::move(step));
}

void UndoStack::push_redone(Step step) {
    if (!m_done.empty() && joins(m_done.back(), step)) {
        m_done.back().command = std::move(step.command);
        m_done.back().when = step.when;
        return;
    }
    m_done.push_back(std::move(step));
    if (m_done.size() > greatest_depth) m_done.erase(m_done.begin());
}

std::string UndoStack::undo_label() const {
    return m_done.empty() ? std::string{} : m_done.back().label;
}

std::string UndoStack::redo_label() const {
    return m_undone.empty() ? std::string{} : std::string(label_of(m_undone.back()));
}

Result<std::vector<Command>> UndoStack::undo(const Store& store, std::string_view device, std::vector<Looked>& looks) {
    if (m_done.empty()) return std::vector<Command>{};
    const Step step = std::move(m_done.back());
    m_done.pop_back();
    std::vector<Command> back;
    if (const auto* create = std::get_if<Create>(&step.command)) back.push_back(Delete{{create->id}, "撤销新建 / undone"});
    if (const auto* comment = std::get_if<AddComment>(&step.command)) back.push_back(Delete{{comment->id}, "撤销批注 / undone"});
    looks = step.looks;
    const auto fields = fields_of(step.command);
    for (const auto& before : step.before) {
        TAKAN_TRY_LET(now, store.get(before.id));
        if (!now || !is_ours(*now, fields, device))
            return sync::fail(sync::ErrorKind::stale, "somebody else has written the field since", before.id.text(),
                              "error.undo_overtaken");
        back.push_back(write_back(before, fields));
    }
    m_undone.push_back(step.command);
    return back;
}

std::vector<Command> UndoStack::redo() {
    if (m_undone.empty()) return {};
    Command again = std::move(m_undone.back());
    m_undone.pop_back();
    if (const auto* create = std::get_if<Create>(&again)) return {Restore{{create->id}}};
    if (const auto* comment = std::get_if<AddComment>(&again)) return {Restore{{comment->id}}};
    return {std::move(again)};
}

} // namespace takan::app
