#pragma once
// SQLite behind our words: an owned connection, statements, transactions, and its result codes as Errors.
// Only files of this folder include this one.

#include "sync/base/handles.hpp"
#include "sync/base/ids.hpp"
#include "sync/base/result.hpp"

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace takan::app {

using sync::Result;
using sync::Status;

// SQLITE_OK, SQLITE_ROW and SQLITE_DONE are success. Errors: busy (another process holds the lock), corrupt (key
// error.store_corrupt), denied (read-only), offline (the medium went away), broken (disk full: key error.disk_full; and
// the rest). `db` may be null.
Status check(int code, sqlite3* db, std::string_view doing);

// One connection, used by one thread at a time.
class Connection {
public:
    // Opens the file, creates it when `create` says so. Waits up to 5 s for another process's lock.
    static Result<Connection> open(const std::filesystem::path& file, bool create);
    // Opens what an address of SQLite's form ("file:…?mode=ro") names, for reading only.
    static Result<Connection> open_address(const std::string& address);

    sqlite3* raw() const { return m_db.get(); }
    // Runs SQL text without parameters; results are thrown away.
    Status run(const char* sql) const;
    Result<std::int64_t> number(const char* sql) const; // the first column of the first row; 0 when there is none

private:
    using Handle = sync::CHandle<sqlite3, sqlite3_close_v2>;
    explicit Connection(Handle db) : m_db(std::move(db)) {}

    Handle m_db;
};

// A prepared statement. It must not outlive its connection.
class Statement {
public:
    static Result<Statement> prepare(const Connection& db, std::string_view sql);

    // Starts over with these parameters, numbered from 1: integers, texts, record ids as blobs.
    template <class... Values>
    Status bind(const Values&... values) {
        reset();
        int index = 0;
        Status status;
        const auto one = [&](const auto& value) {
            ++index;
            if (status) status = bind_one(index, value);
        };
        (one(values), ...);
        return status;
    }
    // Binds one parameter without starting over, for SQL that is put together.
    Status bind_at(int index, std::string_view value) { return bind_one(index, value); }
    Status bind_at(int index, std::int64_t value) { return bind_one(index, value); }

    Result<bool> step();                               // true: there is a row
    void reset() { sqlite3_reset(m_statement.get()); } // lets go of the row
    // Binds and runs to the end; for statements without rows.
    template <class... Values>
    Status run(const Values&... values) {
        TAKAN_TRY(bind(values...));
        return finish();
    }
    // Calls `on_row` for each row until one fails.
    Status each(const std::function<Status(const Statement&)>& on_row);

    std::int64_t number(int column) const { return sqlite3_column_int64(m_statement.get(), column); }
    bool flag(int column) const { return number(column) != 0; }
    std::string text(int column) const; // of a blob too
    bool is_null(int column) const { return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL; }
    Result<sync::RecordId> id(int column) const; // 16 bytes. Error corrupt.

private:
    using Handle = sync::CHandle<sqlite3_stmt, sqlite3_finalize>;
    explicit Statement(Handle statement) : m_statement(std::move(statement)) {}

    Status bind_one(int index, std::int64_t value);
    Status bind_one(int index, int value) { return bind_one(index, std::int64_t{value}); }
    Status bind_one(int index, bool value) { return bind_one(index, std::int64_t{value}); }
    Status bind_one(int index, std::size_t value) { return bind_one(index, static_cast<std::int64_t>(value)); }
    Status bind_one(int index, std::string_view value);
    Status bind_one(int index, const std::string& value) { return bind_one(index, std::string_view(value)); }
    Status bind_one(int index, const char* value) { return bind_one(index, std::string_view(value)); }
    Status bind_one(int index, const sync::RecordId& value);
    Status finish();
    sqlite3* db() const { return sqlite3_db_handle(m_statement.get()); }

    Handle m_statement;
};

// A transaction that is rolled back unless it was committed. A writing one takes the lock at its start, so that what
// was read inside it cannot be overtaken; a reading one sees one state of the store throughout.
class Transaction {
public:
    static Result<Transaction> write(const Connection& db);
    static Result<Transaction> read(const Connection& db);
    Transaction(Transaction&& other) noexcept : m_db(std::exchange(other.m_db, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Status commit(); // durable when it returns

private:
    explicit Transaction(const Connection& db) : m_db(&db) {}

    const Connection* m_db; // null: over
};

} // namespace takan::app
