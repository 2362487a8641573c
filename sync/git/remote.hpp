#pragma once
// Remote: the team repository at the other end of a transport. One class a transport; this page is all that exchange
// knows.

#include "sync/git/repo.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::sync::git {

struct Transfer {
    std::uint64_t objects_done = 0;
    std::uint64_t objects_total = 0; // 0: not known yet
    std::uint64_t bytes = 0;         // moved so far, never decreasing within one call
};
using OnTransfer = std::function<void(const Transfer&)>;

enum class What {
    everything,
    without_files, // commits and trees only
    what_is_there, // everything but files and folders that are missing, damaged or too large for a record at the other
                   // end: the commits that name them arrive all the same. An end that cannot do this gives everything.
};

struct RefUpdate {
    std::string name;
    std::optional<Oid> expected; // what the other end must hold; nothing: the ref must not exist there
    Oid target;
};

// Error stale: the ref does not stand at `expected`.
Error not_at_expected(const RefUpdate& update);
// A branch only grows: its new end must come after its old one. Error stale.
Status check_growth(const Repo& from, const RefUpdate& update);

class Remote {
public:
    virtual ~Remote() = default;

    // True when nothing can ever be sent there: a file that somebody else wrote.
    virtual bool is_read_only() const { return false; }

    // Every ref of the other end under `prefix`. Errors: missing (no repository there), offline, denied, corrupt.
    virtual Result<std::vector<std::pair<std::string, Oid>>> refs(std::string_view prefix,
                                                                  std::stop_token stop = {}) = 0;

    // Brings every object reachable from `wanted` into `into`. Commits that `into` reaches from its own refs are not
    // fetched again. No ref is moved. A broken or cancelled fetch leaves no visible object without what it needs. An
    // end that cannot leave the files out brings them too.
    virtual Status fetch(Repo& into, const std::vector<Oid>& wanted, What what, const OnTransfer& progress,
                         std::stop_token stop) = 0;

    // Brings single files that commits of the other end name. Those that came whole before a cut stay. Error missing
    // (the other end does not have one of them), denied (it gives whole commits only).
    virtual Status fetch_files(Repo& into, const std::vector<Oid>& blobs, const OnTransfer& progress,
                               std::stop_token stop) = 0;

    // Sends what the other end lacks and moves one ref there. Error stale when the ref does not stand at `expected`,
    // denied when the other end is read-only, busy when its lock is held.
    virtual Status push(Repo& from, const RefUpdate& update, const OnTransfer& progress, std::stop_token stop) = 0;

    // Gives the other end back what it lost of one commit's files and folders. Returns how many objects that were. An
    // end whose objects cannot be looked at one by one is given nothing.
    virtual Result<std::size_t> restore(Repo&, const Oid&, const OnTransfer&, std::stop_token) { return 0; }
};

} // namespace takan::sync::git
