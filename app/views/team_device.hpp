#pragma once
// This laptop in its team: its key and how it is replaced, the team's root code, and the way back after it was revoked.

#include "app/views/screen.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace takan::app {

struct TeamDeviceState {
    bool asks = false; // the question before the key is replaced is open
    // A replacement was asked for after so many finished acts of the team; nothing: none is under way.
    std::optional<std::uint64_t> replacing;
    std::string replaced;              // the new fingerprint; empty: none was replaced here
    std::optional<sync::Error> failed; // of the last replacement
};

void draw_team_device(const Given& given, TeamDeviceState& state, Asked& asked);

} // namespace takan::app
