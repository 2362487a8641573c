#pragma once
// WidgetState: what widgets remember between frames. For app/ui only.

#include "app/ui/long_text_model.hpp"
#include "app/ui/phrase_book.hpp"
#include "sync/base/instant.hpp"

#include "imgui.h"

#include <memory>
#include <string>
#include <unordered_map>

namespace takan::app::ui {

// Text in a box that is no value yet ("12-", "3月"), with the value that the box had when it was typed.
struct HalfTyped {
    std::string text;
    std::string value;
};

// The one list that is open.
struct OpenList {
    ImGuiID id = 0;
    std::string search;
    int cursor = -1; // row among those that match
    bool scroll_to_cursor = false;
};

struct OpenCalendar {
    ImGuiID id = 0;
    sync::CivilDate month;
};

// What stands over or at a long text field and has the keyboard instead of it.
enum class EditorTool { none, phrases, find, replace };

// The long text field that has the caret, or whose tool has the keyboard.
struct ActiveEditor {
    ImGuiID id = 0;
    LongTextModel model;
    std::string last;      // what the field's owner was given
    std::size_t caret = 0; // where it was in the last frame
    bool edited = false;
    bool mouse_selects = false;
    EditorTool tool = EditorTool::none;
    bool tool_opens = false;    // in this frame: it takes the keyboard
    bool instead_again = false; // the line for the replacement takes it
    bool takes_caret = false;   // the tool is done: the field gets the keyboard back
    std::string wanted;         // what is looked for
    std::string instead;        // what replaces it
};

// The list of phrases that is open.
struct OpenPhrases {
    std::string search;
    int cursor = 0;
    bool scroll_to_cursor = false;
};

struct WidgetState {
    std::unordered_map<ImGuiID, HalfTyped> half_typed;
    OpenList list;
    OpenCalendar calendar;
    std::unique_ptr<ActiveEditor> editor;
    OpenPhrases phrases;
    const PhraseBook* phrase_book = nullptr; // null: fields offer no phrases
    PhraseWish phrase_wish;
    ImGuiID left_by_escape = 0; // the text field that Escape left in this frame
};

} // namespace takan::app::ui
