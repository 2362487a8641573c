#pragma once
// Proof: the whole history of one record, and the check of everything a repository holds.

#include "sync/git/repo.hpp"
#include "sync/team/judge.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace takan::sync {

struct HistoricEdit {
    std::string field;
    Edit edit;
    Value value;
    bool replaced = false; // by a later edit
    git::Oid commit;       // the first commit that held it
};
// Every edit of one record that any commit of `tip` ever held, oldest first by commit, then by time.
Result<std::vector<HistoricEdit>> edit_history(const git::Repo& repo, const git::Oid& tip, std::string_view path);
// The same of many records at once, by path: every commit is read only once.
Result<std::map<std::string, std::vector<HistoricEdit>>>
edit_histories(const git::Repo& repo, const git::Oid& tip, const std::vector<std::string>& paths);
// The same of one record in the commits that one of `tips` reaches and none of `known` does.
Result<std::vector<HistoricEdit>> edits_between(const git::Repo& repo, const std::vector<git::Oid>& tips,
                                                const std::vector<git::Oid>& known, std::string_view path);

struct Verification {
    std::size_t records = 0;
    std::size_t commits = 0;
    std::size_t photos = 0;
    std::uint64_t photo_bytes = 0;
    std::size_t photos_not_here = 0;        // not fetched yet, or freed: they cannot be checked
    std::vector<Quarantined> faults;        // records and signatures, as they stand now
    std::vector<Quarantined> historic;      // what was set aside once and has been cleaned up since
    std::vector<std::string> broken_photos; // "ref sha256: reason"
    bool sound() const { return faults.empty() && broken_photos.empty(); }
};
// Walks every record, signature and photo hash of a repository (a laptop's or the team's). `progress` gets what was
// done so far.
Result<Verification> verify(const git::Repo& repo, const std::function<void(const Verification&)>& progress,
                            std::stop_token stop);

} // namespace takan::sync
