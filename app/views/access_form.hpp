#pragma once
// What the way to the team asks of a person before it goes on: a login, or whether a server is the right one.

#include "app/views/screen.hpp"

#include <string>

namespace takan::app {

struct AccessFormState {
    std::string user;
    std::string secret;
};

// Draws the question that the last failure stands for, if it stands for one. Returns true when the person has answered
// and what failed should be tried again, behind the commands that were asked for.
bool draw_access_form(const Given& given, AccessFormState& state, Asked& asked);

} // namespace takan::app
