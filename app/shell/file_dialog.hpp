#pragma once
// FileDialog: the system's own file chooser (zenity, else kdialog), asked on a thread of its own so that the window
// goes on.

#include "app/views/screen.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

namespace takan::app {

class FileDialog {
public:
    using Paths = std::vector<std::filesystem::path>;

    // `wake` is called from the dialog's thread when an answer is there.
    explicit FileDialog(std::function<void()> wake);
    ~FileDialog(); // closes a dialog that is still open

    // False when a dialog is open already, or when the system has no chooser.
    bool ask(const FileQuestion& question);
    // The answer, once: the chosen paths, empty when the person cancelled.
    std::optional<Paths> answer();

private:
    struct State;
    std::function<void()> m_wake;
    std::shared_ptr<State> m_state; // of the open dialog; shared with its thread
    std::jthread m_thread;
};

// What zenity or kdialog print, one path a line, as paths.
std::vector<std::filesystem::path> read_paths(std::string_view printed);

} // namespace takan::app
