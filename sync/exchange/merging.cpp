#include "sync/exchange/merging.hpp"

#include "sync/exchange/clocks.hpp"
#include "sync/exchange/incoming.hpp"
#include "sync/exchange/merge_trees.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/exchange/trust.hpp"
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
    Result<Judgement> judge_theirs(const git::Oid& theirs);
    Status look_at_clocks(const git::Oid& theirs, const Judgement& judgement);
    Status check_same_team(const git::Oid& theirs);
    Status merge(const git::Oid& theirs, const Judgement& judgement);
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

Result<Judgement> Merging::judge_theirs(const git::Oid& theirs) {
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
    TAKAN_TRY_LET(judgement, judge(m_station.repo, theirs, known, std::move(registry), m_reporter.stop(),
                                   team_root(m_station.repo)));
    const MaybeOid main = m_station.repo.ref(main_ref);
    if (!main || known.front() == *main) return judgement;
    // Judged from the beginning again: what was told before is not told twice.
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
    TAKAN_TRY_LET(admitted_here, is_admitted(m_station)); // by a key that is new, and that only we know of as yet
    const bool admitted = admitted_here || admission_of(judgement.registry, m_station.signer) == Admission::admitted;
    return admitted ? merge_commit(main, theirs, judgement) : Status();
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
