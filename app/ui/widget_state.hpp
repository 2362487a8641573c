#pragma once
// WidgetState: what widgets remember between frames. For app/ui only.

#include "app/ui/long_text_model.hpp"
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

// The long text field that has the caret.
struct ActiveEditor {
    ImGuiID id = 0;
    LongTextModel model;
    std::string last; // what the field's owner was given
    bool edited = false;
    bool mouse_selects = false;
};

struct WidgetState {
    std::unordered_map<ImGuiID, HalfTyped> half_typed;
    OpenList list;
    OpenCalendar calendar;
    std::unique_ptr<ActiveEditor> editor;
    ImGuiID left_by_escape = 0; // the text field that Escape left in this frame
};

} // namespace takan::app::ui
