#include "sync/exchange/sync.hpp"

#include "sync/exchange/carry_over.hpp"
#include "sync/exchange/clocks.hpp"
#include "sync/exchange/free_photos.hpp"
#include "sync/exchange/incoming.hpp"
#include "sync/exchange/merge_trees.hpp"
#include "sync/exchange/one_device.hpp"
#include "sync/exchange/photos.hpp"
#include "sync/exchange/renewal.hpp"
#include "sync/exchange/reporter.hpp"
#include "sync/exchange/station.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/exchange/trust.hpp"
#include "sync/git/tidy.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace takan::sync {
namespace {

using MaybeOid = std::optional<git::Oid>;

class OneSync {
public:
    OneSync(Station station, Shelf& shelf, const Clock& clock, const SyncOptions& options, Reporter& reporter)
        : m_station(std::move(station)), m_repo(m_station.repo), m_shelf(shelf), m_clock(clock), m_options(options),
          m_reporter(reporter) {}

    Result<Receipt> run();

private:
    Status round();
    Status stay_one_device(const MaybeOid& theirs);
    Result<MaybeOid> start_anew(const git::Oid& theirs);
    Status become_new();
    Status enter_or_wait(const MaybeOid& theirs);
    Error give_up(const Error& error);
    Status collect();
    Result<MaybeOid> fetch();
    std::string_view seen_ref() const;
    Result<bool> may_fill();
    Status compare_with_seen(const MaybeOid& theirs);
    Error unusable(const Error& error) const;
    Status judge_and_merge(const git::Oid& theirs);
    Result<Judgement> judge_theirs(const git::Oid& theirs);
    Status look_at_clocks(const git::Oid& theirs, const Judgement& judgement);
    Status check_same_team(const git::Oid& theirs);
    Status merge(const git::Oid& theirs, const Judgement& judgement);
    Status fast_forward(const MaybeOid& main, const git::Oid& theirs, const Judgement& judgement);
    Status merge_commit(const MaybeOid& main, const git::Oid& theirs, const Judgement& judgement);
    Status tell_set_aside(const git::Oid& commit, std::vector<Quarantined> set_aside);
    Status move_main(const MaybeOid& from, const git::Oid& target);
    Status push(const MaybeOid& theirs);
    Status give_back(const git::Oid& main);
    Status take_in();
    Status photos();
    Status fetch_photos(const PhotoRoute& route, const MediaTips& theirs);
    Status free_old(const PhotoRoute& route, const MediaTips& theirs);
    Status send_all_photos(const PhotoRoute& route, const MediaTips& theirs);
    Result<bool> is_admitted();

    Station m_station;
    git::Repo& m_repo;
    Shelf& m_shelf;
    const Clock& m_clock;
    const SyncOptions& m_options;
    Reporter& m_reporter;
    Receipt m_receipt;
    MaybeOid m_seen_before; // where main stood there at the end of the last sync
    bool m_compared_with_seen = false;
    MaybeOid m_team_before;   // where the team's main stood when it was last seen before this sync
    bool m_collected = false; // the edits of this sync are committed; later ones go with the next
};

Error revoked(const Signer& signer) {
    return fail(ErrorKind::denied, "the team has revoked this device", signer.device.text(), "error.device_revoked");
}

bool may_succeed_next_round(const Error& error) {
    return error.kind == ErrorKind::stale || error.kind == ErrorKind::busy;
}

Result<Receipt> OneSync::run() {
    m_seen_before = m_repo.ref(seen_ref());
    m_team_before = m_repo.ref(remote_ref);
    if (const MaybeOid main = m_repo.ref(main_ref)) TAKAN_TRY(check_format(m_repo, *main));
    TAKAN_TRY_LET(clock, own_clock(m_repo, m_repo.ref(main_ref), m_station.signer, m_options.built, m_clock()));
    if (clock) m_receipt.clocks.push_back(std::move(*clock));
    TAKAN_TRY_LET(is_original, is_the_original(m_station.laptop, m_repo, m_station.signer));
    if (!is_original) TAKAN_TRY(become_new());
    while (true) {
        ++m_receipt.rounds;
        const Status done = round();
        if (done) break;
        if (may_succeed_next_round(done.error()) && m_receipt.rounds < m_options.greatest_rounds) continue;
        return give_up(done.error());
    }
    TAKAN_TRY(take_in());
    TAKAN_TRY(photos());
    (void)git::tidy(m_repo, m_reporter.stop()); // everything is in place; what is not tidied now is the next time
    m_receipt.main = m_repo.ref(main_ref).value_or(git::Oid{});
    TAKAN_TRY(m_reporter.begin(Step::done, m_receipt.rounds));
    return std::move(m_receipt);
}

// What was fetched and merged shall be seen all the same, on a share that only lets us read, say. Returns the error to
// tell.
Error OneSync::give_up(const Error& error) {
    if (error.kind == ErrorKind::cancelled) return error;
    if (const Status taken = take_in(); !taken) return taken.error();
    if (!may_succeed_next_round(error)) return error;
    return fail(ErrorKind::busy, "others were faster every time: " + describe(error), m_station.address,
                "error.team_busy");
}

// From the store's edits to the team's main. Error stale, busy: somebody else was faster.
Status OneSync::round() {
    TAKAN_TRY(collect());
    TAKAN_TRY_LET(theirs, fetch());
    TAKAN_TRY(stay_one_device(theirs));
    if (theirs) TAKAN_TRY(judge_and_merge(*theirs));
    TAKAN_TRY(vouch_for_myself(m_repo, m_station.signer, m_station.former, m_clock()));
    TAKAN_TRY(collect()); // when this very fetch brought the admission
    return enter_or_wait(theirs);
}

Status OneSync::enter_or_wait(const MaybeOid& theirs) {
    TAKAN_TRY_LET(admitted, is_admitted());
    m_receipt.waiting_for_admission = !admitted;
    if (admitted) return push(theirs);
    // Who was a member as another device need not be told to ask again.
    if (m_station.former.empty() || m_station.address != m_station.team_address) return {};
    return leave_request(*m_station.remote, m_repo, m_station.laptop, m_clock(), m_reporter.stop());
}

// Before anything of theirs is merged: afterwards nobody could tell any more what of our name is ours.
Status OneSync::stay_one_device(const MaybeOid& theirs) {
    if (theirs) {
        TAKAN_TRY_LET(twin, has_twin(m_repo, m_shelf, m_station.signer, *theirs));
        if (twin) TAKAN_TRY(become_new());
    }
    Moving moving{m_station.signer.device, {}, {}, {}};
    for (const Signer& former : m_station.former)
        moving.former.push_back(former.device);
    for (const MaybeOid& tip : {theirs, m_team_before})
        if (tip) moving.team.push_back(*tip);
    if (theirs) {
        TAKAN_TRY_LET(start, start_anew(*theirs));
        moving.start = start;
    }
    return carry_over(m_repo, m_shelf, moving);
}

// After its device was revoked a laptop starts once from what counts at the team, which only a clean main there tells.
Result<MaybeOid> OneSync::start_anew(const git::Oid& theirs) {
    const MaybeOid root = team_root(m_repo);
    const bool may_be_due = !m_station.former.empty() && root && m_repo.ref(main_ref) &&
                            m_station.address == m_station.team_address &&
                            !has_started_anew(m_repo, m_station.former.back().device);
    if (!may_be_due) return MaybeOid();
    TAKAN_TRY_LET(same_team, m_repo.is_ancestor(*root, theirs));
    if (!same_team) return MaybeOid();
    TAKAN_TRY_LET(judged, judge(m_repo, theirs, {}, {}, m_reporter.stop(), root));
    const Device* former = judged.registry.device(m_station.former.back().device);
    TAKAN_TRY_LET(tree, tree_of(m_repo, theirs));
    const bool is_clean = judged.accepted.instead.empty() && judged.accepted.tree == tree;
    return former != nullptr && former->revoked && is_clean ? MaybeOid(theirs) : MaybeOid();
}

Status OneSync::become_new() {
    TAKAN_TRY_LET(identity, become_new_device(m_station.laptop));
    TAKAN_TRY(m_shelf.become(identity.device));
    TAKAN_TRY_LET(signer, load_signer(m_station.laptop));
    TAKAN_TRY_LET(former, former_signers(m_station.laptop));
    m_station.signer = std::move(signer);
    m_station.former = std::move(former);
    m_receipt.renewed = true;
    m_collected = false;
    return {};
}

Result<bool> OneSync::is_admitted() {
    const MaybeOid main = m_repo.ref(main_ref);
    if (!main) return false;
    TAKAN_TRY_LET(registry, read_registry(m_repo, *main));
    const Admission admission = admission_of(registry, m_station.signer);
    if (admission == Admission::revoked) return revoked(m_station.signer);
    return admission == Admission::admitted;
}

Status OneSync::collect() {
    if (m_collected || !m_repo.ref(main_ref)) return {};
    TAKAN_TRY_LET(admitted, is_admitted());
    if (!admitted) return {};
    TAKAN_TRY(m_reporter.begin(Step::collect, m_receipt.rounds));
    TAKAN_TRY(catch_up(m_repo, m_shelf));
    TAKAN_TRY(m_reporter.begin(Step::commit, m_receipt.rounds));
    TAKAN_TRY(commit_outgoing(m_repo, m_station.signer, m_shelf, m_clock()));
    m_collected = true;
    return {};
}

Result<MaybeOid> OneSync::fetch() {
    TAKAN_TRY(m_reporter.begin(Step::fetch, m_receipt.rounds));
    TAKAN_TRY_LET(theirs, remote_tip(*m_station.remote, main_ref, m_station.address, m_reporter.stop()));
    if (!theirs) {
        TAKAN_TRY_LET(fill, may_fill());
        if (!fill) return no_team(m_station.address);
    } else {
        const Status fetched = m_reporter.move(0, m_receipt.bytes_received, [&](const git::OnTransfer& progress) {
            return fetch_tip(*m_station.remote, m_repo, seen_ref(), *theirs, git::What::what_is_there, progress,
                             m_reporter.stop());
        });
        if (!fetched) return unusable(fetched.error());
    }
    TAKAN_TRY(compare_with_seen(theirs));
    return theirs;
}

// Where main stood at this sync's address when we last saw it there.
std::string_view OneSync::seen_ref() const {
    return m_station.address == m_station.team_address ? remote_ref : elsewhere_ref;
}

// May a repository without main be given ours? A stick may; at the team's own address only if main was there and other
// things still are: then somebody removed it. An empty one there means that something else is wrong.
Result<bool> OneSync::may_fill() {
    if (!m_repo.ref(main_ref)) return false;
    if (m_station.address != m_station.team_address) return true;
    if (!m_seen_before) return false;
    TAKAN_TRY_LET(refs, m_station.remote->refs("refs/"));
    return !refs.empty();
}

// History only grows. Where what we saw is gone, somebody put an older or another one there: a backup, mostly. What it
// lacks is in our main and goes there with the next push. Sticks are changed for others and may lag behind.
Status OneSync::compare_with_seen(const MaybeOid& theirs) {
    if (m_compared_with_seen || !m_seen_before || m_station.address != m_station.team_address) return {};
    m_compared_with_seen = true;
    if (theirs) {
        TAKAN_TRY_LET(grew, m_repo.is_ancestor(*m_seen_before, *theirs));
        if (grew) return {};
    }
    const std::string now = theirs ? "main stands at " + theirs->hex() : std::string("main is gone");
    m_receipt.set_aside.push_back({*m_seen_before, {}, {}, Fault::rewritten_history, {}, now});
    const MaybeOid main = m_repo.ref(main_ref);
    if (!main) return {};
    return take_into_store(m_repo, m_shelf, *main, {m_receipt.set_aside.back()},
                           [this](std::size_t) { return m_reporter.go_on(); });
}

// Damage in single files and folders never comes here: it is set aside.
Error OneSync::unusable(const Error& error) const {
    if (error.kind != ErrorKind::corrupt) return error;
    return fail(ErrorKind::corrupt, "main there cannot be used: " + describe(error), m_station.address,
                "error.team_damaged");
}

Status OneSync::judge_and_merge(const git::Oid& theirs) {
    if (const MaybeOid main = m_repo.ref(main_ref)) {
        TAKAN_TRY_LET(held, m_repo.is_ancestor(theirs, *main));
        if (held) return {};
    }
    TAKAN_TRY(m_reporter.begin(Step::judge, m_receipt.rounds));
    TAKAN_TRY(check_same_team(theirs));
    TAKAN_TRY_LET(judgement, judge_theirs(theirs));
    TAKAN_TRY(m_reporter.begin(Step::merge, m_receipt.rounds));
    TAKAN_TRY(look_at_clocks(theirs, judgement));
    m_receipt.set_aside.insert(m_receipt.set_aside.end(), judgement.set_aside.begin(), judgement.set_aside.end());
    return merge(theirs, judgement);
}

// Of a team that is seen for the first time nobody wants to hear what its clocks once were.
Status OneSync::look_at_clocks(const git::Oid& theirs, const Judgement& judgement) {
    const MaybeOid main = m_repo.ref(main_ref);
    if (!main) return {};
    TAKAN_TRY_LET(tree, tree_of(m_repo, main));
    TAKAN_TRY_LET(wrong,
                  wrong_clocks(m_repo, *main, tree, theirs, judgement.accepted.tree, judgement.registry, m_clock()));
    for (auto& notice : wrong)
        if (std::ranges::find(m_receipt.clocks, notice) == m_receipt.clocks.end())
            m_receipt.clocks.push_back(std::move(notice));
    return {};
}

// Two teams never grow together by somebody's slip of an address.
Status OneSync::check_same_team(const git::Oid& theirs) {
    const MaybeOid root = team_root(m_repo);
    if (!root) return {};
    TAKAN_TRY_LET(shared, m_repo.is_ancestor(*root, theirs));
    if (shared) return {};
    return fail(ErrorKind::invalid, "the address holds another team", m_station.address, "error.other_team");
}

Result<Judgement> OneSync::judge_theirs(const git::Oid& theirs) {
    TAKAN_TRY_LET(known, trusted_below(m_repo, theirs));
    Registry registry;
    if (!known.empty()) {
        TAKAN_TRY_LET(ours, read_registry(m_repo, known.front()));
        registry = std::move(ours);
    }
    TAKAN_TRY_LET(judgement, judge(m_repo, theirs, known, std::move(registry), m_reporter.stop(), team_root(m_repo)));
    const MaybeOid main = m_repo.ref(main_ref);
    if (!main || known.front() == *main) return judgement;
    // Judged from the beginning again: what was told before is not told twice.
    TAKAN_TRY_LET(news, m_repo.new_commits({theirs}, {*main}));
    const std::set<git::Oid> is_new(news.begin(), news.end());
    std::erase_if(judgement.set_aside, [&](const Quarantined& one) { return !is_new.contains(one.commit); });
    return judgement;
}

Status OneSync::merge(const git::Oid& theirs, const Judgement& judgement) {
    if (admission_of(judgement.registry, m_station.signer) == Admission::revoked) return revoked(m_station.signer);
    const MaybeOid main = m_repo.ref(main_ref);
    bool is_ahead = !main;
    if (main) {
        TAKAN_TRY_LET(follows, m_repo.is_ancestor(*main, theirs));
        is_ahead = follows;
    }
    TAKAN_TRY_LET(their_tree, tree_of(m_repo, theirs));
    const bool is_clean = judgement.accepted.instead.empty() && judgement.accepted.tree == their_tree;
    if (is_ahead && is_clean) return fast_forward(main, theirs, judgement);
    // What does not count must be taken out by a commit of ours, which only an admitted device can make. Until then a
    // laptop that waits stays where it is; the next admitted one that syncs will have cleaned up.
    TAKAN_TRY_LET(admitted_here, is_admitted()); // by a key that is new, and that only we know of as yet
    const bool admitted = admitted_here || admission_of(judgement.registry, m_station.signer) == Admission::admitted;
    return admitted ? merge_commit(main, theirs, judgement) : Status();
}

Status OneSync::fast_forward(const MaybeOid& main, const git::Oid& theirs, const Judgement& judgement) {
    TAKAN_TRY_LET(before, tree_of(m_repo, main));
    TAKAN_TRY_LET(records, count_records(m_repo, before, judgement.accepted.tree));
    TAKAN_TRY(tell_set_aside(theirs, judgement.set_aside));
    TAKAN_TRY(move_main(main, theirs));
    m_receipt.records_received += records;
    return {};
}

Status OneSync::merge_commit(const MaybeOid& main, const git::Oid& theirs, const Judgement& judgement) {
    TAKAN_TRY_LET(our_tree, tree_of(m_repo, main));
    CommitDraft draft(m_repo, main ? our_tree : judgement.accepted.tree);
    MergeCounts counts;
    if (main) {
        TAKAN_TRY_LET(merged, merge_trees(m_repo, {m_station.signer.device, m_clock()}, {*main, our_tree}, theirs,
                                          judgement.accepted, draft));
        counts = std::move(merged);
    } else {
        TAKAN_TRY(clean_tree(judgement.accepted, draft));
    }
    const std::vector<git::Oid> parents = main ? std::vector{*main, theirs} : std::vector{theirs};
    TAKAN_TRY_LET(commit, draft.commit(m_station.signer, parents, "merge", m_clock()));
    if (!main) {
        TAKAN_TRY_LET(tree, tree_of(m_repo, commit));
        TAKAN_TRY_LET(records, count_records(m_repo, {}, tree));
        counts.received = records;
    }
    std::vector<Quarantined> set_aside = judgement.set_aside;
    set_aside.insert(set_aside.end(), counts.clashes.begin(), counts.clashes.end());
    m_receipt.set_aside.insert(m_receipt.set_aside.end(), counts.clashes.begin(), counts.clashes.end());
    TAKAN_TRY(tell_set_aside(commit, std::move(set_aside)));
    TAKAN_TRY(move_main(main, commit));
    m_receipt.records_received += counts.received;
    m_receipt.records_merged += counts.merged;
    return {};
}

// Told before main moves: nobody will judge these commits a second time. Should main not come to stand there after all,
// the store has seen edits a little early, and the next sync brings them again.
Status OneSync::tell_set_aside(const git::Oid& commit, std::vector<Quarantined> set_aside) {
    if (set_aside.empty()) return {};
    TAKAN_TRY(remember_faults(m_repo, m_repo.ref(main_ref), commit));
    return take_into_store(m_repo, m_shelf, commit, std::move(set_aside),
                           [this](std::size_t) { return m_reporter.go_on(); });
}

// `from`: main as it was merged. Error stale when another process of this laptop has committed since.
Status OneSync::move_main(const MaybeOid& from, const git::Oid& target) {
    TAKAN_TRY(m_reporter.go_on());
    TAKAN_TRY(remember_root(m_repo, target));
    return m_repo.move_ref(main_ref, from, target);
}

Status OneSync::push(const MaybeOid& theirs) {
    const git::Oid main = *m_repo.ref(main_ref);
    if (theirs == main || m_station.remote->is_read_only()) return {};
    TAKAN_TRY(m_reporter.begin(Step::push, m_receipt.rounds));
    TAKAN_TRY_LET(here, tree_of(m_repo, main));
    const auto there = tree_of(m_repo, theirs);
    const auto differing = there ? count_records(m_repo, *there, here) : Result<std::size_t>(there.error());
    const std::size_t records = differing ? *differing : 0; // their tree may be such that nobody can compare with it
    const git::RefUpdate update{std::string(main_ref), theirs, main};
    TAKAN_TRY(m_reporter.move(0, m_receipt.bytes_sent, [&](const git::OnTransfer& progress) {
        return m_station.remote->push(m_repo, update, progress, m_reporter.stop());
    }));
    m_receipt.records_sent += records;
    TAKAN_TRY(set_ref(m_repo, seen_ref(), main));
    return give_back(main);
}

// What vanished from records may have vanished from the disk there: whoever has it gives it back.
Status OneSync::give_back(const git::Oid& main) {
    const auto is_loss = [](const Quarantined& one) {
        return one.fault == Fault::lost_object || one.fault == Fault::lost_value || one.fault == Fault::removed_file;
    };
    if (std::ranges::none_of(m_receipt.set_aside, is_loss)) return {};
    const Status restored = m_reporter.move(0, m_receipt.bytes_sent, [&](const git::OnTransfer& progress) -> Status {
        TAKAN_TRY_LET(objects, m_station.remote->restore(m_repo, main, progress, m_reporter.stop()));
        m_receipt.objects_restored += objects;
        return {};
    });
    // It is a favour to others: ours is there already, and the next loss that shows brings it about again.
    const bool stopped = !restored && restored.error().kind == ErrorKind::cancelled;
    return stopped ? restored : Status();
}

Status OneSync::take_in() {
    const MaybeOid main = m_repo.ref(main_ref);
    if (!main) return {};
    TAKAN_TRY(m_reporter.begin(Step::take_in, m_receipt.rounds));
    return take_into_store(m_repo, m_shelf, *main, {}, [this](std::size_t records) {
        m_reporter.objects(records, 0);
        return m_reporter.go_on();
    });
}

Status OneSync::photos() {
    const MaybeOid main = m_repo.ref(main_ref);
    if (!m_options.photos || !main) return {};
    TAKAN_TRY_LET(registry, read_registry(m_repo, *main));
    const PhotoRoute route{m_repo,
                           *m_station.remote,
                           m_station.signer,
                           registry,
                           m_reporter,
                           m_receipt,
                           m_station.address == m_station.team_address};
    const std::size_t told = m_receipt.set_aside.size();
    TAKAN_TRY(m_reporter.begin(Step::send_photos, m_receipt.rounds));
    TAKAN_TRY_LET(theirs, media_tips(*m_station.remote, m_reporter.stop()));
    const bool sends = !m_receipt.waiting_for_admission && !m_station.remote->is_read_only();
    if (sends) TAKAN_TRY(send_all_photos(route, theirs));
    const Status fetched = fetch_photos(route, theirs);
    if (m_receipt.set_aside.size() > told) {
        const auto first_new = m_receipt.set_aside.begin() + static_cast<std::ptrdiff_t>(told);
        TAKAN_TRY(m_shelf.take_in({*main, {}, {first_new, m_receipt.set_aside.end()}}));
    }
    return fetched;
}

// The lists first: then it is known at once what there is, and the files may take their time.
Status OneSync::fetch_photos(const PhotoRoute& route, const MediaTips& theirs) {
    TAKAN_TRY(m_reporter.begin(Step::fetch_photos, m_receipt.rounds));
    const auto greatest_age = m_options.policy.greatest_age(m_station.address);
    const CivilDate today = date_of(m_clock());
    const auto is_wanted = [&](const std::string& ref) {
        const auto media = parse_media_ref(ref);
        return media && (!greatest_age || days_between(media->day, today) <= *greatest_age);
    };
    TAKAN_TRY(fetch_photo_lists(route, theirs, is_wanted));
    m_repo.refresh();
    TAKAN_TRY_LET(survey, survey_media(m_repo));
    m_receipt.photos_known = survey.known;
    m_receipt.photos_here = survey.known - survey.missing.size();
    // Photos of this device that are not here were freed by their owner.
    std::erase_if(survey.missing, [&](const MediaEntry& file) {
        const auto media = parse_media_ref(file.ref);
        return !is_wanted(file.ref) || media->device == m_station.signer.device;
    });
    TAKAN_TRY_LET(fetched, fetch_media_files(route, std::move(survey.missing), theirs, m_options.sizes));
    m_receipt.photos_received += fetched.fetched;
    m_receipt.photos_here += fetched.fetched;
    return free_old(route, theirs);
}

// Only what the team itself holds: what another route brought may be nowhere else.
Status OneSync::free_old(const PhotoRoute& route, const MediaTips& theirs) {
    const int days = m_options.policy.keep_days;
    if (days <= 0 || m_station.address != m_station.team_address) return {};
    TAKAN_TRY_LET(freed, free_photos(route, theirs, {days, false, false}, date_of(m_clock())));
    m_receipt.photos_freed = freed.others;
    m_receipt.bytes_freed = freed.bytes;
    m_receipt.photos_here -= std::min(m_receipt.photos_here, freed.others);
    return {};
}

// Those that this laptop kept when it was another device lie on that device's refs and stay there.
Status OneSync::send_all_photos(const PhotoRoute& route, const MediaTips& theirs) {
    TAKAN_TRY(send_photos(route, theirs, m_clock()));
    for (const Signer& former : m_station.former) {
        const PhotoRoute under_former{route.repo,     route.remote,  former,       route.registry,
                                      route.reporter, route.receipt, route.is_team};
        TAKAN_TRY(send_photos(under_former, theirs, m_clock()));
    }
    return {};
}

} // namespace

const char* name_of(Step step) {
    switch (step) {
    case Step::collect:
        return "collect";
    case Step::commit:
        return "commit";
    case Step::fetch:
        return "fetch";
    case Step::judge:
        return "judge";
    case Step::merge:
        return "merge";
    case Step::push:
        return "push";
    case Step::take_in:
        return "take_in";
    case Step::send_photos:
        return "send_photos";
    case Step::fetch_photos:
        return "fetch_photos";
    case Step::done:
        return "done";
    }
    return "";
}

Result<Receipt> synchronise(const std::filesystem::path& laptop, Shelf& shelf, const Clock& clock,
                            const SyncOptions& options, const OnProgress& progress, std::stop_token stop) {
    Reporter reporter(progress, clock, std::move(stop));
    TAKAN_TRY_LET(station, open_station(laptop, options.address, options.access));
    return OneSync(std::move(station), shelf, clock, options, reporter).run();
}

} // namespace takan::sync
