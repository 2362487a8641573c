#pragma once
// Review: what the leader's decision on a record means now, and what was changed since it.

#include "sync/record/record.hpp"

#include <string>
#include <vector>

namespace takan::app {

enum class ReviewState {
    none,          // not decided, or the decision was withdrawn
    approved,      // and nothing was changed since
    returned,      // to the inspector, and nothing was changed since
    changed_since, // decided, but changed since: it waits for the leader again
};

ReviewState review_state(const sync::Record& record);

// Fields that hold an edit which the decision had not seen, sorted; without the decision's own fields. All fields that
// hold a value when there is no decision.
std::vector<std::string> changed_since_review(const sync::Record& record);

// Returned to the inspector, who has not submitted it again since; what was mended meanwhile is still with them.
bool came_back(const sync::Record& record);

// Part of the decision itself ("review.state" …), which is no news.
bool is_review_field(std::string_view field);

} // namespace takan::app
