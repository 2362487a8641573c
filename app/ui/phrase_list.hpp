#pragma once
// The list of phrases that opens at a long text field. For app/ui only.

#include "imgui.h"
#include "imgui_internal.h"

#include <optional>
#include <string>
#include <string_view>

namespace takan::app::ui {

// The popup's name; ImGui::OpenPopup it in the id scope in which the list is drawn.
inline constexpr const char* phrase_popup = "##phrases";

// Empties search and cursor: call when it opens.
void begin_phrase_list();

struct PhraseChoice {
    bool open = false;                 // still
    std::optional<std::string> chosen; // filled in, to be put at the caret
    bool left = false;                 // by a key: the field gets the keyboard back
};
// Draws it under `box`, while it is open. `selected`: text of the field that can be kept as a phrase.
PhraseChoice draw_phrase_list(const ImRect& box, std::string_view selected);

} // namespace takan::app::ui
