#pragma once
// Carry over: what a laptop wrote as the device that it was before and never sent is written anew as the one that it is
// now. What the team has stays as it is.

#include "sync/exchange/shelf.hpp"
#include "sync/git/repo.hpp"
#include "sync/team/founding.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace takan::sync {

// What is known of one record's edits by a former device.
struct Sent {
    std::optional<Instant> until; // its newest edit in the copy that this laptop last shared with the team
    // Later ones that the team holds all the same: the laptop whose backup this is had sent them.
    std::function<Result<bool>(const std::string& field, const Edit& edit, const Value& value)> held;
};

// Renames the edits of `former` that were never sent to `me`, with their times, also where the record names them (what
// a deleter or reviewer had seen). The copy then claims to have seen of `former` only what was sent, so that what
// another laptop wrote under the same name stays beside it.
Result<Record> renamed(const Record& record, DeviceId former, DeviceId me, const Sent& sent);

struct Moving {
    DeviceId me;
    std::vector<DeviceId> former;
    std::vector<git::Oid> team; // where the team's main stands, as far as it is known: now, and when last seen
    // A clean commit of the team's to start from, for one whose former device was revoked: of what it had sent by other
    // ways, some may not count.
    std::optional<git::Oid> start;
};
// Whether `device`, which was revoked, has been carried over from such a commit.
bool has_started_anew(const git::Repo& repo, DeviceId device);

// Takes main back to where it last stood together with the team, if former devices committed since (see others_part.hpp
// for what becomes of it), and renames what waits in the shelf. Cheap when there is nothing; harmless when done again.
Status carry_over(git::Repo& repo, Shelf& shelf, const Moving& moving);

} // namespace takan::sync
