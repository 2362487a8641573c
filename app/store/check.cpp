// Check: is everything that the tables say of the records what follows from their bytes?

#include "app/store/record_table.hpp"
#include "app/store/state.hpp"

#include <map>
#include <unordered_map>

namespace takan::app {
namespace {

constexpr std::size_t most_faults = 100; // of a store that is damaged throughout the first ones say enough

// A sum over a record's words in the index that does not depend on their order.
std::uint64_t place_sum(std::string_view word, std::uint64_t column, std::uint64_t offset) {
    std::uint64_t hash = std::hash<std::string_view>{}(word) ^ (column << 56) ^ (offset * 0x9e3779b97f4a7c15U);
    hash = (hash ^ (hash >> 31)) * 0xbf58476d1ce4e5b9U; // the mixing of splitmix64
    return hash ^ (hash >> 29);
}

std::uint64_t list_sum(std::string_view list, std::uint64_t column) {
    std::uint64_t sum = 0;
    std::uint64_t offset = 0;
    for (std::size_t at = 0; at < list.size(); ++offset) {
        const std::size_t end = std::min(list.find(' ', at), list.size());
        sum += place_sum(list.substr(at, end - at), column, offset);
        at = end + 1;
    }
    return sum;
}

std::uint64_t words_sum(const std::string& kind, const Derived& derived) {
    if (derived.deleted) return 0;
    return list_sum(kind, 0) + list_sum(derived.title_words.units, 1) + list_sum(derived.title_words.pairs, 2) +
           list_sum(derived.words.units, 3) + list_sum(derived.words.pairs, 4);
}

std::uint64_t column_number(const std::string& name) {
    constexpr std::string_view names[] = {"kind", "title_units", "title_pairs", "units", "pairs"};
    for (std::uint64_t at = 0; at < std::size(names); ++at)
        if (names[at] == name) return at;
    return std::size(names);
}

class Checking {
public:
    explicit Checking(const Connection& db) : m_db(db) {}

    Result<std::vector<std::string>> run() {
        TAKAN_TRY(check_pages());
        TAKAN_TRY(check_records());
        TAKAN_TRY(check_tally());
        TAKAN_TRY(check_words());
        TAKAN_TRY(check_looks());
        return std::move(m_faults);
    }

private:
    void fault(std::string what) {
        if (m_faults.size() < most_faults) m_faults.push_back(std::move(what));
    }

    Status check_pages() {
        TAKAN_TRY_LET(quick, Statement::prepare(m_db, "PRAGMA quick_check(20)"));
        TAKAN_TRY(quick.each([&](const Statement& row) -> Status {
            if (row.text(0) != "ok") fault("pages: " + row.text(0));
            return {};
        }));
        TAKAN_TRY_LET(keys, Statement::prepare(m_db, "PRAGMA foreign_key_check"));
        return keys.each([&](const Statement& row) -> Status {
            fault("a row of " + row.text(0) + " names a record that is not there");
            return {};
        });
    }

    Status check_records() {
        const std::string sql =
            "SELECT " + std::string(row_columns) + ", r.body, r.number, r.changed_at FROM record r ORDER BY r.number";
        TAKAN_TRY_LET(statement, Statement::prepare(m_db, sql));
        TAKAN_TRY_LET(entry, Statement::prepare(m_db, "SELECT deleted FROM entry WHERE kind = ? AND field = ? AND"
                                                      " value = ? AND sort_key = ? AND number = ?"));
        std::int64_t entries = 0;
        TAKAN_TRY(statement.each([&](const Statement& at) -> Status {
            TAKAN_TRY_LET(row, read_row(at));
            const auto record = read_body(row.id, at.text(row_width));
            if (!record) {
                fault(row.id.text() + ": " + record.error().message);
                return {};
            }
            const Derived derived = derive(*record);
            check_columns(row, record->kind, derived, at.number(row_width + 2));
            const std::int64_t number = at.number(row_width + 1);
            m_words[number] = words_sum(row.kind, derived);
            count(row, derived);
            entries += static_cast<std::int64_t>(derived.entries.size());
            return check_entries(entry, row, derived, number);
        }));
        TAKAN_TRY_LET(found, m_db.number("SELECT count(*) FROM entry"));
        if (found != entries) fault("entries: " + std::to_string(found) + " instead of " + std::to_string(entries));
        return {};
    }

    void check_columns(const Row& row, const std::string& kind, const Derived& derived, std::int64_t changed_at) {
        const bool equal = row.kind == kind && row.title == derived.title && row.sort_key == derived.sort_key &&
                           row.deleted == (derived.deleted || derived.deleted_but_changed) &&
                           row.deleted_but_changed == derived.deleted_but_changed &&
                           row.contested == derived.contested && row.review_state == derived.review_state &&
                           changed_at == derived.changed_at;
        if (!equal) fault(row.id.text() + ": the columns are not those of the record");
    }

    Status check_entries(Statement& entry, const Row& row, const Derived& derived, std::int64_t number) {
        for (const auto& one : derived.entries) {
            TAKAN_TRY(entry.bind(row.kind, one.field, one.value, derived.sort_key, number));
            TAKAN_TRY_LET(found, entry.step());
            if (!found || entry.flag(0) != derived.deleted) fault(row.id.text() + ": no entry for " + one.field);
        }
        return {};
    }

    struct Count {
        std::int64_t present = 0;
        std::int64_t unsynced = 0;
        std::int64_t contested = 0;
        auto operator<=>(const Count&) const = default;
    };

    void count(const Row& row, const Derived& derived) {
        Count& counted = m_counts[row.kind];
        if (row.unsynced) ++counted.unsynced;
        if (derived.deleted) return;
        ++counted.present;
        if (derived.contested > 0) ++counted.contested;
    }

    Status check_tally() {
        std::map<std::string, Count> found;
        TAKAN_TRY_LET(statement, Statement::prepare(m_db, "SELECT kind, present, unsynced, contested FROM tally"));
        TAKAN_TRY(statement.each([&](const Statement& row) -> Status {
            found[row.text(0)] = {row.number(1), row.number(2), row.number(3)};
            return {};
        }));
        if (found != m_counts) fault("the counts of the kinds are not those of the records");
        return {};
    }

    // The index holds no texts, but it can say where each word stands.
    Status check_words() {
        TAKAN_TRY(
            m_db.run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_places USING fts5vocab(main, words, instance)"));
        TAKAN_TRY_LET(statement, Statement::prepare(m_db, "SELECT term, doc, col, offset FROM temp.word_places"));
        std::unordered_map<std::int64_t, std::uint64_t> found;
        TAKAN_TRY(statement.each([&](const Statement& row) -> Status {
            found[row.number(1)] +=
                place_sum(row.text(0), column_number(row.text(2)), static_cast<std::uint64_t>(row.number(3)));
            return {};
        }));
        for (const auto& [number, sum] : m_words) {
            const auto words = found.find(number);
            if ((words == found.end() ? 0 : words->second) != sum)
                fault("row " + std::to_string(number) + ": the search index has other words");
            if (words != found.end()) found.erase(words);
        }
        if (!found.empty()) fault("the search index has words of records that are not there");
        return {};
    }

    Status check_looks() {
        TAKAN_TRY_LET(wrong, m_db.number("SELECT count(*) FROM record r LEFT JOIN looked l ON l.id = r.id"
                                         " WHERE r.unseen <> (r.body IS NOT l.body)"));
        if (wrong > 0) fault(std::to_string(wrong) + " records are wrongly marked as new or not new");
        return {};
    }

    const Connection& m_db;
    std::vector<std::string> m_faults;
    std::map<std::string, Count> m_counts;
    std::unordered_map<std::int64_t, std::uint64_t> m_words; // by the record's number
};

} // namespace

Result<std::vector<std::string>> Store::check() const {
    TAKAN_TRY_LET(transaction, Transaction::read(m_state->db));
    return Checking(m_state->db).run();
}

} // namespace takan::app
