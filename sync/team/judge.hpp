#pragma once
// The judge: looks at every commit that comes from elsewhere before its records count. Each new edit must be named
// after the device that signed the commit bringing it in; nothing may vanish that the signer did not replace.

#include "sync/git/repo.hpp"
#include "sync/team/registry.hpp"

#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace takan::sync {

enum class Fault {
    unsigned_commit,
    unknown_device,
    revoked_device,
    bad_signature,
    foreign_edit, // an edit named after another device than the signer's
    lost_value,   // a value vanished that the signer did not replace
    forged_seen,  // `seen` claims more of another device than the parents knew
    malformed_record,
    oversized_record,
    wrong_path,   // id, kind or date do not match the path
    foreign_path, // a path that has no place in a team repository
    not_a_file,   // link, executable, submodule
    removed_file,
    not_entitled,      // a registry change by somebody who may not
    cloned_edit,       // one edit came with two values: two laptops write as one device
    broken_media,      // a photo's bytes do not match its name
    lost_object,       // a file or folder is missing or damaged where the commit came from
    rewritten_history, // commits that stood at the address are there no more
};
inline constexpr Fault last_fault = Fault::rewritten_history;
const char* name_of(Fault fault); // "foreign_edit"; the words for people are quarantine.<name> in assets

// One thing that was set aside. Its bytes stay in the repository under `commit`.
struct Quarantined {
    git::Oid commit;
    std::string path; // empty: the whole commit
    git::Oid blob;    // zero: none
    Fault fault = Fault::malformed_record;
    std::string signer; // device, as far as it is known
    std::string detail; // line and reason, field and edit

    bool operator==(const Quarantined&) const = default;
};

// What counts at one commit: its tree, except for the paths in `instead`.
struct Accepted {
    git::Oid tree;
    std::map<std::string, std::optional<std::string>>
        instead; // path -> bytes that count; nothing: the path does not count
};

struct Judgement {
    Accepted accepted;                  // at `tip`
    Registry registry;                  // as of `tip`
    std::vector<Quarantined> set_aside; // in the order of the commits
    std::size_t commits = 0;            // looked at
    std::vector<git::Oid> tainted;      // of these: what counts at them is not what their tree holds
    // Of the known commits: those of a device that was revoked, or of a key that was replaced, without knowing of them.
    // They counted here and do for nobody else any more; only judging all of history tells what counts without them.
    std::vector<git::Oid> overtaken;
};

// Judges the commits that `tip` reaches and `known` (already accepted commits of ours) do not. `registry` is the one in
// force at `known`; with no known commit the first commit (or `founding`, and no other, when that is known) founds the
// team and its registry is trusted. Of `known` the
// whole trees count: a laptop that goes on from a tip whose `instead` is not empty must first commit a tree with those
// bytes (and without the paths that do not count), else they count for it from then on. Commits, folders and files that
// cannot be read are set aside like others. Error only when nothing can be read at all, cancelled, or denied with key
// error.team_newer when what counts says that the layout is newer than this program.
Result<Judgement> judge(const git::Repo& repo, const git::Oid& tip, const std::vector<git::Oid>& known,
                        Registry registry, std::stop_token stop = {}, std::optional<git::Oid> founding = {});

// Bytes of a path under an accepted state; nothing when it is not there.
Result<std::optional<std::string>> read_accepted(const git::Repo& repo, const Accepted& accepted,
                                                 std::string_view path);

// Error denied, with key error.team_newer, when the layout at the commit is newer than what this program knows. Looks
// at nothing else; who wrote it is the judge's matter.
Status check_format(const git::Repo& repo, const git::Oid& commit);

} // namespace takan::sync
