#include "app/cli/call.hpp"

#include "sync/base/text.hpp"
#include "sync/record/json.hpp"

namespace takan::app::cli {

namespace {

// Marks an error whose message people can read as it stands.
constexpr std::string_view said_key = "cli.said";
constexpr std::size_t most_candidates = 8;

} // namespace

void Call::line(std::string_view text) const {
    if (!json) around.out << text << "\n";
}

void Call::document(sync::Value value) const {
    around.out << sync::canonical(sync::with_plain_text(std::move(value))) << "\n";
}

std::string Call::strong(std::string_view text) const {
    return around.colours ? "\033[1m" + std::string(text) + "\033[0m" : std::string(text);
}

std::string Call::faint(std::string_view text) const {
    return around.colours ? "\033[2m" + std::string(text) + "\033[0m" : std::string(text);
}

sync::Error bad_input(const Call& call, std::string_view key, Words words) {
    return sync::fail(sync::ErrorKind::invalid, call.said(key, words), {}, std::string(said_key));
}

std::string sentence_of(const sync::Error& error, Language language) {
    if (error.text_key == said_key) return error.message;
    const std::string subject = sync::plain_text(error.subject);
    const std::string prefix = subject.empty() ? "" : subject + ": ";
    if (has_text(error.text_key, language)) {
        const std::string text = say(error.text_key, language, {{"subject", subject}});
        return text == text_of(error.text_key, language) ? prefix + text : text;
    }
    // The kind's own sentence alone would hide what happened, so the log's sentence stands behind it.
    const std::string kind = std::string("error.kind.") + sync::name_of(error.kind);
    return prefix + text_of(kind, language) + " (" + sync::plain_text(error.message) + ")";
}

sync::Value json_of(const sync::Error& error, Language language) {
    return sync::Value::Object{{"error", sync::Value::Object{{"kind", sync::name_of(error.kind)},
                                                             {"message", sentence_of(error, language)},
                                                             {"subject", error.subject}}}};
}

People people_of(const Workspace& workspace) {
    People people;
    if (const auto registry = workspace.registry())
        for (const auto& device : registry->devices())
            people.emplace(device.id, registry->name_of(device.id));
    people.emplace(workspace.identity.device, workspace.identity.name);
    return people;
}

std::string name_of(const People& people, const sync::DeviceId& device) {
    const auto found = people.find(device);
    return found == people.end() ? device.text() : found->second;
}

Result<sync::RecordId> find_id(const Call& call, const Workspace& workspace, std::string_view typed) {
    constexpr std::size_t least_prefix = 4;
    if (typed.size() < least_prefix) return bad_input(call, "cli.error.id_short", {{"id", typed}});
    TAKAN_TRY_LET(ids, workspace.store.ids_like(typed));
    if (ids.empty())
        return sync::fail(sync::ErrorKind::missing, call.said("cli.error.no_record", {{"id", sync::plain_text(typed)}}),
                          {}, std::string(said_key));
    if (ids.size() == 1) return ids.front();
    std::string candidates;
    TAKAN_TRY_LET(rows, workspace.store.rows(ids));
    for (std::size_t i = 0; i < rows.size() && i < most_candidates; ++i)
        candidates += "\n  " + rows[i].id.text() + "  " + kind_text(rows[i].kind, call.language) + "  " + rows[i].title;
    if (rows.size() > most_candidates) candidates += "\n  …";
    return bad_input(call, "cli.error.id_ambiguous", {{"id", typed}, {"candidates", candidates}});
}

Result<std::vector<sync::RecordId>> find_ids(const Call& call, const Workspace& workspace) {
    std::vector<sync::RecordId> ids;
    for (const auto& word : call.arguments.words) {
        TAKAN_TRY_LET(id, find_id(call, workspace, word));
        ids.push_back(id);
    }
    return ids;
}

Result<sync::Record> find_record(const Call& call, const Workspace& workspace, std::string_view typed) {
    TAKAN_TRY_LET(id, find_id(call, workspace, typed));
    TAKAN_TRY_LET(record, workspace.store.get(id));
    if (!record) return sync::fail(sync::ErrorKind::missing, "there is no such record", id.text());
    return std::move(*record);
}

} // namespace takan::app::cli
