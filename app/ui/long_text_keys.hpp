#pragma once
// The keys of a long text field that is active. For app/ui only.

#include "app/ui/widget_state.hpp"

#include "imgui.h"

#include <functional>

namespace takan::app::ui {

// Keeps those keys from everybody else in this frame.
void own_keys(ImGuiID field);

struct KeyOptions {
    bool read_only = false;
    std::size_t page_lines = 1; // that PageUp and PageDown go by
    bool phrases = false;       // Ctrl+J opens them
};
// Does what the keys of this frame ask for. `wrap` breaks the model's lines anew: every key asks about lines as they
// are after the one before it.
void take_keys(ActiveEditor& editor, const KeyOptions& options, const std::function<void()>& wrap);

} // namespace takan::app::ui
