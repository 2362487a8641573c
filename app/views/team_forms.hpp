#pragma once
// TeamForms: the team's checklists on its screen: what is in use, and the import of an XLSForm workbook.

#include "app/views/screen.hpp"

namespace takan::app {

struct TeamFormsState {
    bool waiting = false; // for the system's answer to our question for a file
    bool closing = false; // the preview was closed; the snapshot still has it
};

void draw_team_forms(const Given& given, TeamFormsState& state, Asked& asked);

} // namespace takan::app
