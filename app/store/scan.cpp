// All records of a kind in one pass, for tables and counts.

#include "app/store/record_table.hpp"
#include "app/store/state.hpp"

namespace takan::app {

Status Store::each(std::string_view kind, const std::function<Status(Row row, sync::Instant changed)>& take) const {
    const std::string sql = "SELECT " + std::string(row_columns) + ", r.changed_at FROM record r WHERE r.kind = ?";
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, sql));
    TAKAN_TRY(statement.bind(kind));
    return statement.each([&](const Statement& found) -> Status {
        TAKAN_TRY_LET(row, read_row(found));
        return take(std::move(row), {found.number(row_width)});
    });
}

Status Store::each_record(std::string_view kind, const std::function<Status(const sync::Record&)>& take) const {
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, "SELECT id, body FROM record WHERE kind = ?"));
    TAKAN_TRY(statement.bind(kind));
    return statement.each([&](const Statement& found) -> Status {
        TAKAN_TRY_LET(id, found.id(0));
        TAKAN_TRY_LET(record, read_body(id, found.text(1)));
        return take(record);
    });
}

Status Store::each_entry(std::string_view kind, std::string_view field,
                         const std::function<Status(const sync::RecordId&, std::string value)>& take) const {
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, "SELECT r.id, e.value FROM entry e CROSS JOIN record r"
                                                             " ON r.number = e.number WHERE e.kind = ? AND e.field = ?"
                                                             " ORDER BY e.value"));
    TAKAN_TRY(statement.bind(kind, field));
    return statement.each([&](const Statement& found) -> Status {
        TAKAN_TRY_LET(id, found.id(0));
        return take(id, found.text(1));
    });
}

Result<std::optional<std::pair<Row, sync::Instant>>> Store::row_now(const sync::RecordId& id) const {
    const std::string sql = "SELECT " + std::string(row_columns) + ", r.changed_at FROM record r WHERE r.id = ?";
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, sql));
    TAKAN_TRY(statement.bind(id));
    TAKAN_TRY_LET(found, statement.step());
    if (!found) return std::optional<std::pair<Row, sync::Instant>>{};
    TAKAN_TRY_LET(row, read_row(statement));
    return std::optional(std::pair(std::move(row), sync::Instant{statement.number(row_width)}));
}

} // namespace takan::app
