#pragma once
// One sync from start to end: commit, fetch, judge, merge, push, take in, photos. Every step can be broken off and gone
// on with.

#include "sync/exchange/laptop.hpp"
#include "sync/exchange/shelf.hpp"
#include "sync/transport/access.hpp"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace takan::sync {

enum class Step { collect, commit, fetch, judge, merge, push, take_in, send_photos, fetch_photos, done };
const char* name_of(Step step); // "collect"; the words for people are sync.step.<name> in assets

struct Progress {
    Step step = Step::collect;
    int round = 1;           // 2 and more: another laptop was faster, so again from fetch
    std::uint64_t bytes = 0; // moved in this step, never decreasing within it
    std::uint64_t objects_done = 0;
    std::uint64_t objects_total = 0; // 0: not known
};
using OnProgress = std::function<void(const Progress&)>; // called on the sync thread

struct SyncOptions {
    std::string address; // empty: the laptop's team address
    Access access;       // what the way there may use
    bool photos = true;
    int greatest_rounds = 10;
};

struct Receipt {
    git::Oid main; // where main stands afterwards
    std::size_t records_sent = 0;
    std::size_t records_received = 0;
    std::size_t records_merged = 0; // changed on both sides
    std::size_t photos_sent = 0;
    std::size_t photos_received = 0;
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
    int rounds = 0;
    bool waiting_for_admission = false; // nothing was sent: the leader has not admitted this device yet
    std::vector<Quarantined> set_aside;
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
