#include "sync/base/text.hpp"
#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/incoming.hpp"
#include "sync/exchange/own_part.hpp"
#include "sync/exchange/put_back.hpp"
#include "sync/exchange/sync.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <utility>

namespace takan::sync {
namespace {

// What of the store's changes main does not hold yet.
struct Written {
    CommitDraft draft;
    std::size_t records = 0;
    std::vector<Record> merged; // in which main held more than the store
};

Error with_path(Error error, const std::string& path) {
    error.subject = path;
    return error;
}

// The store's copy normally covers what main holds. Merging costs little, and keeps an older copy of the store, put
// back from a backup, from taking back what others wrote.
Status write_record(const git::Repo& repo, const Merger& merger, const git::Oid& tree, const Outgoing& record,
                    Written& written) {
    const auto held = repo.entry_at(tree, record.path);
    if (!held && held.error().kind != ErrorKind::missing) return held.error();
    if (held && held->id == git::object_id(git::ObjectType::blob, record.bytes)) return {};
    auto ours = read_record(record.bytes);
    if (!ours) return with_path(ours.error(), record.path);
    std::string bytes;
    if (held) {
        TAKAN_TRY_LET(held_bytes, read_blob(repo, held->id));
        auto main = read_record(held_bytes);
        if (!main) return with_path(main.error(), record.path);
        auto merged = merge_as(merger, own_part(*ours, &*main, merger.device), *main);
        if (!merged) return with_path(merged.error(), record.path);
        bytes = canonical(merged->record);
        if (bytes != record.bytes) written.merged.push_back(std::move(merged->record));
        if (bytes == held_bytes) return {};
    } else {
        const Record mine = own_part(std::move(*ours), nullptr, merger.device);
        if (mine.fields.empty()) return {};
        bytes = canonical(mine);
    }
    ++written.records;
    return written.draft.put(record.path, bytes);
}

std::string message_for(std::size_t records) {
    return records == 1 ? "change 1 record" : "change " + std::to_string(records) + " records";
}

} // namespace

Result<git::Oid> commit_outgoing(git::Repo& repo, const Signer& signer, Shelf& shelf, Instant now) {
    TAKAN_TRY(catch_up(repo, shelf)); // what is committed must stand on what the store has seen
    const std::optional<git::Oid> main = repo.ref(main_ref);
    if (!main)
        return fail(ErrorKind::missing, "this laptop belongs to no team yet", utf8(repo.folder()), "error.no_team_yet");
    TAKAN_TRY_LET(outgoing, shelf.outgoing());
    if (outgoing.empty()) return *main;
    TAKAN_TRY_LET(registry, read_registry(repo, *main));
    if (admission_of(registry, signer) != Admission::admitted) return *main; // others would set such a commit aside

    TAKAN_TRY_LET(tree, tree_of(repo, main));
    Written written{CommitDraft(repo, tree), 0, {}};
    for (const auto& record : outgoing) {
        TAKAN_TRY(write_record(repo, {signer.device, now}, tree, record, written));
    }
    git::Oid commit = *main;
    if (!written.draft.is_empty()) {
        TAKAN_TRY_LET(made, written.draft.commit(signer, {*main}, message_for(written.records), now));
        TAKAN_TRY(repo.move_ref(main_ref, main, made));
        commit = made;
    }
    if (!written.merged.empty()) TAKAN_TRY(shelf.take_in({commit, std::move(written.merged), {}}));
    TAKAN_TRY(shelf.committed(outgoing, commit));
    return commit;
}

} // namespace takan::sync
