#pragma once
// Chinese font: where the system keeps one.

#include <filesystem>
#include <optional>
#include <vector>

namespace takan::app {

struct ChineseFont {
    std::filesystem::path regular;
    std::filesystem::path bold; // the same as `regular` when the system has no bold one
    int face = 0;               // number of the simplified Chinese face inside a collection (.ttc)
};

// Looks first in `own_folders`, then in the places where Linux, Windows and macOS keep fonts. Reads no font, only asks
// whether files exist.
std::optional<ChineseFont> find_chinese_font(const std::vector<std::filesystem::path>& own_folders = {});

} // namespace takan::app
