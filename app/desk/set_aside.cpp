#include "app/desk/set_aside.hpp"

#include "app/domain/language.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <set>

namespace takan::app {

namespace {

Result<QuarantineEntry> find_entry(const Store& store, std::int64_t id) {
    TAKAN_TRY_LET(entries, store.quarantine());
    for (const auto& entry : entries)
        if (entry.id == id) return entry;
    return sync::fail(sync::ErrorKind::missing, "nothing was set aside under that number", std::to_string(id),
                      "error.no_such_entry");
}

bool is_content(const std::string& path) {
    return sync::place_of(path) == sync::Place::record;
}

// The records that an entry brought, as its signer had them. What cannot be read is left out.
Result<std::vector<sync::Record>> versions_in(const sync::git::Repo& repo, const sync::Quarantined& what,
                                              std::size_t most) {
    std::vector<sync::Record> versions;
    const auto take = [&](const std::string& path, const sync::git::Oid& blob) -> Status {
        if (!is_content(path) || versions.size() >= most) return {};
        const auto bytes = repo.read(blob, sync::git::ObjectType::blob, sync::greatest_record);
        if (!bytes) return bytes.error().kind == sync::ErrorKind::missing ? bytes.error() : Status();
        auto record = sync::read_record(*bytes);
        if (record && sync::path_of(*record) == path) versions.push_back(std::move(*record));
        return {};
    };
    if (!what.path.empty()) {
        if (!what.blob.is_zero()) TAKAN_TRY(take(what.path, what.blob));
        return versions;
    }
    TAKAN_TRY_LET(commit, repo.commit(what.commit));
    sync::git::Oid before;
    if (!commit.parents.empty()) {
        TAKAN_TRY_LET(parent, repo.commit(commit.parents.front()));
        before = parent.tree;
    }
    TAKAN_TRY(sync::git::compare(repo, before, commit.tree, [&](const sync::git::Difference& found) {
        return found.after ? take(found.path, found.after->id) : Status();
    }));
    return versions;
}

// What of a version our copy neither has nor has replaced.
SetAsideRecord news_of(const sync::Record& version, const std::optional<sync::Record>& ours) {
    SetAsideRecord news{version.id, version.kind, {}};
    for (const auto& [name, field] : version.fields) {
        const sync::Field* here = ours ? sync::find_field(*ours, name) : nullptr;
        const auto newest = std::max_element(field.begin(), field.end(),
                                             [](const auto& a, const auto& b) { return a.first.time < b.first.time; });
        if (newest == field.end() || (here != nullptr && here->contains(newest->first))) continue;
        if (ours && sync::covers(ours->seen, newest->first)) continue;
        const sync::Value* shown = ours ? sync::shown(*ours, name) : nullptr;
        if (shown != nullptr && *shown == newest->second) continue;
        news.values.push_back({name, newest->first, newest->second});
    }
    return news;
}

Result<std::string> note_about(const Workspace& workspace, const SetAsideRecord& record) {
    TAKAN_TRY_LET(settings, settings_of(workspace.store));
    TAKAN_TRY_LET(registry, workspace.registry());
    const Language language = settings["language"] == tag_of(Language::en) ? Language::en : Language::zh;
    std::set<sync::DeviceId> writers;
    for (const auto& one : record.values)
        writers.insert(one.edit.device);
    std::string names;
    for (const auto& device : writers)
        names += (names.empty() ? "" : ", ") + registry.name_of(device) + " (" + device.text() + ")";
    return say("quarantine.admitted_note", language, {{"who", names}, {"lead", workspace.identity.name}});
}

sync::Record comment_on(const Workspace& workspace, const sync::RecordId& about, const std::string& text) {
    sync::Record comment;
    comment.id = sync::RecordId::random(workspace.clock());
    comment.kind = "comment";
    sync::write(comment, "record", about.text(), workspace.identity.device, workspace.clock());
    sync::write(comment, "text", text, workspace.identity.device, workspace.clock());
    return comment;
}

Status write_values(Workspace& workspace, const SetAsideRecord& from) {
    const auto write_all = [&](sync::Record& record) -> Status {
        for (const auto& one : from.values)
            sync::write(record, one.field, one.value, workspace.identity.device, workspace.clock());
        return {};
    };
    TAKAN_TRY_LET(ours, workspace.store.get(from.id));
    if (ours) return workspace.store.change(std::vector{from.id}, write_all);
    sync::Record record;
    record.id = from.id;
    record.kind = from.kind;
    TAKAN_TRY(write_all(record));
    return workspace.store.add(record);
}

} // namespace

Result<std::vector<SetAsideRecord>> look_into(const Workspace& workspace, std::int64_t entry, std::size_t most) {
    TAKAN_TRY_LET(found, find_entry(workspace.store, entry));
    TAKAN_TRY_LET(repo, sync::open_repo(workspace.folder));
    TAKAN_TRY_LET(versions, versions_in(repo, found.what, most));
    std::vector<SetAsideRecord> records;
    for (const auto& version : versions) {
        TAKAN_TRY_LET(ours, workspace.store.get(version.id));
        if (ours && ours->kind != version.kind) continue;
        auto news = news_of(version, ours);
        if (!news.values.empty()) records.push_back(std::move(news));
    }
    return records;
}

Result<std::vector<sync::RecordId>> admit_quarantined(Workspace& workspace, std::int64_t entry) {
    if (!may(workspace.role(), Act::review))
        return sync::fail(sync::ErrorKind::denied, "this role does not admit what was set aside",
                          workspace.identity.name, "error.not_reviewer");
    TAKAN_TRY_LET(records, look_into(workspace, entry));
    if (records.empty())
        return sync::fail(sync::ErrorKind::missing, "the entry holds nothing that could be admitted",
                          std::to_string(entry), "error.nothing_to_admit");
    std::vector<sync::RecordId> ids;
    for (const auto& record : records) {
        TAKAN_TRY(write_values(workspace, record));
        TAKAN_TRY_LET(note, note_about(workspace, record));
        const sync::Record comment = comment_on(workspace, record.id, note);
        TAKAN_TRY(workspace.store.add(comment));
        ids.push_back(record.id);
        ids.push_back(comment.id);
    }
    TAKAN_TRY(workspace.store.dismiss_quarantine(entry));
    return ids;
}

} // namespace takan::app
