#pragma once
// RecordList: the list pane of a screen: title and count, a search line, chips that filter, rows, and a button for a
// new record. And what stands in the work area while no record is shown.

#include "app/domain/listing.hpp"
#include "app/views/screen.hpp"

#include "imgui.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

// A filter that people choose with one press: the rows whose indexed field shows that value. Empty field: all of them.
struct ListChip {
    const char* text_key = nullptr;
    const char* field = "";
    const char* value = "";
};

struct RecordListState {
    std::string typed; // rows without these words are not shown
    std::size_t chip = 0;
};

struct RecordListOptions {
    Place place = Place::visits;
    std::string_view kind;
    const char* title_key = nullptr;
    const char* new_key = nullptr;   // label of the button; null: none
    const char* empty_key = nullptr; // what to do when there is nothing yet
    const char* icon = nullptr;      // of the empty list
    const char* count_key = "list.count";
    std::span<const ListChip> chips = {};
    bool times = false; // rows begin with the record's own time
};

// What the list needs of the snapshot.
Filter list_filter(std::string_view kind, const RecordListState& state, std::span<const ListChip> chips);

// Draws the pane; a press on a row and Alt+Up, Alt+Down open records through `asked`. True when a new record is wanted
// (button or Ctrl+N).
bool draw_record_list(const Given& given, const Spot& spot, const RecordListOptions& options, ImVec2 size,
                      RecordListState& state, Asked& asked);

// Alt+Down and Alt+Up open the record behind and before the open one; the first one while none of them is open.
void step_through(const std::vector<sync::RecordId>& ids, const Spot& spot, Asked& asked);

// The open record with what stands around it, once the snapshot has it and when it is of that kind; null else.
const Detail* open_detail(const Given& given, const Spot& spot, std::string_view kind);
// Fills the work area while there is none: nothing is open, or it is not on this laptop; empty while it is on its way.
// True when a new record is wanted.
bool draw_no_record(const Given& given, const Spot& spot, const RecordListOptions& options, const char* choose_key);

} // namespace takan::app
