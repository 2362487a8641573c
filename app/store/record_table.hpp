#pragma once
// RecordTable: writes a record and everything that is derived from it, inside the caller's transaction.

#include "app/store/derive.hpp"
#include "app/store/sqlite.hpp"
#include "sync/record/record.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace takan::app {

// Begins a transaction in which records may be written. Error denied (key error.store_newer) when another version of
// the program has derived the tables anew while this one was running.
Result<Transaction> begin_writing(const Connection& db);

// Reads a body of the store. Error corrupt, with the id as the subject.
Result<sync::Record> read_body(const sync::RecordId& id, std::string_view body);

// The bytes of a record that a person is about to save. Errors: invalid when they could not be read back, when they are
// too large with key error.record_too_large.
Result<std::string> checked_body(const sync::Record& record);

class RecordTable {
public:
    // Prepares the statements. The table must not outlive `db`.
    static Result<RecordTable> open(const Connection& db);

    struct Stored {
        std::int64_t number = 0;
        sync::Record record;
        std::string body;
        std::uint64_t version = 0;
        bool unsynced = false;
    };
    Result<std::optional<Stored>> find(const sync::RecordId& id);

    // `body` is the record's canonical form.
    Status insert(const sync::Record& record, std::string_view body, bool unsynced);
    // `after` takes the place of what is stored, as the next version.
    Status replace(const Stored& before, const sync::Record& after, std::string_view body, bool unsynced);
    // Takes the record out; its edits stay known as past ones.
    Status remove(const Stored& stored);
    Status mark_synced(const Stored& stored);
    // Remembers the edits of `source` that `stands` does not hold any more.
    Status keep_past_edits(const sync::Record& source, const sync::Record& stands);
    Status keep_past_edit(const sync::RecordId& id, std::string_view field, const sync::Edit& edit,
                          std::string_view value);
    // Makes everything that is derived from the record anew, into tables that hold nothing of it.
    Status derive_anew(const Stored& stored);

private:
    enum Sql : std::size_t {
        find_record,
        insert_record,
        update_record,
        delete_record,
        clear_unsynced,
        insert_entry,
        delete_entry,
        insert_words,
        delete_words,
        insert_edit,
        add_tally,
        last_look,
        count_of
    };
    static const char* text_of(std::size_t which);
    explicit RecordTable(std::vector<Statement> statements) : m_statements(std::move(statements)) {}

    Statement& sql(Sql which) { return m_statements[which]; }
    Result<bool> differs_from_look(const sync::RecordId& id, std::string_view body);
    Status write_entries(std::int64_t number, const std::string& kind, const Derived* before, const Derived* after);
    Status write_words(std::int64_t number, const std::string& kind, const Derived* before, const Derived* after);
    struct Counted {
        int present = 0;
        int unsynced = 0;
        int contested = 0;
    };
    static Counted counted(const Derived& derived, bool unsynced);
    Status count(const std::string& kind, const Counted& before, const Counted& after);
    Status update_row(const Stored& before, const Derived& derived, std::string_view body, bool unsynced,
                      std::uint64_t version);

    std::vector<Statement> m_statements; // in the order of Sql
};

// Derives everything anew when the program's tables have changed since it was done last.
Status refresh_derived(const Connection& db);

} // namespace takan::app
