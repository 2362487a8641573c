#pragma once
// ReviewInbox: the leader's list of what waits, by visit or by inspector, filtered, with several ticked at once.

#include "app/views/screen.hpp"

#include "imgui.h"

#include <optional>
#include <set>
#include <vector>

namespace takan::app {

enum class InboxChip { all, unread, contested, returned, changed_again, overdue };

struct ReviewInboxState {
    InboxChip chip = InboxChip::all;
    bool by_inspector = false; // else as the snapshot has them: unread, contested, newest first
    bool ticking = false;      // boxes stand before the rows
    std::set<sync::RecordId> ticked;
    sync::RecordId anchor; // where Shift begins
};

// The items that the chip leaves, in the order of the list. `now`: for what is overdue.
std::vector<const InboxItem*> inbox_rows(const Given& given, const ReviewInboxState& state);
// Those of the inbox that are ticked, whatever the chip.
std::vector<const InboxItem*> ticked_items(const Given& given, const ReviewInboxState& state);

// Draws the pane. A press opens an item; with Ctrl it ticks it, with Shift all from the last pressed one on; Alt+Up and
// Alt+Down step. Returns the decision that is asked for all ticked ones.
std::optional<Decision> draw_review_inbox(const Given& given, const Spot& spot, ImVec2 size, ReviewInboxState& state,
                                          Asked& asked);

// X ticks the open item, Ctrl+A all that the chip leaves. Call while no field has the keyboard.
void tick_by_keys(const Given& given, const Spot& spot, ReviewInboxState& state);

} // namespace takan::app
