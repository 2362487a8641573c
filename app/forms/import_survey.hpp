#pragma once
// ImportSurvey: the sheet of an XLSForm that holds the questions. For app/forms only.

#include "app/forms/import.hpp"

namespace takan::app {

// Reads the questions into `form`, whose lists of choices are there already, and says what is wrong with them.
void import_survey(const Sheet& sheet, FormImport& import, Form& form);

} // namespace takan::app
