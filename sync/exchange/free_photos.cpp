#include "sync/exchange/free_photos.hpp"

#include "sync/base/sha256.hpp"
#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/media.hpp"
#include "sync/exchange/scratch_repo.hpp"
#include "sync/git/partial.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace takan::sync {
namespace {

struct Candidates {
    std::vector<MediaEntry> others;
    std::vector<MediaEntry> own;
    std::unordered_set<git::Oid> needed; // files that stay for another ref's sake: the same photo twice
    std::size_t kept = 0;
};

// The files of a ref that the other end's ref names too. Nothing of it is known here: none.
Result<std::unordered_set<git::Oid>> named_there(const git::Repo& repo, const MediaTips& theirs,
                                                 const std::string& ref) {
    std::unordered_set<git::Oid> named;
    const auto tip = theirs.find(ref);
    if (tip == theirs.end() || !repo.has(tip->second)) return named;
    TAKAN_TRY_LET(tree_id, tree_of(repo, tip->second));
    TAKAN_TRY_LET(tree, repo.tree(tree_id));
    for (const auto& entry : tree)
        named.insert(entry.id);
    return named;
}

Status sort_in(const PhotoRoute& route, const MediaTips& theirs, const std::string& ref, const git::Oid& tip,
               const FreeWish& wish, CivilDate today, Candidates& found) {
    const auto media = parse_media_ref(ref);
    const bool is_own = media && media->device == route.signer.device;
    const bool may_go = media && (!is_own || wish.own) && days_between(media->day, today) > wish.days;
    TAKAN_TRY_LET(tree_id, tree_of(route.repo, tip));
    TAKAN_TRY_LET(tree, route.repo.tree(tree_id));
    std::unordered_set<git::Oid> there;
    if (may_go) {
        TAKAN_TRY_LET(named, named_there(route.repo, theirs, ref));
        there = std::move(named);
    }
    for (const auto& entry : tree) {
        const auto head = route.repo.header(entry.id);
        if (!head) continue; // not here
        if (may_go && there.contains(entry.id)) {
            auto& list = is_own ? found.own : found.others;
            list.push_back({ref, entry.name, entry.id, head->second});
        } else {
            found.needed.insert(entry.id);
            if (may_go) ++found.kept;
        }
    }
    return {};
}

Result<Candidates> find_candidates(const PhotoRoute& route, const MediaTips& theirs, const FreeWish& wish,
                                   CivilDate today) {
    Candidates found;
    TAKAN_TRY_LET(refs, route.repo.refs(media_prefix));
    for (const auto& [ref, tip] : refs) {
        TAKAN_TRY(sort_in(route, theirs, ref, tip, wish, today, found));
    }
    const auto is_needed = [&](const MediaEntry& file) { return found.needed.contains(file.blob); };
    std::erase_if(found.others, is_needed);
    std::erase_if(found.own, is_needed);
    // Another's copy of an own original proves nothing about the bytes: such a file goes the way of the own ones.
    std::unordered_set<git::Oid> own;
    for (const auto& file : found.own)
        own.insert(file.blob);
    std::erase_if(found.others, [&](const MediaEntry& file) { return own.contains(file.blob); });
    return found;
}

// Reads files back from the other end. Adds those whose bytes are what their names say to `proved`.
Status read_back(const PhotoRoute& route, const MediaTips& theirs, const std::vector<MediaEntry>& files,
                 std::vector<MediaEntry>& proved) {
    TAKAN_TRY_LET(scratch, ScratchRepo::create(route.repo, "read_back.git"));
    const PhotoRoute aside{scratch.repo(), route.remote, route.signer, route.registry, route.reporter, route.receipt};
    TAKAN_TRY(fetch_media_files(aside, files, theirs, {}));
    for (const auto& file : files) {
        const auto bytes = scratch.repo().read(file.blob, git::ObjectType::blob, greatest_media_file);
        if (bytes && sha256_hex(*bytes) == file.sha256) proved.push_back(file);
    }
    return {};
}

// A batch at a time: that is what lies on the disk twice meanwhile.
Status prove(const PhotoRoute& route, const MediaTips& theirs, const std::vector<MediaEntry>& files,
             std::vector<MediaEntry>& proved) {
    std::vector<MediaEntry> batch;
    std::uint64_t bytes = 0;
    for (const auto& file : files) {
        if (!batch.empty() && bytes + file.size > greatest_batch) {
            TAKAN_TRY(read_back(route, theirs, std::exchange(batch, {}), proved));
            bytes = 0;
        }
        batch.push_back(file);
        bytes += file.size;
    }
    return batch.empty() ? Status() : read_back(route, theirs, batch, proved);
}

// That the files may be missing is written down before they go.
Status drop(git::Repo& repo, const std::vector<MediaEntry>& files) {
    if (files.empty()) return {};
    std::unordered_set<std::string> refs;
    std::vector<git::Oid> trees;
    std::vector<git::Oid> blobs;
    for (const auto& file : files) {
        blobs.push_back(file.blob);
        if (!refs.insert(file.ref).second) continue;
        TAKAN_TRY_LET(tree, tree_of(repo, repo.ref(file.ref)));
        trees.push_back(tree);
    }
    TAKAN_TRY(git::promise_files(repo, trees));
    TAKAN_TRY(git::drop_files(repo, blobs));
    return {};
}

void count(const git::Repo& repo, const std::vector<MediaEntry>& files, bool dry_run, FreedPhotos& freed,
           std::size_t& photos) {
    for (const auto& file : files) {
        const bool has_gone = dry_run || !repo.has(file.blob);
        if (has_gone) {
            ++photos;
            freed.bytes += file.size;
        } else {
            ++freed.kept;
        }
    }
}

} // namespace

Result<FreedPhotos> free_photos(const PhotoRoute& route, const MediaTips& theirs, const FreeWish& wish,
                                CivilDate today) {
    TAKAN_TRY_LET(found, find_candidates(route, theirs, wish, today));
    FreedPhotos freed;
    freed.kept = found.kept;
    Status proved_all;
    if (!wish.dry_run) {
        std::vector<MediaEntry> going = found.others;
        proved_all = prove(route, theirs, found.own, going);
        TAKAN_TRY(drop(route.repo, going));
    }
    count(route.repo, found.others, wish.dry_run, freed, freed.others);
    count(route.repo, found.own, wish.dry_run, freed, freed.own);
    TAKAN_TRY(proved_all);
    return freed;
}

} // namespace takan::sync
