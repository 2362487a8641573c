#pragma once
// Fonts: where the system keeps a Chinese font and the icons, and loading them into ImGui.

#include "sync/base/result.hpp"

#include <filesystem>

struct ImFont;

namespace takan::app::ui {

// Type sizes in design pixels of an em (the height of a Chinese character).
inline constexpr float em_tiny = 11.5f; // badges
inline constexpr float em_small = 12;
inline constexpr float em_note = 12.5f; // meta lines, links
inline constexpr float em_body = 14;
inline constexpr float em_row = 14.5f; // titles of list rows
inline constexpr float em_section = 16;
inline constexpr float em_pane = 18; // title of a list pane
inline constexpr float em_title = 21;

struct FontFiles {
    std::filesystem::path regular;
    std::filesystem::path bold; // the same as `regular` when the system has no bold one
    int face = 0;               // number of the simplified Chinese face inside a collection (.ttc)
    std::filesystem::path icons;
};

struct Fonts {
    ImFont* regular = nullptr;
    ImFont* bold = nullptr;
    ImFont* icons = nullptr;
    float line_per_em = 1.448f; // height of the line box that ImGui calls font size, in em
};

// Looks in the places where Linux, Windows and macOS keep fonts, and for the icons also beside the program
// (`program_folder`/fonts, `program_folder`/../share/takan/fonts). Reads no font, only asks whether files exist.
// Error missing, key error.no_chinese_font or error.no_icon_font, the package to install as subject.
sync::Result<FontFiles> find_fonts(const std::filesystem::path& program_folder = {});

// Loads them into the current ImGui context; the files' bytes live as long as the context. Glyphs are drawn when first
// used. Error: corrupt when a file is no font.
sync::Result<Fonts> load_fonts(const FontFiles& files);

} // namespace takan::app::ui
