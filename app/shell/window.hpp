#pragma once
// The window: what `takan open` and a double click start.

#include <filesystem>
#include <optional>
#include <string>

namespace takan::app {

struct WindowOptions {
    std::filesystem::path folder; // of the laptop; made by the first start when there is none
    std::string language;         // "zh-CN" or "en"; empty: as the laptop is set, else as the system's locale
};

// Opens the window and returns when it is closed: 0, or 2 when no window can be opened, with the reason on standard
// error.
int run_window(const WindowOptions& options);

} // namespace takan::app
