#include "app/forms/import_table.hpp"

#include "app/domain/typed_text.hpp"
#include "sync/base/text.hpp"

#include <algorithm>
#include <array>

namespace takan::app {
namespace {

// Other names that XLSForm has for its columns.
std::string usual_name(const std::string& name) {
    static const std::map<std::string, std::string> names{{"relevance", "relevant"},
                                                          {"constraint message", "constraint_message"},
                                                          {"constraint-msg", "constraint_message"},
                                                          {"required message", "required_message"},
                                                          {"readonly", "read_only"},
                                                          {"read only", "read_only"},
                                                          {"list name", "list_name"},
                                                          {"value", "name"},
                                                          {"caption", "label"},
                                                          {"id_string", "form_id"},
                                                          {"title", "form_title"}};
    const auto found = names.find(name);
    return found == names.end() ? name : found->second;
}

} // namespace

std::string language_code(std::string_view written) {
    std::string name = sync::lower_ascii(half_width(written));
    const auto open = name.rfind('(');
    if (open != std::string::npos && name.ends_with(')'))
        name = sync::trimmed(std::string_view(name).substr(open + 1, name.size() - open - 2));
    static const std::map<std::string, std::string> names{
        {"chinese", "zh"}, {"中文", "zh"},    {"汉语", "zh"}, {"简体中文", "zh"}, {"zh-cn", "zh"}, {"zh-hans", "zh"},
        {"zh_cn", "zh"},   {"english", "en"}, {"英文", "en"}, {"en-us", "en"},    {"en-gb", "en"}, {"default", ""}};
    const auto found = names.find(name);
    return found == names.end() ? name : found->second;
}

ImportTable::ImportTable(const Sheet& sheet, std::vector<std::string_view> known, FormImport& import)
    : m_sheet(sheet), m_import(import) {
    const std::size_t width = sheet.rows.empty() ? 0 : sheet.rows.front().size();
    for (std::size_t i = 0; i < width; ++i) {
        const std::string head = sync::trimmed(sheet.cell(0, i));
        if (head.empty()) continue;
        const auto colons = head.find("::");
        Column column{usual_name(sync::lower_ascii(sync::trimmed(head.substr(0, colons)))), {}, i, false};
        if (colons != std::string::npos) column.language = language_code(head.substr(colons + 2));
        column.known = std::find(known.begin(), known.end(), column.name) != known.end();
        if (!column.known) column.name = head; // of a choice filter: as it is written
        const bool twice = std::any_of(m_columns.begin(), m_columns.end(), [&](const Column& one) {
            return one.name == column.name && one.language == column.language;
        });
        if (twice)
            m_import.problems.push_back({cell_name(sheet.name, 0, i), "form_import.column_twice", head});
        else
            m_columns.push_back(std::move(column));
    }
}

const ImportTable::Column* ImportTable::find(std::string_view name) const {
    const auto found =
        std::find_if(m_columns.begin(), m_columns.end(), [&](const Column& column) { return column.name == name; });
    return found == m_columns.end() ? nullptr : &*found;
}

bool ImportTable::has(std::string_view column) const {
    return find(column) != nullptr;
}

bool ImportTable::is_empty(std::size_t row) const {
    return std::all_of(m_columns.begin(), m_columns.end(),
                       [&](const Column& column) { return sync::trimmed(m_sheet.cell(row, column.index)).empty(); });
}

std::string ImportTable::text(std::size_t row, std::string_view column) const {
    const Column* found = find(column);
    return found == nullptr ? std::string() : sync::trimmed(m_sheet.cell(row, found->index));
}

FormWords ImportTable::words(std::size_t row, std::string_view column) const {
    FormWords words;
    for (const Column& one : m_columns) {
        if (one.name != column) continue;
        if (std::string text = sync::trimmed(m_sheet.cell(row, one.index)); !text.empty())
            words.emplace(one.language, std::move(text));
    }
    return words;
}

std::map<std::string, std::string> ImportTable::others(std::size_t row) const {
    std::map<std::string, std::string> texts;
    for (const Column& column : m_columns)
        if (!column.known) texts.emplace(column.name, sync::trimmed(m_sheet.cell(row, column.index)));
    return texts;
}

std::vector<std::string> ImportTable::other_columns() const {
    std::vector<std::string> names;
    for (const Column& column : m_columns)
        if (!column.known) names.push_back(column.name);
    return names;
}

std::string ImportTable::cell(std::size_t row, std::string_view column) const {
    const Column* found = find(column);
    return cell_name(m_sheet.name, row, found == nullptr ? 0 : found->index);
}

void ImportTable::problem(std::size_t row, std::string_view column, std::string text_key, std::string what) const {
    m_import.problems.push_back({cell(row, column), std::move(text_key), std::move(what)});
}

void ImportTable::warning(std::size_t row, std::string_view column, std::string text_key, std::string what) const {
    m_import.warnings.push_back({cell(row, column), std::move(text_key), std::move(what)});
}

} // namespace takan::app
