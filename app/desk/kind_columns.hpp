#pragma once
// KindColumns: the records of one kind as columns of values, each distinct value kept once, so that a table of 100,000
// records is narrowed and sorted without reading one of them.

#include "app/domain/table_columns.hpp"
#include "app/store/store.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace takan::app {

class ValueColumn {
public:
    std::uint32_t number_of(std::string_view value); // a new one is added
    const std::string& value(std::uint32_t number) const { return m_values[number]; }
    std::size_t distinct() const { return m_values.size(); }

    std::vector<std::uint32_t> at; // of every record: the number of its value

private:
    std::deque<std::string> m_values; // a deque: what is in it stays where it is
    std::unordered_map<std::string_view, std::uint32_t> m_known;
};

class KindColumns {
public:
    explicit KindColumns(std::string kind) : m_kind(std::move(kind)) {}

    const std::vector<sync::RecordId>& ids() const { return m_ids; } // sorted
    std::optional<std::uint32_t> find(const sync::RecordId& id) const;

    // Reads which records there are. Errors of the store, as below.
    Status read(const Store& store);
    // Reads the columns of these names (fields, and what every record has) that are not read yet, in one pass.
    Status read_columns(const Store& store, const std::vector<std::string>& names);
    const ValueColumn& column(const std::string& name) const { return m_columns.at(name); } // it was read
    // These records, of whatever kind, have changed or come.
    Status update(const Store& store, const std::vector<sync::RecordId>& ids);

private:
    Status read_indexed(const Store& store, const FieldSpec& spec);
    Status read_bodies(const Store& store, const std::vector<const FieldSpec*>& fields);
    void put_row(std::uint32_t at, const Row& row, sync::Instant changed);

    std::string m_kind;
    std::vector<sync::RecordId> m_ids;
    std::map<std::string, ValueColumn> m_columns; // what every record has among them
};

} // namespace takan::app
