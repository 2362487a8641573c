#pragma once
// TableText: rows of cells as text for spreadsheets. No cell that holds a person's text is ever taken for a formula.

#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

using TextRow = std::vector<std::string>;

// A cell that a spreadsheet would run as a formula (it starts with = + - @, also full-width ones, or with a tab) gets
// an apostrophe before it. Plain numbers such as -12.5 stay.
std::string harmless(std::string_view cell);

// For pasting: tabs between cells, CR LF behind rows; cells with tabs, newlines or quotes are quoted.
std::string tsv_text(const std::vector<TextRow>& rows);
// RFC 4180 with a byte order mark, without which Excel and WPS read Chinese as gibberish.
std::string csv_text(const std::vector<TextRow>& rows);

} // namespace takan::app
