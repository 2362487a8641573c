#pragma once
// Taking back for the whole team: what a visit, an import or a person brought in. What it would do is shown first; a
// reason is asked for; undo takes it back again.

#include "app/views/screen.hpp"

#include <string>

namespace takan::app {

struct TakeBackState {
    bool open = false;
    bool working = false; // it was asked for and is being carried out
    Which which;          // visit or import; by person when both are empty
    std::string since;    // a moment field's value
    std::string reason;
    std::optional<Which> asked; // what the preview was asked for last
    std::uint64_t number = 0;   // of that question; grows over all dialogs
};

// Opens the dialog for what is given: a visit, an import, or a person (empty: to be chosen).
void open_take_back(const Given& given, TakeBackState& state, const Which& which);
// Draws it while it is open, over whatever screen.
void draw_take_back(const Given& given, TakeBackState& state, Asked& asked);

// Whether this person may take back at all.
bool may_take_back(const Snapshot& snapshot);

// What the dialog is opened for.
Which edits_of_visit(const sync::RecordId& visit);
Which edits_of_import(const std::string& batch);
Which edits_of_person(const std::string& name);

} // namespace takan::app
