#include "app/desk/undo.hpp"

#include "app/desk/camera_clock.hpp"
#include "app/desk/query.hpp"
#include "app/desk/set_many.hpp"
#include "app/domain/origins.hpp"
#include "sync/record/deletion.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace takan::app {

namespace {

using Ids = UndoStack::Ids;

const char* label_of(const Command& command) {
    if (std::holds_alternative<Create>(command)) return "undo.create";
    if (std::holds_alternative<SetFields>(command)) return "undo.edit";
    if (std::holds_alternative<SetMany>(command)) return "undo.edit_many";
    if (std::holds_alternative<CorrectClock>(command)) return "undo.clock";
    if (std::holds_alternative<Delete>(command)) return "undo.delete";
    if (std::holds_alternative<Restore>(command)) return "undo.restore";
    if (std::holds_alternative<Review>(command)) return "undo.review";
    if (std::holds_alternative<AddComment>(command)) return "undo.comment";
    if (std::holds_alternative<MarkSeen>(command)) return "undo.seen";
    if (std::holds_alternative<TakeBack>(command)) return "undo.take_back";
    return "";
}

bool can_be_undone(const Command& command) {
    return *label_of(command) != '\0';
}

// Ids of the records that exist already and that the command writes.
Ids written_by(const Command& command) {
    if (const auto* set = std::get_if<SetFields>(&command)) return {set->id};
    if (const auto* many = std::get_if<SetMany>(&command)) return many->ids;
    if (const auto* clock = std::get_if<CorrectClock>(&command)) return clock->photos;
    if (const auto* wish = std::get_if<Delete>(&command)) return wish->ids;
    if (const auto* wish = std::get_if<Restore>(&command)) return wish->ids;
    if (const auto* review = std::get_if<Review>(&command)) return review->ids;
    return {};
}

std::optional<sync::RecordId> made_by(const Command& command) {
    if (const auto* create = std::get_if<Create>(&command)) return create->id;
    if (const auto* comment = std::get_if<AddComment>(&command)) return comment->id;
    return std::nullopt;
}

std::vector<std::string> fields_of(const Command& command) {
    std::vector<std::string> names;
    if (const auto* set = std::get_if<SetFields>(&command))
        for (const auto& field : set->fields)
            names.push_back(field.first);
    if (const auto* many = std::get_if<SetMany>(&command))
        for (const auto& field : many->fields)
            names.push_back(field.first);
    if (std::holds_alternative<CorrectClock>(command)) names = {"taken_at", "clock_ahead"};
    if (std::holds_alternative<Delete>(command) || std::holds_alternative<Restore>(command)) names = {"deleted"};
    if (std::holds_alternative<Review>(command)) names = {"review.seen", "review.note", "review.state"};
    return names;
}

// Ids of the records that the command marks as looked at.
Ids looked_at_by(const Command& command) {
    if (const auto* seen = std::get_if<MarkSeen>(&command)) return seen->ids;
    const auto* review = std::get_if<Review>(&command);
    return review == nullptr || review->decision == Decision::withdraw ? Ids{} : review->ids;
}

// A decision about whole visits, or a clock corrected for an import, as one about the records that belong to them now:
// what comes later is not part of it, also when it is carried out again. A writing of many as one of those that it
// changes: only these are taken back.
Result<Command> spelt_out(const Workspace& workspace, const Command& command) {
    if (const auto* many = std::get_if<SetMany>(&command)) {
        TAKAN_TRY_LET(changed, changed_by(workspace.store, *many));
        return Command(SetMany{std::move(changed.ids), many->fields});
    }
    if (const auto* clock = std::get_if<CorrectClock>(&command)) {
        TAKAN_TRY_LET(photos, photos_of(workspace.store, *clock));
        return Command(CorrectClock{clock->photo, clock->ahead_s, std::move(photos)});
    }
    const auto* review = std::get_if<Review>(&command);
    if (review == nullptr || !review->whole) return command;
    TAKAN_TRY_LET(ids, records_decided(workspace.store, *review));
    return Command(Review{std::move(ids), review->decision, review->note, false});
}

Ids written_by(const TakeBackPlan& plan) {
    Ids ids = plan.created;
    for (const auto& back : plan.fields)
        if (std::find(ids.begin(), ids.end(), back.id) == ids.end()) ids.push_back(back.id);
    return ids;
}

// The fields that a step wrote in one record.
std::vector<std::string> fields_of(const Step& step, const sync::RecordId& id) {
    if (!std::holds_alternative<TakeBack>(step.command)) return fields_of(step.command);
    std::vector<std::string> names;
    for (const auto& back : step.plan.fields)
        if (back.id == id) names.push_back(back.field);
    if (names.empty()) names.emplace_back("deleted");
    return names;
}

Result<Step> step_before(const Workspace& workspace, const Command& command) {
    Step step{command, {}, {}, {}, workspace.clock()};
    if (const auto* wish = std::get_if<TakeBack>(&command)) {
        TAKAN_TRY_LET(plan, plan_take_back(workspace, wish->which));
        step.plan = std::move(plan);
    }
    const bool takes_back = std::holds_alternative<TakeBack>(command);
    for (const auto& id : takes_back ? written_by(step.plan) : written_by(command)) {
        TAKAN_TRY_LET(record, workspace.store.get(id));
        if (record) step.before.push_back(std::move(*record));
    }
    for (const auto& id : looked_at_by(command)) {
        TAKAN_TRY_LET(looked, workspace.store.looked(id));
        step.looks.push_back(std::move(looked));
    }
    return step;
}

sync::Value shown_or_null(const sync::Record& record, const std::string& field) {
    const sync::Value* value = sync::shown(record, field);
    return value == nullptr ? sync::Value{} : *value;
}

// True when nothing but what the older command wrote stands in the fields that the newer one replaced: a value that a
// sync brought in between must come back when the newer one is taken back.
bool stands_as_written(const SetFields& older, const sync::Record& now) {
    return std::all_of(older.fields.begin(), older.fields.end(), [&](const auto& written) {
        const sync::Field* field = sync::find_field(now, written.first);
        return field != nullptr && field->size() == 1 && field->begin()->second == written.second;
    });
}

bool same_names(const FieldValues& a, const FieldValues& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& left, const auto& right) { return left.first == right.first; });
}

// Two writes of the same fields in quick succession are typing: the older step stays, its end moves.
bool joins(const Step& older, const Step& newer) {
    const auto* first = std::get_if<SetFields>(&older.command);
    const auto* second = std::get_if<SetFields>(&newer.command);
    return first != nullptr && second != nullptr && first->id == second->id &&
           same_names(first->fields, second->fields) && newer.when.ms - older.when.ms <= UndoStack::join_ms &&
           newer.before.size() == 1 && stands_as_written(*first, newer.before.front());
}

// False when another device has written one of the fields since.
bool is_ours(const sync::Record& now, const std::vector<std::string>& fields, const sync::DeviceId& device) {
    return std::all_of(fields.begin(), fields.end(), [&](const std::string& name) {
        const sync::Field* field = sync::find_field(now, name);
        return field == nullptr || std::all_of(field->begin(), field->end(),
                                               [&](const auto& value) { return value.first.device == device; });
    });
}

sync::Error overtaken(const sync::RecordId& id) {
    return sync::fail(sync::ErrorKind::stale, "somebody else has written there since", id.text(),
                      "error.undo_overtaken");
}

// What was made may go again only while nobody else wrote in it and nothing hangs on it.
Status check_made(const Store& store, const sync::RecordId& id, const sync::DeviceId& device) {
    TAKAN_TRY_LET(record, store.get(id));
    if (!record) return sync::fail(sync::ErrorKind::missing, "there is no such record", id.text());
    for (const auto& [name, field] : record->fields)
        if (!is_ours(*record, {name}, device)) return overtaken(id);
    using Link = std::pair<const char*, const char*>;
    constexpr std::array<Link, 6> links{Link{"visit", "site"},  Link{"finding", "site"},  Link{"finding", "visit"},
                                        Link{"photo", "visit"}, Link{"photo", "finding"}, Link{"comment", "record"}};
    for (const auto& [kind, field] : links) {
        TAKAN_TRY_LET(rows, store.referring(kind, field, id));
        const bool hangs = std::any_of(rows.begin(), rows.end(),
                                       [](const Row& row) { return !row.deleted || row.deleted_but_changed; });
        if (hangs)
            return sync::fail(sync::ErrorKind::stale, "other records hang on what was made", id.text(),
                              "error.undo_has_belongings");
    }
    return {};
}

// Error stale when taking the step back, or carrying it out again, would replace what others wrote.
Status check_ours(const Workspace& workspace, const Step& step) {
    const auto& device = workspace.identity.device;
    for (const auto& before : step.before) {
        TAKAN_TRY_LET(now, workspace.store.get(before.id));
        if (!now || !is_ours(*now, fields_of(step, before.id), device)) return overtaken(before.id);
    }
    return {};
}

// Writes one record's fields as they stood before. Deleting and restoring are done anew: what was seen by then is part
// of them.
void write_back(sync::Record& record, const Step& step, const Workspace& workspace) {
    const auto before =
        std::find_if(step.before.begin(), step.before.end(), [&](const auto& one) { return one.id == record.id; });
    if (before == step.before.end()) return;
    const auto& device = workspace.identity.device;
    const bool was_here = sync::presence(*before) == sync::Presence::here;
    for (const auto& field : fields_of(step, record.id)) {
        if (field == "deleted" && was_here)
            sync::restore(record, device, workspace.clock());
        else if (field == "deleted")
            sync::erase(record, sync::deletion_reason(*before), device, workspace.clock());
        else if (const auto* held = sync::find_field(*before, field);
                 held != nullptr && sync::is_contested(field, *held))
            bring_back(record, *before, field, device, workspace.clock());
        else
            sync::write(record, field, shown_or_null(*before, field), device, workspace.clock());
    }
}

Result<Ids> take_back(Workspace& workspace, const Step& step, Language language) {
    if (const auto made = made_by(step.command)) {
        TAKAN_TRY(check_made(workspace.store, *made, workspace.identity.device));
        return app::apply(workspace, Delete{{*made}, text_of("undo.reason", language)});
    }
    if (const auto* seen = std::get_if<MarkSeen>(&step.command)) {
        TAKAN_TRY(workspace.store.restore_look(step.looks));
        return seen->ids;
    }
    TAKAN_TRY(check_ours(workspace, step));
    Ids ids;
    for (const auto& before : step.before)
        ids.push_back(before.id);
    TAKAN_TRY(workspace.store.change(ids, [&](sync::Record& record) -> Status {
        write_back(record, step, workspace);
        return {};
    }));
    if (!step.looks.empty()) TAKAN_TRY(workspace.store.restore_look(step.looks));
    return ids;
}

} // namespace

Result<Ids> UndoStack::carry_out(Workspace& workspace, const Command& wish) {
    if (!can_be_undone(wish)) return app::apply(workspace, wish);
    TAKAN_TRY_LET(command, spelt_out(workspace, wish));
    TAKAN_TRY_LET(step, step_before(workspace, command));
    const auto* back = std::get_if<TakeBack>(&command);
    TAKAN_TRY_LET(ids, back == nullptr ? app::apply(workspace, command)
                                       : carry_out_plan(workspace, step.plan, back->reason));
    m_undone.clear();
    if (m_may_join && !m_done.empty() && joins(m_done.back(), step)) {
        m_done.back().command = std::move(step.command);
        m_done.back().when = step.when;
    } else {
        push(std::move(step));
    }
    m_may_join = true;
    return ids;
}

void UndoStack::push(Step step) {
    m_done.push_back(std::move(step));
    if (m_done.size() > greatest_depth) m_done.erase(m_done.begin());
}

Result<Ids> UndoStack::undo(Workspace& workspace, Language language) {
    m_may_join = false;
    if (m_done.empty()) return Ids{};
    auto ids = take_back(workspace, m_done.back(), language);
    if (!ids) {
        const auto kind = ids.error().kind; // what was only refused now (a full disk, say) can be tried again
        if (kind == sync::ErrorKind::stale || kind == sync::ErrorKind::missing) m_done.pop_back();
        return ids;
    }
    if (!std::holds_alternative<TakeBack>(m_done.back().command)) m_undone.push_back(std::move(m_done.back()));
    m_done.pop_back();
    return ids;
}

Result<Ids> UndoStack::redo(Workspace& workspace) {
    m_may_join = false;
    if (m_undone.empty()) return Ids{};
    Step undone = std::move(m_undone.back());
    m_undone.pop_back();
    TAKAN_TRY(check_ours(workspace, undone));
    TAKAN_TRY_LET(step, step_before(workspace, undone.command));
    const auto made = made_by(undone.command);
    TAKAN_TRY_LET(ids, app::apply(workspace, made ? Command(Restore{{*made}}) : undone.command));
    push(std::move(step));
    return ids;
}

std::string UndoStack::undo_label() const {
    return m_done.empty() ? std::string{} : std::string(label_of(m_done.back().command));
}

std::string UndoStack::redo_label() const {
    return m_undone.empty() ? std::string{} : std::string(label_of(m_undone.back().command));
}

} // namespace takan::app
