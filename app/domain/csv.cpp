#include "app/domain/csv.hpp"

#include <cstddef>

namespace takan::app {
namespace {

using sync::ErrorKind;
using sync::Result;
using sync::Status;

class Reader {
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}

    Result<std::vector<CsvRow>> read() {
        if (m_bytes.starts_with("\xEF\xBB\xBF")) m_at = 3;
        std::vector<CsvRow> rows;
        while (m_at < m_bytes.size()) {
            if (skip_line_end()) continue;
            TAKAN_TRY_LET(row, read_row());
            rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    bool ends_line() const { return rest().starts_with('\n') || rest().starts_with("\r\n"); }
    std::string_view rest() const { return m_bytes.substr(m_at); }
    sync::Error wrong(std::string reason) const {
        return sync::fail(ErrorKind::invalid, std::move(reason), "line " + std::to_string(m_line));
    }

    bool skip_line_end() {
        if (!ends_line()) return false;
        m_at += m_bytes[m_at] == '\r' ? 2 : 1;
        ++m_line;
        return true;
    }

    Result<CsvRow> read_row() {
        CsvRow row;
        while (true) {
            std::string cell;
            TAKAN_TRY(rest().starts_with('"') ? read_quoted(cell) : read_plain(cell));
            row.push_back(std::move(cell));
            if (m_at == m_bytes.size() || skip_line_end()) return row;
            if (m_bytes[m_at] != ',') return wrong("text behind a closing quote");
            ++m_at;
        }
    }

    Status read_plain(std::string& cell) {
        while (m_at < m_bytes.size() && m_bytes[m_at] != ',' && !ends_line()) {
            if (m_bytes[m_at] == '"') return wrong("a quote inside text that is not quoted");
            cell += m_bytes[m_at++];
        }
        return {};
    }

    Status read_quoted(std::string& cell) {
        for (++m_at; m_at < m_bytes.size(); ++m_at) {
            if (m_bytes[m_at] == '"') {
                ++m_at;
                if (!rest().starts_with('"')) return {};
            }
            if (m_bytes[m_at] == '\n') ++m_line;
            cell += m_bytes[m_at];
        }
        return wrong("a quote is not closed");
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

} // namespace

Result<std::vector<CsvRow>> read_csv(std::string_view bytes) {
    return Reader(bytes).read();
}

} // namespace takan::app
