// What sync takes from the store and brings to it.

#include "app/store/quarantine_table.hpp"
#include "app/store/record_table.hpp"
#include "app/store/state.hpp"
#include "sync/record/json.hpp"
#include "sync/record/merge.hpp"
#include "sync/team/layout.hpp"

#include <map>

namespace takan::app {
namespace {

constexpr std::string_view stands_at_name = "stands_at";

sync::Quarantined set_aside(const sync::Record& record, const sync::git::Oid& commit, sync::Fault fault,
                            std::string detail) {
    sync::Quarantined what;
    what.commit = commit;
    what.path = sync::path_of(record);
    what.fault = fault;
    what.detail = std::move(detail);
    return what;
}

// Takes in one record. Returns what had to be set aside instead.
class TakingIn {
public:
    TakingIn(RecordTable& table, const sync::git::Oid& commit) : m_table(table), m_commit(commit) {}

    Status take(const sync::Record& came) {
        const std::string bytes = sync::canonical(came);
        TAKAN_TRY_LET(stored, m_table.find(came.id));
        if (!stored) return add(came, bytes);
        if (stored->body == bytes) return m_table.mark_synced(*stored);
        return join(*stored, came, bytes);
    }
    std::vector<std::string>& clashes() { return m_clashes; }
    const std::vector<sync::Quarantined>& set_aside_here() const { return m_set_aside; }

private:
    Status add(const sync::Record& came, const std::string& bytes) {
        if (bytes.size() <= sync::greatest_record) return m_table.insert(came, bytes, false);
        m_set_aside.push_back(set_aside(came, m_commit, sync::Fault::oversized_record, "the record is too large"));
        return {};
    }

    Status join(const RecordTable::Stored& stored, const sync::Record& came, const std::string& bytes) {
        const auto merged = sync::merge(stored.record, came);
        if (!merged) {
            m_set_aside.push_back(set_aside(came, m_commit, sync::Fault::malformed_record, merged.error().message));
            return {};
        }
        const std::string body = sync::canonical(merged->record);
        if (body.size() > sync::greatest_record) {
            m_set_aside.push_back(set_aside(came, m_commit, sync::Fault::oversized_record,
                                            "both copies together are too large; this laptop's copy stays"));
            return {};
        }
        for (const auto& field : merged->clashes)
            m_clashes.push_back(came.id.text() + " " + field);
        TAKAN_TRY(m_table.keep_past_edits(came, merged->record));
        const bool unsynced = body != bytes;
        if (body == stored.body && unsynced == stored.unsynced) return {};
        return m_table.replace(stored, merged->record, body, unsynced);
    }

    RecordTable& m_table;
    const sync::git::Oid& m_commit;
    std::vector<std::string> m_clashes;
    std::vector<sync::Quarantined> m_set_aside;
};

} // namespace

Result<std::vector<Store::Changed>> Store::changed() const {
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, "SELECT id, kind, version, body FROM record"
                                                             " INDEXED BY record_unsynced WHERE unsynced = 1"));
    std::vector<Changed> changed;
    TAKAN_TRY(statement.each([&](const Statement& row) -> Status {
        TAKAN_TRY_LET(id, row.id(0));
        changed.push_back({id, sync::path_of(row.text(1), id), row.text(3), static_cast<std::uint64_t>(row.number(2))});
        return {};
    }));
    return changed;
}

Status Store::committed(const std::vector<std::pair<sync::RecordId, std::uint64_t>>& states,
                        const sync::git::Oid& commit) {
    TAKAN_TRY_LET(transaction, begin_writing(m_state->db));
    {
        TAKAN_TRY_LET(clear,
                      Statement::prepare(m_state->db, "UPDATE record SET unsynced = 0 WHERE id = ? AND version = ?"
                                                      " AND unsynced = 1 RETURNING kind"));
        std::map<std::string, std::int64_t> cleared;
        for (const auto& [id, version] : states) {
            TAKAN_TRY(clear.bind(id, static_cast<std::int64_t>(version)));
            TAKAN_TRY_LET(found, clear.step());
            if (found) ++cleared[clear.text(0)];
        }
        clear.reset();
        TAKAN_TRY_LET(tally,
                      Statement::prepare(m_state->db, "UPDATE tally SET unsynced = unsynced - ? WHERE kind = ?"));
        for (const auto& [kind, count] : cleared)
            TAKAN_TRY(tally.run(count, kind));
        TAKAN_TRY(set_meta(m_state->db, stands_at_name, commit.hex()));
    }
    return transaction.commit();
}

Result<std::optional<sync::git::Oid>> Store::stands_at() const {
    TAKAN_TRY_LET(hex, meta(m_state->db, stands_at_name));
    if (hex.empty()) return std::optional<sync::git::Oid>{};
    const auto commit = sync::git::Oid::parse(hex);
    if (!commit)
        return sync::fail(sync::ErrorKind::corrupt, "the store stands at no commit", hex, "error.store_corrupt");
    return std::optional(*commit);
}

Result<std::vector<std::string>> Store::take_in(const sync::git::Oid& commit, const std::vector<sync::Record>& records,
                                                const std::vector<sync::Quarantined>& set_aside, sync::Instant now) {
    TAKAN_TRY_LET(transaction, begin_writing(m_state->db));
    std::vector<std::string> clashes;
    {
        TAKAN_TRY_LET(table, RecordTable::open(m_state->db));
        TakingIn news(table, commit);
        for (const auto& record : records)
            TAKAN_TRY(news.take(record));
        TAKAN_TRY(add_quarantined(m_state->db, set_aside, now));
        TAKAN_TRY(add_quarantined(m_state->db, news.set_aside_here(), now));
        TAKAN_TRY(set_meta(m_state->db, stands_at_name, commit.hex()));
        clashes = std::move(news.clashes());
    }
    TAKAN_TRY(transaction.commit());
    return clashes;
}

Status Store::amend(const std::vector<sync::RecordId>& ids, const std::function<Status(sync::Record&)>& edit) {
    TAKAN_TRY_LET(transaction, begin_writing(m_state->db));
    {
        TAKAN_TRY_LET(table, RecordTable::open(m_state->db));
        for (const auto& id : ids) {
            TAKAN_TRY_LET(stored, table.find(id));
            if (!stored) continue;
            sync::Record record = stored->record;
            TAKAN_TRY(edit(record));
            if (record == stored->record) continue;
            if (record.fields.empty()) {
                TAKAN_TRY(table.remove(*stored));
                continue;
            }
            TAKAN_TRY_LET(body, checked_body(record));
            TAKAN_TRY(table.replace(*stored, record, body, true));
        }
    }
    return transaction.commit();
}

Status Store::mark_unsynced() {
    TAKAN_TRY_LET(transaction, begin_writing(m_state->db));
    TAKAN_TRY(m_state->db.run("UPDATE record SET unsynced = 1 WHERE unsynced = 0"));
    TAKAN_TRY(m_state->db.run("UPDATE tally SET unsynced ="
                              " (SELECT count(*) FROM record WHERE record.kind = tally.kind)"));
    return transaction.commit();
}

Result<std::vector<QuarantineEntry>> Store::quarantine() const {
    return read_quarantine(m_state->db);
}

Status Store::dismiss_quarantine(std::int64_t id) {
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, "DELETE FROM quarantine WHERE number = ?"));
    return statement.run(id);
}

Status Store::report(const sync::Quarantined& what, sync::Instant now) {
    return add_quarantined(m_state->db, {what}, now);
}

} // namespace takan::app
