#pragma once
// Shipped: the checklists that come with the program, from assets/forms: one folder each, its sheets as CSV.

#include "app/forms/checklist.hpp"
#include "app/forms/import.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace takan::app {

// Read once, then constant: any thread may ask. In the order of their folders' names.
const std::vector<std::shared_ptr<const Checklist>>& shipped_checklists();

// The sheets of one of them, to be changed and imported as the team's own. Error missing.
sync::Result<Workbook> shipped_workbook(std::string_view form_id);
std::vector<Workbook> shipped_workbooks();

} // namespace takan::app
