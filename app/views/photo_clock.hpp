#pragma once
// Photo clock: the dialog that corrects a camera's clock for the photos that it brought with one import.

#include "app/views/screen.hpp"

#include <string>

namespace takan::app {

struct ClockState {
    bool open = false;
    sync::RecordId photo; // whose camera it is, and whose true time may be typed
    bool by_time = false; // its true time is typed, not by how much the clock was wrong
    int direction = 0;    // 0: it was ahead, 1: behind
    std::string ahead;    // as typed
    std::string time;     // as typed
};

void open_clock(ClockState& state, const sync::Record& photo);
// So that the snapshot says how many photos it is about.
void want_clock(const ClockState& state, Request& request);
// Nothing while it is closed. `photo`: the one of the state; null: it is not here any more.
void draw_clock(const Given& given, const sync::Record* photo, ClockState& state, Asked& asked);

} // namespace takan::app
