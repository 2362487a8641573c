#pragma once
// Parts of a record's page that several screens share: comments, history, deleting and restoring, the review's answer.

#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"

#include <string>
#include <string_view>

namespace takan::app {

// What the parts of one open record remember. Reset by the screen when another record is opened.
struct RecordPartsState {
    std::string comment;      // half-typed
    bool comment_now = false; // the field for it is to get the keyboard
    bool ask_delete = false;  // the question is open
    std::string delete_reason;
    bool history = false; // the drawer is open; then the screen asks for Request::history
};

// The comments about a record or its findings and photos, oldest first, and a field to write one. `field`: about one
// field.
void draw_comments(const Given& given, const sync::Record& record, std::string_view field, RecordPartsState& state,
                   Asked& asked);

// The "…" menu at a record's head: history, delete, restore. Draws its question and drawer as well.
void draw_record_menu(const Given& given, const sync::Record& record, RecordPartsState& state, Asked& asked);

// A notice on top of a record: returned by the lead with the note, approved, deleted with the reason, deleted but
// changed since, changed since the review. Nothing when there is nothing to say.
void draw_record_notices(const Given& given, const sync::Record& record, Asked& asked);

} // namespace takan::app
