// What the owner of this laptop has looked at, and what is new since.

#include "app/store/record_table.hpp"
#include "app/store/state.hpp"
#include "sync/record/json.hpp"

namespace takan::app {

Result<std::vector<Row>> Store::unseen(const std::vector<std::string>& kinds, std::size_t limit) const {
    if (kinds.empty()) return std::vector<Row>{};
    std::string sql = "SELECT " + std::string(row_columns) +
                      " FROM record r INDEXED BY record_unseen WHERE r.unseen = 1 AND r.kind IN (?";
    for (std::size_t at = 1; at < kinds.size(); ++at)
        sql += ", ?";
    sql += ") ORDER BY r.changed_at DESC, r.number DESC LIMIT ?";
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, sql));
    int index = 0;
    for (const auto& kind : kinds)
        TAKAN_TRY(statement.bind_at(++index, kind));
    TAKAN_TRY(statement.bind_at(++index, static_cast<std::int64_t>(limit)));
    return read_rows(statement);
}

Result<Looked> Store::looked(const sync::RecordId& id) const {
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, "SELECT at, body FROM looked WHERE id = ?"));
    TAKAN_TRY(statement.bind(id));
    TAKAN_TRY_LET(found, statement.step());
    if (!found) return Looked{id, {}, std::nullopt};
    TAKAN_TRY_LET(record, read_body(id, statement.text(1)));
    return Looked{id, {statement.number(0)}, std::move(record)};
}

Status Store::look(const std::vector<sync::RecordId>& ids, sync::Instant now) {
    TAKAN_TRY_LET(transaction, Transaction::write(m_state->db));
    {
        TAKAN_TRY_LET(remember, Statement::prepare(m_state->db, "INSERT OR REPLACE INTO looked(id, at, body)"
                                                                " SELECT id, ?, body FROM record WHERE id = ?"));
        TAKAN_TRY_LET(mark,
                      Statement::prepare(m_state->db, "UPDATE record SET unseen = 0 WHERE id = ? AND unseen = 1"));
        for (const auto& id : ids) {
            TAKAN_TRY(remember.run(now.ms, id));
            TAKAN_TRY(mark.run(id));
        }
    }
    return transaction.commit();
}

Status Store::restore_look(const std::vector<Looked>& looks) {
    TAKAN_TRY_LET(transaction, Transaction::write(m_state->db));
    {
        TAKAN_TRY_LET(forget, Statement::prepare(m_state->db, "DELETE FROM looked WHERE id = ?"));
        TAKAN_TRY_LET(remember,
                      Statement::prepare(m_state->db, "INSERT OR REPLACE INTO looked(id, at, body) VALUES(?, ?, ?)"));
        TAKAN_TRY_LET(mark, Statement::prepare(m_state->db, "UPDATE record SET unseen = body IS NOT (SELECT body FROM"
                                                            " looked WHERE looked.id = record.id) WHERE id = ?"));
        for (const auto& look : looks) {
            if (look.record)
                TAKAN_TRY(remember.run(look.id, look.when.ms, sync::canonical(*look.record)));
            else
                TAKAN_TRY(forget.run(look.id));
            TAKAN_TRY(mark.run(look.id));
        }
    }
    return transaction.commit();
}

} // namespace takan::app
