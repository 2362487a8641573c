#include "app/forms/workbook.hpp"

#include "app/forms/sheet_xml.hpp"
#include "app/forms/zip_file.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {
namespace {

using sync::ErrorKind;
using sync::Result;

constexpr std::size_t most_sheets = 50;

// A target is named from the folder of the part that names it, or from the root.
std::string target_path(std::string_view folder, std::string_view target) {
    if (target.starts_with('/')) return std::string(target.substr(1));
    std::string path(folder);
    while (target.starts_with("../")) {
        target.remove_prefix(3);
        const auto slash = path.empty() ? std::string::npos : path.rfind('/', path.size() - 2);
        path.resize(slash == std::string::npos ? 0 : slash + 1);
    }
    return path + std::string(target);
}

class Reader {
public:
    explicit Reader(ZipFile zip) : m_zip(std::move(zip)) {}

    Result<Workbook> read() {
        TAKAN_TRY(find_main());
        TAKAN_TRY_LET(xml, m_zip.read(m_main));
        TAKAN_TRY_LET(workbook, read_workbook_xml(xml));
        m_context.from_1904 = workbook.from_1904;
        TAKAN_TRY(read_context());
        if (workbook.sheets.size() > most_sheets)
            return sync::fail(ErrorKind::invalid, "the workbook has too many sheets", {}, "error.not_a_workbook");
        Workbook sheets;
        for (const SheetEntry& entry : workbook.sheets) {
            const auto relation = std::find_if(m_relations.begin(), m_relations.end(),
                                               [&](const Relation& one) { return one.id == entry.relation; });
            if (relation == m_relations.end() || relation->type != "worksheet") continue; // a chart
            TAKAN_TRY_LET(part, m_zip.read(target_path(m_folder, relation->target)));
            TAKAN_TRY_LET(sheet, read_sheet_xml(part, entry.name, m_context));
            sheets.push_back(std::move(sheet));
        }
        return sheets;
    }

private:
    sync::Status find_main() {
        TAKAN_TRY_LET(xml, m_zip.read("_rels/.rels"));
        TAKAN_TRY_LET(relations, read_relations(xml));
        for (const Relation& one : relations)
            if (one.type == "officeDocument") m_main = target_path("", one.target);
        if (m_main.empty())
            return sync::fail(ErrorKind::invalid, "the archive is no workbook", {}, "error.not_a_workbook");
        const auto slash = m_main.rfind('/');
        m_folder = slash == std::string::npos ? "" : m_main.substr(0, slash + 1);
        const std::string name = slash == std::string::npos ? m_main : m_main.substr(slash + 1);
        TAKAN_TRY_LET(parts, m_zip.read(m_folder + "_rels/" + name + ".rels"));
        TAKAN_TRY_LET(relations_of_main, read_relations(parts));
        m_relations = std::move(relations_of_main);
        return {};
    }

    sync::Status read_context() {
        for (const Relation& one : m_relations) {
            const std::string path = target_path(m_folder, one.target);
            if (one.type == "sharedStrings" && m_zip.has(path)) {
                TAKAN_TRY_LET(xml, m_zip.read(path));
                TAKAN_TRY_LET(shared, read_shared_strings(xml));
                m_context.shared = std::move(shared);
            } else if (one.type == "styles" && m_zip.has(path)) {
                TAKAN_TRY_LET(xml, m_zip.read(path));
                TAKAN_TRY_LET(looks, read_looks(xml));
                m_context.looks = std::move(looks);
            }
        }
        return {};
    }

    ZipFile m_zip;
    std::string m_main;
    std::string m_folder;
    std::vector<Relation> m_relations;
    SheetContext m_context;
};

} // namespace

const std::string& Sheet::cell(std::size_t row, std::size_t column) const {
    static const std::string empty;
    return row < rows.size() && column < rows[row].size() ? rows[row][column] : empty;
}

std::string cell_name(std::string_view sheet, std::size_t row, std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return std::string(sheet) + "!" + letters + std::to_string(row + 1);
}

Result<Workbook> read_workbook(std::string_view bytes) {
    TAKAN_TRY_LET(zip, ZipFile::open(bytes));
    return Reader(std::move(zip)).read();
}

} // namespace takan::app
