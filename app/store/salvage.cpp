#include "app/store/salvage.hpp"

#include "app/store/record_table.hpp"
#include "app/store/schema.hpp"
#include "sync/base/text.hpp"
#include "sync/record/json.hpp"

#include <algorithm>

namespace takan::app {
namespace {

using sync::ErrorKind;
using OnRow = std::function<Status(const Statement&)>;

constexpr std::int64_t most_in_a_row = 200'000; // row numbers tried behind the last readable one, about a second

// Walks a table by its row numbers and steps over what cannot be read: each damaged page costs its own rows only.
// `sql` takes the number to start behind, and its first column is the row's number.
Status walk(const Connection& db, const char* sql, const OnRow& on_row) {
    auto statement = Statement::prepare(db, sql);
    if (!statement) return {}; // the table's description is lost
    std::int64_t behind = 0;
    for (std::int64_t failures = 0; failures < most_in_a_row;) {
        TAKAN_TRY(statement->bind(behind));
        auto row = statement->step();
        while (row && *row) {
            behind = statement->number(0);
            failures = 0;
            TAKAN_TRY(on_row(*statement));
            row = statement->step();
        }
        if (row) return {};
        ++behind;
        ++failures;
    }
    return {};
}

// Tables without row numbers: from the front up to the damage, and from the end up to it.
Status walk_both_ways(const Connection& db, const std::string& sql, const std::string& key, const OnRow& on_row) {
    for (const char* direction : {"", " DESC"}) {
        auto statement = Statement::prepare(db, sql + " ORDER BY " + key + direction);
        if (!statement) return {};
        auto row = statement->step();
        while (row && *row) {
            TAKAN_TRY(on_row(*statement));
            row = statement->step();
        }
        if (row) return {}; // read to its end
    }
    return {};
}

class Salvage {
public:
    Salvage(const Connection& from, const Connection& to, RecordTable& table)
        : m_from(from), m_to(to), m_table(table) {}

    Result<std::size_t> carry() {
        TAKAN_TRY(carry_looks()); // before the records, which are unseen or not by them
        TAKAN_TRY(carry_records());
        TAKAN_TRY(carry_edits());
        TAKAN_TRY(carry_settings());
        return m_carried;
    }

private:
    Status carry_records() {
        return walk(m_from,
                    "SELECT number, unsynced, id, body FROM record NOT INDEXED WHERE number > ? ORDER BY number",
                    [&](const Statement& row) -> Status {
                        const auto id = row.id(2);
                        if (!row.flag(1) || !id) return {};
                        const auto record = read_body(*id, row.text(3));
                        if (!record) return {};
                        TAKAN_TRY_LET(known, m_table.find(*id));
                        if (known) return {};
                        ++m_carried;
                        return m_table.insert(*record, sync::canonical(*record), true);
                    });
    }

    Status carry_looks() {
        TAKAN_TRY_LET(insert, Statement::prepare(m_to, "INSERT OR IGNORE INTO looked(id, at, body) VALUES(?, ?, ?)"));
        return walk(m_from, "SELECT rowid, id, at, body FROM looked NOT INDEXED WHERE rowid > ? ORDER BY rowid",
                    [&](const Statement& row) -> Status {
                        const auto id = row.id(1);
                        if (!id || !read_body(*id, row.text(3))) return {};
                        return insert.run(*id, row.number(2), row.text(3));
                    });
    }

    Status carry_edits() {
        return walk_both_ways(m_from, "SELECT id, field, device, time, value FROM past_edit", "id, field, device, time",
                              [&](const Statement& row) -> Status {
                                  const auto id = row.id(0);
                                  const auto device = sync::DeviceId::parse(row.text(2));
                                  const std::string field = row.text(1);
                                  const std::string value = row.text(4);
                                  if (!id || !device || !sync::is_field_name(field) || !sync::read_value(value))
                                      return {};
                                  return m_table.keep_past_edit(*id, field, {*device, {row.number(3)}}, value);
                              });
    }

    Status carry_settings() {
        TAKAN_TRY_LET(insert, Statement::prepare(m_to, "INSERT OR IGNORE INTO setting(name, value) VALUES(?, ?)"));
        return walk_both_ways(m_from, "SELECT name, value FROM setting", "name", [&](const Statement& row) -> Status {
            const std::string name = row.text(0);
            const std::string value = row.text(1);
            if (!sync::is_plain_text(name) || !sync::is_plain_text(value)) return {};
            return insert.run(name, value);
        });
    }

    const Connection& m_from;
    const Connection& m_to;
    RecordTable& m_table;
    std::size_t m_carried = 0;
};

// Takes the old file for this process alone and leaves it unaltered. Nothing: it cannot be read.
Result<std::optional<Connection>> open_damaged(const std::filesystem::path& file) {
    TAKAN_TRY_LET(db, Connection::open(file, false));
    // Closing would otherwise write the log back into the damaged file.
    sqlite3_db_config(db.raw(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    TAKAN_TRY(db.run("PRAGMA locking_mode = EXCLUSIVE"));
    const auto owner = db.number("PRAGMA application_id");
    const auto version = db.number("PRAGMA user_version");
    if (owner && version && *owner == application_id && *version > newest_schema()) {
        return sync::fail(ErrorKind::denied, "the store's layout is newer than ours", sync::utf8(file),
                          "error.store_newer");
    }
    const auto readable = db.number("SELECT count(*) FROM sqlite_schema");
    if (readable) return std::optional(std::move(db));
    const auto kind = readable.error().kind;
    if (kind == ErrorKind::busy || kind == ErrorKind::denied || kind == ErrorKind::offline) return readable.error();
    return std::optional<Connection>{};
}

} // namespace

Result<std::size_t> salvage(const std::filesystem::path& damaged, const Connection& fresh) {
    TAKAN_TRY_LET(from, open_damaged(damaged));
    if (!from) return std::size_t{0};
    TAKAN_TRY_LET(transaction, begin_writing(fresh));
    std::size_t carried = 0;
    {
        TAKAN_TRY_LET(table, RecordTable::open(fresh));
        TAKAN_TRY_LET(count, Salvage(*from, fresh, table).carry());
        carried = count;
    }
    TAKAN_TRY(transaction.commit());
    return carried;
}

} // namespace takan::app
