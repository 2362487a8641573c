// quarantine: what was set aside, what is in it, admitting and dismissing.

#include "app/cli/columns.hpp"
#include "app/cli/commands.hpp"
#include "app/desk/set_aside.hpp"
#include "app/domain/vocabulary.hpp"
#include "sync/base/text.hpp"
#include "sync/record/json.hpp"

#include <charconv>

namespace takan::app::cli {

namespace {

using sync::Value;

Result<std::int64_t> read_number(const Call& call, const std::string& typed) {
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    if (code == std::errc{} && end == typed.data() + typed.size() && number > 0) return number;
    return bad_input(call, "cli.error.no_entry_number", {{"typed", sync::plain_text(typed)}});
}

std::string shown_value(const Value& value) {
    return value.text() == nullptr ? sync::canonical(value) : *value.text();
}

// Does one thing with every number that was typed.
template <class Act>
Answer for_each_number(Call& call, const char* said, const Act& act) {
    TAKAN_TRY_LET(workspace, call.workspace());
    std::vector<std::int64_t> numbers;
    for (const auto& word : call.arguments.words) {
        TAKAN_TRY_LET(number, read_number(call, word));
        numbers.push_back(number);
    }
    Value::Array done;
    for (const auto number : numbers) {
        TAKAN_TRY(apply(workspace, act(number)));
        done.emplace_back(number);
        call.line(call.said(said, {{"number", std::to_string(number)}}));
    }
    if (call.json) call.document(Value::Object{{"entries", std::move(done)}});
    return yes;
}

} // namespace

Answer quarantine_list(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(entries, workspace.store.quarantine());
    const People people = people_of(workspace);
    Value::Array list;
    for (const auto& [id, when, what] : entries) {
        const std::string fault = sync::name_of(what.fault);
        list.emplace_back(Value::Object{{"number", id},
                                        {"when", sync::to_text(when)},
                                        {"fault", fault},
                                        {"path", what.path},
                                        {"commit", what.commit.hex()},
                                        {"signer", what.signer},
                                        {"detail", what.detail}});
        const auto device = sync::DeviceId::parse(what.signer);
        call.line(std::to_string(id) + "  " + china_text(when) + "  " +
                  sync::plain_text(device ? name_of(people, *device) : what.signer) + "  " +
                  sync::plain_text(what.path));
        call.line("    " + call.text("quarantine." + fault));
    }
    if (call.json) call.document(Value::Object{{"entries", std::move(list)}});
    if (entries.empty()) call.line(call.text("cli.quarantine.empty"));
    return entries.empty() ? no : yes;
}

Answer quarantine_show(Call& call) {
    TAKAN_TRY_LET(workspace, call.workspace());
    TAKAN_TRY_LET(number, read_number(call, call.arguments.words.front()));
    TAKAN_TRY_LET(records, look_into(workspace, number));
    const People people = people_of(workspace);
    Value::Array list;
    for (const auto& record : records) {
        call.line(call.strong(kind_text(record.kind, call.language)) + "  " + record.id.text());
        Value::Array values;
        for (const auto& one : record.values) {
            values.emplace_back(
                Value::Object{{"field", one.field}, {"edit", sync::to_text(one.edit)}, {"value", one.value}});
            call.line("  " + field_text(record.kind, one.field, call.language) + "  " +
                      sync::plain_text(shown_value(one.value)) + "  (" + name_of(people, one.edit.device) + " " +
                      china_text(one.edit.time) + ")");
        }
        list.emplace_back(
            Value::Object{{"id", record.id.text()}, {"kind", record.kind}, {"values", std::move(values)}});
    }
    if (call.json) call.document(Value::Object{{"records", std::move(list)}});
    if (records.empty()) call.line(call.text("error.nothing_to_admit"));
    return records.empty() ? no : yes;
}

Answer quarantine_admit(Call& call) {
    return for_each_number(call, "cli.quarantine.admitted", [](std::int64_t id) { return AdmitQuarantined{id}; });
}

Answer quarantine_dismiss(Call& call) {
    return for_each_number(call, "cli.quarantine.dismissed", [](std::int64_t id) { return DismissQuarantine{id}; });
}

} // namespace takan::app::cli
