#pragma once
// The window: what `takan open` and a double click start.

#include "sync/base/result.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace takan::app {

// Makes the demo below a folder, which may have one already, and returns the folder of one of its laptops. It takes
// seconds and is called on a thread of its own.
using MakeDemo = std::function<sync::Result<std::filesystem::path>(const std::filesystem::path& folder)>;

struct WindowOptions {
    std::filesystem::path folder; // of the laptop; made by the first start when there is none
    MakeDemo make_demo;           // none: the first start offers no demo
    std::string language;         // "zh-CN" or "en"; empty: as the laptop is set, else as the system's locale
};

// Opens the window and returns when it is closed: 0, or 2 when no window can be opened, with the reason on standard
// error.
int run_window(const WindowOptions& options);

} // namespace takan::app
