#include "app/forms/sheet_xml.hpp"

#include "sync/base/text.hpp"

#include <pugixml.hpp>

#include <charconv>
#include <cstring>
#include <optional>

namespace takan::app {
namespace {

using pugi::xml_node;
using sync::ErrorKind;
using sync::Result;

constexpr std::size_t most_rows = 20000;
constexpr std::size_t most_columns = 500;
constexpr std::size_t most_cells = 400000;
constexpr std::size_t longest_cell = 32767; // characters, the limit of spreadsheets; more is no text for people

sync::Error not_a_workbook(std::string message, std::string subject = {}) {
    return sync::fail(ErrorKind::invalid, std::move(message), std::move(subject), "error.not_a_workbook");
}

// Without the prefix: some programs write <x:row> for <row>.
const char* local(const char* name) {
    const char* colon = std::strchr(name, ':');
    return colon == nullptr ? name : colon + 1;
}

bool is(const xml_node& node, const char* name) {
    return std::strcmp(local(node.name()), name) == 0;
}

xml_node child(const xml_node& parent, const char* name) {
    for (const xml_node node : parent.children())
        if (is(node, name)) return node;
    return {};
}

const char* attribute(const xml_node& node, const char* name) {
    for (const auto& one : node.attributes())
        if (std::strcmp(local(one.name()), name) == 0) return one.value();
    return "";
}

// pugixml loads nothing from elsewhere and knows only the five entities of XML itself; a document type has no business
// in a workbook.
Result<xml_node> load(pugi::xml_document& document, const std::string& xml) {
    if (xml.find("<!DOCTYPE") != std::string::npos) return not_a_workbook("the XML declares a document type");
    const auto parsed =
        document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!parsed) return not_a_workbook(std::string("the XML is damaged: ") + parsed.description());
    return document.document_element();
}

std::optional<std::size_t> index_of(const char* text) {
    std::size_t value = 0;
    const char* end = text + std::strlen(text);
    const auto [at, code] = std::from_chars(text, end, value);
    if (code != std::errc{} || at != end || text == end) return std::nullopt;
    return value;
}

bool is_hex(std::string_view digits) {
    return digits.find_first_not_of("0123456789ABCDEFabcdef") == std::string_view::npos;
}

// Spreadsheets write characters that XML does not allow as _x000D_.
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto code = text.substr(at, 7);
        if (code.size() == 7 && code.starts_with("_x") && code.back() == '_' && is_hex(code.substr(2, 4))) {
            unsigned unit = 0;
            std::from_chars(code.data() + 2, code.data() + 6, unit, 16);
            sync::append_utf8(out, unit >= 0xD800 && unit < 0xE000 ? U'\uFFFD' : static_cast<char32_t>(unit));
            at += 7;
        } else {
            out += text[at++];
        }
    }
    return out;
}

// The text of <si> or <is>: its <t> and those of its runs; how it is pronounced (<rPh>) is no part of it.
std::string rich_text(const xml_node& node) {
    std::string text;
    for (const xml_node part : node.children()) {
        if (is(part, "t")) text += part.text().get();
        if (is(part, "r")) text += child(part, "t").text().get();
    }
    return sync::plain_text(unescaped(text));
}

// "C14" as row 13, column 2.
struct Position {
    std::size_t row = 0;
    std::size_t column = 0;
};
std::optional<Position> position_of(const char* reference) {
    std::size_t column = 0;
    const char* at = reference;
    for (; *at >= 'A' && *at <= 'Z' && column <= most_columns * 26; ++at)
        column = column * 26 + static_cast<std::size_t>(*at - 'A' + 1);
    const auto row = index_of(at);
    if (column == 0 || !row || *row == 0) return std::nullopt;
    return Position{*row - 1, column - 1};
}

class SheetReader {
public:
    SheetReader(Sheet& sheet, const SheetContext& context) : m_sheet(sheet), m_context(context) {}

    sync::Status read(const xml_node& data) {
        std::size_t next_row = 0;
        for (const xml_node row : data.children()) {
            if (!is(row, "row")) continue;
            const auto given = index_of(attribute(row, "r"));
            const std::size_t number = given && *given > 0 ? *given - 1 : next_row;
            next_row = number + 1;
            std::size_t next_column = 0;
            for (const xml_node cell : row.children()) {
                if (!is(cell, "c")) continue;
                const Position at = position_of(attribute(cell, "r")).value_or(Position{number, next_column});
                next_column = at.column + 1;
                TAKAN_TRY(take(at, cell));
            }
        }
        return {};
    }

private:
    sync::Status take(const Position& at, const xml_node& cell) {
        TAKAN_TRY_LET(text, text_of_cell(at, cell));
        if (text.empty()) return {};
        const auto where = [&] { return cell_name(m_sheet.name, at.row, at.column); };
        if (at.row >= most_rows || at.column >= most_columns || ++m_cells > most_cells)
            return not_a_workbook("the sheet is larger than a checklist can be", where());
        if (text.size() > longest_cell * 4) return not_a_workbook("the cell holds too much text", where());
        if (m_sheet.rows.size() <= at.row) m_sheet.rows.resize(at.row + 1);
        auto& row = m_sheet.rows[at.row];
        if (row.size() <= at.column) row.resize(at.column + 1);
        row[at.column] = std::move(text);
        return {};
    }

    Result<std::string> text_of_cell(const Position& at, const xml_node& cell) const {
        const std::string_view type = attribute(cell, "t");
        if (type == "inlineStr") return rich_text(child(cell, "is"));
        const std::string value = child(cell, "v").text().get();
        if (value.empty()) return std::string{};
        if (type == "s") {
            const auto index = index_of(value.c_str());
            if (!index || *index >= m_context.shared.size())
                return not_a_workbook("the cell names a text that is not there",
                                      cell_name(m_sheet.name, at.row, at.column));
            return m_context.shared[*index];
        }
        if (type == "e")
            return sync::fail(ErrorKind::invalid, "the cell holds a spreadsheet error: " + sync::plain_text(value),
                              cell_name(m_sheet.name, at.row, at.column), "error.cell_error");
        if (type == "b") return std::string(value == "1" || value == "true" ? "TRUE" : "FALSE");
        if (type == "str" || type == "d") return sync::plain_text(unescaped(value));
        return text_of_number(cell, value);
    }

    std::string text_of_number(const xml_node& cell, const std::string& value) const {
        double number = 0;
        const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (code != std::errc{} || end != value.data() + value.size()) return sync::plain_text(value);
        const auto style = index_of(attribute(cell, "s"));
        const NumberLook look = style && *style < m_context.looks.size() ? m_context.looks[*style] : NumberLook::number;
        if (look == NumberLook::number) return number_text(number);
        std::string date = date_number_text(number, look, m_context.from_1904);
        return date.empty() ? number_text(number) : date;
    }

    Sheet& m_sheet;
    const SheetContext& m_context;
    std::size_t m_cells = 0;
};

} // namespace

Result<std::vector<std::string>> read_shared_strings(const std::string& xml) {
    pugi::xml_document document;
    TAKAN_TRY_LET(root, load(document, xml));
    std::vector<std::string> texts;
    for (const xml_node node : root.children())
        if (is(node, "si")) texts.push_back(rich_text(node));
    return texts;
}

Result<std::vector<Relation>> read_relations(const std::string& xml) {
    pugi::xml_document document;
    TAKAN_TRY_LET(root, load(document, xml));
    std::vector<Relation> relations;
    for (const xml_node node : root.children()) {
        if (!is(node, "Relationship")) continue;
        const std::string type = attribute(node, "Type");
        relations.push_back({attribute(node, "Id"), type.substr(type.rfind('/') + 1), attribute(node, "Target")});
    }
    return relations;
}

Result<WorkbookXml> read_workbook_xml(const std::string& xml) {
    pugi::xml_document document;
    TAKAN_TRY_LET(root, load(document, xml));
    if (!is(root, "workbook")) return not_a_workbook("the main part is no workbook");
    WorkbookXml workbook;
    const std::string_view from_1904 = attribute(child(root, "workbookPr"), "date1904");
    workbook.from_1904 = from_1904 == "1" || from_1904 == "true";
    for (const xml_node node : child(root, "sheets").children()) {
        if (!is(node, "sheet")) continue;
        // The relation is r:id, beside an attribute sheetId.
        workbook.sheets.push_back({sync::plain_text(attribute(node, "name")), attribute(node, "id")});
    }
    return workbook;
}

Result<Sheet> read_sheet_xml(const std::string& xml, std::string name, const SheetContext& context) {
    pugi::xml_document document;
    TAKAN_TRY_LET(root, load(document, xml));
    Sheet sheet{std::move(name), {}};
    TAKAN_TRY(SheetReader(sheet, context).read(child(root, "sheetData")));
    return sheet;
}

} // namespace takan::app
