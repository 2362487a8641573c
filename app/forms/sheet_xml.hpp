#pragma once
// SheetXml: the XML parts of an .xlsx file. For app/forms only.

#include "app/forms/workbook.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace takan::app {

// How a number's cell is to be read.
enum class NumberLook { number, date, time, date_time };

struct SheetContext {
    std::vector<std::string> shared; // xl/sharedStrings.xml
    std::vector<NumberLook> looks;   // by the index of a cell's style
    bool from_1904 = false;          // day 0 of dates
};

sync::Result<std::vector<std::string>> read_shared_strings(const std::string& xml);
sync::Result<std::vector<NumberLook>> read_looks(const std::string& xml);

// Relations of a part: id or type's last word ("officeDocument") -> target, as they stand.
struct Relation {
    std::string id;
    std::string type;
    std::string target;
};
sync::Result<std::vector<Relation>> read_relations(const std::string& xml);

struct SheetEntry {
    std::string name;
    std::string relation;
};
struct WorkbookXml {
    std::vector<SheetEntry> sheets;
    bool from_1904 = false;
};
sync::Result<WorkbookXml> read_workbook_xml(const std::string& xml);
sync::Result<Sheet> read_sheet_xml(const std::string& xml, std::string name, const SheetContext& context);

// What a number in a cell means, as text.
std::string number_text(double number);
std::string date_number_text(double days, NumberLook look, bool from_1904); // empty: beyond the calendar

} // namespace takan::app
