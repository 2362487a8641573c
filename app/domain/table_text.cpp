#include "app/domain/table_text.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>

namespace takan::app {
namespace {

constexpr std::array<std::string_view, 11> formula_starts{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

// "-12.5": digits with one point at most, behind one sign at most.
bool is_number(std::string_view cell) {
    if (cell.starts_with('-')) cell.remove_prefix(1);
    const auto digits = std::count_if(cell.begin(), cell.end(), sync::is_digit);
    const auto points = std::count(cell.begin(), cell.end(), '.');
    return digits > 0 && points <= 1 && static_cast<std::size_t>(digits + points) == cell.size();
}

std::string joined(const std::vector<TextRow>& rows, char separator) {
    const std::string to_quote = std::string("\"\r\n") + separator;
    std::string out;
    for (const TextRow& row : rows) {
        bool first = true;
        for (const std::string& cell : row) {
            if (!first) out += separator;
            first = false;
            const std::string safe = harmless(cell);
            if (safe.find_first_of(to_quote) == std::string::npos) {
                out += safe;
                continue;
            }
            out += '"';
            for (const char c : safe)
                out.append(c == '"' ? 2 : 1, c);
            out += '"';
        }
        out += "\r\n";
    }
    return out;
}

} // namespace

std::string harmless(std::string_view cell) {
    const bool runs = std::any_of(formula_starts.begin(), formula_starts.end(),
                                  [&](std::string_view start) { return cell.starts_with(start); });
    return runs && !is_number(cell) ? "'" + std::string(cell) : std::string(cell);
}

std::string tsv_text(const std::vector<TextRow>& rows) {
    return joined(rows, '\t');
}

std::string csv_text(const std::vector<TextRow>& rows) {
    return "\xEF\xBB\xBF" + joined(rows, ',');
}

} // namespace takan::app
