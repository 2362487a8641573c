#include "app/ui/fonts.hpp"

#include "app/domain/chinese_font.hpp"
#include "sync/base/text.hpp"

#include "imgui.h"

#include <array>
#include <cfloat>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app::ui {

namespace fs = std::filesystem;

namespace {

constexpr const char* icon_file = "MaterialIcons-Regular.ttf";
constexpr std::array icon_folders{
    "/usr/share/fonts/truetype/material-design-icons-iconfont",
    "/usr/share/fonts/material-icons",
    "/usr/local/share/fonts",
};

bool is_file(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

std::vector<fs::path> folders_beside(const fs::path& program_folder) {
    if (program_folder.empty()) return {};
    return {program_folder / "fonts", program_folder / ".." / "share" / "takan" / "fonts"};
}

// How many em the line box has: the width of an ideograph is one em.
float measure_line_per_em(ImFont& font) {
    constexpr float size = 200;
    const float em = font.CalcTextSizeA(size, FLT_MAX, 0, "\xE4\xB8\x80").x; // 一
    return em > 0 ? size / em : 1.448f;
}

// Chinese glyphs sit low in their line box: raised by that much of an em they look centred.
constexpr float raised = 0.07f;
constexpr float loaded_size = 20; // any size; ImGui scales what depends on it

sync::Result<ImFont*> load(const fs::path& file, int face, float glyphs_up) {
    ImFontConfig config;
    config.GlyphOffset.y = -glyphs_up;
    config.Flags |= ImFontFlags_NoLoadError; // ours is returned, not asserted
    config.PixelSnapH = true;                // rounds that offset: text stays sharp
    config.FontNo = static_cast<ImU32>(face);
    std::error_code unreadable;
    constexpr std::uintmax_t least_size = 1024; // ImGui asserts that a font is no mere handful of bytes
    if (const auto size = fs::file_size(file, unreadable); unreadable || size < least_size)
        return sync::fail(sync::ErrorKind::corrupt, "the font could not be read", sync::utf8(file));
    ImFont* font = ImGui::GetIO().Fonts->AddFontFromFileTTF(sync::utf8(file).c_str(), loaded_size, &config);
    if (!font) return sync::fail(sync::ErrorKind::corrupt, "the font could not be read", sync::utf8(file));
    return font;
}

} // namespace

sync::Result<FontFiles> find_fonts(const fs::path& program_folder) {
    const std::vector<fs::path> own_folders = folders_beside(program_folder);
    const auto chinese = find_chinese_font(own_folders);
    if (!chinese)
        return sync::fail(sync::ErrorKind::missing, "no Chinese font is installed", "fonts-noto-cjk",
                          "error.no_chinese_font");
    std::vector<fs::path> folders = own_folders;
    folders.insert(folders.end(), icon_folders.begin(), icon_folders.end());
    for (const fs::path& folder : folders)
        if (is_file(folder / icon_file))
            return FontFiles{chinese->regular, chinese->bold, chinese->face, folder / icon_file};
    return sync::fail(sync::ErrorKind::missing, "the icon font is not installed",
                      "fonts-material-design-icons-iconfont", "error.no_icon_font");
}

sync::Result<Fonts> load_fonts(const FontFiles& files) {
    Fonts fonts;
    TAKAN_TRY_LET(regular, load(files.regular, files.face, raised * loaded_size / 1.448f));
    TAKAN_TRY_LET(bold, load(files.bold, files.face, raised * loaded_size / 1.448f));
    TAKAN_TRY_LET(icons, load(files.icons, 0, 0));
    fonts.regular = regular;
    fonts.bold = bold;
    fonts.icons = icons;
    fonts.line_per_em = measure_line_per_em(*regular);
    return fonts;
}

} // namespace takan::app::ui
