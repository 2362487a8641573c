#pragma once
// Import: an XLSForm workbook as a form. What Takan does not do is refused by sheet and cell; nothing is left out in
// silence.

#include "app/forms/checklist.hpp"
#include "app/forms/workbook.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

// Something about one cell ("survey!C14"); `what`: the words in it that it is about.
struct CellRemark {
    std::string cell;
    std::string text_key; // with {what}
    std::string what;

    bool operator==(const CellRemark&) const = default;
};
std::string remark_text(const CellRemark& remark, Language language); // "survey!C14: …"

struct FormImport {
    std::optional<Form> form;         // when there are no problems
    std::vector<CellRemark> problems; // at most 200, in the order of the sheets
    std::vector<CellRemark> warnings; // what is left out
};

FormImport import_form(const Workbook& workbook);
// Errors: those of read_workbook.
sync::Result<FormImport> import_xlsform(std::string_view bytes);

} // namespace takan::app
