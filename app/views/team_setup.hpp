#pragma once
// Team set-up: founding a team or asking to join one, for a laptop that has none yet.

#include "app/views/access_form.hpp"

#include <string>

namespace takan::app {

struct TeamSetupState {
    std::string address;
    AccessFormState access;
    bool found = false;    // else join
    bool choosing = false; // a file dialog of ours is open
};

// A card over the rest of the line.
void draw_team_setup(const Given& given, TeamSetupState& state, Asked& asked);

// Where the team repository is: a field and, beside it, a button that looks for a folder. True when that is pressed.
bool draw_team_address(std::string& address, Language language);

} // namespace takan::app
