#pragma once
// Columns: text tables for the terminal, aligned by cells: a Chinese character takes two.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app::cli {

// Cells that a terminal draws the text in: 2 for East Asian wide and full-width characters, 0 for combining marks.
std::size_t cells_of(std::string_view text);
// The text's start that fits into `cells`, with "…" at its end when something was cut off; line ends become spaces.
std::string fitted(std::string_view text, std::size_t cells);
// The text with spaces behind it up to `cells`.
std::string padded(std::string_view text, std::size_t cells);

// Lines of aligned columns, two spaces between them, each with a line end; without spaces at the end of a line. A
// column is as wide as its widest cell, at most `widest`.
std::string columns(const std::vector<std::vector<std::string>>& rows, std::size_t widest = 60);

} // namespace takan::app::cli
