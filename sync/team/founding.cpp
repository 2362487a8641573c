#include "sync/team/founding.hpp"

#include "sync/git/tree_walk.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <utility>

namespace takan::sync {
namespace {

constexpr int china_offset = 8 * 60; // what `git log` shows people; nothing reads it back
constexpr std::string_view join_file = "join.json";
constexpr std::string_view join_kind = "join";
constexpr std::size_t greatest_request = 16 * 1024; // bytes; an honest one has about 600

// Records must reach the merge driver as they are: no line ends changed on the way.
constexpr std::string_view attributes = "*.json -text merge=takan\n";

Record new_record(std::string_view kind, Instant now) {
    Record record;
    record.id = RecordId::random(now);
    record.kind = kind;
    return record;
}

Record new_member(std::string_view name, std::string_view role, DeviceId writer, Instant now) {
    Record member = new_record("member", now);
    write(member, "name", std::string(name), writer, now);
    write(member, "role", std::string(role), writer, now);
    return member;
}

struct NewDevice {
    DeviceId id;
    const PublicKey& key;
    std::string_view label;
};

Record new_device(const NewDevice& device, const RecordId& member, DeviceId writer, Instant now) {
    Record record = new_record("device", now);
    write(record, "device", device.id.text(), writer, now);
    write(record, "member", member.text(), writer, now);
    write(record, "key", device.key.line(), writer, now);
    if (!device.label.empty()) write(record, "label", std::string(device.label), writer, now);
    return record;
}

Status add_file(git::PackWriter& pack, git::TreeChanges& changes, std::string path, std::string_view bytes) {
    TAKAN_TRY_LET(blob, pack.add(git::ObjectType::blob, bytes));
    git::TreeEntry entry{path.substr(path.rfind('/') + 1), git::Mode::file, blob};
    changes.emplace(std::move(path), std::move(entry));
    return {};
}

// Writes a commit of these files alone and moves `ref` from `expected` to it.
Result<git::Oid> commit_files(git::Repo& repo, const Signer& signer,
                              const std::vector<std::pair<std::string, std::string>>& files, std::string_view message,
                              std::string_view ref, const std::optional<git::Oid>& expected, Instant now) {
    TAKAN_TRY_LET(pack, git::PackWriter::start(repo.folder()));
    git::TreeChanges changes;
    for (const auto& [path, bytes] : files)
        TAKAN_TRY(add_file(pack, changes, path, bytes));
    TAKAN_TRY_LET(tree, git::build_tree(repo, git::Oid{}, changes, pack));
    std::vector<git::Oid> parents;
    if (expected) parents.push_back(*expected);
    TAKAN_TRY_LET(commit, write_commit(pack, signer, tree, parents, message, now));
    TAKAN_TRY(pack.finish());
    repo.refresh();
    TAKAN_TRY(repo.move_ref(ref, expected, commit));
    return commit;
}

Result<std::string> read_request(const git::Repo& repo, const git::Commit& commit) {
    TAKAN_TRY_LET(entry, repo.entry_at(commit.tree, join_file));
    if (entry.mode != git::Mode::file) return fail(ErrorKind::invalid, "a request is a file", entry.name);
    return repo.read(entry.id, git::ObjectType::blob, greatest_request);
}

// Reads one request. Error invalid when its parts contradict each other or its own key did not sign it.
Result<JoinRequest> join_request(const git::Repo& repo, std::string_view ref, const git::Oid& id) {
    TAKAN_TRY_LET(device, DeviceId::parse(ref.substr(join_prefix.size())));
    TAKAN_TRY_LET(commit, repo.commit(id));
    TAKAN_TRY_LET(bytes, read_request(repo, commit));
    TAKAN_TRY_LET(record, read_record(bytes));
    TAKAN_TRY_LET(key, PublicKey::parse(shown_text(record, "key")));
    const bool fits = record.kind == join_kind && shown_text(record, "device") == device.view() &&
                      commit.committer.email == committer_email(device);
    if (!fits || !verifies(commit.payload, commit.signature, key))
        return fail(ErrorKind::invalid, "a request does not say whose it is", std::string(ref));
    JoinRequest request{device, shown_text(record, "name"), shown_text(record, "label"), key, record.id.created(), {}};
    if (const auto before = DeviceId::parse(shown_text(record, "replaces"))) request.replaces = *before;
    return request;
}

// A record of the registry in its place; nothing for anything else.
Result<std::optional<Record>> registry_record(const git::Repo& repo, const std::string& path,
                                              const git::TreeEntry& entry) {
    if (entry.mode != git::Mode::file) return std::optional<Record>{};
    TAKAN_TRY_LET(header, repo.header(entry.id));
    if (header.second > greatest_record) return std::optional<Record>{};
    TAKAN_TRY_LET(bytes, repo.read(entry.id, git::ObjectType::blob, greatest_record));
    auto record = read_record(bytes);
    if (!record || path_of(*record) != path) return std::optional<Record>{};
    return std::optional(std::move(*record));
}

} // namespace

Result<git::Oid> write_commit(git::PackWriter& pack, const Signer& signer, const git::Oid& tree,
                              const std::vector<git::Oid>& parents, std::string_view message, Instant now) {
    git::Commit commit;
    commit.tree = tree;
    commit.parents = parents;
    commit.author = {signer.name, committer_email(signer.device), now, china_offset};
    commit.committer = commit.author;
    commit.message = message;
    if (!commit.message.ends_with('\n')) commit.message += '\n';
    const std::string payload = git::commit_payload(commit);
    return pack.add(git::ObjectType::commit, git::signed_commit(payload, signer.key.sign(payload)));
}

std::vector<Record> founding_records(const Signer& leader, std::string_view role, Instant now, std::string_view label) {
    Record member = new_member(leader.name, role, leader.device, now);
    Record device = new_device({leader.device, leader.key.public_key(), label}, member.id, leader.device, now);
    return {std::move(member), std::move(device)};
}

Result<git::Oid> found(git::Repo& repo, const Signer& leader, const std::vector<Record>& records, Instant now) {
    if (repo.ref(main_ref))
        return fail(ErrorKind::invalid, "the repository holds a team already", std::string(main_ref));
    Registry registry;
    std::vector<std::pair<std::string, std::string>> files;
    for (const Record& record : records) {
        registry.take(record);
        files.emplace_back(path_of(record), canonical(record));
    }
    files.emplace_back(format_path, std::to_string(layout_version) + '\n');
    files.emplace_back(signers_path, allowed_signers(registry));
    files.emplace_back(attributes_path, attributes);
    return commit_files(repo, leader, files, "found the team", main_ref, std::nullopt, now);
}

Result<git::Oid> ask_to_join(git::Repo& repo, const Signer& signer, std::string_view label, Instant now,
                             std::optional<DeviceId> replaces) {
    const std::string ref = join_ref(signer.device);
    const auto before = repo.ref(ref);
    Record request = new_record(join_kind, now);
    write(request, "device", signer.device.text(), signer.device, now);
    write(request, "name", signer.name, signer.device, now);
    write(request, "label", std::string(label), signer.device, now);
    write(request, "key", signer.key.public_key().line(), signer.device, now);
    if (replaces) write(request, "replaces", replaces->text(), signer.device, now);
    if (before) {
        // Asked already in the same words: asking again and again must not grow the team's repository.
        const auto old = join_request(repo, ref, *before);
        const bool same = old && old->key == signer.key.public_key() && old->name == shown_text(request, "name") &&
                          old->label == shown_text(request, "label") && old->replaces == replaces;
        if (same) return *before;
    }
    const std::vector<std::pair<std::string, std::string>> files{{std::string(join_file), canonical(request)}};
    return commit_files(repo, signer, files, "ask to join", ref, before, now);
}

Result<std::vector<JoinRequest>> join_requests(const git::Repo& repo) {
    TAKAN_TRY_LET(refs, repo.refs(join_prefix));
    std::vector<JoinRequest> requests;
    for (const auto& [name, commit] : refs) {
        if (auto request = join_request(repo, name, commit)) requests.push_back(std::move(*request));
    }
    return requests;
}

std::vector<Record> admission_records(const JoinRequest& request, const Registry& registry,
                                      std::optional<RecordId> member, std::string_view role, DeviceId admitting,
                                      Instant now) {
    // A second record for a known device would never count (the earlier one does), so none is made: asking twice is
    // harmless, and whoever took another's letters has to draw new ones.
    if (registry.device(request.device) != nullptr) return {};
    std::vector<Record> records;
    if (!member) {
        records.push_back(new_member(request.name, role, admitting, now));
        member = records.back().id;
    }
    records.push_back(new_device({request.device, request.key, request.label}, *member, admitting, now));
    return records;
}

Result<Registry> read_registry(const git::Repo& repo, const git::Oid& commit) {
    TAKAN_TRY_LET(at, repo.commit(commit));
    Registry registry;
    const auto take = [&](const std::string& path, const git::TreeEntry& entry) -> Status {
        const Place place = place_of(path);
        if (place != Place::member && place != Place::device) return {};
        TAKAN_TRY_LET(record, registry_record(repo, path, entry));
        if (record) registry.take(*record);
        return {};
    };
    TAKAN_TRY(git::walk(repo, at.tree, "team/", take));
    return registry;
}

} // namespace takan::sync
