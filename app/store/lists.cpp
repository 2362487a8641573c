// Lists, counts and what refers to a record.

#include "app/store/state.hpp"

namespace takan::app {
namespace {

constexpr std::string_view any_kind = "(SELECT kind FROM tally)"; // few: lets the index by kind be used for all of them

// A SELECT that is put together, with its parameters in their order.
struct Query {
    std::string tables;
    std::string where;
    std::vector<std::string> texts;

    void require(std::string_view condition) {
        where += where.empty() ? " WHERE " : " AND ";
        where += condition;
    }
    void require(std::string_view condition, std::string_view text) {
        require(condition);
        texts.emplace_back(text);
    }
    Result<Statement> prepare(const Connection& db, std::string_view columns, std::string_view rest) const {
        std::string sql = "SELECT ";
        sql.append(columns).append(" FROM ").append(tables).append(where).append(rest);
        TAKAN_TRY_LET(statement, Statement::prepare(db, sql));
        for (std::size_t at = 0; at < texts.size(); ++at)
            TAKAN_TRY(statement.bind_at(static_cast<int>(at) + 1, texts[at]));
        return statement;
    }
};

bool needs_record(const Filter& filter) {
    return filter.only_contested || filter.only_unsynced;
}

Query by_entry(const Filter& filter, bool with_record) {
    Query query;
    // CROSS JOIN keeps the order: first the entries, which stand in the order of the list.
    query.tables = with_record ? "entry e CROSS JOIN record r ON r.number = e.number" : "entry e";
    if (filter.kind.empty())
        query.require("e.kind IN " + std::string(any_kind));
    else
        query.require("e.kind = ?", filter.kind);
    query.require("e.field = ?", filter.field);
    query.require("e.value = ?", filter.value);
    if (!filter.with_deleted) query.require("e.deleted = 0");
    return query;
}

const char* index_for(const Filter& filter) {
    if (filter.only_contested) return " INDEXED BY record_contested";
    if (filter.only_unsynced) return " INDEXED BY record_unsynced";
    if (filter.kind.empty()) return filter.order == Order::title ? "" : " INDEXED BY record_by_time";
    return filter.order == Order::title ? " INDEXED BY record_of_kind_by_title" : " INDEXED BY record_of_kind_by_time";
}

Query by_record(const Filter& filter) {
    Query query;
    query.tables = std::string("record r") + index_for(filter);
    if (!filter.kind.empty()) query.require("r.kind = ?", filter.kind);
    if (!filter.with_deleted) query.require("r.deleted = 0");
    return query;
}

Query query_of(const Filter& filter, bool with_record) {
    Query query = filter.field.empty() ? by_record(filter) : by_entry(filter, with_record);
    if (filter.only_contested) query.require("r.contested > 0");
    if (filter.only_unsynced) query.require("r.unsynced = 1");
    return query;
}

std::string order_of(const Filter& filter) {
    const std::string table = filter.field.empty() ? "r." : "e.";
    switch (filter.order) {
    case Order::newest_first:
        return " ORDER BY " + table + "sort_key DESC, " + table + "number DESC";
    case Order::oldest_first:
        return " ORDER BY " + table + "sort_key, " + table + "number";
    case Order::title:
        break;
    }
    return " ORDER BY r.title, r.number";
}

// SQLite counts in signed numbers, of which a negative limit means none.
std::string paging(const Filter& filter) {
    constexpr std::size_t most = std::size_t{1} << 40;
    return " LIMIT " + std::to_string(std::min(filter.limit, most)) + " OFFSET " +
           std::to_string(std::min(filter.offset, most));
}

} // namespace

Result<Row> read_row(const Statement& row) {
    TAKAN_TRY_LET(id, row.id(0));
    Row out;
    out.id = id;
    out.kind = row.text(1);
    out.title = row.text(2);
    out.sort_key = row.text(3);
    out.deleted_but_changed = row.flag(5);
    out.deleted = row.flag(4) || out.deleted_but_changed;
    out.contested = static_cast<int>(row.number(6));
    out.unsynced = row.flag(7);
    out.review_state = row.text(8);
    return out;
}

Result<std::vector<Row>> read_rows(Statement& statement) {
    std::vector<Row> rows;
    TAKAN_TRY(statement.each([&](const Statement& row) -> Status {
        TAKAN_TRY_LET(one, read_row(row));
        rows.push_back(std::move(one));
        return {};
    }));
    return rows;
}

Result<std::vector<Row>> Store::list(const Filter& filter) const {
    const Query query = query_of(filter, true);
    TAKAN_TRY_LET(statement, query.prepare(m_state->db, row_columns, order_of(filter) + paging(filter)));
    return read_rows(statement);
}

Result<std::size_t> Store::count(const Filter& filter) const {
    Query query;
    std::string_view what = "count(*)";
    if (filter.field.empty() && !filter.with_deleted && !needs_record(filter)) {
        what = "total(present)"; // counting 100,000 index rows takes longer than a snapshot may
        query.tables = "tally";
        if (!filter.kind.empty()) query.require("kind = ?", filter.kind);
    } else {
        query = query_of(filter, needs_record(filter));
    }
    TAKAN_TRY_LET(statement, query.prepare(m_state->db, what, ""));
    TAKAN_TRY(statement.step());
    return static_cast<std::size_t>(statement.number(0));
}

Result<std::vector<Row>> Store::rows(const std::vector<sync::RecordId>& ids) const {
    const std::string sql = "SELECT " + std::string(row_columns) + " FROM record r WHERE r.id = ?";
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, sql));
    std::vector<Row> rows;
    for (const auto& id : ids) {
        TAKAN_TRY(statement.bind(id));
        TAKAN_TRY_LET(found, statement.step());
        if (!found) continue;
        TAKAN_TRY_LET(row, read_row(statement));
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::vector<Row>> Store::referring(std::string_view kind, std::string_view field,
                                          const sync::RecordId& target) const {
    const std::string sql = "SELECT " + std::string(row_columns) +
                            " FROM entry e CROSS JOIN record r ON r.number = e.number WHERE e.kind = ? AND e.field = ?"
                            " AND e.value = ? ORDER BY e.sort_key DESC, e.number DESC";
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, sql));
    TAKAN_TRY(statement.bind(kind, field, target.text()));
    return read_rows(statement);
}

Result<Counts> Store::counts() const {
    Counts counts;
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, "SELECT kind, present, unsynced, contested FROM tally"));
    TAKAN_TRY(statement.each([&](const Statement& row) -> Status {
        const auto unsynced = static_cast<std::size_t>(row.number(2));
        counts.unsynced_records += unsynced;
        if (row.text(0) == "photo") counts.unsynced_photos = unsynced;
        counts.contested += static_cast<std::size_t>(row.number(3));
        if (row.number(1) > 0) counts.by_kind.emplace_back(row.text(0), static_cast<std::size_t>(row.number(1)));
        return {};
    }));
    TAKAN_TRY_LET(quarantined, m_state->db.number("SELECT count(*) FROM quarantine"));
    counts.quarantined = static_cast<std::size_t>(quarantined);
    return counts;
}

Result<std::vector<std::pair<std::string, std::size_t>>> Store::tally(std::string_view kind,
                                                                      std::string_view field) const {
    TAKAN_TRY_LET(statement,
                  Statement::prepare(m_state->db, "SELECT value, count(*) FROM entry WHERE kind = ? AND field = ?"
                                                  " AND deleted = 0 GROUP BY value ORDER BY 2 DESC, value"));
    TAKAN_TRY(statement.bind(kind, field));
    std::vector<std::pair<std::string, std::size_t>> counted;
    TAKAN_TRY(statement.each([&](const Statement& row) -> Status {
        counted.emplace_back(row.text(0), static_cast<std::size_t>(row.number(1)));
        return {};
    }));
    return counted;
}

} // namespace takan::app
