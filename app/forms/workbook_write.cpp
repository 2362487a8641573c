#include "app/forms/workbook.hpp"

#include "app/forms/zip_file.hpp"

namespace takan::app {
namespace {

constexpr std::string_view head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relation_space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string sheet_xml(const Sheet& sheet) {
    std::string xml(head);
    xml += "<worksheet xmlns=\"" + std::string(main_space) + "\"><sheetData>";
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
        xml += "<row r=\"" + std::to_string(row + 1) + "\">";
        for (std::size_t column = 0; column < sheet.rows[row].size(); ++column) {
            const std::string& text = sheet.rows[row][column];
            if (text.empty()) continue;
            xml += "<c r=\"" + cell_name("", row, column).substr(1) + "\" t=\"inlineStr\"";
            if (row == 0) xml += " s=\"1\"";
            xml += "><is><t xml:space=\"preserve\">" + escaped(text) + "</t></is></c>";
        }
        xml += "</row>";
    }
    return xml + "</sheetData></worksheet>";
}

std::string content_types(std::size_t sheets) {
    std::string xml(head);
    const std::string spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    const auto part = [&](const std::string& name, const std::string& type) {
        xml += "<Override PartName=\"" + name + "\" ContentType=\"" + spreadsheet + type + "+xml\"/>";
    };
    xml += "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
           "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
           "<Default Extension=\"xml\" ContentType=\"application/xml\"/>";
    part("/xl/workbook.xml", "sheet.main");
    part("/xl/styles.xml", "styles");
    for (std::size_t i = 1; i <= sheets; ++i)
        part("/xl/worksheets/sheet" + std::to_string(i) + ".xml", "worksheet");
    return xml + "</Types>";
}

class Relations {
public:
    void add(const std::string& type, const std::string& target) {
        m_xml += "<Relationship Id=\"rId" + std::to_string(++m_count) + "\" Type=\"" + std::string(relation_space) +
                 "/" + type + "\" Target=\"" + target + "\"/>";
    }
    std::string xml() const {
        return std::string(head) +
               "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + m_xml +
               "</Relationships>";
    }

private:
    std::string m_xml;
    int m_count = 0;
};

std::string styles_xml() {
    return std::string(head) + "<styleSheet xmlns=\"" + std::string(main_space) +
           "\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
           "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
           "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
           "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
           "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
           "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
           "<cellXfs count=\"2\"><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
           "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs></styleSheet>";
}

} // namespace

sync::Result<std::string> write_workbook(const Workbook& sheets) {
    std::string names;
    Relations of_package, of_workbook;
    of_package.add("officeDocument", "xl/workbook.xml");
    std::vector<ZipPart> parts;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        const std::string file = "worksheets/sheet" + number + ".xml";
        of_workbook.add("worksheet", file);
        names +=
            "<sheet name=\"" + escaped(sheets[i].name) + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
        parts.push_back({"xl/" + file, sheet_xml(sheets[i])});
    }
    of_workbook.add("styles", "styles.xml");
    const std::string workbook = std::string(head) + "<workbook xmlns=\"" + std::string(main_space) + "\" xmlns:r=\"" +
                                 std::string(relation_space) + "\"><sheets>" + names + "</sheets></workbook>";
    std::vector<ZipPart> all{{"[Content_Types].xml", content_types(sheets.size())},
                             {"_rels/.rels", of_package.xml()},
                             {"xl/workbook.xml", workbook},
                             {"xl/_rels/workbook.xml.rels", of_workbook.xml()},
                             {"xl/styles.xml", styles_xml()}};
    all.insert(all.end(), parts.begin(), parts.end());
    return zip_of(all);
}

} // namespace takan::app
