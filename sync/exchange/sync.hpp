#pragma once
// One sync from start to end: commit, fetch, judge, merge, push, take in, photos. Every step can be broken off and gone
// on with.

#include "sync/exchange/clocks.hpp"
#include "sync/exchange/laptop.hpp"
#include "sync/exchange/photo_policy.hpp"
#include "sync/exchange/shelf.hpp"
#include "sync/transport/access.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace takan::sync {

enum class Step { collect, commit, fetch, judge, merge, push, take_in, send_photos, fetch_photos, done };
const char* name_of(Step step); // "collect"; the words for people are sync.step.<name> in assets

struct Progress {
    Step step = Step::collect;
    int round = 1;                 // 2 and more: another laptop was faster, so again from fetch
    std::uint64_t bytes = 0;       // moved in this step, never decreasing within it, over all its batches and rounds
    std::uint64_t bytes_total = 0; // that this step will have moved; 0: not known
    std::uint64_t objects_done = 0;
    std::uint64_t objects_total = 0;    // 0: not known
    std::uint64_t bytes_per_second = 0; // 0: not known
    std::int64_t seconds_left = 0;      // of this step; 0: not known
    Instant moved_at;                   // when a byte moved last: what is said of speed holds for a moment only
};
using OnProgress = std::function<void(const Progress&)>; // called on the sync thread

struct SyncOptions {
    std::string address; // empty: the laptop's team address
    Access access;       // what the way there may use
    bool photos = true;
    PhotoPolicy policy; // which of the others' photos to fetch, and how long to keep them
    MediaSizes sizes;   // may be empty
    int greatest_rounds = 10;
    std::optional<Instant> built = {}; // when the program was made: no clock is right that stands before
};

struct Receipt {
    git::Oid main; // where main stands afterwards
    std::size_t records_sent = 0;
    std::size_t records_received = 0;
    std::size_t records_merged = 0; // changed on both sides
    std::size_t photos_sent = 0;
    std::size_t photos_received = 0;
    std::size_t photos_known = 0; // that this laptop knows of afterwards
    std::size_t photos_here = 0;  // those of them whose bytes are here
    // Photos of this device that could not be sent: their bytes, or those of one that stands before them on the same
    // day, are not on this laptop any more.
    std::size_t photos_not_here = 0;
    std::size_t photos_freed = 0; // of others, kept for as long as was asked
    std::uint64_t bytes_freed = 0;
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
    std::size_t objects_restored = 0; // files and folders that the other end had lost and got back
    int rounds = 0;
    bool waiting_for_admission = false; // nothing was sent: the leader has not admitted this device yet
    // This laptop turned out to be a copy of another one, or to be put back from a backup, and is a new device since.
    bool renewed = false;
    std::vector<Quarantined> set_aside;
    std::vector<ClockNotice> clocks; // that seem to be wrong; what was written by them is here all the same
};

// Errors: offline, missing, denied, busy, cancelled, corrupt … ; whatever was done by then stays done, the rest goes on
// next time.
Result<Receipt> synchronise(const std::filesystem::path& laptop, Shelf& shelf, const Clock& clock,
                            const SyncOptions& options, const OnProgress& progress, std::stop_token stop);

// Commits what changed without any network (also the first step of synchronise()). Returns main, unchanged if nothing
// changed or if the team does not know this device: then the edits wait in the store. Error missing when there is no
// main yet.
Result<git::Oid> commit_outgoing(git::Repo& repo, const Signer& signer, Shelf& shelf, Instant now);

// After a crash: takes what main holds and the store does not stand at yet into the store. Cheap when there is nothing.
Status catch_up(git::Repo& repo, Shelf& shelf);

} // namespace takan::sync
