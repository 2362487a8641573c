#include "sync/exchange/sync.hpp"

#include "sync/exchange/carry_over.hpp"
#include "sync/exchange/clocks.hpp"
#include "sync/exchange/in_words.hpp"
#include "sync/exchange/incoming.hpp"
#include "sync/exchange/merge_trees.hpp"
#include "sync/exchange/merging.hpp"
#include "sync/exchange/one_device.hpp"
#include "sync/exchange/others_part.hpp"
#include "sync/exchange/photo_step.hpp"
#include "sync/exchange/renewal.hpp"
#include "sync/exchange/reporter.hpp"
#include "sync/exchange/station.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/exchange/trust.hpp"
#include "sync/git/tidy.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
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
    Status merge_left_behind();
    Status enter_or_wait(const MaybeOid& theirs);
    Error give_up(const Error& error);
    Status collect();
    Result<MaybeOid> fetch();
    std::string_view seen_ref() const;
    Result<bool> may_fill();
    Status compare_with_seen(const MaybeOid& theirs);
    Error unusable(const Error& error) const;
    Status push(const MaybeOid& theirs);
    Status give_back(const git::Oid& main);
    Status take_in();

    Station m_station;
    git::Repo& m_repo;
    Shelf& m_shelf;
    const Clock& m_clock;
    const SyncOptions& m_options;
    Reporter& m_reporter;
    Receipt m_receipt;
    MaybeOid m_team_before; // where the team's main stood when it was last seen before this sync
    MaybeOid m_main_before; // ours, likewise
    bool m_compared_with_seen = false;
    bool m_collected = false; // the edits of this sync are committed; later ones go with the next
};

bool may_succeed_next_round(const Error& error) {
    return error.kind == ErrorKind::stale || error.kind == ErrorKind::busy;
}

Result<Receipt> OneSync::run() {
    m_team_before = m_repo.ref(remote_ref);
    m_main_before = m_repo.ref(main_ref);
    if (m_main_before) TAKAN_TRY(check_format(m_repo, *m_main_before));
    TAKAN_TRY_LET(clock, own_clock(m_repo, m_main_before, m_station.signer, m_options.built, m_clock()));
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
    TAKAN_TRY(exchange_photos(m_station, m_shelf, m_clock, m_options, m_reporter, m_receipt));
    const MaybeOid main = m_repo.ref(main_ref);
    const bool has_changed = main != m_main_before || m_receipt.bytes_sent > 0 || m_receipt.bytes_received > 0;
    // Everything is in place; what is not tidied now is the next time. Where nothing came, nothing became untidy.
    if (has_changed) (void)git::tidy(m_repo, m_reporter.stop());
    m_receipt.main = main.value_or(git::Oid{});
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
    if (theirs) TAKAN_TRY(judge_and_merge(m_station, m_shelf, m_clock, m_reporter, m_receipt, *theirs));
    TAKAN_TRY(vouch_for_myself(m_repo, m_station.signer, m_station.former, m_clock()));
    TAKAN_TRY(merge_left_behind());
    TAKAN_TRY(collect()); // when this very fetch brought the admission
    return enter_or_wait(theirs);
}

// What others wrote came with what this laptop then wrote as another device, and shall not go with it.
Status OneSync::merge_left_behind() {
    if (m_station.former.empty()) return {};
    TAKAN_TRY_LET(tips, left_behind(m_repo, former_devices(m_station)));
    for (const git::Oid& tip : tips)
        TAKAN_TRY(judge_and_merge(m_station, m_shelf, m_clock, m_reporter, m_receipt, tip));
    return {};
}

Status OneSync::enter_or_wait(const MaybeOid& theirs) {
    TAKAN_TRY_LET(admitted, is_admitted(m_station));
    m_receipt.waiting_for_admission = !admitted;
    if (admitted) return push(theirs);
    // Who was a member as another device need not be told to ask again.
    if (m_station.former.empty() || !m_station.is_team()) return {};
    return leave_request(*m_station.remote, m_repo, m_station.laptop, m_clock(), m_reporter.stop());
}

// Before anything of theirs is merged: afterwards nobody could tell any more what of our name is ours.
Status OneSync::stay_one_device(const MaybeOid& theirs) {
    if (theirs) {
        TAKAN_TRY_LET(twin, has_twin(m_repo, m_shelf, m_station.signer, *theirs));
        if (twin) TAKAN_TRY(become_new());
    }
    Moving moving{m_station.signer.device, former_devices(m_station), {}, {}};
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
    const bool may_be_due = !m_station.former.empty() && root && m_repo.ref(main_ref) && m_station.is_team() &&
                            !has_started_anew(m_repo, m_station.former.back().device);
    if (!may_be_due) return MaybeOid();
    TAKAN_TRY_LET(same_team, m_repo.is_ancestor(*root, theirs));
    if (!same_team) return MaybeOid();
    // Judging takes all of the team's history: not before it is written there. In a clean tree what is written counts.
    const auto written = read_registry(m_repo, theirs);
    if (!written && !is_damage(written.error())) return written.error();
    const DeviceId before = m_station.former.back().device;
    const auto is_revoked = [&](const Registry& registry) {
        const Device* device = registry.device(before);
        return device != nullptr && device->revoked;
    };
    if (!written || !is_revoked(*written)) return MaybeOid();
    TAKAN_TRY_LET(judged, judge(m_repo, theirs, {}, {}, m_reporter.stop(), root));
    TAKAN_TRY_LET(tree, tree_of(m_repo, theirs));
    const bool is_clean = judged.accepted.instead.empty() && judged.accepted.tree == tree;
    if (!is_clean || !is_revoked(judged.registry)) return MaybeOid();
    if (!judged.tainted.empty()) TAKAN_TRY(remember_faults(m_repo, std::nullopt, theirs));
    return MaybeOid(theirs);
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

Status OneSync::collect() {
    if (m_collected || !m_repo.ref(main_ref)) return {};
    TAKAN_TRY_LET(admitted, is_admitted(m_station));
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
    return m_station.is_team() ? remote_ref : elsewhere_ref;
}

// May a repository without main be given ours? A stick may; at the team's own address only if main was there and other
// things still are: then somebody removed it. An empty one there means that something else is wrong.
Result<bool> OneSync::may_fill() {
    if (!m_repo.ref(main_ref)) return false;
    if (!m_station.is_team()) return true;
    if (!m_team_before) return false;
    TAKAN_TRY_LET(refs, m_station.remote->refs("refs/"));
    return !refs.empty();
}

// History only grows. Where what we saw is gone, somebody put an older or another one there: a backup, mostly. What it
// lacks is in our main and goes there with the next push. Sticks are changed for others and may lag behind.
Status OneSync::compare_with_seen(const MaybeOid& theirs) {
    if (m_compared_with_seen || !m_team_before || !m_station.is_team()) return {};
    m_compared_with_seen = true;
    if (theirs) {
        TAKAN_TRY_LET(grew, m_repo.is_ancestor(*m_team_before, *theirs));
        if (grew) return {};
    }
    const std::string now = theirs ? "main stands at " + theirs->hex() : std::string("main is gone");
    m_receipt.set_aside.push_back({*m_team_before, {}, {}, Fault::rewritten_history, {}, now});
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

} // namespace

Result<Receipt> synchronise(const std::filesystem::path& laptop, Shelf& shelf, const Clock& clock,
                            const SyncOptions& options, const OnProgress& progress, std::stop_token stop) {
    Reporter reporter(progress, clock, std::move(stop));
    TAKAN_TRY_LET(station, open_station(laptop, options.address, options.access));
    const std::string address = station.address;
    auto receipt = OneSync(std::move(station), shelf, clock, options, reporter).run();
    if (!receipt) return in_words(receipt.error(), laptop, address);
    return receipt;
}

} // namespace takan::sync
