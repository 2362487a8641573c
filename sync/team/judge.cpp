#include "sync/team/judge.hpp"

#include "sync/record/json.hpp"
#include "sync/team/judge_commit.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <unordered_map>
#include <utility>

namespace takan::sync {
namespace {

// Each pass may bring to light that a device was admitted or revoked, which changes what an earlier commit is worth.
// Two are enough for every honest history; the bound is there for the others.
constexpr int greatest_passes = 8;

struct Pass {
    State state; // at the tip
    std::vector<Quarantined> set_aside;
    std::vector<git::Oid> tainted;
    std::map<DeviceId, std::map<PublicKey, std::vector<git::Oid>>> accepted; // by signer and key
    std::set<DeviceId> unknown;                                              // signers that nobody knew
    std::vector<std::pair<DeviceId, git::Oid>> revocations;
    std::map<std::pair<DeviceId, PublicKey>, std::vector<git::Oid>> retirements; // of keys
};

class History {
public:
    History(const git::Repo& repo, const std::vector<git::Oid>& known, Registry registry, std::stop_token stop,
            std::optional<git::Oid> founding)
        : m_repo(repo), m_known(known), m_ours(std::make_shared<Registry>(std::move(registry))), m_later(*m_ours),
          m_stop(std::move(stop)), m_founding(founding) {}

    Result<Pass> judge(const git::Oid& tip);
    Result<std::vector<git::Oid>> overtaken(const Pass& pass) const;
    std::size_t commits() const { return m_order.size(); }

private:
    git::Commit lineage(const git::Oid& id) const;
    Status find_parents();
    Result<bool> is_founding(const git::Commit& commit) const;
    Result<Pass> pass(const git::Oid& tip);
    Result<std::vector<State>> states_of(const std::vector<git::Oid>& parents);
    Result<State> known_state(const git::Oid& id) const;
    void release(const std::vector<git::Oid>& parents);
    Result<bool> learn(const Pass& pass);
    Result<bool> find_late(const Pass& pass, DeviceId device, const Device& at_tip);
    Result<bool> find_late_commits(const std::vector<git::Oid>& ends, const std::vector<git::Oid>& commits);

    const git::Repo& m_repo;
    const std::vector<git::Oid>& m_known;
    std::shared_ptr<const Registry> m_ours;
    Registry m_later;
    std::set<git::Oid> m_too_late;
    std::stop_token m_stop;
    std::vector<git::Oid> m_order;
    std::unordered_map<git::Oid, std::size_t> m_children; // of new commits: how many still have to be judged
    std::unordered_map<git::Oid, std::size_t> m_waiting;  // the same, counted down in a pass
    std::unordered_map<git::Oid, State> m_states;         // of new commits that still have such children
    std::optional<git::Oid> m_founding;
};

Result<Pass> History::judge(const git::Oid& tip) {
    TAKAN_TRY_LET(order, m_repo.new_commits({tip}, m_known));
    m_order = std::move(order);
    TAKAN_TRY(find_parents());
    for (int left = greatest_passes;; --left) {
        TAKAN_TRY_LET(judged, pass(tip));
        TAKAN_TRY_LET(learnt, learn(judged));
        if (!learnt || left == 1) return judged;
    }
}

// A commit that cannot be read at all stands alone.
git::Commit History::lineage(const git::Oid& id) const {
    auto commit = m_repo.lineage(id);
    if (commit) return std::move(*commit);
    git::Commit nothing;
    nothing.id = id;
    return nothing;
}

Status History::find_parents() {
    for (const git::Oid& id : m_order) {
        if (m_stop.stop_requested()) return fail(ErrorKind::cancelled, "judging was stopped");
        const git::Commit commit = lineage(id);
        for (const git::Oid& parent : commit.parents)
            ++m_children[parent];
        if (m_founding || !m_known.empty() || !commit.parents.empty()) continue;
        TAKAN_TRY_LET(founds, is_founding(commit));
        if (founds) m_founding = id;
    }
    return {};
}

// A laptop that wrote before it ever saw its team has a first commit of its own, without the layout's version.
Result<bool> History::is_founding(const git::Commit& commit) const {
    const auto entry = find_entry(m_repo, commit.tree, format_path);
    if (!entry && !is_damage(entry.error())) return entry.error();
    return entry && entry->has_value();
}

Result<Pass> History::pass(const git::Oid& tip) {
    Pass pass;
    m_waiting = m_children;
    m_states.clear();
    const Hindsight hindsight{*m_ours, m_later, m_too_late};
    for (const git::Oid& id : m_order) {
        if (m_stop.stop_requested()) return fail(ErrorKind::cancelled, "judging was stopped");
        const auto commit = m_repo.commit(id);
        if (!commit && !is_damage(commit.error())) return commit.error();
        const std::vector<git::Oid> ancestors = commit ? commit->parents : lineage(id).parents;
        TAKAN_TRY_LET(parents, states_of(ancestors));
        TAKAN_TRY_LET(ruling,
                      commit ? judge_commit(m_repo, *commit, std::move(parents), id == m_founding, hindsight, m_stop)
                             : refuse_commit(m_repo, lineage(id), std::move(parents), hindsight, m_stop,
                                             {Fault::malformed_record, commit.error().message}));
        std::move(ruling.set_aside.begin(), ruling.set_aside.end(), std::back_inserter(pass.set_aside));
        if (!ruling.refused) pass.accepted[*ruling.signer][ruling.key].push_back(id);
        if (ruling.refused == Fault::unknown_device && ruling.signer) pass.unknown.insert(*ruling.signer);
        for (const DeviceId device : ruling.revoked)
            pass.revocations.emplace_back(device, id);
        for (const auto& retired : ruling.retired)
            pass.retirements[retired].push_back(id);
        if (ruling.state.raw != ruling.state.tree || !ruling.state.instead->empty()) pass.tainted.push_back(id);
        release(ancestors);
        m_states.insert_or_assign(id, std::move(ruling.state));
    }
    const auto at = m_states.find(tip);
    if (at != m_states.end()) {
        pass.state = std::move(at->second);
    } else {
        TAKAN_TRY_LET(state, known_state(tip));
        pass.state = std::move(state);
    }
    return pass;
}

Result<std::vector<State>> History::states_of(const std::vector<git::Oid>& parents) {
    std::vector<State> states;
    for (const git::Oid& parent : parents) {
        if (const auto at = m_states.find(parent); at != m_states.end()) {
            states.push_back(at->second);
        } else {
            TAKAN_TRY_LET(state, known_state(parent));
            states.push_back(std::move(state));
        }
    }
    return states;
}

Result<State> History::known_state(const git::Oid& id) const {
    TAKAN_TRY_LET(commit, m_repo.commit(id));
    State state;
    state.raw = state.tree = commit.tree;
    state.registry = m_ours;
    return state;
}

void History::release(const std::vector<git::Oid>& parents) {
    for (const git::Oid& parent : parents) {
        const auto at = m_waiting.find(parent);
        if (at != m_waiting.end() && --at->second == 0) m_states.erase(parent);
    }
}

// Takes in what only the whole history tells; true when it changes what commits are worth.
Result<bool> History::learn(const Pass& pass) {
    const Registry& at_tip = *pass.state.registry;
    bool learnt = std::any_of(pass.unknown.begin(), pass.unknown.end(), [&](DeviceId device) {
        return at_tip.device(device) != nullptr && m_later.device(device) == nullptr;
    });
    for (const auto& [device, commits] : pass.accepted) {
        const Device* known = at_tip.device(device);
        if (known == nullptr) continue;
        TAKAN_TRY_LET(late, find_late(pass, device, *known));
        learnt = learnt || late;
    }
    m_later = at_tip;
    return learnt;
}

// Of a revoked device only what the revoking commit already had in its past stays; of a key that was replaced what the
// replacing commit, which it signed itself, had in its past.
Result<bool> History::find_late(const Pass& pass, DeviceId device, const Device& at_tip) {
    std::vector<git::Oid> revoking;
    for (const auto& [revoked, commit] : pass.revocations) {
        if (revoked == device) revoking.push_back(commit);
    }
    bool found = false;
    for (const auto& [key, commits] : pass.accepted.at(device)) {
        if (at_tip.revoked) {
            TAKAN_TRY_LET(late, find_late_commits(revoking, commits));
            found = found || late;
        }
        const auto replacing = pass.retirements.find({device, key});
        if (key == at_tip.key || replacing == pass.retirements.end()) continue;
        TAKAN_TRY_LET(late, find_late_commits(replacing->second, commits));
        found = found || late;
    }
    return found;
}

// Those of `commits` that no commit of `ends` has in its past.
Result<bool> History::find_late_commits(const std::vector<git::Oid>& ends, const std::vector<git::Oid>& commits) {
    TAKAN_TRY_LET(past, m_repo.new_commits(ends, m_known));
    const std::set<git::Oid> in_time(past.begin(), past.end());
    bool found = false;
    for (const git::Oid& commit : commits) {
        if (!in_time.contains(commit)) found = m_too_late.insert(commit).second || found;
    }
    return found;
}

// Cheap unless somebody was revoked or a key replaced.
Result<std::vector<git::Oid>> History::overtaken(const Pass& pass) const {
    std::map<std::pair<DeviceId, std::optional<PublicKey>>, std::vector<git::Oid>>
        ends; // without a key: of all of them
    for (const auto& [device, commit] : pass.revocations) {
        const Device* at_tip = pass.state.registry->device(device);
        if (at_tip != nullptr && at_tip->revoked) ends[{device, std::nullopt}].push_back(commit);
    }
    for (const auto& [retired, commits] : pass.retirements)
        ends[retired] = commits;
    std::vector<git::Oid> overtaken;
    for (const auto& [given_up, commits] : ends) {
        TAKAN_TRY_LET(later, m_repo.new_commits(m_known, commits));
        for (const git::Oid& id : later) {
            const auto commit = m_repo.commit(id);
            if (!commit || commit->committer.email != committer_email(given_up.first)) continue;
            const auto& key = given_up.second;
            if (!key || verifies(commit->payload, commit->signature, *key)) overtaken.push_back(id);
        }
    }
    return overtaken;
}

Result<Accepted> read_all(const git::Repo& repo, const State& state) {
    Accepted accepted;
    accepted.tree = state.tree;
    for (const auto& [path, counted] : *state.instead) {
        if (std::holds_alternative<std::monostate>(counted)) {
            accepted.instead.emplace(path, std::nullopt);
            continue;
        }
        auto bytes = counted_bytes(repo, counted);
        if (!bytes && !is_damage(bytes.error())) return bytes.error();
        accepted.instead.emplace(path, bytes ? std::optional(std::move(*bytes)) : std::nullopt);
    }
    return accepted;
}

Status check_version(std::string_view bytes) {
    int version = 0;
    const auto read = std::from_chars(bytes.data(), bytes.data() + bytes.size(), version);
    const bool newer = read.ec == std::errc::result_out_of_range || version > layout_version;
    if (!newer) return {};
    return fail(ErrorKind::denied, "the team repository has a newer layout than this program", std::string(format_path),
                "error.team_newer");
}

} // namespace

const char* name_of(Fault fault) {
    switch (fault) {
    case Fault::unsigned_commit:
        return "unsigned_commit";
    case Fault::unknown_device:
        return "unknown_device";
    case Fault::revoked_device:
        return "revoked_device";
    case Fault::bad_signature:
        return "bad_signature";
    case Fault::foreign_edit:
        return "foreign_edit";
    case Fault::lost_value:
        return "lost_value";
    case Fault::forged_seen:
        return "forged_seen";
    case Fault::malformed_record:
        return "malformed_record";
    case Fault::oversized_record:
        return "oversized_record";
    case Fault::wrong_path:
        return "wrong_path";
    case Fault::foreign_path:
        return "foreign_path";
    case Fault::not_a_file:
        return "not_a_file";
    case Fault::removed_file:
        return "removed_file";
    case Fault::not_entitled:
        return "not_entitled";
    case Fault::cloned_edit:
        return "cloned_edit";
    case Fault::broken_media:
        return "broken_media";
    case Fault::lost_object:
        return "lost_object";
    case Fault::rewritten_history:
        return "rewritten_history";
    }
    return "malformed_record";
}

Result<Judgement> judge(const git::Repo& repo, const git::Oid& tip, const std::vector<git::Oid>& known,
                        Registry registry, std::stop_token stop, std::optional<git::Oid> founding) {
    History history(repo, known, std::move(registry), std::move(stop), founding);
    TAKAN_TRY_LET(judged, history.judge(tip));
    TAKAN_TRY_LET(accepted, read_all(repo, judged.state));
    TAKAN_TRY_LET(format, read_accepted(repo, accepted, format_path));
    if (format) TAKAN_TRY(check_version(*format));
    TAKAN_TRY_LET(overtaken, history.overtaken(judged));
    return Judgement{std::move(accepted), *judged.state.registry,    std::move(judged.set_aside),
                     history.commits(),   std::move(judged.tainted), std::move(overtaken)};
}

Status check_format(const git::Repo& repo, const git::Oid& commit) {
    TAKAN_TRY_LET(read, repo.lineage(commit));
    const auto entry = find_entry(repo, read.tree, format_path);
    const auto bytes = entry && *entry ? repo.read((*entry)->id, git::ObjectType::blob, greatest_record)
                                       : Result<std::string>(std::string());
    return bytes ? check_version(*bytes) : Status(); // of damage the judge will tell
}

Result<std::optional<std::string>> read_accepted(const git::Repo& repo, const Accepted& accepted,
                                                 std::string_view path) {
    if (const auto at = accepted.instead.find(std::string(path)); at != accepted.instead.end()) return at->second;
    TAKAN_TRY_LET(entry, find_entry(repo, accepted.tree, path));
    if (!entry || entry->mode != git::Mode::file) return std::optional<std::string>{};
    TAKAN_TRY_LET(bytes, repo.read(entry->id, git::ObjectType::blob, greatest_record));
    return std::optional(std::move(bytes));
}

} // namespace takan::sync
