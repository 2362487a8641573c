#include "app/store/store.hpp"

#include "app/store/record_table.hpp"
#include "app/store/state.hpp"
#include "app/store/swap.hpp"
#include "sync/base/files.hpp"
#include "sync/record/json.hpp"

#include <algorithm>
#include <set>

namespace takan::app {
namespace {

using sync::ErrorKind;

constexpr std::size_t least_prefix = 4;  // characters of an id that a person must type
constexpr std::int64_t most_alike = 100; // ids that start alike; a person wants one

Status add_to(RecordTable& table, const sync::Record& record) {
    TAKAN_TRY_LET(body, checked_body(record));
    TAKAN_TRY_LET(stored, table.find(record.id));
    if (stored) return sync::fail(ErrorKind::invalid, "the record is there already", record.id.text());
    return table.insert(record, body, true);
}

Result<sync::Record> change_in(RecordTable& table, const sync::RecordId& id,
                               const std::function<Status(sync::Record&)>& edit) {
    TAKAN_TRY_LET(stored, table.find(id));
    if (!stored) return sync::fail(ErrorKind::missing, "there is no such record", id.text());
    sync::Record record = stored->record;
    TAKAN_TRY(edit(record));
    if (record.id != id || record.kind != stored->record.kind)
        return sync::fail(ErrorKind::invalid, "a record's id and kind never change", id.text());
    if (record == stored->record) return record;
    TAKAN_TRY_LET(body, checked_body(record));
    TAKAN_TRY(table.replace(*stored, record, body, true));
    return record;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// The digits of an id's start, as the first and the last id that start so. Error invalid.
Result<std::pair<std::string, std::string>> id_range(std::string_view prefix) {
    std::string digits;
    for (const char c : prefix) {
        if (c == '-') continue;
        if (hex_value(c) < 0)
            return sync::fail(ErrorKind::invalid, "an id holds digits 0-9 and a-f", std::string(prefix));
        digits += c;
    }
    if (digits.size() < least_prefix || digits.size() > 32)
        return sync::fail(ErrorKind::invalid, "the start of an id has 4 to 32 digits", std::string(prefix));
    const auto filled = [&](char filler) {
        std::string all = digits;
        all.resize(32, filler);
        std::string bytes;
        for (std::size_t at = 0; at < all.size(); at += 2)
            bytes += static_cast<char>(hex_value(all[at]) << 4 | hex_value(all[at + 1]));
        return bytes;
    };
    return std::pair(filled('0'), filled('f'));
}

} // namespace

std::filesystem::path store_file(const std::filesystem::path& folder) {
    return folder / "takan.db";
}

Result<Connection> open_store_file(const std::filesystem::path& file) {
    TAKAN_TRY_LET(db, open_database(file));
    TAKAN_TRY(refresh_derived(db));
    return db;
}

Store::Store(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& folder) {
    TAKAN_TRY(sync::make_folder(folder));
    TAKAN_TRY(finish_swap(folder));
    TAKAN_TRY_LET(db, open_store_file(store_file(folder)));
    return Store(std::make_unique<State>(State{std::move(db)}));
}

Result<std::optional<sync::Record>> Store::get(const sync::RecordId& id) const {
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, "SELECT body FROM record WHERE id = ?"));
    TAKAN_TRY(statement.bind(id));
    TAKAN_TRY_LET(found, statement.step());
    if (!found) return std::optional<sync::Record>{};
    TAKAN_TRY_LET(record, read_body(id, statement.text(0)));
    return std::optional(std::move(record));
}

Status Store::add(const sync::Record& record) {
    return add(std::vector{record});
}

Status Store::add(const std::vector<sync::Record>& records) {
    TAKAN_TRY_LET(transaction, begin_writing(m_state->db));
    {
        TAKAN_TRY_LET(table, RecordTable::open(m_state->db));
        for (const auto& record : records)
            TAKAN_TRY(add_to(table, record));
    }
    return transaction.commit();
}

Result<sync::Record> Store::change(const sync::RecordId& id, const std::function<Status(sync::Record&)>& edit) {
    TAKAN_TRY_LET(transaction, begin_writing(m_state->db));
    TAKAN_TRY_LET(table, RecordTable::open(m_state->db));
    TAKAN_TRY_LET(record, change_in(table, id, edit));
    TAKAN_TRY(transaction.commit());
    return record;
}

Status Store::change(const std::vector<sync::RecordId>& ids, const std::function<Status(sync::Record&)>& edit) {
    TAKAN_TRY_LET(transaction, begin_writing(m_state->db));
    TAKAN_TRY_LET(table, RecordTable::open(m_state->db));
    for (const auto& id : ids)
        TAKAN_TRY(change_in(table, id, edit));
    return transaction.commit();
}

Result<std::vector<sync::RecordId>> Store::ids_like(std::string_view prefix) const {
    TAKAN_TRY_LET(range, id_range(prefix));
    TAKAN_TRY_LET(statement,
                  Statement::prepare(m_state->db, "SELECT id FROM record WHERE id BETWEEN"
                                                  " CAST(? AS BLOB) AND CAST(? AS BLOB) ORDER BY id LIMIT ?"));
    TAKAN_TRY(statement.bind(range.first, range.second, most_alike));
    std::vector<sync::RecordId> ids;
    TAKAN_TRY(statement.each([&](const Statement& row) -> Status {
        TAKAN_TRY_LET(id, row.id(0));
        ids.push_back(id);
        return {};
    }));
    return ids;
}

Result<std::vector<StoredEdit>> Store::edits(const sync::RecordId& id) const {
    TAKAN_TRY_LET(record, get(id));
    std::vector<StoredEdit> edits;
    std::set<std::pair<std::string, sync::Edit>> standing;
    if (record) {
        for (const auto& [name, field] : record->fields) {
            for (const auto& [edit, value] : field) {
                edits.push_back({name, edit, value, false});
                standing.emplace(name, edit);
            }
        }
    }
    TAKAN_TRY_LET(past,
                  Statement::prepare(m_state->db, "SELECT field, device, time, value FROM past_edit WHERE id = ?"));
    TAKAN_TRY(past.bind(id));
    TAKAN_TRY(past.each([&](const Statement& row) -> Status {
        TAKAN_TRY_LET(device, sync::DeviceId::parse(row.text(1)));
        TAKAN_TRY_LET(value, sync::read_value(row.text(3)));
        StoredEdit edit{row.text(0), {device, {row.number(2)}}, std::move(value), true};
        // An edit that came back with the other value of a clash stands again.
        if (!standing.contains({edit.field, edit.edit})) edits.push_back(std::move(edit));
        return {};
    }));
    std::sort(edits.begin(), edits.end(), [](const StoredEdit& a, const StoredEdit& b) {
        return std::tie(a.edit.time, a.edit.device, a.field) < std::tie(b.edit.time, b.edit.device, b.field);
    });
    return edits;
}

Result<std::string> Store::setting(std::string_view name) const {
    TAKAN_TRY_LET(statement, Statement::prepare(m_state->db, "SELECT value FROM setting WHERE name = ?"));
    TAKAN_TRY(statement.bind(name));
    TAKAN_TRY_LET(found, statement.step());
    return found ? statement.text(0) : std::string{};
}

Status Store::set_setting(std::string_view name, std::string_view value) {
    TAKAN_TRY_LET(statement,
                  Statement::prepare(m_state->db, "INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)"));
    return statement.run(name, value);
}

} // namespace takan::app
