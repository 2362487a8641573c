#pragma once
// CommitDraft: changed paths over a tree, which become one pack and one signed commit. Where members or devices are
// among them, team/allowed_signers is written anew with them.

#include "sync/git/tree_walk.hpp"
#include "sync/team/founding.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::sync {

class CommitDraft {
public:
    // `repo` must outlive the draft. `base`: a tree, or the zero id for none.
    CommitDraft(git::Repo& repo, git::Oid base) : m_repo(repo), m_base(base) {}

    Status put(const std::string& path, std::string_view bytes);      // writes the blob
    Status put(const std::string& path, const git::TreeEntry& entry); // one that the repository holds
    void remove(const std::string& path);
    void renew_signers() { m_new_signers = true; }
    bool is_empty() const { return m_changes.empty() && !m_new_signers; }

    // Writes the folders, not yet durably. Returns the tree.
    Result<git::Oid> write_tree();
    // Writes everything, durably; no ref is moved. Returns the commit.
    Result<git::Oid> commit(const Signer& signer, const std::vector<git::Oid>& parents, std::string_view message,
                            Instant now);

private:
    Result<git::PackWriter*> pack();
    Result<Registry> registry() const;

    git::Repo& m_repo;
    git::Oid m_base;
    std::optional<git::PackWriter> m_pack;
    git::TreeChanges m_changes;
    std::map<std::string, Record> m_registered; // members and devices among the changes
    bool m_new_signers = false;
};

// Reads a blob that is a record's file, of any size that a record may have.
Result<std::string> read_blob(const git::Repo& repo, const git::Oid& blob);

// The bytes of a record's file at a path of a tree; nothing when there is no file.
Result<std::optional<std::string>> bytes_at(const git::Repo& repo, const git::Oid& tree, std::string_view path);

// A commit's tree; the zero id (the empty tree) when there is no commit.
Result<git::Oid> tree_of(const git::Repo& repo, const std::optional<git::Oid>& commit);

// True for a path at which a record lies: also a member's or a device's.
bool holds_record(std::string_view path);

} // namespace takan::sync
