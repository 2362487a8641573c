#pragma once
// TableWish and TableAnswer: what the records table asks of the store, and what it is told.

#include "app/domain/listing.hpp"
#include "app/domain/table_view.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace takan::app {

struct TableWish {
    TableQuery query;                 // kind empty: no table is shown
    std::vector<std::string> columns; // of the cells
    std::size_t offset = 0;           // the rows that are in view, and some around them
    std::size_t limit = 200;
    std::string values_of; // a column whose values are offered for choosing; empty: none

    bool operator==(const TableWish&) const = default;
};

struct TableRow {
    Row row;
    std::vector<std::string> cells;  // as people read them, in the order of TableWish::columns
    std::vector<std::string> values; // the same as the record holds them: codes, ids
    std::vector<bool> contested;     // of each cell
    sync::RecordId opens;            // what opens for the row: a comment is read at what it is about
    std::string opens_kind;
};

// A value that records of the column have.
struct TableValue {
    std::string value;
    std::string words;
    std::size_t count = 0; // of the rows that the other filters leave
};

struct TableAnswer {
    TableWish wish;                                         // that this answers
    std::shared_ptr<const std::vector<sync::RecordId>> ids; // of all rows that match, in their order
    std::size_t all = 0;                                    // records of the kind, deleted ones apart
    std::vector<TableRow> rows;                             // from wish.offset on
    std::vector<TableValue> values;                         // the most frequent ones, or a vocabulary's in its order
};

} // namespace takan::app
