#pragma once
// Team set-up: founding a team or asking to join one, for a laptop that has none yet.

#include "app/views/access_form.hpp"

#include <string>

namespace takan::app {

struct TeamSetupState {
    std::string address;
    std::string root; // the team's root code, as it is typed
    AccessFormState access;
    bool found = false;    // else join
    bool choosing = false; // a file dialog of ours is open
};

// A card over the rest of the line.
void draw_team_setup(const Given& given, TeamSetupState& state, Asked& asked);

// Where the team repository is: a field and, beside it, a button that looks for a folder. True when that is pressed.
bool draw_team_address(std::string& address, Language language);
// The root code of the team that is to be joined, which may stay empty. `width`: 0: the rest of the line.
void draw_team_root(std::string& root, Language language, float width = 0);

} // namespace takan::app
