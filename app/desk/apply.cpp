#include "app/desk/workspace.hpp"

#include "app/desk/admission.hpp"
#include "app/desk/camera_clock.hpp"
#include "app/desk/query.hpp"
#include "app/desk/set_aside.hpp"
#include "app/desk/set_many.hpp"
#include "app/desk/take_back.hpp"
#include "app/domain/clock_ahead.hpp"
#include "app/domain/kinds.hpp"
#include "sync/base/text.hpp"
#include "sync/record/deletion.hpp"

namespace takan::app {

namespace {

using Ids = std::vector<sync::RecordId>;

constexpr std::string_view review_fields = "review.";

sync::Error denied(const Workspace& workspace, std::string message, std::string text_key) {
    return sync::fail(sync::ErrorKind::denied, std::move(message), workspace.identity.name, std::move(text_key));
}

Status check_may(const Workspace& workspace, Act act) {
    if (may(workspace.role(), act)) return {};
    if (act == Act::forms) return denied(workspace, "this role does not change checklists", "error.not_forms");
    if (act == Act::review) return denied(workspace, "this role does not review", "error.not_reviewer");
    return denied(workspace, "this role does not change who belongs to the team", "error.not_admitting");
}

// Members, devices and checklists are the team's, everything else is everybody's.
Status check_kind(const Workspace& workspace, const std::string& kind) {
    if (kind == "form") return check_may(workspace, Act::forms);
    return kind == "member" || kind == "device" ? check_may(workspace, Act::admit) : Status{};
}

// A value of the right type that is odd (a telephone number too short) is kept and shown as a gap; one of another type
// is our own or a script's mistake.
bool fits_type(const FieldSpec& spec, std::string_view name, const sync::Value& value) {
    if (value.is_null()) return true;
    switch (spec.type) {
    case FieldType::number:
    case FieldType::money:
        return value.number() != nullptr;
    case FieldType::flag:
        return value.flag() != nullptr;
    case FieldType::set:
        return name != spec.name && value.flag() != nullptr; // one field a member
    case FieldType::people:
        return value.array() != nullptr;
    case FieldType::answers:
        return name != spec.name && value.array() == nullptr && value.object() == nullptr;
    case FieldType::hidden:
        return true;
    default:
        return value.text() != nullptr;
    }
}

Status check_field(const std::string& kind, const std::string& name, const sync::Value& value) {
    if (!sync::is_field_name(name) || name == "deleted")
        return sync::fail(sync::ErrorKind::invalid, "not a field that is written like this", name,
                          "error.no_such_field");
    if (!sync::is_storable(sync::with_plain_text(value)))
        return sync::fail(sync::ErrorKind::invalid, "a record cannot hold the value", name, "error.value_not_storable");
    const KindSpec* spec = find_kind(kind);
    const FieldSpec* field = spec == nullptr ? nullptr : find_field_spec(*spec, name);
    if (field != nullptr && !fits_type(*field, name, value))
        return sync::fail(sync::ErrorKind::invalid, "the value is not of its field's type", name, "error.value_type");
    return {};
}

Status check_fields(const Workspace& workspace, const std::string& kind, const FieldValues& fields) {
    bool decides = false;
    for (const auto& [name, value] : fields) {
        TAKAN_TRY(check_field(kind, name, value));
        decides = decides || std::string_view(name).starts_with(review_fields);
    }
    return decides ? check_may(workspace, Act::review) : Status{};
}

void write_fields(sync::Record& record, const FieldValues& fields, const Workspace& workspace) {
    for (const auto& [name, value] : fields)
        sync::write(record, name, value, workspace.identity.device, workspace.clock());
}

Result<Ids> carry_out(Workspace& workspace, const Create& create) {
    if (find_kind(create.kind) == nullptr)
        return sync::fail(sync::ErrorKind::invalid, "there is no kind of record of that name", create.kind,
                          "error.no_such_kind");
    TAKAN_TRY(check_kind(workspace, create.kind));
    TAKAN_TRY(check_fields(workspace, create.kind, create.fields));
    sync::Record record;
    record.id = create.id;
    record.kind = create.kind;
    write_fields(record, create.fields, workspace);
    TAKAN_TRY(workspace.store.add(record));
    return Ids{create.id};
}

Result<Ids> carry_out(Workspace& workspace, const SetFields& set) {
    const auto edit = [&](sync::Record& record) -> Status {
        TAKAN_TRY(check_kind(workspace, record.kind));
        TAKAN_TRY(check_fields(workspace, record.kind, set.fields));
        write_fields(record, set.fields, workspace);
        return {};
    };
    TAKAN_TRY(workspace.store.change(set.id, edit));
    return Ids{set.id};
}

Result<Ids> carry_out(Workspace& workspace, const SetMany& set) {
    TAKAN_TRY_LET(changed, changed_by(workspace.store, set));
    const auto edit = [&](sync::Record& record) -> Status {
        TAKAN_TRY(check_kind(workspace, record.kind));
        TAKAN_TRY(check_fields(workspace, record.kind, set.fields));
        write_fields(record, set.fields, workspace);
        return {};
    };
    TAKAN_TRY(workspace.store.change(changed.ids, edit));
    return changed.ids;
}

Result<Ids> carry_out(Workspace& workspace, const CorrectClock& wish) {
    TAKAN_TRY_LET(ids, photos_of(workspace.store, wish));
    TAKAN_TRY(workspace.store.change(ids, [&](sync::Record& record) -> Status {
        if (const auto time = time_with_clock_ahead(record, wish.ahead_s))
            write_fields(record, {{"taken_at", sync::to_text(*time)}, {"clock_ahead", wish.ahead_s}}, workspace);
        return {};
    }));
    return ids;
}

Result<Ids> carry_out(Workspace& workspace, const Delete& wish) {
    if (sync::trimmed(wish.reason).empty())
        return sync::fail(sync::ErrorKind::invalid, "a deletion needs a reason", {}, "error.reason_needed");
    const auto edit = [&](sync::Record& record) -> Status {
        TAKAN_TRY(check_kind(workspace, record.kind));
        sync::erase(record, wish.reason, workspace.identity.device, workspace.clock());
        return {};
    };
    TAKAN_TRY(workspace.store.change(wish.ids, edit));
    return wish.ids;
}

Result<Ids> carry_out(Workspace& workspace, const Restore& wish) {
    const auto edit = [&](sync::Record& record) -> Status {
        TAKAN_TRY(check_kind(workspace, record.kind));
        sync::restore(record, workspace.identity.device, workspace.clock());
        return {};
    };
    TAKAN_TRY(workspace.store.change(wish.ids, edit));
    return wish.ids;
}

FieldValues decision_fields(const Review& review, const sync::Record& record) {
    if (review.decision == Decision::withdraw) return {{"review.seen", {}}, {"review.note", {}}, {"review.state", {}}};
    const char* state = review.decision == Decision::approve ? "approved" : "returned";
    return {{"review.seen", sync::to_value(record.seen)}, {"review.note", review.note}, {"review.state", state}};
}

Result<Ids> carry_out(Workspace& workspace, const Review& review) {
    TAKAN_TRY(check_may(workspace, Act::review));
    if (review.decision == Decision::give_back && sync::trimmed(review.note).empty())
        return sync::fail(sync::ErrorKind::invalid, "giving back needs a note", {}, "error.note_needed");
    TAKAN_TRY_LET(ids, records_decided(workspace.store, review));
    TAKAN_TRY(workspace.store.change(ids, [&](sync::Record& record) -> Status {
        write_fields(record, decision_fields(review, record), workspace);
        return {};
    }));
    if (review.decision != Decision::withdraw) TAKAN_TRY(workspace.store.look(ids, workspace.clock()));
    return ids;
}

Result<Ids> carry_out(Workspace& workspace, const AddComment& comment) {
    if (sync::trimmed(comment.text).empty())
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

Result<Ids> carry_out(Workspace& workspace, const AdmitQuarantined& wish) {
    return admit_quarantined(workspace, wish.id);
}

Result<Ids> carry_out(Workspace& workspace, const RevokeDevice& wish) {
    TAKAN_TRY_LET(id, revoke_device(workspace, wish.device, wish.reason));
    return Ids{id};
}

Result<Ids> carry_out(Workspace& workspace, const TakeBack& wish) {
    TAKAN_TRY(check_may(workspace, Act::review));
    TAKAN_TRY_LET(plan, plan_take_back(workspace, wish.which));
    return carry_out_plan(workspace, plan, wish.reason);
}

Result<Ids> carry_out(Workspace& workspace, const SetSetting& setting) {
    TAKAN_TRY(keep_setting(workspace.store, setting.name, setting.value));
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
