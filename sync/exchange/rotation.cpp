#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/laptop.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <system_error>
#include <utility>

namespace takan::sync {
namespace {

namespace fs = std::filesystem;

// The new key waits here until main says that it is the one: a crash in between leaves both, and main decides.
fs::path next_path(const fs::path& folder) {
    return folder / "device.key.next";
}

Status forget_next(const fs::path& folder) {
    std::error_code ignored;
    fs::path beside = next_path(folder);
    beside += ".pub";
    fs::remove(beside, ignored);
    fs::remove(next_path(folder), ignored);
    return {};
}

Error not_a_member(const Signer& signer, Admission admission) {
    const bool is_revoked = admission == Admission::revoked;
    return fail(ErrorKind::denied, "the team does not know this device by its key", signer.device.text(),
                is_revoked ? "error.device_revoked" : "error.not_admitted_yet");
}

Result<Record> own_record(const git::Repo& repo, const git::Oid& tree, const Device& device) {
    TAKAN_TRY_LET(entry, repo.entry_at(tree, path_of("device", device.record)));
    TAKAN_TRY_LET(bytes, read_blob(repo, entry.id));
    return read_record(bytes);
}

} // namespace

Status rotate_key(const fs::path& folder, Instant now) {
    TAKAN_TRY_LET(repo, open_repo(folder));
    TAKAN_TRY(finish_rotation(folder, repo));
    TAKAN_TRY_LET(signer, load_signer(folder));
    const auto main = repo.ref(main_ref);
    if (!main) return not_a_member(signer, Admission::unknown);
    TAKAN_TRY_LET(registry, read_registry(repo, *main));
    const Admission admission = admission_of(registry, signer);
    if (admission != Admission::admitted) return not_a_member(signer, admission);
    const DeviceKey next = DeviceKey::generate();
    TAKAN_TRY(next.save(next_path(folder), signer.device.text() + "@takan"));
    TAKAN_TRY_LET(tree, tree_of(repo, main));
    TAKAN_TRY_LET(record, own_record(repo, tree, *registry.device(signer.device)));
    replace_key(record, next.public_key(), signer.device, now);
    CommitDraft draft(repo, tree);
    TAKAN_TRY(draft.put(path_of(record), canonical(record)));
    TAKAN_TRY_LET(commit, draft.commit(signer, {*main}, "replace this device's key", now));
    TAKAN_TRY(repo.move_ref(main_ref, main, commit));
    return finish_rotation(folder, repo);
}

Status finish_rotation(const fs::path& folder, const git::Repo& repo) {
    auto next = DeviceKey::load(next_path(folder));
    if (!next) return next.error().kind == ErrorKind::missing ? Status() : forget_next(folder);
    TAKAN_TRY_LET(identity, read_identity(folder));
    if (const auto main = repo.ref(main_ref)) {
        TAKAN_TRY_LET(registry, read_registry(repo, *main));
        const Device* device = registry.device(identity.device);
        if (device != nullptr && device->key == next->public_key())
            TAKAN_TRY(next->save(key_path(folder), identity.device.text() + "@takan"));
    }
    return forget_next(folder);
}

} // namespace takan::sync
