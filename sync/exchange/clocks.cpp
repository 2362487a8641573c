#include "sync/exchange/clocks.hpp"

#include "sync/exchange/commit_draft.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/record/json.hpp"
#include "sync/team/judge_state.hpp"
#include "sync/team/layout.hpp"

#include <map>
#include <utility>

namespace takan::sync {
namespace {

constexpr std::int64_t day = 24 * 3600 * 1000LL;
constexpr Instant year_2020{1577836800000};

class WrongClocks {
public:
    WrongClocks(const Registry& registry, Instant now) : m_registry(registry), m_now(now) {}

    void look_at(DeviceId device, Instant time) {
        const bool is_ahead = time.ms > m_now.ms + day;
        if ((!is_ahead && time >= year_2020) || m_registry.device(device) == nullptr) return;
        const auto kind = is_ahead ? ClockNotice::Kind::ahead : ClockNotice::Kind::before_2020;
        const auto [at, is_new] = m_found.try_emplace({device, kind}, time);
        if (!is_new) at->second = is_ahead ? std::max(at->second, time) : std::min(at->second, time);
    }

    std::vector<ClockNotice> notices() const {
        std::vector<ClockNotice> notices;
        for (const auto& [what, time] : m_found)
            notices.push_back(
                {what.second, what.first, m_registry.name_of(what.first), m_registry.device(what.first)->label, time});
        return notices;
    }

private:
    const Registry& m_registry;
    Instant m_now;
    std::map<std::pair<DeviceId, ClockNotice::Kind>, Instant> m_found;
};

// Nothing for what cannot be read: the judge told of it.
Result<std::optional<Record>> record_of(const git::Repo& repo, const std::optional<git::TreeEntry>& entry) {
    if (!entry) return std::optional<Record>();
    const auto bytes = read_blob(repo, entry->id);
    if (!bytes && !is_damage(bytes.error())) return bytes.error();
    auto record = bytes ? read_record(*bytes) : Result<Record>(bytes.error());
    return record ? std::optional(std::move(*record)) : std::nullopt;
}

Status look_at_edits(const git::Repo& repo, const git::Difference& found, WrongClocks& clocks) {
    if (!found.after || !holds_record(found.path)) return {};
    TAKAN_TRY_LET(after, record_of(repo, found.after));
    if (!after) return {};
    TAKAN_TRY_LET(before, record_of(repo, found.before));
    for (const auto& [name, field] : after->fields)
        for (const auto& [edit, value] : field)
            if (!before || !covers(before->seen, edit)) clocks.look_at(edit.device, edit.time);
    return {};
}

} // namespace

const char* name_of(ClockNotice::Kind kind) {
    switch (kind) {
    case ClockNotice::Kind::ahead:
        return "ahead";
    case ClockNotice::Kind::before_2020:
        return "before_2020";
    case ClockNotice::Kind::own:
        return "own";
    }
    return "own";
}

Result<std::vector<ClockNotice>> wrong_clocks(const git::Repo& repo, const std::optional<git::Oid>& base,
                                              const git::Oid& main, const git::Oid& our_tree, const git::Oid& theirs,
                                              const git::Oid& tree, const Registry& registry, Instant now) {
    WrongClocks clocks(registry, now);
    TAKAN_TRY_LET(news, repo.new_commits({theirs}, {main}));
    for (const auto& id : news) {
        const auto commit = repo.commit(id);
        if (!commit) continue; // damaged: the judge told of it
        const auto device = device_of_email(commit->committer.email);
        if (device) clocks.look_at(*device, commit->committer.when);
    }
    const auto look = [&](const git::Difference& found) { return look_at_edits(repo, found, clocks); };
    TAKAN_TRY(base ? git::compare_beyond(repo, *base, our_tree, tree, look) : git::compare(repo, our_tree, tree, look));
    return clocks.notices();
}

Result<std::optional<ClockNotice>> own_clock(const git::Repo& repo, const std::optional<git::Oid>& main,
                                             const Signer& signer, std::optional<Instant> built, Instant now) {
    const ClockNotice notice{ClockNotice::Kind::own, signer.device, signer.name, {}, now};
    if (built && now < *built) return std::optional(notice);
    constexpr int greatest_steps = 1000; // back from main: a laptop that syncs now and then is much nearer
    std::optional<git::Oid> at = main;
    for (int step = 0; at && step < greatest_steps; ++step) {
        const auto commit = repo.commit(*at);
        if (!commit) break;
        if (commit->committer.email == committer_email(signer.device)) {
            const bool is_behind = now.ms + day < commit->committer.when.ms;
            return is_behind ? std::optional(notice) : std::nullopt;
        }
        at = commit->parents.empty() ? std::nullopt : std::optional(commit->parents.front());
    }
    return std::optional<ClockNotice>();
}

} // namespace takan::sync
