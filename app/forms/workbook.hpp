#pragma once
// Workbook: the texts in the cells of an .xlsx file, and such a file made of texts.

#include "sync/base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

struct Sheet {
    std::string name;
    std::vector<std::vector<std::string>> rows; // rows[0] is row 1, its first cell column A; rows differ in length

    const std::string& cell(std::size_t row, std::size_t column) const; // empty beyond the end
};
using Workbook = std::vector<Sheet>; // in the order of their tabs

// "survey!C14": row and column are counted from 0.
std::string cell_name(std::string_view sheet, std::size_t row, std::size_t column);

// Reads shared and inline strings, numbers as the shortest digits that mean them, dates as "2024-03-22" and
// "2024-03-22T16:12:00", times as "16:12:00", booleans as TRUE and FALSE, of formulas the value that was last
// calculated. Text is made plain (sync::plain_text). Error invalid: no workbook, damaged, larger than a checklist can
// be, a cell that holds an error; the sheet and cell, or the part of the file, is the subject.
sync::Result<Workbook> read_workbook(std::string_view bytes);

// A plain workbook of text cells, bold first row. The same sheets give the same bytes.
sync::Result<std::string> write_workbook(const Workbook& sheets);

} // namespace takan::app
