#pragma once
// The quarantine on the team's screen: what was set aside and why, and what stands in it, for the lead to judge.

#include "app/views/screen.hpp"

#include <cstdint>

namespace takan::app {

struct QuarantineState {
    std::int64_t open = 0; // the entry that is looked into; 0: none. The screen asks for Request::set_aside
};

void draw_quarantine(const Given& given, QuarantineState& state, Asked& asked);

} // namespace takan::app
