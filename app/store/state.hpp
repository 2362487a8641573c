#pragma once
// What a Store holds, and how rows of its tables are read.

#include "app/store/schema.hpp"
#include "app/store/sqlite.hpp"
#include "app/store/store.hpp"

#include <string_view>

namespace takan::app {

struct Store::State {
    Connection db;
};

// The columns of a Row, of the table `record` under the name r, and the reading of them from column 0 on.
inline constexpr std::string_view row_columns =
    "r.id, r.kind, r.title, r.sort_key, r.deleted, r.deleted_but_changed, r.contested, r.unsynced, r.review_state";
inline constexpr int row_width = 9; // the number of the first column behind them
Result<Row> read_row(const Statement& row);
// All rows of a statement that is bound.
Result<std::vector<Row>> read_rows(Statement& statement);

// Opens the database and brings what is derived to what this program derives.
Result<Connection> open_store_file(const std::filesystem::path& file);

std::filesystem::path store_file(const std::filesystem::path& folder); // FOLDER/takan.db

} // namespace takan::app
