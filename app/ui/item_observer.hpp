#pragma once
// ItemObserver: what a test learns of every item and text that is drawn. Only programs built with ImGui's test hooks
// call it; without an observer, and in the shipped program, nothing happens.

#include "imgui.h"

#include <string_view>

struct ImRect;
struct ImGuiLastItemData;

namespace takan::app::ui {

class ItemObserver {
public:
    virtual ~ItemObserver() = default;
    virtual void item_added(ImGuiID id, const ImRect& box, const ImGuiLastItemData* data) = 0;
    virtual void item_described(ImGuiID id, std::string_view label, int status) = 0;
    // `cut`: shortened with …; `clip`: what of it can be seen.
    virtual void text_drawn(ImVec2 from, ImVec2 to, std::string_view text, bool cut) = 0;
};

// For the current ImGui context; null: nobody watches. Does nothing in programs without the hooks.
void observe_items(ItemObserver* observer);
ItemObserver* item_observer();

} // namespace takan::app::ui
