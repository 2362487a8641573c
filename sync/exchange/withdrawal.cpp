#include "sync/exchange/withdrawal.hpp"

#include "sync/exchange/carry_over.hpp"
#include "sync/exchange/commit_draft.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/record/json.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace takan::sync {
namespace {

Result<std::optional<Record>> record_of(const git::Repo& repo, const std::optional<git::TreeEntry>& entry) {
    if (!entry) return std::optional<Record>();
    TAKAN_TRY_LET(bytes, read_blob(repo, entry->id));
    TAKAN_TRY_LET(record, read_record(bytes));
    return std::optional(std::move(record));
}

bool lost_others_edits(const Record& before, const Record* after, DeviceId me) {
    return std::ranges::any_of(before.seen, [&](const auto& one) {
        return one.first != me && (after == nullptr || !covers(after->seen, {one.first, one.second}));
    });
}

} // namespace

Record staying(const Record& here, const Record* team, DeviceId me) {
    Record stays;
    if (team != nullptr) {
        stays = *team;
    } else {
        stays.id = here.id;
        stays.kind = here.kind;
        stays.unknown = here.unknown;
    }
    const Seen known = stays.seen;
    for (const auto& [name, field] : here.fields) {
        for (const auto& [edit, value] : field) {
            if (edit.device != me || covers(known, edit)) continue;
            Field& now = stays.fields[name];
            const auto was_replaced = [&, &held = field](const auto& one) {
                return covers(here.seen, one.first) && !held.contains(one.first);
            };
            std::erase_if(now, was_replaced);
            now.insert_or_assign(edit, value);
            Instant& newest = stays.seen.try_emplace(me, edit.time).first->second;
            newest = std::max(newest, edit.time);
        }
    }
    return stays;
}

Status withdraw(const git::Repo& repo, Shelf& shelf, DeviceId me, const std::vector<DeviceId>& former,
                const git::Oid& before, const git::Oid& after) {
    std::map<RecordId, std::optional<Record>> lost; // with what the team has of it
    TAKAN_TRY(git::compare(repo, before, after, [&](const git::Difference& found) -> Status {
        if (!found.before || !holds_record(found.path)) return {};
        TAKAN_TRY_LET(was, record_of(repo, found.before));
        TAKAN_TRY_LET(is, record_of(repo, found.after));
        if (lost_others_edits(*was, is ? &*is : nullptr, me)) lost.emplace(was->id, std::move(is));
        return {};
    }));
    if (lost.empty()) return {};
    std::vector<RecordId> ids;
    for (const auto& [id, team] : lost)
        ids.push_back(id);
    return shelf.amend(ids, [&](Record& record) -> Status {
        const auto& team = lost.at(record.id);
        for (const DeviceId device : former) {
            Sent sent{std::nullopt, [](const auto&...) -> Result<bool> { return false; }};
            if (team && team->seen.contains(device)) sent.until = team->seen.at(device);
            TAKAN_TRY_LET(named, renamed(record, device, me, sent));
            record = std::move(named);
        }
        record = staying(record, team ? &*team : nullptr, me);
        return {};
    });
}

} // namespace takan::sync
