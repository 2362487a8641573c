#pragma once
// key_stroke: a GLFW key as X11 names it, for input methods.

#include "app/shell/input_method.hpp"

namespace takan::app {

// `code`, `action`, `modifiers` as GLFW's key callback gives them. The symbol is 0 where the window is not on X11.
KeyStroke key_stroke(int code, int action, int modifiers);

} // namespace takan::app
