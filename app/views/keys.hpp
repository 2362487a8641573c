#pragma once
// Keys: every key of the window in one table. The screens ask it whether a key was pressed, and the help page lists it,
// so that the page stays true.

#include "app/views/screen.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace takan::app {

enum class Key {
    palette,
    find,
    fresh,
    next_record,
    previous_record,
    undo,
    redo,
    save,
    help,
    new_finding,
    add_photos,
    next_step,
    comment_field,
    approve,
    give_back,
    next_change,
    previous_change,
    only_open,
    done_with,
    comment,
    write_anew,
    tick,
    tick_all,
    zoom_in,
    zoom_out,
    zoom_fit,
    last_point,
};

// Works wherever the person is, also while a field has the keyboard. `repeat`: again and again while it is held.
bool pressed_anywhere(Key key, bool repeat = false);
// For a screen whose keys are free (nobody types): pressed in this frame, with exactly its modifiers.
bool pressed(Key key, bool repeat = false);

// The chord alone, for a screen that asks in a way of its own: an ImGuiKeyChord.
int chord_of(Key key);

struct KeyLine {
    std::string chord; // "Ctrl K", "Ctrl 1 … 9"
    const char* text_key = nullptr;
};
struct KeyGroup {
    const char* title_key = nullptr;
    std::vector<KeyLine> lines;
};
// The keys of that place first, then those of all places and of texts.
std::vector<KeyGroup> keys_at(Place place);

} // namespace takan::app
