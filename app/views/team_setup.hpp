#pragma once
// Team set-up: founding a team or asking to join one, for a laptop that has none yet.

#include "app/views/screen.hpp"

#include <string>

namespace takan::app {

struct TeamSetupState {
    std::string address;
    bool found = false;    // else join
    bool choosing = false; // a file dialog of ours is open
};

// A card of that width in screen pixels.
void draw_team_setup(const Given& given, TeamSetupState& state, float width, Asked& asked);

} // namespace takan::app
