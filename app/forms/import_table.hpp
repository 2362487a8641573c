#pragma once
// ImportTable: a sheet of an XLSForm whose first row names its columns, with the columns' languages. For app/forms
// only.

#include "app/forms/import.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

class ImportTable {
public:
    // `known`: the columns of this sheet; "label" also finds "label::中文 (zh)". Remarks about the head go to `import`.
    ImportTable(const Sheet& sheet, std::vector<std::string_view> known, FormImport& import);

    std::size_t rows() const { return m_sheet.rows.size(); } // row 0 is the head
    bool has(std::string_view column) const;
    bool is_empty(std::size_t row) const;
    std::string text(std::size_t row, std::string_view column) const; // trimmed
    FormWords words(std::size_t row, std::string_view column) const;
    // Columns beside the known ones: name -> text.
    std::map<std::string, std::string> others(std::size_t row) const;
    std::vector<std::string> other_columns() const;
    std::string cell(std::size_t row, std::string_view column) const; // its name; of a missing column the row's first

    void problem(std::size_t row, std::string_view column, std::string text_key, std::string what = {}) const;
    void warning(std::size_t row, std::string_view column, std::string text_key, std::string what = {}) const;

private:
    struct Column {
        std::string name;     // "label"
        std::string language; // "zh"; empty: none
        std::size_t index;
        bool known;
    };
    const Column* find(std::string_view name) const;

    const Sheet& m_sheet;
    std::vector<Column> m_columns;
    FormImport& m_import;
};

// "中文 (zh)", "English (en)", "zh-CN", "French": the language's code, in lower case.
std::string language_code(std::string_view written);

} // namespace takan::app
