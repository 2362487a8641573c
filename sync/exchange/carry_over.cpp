#include "sync/exchange/carry_over.hpp"

#include "sync/exchange/commit_draft.hpp"
#include "sync/exchange/others_part.hpp"
#include "sync/exchange/proof.hpp"
#include "sync/exchange/team_link.hpp"
#include "sync/exchange/withdrawal.hpp"
#include "sync/git/tree_walk.hpp"
#include "sync/record/deletion.hpp"
#include "sync/record/json.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace takan::sync {
namespace {

using MaybeOid = std::optional<git::Oid>;

std::string anew_ref(DeviceId device) {
    return "refs/takan/anew/" + device.text();
}

// Renames one record's edits of one former device.
class Renaming {
public:
    Renaming(const Record& record, DeviceId former, DeviceId me, const Sent& sent)
        : m_record(record), m_former(former), m_me(me), m_sent(sent), m_kept(sent.until) {}

    Result<Record> run() {
        Record result = m_record;
        const auto newest = m_record.seen.find(m_former);
        if (newest == m_record.seen.end() || is_sent(newest->second)) return result;
        for (auto& [name, field] : result.fields)
            TAKAN_TRY(rename(name, field));
        for (auto& [name, field] : result.fields) {
            for (const Edit& edit : m_renamed)
                if (const auto at = field.find(edit); at != field.end()) at->second = reworded(name, at->second);
        }
        result.seen.erase(m_former);
        if (m_kept) result.seen[m_former] = *m_kept;
        Instant& mine = result.seen.try_emplace(m_me, newest->second).first->second;
        mine = std::max(mine, newest->second);
        return result;
    }

private:
    bool is_sent(Instant time) const { return m_sent.until && time <= *m_sent.until; }

    Status rename(const std::string& name, Field& field) {
        Field named;
        for (auto& [edit, value] : field) {
            bool stays = edit.device != m_former || is_sent(edit.time);
            if (!stays) {
                TAKAN_TRY_LET(held, m_sent.held(name, edit, value));
                stays = held;
                if (held) m_kept = m_kept ? std::max(*m_kept, edit.time) : edit.time;
            }
            const Edit now{stays ? edit.device : m_me, edit.time};
            if (!stays) m_renamed.insert(now);
            named.insert_or_assign(now, std::move(value));
        }
        field = std::move(named);
        return {};
    }

    // What a value says of edits that have another name now.
    Value reworded(const std::string& name, const Value& value) const {
        const auto* items = value.array();
        const bool names_edits = name == "deleted" || name == "review.seen";
        if (items == nullptr || !names_edits) return value;
        Value::Array words;
        for (const auto& item : *items) {
            const auto edit = parse_edit(item.text() == nullptr ? std::string_view() : *item.text());
            if (!edit || edit->device != m_former || is_sent(edit->time)) {
                words.push_back(item);
                continue;
            }
            if (m_kept) words.emplace_back(to_text(Edit{m_former, std::min(*m_kept, edit->time)}));
            words.emplace_back(to_text(Edit{m_me, edit->time}));
        }
        return words;
    }

    const Record& m_record;
    DeviceId m_former;
    DeviceId m_me;
    const Sent& m_sent;
    std::optional<Instant> m_kept; // the newest edit of the former device that stays
    std::set<Edit> m_renamed;
};

Result<std::optional<Record>> record_at(const git::Repo& repo, const git::Oid& tree, const std::string& path) {
    TAKAN_TRY_LET(bytes, bytes_at(repo, tree, path));
    if (!bytes) return std::optional<Record>();
    auto record = read_record(*bytes);
    if (!record) return std::optional<Record>(); // what cannot be read says nothing of what was sent
    return std::optional(std::move(*record));
}

class CarryOver {
public:
    CarryOver(git::Repo& repo, Shelf& shelf, const Moving& moving) : m_repo(repo), m_shelf(shelf), m_moving(moving) {}

    Status run() {
        const MaybeOid main = m_repo.ref(main_ref);
        m_base = main;
        m_sent = m_moving.team;
        if (m_moving.start) {
            m_base = *m_moving.start;
        } else if (main) {
            TAKAN_TRY(find_base(*main));
            TAKAN_TRY_LET(tips, tips_of_others(m_repo, {*main}, m_moving.team, m_moving.former));
            m_sent.insert(m_sent.end(), tips.begin(), tips.end());
        }
        TAKAN_TRY_LET(tree, tree_of(m_repo, m_base));
        m_base_tree = tree;
        TAKAN_TRY_LET(ids, waiting(main));
        if (!ids.empty()) {
            TAKAN_TRY(m_shelf.amend(ids, [this](Record& record) { return rename(record); }));
        }
        if (main && m_base != main) {
            TAKAN_TRY(keep_former_main(m_repo, *main));
            TAKAN_TRY(m_repo.move_ref(main_ref, main, *m_base));
        }
        if (!m_moving.start) return {};
        return set_ref(m_repo, anew_ref(m_moving.former.back()), *m_moving.start);
    }

private:
    // Where main stood when the team last had all of it. Main itself unless former devices committed since; once this
    // one has, all that they wrote is behind it.
    Status find_base(const git::Oid& main) {
        TAKAN_TRY_LET(own, m_repo.new_commits({main}, m_moving.team));
        bool stranded = false;
        for (const auto& id : own) {
            const auto device = committer_of(m_repo, id);
            if (device == m_moving.me) return {};
            stranded = stranded || (device && std::ranges::find(m_moving.former, *device) != m_moving.former.end());
        }
        if (!stranded) return {};
        const std::set<git::Oid> unsent(own.begin(), own.end());
        git::Oid at = main;
        while (unsent.contains(at)) { // our main moves along first parents only
            TAKAN_TRY_LET(commit, m_repo.commit(at));
            if (commit.parents.empty()) return {}; // nothing in common: what is at the address is another team
            at = commit.parents.front();
        }
        m_base = at;
        return {};
    }

    // Records that may hold edits which were not sent: those that wait in the shelf and those in commits that go.
    Result<std::vector<RecordId>> waiting(const MaybeOid& main) {
        std::set<RecordId> ids;
        TAKAN_TRY_LET(outgoing, m_shelf.outgoing());
        for (const auto& one : outgoing) {
            TAKAN_TRY_LET(record, read_record(one.bytes));
            TAKAN_TRY_LET(named, needs_renaming(record));
            if (named) ids.insert(one.id);
        }
        TAKAN_TRY_LET(tree, tree_of(m_repo, main));
        TAKAN_TRY(git::compare(m_repo, m_base_tree, tree, [&](const git::Difference& found) -> Status {
            if (!found.after || !holds_record(found.path)) return {};
            TAKAN_TRY_LET(bytes, read_blob(m_repo, found.after->id));
            if (const auto record = read_record(bytes)) ids.insert(record->id);
            return {};
        }));
        return std::vector<RecordId>(ids.begin(), ids.end());
    }

    Result<bool> needs_renaming(const Record& record) const {
        for (const DeviceId former : m_moving.former) {
            const auto newest = record.seen.find(former);
            if (newest == record.seen.end()) continue;
            TAKAN_TRY_LET(sent, record_at(m_repo, m_base_tree, path_of(record)));
            if (!sent || !covers(sent->seen, {former, newest->second})) return true;
        }
        return false;
    }

    Status rename(Record& record) const {
        const std::string path = path_of(record);
        TAKAN_TRY_LET(base, record_at(m_repo, m_base_tree, path));
        std::optional<std::vector<HistoricEdit>> history; // read only when it is needed
        Sent sent;
        sent.held = [&](const std::string& field, const Edit& edit, const Value& value) -> Result<bool> {
            if (!history) {
                const auto known = m_base ? std::vector{*m_base} : std::vector<git::Oid>{};
                TAKAN_TRY_LET(edits, edits_between(m_repo, m_sent, known, path));
                history = std::move(edits);
            }
            return std::any_of(history->begin(), history->end(), [&](const HistoricEdit& one) {
                return one.field == field && one.edit == edit && one.value == value;
            });
        };
        for (const DeviceId former : m_moving.former) {
            sent.until.reset();
            if (base && base->seen.contains(former)) sent.until = base->seen.at(former);
            TAKAN_TRY_LET(named, renamed(record, former, m_moving.me, sent));
            record = std::move(named);
        }
        if (!m_moving.start) return {};
        record = staying(record, base ? &*base : nullptr, m_moving.me);
        return {};
    }

    git::Repo& m_repo;
    Shelf& m_shelf;
    const Moving& m_moving;
    std::vector<git::Oid> m_sent; // what others have: the team, and who took our commits from a stick
    MaybeOid m_base;
    git::Oid m_base_tree;
};

} // namespace

Result<Record> renamed(const Record& record, DeviceId former, DeviceId me, const Sent& sent) {
    return Renaming(record, former, me, sent).run();
}

bool has_started_anew(const git::Repo& repo, DeviceId device) {
    return repo.ref(anew_ref(device)).has_value();
}

Status carry_over(git::Repo& repo, Shelf& shelf, const Moving& moving) {
    return moving.former.empty() ? Status() : CarryOver(repo, shelf, moving).run();
}

} // namespace takan::sync
