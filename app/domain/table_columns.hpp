#pragma once
// TableColumns: what can be a column of a kind's table: its fields, what every record has, and what it borrows from the
// records that it names.

#include "app/domain/kinds.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

// What every record has.
inline constexpr const char* title_column = "record.title";     // of a visit: its place
inline constexpr const char* time_column = "record.time";       // the kind's own time, else that of its making
inline constexpr const char* state_column = "record.state";     // of the vocabulary record_state
inline constexpr const char* changed_column = "record.changed"; // the newest edit
// Borrowed.
inline constexpr const char* division_column = "site.division";
inline constexpr const char* inspectors_column = "visit.inspectors";

struct TableColumn {
    std::string name;
    FieldType type = FieldType::text;
    std::string vocabulary; // of a choice or a set
    std::string target;     // of a reference
    int width = 140;        // usual width in design pixels
    bool writable = false;  // may be written for many records at once
    // Ways over references to the value, the first that leads to one counts: {{"site", "division"}}. Empty: its own.
    std::vector<std::vector<std::string>> ways = {};
};

// In the order of the form; empty for a kind that there is not.
const std::vector<TableColumn>& table_columns(std::string_view kind);
const TableColumn* find_column(std::string_view kind, std::string_view column);                 // null: none
sync::Result<const TableColumn*> needed_column(std::string_view kind, std::string_view column); // Error invalid: none

std::string column_text(std::string_view kind, std::string_view column, Language language);
// A value as tables hold it: text, a code, digits; several ones with a newline between them; empty: none.
std::string cell_value(const sync::Record& record, const FieldSpec& spec);
// Its words; those of a reference are the other record's title, which is not known here.
std::string cell_text(const TableColumn& column, std::string_view value, Language language);

} // namespace takan::app
