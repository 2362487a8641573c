#include "app/desk/workspace.hpp"

#include "app/domain/kinds.hpp"
#include "sync/record/deletion.hpp"

namespace takan::app {

namespace {

using Ids = std::vector<sync::RecordId>;

sync::Error no_such_kind(const std::string& kind) {
    return sync::fail(sync::ErrorKind::invalid, "there is no kind of record of that name", kind, "error.no_such_kind");
}

Status write_fields(sync::Record& record, const FieldValues& fields, const Workspace& workspace) {
    for (const auto& [name, value] : fields) {
        if (!sync::is_field_name(name))
            return sync::fail(sync::ErrorKind::invalid, "not a field's name", name, "error.no_such_field");
        sync::write(record, name, value, workspace.identity.device, workspace.clock());
    }
    return {};
}

Result<Ids> carry_out(Workspace& workspace, const Create& create) {
    if (!sync::is_kind(create.kind)) return no_such_kind(create.kind);
    sync::Record record;
    record.id = create.id;
    record.kind = create.kind;
    TAKAN_TRY(write_fields(record, create.fields, workspace));
    TAKAN_TRY(workspace.store.add(record));
    return Ids{create.id};
}

Result<Ids> carry_out(Workspace& workspace, const SetFields& set) {
    TAKAN_TRY(workspace.store.change(
        set.id, [&](sync::Record& record) { return write_fields(record, set.fields, workspace); }));
    return Ids{set.id};
}

Result<Ids> carry_out(Workspace& workspace, const Delete& wish) {
    if (wish.reason.empty())
        return sync::fail(sync::ErrorKind::invalid, "a deletion needs a reason", {}, "error.reason_needed");
    TAKAN_TRY(workspace.store.change(wish.ids, [&](sync::Record& record) -> Status {
        sync::erase(record, wish.reason, workspace.identity.device, workspace.clock());
        return {};
    }));
    return wish.ids;
}

Result<Ids> carry_out(Workspace& workspace, const Restore& wish) {
    TAKAN_TRY(workspace.store.change(wish.ids, [&](sync::Record& record) -> Status {
        sync::restore(record, workspace.identity.device, workspace.clock());
        return {};
    }));
    return wish.ids;
}

FieldValues decision_fields(const Review& review, const sync::Record& record) {
    switch (review.decision) {
    case Decision::approve:
        return {{"review.seen", sync::to_value(record.seen)}, {"review.note", review.note}, {"review.state", "approved"}};
    case Decision::give_back:
        return {{"review.seen", sync::to_value(record.seen)}, {"review.note", review.note}, {"review.state", "returned"}};
    case Decision::withdraw:
        break;
    }
    return {{"review.seen", {}}, {"review.note", {}}, {"review.state", {}}};
}

Result<Ids> carry_out(Workspace& workspace, const Review& review) {
    if (!may(workspace.role(), Act::review))
        return sync::fail(sync::ErrorKind::denied, "this role does not review", workspace.identity.name, "error.not_reviewer");
    if (review.decision == Decision::give_back && review.note.empty())
        return sync::fail(sync::ErrorKind::invalid, "giving back needs a note", {}, "error.note_needed");
    TAKAN_TRY(workspace.store.change(review.ids, [&](sync::Record& record) {
        return write_fields(record, decision_fields(review, record), workspace);
    }));
    return review.ids;
}

Result<Ids> carry_out(Workspace& workspace, const AddComment& comment) {
    if (comment.text.empty())
        return sync::fail(sync::ErrorKind::invalid, "the comment is empty", {}, "error.comment_empty");
    FieldValues fields{{"record", comment.about.text()}, {"text", comment.text}};
    if (!comment.field.empty()) fields.emplace_back("field", comment.field);
    return carry_out(workspace, Create{comment.id, "comment", std::move(fields)});
}

Result<Ids> carry_out(Workspace& workspace, const MarkSeen& seen) {
    TAKAN_TRY(workspace.store.look(seen.ids, workspace.clock()));
    return seen.ids;
}

Result<Ids> carry_out(Workspace& workspace, const DismissQuarantine& wish) {
    TAKAN_TRY(workspace.store.dismiss_quarantine(wish.id));
    return Ids{};
}

Result<Ids> carry_out(Workspace& workspace, const SetSetting& setting) {
    TAKAN_TRY(workspace.store.set_setting(setting.name, setting.value));
    return Ids{};
}

template <class Other>
Result<Ids> carry_out(Workspace&, const Other&) {
    return sync::fail(sync::ErrorKind::broken, "this command does not belong to the store");
}

} // namespace

Result<std::vector<sync::RecordId>> apply(Workspace& workspace, const Command& command) {
    return std::visit([&](const auto& one) { return carry_out(workspace, one); }, command);
}

} // namespace takan::app
