#pragma once
// CSV as RFC 4180 has it: commas, quotes, doubled quotes, lines that end with LF or CR LF.

#include "sync/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

using CsvRow = std::vector<std::string>;

// Reads all rows; blank lines and a byte order mark are left out. Rows may differ in length. Error invalid, with
// "line N" as subject, for a quote that is not closed, text behind a closing quote, or a quote inside plain text.
sync::Result<std::vector<CsvRow>> read_csv(std::string_view bytes);

} // namespace takan::app
