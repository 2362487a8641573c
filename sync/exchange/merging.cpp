#include "sync/exchange/merging.hpp"

#include "sync/exchange/clocks.hpp"
#include "sync/exchange/incoming.hpp"
#include "sync/exchange/merge_trees.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/exchange/trust.hpp"
#include "sync/exchange/withdrawal.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace takan::sync {
namespace {

using MaybeOid = std::optional<git::Oid>;

class Merging {
public:
    Merging(Station& station, Shelf& shelf, const Clock& clock, Reporter& reporter, Receipt& receipt)
        : m_station(station), m_shelf(shelf), m_clock(clock), m_reporter(reporter), m_receipt(receipt) {}

    Status take(const git::Oid& theirs);

private:
    struct Judged : Judgement {
        bool from_the_beginning = false; // what of ours they go on from was not taken as it is
    };
    Result<Judged> judge_theirs(const git::Oid& theirs);
    Status look_at_clocks(const git::Oid& theirs, const Judgement& judgement);
    Status check_same_team(const git::Oid& theirs);
    Result<bool> must_judge_all(const Judged& judgement) const;
    Status merge(const git::Oid& theirs, const Judgement& judgement);
    Status merge_anew(const git::Oid& theirs, const Judgement& judgement);
    Result<git::Oid> merge_by_own_light(const git::Oid& main, const git::Oid& theirs);
    Result<git::Oid> clean(const git::Oid& merged, const Judgement& all);
    Result<Judgement> judge_all(const git::Oid& tip);
    Status take_anew(const git::Oid& main, const git::Oid& target, std::vector<Quarantined> set_aside);
    Result<bool> may_commit(const Judgement& judgement) const;
    Status fast_forward(const MaybeOid& main, const git::Oid& theirs, const Judgement& judgement);
    Status merge_commit(const MaybeOid& main, const git::Oid& theirs, const Judgement& judgement);
    Status tell_set_aside(const git::Oid& commit, std::vector<Quarantined> set_aside);
    Status move_main(const MaybeOid& from, const git::Oid& target);

    Station& m_station;
    Shelf& m_shelf;
    const Clock& m_clock;
    Reporter& m_reporter;
    Receipt& m_receipt;
    MaybeOid m_base; // the tree of a commit that ours and theirs hold, see trusted_below()
};

Status Merging::take(const git::Oid& theirs) {
    if (const MaybeOid main = m_station.repo.ref(main_ref)) {
        TAKAN_TRY_LET(held, m_station.repo.is_ancestor(theirs, *main));
        if (held) return {};
    }
    TAKAN_TRY(m_reporter.begin(Step::judge, m_receipt.rounds));
    TAKAN_TRY(check_same_team(theirs));
    TAKAN_TRY_LET(judgement, judge_theirs(theirs));
    TAKAN_TRY(m_reporter.begin(Step::merge, m_receipt.rounds));
    TAKAN_TRY(look_at_clocks(theirs, judgement));
    TAKAN_TRY_LET(anew, must_judge_all(judgement));
    if (anew) return merge_anew(theirs, judgement);
    m_receipt.set_aside.insert(m_receipt.set_aside.end(), judgement.set_aside.begin(), judgement.set_aside.end());
    return merge(theirs, judgement);
}

// Of a team that is seen for the first time nobody wants to hear what its clocks once were.
Status Merging::look_at_clocks(const git::Oid& theirs, const Judgement& judgement) {
    const MaybeOid main = m_station.repo.ref(main_ref);
    if (!main) return {};
    TAKAN_TRY_LET(tree, tree_of(m_station.repo, main));
    TAKAN_TRY_LET(wrong, wrong_clocks(m_station.repo, m_base, *main, tree, theirs, judgement.accepted.tree,
                                      judgement.registry, m_clock()));
    for (auto& notice : wrong)
        if (std::ranges::find(m_receipt.clocks, notice) == m_receipt.clocks.end())
            m_receipt.clocks.push_back(std::move(notice));
    return {};
}

// Two teams never grow together by somebody's slip of an address.
Status Merging::check_same_team(const git::Oid& theirs) {
    const MaybeOid root = team_root(m_station.repo);
    if (!root) return {};
    TAKAN_TRY_LET(shared, m_station.repo.is_ancestor(*root, theirs));
    if (shared) return {};
    return fail(ErrorKind::invalid, "the address holds another team", m_station.address, "error.other_team");
}

Result<Merging::Judged> Merging::judge_theirs(const git::Oid& theirs) {
    TAKAN_TRY_LET(trusted, trusted_below(m_station.repo, theirs));
    const std::vector<git::Oid>& known = trusted.known;
    if (trusted.base) {
        TAKAN_TRY_LET(base, tree_of(m_station.repo, trusted.base));
        m_base = base;
    }
    Registry registry;
    if (!known.empty()) {
        TAKAN_TRY_LET(ours, read_registry(m_station.repo, known.front()));
        registry = std::move(ours);
    }
    TAKAN_TRY_LET(judged, judge(m_station.repo, theirs, known, std::move(registry), m_reporter.stop(),
                                team_root(m_station.repo)));
    Judged judgement{std::move(judged)};
    const MaybeOid main = m_station.repo.ref(main_ref);
    if (!main || known.front() == *main) return judgement;
    judgement.from_the_beginning = true;
    // What was told before is not told twice.
    TAKAN_TRY_LET(news, m_station.repo.new_commits({theirs}, {*main}));
    const std::set<git::Oid> is_new(news.begin(), news.end());
    std::erase_if(judgement.set_aside, [&](const Quarantined& one) { return !is_new.contains(one.commit); });
    return judgement;
}

Status Merging::merge(const git::Oid& theirs, const Judgement& judgement) {
    if (admission_of(judgement.registry, m_station.signer) == Admission::revoked) return revoked(m_station.signer);
    const MaybeOid main = m_station.repo.ref(main_ref);
    bool is_ahead = !main;
    if (main) {
        TAKAN_TRY_LET(follows, m_station.repo.is_ancestor(*main, theirs));
        is_ahead = follows;
    }
    TAKAN_TRY_LET(their_tree, tree_of(m_station.repo, theirs));
    const bool is_clean = judgement.accepted.instead.empty() && judgement.accepted.tree == their_tree;
    if (is_ahead && is_clean) return fast_forward(main, theirs, judgement);
    // What does not count must be taken out by a commit of ours, which only an admitted device can make. Until then a
    // laptop that waits stays where it is; the next admitted one that syncs will have cleaned up.
    TAKAN_TRY_LET(may, may_commit(judgement));
    return may ? merge_commit(main, theirs, judgement) : Status();
}

Result<bool> Merging::may_commit(const Judgement& judgement) const {
    TAKAN_TRY_LET(admitted_here, is_admitted(m_station)); // by a key that is new, and that only we know of as yet
    return admitted_here || admission_of(judgement.registry, m_station.signer) == Admission::admitted;
}

// Also where they go on from something that did not count here: without what we know of who was revoked since, it does.
Result<bool> Merging::must_judge_all(const Judged& judgement) const {
    if (!judgement.overtaken.empty()) return true;
    const MaybeOid main = m_station.repo.ref(main_ref);
    if (!main || !judgement.from_the_beginning) return false;
    TAKAN_TRY_LET(ours, read_registry(m_station.repo, *main));
    return std::ranges::any_of(ours.devices(), [](const Device& one) { return one.revoked || !one.former.empty(); });
}

// Some of what counted here does not, now that one knows who was revoked. What counts of both lines together all of
// their history tells, the same to everybody.
Status Merging::merge_anew(const git::Oid& theirs, const Judgement& judgement) {
    if (admission_of(judgement.registry, m_station.signer) == Admission::revoked) return revoked(m_station.signer);
    const git::Oid main = *m_station.repo.ref(main_ref);
    TAKAN_TRY_LET(is_ahead, m_station.repo.is_ancestor(main, theirs));
    TAKAN_TRY_LET(may, may_commit(judgement));
    if (!is_ahead && !may) return {};
    git::Oid merged = theirs;
    if (!is_ahead) {
        TAKAN_TRY_LET(commit, merge_by_own_light(main, theirs));
        merged = commit;
    }
    TAKAN_TRY_LET(all, judge_all(merged));
    TAKAN_TRY_LET(tree, tree_of(m_station.repo, merged));
    const bool is_clean = all.accepted.instead.empty() && all.accepted.tree == tree;
    if (!is_clean && !may) return {};
    git::Oid target = merged;
    if (!is_clean) {
        TAKAN_TRY_LET(cleaned, clean(merged, all));
        target = cleaned;
    }
    TAKAN_TRY_LET(news, m_station.repo.new_commits({theirs}, {main}));
    std::set<git::Oid> untold(news.begin(), news.end());
    untold.insert(judgement.overtaken.begin(), judgement.overtaken.end());
    std::erase_if(all.set_aside, [&](const Quarantined& one) { return !untold.contains(one.commit); });
    const bool brings_faults =
        std::ranges::any_of(all.tainted, [&](const git::Oid& id) { return id == merged || untold.contains(id); });
    if (brings_faults) TAKAN_TRY(remember_overtaken(m_station.repo, main, judgement.overtaken, target));
    return take_anew(main, target, std::move(all.set_aside));
}

// Each side with what counts there by what is known there: in the light of ours, theirs may seem to have dropped
// things.
Result<git::Oid> Merging::merge_by_own_light(const git::Oid& main, const git::Oid& theirs) {
    TAKAN_TRY_LET(judgement, judge_all(theirs));
    TAKAN_TRY_LET(our_tree, tree_of(m_station.repo, main));
    CommitDraft draft(m_station.repo, our_tree);
    TAKAN_TRY_LET(counts, merge_trees(m_station.repo, {m_station.signer.device, m_clock()}, {}, {main, our_tree},
                                      theirs, judgement.accepted, draft));
    m_receipt.records_merged += counts.merged;
    return draft.commit(m_station.signer, {main, theirs}, "merge", m_clock());
}

Result<Judgement> Merging::judge_all(const git::Oid& tip) {
    return judge(m_station.repo, tip, {}, {}, m_reporter.stop(), team_root(m_station.repo));
}

Result<git::Oid> Merging::clean(const git::Oid& merged, const Judgement& all) {
    if (admission_of(all.registry, m_station.signer) != Admission::admitted) {
        return fail(ErrorKind::denied, "who admitted this device had been revoked", m_station.signer.device.text(),
                    "error.not_admitted_yet");
    }
    CommitDraft draft(m_station.repo, all.accepted.tree);
    TAKAN_TRY(clean_tree(all.accepted, draft));
    return draft.commit(m_station.signer, {merged}, "take out what does not count", m_clock());
}

Status Merging::take_anew(const git::Oid& main, const git::Oid& target, std::vector<Quarantined> set_aside) {
    TAKAN_TRY_LET(before, tree_of(m_station.repo, main));
    TAKAN_TRY_LET(after, tree_of(m_station.repo, target));
    TAKAN_TRY_LET(records, count_records(m_station.repo, before, after));
    TAKAN_TRY(withdraw(m_station.repo, m_shelf, m_station.signer.device, former_devices(m_station), before, after));
    m_receipt.set_aside.insert(m_receipt.set_aside.end(), set_aside.begin(), set_aside.end());
    TAKAN_TRY(tell_set_aside(target, std::move(set_aside)));
    TAKAN_TRY(move_main(main, target));
    m_receipt.records_received += records;
    return {};
}

Status Merging::fast_forward(const MaybeOid& main, const git::Oid& theirs, const Judgement& judgement) {
    TAKAN_TRY_LET(before, tree_of(m_station.repo, main));
    TAKAN_TRY_LET(records, count_records(m_station.repo, before, judgement.accepted.tree));
    TAKAN_TRY(tell_set_aside(theirs, judgement.set_aside));
    TAKAN_TRY(move_main(main, theirs));
    m_receipt.records_received += records;
    return {};
}

Status Merging::merge_commit(const MaybeOid& main, const git::Oid& theirs, const Judgement& judgement) {
    TAKAN_TRY_LET(our_tree, tree_of(m_station.repo, main));
    CommitDraft draft(m_station.repo, main ? our_tree : judgement.accepted.tree);
    MergeCounts counts;
    if (main) {
        TAKAN_TRY_LET(merged, merge_trees(m_station.repo, {m_station.signer.device, m_clock()}, m_base,
                                          {*main, our_tree}, theirs, judgement.accepted, draft));
        counts = std::move(merged);
    } else {
        TAKAN_TRY(clean_tree(judgement.accepted, draft));
    }
    const std::vector<git::Oid> parents = main ? std::vector{*main, theirs} : std::vector{theirs};
    TAKAN_TRY_LET(commit, draft.commit(m_station.signer, parents, "merge", m_clock()));
    if (!main) {
        TAKAN_TRY_LET(tree, tree_of(m_station.repo, commit));
        TAKAN_TRY_LET(records, count_records(m_station.repo, {}, tree));
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
Status Merging::tell_set_aside(const git::Oid& commit, std::vector<Quarantined> set_aside) {
    if (set_aside.empty()) return {};
    TAKAN_TRY(remember_faults(m_station.repo, m_station.repo.ref(main_ref), commit));
    return take_into_store(m_station.repo, m_shelf, commit, std::move(set_aside),
                           [this](std::size_t) { return m_reporter.go_on(); });
}

// `from`: main as it was merged. Error stale when another process of this laptop has committed since.
Status Merging::move_main(const MaybeOid& from, const git::Oid& target) {
    TAKAN_TRY(m_reporter.go_on());
    TAKAN_TRY(remember_root(m_station.repo, target));
    return m_station.repo.move_ref(main_ref, from, target);
}

} // namespace

Status judge_and_merge(Station& station, Shelf& shelf, const Clock& clock, Reporter& reporter, Receipt& receipt,
                       const git::Oid& theirs) {
    return Merging(station, shelf, clock, reporter, receipt).take(theirs);
}

} // namespace takan::sync
