#pragma once
// Forms: the checklists that a visit of this laptop may use, and one that is about to be taken up, as plain values.

#include "app/desk/command.hpp"
#include "app/forms/checklist.hpp"
#include "app/forms/import.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

// One version of one checklist. Versions that were withdrawn stay readable.
struct FormLine {
    sync::RecordId id; // of the team's record; nil: it comes with the program
    std::string form_id;
    std::string version;
    std::string title;
    bool active = true;
    std::string file;                           // that it was imported from
    std::shared_ptr<const Checklist> checklist; // null: it cannot be read on this laptop
};

// The version of a form; null: it is not here.
const FormLine* find_form(const std::vector<FormLine>& lines, std::string_view form_id, std::string_view version);
// The newest active version of each form: what a visit is offered. The team's own stands for one of the program's of
// the same name.
std::vector<const FormLine*> offered_forms(const std::vector<FormLine>& lines);
// Whether the checklist names the site's kind or industry as what it is made for.
bool fits_site(const FormLine& line, const sync::Record& site);

// Like strcmp, but runs of digits are compared as numbers: "2024-10" is newer than "2024-9".
int compare_versions(std::string_view a, std::string_view b);

// An XLSForm file as the team would take it up: what is wrong with it, and the record that it makes.
struct FormPreview {
    std::string file; // its name, without folders
    std::string form_id;
    std::string version;
    std::string title;
    std::size_t questions = 0;        // that ask for something
    std::vector<CellRemark> problems; // with any of these there is nothing to take up
    std::vector<CellRemark> warnings;
    std::optional<sync::Error> failed; // the file cannot be read at all
    FieldValues fields;                // of the record of kind "form"; empty while there are problems
    std::shared_ptr<const Checklist> checklist;
};

} // namespace takan::app
