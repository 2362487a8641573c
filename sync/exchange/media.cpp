#include "sync/exchange/media.hpp"

#include "sync/base/sha256.hpp"
#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/media_refs.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/team/layout.hpp"

#include <optional>
#include <utility>

namespace takan::sync {
namespace {

Error not_here(std::string_view sha256) {
    return fail(ErrorKind::missing, "the file is not here", std::string(sha256), "error.photo_not_here");
}

Result<git::TreeEntry> find(const git::Repo& repo, std::string_view ref, std::string_view sha256) {
    const std::optional<git::Oid> tip = repo.ref(ref);
    if (!tip || !is_media_name(sha256)) return not_here(sha256);
    TAKAN_TRY_LET(tree, tree_of(repo, tip));
    auto entry = repo.entry_at(tree, sha256);
    if (!entry && entry.error().kind == ErrorKind::missing) return not_here(sha256);
    return entry;
}

// Writes the files that the tree lacks; names and bytes must agree.
Status write_files(git::PackWriter& pack, const git::Repo& repo, const git::Oid& tree,
                   const std::vector<MediaFile>& files, git::TreeChanges& changes) {
    for (const auto& file : files) {
        if (file.bytes.size() > greatest_media_file) {
            return fail(ErrorKind::invalid, "the file is too large to be sent", file.sha256, "error.photo_too_large");
        }
        if (sha256_hex(file.bytes) != file.sha256) {
            return fail(ErrorKind::invalid, "the bytes do not match the SHA-256", file.sha256, "error.photo_changed");
        }
        const auto known = repo.entry_at(tree, file.sha256);
        if (known && repo.has(known->id)) continue;
        TAKAN_TRY_LET(id, pack.add(git::ObjectType::blob, file.bytes, git::Compression::stored));
        if (!known) changes[file.sha256] = git::TreeEntry{{}, git::Mode::file, id};
    }
    return {};
}

} // namespace

Result<std::string> keep_media(git::Repo& repo, const Signer& signer, CivilDate day,
                               const std::vector<MediaFile>& files, Instant now) {
    std::string ref = media_ref(signer.device, day);
    const std::optional<git::Oid> tip = repo.ref(ref);
    TAKAN_TRY_LET(tree, tree_of(repo, tip));
    TAKAN_TRY_LET(pack, git::PackWriter::start(repo.folder()));
    git::TreeChanges changes;
    TAKAN_TRY(write_files(pack, repo, tree, files, changes));
    if (changes.empty()) { // at most bytes that had been freed and are here again
        TAKAN_TRY(pack.finish(true));
        repo.refresh();
        return ref;
    }

    TAKAN_TRY_LET(built, git::build_tree(repo, tree, changes, pack));
    const std::vector<git::Oid> parents = tip ? std::vector{*tip} : std::vector<git::Oid>{};
    const std::string message = "keep " + std::to_string(changes.size()) + (changes.size() == 1 ? " file" : " files");
    TAKAN_TRY_LET(commit, write_commit(pack, signer, built, parents, message, now));
    TAKAN_TRY(pack.finish(true));
    repo.refresh();
    TAKAN_TRY(repo.move_ref(ref, tip, commit));
    return ref;
}

Result<std::string> read_media(const git::Repo& repo, std::string_view ref, std::string_view sha256) {
    TAKAN_TRY_LET(entry, find(repo, ref, sha256));
    auto bytes = repo.read(entry.id, git::ObjectType::blob, greatest_media_file);
    if (!bytes) return bytes.error().kind == ErrorKind::missing ? not_here(sha256) : bytes.error();
    if (sha256_hex(*bytes) != sha256) {
        return fail(ErrorKind::corrupt, "the file's bytes do not match its SHA-256", std::string(sha256),
                    "error.photo_damaged");
    }
    return bytes;
}

bool has_media(const git::Repo& repo, std::string_view ref, std::string_view sha256) {
    const auto entry = find(repo, ref, sha256);
    return entry && repo.has(entry->id);
}

} // namespace takan::sync
