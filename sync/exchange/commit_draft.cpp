#include "sync/exchange/commit_draft.hpp"

#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

namespace takan::sync {
namespace {

bool is_registry_path(std::string_view path) {
    if (!path.starts_with("team/")) return false; // nearly all
    const Place place = place_of(path);
    return place == Place::member || place == Place::device;
}

} // namespace

bool holds_record(std::string_view path) {
    return place_of(path) == Place::record || is_registry_path(path);
}

Result<std::string> read_blob(const git::Repo& repo, const git::Oid& blob) {
    return repo.read(blob, git::ObjectType::blob, greatest_record);
}

Result<std::optional<std::string>> bytes_at(const git::Repo& repo, const git::Oid& tree, std::string_view path) {
    const auto entry = repo.entry_at(tree, path);
    if (!entry && entry.error().kind == ErrorKind::missing) return std::optional<std::string>();
    if (!entry) return entry.error();
    TAKAN_TRY_LET(bytes, read_blob(repo, entry->id));
    return std::optional(std::move(bytes));
}

Result<git::Oid> tree_of(const git::Repo& repo, const std::optional<git::Oid>& commit) {
    if (!commit) return git::Oid{};
    TAKAN_TRY_LET(read, repo.lineage(*commit)); // whatever else is wrong with a foreign one
    return read.tree;
}

Result<git::PackWriter*> CommitDraft::pack() {
    if (!m_pack) {
        TAKAN_TRY_LET(started, git::PackWriter::start(m_repo.folder()));
        m_pack.emplace(std::move(started));
    }
    return &*m_pack;
}

Status CommitDraft::put(const std::string& path, std::string_view bytes) {
    TAKAN_TRY_LET(writer, pack());
    TAKAN_TRY_LET(id, writer->add(git::ObjectType::blob, bytes));
    if (is_registry_path(path)) {
        TAKAN_TRY_LET(record, read_record(bytes));
        m_registered.insert_or_assign(path, std::move(record));
    }
    m_changes[path] = git::TreeEntry{{}, git::Mode::file, id};
    return {};
}

Status CommitDraft::put(const std::string& path, const git::TreeEntry& entry) {
    if (is_registry_path(path)) {
        TAKAN_TRY_LET(bytes, read_blob(m_repo, entry.id));
        TAKAN_TRY_LET(record, read_record(bytes));
        m_registered.insert_or_assign(path, std::move(record));
    }
    m_changes[path] = entry;
    return {};
}

void CommitDraft::remove(const std::string& path) {
    m_new_signers = m_new_signers || is_registry_path(path);
    m_changes[path] = std::nullopt;
}

// The base's members and devices with the changed ones over them.
Result<Registry> CommitDraft::registry() const {
    Registry registry;
    TAKAN_TRY(git::walk(m_repo, m_base, "team/", [&](const std::string& path, const git::TreeEntry& entry) -> Status {
        if (!is_registry_path(path) || m_changes.contains(path)) return {};
        TAKAN_TRY_LET(bytes, read_blob(m_repo, entry.id));
        TAKAN_TRY_LET(record, read_record(bytes));
        registry.take(record);
        return {};
    }));
    for (const auto& [path, record] : m_registered) {
        registry.take(record);
    }
    return registry;
}

Result<git::Oid> CommitDraft::write_tree() {
    if (m_new_signers || !m_registered.empty()) {
        TAKAN_TRY_LET(known, registry());
        TAKAN_TRY(put(std::string(signers_path), allowed_signers(known)));
    }
    if (m_changes.empty()) return m_base;
    TAKAN_TRY_LET(writer, pack());
    return git::build_tree(m_repo, m_base, m_changes, *writer);
}

Result<git::Oid> CommitDraft::commit(const Signer& signer, const std::vector<git::Oid>& parents,
                                     std::string_view message, Instant now) {
    TAKAN_TRY_LET(tree, write_tree());
    TAKAN_TRY_LET(writer, pack());
    TAKAN_TRY_LET(commit, write_commit(*writer, signer, tree, parents, message, now));
    TAKAN_TRY(writer->finish());
    m_pack.reset();
    m_repo.refresh();
    return commit;
}

} // namespace takan::sync
