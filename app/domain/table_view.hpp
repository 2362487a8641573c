#pragma once
// TableView: what the records table shows of one kind: columns, order, filters. A value that is kept as a setting.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

enum class TableTest {
    contains, // the words of the cell, letters' case aside
    one_of,   // codes, ids, names: one of the cell's values is among them
    empty,
    filled,
    between, // days "2024-03-22", both included; an empty one is open. Cells without a day fail
};

struct TableFilter {
    std::string column;
    TableTest test = TableTest::contains;
    std::vector<std::string> values = {};

    bool operator==(const TableFilter&) const = default;
};

struct TableQuery {
    std::string kind;                      // empty: nothing is asked for
    std::vector<TableFilter> filters = {}; // all of them hold
    std::string sort = {};                 // a column; empty: the record's own time, newest first
    bool descending = false;
    bool with_deleted = false;
    std::string words = {}; // each of them stands in one of the shown columns

    bool operator==(const TableQuery&) const = default;
};

struct ShownColumn {
    std::string name;
    int width = 0; // design pixels

    bool operator==(const ShownColumn&) const = default;
};

struct TableView {
    TableQuery query;
    std::vector<ShownColumn> columns; // from the left; the first one stays while the others scroll

    bool operator==(const TableView&) const = default;
};

// The text that a setting holds, and back. Nothing for text that is no view of a kind that there is; columns that the
// kind does not have are left out.
std::string text_of(const TableView& view);
std::optional<TableView> read_table_view(std::string_view text);

// The view that a kind is opened with.
TableView usual_table_view(std::string_view kind);

} // namespace takan::app
