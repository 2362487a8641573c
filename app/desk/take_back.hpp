#pragma once
// Taking back: what a visit, an import or a person brought in is undone for the whole team, by new edits. Nothing is
// rewritten.

#include "app/desk/workspace.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace takan::app {

// A field and the value that stood there before the edits in question; null: none did.
struct FieldBack {
    sync::RecordId id;
    std::string field;
    sync::Value value;
};
// A field that one of the edits wrote, and where somebody else's value stands since.
struct FieldLeft {
    sync::RecordId id;
    std::string kind;
    std::string field;
    sync::DeviceId by;
};
struct TakeBackPlan {
    std::vector<FieldBack> fields;
    std::vector<sync::RecordId> created; // by these edits alone; they are deleted
    std::vector<FieldLeft> left;
    std::size_t records = 0; // that hold `fields`
    std::size_t visits = 0;  // that `fields` and `created` belong to
};

// Reads the history of every record in question, from the repository and the store: seconds for a thousand of them.
// Members and devices are never in question. Errors: invalid (neither visit, import nor person, or a person without a
// moment), missing (nobody of that name, no such visit or import).
Result<TakeBackPlan> plan_take_back(const Workspace& workspace, const Which& which);

// Writes it, in one transaction. Returns the ids it changed. Errors: denied (role), invalid (no reason).
Result<std::vector<sync::RecordId>> carry_out_plan(Workspace& workspace, const TakeBackPlan& plan,
                                                   const std::string& reason);

} // namespace takan::app
