#include "sync/exchange/photos.hpp"

#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/media_refs.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/team/layout.hpp"

#include <map>
#include <string>
#include <utility>

namespace takan::sync {
namespace {

using MaybeOid = std::optional<git::Oid>;

std::string own_prefix(const Signer& signer) {
    return std::string(media_prefix) + signer.device.text() + "/";
}

Result<bool> covers(const git::Repo& repo, const git::Oid& ours, const MaybeOid& theirs) {
    if (!theirs || *theirs == ours) return true;
    if (!repo.has(*theirs)) return false;
    return repo.is_ancestor(*theirs, ours);
}

// One commit that holds the files of both.
Result<git::Oid> join(const PhotoRoute& route, const git::Oid& ours, const git::Oid& theirs, Instant now) {
    TAKAN_TRY_LET(our_tree, tree_of(route.repo, ours));
    TAKAN_TRY_LET(their_tree, tree_of(route.repo, theirs));
    CommitDraft draft(route.repo, our_tree);
    TAKAN_TRY(git::compare(route.repo, our_tree, their_tree, [&](const git::Difference& found) {
        return found.after && !found.before ? draft.put(found.path, *found.after) : Status();
    }));
    return draft.commit(route.signer, {ours, theirs}, "join the files of both", now);
}

Status fetch_objects(const PhotoRoute& route, const git::Oid& theirs) {
    const std::uint64_t before = route.reporter.bytes();
    const Status fetched = route.remote.fetch(route.repo, {theirs}, git::What::everything, route.reporter.transfer(),
                                              route.reporter.stop());
    route.receipt.bytes_received += route.reporter.bytes() - before;
    TAKAN_TRY(fetched);
    route.repo.refresh();
    return {};
}

// The team's ref holds files of this device that this laptop does not: fetches them and moves our ref so that it covers
// both. Returns false when what is there was not put there by this device: then ours replaces it.
Result<bool> catch_up_with(const PhotoRoute& route, const std::string& name, const git::Oid& ours,
                           const git::Oid& theirs, Instant now) {
    TAKAN_TRY(fetch_objects(route, theirs));
    TAKAN_TRY_LET(fault, fault_of_media(route.repo, name, theirs, {ours}, route.registry));
    if (fault) {
        route.receipt.set_aside.push_back(std::move(*fault));
        return false;
    }
    TAKAN_TRY_LET(is_older, route.repo.is_ancestor(ours, theirs));
    git::Oid joined = theirs;
    if (!is_older) {
        TAKAN_TRY_LET(made, join(route, ours, theirs, now));
        joined = made;
    }
    TAKAN_TRY(route.repo.move_ref(name, ours, joined));
    return true;
}

Status send_batch(const PhotoRoute& route, const git::RefUpdate& update) {
    TAKAN_TRY(route.reporter.go_on());
    TAKAN_TRY_LET(files, count_files(route.repo, update.expected, update.target));
    const std::uint64_t before = route.reporter.bytes();
    const Status sent = route.remote.push(route.repo, update, route.reporter.transfer(), route.reporter.stop());
    route.receipt.bytes_sent += route.reporter.bytes() - before;
    TAKAN_TRY(sent);
    route.receipt.photos_sent += files;
    return {};
}

// Each commit is one batch. One that does not follow what the other end holds goes with the next that does.
Status send_batches(const PhotoRoute& route, const std::string& name, const git::Oid& tip, MaybeOid there) {
    TAKAN_TRY_LET(commits, route.repo.new_commits({tip}, there ? std::vector{*there} : std::vector<git::Oid>{}));
    for (const auto& commit : commits) {
        TAKAN_TRY_LET(follows, covers(route.repo, commit, there));
        if (!follows) continue;
        TAKAN_TRY(send_batch(route, {name, there, commit}));
        there = commit;
    }
    return {};
}

Status send_ref(const PhotoRoute& route, const std::string& name, const git::Oid& ours, const MaybeOid& theirs,
                Instant now) {
    if (theirs == ours) return {};
    TAKAN_TRY_LET(covered, covers(route.repo, ours, theirs));
    if (covered) return send_batches(route, name, ours, theirs);
    TAKAN_TRY_LET(joined, catch_up_with(route, name, ours, *theirs, now));
    if (!joined) return send_batch(route, {name, theirs, ours});
    return send_batches(route, name, *route.repo.ref(name), theirs);
}

// A ref that was set aside is kept under this name: it is not fetched again as long as it stays the same.
std::string refused_ref(const std::string& name) {
    return "refs/takan/refused/" + name.substr(media_prefix.size());
}

Status refuse(const PhotoRoute& route, const std::string& name, const git::Oid& theirs, Quarantined fault) {
    const bool may_be_admitted_later = fault.fault == Fault::unknown_device;
    route.receipt.set_aside.push_back(std::move(fault));
    return may_be_admitted_later ? Status() : set_ref(route.repo, refused_ref(name), theirs);
}

Status fetch_ref(const PhotoRoute& route, const std::string& name, const git::Oid& theirs) {
    const MaybeOid ours = route.repo.ref(name);
    if (ours) {
        TAKAN_TRY_LET(covered, covers(route.repo, *ours, theirs));
        if (covered) return {};
    }
    if (route.repo.ref(refused_ref(name)) == theirs) return {};
    TAKAN_TRY(fetch_objects(route, theirs));
    const auto known = ours ? std::vector{*ours} : std::vector<git::Oid>{};
    TAKAN_TRY_LET(fault, fault_of_media(route.repo, name, theirs, known, route.registry));
    if (fault) return refuse(route, name, theirs, std::move(*fault));
    if (ours) {
        TAKAN_TRY_LET(goes_on, route.repo.is_ancestor(*ours, theirs));
        if (!goes_on) return refuse(route, name, theirs, {theirs, {}, {}, Fault::removed_file, {}, name});
    }
    TAKAN_TRY_LET(files, count_files(route.repo, ours, theirs));
    TAKAN_TRY(route.repo.move_ref(name, ours, theirs));
    route.receipt.photos_received += files;
    return {};
}

} // namespace

Status send_photos(const PhotoRoute& route, Instant now) {
    const std::string prefix = own_prefix(route.signer);
    TAKAN_TRY_LET(ours, route.repo.refs(prefix));
    if (ours.empty()) return {};
    TAKAN_TRY_LET(listed, route.remote.refs(prefix));
    const std::map<std::string, git::Oid> theirs(listed.begin(), listed.end());
    for (const auto& [name, tip] : ours) {
        TAKAN_TRY(route.reporter.go_on());
        const auto there = theirs.find(name);
        TAKAN_TRY(send_ref(route, name, tip, there == theirs.end() ? MaybeOid() : MaybeOid(there->second), now));
    }
    return {};
}

Status fetch_photos(const PhotoRoute& route) {
    TAKAN_TRY_LET(theirs, route.remote.refs(media_prefix));
    for (const auto& [name, tip] : theirs) {
        TAKAN_TRY(route.reporter.go_on());
        const auto ref = parse_media_ref(name);
        if (!ref) continue;
        if (ref->device == route.signer.device && route.repo.ref(name)) continue; // joined when ours are sent
        const Status fetched = fetch_ref(route, name, tip);
        const bool is_damaged = !fetched && fetched.error().kind == ErrorKind::corrupt;
        if (!is_damaged) TAKAN_TRY(fetched);
        if (is_damaged) {
            route.receipt.set_aside.push_back(
                {tip, {}, {}, Fault::broken_media, ref->device.text(), name + ": " + fetched.error().message});
        }
    }
    return {};
}

} // namespace takan::sync
