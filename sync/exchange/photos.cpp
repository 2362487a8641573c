#include "sync/exchange/photos.hpp"

#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/media_refs.hpp"
#include "sync/exchange/photo_batches.hpp"
#include "sync/exchange/renewal.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/git/partial.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

namespace takan::sync {
namespace {

using MaybeOid = std::optional<git::Oid>;

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

Status fetch_objects(const PhotoRoute& route, const std::vector<git::Oid>& theirs, git::What what) {
    TAKAN_TRY(route.reporter.move(0, route.receipt.bytes_received, [&](const git::OnTransfer& progress) {
        return route.remote.fetch(route.repo, theirs, what, progress, route.reporter.stop());
    }));
    route.repo.refresh();
    return {};
}

// The team's ref holds files of this device that this laptop does not: fetches them and moves our ref so that it covers
// both. Returns false when what is there was not put there by this device: then ours replaces it.
Result<bool> catch_up_with(const PhotoRoute& route, const std::string& name, const git::Oid& ours,
                           const git::Oid& theirs, Instant now) {
    TAKAN_TRY(fetch_objects(route, {theirs}, git::What::everything));
    TAKAN_TRY_LET(fault, fault_of_media(route.repo, name, theirs, {ours}, route.registry));
    if (fault) {
        route.receipt.set_aside.push_back(std::move(*fault));
        return false;
    }
    TAKAN_TRY_LET(is_older, route.repo.is_ancestor(ours, theirs));
    git::Oid joined = theirs;
    if (!is_older && !has_key(route.signer)) return true; // a former device's whose key is gone: ours stays as it is
    if (!is_older) {
        TAKAN_TRY_LET(made, join(route, ours, theirs, now));
        joined = made;
    }
    TAKAN_TRY(route.repo.move_ref(name, ours, joined));
    return true;
}

// What has to be sent of one ref of ours.
Result<BatchPlan> plan_ref(const PhotoRoute& route, const std::string& name, const git::Oid& ours,
                           const MaybeOid& theirs, Instant now) {
    if (theirs == ours) return BatchPlan{};
    TAKAN_TRY_LET(covered, covers(route.repo, ours, theirs));
    if (covered) return plan_batches(route.repo, name, ours, theirs, theirs);
    TAKAN_TRY_LET(joined, catch_up_with(route, name, ours, *theirs, now));
    if (!joined) return plan_batches(route.repo, name, ours, std::nullopt, theirs);
    return plan_batches(route.repo, name, *route.repo.ref(name), theirs, theirs);
}

Status acknowledge(const PhotoRoute& route, const std::string& name, const git::Oid& tip) {
    if (!route.is_team || !route.repo.has(tip)) return {};
    return set_ref(route.repo, acknowledged_ref(name), tip);
}

Status send_batch(const PhotoRoute& route, const PhotoBatch& batch) {
    TAKAN_TRY(route.reporter.go_on());
    TAKAN_TRY(route.reporter.move(batch.bytes, route.receipt.bytes_sent, [&](const git::OnTransfer& progress) {
        return route.remote.push(route.repo, batch.update, progress, route.reporter.stop());
    }));
    route.receipt.photos_sent += batch.files;
    return acknowledge(route, batch.update.name, batch.update.target);
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

// A ref of another device, and where it stands there.
struct Tip {
    std::string name;
    git::Oid theirs;
};

// Whether the ref has something new for us.
Result<bool> is_news(const PhotoRoute& route, const Tip& tip) {
    const auto ref = parse_media_ref(tip.name);
    if (!ref) return false;
    const MaybeOid ours = route.repo.ref(tip.name);
    if (ref->device == route.signer.device && ours) return false; // joined when ours are sent
    if (route.repo.ref(refused_ref(tip.name)) == tip.theirs) return false;
    if (!ours) return true;
    TAKAN_TRY_LET(covered, covers(route.repo, *ours, tip.theirs));
    return !covered;
}

// A tip whose commits and trees are here: what it brings, or why it does not count.
struct Checked {
    Tip tip;
    MaybeOid ours;
    MediaNews news;
    std::optional<Quarantined> fault;
};

Result<Checked> check_list(const PhotoRoute& route, const Tip& tip) {
    Checked checked{tip, route.repo.ref(tip.name), {}, {}};
    const auto known = checked.ours ? std::vector{*checked.ours} : std::vector<git::Oid>{};
    TAKAN_TRY_LET(fault, fault_of_media(route.repo, tip.name, tip.theirs, known, route.registry));
    checked.fault = std::move(fault);
    if (!checked.fault && checked.ours) {
        TAKAN_TRY_LET(goes_on, route.repo.is_ancestor(*checked.ours, tip.theirs));
        if (!goes_on) checked.fault = Quarantined{tip.theirs, {}, {}, Fault::removed_file, {}, tip.name};
    }
    if (checked.fault) return checked;
    TAKAN_TRY_LET(news, media_news(route.repo, checked.ours, tip.theirs));
    checked.news = news;
    return checked;
}

// Whether the other end's main holds what ours does not.
Result<bool> main_moved_on(const PhotoRoute& route) {
    TAKAN_TRY_LET(theirs, remote_tip(route.remote, main_ref, {}));
    const MaybeOid ours = route.repo.ref(main_ref);
    if (!theirs || !ours) return theirs != ours;
    TAKAN_TRY_LET(covered, covers(route.repo, *ours, theirs));
    return !covered;
}

// Who may sign is written on main. Where that went on without us, a stranger may have been admitted and a key replaced:
// such refs are looked at again after the next sync.
Status refuse_all(const PhotoRoute& route, std::vector<Checked> refused) {
    const auto depends_on_main = [](const Checked& one) {
        return one.fault->fault == Fault::unknown_device || one.fault->fault == Fault::bad_signature;
    };
    if (std::ranges::any_of(refused, depends_on_main)) {
        TAKAN_TRY_LET(moved_on, main_moved_on(route));
        if (moved_on) std::erase_if(refused, depends_on_main);
    }
    for (Checked& one : refused) {
        TAKAN_TRY(refuse(route, one.tip.name, one.tip.theirs, std::move(*one.fault)));
    }
    return {};
}

// Moves our refs. That files are missing is written down first, for all of them at once.
Status take_lists(const PhotoRoute& route, const std::vector<Checked>& lists) {
    std::vector<git::Oid> trees;
    for (const Checked& list : lists) {
        if (list.news.missing == 0) continue;
        TAKAN_TRY_LET(tree, tree_of(route.repo, list.tip.theirs));
        trees.push_back(tree);
    }
    TAKAN_TRY(git::promise_files(route.repo, trees));
    for (const Checked& list : lists) {
        TAKAN_TRY(route.repo.move_ref(list.tip.name, list.ours, list.tip.theirs));
        route.receipt.photos_received += list.news.files - list.news.missing;
    }
    return {};
}

Status tell_damage(const PhotoRoute& route, const Tip& tip, const Error& error) {
    if (error.kind != ErrorKind::corrupt) return error;
    const std::string device = parse_media_ref(tip.name)->device.text();
    route.receipt.set_aside.push_back(
        {tip.theirs, {}, {}, Fault::broken_media, device, tip.name + ": " + error.message});
    return {};
}

// Checks each tip by itself: the damage of one keeps no other away.
Status check_and_take(const PhotoRoute& route, const std::vector<Tip>& tips) {
    std::vector<Checked> lists;
    std::vector<Checked> refused;
    for (const Tip& tip : tips) {
        auto checked = check_list(route, tip);
        if (checked) {
            (checked->fault ? refused : lists).push_back(std::move(*checked));
        } else {
            TAKAN_TRY(tell_damage(route, tip, checked.error()));
        }
    }
    TAKAN_TRY(refuse_all(route, std::move(refused)));
    return take_lists(route, lists);
}

Status fetch_list(const PhotoRoute& route, const Tip& tip) {
    TAKAN_TRY(route.reporter.go_on());
    const Status fetched = fetch_objects(route, {tip.theirs}, git::What::without_files);
    return fetched ? check_and_take(route, {tip}) : tell_damage(route, tip, fetched.error());
}

// All in one round, or one by one where that fails.
Status fetch_lists(const PhotoRoute& route, const std::vector<Tip>& tips) {
    if (tips.empty()) return {};
    std::vector<git::Oid> wanted;
    for (const Tip& tip : tips)
        wanted.push_back(tip.theirs);
    const Status fetched = fetch_objects(route, wanted, git::What::without_files);
    if (fetched) return check_and_take(route, tips);
    if (fetched.error().kind != ErrorKind::corrupt) return fetched;
    for (const Tip& tip : tips) {
        TAKAN_TRY(fetch_list(route, tip));
    }
    return {};
}

// Whether the files came with the ref although they were to be left out.
Result<bool> came_whole(const PhotoRoute& route, const Tip& tip, const MaybeOid& before, std::uint64_t moved) {
    const MaybeOid now = route.repo.ref(tip.name);
    if (!now || now == before) return false;
    TAKAN_TRY_LET(news, media_news(route.repo, before, *now));
    return news.bytes > 0 && moved >= news.bytes;
}

} // namespace

Result<MediaTips> media_tips(git::Remote& remote, std::stop_token stop) {
    TAKAN_TRY_LET(listed, remote.refs(media_prefix, std::move(stop)));
    return MediaTips(listed.begin(), listed.end());
}

Status send_photos(const PhotoRoute& route, const MediaTips& theirs, Instant now) {
    TAKAN_TRY_LET(ours, route.repo.refs(own_media_prefix(route.signer)));
    std::vector<PhotoBatch> batches;
    std::uint64_t bytes = 0;
    for (const auto& [name, tip] : ours) {
        TAKAN_TRY(route.reporter.go_on());
        const auto there = theirs.find(name);
        if (there != theirs.end()) TAKAN_TRY(acknowledge(route, name, there->second));
        TAKAN_TRY_LET(plan,
                      plan_ref(route, name, tip, there == theirs.end() ? MaybeOid() : MaybeOid(there->second), now));
        bytes += plan.bytes;
        route.receipt.photos_not_here += plan.not_here;
        std::move(plan.batches.begin(), plan.batches.end(), std::back_inserter(batches));
    }
    route.reporter.expect(bytes);
    for (const auto& batch : batches) {
        TAKAN_TRY(send_batch(route, batch));
    }
    return {};
}

Status fetch_photo_lists(const PhotoRoute& route, const MediaTips& theirs,
                         const std::function<bool(const std::string& ref)>& wanted) {
    std::vector<Tip> tips;
    for (const auto& [name, tip] : theirs) {
        TAKAN_TRY_LET(news, is_news(route, {name, tip}));
        if (news) tips.push_back({name, tip});
    }
    if (tips.empty()) return {};
    // The newest day first, and by itself: it shows whether the other end can leave the files out.
    std::ranges::stable_sort(tips, std::greater<>(), [](const Tip& tip) { return parse_media_ref(tip.name)->day; });
    const Tip first = tips.front();
    const MaybeOid before = route.repo.ref(first.name);
    const std::uint64_t moved_before = route.receipt.bytes_received;
    TAKAN_TRY(fetch_list(route, first));
    TAKAN_TRY_LET(files_came, came_whole(route, first, before, route.receipt.bytes_received - moved_before));
    tips.erase(tips.begin());
    if (!files_came) return fetch_lists(route, tips);
    for (const Tip& tip : tips) {
        if (wanted(tip.name)) TAKAN_TRY(fetch_list(route, tip));
    }
    return {};
}

} // namespace takan::sync
