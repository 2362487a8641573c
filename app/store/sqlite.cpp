#include "app/store/sqlite.hpp"

#include "sync/base/files.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <cerrno>

namespace takan::app {
namespace {

using sync::ErrorKind;

constexpr int patience_ms = 5000; // another process's longest transaction, a sync's take-in, lasts about a second

// The system's word for what failed. SQLite hands it up only when a file could not be opened; for reading, writing and
// syncing the file itself knows, the log or the database.
int errno_of(int code, sqlite3* db) {
    if (db == nullptr) return 0;
    if ((code & 0xff) == SQLITE_CANTOPEN) return sqlite3_system_errno(db);
    for (const int which : {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER}) {
        sqlite3_file* file = nullptr;
        int number = 0;
        if (sqlite3_file_control(db, "main", which, &file) != SQLITE_OK || file == nullptr) continue;
        if (file->pMethods != nullptr) file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &number);
        if (number != 0) return number;
    }
    return sqlite3_system_errno(db);
}

sync::Error io_error(int code, sqlite3* db, std::string message) {
    const int number = errno_of(code, db);
    // A file that cannot be made is not one that is missing: nobody shall take the store for an absent one.
    if (number == 0 || number == ENOENT) return sync::fail(ErrorKind::broken, std::move(message));
    return sync::error_from_errno(number, std::move(message), {});
}

sync::Error error_of(int code, sqlite3* db, std::string message) {
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return sync::fail(ErrorKind::busy, std::move(message));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return sync::fail(ErrorKind::corrupt, std::move(message), {}, "error.store_corrupt");
    case SQLITE_FULL:
        return sync::fail(ErrorKind::broken, std::move(message), {}, "error.disk_full");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return sync::fail(ErrorKind::denied, std::move(message));
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return io_error(code, db, std::move(message));
    default:
        return sync::fail(ErrorKind::broken, std::move(message));
    }
}

} // namespace

Status check(int code, sqlite3* db, std::string_view doing) {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return {};
    std::string message(doing);
    message += ": ";
    message += db == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(db);
    message += " (" + std::to_string(code) + ")";
    return error_of(code, db, std::move(message));
}

Result<Connection> Connection::open(const std::filesystem::path& file, bool create) {
    // Without a mutex of SQLite's own: one thread at a time uses the connection.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    Handle db;
    const int code =
        sqlite3_open_v2(sync::utf8(file).c_str(), sync::Out(db), flags | (create ? SQLITE_OPEN_CREATE : 0), nullptr);
    TAKAN_TRY(check(code, db.get(), "open the store"));
    TAKAN_TRY(check(sqlite3_busy_timeout(db.get(), patience_ms), db.get(), "set the patience of the store"));
    return Connection(std::move(db));
}

Result<Connection> Connection::open_address(const std::string& address) {
    constexpr int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    Handle db;
    const int code = sqlite3_open_v2(address.c_str(), sync::Out(db), flags, nullptr);
    TAKAN_TRY(check(code, db.get(), "open a file for reading"));
    return Connection(std::move(db));
}

Status Connection::run(const char* sql) const {
    return check(sqlite3_exec(raw(), sql, nullptr, nullptr, nullptr), raw(), sql);
}

Result<std::int64_t> Connection::number(const char* sql) const {
    TAKAN_TRY_LET(statement, Statement::prepare(*this, sql));
    TAKAN_TRY_LET(found, statement.step());
    return found ? statement.number(0) : std::int64_t{0};
}

Result<Statement> Statement::prepare(const Connection& db, std::string_view sql) {
    Handle statement;
    const int code =
        sqlite3_prepare_v2(db.raw(), sql.data(), static_cast<int>(sql.size()), sync::Out(statement), nullptr);
    TAKAN_TRY(check(code, db.raw(), sql));
    return Statement(std::move(statement));
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(m_statement.get());
    TAKAN_TRY(check(code, db(), sqlite3_sql(m_statement.get())));
    return code == SQLITE_ROW;
}

Status Statement::finish() {
    TAKAN_TRY_LET(row, step());
    while (row) {
        TAKAN_TRY_LET(next, step());
        row = next;
    }
    // An open statement would keep the transaction from being committed.
    reset();
    return {};
}

Status Statement::each(const std::function<Status(const Statement&)>& on_row) {
    while (true) {
        TAKAN_TRY_LET(row, step());
        if (!row) break;
        TAKAN_TRY(on_row(*this));
    }
    reset();
    return {};
}

std::string Statement::text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    const int size = sqlite3_column_bytes(m_statement.get(), column);
    return bytes == nullptr ? std::string{} : std::string(bytes, static_cast<std::size_t>(size));
}

Result<sync::RecordId> Statement::id(int column) const {
    const std::string bytes = text(column);
    if (bytes.size() == 16) {
        std::string hex = sync::to_hex(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        for (const std::size_t dash : {20U, 16U, 12U, 8U})
            hex.insert(dash, 1, '-');
        if (auto id = sync::RecordId::parse(hex)) return *id;
    }
    return sync::fail(ErrorKind::corrupt, "a record's id in the store is none", {}, "error.store_corrupt");
}

Status Statement::bind_one(int index, std::int64_t value) {
    return check(sqlite3_bind_int64(m_statement.get(), index, value), db(), "bind a number");
}

Status Statement::bind_one(int index, std::string_view value) {
    // An empty view may have no address, which SQLite would take for NULL.
    const char* bytes = value.data() == nullptr ? "" : value.data();
    return check(sqlite3_bind_text64(m_statement.get(), index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8),
                 db(), "bind a text");
}

Status Statement::bind_one(int index, const sync::RecordId& value) {
    return check(sqlite3_bind_blob(m_statement.get(), index, value.bytes().data(), 16, SQLITE_TRANSIENT), db(),
                 "bind an id");
}

Result<Transaction> Transaction::write(const Connection& db) {
    TAKAN_TRY(db.run("BEGIN IMMEDIATE"));
    return Transaction(db);
}

Result<Transaction> Transaction::read(const Connection& db) {
    TAKAN_TRY(db.run("BEGIN"));
    return Transaction(db);
}

Transaction::~Transaction() {
    if (m_db == nullptr) return;
    // After some errors SQLite has rolled back by itself, and says so here.
    static_cast<void>(m_db->run("ROLLBACK"));
}

Status Transaction::commit() {
    TAKAN_TRY(m_db->run("COMMIT"));
    m_db = nullptr;
    return {};
}

} // namespace takan::app
