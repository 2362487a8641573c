#include "app/ui/fonts.hpp"

#include "sync/base/text.hpp"

#include "imgui.h"

#include <array>
#include <cfloat>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app::ui {

namespace fs = std::filesystem;

namespace {

struct Candidate {
    const char* regular;
    const char* bold; // null: no bold one
    int face;         // of simplified Chinese in a collection
};

// Debian, Fedora, Arch, openSUSE, Kylin and UOS, Windows, macOS. Noto's and Source Han's collections hold JP, KR, SC,
// TC, HK.
constexpr std::array candidates{
    Candidate{"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
              "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2},
    Candidate{"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
              "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc", 2},
    Candidate{"/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc", 2},
    Candidate{"/usr/share/fonts/truetype/noto/NotoSansCJK-Regular.ttc",
              "/usr/share/fonts/truetype/noto/NotoSansCJK-Bold.ttc", 2},
    Candidate{"/usr/share/fonts/opentype/source-han-sans/SourceHanSans-Regular.ttc",
              "/usr/share/fonts/opentype/source-han-sans/SourceHanSans-Bold.ttc", 2},
    Candidate{"/usr/share/fonts/adobe-source-han-sans/SourceHanSansCN-Regular.otf",
              "/usr/share/fonts/adobe-source-han-sans/SourceHanSansCN-Bold.otf", 0},
    Candidate{"C:/Windows/Fonts/msyh.ttc", "C:/Windows/Fonts/msyhbd.ttc", 0},
    Candidate{"C:/Windows/Fonts/msyh.ttf", "C:/Windows/Fonts/msyhbd.ttf", 0},
    Candidate{"C:/Windows/Fonts/simhei.ttf", nullptr, 0},
    Candidate{"/System/Library/Fonts/PingFang.ttc", nullptr, 0},
    Candidate{"/System/Library/Fonts/Hiragino Sans GB.ttc", nullptr, 0},
    Candidate{"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", nullptr, 0},
    Candidate{"/usr/share/fonts/wqy-microhei/wqy-microhei.ttc", nullptr, 0},
    Candidate{"/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", nullptr, 0},
};

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

std::optional<FontFiles> chinese_in(const fs::path& folder) {
    const fs::path regular = folder / "NotoSansCJK-Regular.ttc";
    if (!is_file(regular)) return std::nullopt;
    const fs::path bold = folder / "NotoSansCJK-Bold.ttc";
    return FontFiles{regular, is_file(bold) ? bold : regular, 2, {}};
}

std::optional<FontFiles> find_chinese(const std::vector<fs::path>& own_folders) {
    for (const fs::path& folder : own_folders)
        if (auto found = chinese_in(folder)) return found;
    for (const Candidate& candidate : candidates) {
        if (!is_file(candidate.regular)) continue;
        const bool has_bold = candidate.bold && is_file(candidate.bold);
        return FontFiles{candidate.regular, has_bold ? candidate.bold : candidate.regular, candidate.face, {}};
    }
    return std::nullopt;
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
    auto files = find_chinese(own_folders);
    if (!files)
        return sync::fail(sync::ErrorKind::missing, "no Chinese font is installed", "fonts-noto-cjk",
                          "error.no_chinese_font");
    std::vector<fs::path> folders = own_folders;
    folders.insert(folders.end(), icon_folders.begin(), icon_folders.end());
    for (const fs::path& folder : folders)
        if (is_file(folder / icon_file)) {
            files->icons = folder / icon_file;
            return *files;
        }
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
