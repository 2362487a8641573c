#include "app/cli/columns.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace takan::app::cli {

namespace {

using Range = std::pair<char32_t, char32_t>;

// Unicode's East_Asian_Width W and F, with the unassigned points between them taken in (EastAsianWidth.txt).
constexpr std::array wide_ranges{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x2329, 0x232A},   Range{0x23E9, 0x23EC},
    Range{0x2E80, 0x303E},   Range{0x3041, 0x4DBF},   Range{0x4E00, 0xA4CF},   Range{0xA960, 0xA97C},
    Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE10, 0xFE19},   Range{0xFE30, 0xFE6B},
    Range{0xFF01, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x16FE0, 0x18CFF}, Range{0x1B000, 0x1B2FB},
    Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};

// Combining marks, and what stands for itself invisibly: joiners, direction marks, variation selectors.
constexpr std::array empty_ranges{Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x1AB0, 0x1AFF},
                                  Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200F}, Range{0x202A, 0x202E},
                                  Range{0x2060, 0x206F}, Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F},
                                  Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF}, Range{0xE0100, 0xE01EF}};

template <std::size_t Count>
bool is_in(char32_t point, const std::array<Range, Count>& ranges) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const Range& range) { return range.first <= point && point <= range.second; });
}

std::size_t cells_of(char32_t point) {
    if (sync::is_control(point) || is_in(point, empty_ranges)) return 0;
    return is_in(point, wide_ranges) ? 2 : 1;
}

} // namespace

std::size_t cells_of(std::string_view text) {
    std::size_t cells = 0;
    for (std::size_t at = 0; at < text.size();)
        cells += cells_of(sync::next_code_point(text, at));
    return cells;
}

std::string fitted(std::string_view text, std::size_t cells) {
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t point = sync::next_code_point(text, at);
        sync::append_utf8(line, sync::is_control(point) ? U' ' : point);
    }
    if (cells_of(line) <= cells) return line;
    std::string start;
    std::size_t used = 1; // the ellipsis
    for (std::size_t at = 0; at < line.size();) {
        const char32_t point = sync::next_code_point(line, at);
        used += cells_of(point);
        if (used > cells) break;
        sync::append_utf8(start, point);
    }
    return start + "…";
}

std::string padded(std::string_view text, std::size_t cells) {
    const std::size_t used = cells_of(text);
    return std::string(text) + std::string(used < cells ? cells - used : 0, ' ');
}

std::string columns(const std::vector<std::vector<std::string>>& rows, std::size_t widest) {
    std::vector<std::size_t> widths;
    std::vector<std::vector<std::string>> cut;
    for (const auto& row : rows) {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            cells.push_back(fitted(row[i], widest));
            if (widths.size() <= i) widths.push_back(0);
            widths[i] = std::max(widths[i], cells_of(cells.back()));
        }
        cut.push_back(std::move(cells));
    }
    std::string text;
    for (const auto& row : cut) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i)
            line += padded(row[i], widths[i]) + "  ";
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

} // namespace takan::app::cli
