#pragma once
// Parts of a record's page that several screens share: history, deleting and restoring, the review's answer.

#include "app/views/comments.hpp"
#include "app/views/screen.hpp"

#include <string>
#include <string_view>

namespace takan::app {

// What the parts of one open record remember. Reset by the screen when another record is opened.
struct RecordPartsState {
    CommentEntry comment;    // about the record as a whole
    bool ask_delete = false; // the question is open
    std::string delete_reason;
    bool history = false; // the drawer is open; then the screen asks for Request::history
};

// The "…" menu at a record's head: history, delete, restore; of a visit, for the lead: taking back for all. Draws its
// question and drawer as well.
void draw_record_menu(const Given& given, const sync::Record& record, RecordPartsState& state, Asked& asked);

// A notice on top of a record: returned by the lead with the note, approved, deleted with the reason, deleted but
// changed since, changed since the review. Nothing when there is nothing to say.
void draw_record_notices(const Given& given, const sync::Record& record, Asked& asked);

} // namespace takan::app
