#pragma once
// Drag: records that are dragged from one place of a screen and dropped on another.

#include "app/ui/theme.hpp"
#include "sync/base/ids.hpp"

#include "imgui.h"

#include <span>
#include <string_view>
#include <vector>

namespace takan::app::ui {

// Makes the item before it one that is dragged. While it is, `words` hang at the mouse. `kind`: at most 32 letters,
// what drop_target asks for.
void drag_source(const char* kind, std::span<const sync::RecordId> ids, std::string_view words);

// The records of that kind that are being dragged now; none while nothing is.
std::span<const sync::RecordId> dragged(const char* kind);

// A rectangle of the current window where they may be dropped; framed while something hangs over it. `name`: its id.
// Returns what is dropped there in this frame.
std::vector<sync::RecordId> drop_target(const char* kind, std::string_view name, ImVec2 from, ImVec2 to);

} // namespace takan::app::ui
