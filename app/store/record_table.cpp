#include "app/store/record_table.hpp"

#include "app/store/schema.hpp"
#include "sync/record/json.hpp"

#include <algorithm>

namespace takan::app {
namespace {

using sync::ErrorKind;

constexpr std::string_view mark_name = "derived_by";

std::int64_t stored_number(std::uint64_t number) {
    return static_cast<std::int64_t>(number);
}

} // namespace

Result<Transaction> begin_writing(const Connection& db) {
    TAKAN_TRY_LET(transaction, Transaction::write(db));
    TAKAN_TRY_LET(mark, meta(db, mark_name));
    // To take a record out of the search index one has to know what was put in.
    if (mark != derivation_mark()) {
        return sync::fail(ErrorKind::denied, "another version of the program has taken over the store", {},
                          "error.store_newer");
    }
    return transaction;
}

Result<sync::Record> read_body(const sync::RecordId& id, std::string_view body) {
    auto record = sync::read_record(body);
    if (record && record->id == id) return record;
    return sync::fail(ErrorKind::corrupt, record ? "a record in the store has another's bytes" : record.error().message,
                      id.text(), "error.store_corrupt");
}

Result<std::string> checked_body(const sync::Record& record) {
    std::string body = sync::canonical(record);
    if (body.size() > sync::greatest_record) {
        return sync::fail(ErrorKind::invalid, "the record would have " + std::to_string(body.size()) + " bytes",
                          record.id.text(), "error.record_too_large");
    }
    const auto again = sync::read_record(body);
    if (!again) return sync::fail(ErrorKind::invalid, again.error().message, record.id.text());
    if (*again != record)
        return sync::fail(ErrorKind::invalid, "the record would not read back as it is", record.id.text());
    return body;
}

const char* RecordTable::text_of(std::size_t which) {
    switch (static_cast<Sql>(which)) {
    case find_record:
        return "SELECT number, version, unsynced, body FROM record WHERE id = ?";
    case insert_record:
        return "INSERT INTO record(id, kind, version, unsynced, unseen, deleted, deleted_but_changed, contested,"
               " changed_at, title, sort_key, review_state, body) VALUES(?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
               " RETURNING number";
    case update_record:
        return "UPDATE record SET version = ?2, unsynced = ?3, unseen = ?4, deleted = ?5, deleted_but_changed = ?6,"
               " contested = ?7, changed_at = ?8, title = ?9, sort_key = ?10, review_state = ?11, body = ?12"
               " WHERE number = ?1";
    case delete_record:
        return "DELETE FROM record WHERE number = ?";
    case clear_unsynced:
        return "UPDATE record SET unsynced = 0 WHERE number = ?";
    case insert_entry:
        return "INSERT INTO entry(kind, field, value, sort_key, number, deleted) VALUES(?, ?, ?, ?, ?, ?)";
    case delete_entry:
        return "DELETE FROM entry WHERE kind = ? AND field = ? AND value = ? AND sort_key = ? AND number = ?";
    case insert_words:
        return "INSERT INTO words(rowid, kind, title_units, title_pairs, units, pairs) VALUES(?, ?, ?, ?, ?, ?)";
    case delete_words:
        return "INSERT INTO words(words, rowid, kind, title_units, title_pairs, units, pairs)"
               " VALUES('delete', ?, ?, ?, ?, ?, ?)";
    case insert_edit:
        return "INSERT OR IGNORE INTO past_edit(id, field, device, time, value) VALUES(?, ?, ?, ?, ?)";
    case add_tally:
        return "INSERT INTO tally(kind, present, unsynced, contested) VALUES(?, ?, ?, ?) ON CONFLICT(kind) DO UPDATE "
               "SET"
               " present = present + excluded.present, unsynced = unsynced + excluded.unsynced,"
               " contested = contested + excluded.contested";
    case last_look:
        return "SELECT body = ? FROM looked WHERE id = ?";
    case count_of:
        break;
    }
    return "";
}

Result<RecordTable> RecordTable::open(const Connection& db) {
    std::vector<Statement> statements;
    for (std::size_t which = 0; which < count_of; ++which) {
        TAKAN_TRY_LET(statement, Statement::prepare(db, text_of(which)));
        statements.push_back(std::move(statement));
    }
    return RecordTable(std::move(statements));
}

Result<std::optional<RecordTable::Stored>> RecordTable::find(const sync::RecordId& id) {
    Statement& row = sql(find_record);
    TAKAN_TRY(row.bind(id));
    TAKAN_TRY_LET(found, row.step());
    if (!found) return std::optional<Stored>{};
    Stored stored;
    stored.number = row.number(0);
    stored.version = static_cast<std::uint64_t>(row.number(1));
    stored.unsynced = row.flag(2);
    stored.body = row.text(3);
    row.reset();
    TAKAN_TRY_LET(record, read_body(id, stored.body));
    stored.record = std::move(record);
    return std::optional(std::move(stored));
}

Result<bool> RecordTable::differs_from_look(const sync::RecordId& id, std::string_view body) {
    Statement& look = sql(last_look);
    TAKAN_TRY(look.bind(body, id));
    TAKAN_TRY_LET(found, look.step());
    const bool same = found && look.flag(0);
    look.reset();
    return !same;
}

Status RecordTable::insert(const sync::Record& record, std::string_view body, bool unsynced) {
    const Derived derived = derive(record);
    TAKAN_TRY_LET(unseen, differs_from_look(record.id, body));
    Statement& row = sql(insert_record);
    TAKAN_TRY(row.bind(record.id, record.kind, unsynced, unseen, derived.deleted, derived.deleted_but_changed,
                       derived.contested, derived.changed_at, derived.title, derived.sort_key, derived.review_state,
                       body));
    TAKAN_TRY(row.step());
    const std::int64_t number = row.number(0);
    row.reset();
    TAKAN_TRY(write_entries(number, record.kind, nullptr, &derived));
    TAKAN_TRY(write_words(number, record.kind, nullptr, &derived));
    return count(record.kind, {}, counted(derived, unsynced));
}

Status RecordTable::replace(const Stored& before, const sync::Record& after, std::string_view body, bool unsynced) {
    const Derived was = derive(before.record);
    const Derived is = derive(after);
    TAKAN_TRY(update_row(before, is, body, unsynced, before.version + 1));
    TAKAN_TRY(write_entries(before.number, after.kind, &was, &is));
    TAKAN_TRY(write_words(before.number, after.kind, &was, &is));
    TAKAN_TRY(keep_past_edits(before.record, after));
    return count(after.kind, counted(was, before.unsynced), counted(is, unsynced));
}

Status RecordTable::remove(const Stored& stored) {
    const Derived was = derive(stored.record);
    TAKAN_TRY(write_entries(stored.number, stored.record.kind, &was, nullptr));
    TAKAN_TRY(write_words(stored.number, stored.record.kind, &was, nullptr));
    sync::Record nothing = stored.record;
    nothing.fields.clear();
    TAKAN_TRY(keep_past_edits(stored.record, nothing));
    TAKAN_TRY(sql(delete_record).run(stored.number));
    return count(stored.record.kind, counted(was, stored.unsynced), {});
}

Status RecordTable::update_row(const Stored& before, const Derived& derived, std::string_view body, bool unsynced,
                               std::uint64_t version) {
    TAKAN_TRY_LET(unseen, differs_from_look(before.record.id, body));
    return sql(update_record)
        .run(before.number, stored_number(version), unsynced, unseen, derived.deleted, derived.deleted_but_changed,
             derived.contested, derived.changed_at, derived.title, derived.sort_key, derived.review_state, body);
}

Status RecordTable::mark_synced(const Stored& stored) {
    if (!stored.unsynced) return {};
    TAKAN_TRY(sql(clear_unsynced).run(stored.number));
    return sql(add_tally).run(stored.record.kind, 0, -1, 0);
}

Status RecordTable::keep_past_edits(const sync::Record& source, const sync::Record& stands) {
    for (const auto& [name, field] : source.fields) {
        const sync::Field* now = sync::find_field(stands, name);
        for (const auto& [edit, value] : field)
            if (now == nullptr || !now->contains(edit))
                TAKAN_TRY(keep_past_edit(source.id, name, edit, sync::canonical(value)));
    }
    return {};
}

Status RecordTable::keep_past_edit(const sync::RecordId& id, std::string_view field, const sync::Edit& edit,
                                   std::string_view value) {
    return sql(insert_edit).run(id, field, edit.device.view(), edit.time.ms, value);
}

Status RecordTable::write_entries(std::int64_t number, const std::string& kind, const Derived* before,
                                  const Derived* after) {
    const bool same_place = before != nullptr && after != nullptr && before->sort_key == after->sort_key &&
                            before->deleted == after->deleted;
    const auto stays = [&](const Entry& entry, const Derived* other) {
        return same_place && std::binary_search(other->entries.begin(), other->entries.end(), entry);
    };
    if (before != nullptr)
        for (const auto& entry : before->entries)
            if (!stays(entry, after))
                TAKAN_TRY(sql(delete_entry).run(kind, entry.field, entry.value, before->sort_key, number));
    if (after != nullptr)
        for (const auto& entry : after->entries)
            if (!stays(entry, before))
                TAKAN_TRY(
                    sql(insert_entry).run(kind, entry.field, entry.value, after->sort_key, number, after->deleted));
    return {};
}

Status RecordTable::write_words(std::int64_t number, const std::string& kind, const Derived* before,
                                const Derived* after) {
    if (before != nullptr && after != nullptr && before->deleted == after->deleted &&
        before->title_words == after->title_words && before->words == after->words)
        return {};
    // A deleted record is not in the index at all.
    if (before != nullptr && !before->deleted)
        TAKAN_TRY(sql(delete_words)
                      .run(number, kind, before->title_words.units, before->title_words.pairs, before->words.units,
                           before->words.pairs));
    if (after != nullptr && !after->deleted)
        TAKAN_TRY(sql(insert_words)
                      .run(number, kind, after->title_words.units, after->title_words.pairs, after->words.units,
                           after->words.pairs));
    return {};
}

RecordTable::Counted RecordTable::counted(const Derived& derived, bool unsynced) {
    const bool contested = derived.contested > 0 && !derived.deleted;
    return {derived.deleted ? 0 : 1, unsynced ? 1 : 0, contested ? 1 : 0};
}

Status RecordTable::count(const std::string& kind, const Counted& before, const Counted& after) {
    const Counted more{after.present - before.present, after.unsynced - before.unsynced,
                       after.contested - before.contested};
    // A row for every kind that is there: one whose only record came deleted must be listed too.
    return sql(add_tally).run(kind, more.present, more.unsynced, more.contested);
}

Status RecordTable::derive_anew(const Stored& stored) {
    const Derived derived = derive(stored.record);
    TAKAN_TRY(update_row(stored, derived, stored.body, stored.unsynced, stored.version));
    TAKAN_TRY(write_entries(stored.number, stored.record.kind, nullptr, &derived));
    TAKAN_TRY(write_words(stored.number, stored.record.kind, nullptr, &derived));
    return count(stored.record.kind, {}, counted(derived, stored.unsynced));
}

Status refresh_derived(const Connection& db) {
    TAKAN_TRY_LET(known, meta(db, mark_name));
    if (known == derivation_mark()) return {};
    TAKAN_TRY_LET(transaction, Transaction::write(db));
    TAKAN_TRY(db.run("DELETE FROM entry"));
    TAKAN_TRY(db.run("DELETE FROM tally"));
    TAKAN_TRY(db.run("INSERT INTO words(words) VALUES('delete-all')"));
    std::vector<sync::RecordId> ids;
    TAKAN_TRY_LET(all, Statement::prepare(db, "SELECT id FROM record"));
    TAKAN_TRY(all.each([&](const Statement& row) -> Status {
        TAKAN_TRY_LET(id, row.id(0));
        ids.push_back(id);
        return {};
    }));
    TAKAN_TRY_LET(table, RecordTable::open(db));
    for (const auto& id : ids) {
        TAKAN_TRY_LET(stored, table.find(id));
        if (stored) TAKAN_TRY(table.derive_anew(*stored));
    }
    TAKAN_TRY(set_meta(db, mark_name, derivation_mark()));
    return transaction.commit();
}

} // namespace takan::app
