#include "app/domain/chinese_font.hpp"

#include <array>

namespace takan::app {

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

bool is_file(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

std::optional<ChineseFont> chinese_in(const fs::path& folder) {
    const fs::path regular = folder / "NotoSansCJK-Regular.ttc";
    if (!is_file(regular)) return std::nullopt;
    const fs::path bold = folder / "NotoSansCJK-Bold.ttc";
    return ChineseFont{regular, is_file(bold) ? bold : regular, 2};
}

} // namespace

std::optional<ChineseFont> find_chinese_font(const std::vector<fs::path>& own_folders) {
    for (const fs::path& folder : own_folders)
        if (auto found = chinese_in(folder)) return found;
    for (const Candidate& candidate : candidates) {
        if (!is_file(candidate.regular)) continue;
        const bool has_bold = candidate.bold && is_file(candidate.bold);
        return ChineseFont{candidate.regular, has_bold ? candidate.bold : candidate.regular, candidate.face};
    }
    return std::nullopt;
}

} // namespace takan::app
