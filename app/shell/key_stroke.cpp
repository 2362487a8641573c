// The only file that names X11, whose macros clash with everything.
#include "app/shell/key_stroke.hpp"

#include <GLFW/glfw3.h>
#include <X11/XKBlib.h>

// Of glfw3native.h, which wants the headers of all of X11's extensions.
extern "C" Display* glfwGetX11Display();

namespace takan::app {

KeyStroke key_stroke(int code, int action, int modifiers) {
    KeyStroke stroke;
    stroke.code = static_cast<std::uint32_t>(code);
    stroke.released = action == GLFW_RELEASE;
    const auto add = [&](int modifier, unsigned mask) {
        if ((modifiers & modifier) != 0) stroke.state |= mask;
    };
    add(GLFW_MOD_SHIFT, ShiftMask);
    add(GLFW_MOD_CAPS_LOCK, LockMask);
    add(GLFW_MOD_CONTROL, ControlMask);
    add(GLFW_MOD_ALT, Mod1Mask);
    add(GLFW_MOD_SUPER, Mod4Mask);
    Display* display = glfwGetX11Display();
    if (display == nullptr) return stroke;
    unsigned used = 0;
    KeySym symbol = 0;
    if (XkbLookupKeySym(display, static_cast<KeyCode>(code), stroke.state, &used, &symbol) != 0)
        stroke.symbol = static_cast<std::uint32_t>(symbol);
    return stroke;
}

} // namespace takan::app
