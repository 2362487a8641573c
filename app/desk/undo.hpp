#pragma once
// UndoStack: what each command replaced, so that it can be written back as new edits. Lives on the store thread.

#include "app/desk/command.hpp"
#include "app/store/store.hpp"
#include "sync/base/instant.hpp"

#include <string>
#include <vector>

namespace takan::app {

// One command and how the store looked where it changed something.
struct Step {
    Command command;
    std::string label;                 // text key of what Undo would take back
    std::vector<sync::Record> before;  // records as they were (not for Create)
    std::vector<Looked> looks;         // for MarkSeen
    sync::Instant when;
};

class UndoStack {
public:
    static constexpr std::size_t greatest_depth = 500;
    static constexpr std::int64_t join_ms = 1000; // typing in one field within this time is one step

    // Commands that cannot be undone (photos, sync, settings) are ignored. A new step forgets what was undone.
    void push(Step step);
    std::string undo_label() const;
    std::string redo_label() const;

    // What to carry out to take the last step back, one command for each changed record; nothing when the stack is empty or
    // the fields were written again since by somebody else (then the step is dropped). Moves the step to the redo side.
    Result<std::vector<Command>> undo(const Store& store, std::string_view device, std::vector<Looked>& looks);
    // The command to carry out again; empty when there is none.
    std::vector<Command> redo();
    // After redo(): puts the step back with what it replaces now.
    void push_redone(Step step);

private:
    std::vector<Step> m_done;
    std::vector<Command> m_undone;
};

// Reads what a command is going to replace. Labels by command: "undo.create", "undo.edit" …
Result<Step> step_before(const Store& store, const Command& command, sync::Instant now);
bool can_be_undone(const Command& command);

} // namespace takan::app
