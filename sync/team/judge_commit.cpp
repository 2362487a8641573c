#include "sync/team/judge_commit.hpp"

#include "sync/base/text.hpp"
#include "sync/record/json.hpp"
#include "sync/team/founding.hpp"
#include "sync/team/judge_path.hpp"
#include "sync/team/layout.hpp"

#include <utility>

namespace takan::sync {
namespace {

constexpr std::size_t greatest_parents = 16;  // ours have two; each further one costs a look at every path
constexpr std::size_t greatest_faults = 1000; // paths; a commit with more is set aside as a whole, so that none floods

class CommitJudge {
public:
    CommitJudge(const git::Repo& repo, const git::Commit& commit, std::vector<State> parents,
                const Hindsight& hindsight, const std::stop_token& stop)
        : m_repo(repo), m_commit(commit), m_parents(std::move(parents)), m_hindsight(hindsight), m_stop(stop) {}

    Result<Ruling> judge(bool founds);
    Result<Ruling> refuse_unread(const Finding& why);

private:
    bool limit_parents();
    Status find_registry(bool founds);
    std::optional<Finding> check_signer(bool founds);
    std::optional<PublicKey> signing_key(const Device& device, bool any) const;
    Result<std::optional<Finding>> judge_paths(bool founds);
    Result<Ruling> refuse(const Finding& why);
    Status stand_in_for_merge();
    void note_what_is_given_up();
    void set_aside(const std::string& path, const git::Oid& blob, const Finding& why, const std::string& signer);

    const git::Repo& m_repo;
    const git::Commit& m_commit;
    std::vector<State> m_parents;
    const Hindsight& m_hindsight;
    const std::stop_token& m_stop;
    std::shared_ptr<const Registry> m_in_force;
    Ruling m_ruling;
};

Result<Ruling> CommitJudge::judge(bool founds) {
    if (const auto device = device_of_email(m_commit.committer.email)) m_ruling.signer = *device;
    const bool crowded = limit_parents();
    TAKAN_TRY(find_registry(founds));
    if (crowded) return refuse({Fault::malformed_record, "the commit has too many parents"});
    if (const auto why = check_signer(founds)) return refuse(*why);
    TAKAN_TRY_LET(why, judge_paths(founds));
    if (why) return refuse(*why);
    note_what_is_given_up();
    return std::move(m_ruling);
}

Result<Ruling> CommitJudge::refuse_unread(const Finding& why) {
    limit_parents();
    TAKAN_TRY(find_registry(false));
    return refuse(why);
}

// True when there were too many.
bool CommitJudge::limit_parents() {
    const bool crowded = m_parents.size() > greatest_parents;
    if (crowded) m_parents.resize(greatest_parents);
    return crowded;
}

Status CommitJudge::find_registry(bool founds) {
    if (founds) {
        auto own = read_registry(m_repo, m_commit.id);
        if (!own && !is_damage(own.error())) return own.error();
        m_in_force = std::make_shared<Registry>(own ? std::move(*own) : Registry{});
    } else if (m_parents.empty()) {
        m_in_force = std::make_shared<Registry>();
    } else {
        TAKAN_TRY_LET(merged, merge_registries(m_repo, m_parents));
        m_in_force = std::move(merged);
    }
    return {};
}

// A device that was admitted after it wrote counts as well: a new inspector works before the leader has pressed the
// button, and the key that signed is the one that was admitted. For a revoked device the opposite holds: it has no say
// any more in what is new here, whatever past it claims for its commits.
std::optional<Finding> CommitJudge::check_signer(bool founds) {
    if (m_commit.signature.empty()) return Finding{Fault::unsigned_commit, m_commit.committer.email};
    if (!m_ruling.signer) return Finding{Fault::unknown_device, m_commit.committer.email};
    const DeviceId id = *m_ruling.signer;
    const Device* then = m_in_force->device(id);
    const Device* here = m_hindsight.ours.device(id);
    const Device* device = then;
    if (device == nullptr && !founds) device = here != nullptr ? here : m_hindsight.later.device(id);
    if (device == nullptr) return Finding{Fault::unknown_device, id.text()};
    const auto key = signing_key(*device, device != then);
    if (!key) return Finding{Fault::bad_signature, id.text()};
    m_ruling.key = *key;
    const bool revoked = (then != nullptr && then->revoked) || (here != nullptr && here->revoked);
    const bool replaced = here != nullptr && here->key != *key && had_key(*here, *key);
    const bool is_late = m_hindsight.too_late.contains(m_commit.id);
    const Device* later = m_hindsight.later.device(id);
    if (revoked || (is_late && later != nullptr && later->revoked)) return Finding{Fault::revoked_device, id.text()};
    if (replaced || is_late) return Finding{Fault::bad_signature, id.text() + ": its key was replaced before"};
    return std::nullopt;
}

// The device's key that signed the commit, if one did; `any`: former ones may have.
std::optional<PublicKey> CommitJudge::signing_key(const Device& device, bool any) const {
    if (verifies(m_commit.payload, m_commit.signature, device.key)) return device.key;
    if (!any) return std::nullopt;
    for (const PublicKey& key : device.former)
        if (verifies(m_commit.payload, m_commit.signature, key)) return key;
    return std::nullopt;
}

// Returns why the commit is to be set aside as a whole, if it is.
Result<std::optional<Finding>> CommitJudge::judge_paths(bool founds) {
    const Member* person = m_in_force->member_of(*m_ruling.signer);
    const bool entitled = founds || (person != nullptr && may_change_registry(person->role));
    PathJudge paths(m_repo, m_parents, m_in_force, {*m_ruling.signer, entitled});
    std::optional<Error> stopped; // ours, not the trees': what is wrong with a foreign tree sets its commit aside
    std::optional<Finding> refused;
    const auto look = [&](const Change& change) -> Status {
        if (m_stop.stop_requested()) {
            stopped = fail(ErrorKind::cancelled, "judging was stopped");
        } else if (const Status judged = paths.judge(change); !judged) {
            stopped = judged.error();
        } else if (paths.faults().size() > greatest_faults) {
            const Finding& last = paths.faults().back().finding;
            refused = Finding{last.fault, "more than " + std::to_string(greatest_faults) + " paths are faulty"};
        }
        if (stopped) return *stopped;
        return refused ? Status(fail(ErrorKind::invalid, refused->detail)) : Status();
    };
    const Status walked = each_change(m_repo, m_commit.tree, m_parents, look);
    if (stopped) return *stopped;
    if (refused) return refused;
    if (!walked && is_damage(walked.error())) {
        const Fault fault = walked.error().kind == ErrorKind::missing ? Fault::lost_object : Fault::malformed_record;
        return std::optional(Finding{fault, walked.error().message + " " + walked.error().subject});
    }
    TAKAN_TRY(walked);
    TAKAN_TRY(paths.finish());
    for (const PathFault& fault : paths.faults())
        set_aside(fault.path, fault.blob, fault.finding, fault.signer);
    m_ruling.state = {m_commit.tree, m_commit.tree, paths.instead(), paths.registry()};
    return std::optional<Finding>{};
}

// Sets the whole commit aside. It then stands for what its parents make up together and adds nothing.
Result<Ruling> CommitJudge::refuse(const Finding& why) {
    m_ruling.refused = why.fault;
    m_ruling.set_aside.clear();
    set_aside({}, {}, why, m_ruling.signer ? m_ruling.signer->text() : std::string());
    m_ruling.state = m_parents.empty() ? State{} : m_parents.front();
    if (m_parents.size() > 1) TAKAN_TRY(stand_in_for_merge());
    m_ruling.state.raw = m_commit.tree;
    return std::move(m_ruling);
}

Status CommitJudge::stand_in_for_merge() {
    auto instead = std::make_shared<Instead>();
    const auto look = [&](const Change& change) -> Status {
        if (m_stop.stop_requested()) return fail(ErrorKind::cancelled, "judging was stopped");
        TAKAN_TRY_LET(base, merge_counted(m_repo, change));
        if (!is_counted(change.after, base.counted)) instead->emplace(change.path, std::move(base.counted));
        return {};
    };
    TAKAN_TRY(each_change(m_repo, m_ruling.state.tree, m_parents, look));
    m_ruling.state.instead = std::move(instead);
    m_ruling.state.registry = m_in_force;
    return {};
}

void CommitJudge::note_what_is_given_up() {
    if (m_ruling.state.registry == m_in_force) return;
    for (const Device& device : m_ruling.state.registry->devices()) {
        const Device* before = m_in_force->device(device.id);
        if (device.revoked && (before == nullptr || !before->revoked)) m_ruling.revoked.push_back(device.id);
        if (before != nullptr && before->key != device.key) m_ruling.retired.emplace_back(device.id, before->key);
    }
}

void CommitJudge::set_aside(const std::string& path, const git::Oid& blob, const Finding& why,
                            const std::string& signer) {
    m_ruling.set_aside.push_back({m_commit.id, path, blob, why.fault, signer, plain_text(why.detail)});
}

} // namespace

Result<Ruling> judge_commit(const git::Repo& repo, const git::Commit& commit, std::vector<State> parents, bool founds,
                            const Hindsight& hindsight, const std::stop_token& stop) {
    return CommitJudge(repo, commit, std::move(parents), hindsight, stop).judge(founds);
}

Result<Ruling> refuse_commit(const git::Repo& repo, const git::Commit& lineage, std::vector<State> parents,
                             const Hindsight& hindsight, const std::stop_token& stop, const Finding& why) {
    return CommitJudge(repo, lineage, std::move(parents), hindsight, stop).refuse_unread(why);
}

} // namespace takan::sync
