#pragma once
// InputMethod: fcitx5 or ibus over D-Bus, so that a composition stands in the text field and the candidates at the
// caret. Without either, GLFW's own XIM goes on as the fallback.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace takan::app {

// One key as X11 names it.
struct KeyStroke {
    std::uint32_t symbol = 0; // keysym with Shift and CapsLock applied
    std::uint32_t code = 0;   // X11 keycode
    std::uint32_t state = 0;  // X11's modifier mask
    bool released = false;
};

struct Composition {
    std::string text; // not yet part of the field; empty: none is open
    int caret = -1;   // byte offset inside; negative: not shown
};

// All functions are for the main thread. None of them waits longer than a second.
class InputMethod {
public:
    virtual ~InputMethod() = default;

    // True when the input method took the key: then neither the key nor its character belongs to anybody else.
    virtual bool takes(const KeyStroke& key) = 0;
    // Whether a text field of ours has the keyboard.
    virtual void focus(bool focused) = 0;
    // The caret's place in screen pixels.
    virtual void caret_at(int x, int y, int height) = 0;
    // Reads what has come. True when a composition or finished text changed.
    virtual bool poll() = 0;

    const Composition& composition() const { return m_composition; }
    std::vector<std::string> take_finished() { return std::exchange(m_finished, {}); }

protected:
    Composition m_composition;
    std::vector<std::string> m_finished;
};

// Connects to fcitx5, else to ibus; null when neither answers on the session's bus.
std::unique_ptr<InputMethod> connect_input_method();

} // namespace takan::app
