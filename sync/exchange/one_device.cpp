#include "sync/exchange/one_device.hpp"

#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/renewal.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/record/json.hpp"
#include "sync/team/judge_state.hpp"
#include "sync/team/layout.hpp"

#include <optional>
#include <string>

namespace takan::sync {
namespace {

using MaybeOid = std::optional<git::Oid>;

// What this laptop knew last: its main; without a repository of its own what the store stands at.
Result<MaybeOid> last_known(const git::Repo& repo, Shelf& shelf, const git::Oid& theirs) {
    if (const MaybeOid main = repo.ref(main_ref)) return main;
    TAKAN_TRY_LET(stand, shelf.stands_at());
    if (!stand || !repo.has(*stand)) return MaybeOid();
    TAKAN_TRY_LET(held, repo.is_ancestor(*stand, theirs));
    return held ? stand : MaybeOid();
}

Result<std::optional<Record>> record_in(const git::Repo& repo, const git::Oid& commit, const std::string& path) {
    TAKAN_TRY_LET(tree, tree_of(repo, commit));
    const auto entry = repo.entry_at(tree, path);
    if (!entry && entry.error().kind == ErrorKind::missing) return std::optional<Record>();
    if (!entry) return entry.error();
    const auto bytes = read_blob(repo, entry->id);
    auto record = bytes ? read_record(*bytes) : Result<Record>(bytes.error());
    if (!record) return std::optional<Record>(); // the judge will say so
    return std::optional(std::move(*record));
}

// True when the commit holds an edit of this device that none of its parents knew. A merge that its owner made with
// plain git brings none.
Result<bool> brings_edit_of(const git::Repo& repo, const git::Commit& commit, DeviceId device) {
    const MaybeOid first = commit.parents.empty() ? MaybeOid() : MaybeOid(commit.parents.front());
    TAKAN_TRY_LET(before, tree_of(repo, first));
    bool brings = false;
    const Status compared = git::compare(repo, before, commit.tree, [&](const git::Difference& found) -> Status {
        if (brings || !found.after || !holds_record(found.path)) return {};
        TAKAN_TRY_LET(record, record_in(repo, commit.id, found.path));
        if (!record || !record->seen.contains(device)) return {};
        const Edit newest{device, record->seen.at(device)};
        brings = true;
        for (const auto& parent : commit.parents) {
            TAKAN_TRY_LET(known, record_in(repo, parent, found.path));
            if (known && covers(known->seen, newest)) brings = false;
        }
        return {};
    });
    if (!compared && !is_damage(compared.error())) return compared.error();
    return compared && brings; // of damage the judge will tell
}

} // namespace

Result<bool> is_the_original(const std::filesystem::path& laptop, const git::Repo& repo, const Signer& signer) {
    TAKAN_TRY_LET(in_place, stands_at_its_place(laptop));
    const MaybeOid main = repo.ref(main_ref);
    if (!in_place || !main) return in_place;
    TAKAN_TRY_LET(registry, read_registry(repo, *main));
    return admission_of(registry, signer) != Admission::other_key;
}

Result<bool> has_twin(const git::Repo& repo, Shelf& shelf, const Signer& signer, const git::Oid& theirs) {
    TAKAN_TRY_LET(known, last_known(repo, shelf, theirs));
    TAKAN_TRY_LET(news, repo.new_commits({theirs}, known ? std::vector{*known} : std::vector<git::Oid>{}));
    const std::string email = committer_email(signer.device);
    for (const auto& id : news) {
        const auto commit = repo.commit(id);
        if (!commit) continue; // damaged: the judge will say so
        if (commit->committer.email != email) continue;
        if (!verifies(commit->payload, commit->signature, signer.key.public_key())) continue;
        TAKAN_TRY_LET(brings, brings_edit_of(repo, *commit, signer.device));
        if (brings) return true;
    }
    return false;
}

Status vouch_for_myself(git::Repo& repo, const Signer& signer, const std::vector<Signer>& former, Instant now) {
    const MaybeOid main = repo.ref(main_ref);
    if (!main || former.empty()) return {};
    TAKAN_TRY_LET(registry, read_registry(repo, *main));
    if (registry.device(signer.device) != nullptr) return {};
    for (const Signer& before : former) {
        const Member* member = registry.member_of(before.device);
        const bool may = member != nullptr && may_change_registry(member->role);
        if (!may || admission_of(registry, before) != Admission::admitted) continue;
        const JoinRequest request{signer.device,           signer.name, registry.device(before.device)->label,
                                  signer.key.public_key(), now,         before.device};
        TAKAN_TRY_LET(tree, tree_of(repo, main));
        CommitDraft draft(repo, tree);
        for (const Record& record : admission_records(request, registry, member->id, member->role, before.device, now))
            TAKAN_TRY(draft.put(path_of(record), canonical(record)));
        TAKAN_TRY_LET(commit, draft.commit(before, {*main}, "admit the same laptop as a new device", now));
        return repo.move_ref(main_ref, main, commit);
    }
    return {};
}

} // namespace takan::sync
