#pragma once
// UndoStack: what each command replaced, so that it can be written back as new edits. Lives on the store thread.

#include "app/desk/take_back.hpp"
#include "app/desk/workspace.hpp"

#include <string>
#include <vector>

namespace takan::app {

// One command and how the store looked where it changed something.
struct Step {
    Command command;
    std::vector<sync::Record> before; // records as they were (not for Create)
    std::vector<Looked> looks;        // for MarkSeen and Review
    TakeBackPlan plan;                // for TakeBack
    sync::Instant when;
};

class UndoStack {
public:
    using Ids = std::vector<sync::RecordId>;

    static constexpr std::size_t greatest_depth = 500;
    static constexpr std::int64_t join_ms = 1000; // typing in one field within this time is one step

    // Carries the command out and remembers how to take it back, which forgets what was undone. Commands that cannot be
    // taken back (settings, quarantine) are only carried out. Returns the ids it changed. Errors of apply().
    Result<Ids> carry_out(Workspace& workspace, const Command& command);

    // Takes the last step back, all of it in one transaction; nothing when there is none. Returns the ids it changed.
    // Error stale when somebody else has written there since or things hang on what was made: the step is dropped.
    // What was contested before a step is contested again afterwards, between the same values, whose first writers are
    // still told (app/domain/origins.hpp).
    Result<Ids> undo(Workspace& workspace, Language language);
    // Carries out again what was undone last, but no TakeBack: by then other edits stand in question. Errors: stale as
    // above; those of apply().
    Result<Ids> redo(Workspace& workspace);

    // Text keys of what they would do ("undo.edit" …); empty: nothing.
    std::string undo_label() const;
    std::string redo_label() const;

private:
    void push(Step step);

    std::vector<Step> m_done;
    std::vector<Step> m_undone; // as they were when they were taken back
    bool m_may_join = false;    // the last step is still being typed
};

} // namespace takan::app
