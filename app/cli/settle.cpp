// resolve: settles contested fields by writing them once more.

#include "app/cli/assignments.hpp"
#include "app/cli/commands.hpp"
#include "app/domain/origins.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app::cli {

namespace {

Status must_be_contested(const Call& call, const sync::Record& record, const std::string& name) {
    const sync::Field* field = sync::find_field(record, name);
    if (field != nullptr && sync::is_contested(name, *field)) return {};
    return bad_input(call, "cli.error.not_contested", {{"field", sync::plain_text(name)}, {"id", record.id.text()}});
}

// The value that a device, or the person behind it, wrote.
Result<sync::Value> value_by(const Call& call, const sync::Record& record, const std::string& name,
                             const People& people) {
    const std::string wanted = call.arguments.value("take");
    std::string writers;
    for (const auto& [written, value] : *sync::find_field(record, name)) {
        const sync::Edit edit = origin_of(record, written);
        const std::string person = name_of(people, edit.device);
        if (edit.device.view() == wanted || person == wanted) return value;
        writers += (writers.empty() ? "" : ", ") + edit.device.text() + " " + person;
    }
    return bad_input(call, "cli.error.not_a_writer",
                     {{"device", sync::plain_text(wanted)}, {"field", name}, {"writers", writers}});
}

Result<FieldValues> settled(const Call& call, const Workspace& workspace, const sync::Record& record) {
    const std::vector<std::string> words(call.arguments.words.begin() + 1, call.arguments.words.end());
    if (call.arguments.has("take")) {
        FieldValues values;
        const People people = people_of(workspace);
        for (const auto& name : words) {
            TAKAN_TRY(must_be_contested(call, record, name));
            TAKAN_TRY_LET(value, value_by(call, record, name, people));
            values.emplace_back(name, std::move(value));
        }
        return values;
    }
    TAKAN_TRY_LET(kind, kind_of(record));
    TAKAN_TRY_LET(values, read_assignments(call, workspace, *kind, words, &record));
    for (const auto& [name, value] : values)
        TAKAN_TRY(must_be_contested(call, record, name));
    return values;
}

} // namespace

Answer resolve_field(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(record, find_record(call, workspace, call.arguments.words.front()));
    TAKAN_TRY_LET(values, settled(call, workspace, record));
    sync::Value::Array names;
    for (const auto& [name, value] : values)
        names.emplace_back(name);
    TAKAN_TRY(apply(workspace, SetFields{record.id, std::move(values)}));
    TAKAN_TRY_LET(now, workspace.store.get(record.id));
    const std::size_t left = now ? sync::contested_fields(*now).size() : 0;
    if (call.json)
        call.document(sync::Value::Object{
            {"id", record.id.text()}, {"fields", std::move(names)}, {"contested", static_cast<std::int64_t>(left)}});
    call.line(call.said("cli.resolved", {{"left", std::to_string(left)}}));
    return yes;
}

} // namespace takan::app::cli
