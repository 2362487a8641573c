#pragma once
// Root: the whole window: rail, status line, toasts, command palette, and the screen of the place where the person is.

#include "app/views/screen.hpp"

#include <memory>

namespace takan::app {

class Root {
public:
    Root();
    ~Root();

    // Draws one frame into the current Dear ImGui frame and returns what was asked for. The shell posts the commands;
    // an Ask is among them whenever what is shown needs other data.
    Asked draw(const Given& seen);
    // The shell's reply to the commands of the last frame, in their order: the numbers that Desk::post gave.
    void posted(const std::vector<std::uint64_t>& numbers);
    // The shell's reply to a FileQuestion that it cannot ask: the system has no file chooser, or one is open already.
    void no_file_dialog();
    // Goes to a spot, as a click would; for the shell's start and for tests.
    void go(const Spot& spot);
    // What of the window outlives it, by name, and taking it up at the start: place, open record, filters.
    Settings kept() const;
    void take_up(const Settings& kept);
    // True while something moves or waits for a moment to pass (a toast that fades): then frames are wanted without
    // input.
    bool moving(sync::Instant now) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace takan::app
