#pragma once
// Frame: what stands around every screen: the rail of places at the left, the status line below.

#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"

#include <string>
#include <vector>

namespace takan::app {

struct RailPlace {
    Place place = Place::today;
    const char* icon = nullptr;
    const char* text_key = nullptr;
    int badge = 0;
};
// The places that this person's role has, from above, with how much waits there.
std::vector<RailPlace> rail_places(const Snapshot& snapshot);
void draw_rail(const Given& given, const Spot& spot, Asked& asked);

// "16:12:08 已保存到本机", what is not yet synced, the last sync. Fills the current window.
void draw_status(const Given& given, const Drafts& drafts, Asked& asked);

// Instead of the status line while the system's file dialog is open. True when the person waits for it no longer.
bool draw_file_waiting(const Given& given);

// The sentence for people of an error: its own text, else its kind's, with the subject behind.
std::string error_text(const sync::Error& error, Language language);

} // namespace takan::app
