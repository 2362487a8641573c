#pragma once
// Store: the laptop's SQLite index of records. What was synced can be rebuilt from the repository; what was not lives
// here and is durable when a function that changes something returns. One thread owns it; another process may open the
// same file.

#include "app/domain/kinds.hpp"
#include "app/domain/listing.hpp"
#include "app/domain/map_points.hpp"
#include "sync/git/object.hpp"
#include "sync/record/record.hpp"
#include "sync/team/judge.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

using sync::Result;
using sync::Status;

// A local edit that waits for a commit, and every edit this store has ever seen, for history.
struct StoredEdit {
    std::string field;
    sync::Edit edit;
    sync::Value value;
    bool replaced = false;
};

struct QuarantineEntry {
    std::int64_t id = 0;
    sync::Instant when;
    sync::Quarantined what;
};

// What this laptop's owner last saw of a record in review: the base of "what is new".
struct Looked {
    sync::RecordId id;
    sync::Instant when;
    std::optional<sync::Record> record; // nothing: never looked at
};

class Store {
public:
    // Opens or creates DIR/takan.db: WAL, synchronous=FULL, foreign keys, STRICT tables, application_id, user_version.
    // Errors: corrupt (key error.store_corrupt: rebuild), denied (key error.store_newer: update Takan), busy, broken.
    static Result<Store> open(const std::filesystem::path& folder);
    // Makes the store anew: moves a damaged database aside (never deletes it), carries unsynced records, looks,
    // settings and edit history over as far as they can be read, and leaves stands_at() empty so that the repository is
    // taken in again. Returns how many unsynced records were carried over.
    static Result<std::size_t> rebuild(const std::filesystem::path& folder, sync::Instant now);

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    // --- records
    Result<std::optional<sync::Record>> get(const sync::RecordId& id) const;
    // Adds a new record, not yet synced. Error invalid when the id is taken.
    Status add(const sync::Record& record);
    Status add(const std::vector<sync::Record>& records); // one transaction
    // Reads, changes and writes one record in one transaction; `edit` gets the latest copy. Nothing is written when it
    // fails. Returns the record as it stands now. Error missing.
    Result<sync::Record> change(const sync::RecordId& id, const std::function<Status(sync::Record&)>& edit);
    // The same for many in one transaction: all or none.
    Status change(const std::vector<sync::RecordId>& ids, const std::function<Status(sync::Record&)>& edit);
    // Ids that start with `prefix` (at least 4 characters of the text form; dashes may be left out), for the terminal.
    Result<std::vector<sync::RecordId>> ids_like(std::string_view prefix) const;

    // --- queries
    Result<std::vector<Row>> list(const Filter& filter) const;
    Result<std::size_t> count(const Filter& filter) const;
    Result<std::vector<Row>> rows(const std::vector<sync::RecordId>& ids) const; // in that order, unknown ones left out
    // Records of `kind` whose shown reference field names `target` ("finding" by field "visit" …).
    Result<std::vector<Row>> referring(std::string_view kind, std::string_view field,
                                       const sync::RecordId& target) const;
    // Every word of `text` must occur (Chinese of one character and more, Latin by prefix, numbers); best first.
    Result<std::vector<Hit>> search(std::string_view text, std::string_view kind, std::size_t limit) const;
    Result<Counts> counts() const;
    // Shown value -> how many, of an indexed field; for chips and statistics.
    Result<std::vector<std::pair<std::string, std::size_t>>> tally(std::string_view kind, std::string_view field) const;
    Result<std::vector<StoredEdit>> edits(const sync::RecordId& id) const;
    // Sites, visits, findings and photos that have a position, in the order of their making; visits and findings
    // without one stand at their site's. `person`: whose work is `mine`.
    Result<std::vector<MapPoint>> map_points(std::string_view person) const;

    // --- tables: everything of a kind, deleted records too, in no order that anybody may rely on
    Status each(std::string_view kind, const std::function<Status(Row row, sync::Instant changed)>& take) const;
    Status each_record(std::string_view kind, const std::function<Status(const sync::Record&)>& take) const;
    // The shown values of an indexed field or a reference, one call each.
    Status each_entry(std::string_view kind, std::string_view field,
                      const std::function<Status(const sync::RecordId&, std::string value)>& take) const;
    // One record as each() gives it; nothing: there is none.
    Result<std::optional<std::pair<Row, sync::Instant>>> row_now(const sync::RecordId& id) const;

    // --- sync (what sync::Shelf asks, see there)
    struct Changed {
        sync::RecordId id;
        std::string path;
        std::string bytes;
        std::uint64_t version = 0;
    };
    Result<std::vector<Changed>> changed() const;
    Status committed(const std::vector<std::pair<sync::RecordId, std::uint64_t>>& states, const sync::git::Oid& commit);
    Result<std::optional<sync::git::Oid>> stands_at() const;
    // Merges, marks as synced what is equal to what came, and moves stands_at, in one transaction. Returns fields that
    // clashed (one edit with two values) as "id field".
    Result<std::vector<std::string>> take_in(const sync::git::Oid& commit, const std::vector<sync::Record>& records,
                                             const std::vector<sync::Quarantined>& set_aside, sync::Instant now);
    // Changes those of the records that are here, in one transaction; they wait for a commit afterwards. One that `edit`
    // leaves without a field goes; its edits stay known as past ones.
    Status amend(const std::vector<sync::RecordId>& ids, const std::function<Status(sync::Record&)>& edit);
    // Every record waits for a commit again: the repository that held them is gone.
    Status mark_unsynced();
    Result<std::vector<QuarantineEntry>> quarantine() const;
    Status dismiss_quarantine(std::int64_t id);
    Status report(const sync::Quarantined& what, sync::Instant now); // adds one entry

    // --- review (local to this laptop)
    // Records of `kinds` whose content differs from what was last looked at; newest change first.
    Result<std::vector<Row>> unseen(const std::vector<std::string>& kinds, std::size_t limit) const;
    Result<Looked> looked(const sync::RecordId& id) const;
    Status look(const std::vector<sync::RecordId>& ids, sync::Instant now); // remembers the records as they stand now
    Status restore_look(const std::vector<Looked>& looks);                  // undo of look()

    // --- settings of this laptop (language, theme, window …) and photos whose originals are here
    Result<std::string> setting(std::string_view name) const; // empty when unset
    Status set_setting(std::string_view name, std::string_view value);

    // PRAGMA quick_check, foreign keys, every body readable and equal to its columns, the search index in step.
    Result<std::vector<std::string>> check() const;

private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace takan::app
