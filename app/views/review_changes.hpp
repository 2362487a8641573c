#pragma once
// Changes: what is new in a record since the leader last looked, field by field, and how it is drawn.

#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

struct ReviewWalk; // review_walk.hpp

struct Change {
    std::string field;  // of a set: one change for all its members, under the set's name
    std::string before; // as people read it; empty: there was nothing
    std::string after;
    sync::Edit edit; // the newest that is new
    bool contested = false;
};

// `known`: the record as it was last looked at; null: never. Hidden fields and the review's own are left out.
std::vector<Change> changes_of(const sync::Record& record, const sync::Record* known, Language language);

// The second line of an inbox item: who changed something, and what is new.
std::string inbox_note(const Given& given, const InboxItem& item);

// A card with the record's title and those of its points that are to be shown: old and new side by side, or, for a
// record never seen, its values. Contested fields are settled in place. Nothing is drawn when there is nothing to show.
void draw_changes(const Given& given, const sync::Record& record, ReviewWalk& walk, Drafts& drafts, Asked& asked);

} // namespace takan::app
