#include "app/store/schema.hpp"

#include <array>

namespace takan::app {
namespace {

using sync::ErrorKind;

// record: one row a record. `body` is the record's canonical bytes, everything else is taken from it, except for
//   version (grows with each change), unsynced and unseen.
// entry: shown values of indexed fields, in the order of the lists that filter by them.
// words: the search index; rowid is record.number. It holds no text of its own: the body has it.
// past_edit: edits that were replaced; those that stand are in the body.
// tally: counts a kind, kept in step with record.
constexpr const char* schema_1 = R"(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE record(
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK(length(id) = 16),
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  unsynced INTEGER NOT NULL,
  unseen INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  deleted_but_changed INTEGER NOT NULL,
  contested INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  title TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  review_state TEXT NOT NULL,
  body TEXT NOT NULL) STRICT;
CREATE INDEX record_of_kind_by_time ON record(kind, sort_key, number, deleted);
CREATE INDEX record_of_kind_by_title ON record(kind, title, number, deleted);
CREATE INDEX record_by_time ON record(sort_key, number, deleted);
CREATE INDEX record_unsynced ON record(kind, sort_key, number, deleted) WHERE unsynced = 1;
CREATE INDEX record_contested ON record(kind, sort_key, number, deleted) WHERE contested > 0;
CREATE INDEX record_unseen ON record(changed_at, number, kind) WHERE unseen = 1;
CREATE TABLE entry(
  kind TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  number INTEGER NOT NULL REFERENCES record(number),
  deleted INTEGER NOT NULL,
  PRIMARY KEY(kind, field, value, sort_key, number)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(kind, title_units, title_pairs, units, pairs,
  content = '', tokenize = "ascii tokenchars '_'");
CREATE TABLE past_edit(
  id BLOB NOT NULL CHECK(length(id) = 16),
  field TEXT NOT NULL,
  device TEXT NOT NULL,
  time INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(id, field, device, time)) STRICT, WITHOUT ROWID;
CREATE TABLE tally(
  kind TEXT PRIMARY KEY,
  present INTEGER NOT NULL,
  unsynced INTEGER NOT NULL,
  contested INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE looked(
  id BLOB PRIMARY KEY CHECK(length(id) = 16),
  at INTEGER NOT NULL,
  body TEXT NOT NULL) STRICT;
CREATE TABLE quarantine(
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  commit_id TEXT NOT NULL,
  path TEXT NOT NULL,
  blob TEXT NOT NULL,
  fault TEXT NOT NULL,
  signer TEXT NOT NULL,
  detail TEXT NOT NULL) STRICT;
)";

Status make_version_1(const Connection& db) {
    TAKAN_TRY(db.run(schema_1));
    return db.run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
}

using Migration = Status (*)(const Connection&);
constexpr std::array<Migration, 1> migrations{make_version_1}; // the n-th makes version n from the one before

Status migrate(const Connection& db) {
    TAKAN_TRY_LET(before, schema_of(db));
    if (before == newest_schema()) return {};
    TAKAN_TRY_LET(transaction, Transaction::write(db));
    // Another process may have done it while this one waited for the lock.
    TAKAN_TRY_LET(version, schema_of(db));
    for (; version < newest_schema(); ++version)
        TAKAN_TRY(migrations.at(static_cast<std::size_t>(version))(db));
    TAKAN_TRY(db.run(("PRAGMA user_version = " + std::to_string(newest_schema())).c_str()));
    return transaction.commit();
}

Status set_up(const Connection& db) {
    // cell_size_check: a damaged page is an error when it is read, not a wrong answer later.
    for (const char* pragma :
         {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
          "PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON", "PRAGMA cache_size = -16000"})
        TAKAN_TRY(db.run(pragma));
    return {};
}

} // namespace

std::int64_t newest_schema() {
    return static_cast<std::int64_t>(migrations.size());
}

Result<std::int64_t> schema_of(const Connection& db) {
    TAKAN_TRY_LET(owner, db.number("PRAGMA application_id"));
    TAKAN_TRY_LET(version, db.number("PRAGMA user_version"));
    TAKAN_TRY_LET(tables, db.number("SELECT count(*) FROM sqlite_schema"));
    if (owner == 0 && version == 0 && tables == 0) return std::int64_t{0};
    if (owner != application_id || version < 1)
        return sync::fail(ErrorKind::corrupt, "the store's file is another program's", {}, "error.store_corrupt");
    if (version > newest_schema()) {
        return sync::fail(ErrorKind::denied, "the store has layout " + std::to_string(version) + ", newer than ours",
                          {}, "error.store_newer");
    }
    return version;
}

Result<Connection> open_database(const std::filesystem::path& file) {
    TAKAN_TRY_LET(db, Connection::open(file, true));
    TAKAN_TRY(schema_of(db)); // nothing is written into a file that is not ours
    TAKAN_TRY(set_up(db));
    TAKAN_TRY(migrate(db));
    return db;
}

Result<std::string> meta(const Connection& db, std::string_view name) {
    TAKAN_TRY_LET(statement, Statement::prepare(db, "SELECT value FROM meta WHERE name = ?"));
    TAKAN_TRY(statement.bind(name));
    TAKAN_TRY_LET(found, statement.step());
    return found ? statement.text(0) : std::string{};
}

Status set_meta(const Connection& db, std::string_view name, std::string_view value) {
    TAKAN_TRY_LET(statement, Statement::prepare(db, "INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)"));
    return statement.run(name, value);
}

} // namespace takan::app
