#include "app/ui/theme.hpp"

#include "app/ui/fields.hpp"
#include "app/ui/icons.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"
#include "sync/base/text.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/window/driver.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>

using namespace takan;
using namespace takan::test;
namespace ui = app::ui;

namespace {

double channel(ui::Color color, int shift) {
    const double c = ((color >> shift) & 0xFF) / 255.0;
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(ui::Color color) {
    return 0.2126 * channel(color, 0) + 0.7152 * channel(color, 8) + 0.0722 * channel(color, 16);
}

// WCAG's contrast ratio.
double contrast(ui::Color a, ui::Color b) {
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace

TEST_CASE("themes: every text colour can be read on all that it may stand on, at high contrast 7 to 1") {
    struct Back {
        const char* name;
        ui::Color color;
    };
    for (const auto name : {ui::ThemeName::light, ui::ThemeName::dark, ui::ThemeName::contrast}) {
        const ui::Theme t = ui::theme_of(name);
        CHECK(t.name == name);
        CAPTURE(static_cast<int>(name));
        const double least = name == ui::ThemeName::contrast ? 7 : 4.5; // WCAG's AAA and AA
        const Back page[] = {{"surface", t.surface}, {"raised", t.raised}, {"background", t.background}};
        const Back lists[] = {{"hover", t.hover}, {"accent_soft", t.accent_soft}, {"selection", t.selection}};
        for (const Back& back : page) {
            CAPTURE(back.name);
            CHECK(contrast(t.text, back.color) > 12);
            CHECK(contrast(t.text_second, back.color) > std::max(least, 6.0));
            CHECK(contrast(t.text_third, back.color) >= least);
            for (const ui::Color tone : {t.accent, t.accent_hover, t.danger, t.warn, t.info})
                CHECK(contrast(tone, back.color) >= least);
        }
        for (const Back& back : lists) {
            CAPTURE(back.name);
            CHECK(contrast(t.text, back.color) >= least);
        }
        for (const ui::Color text : {t.text_second, t.text_third}) {
            CHECK(contrast(text, t.hover) >= least);
            CHECK(contrast(text, t.accent_soft) >= least);
        }
        CHECK(contrast(t.accent, t.accent_soft) >= least);
        CHECK(contrast(t.danger, t.danger_soft) >= least);
        CHECK(contrast(t.warn, t.warn_soft) >= least);
        CHECK(contrast(t.info, t.info_soft) >= least);
        CHECK(contrast(t.on_accent, t.accent) >= least);
        CHECK(contrast(t.on_accent, t.accent_hover) >= least);
        CHECK(contrast(t.rail_text, t.rail) >= least);
        CHECK(contrast(ui::rgb(0xFFFFFF), t.rail_chosen) >= least);
    }
}

TEST_CASE("themes: the borders of controls at high contrast stand out by 3 to 1 and more") {
    const ui::Theme t = ui::contrast_theme();
    CHECK(t.bordered);
    for (const ui::Color back : {t.surface, t.background, t.raised}) {
        CHECK(contrast(t.border, back) > 7);
        CHECK(contrast(t.strong_border, back) > 7);
    }
}

TEST_CASE("icons: every name in icons.hpp is in the font") {
    Driver driver([] {});
    driver.frame();
    std::ifstream file(std::string(TAKAN_SOURCE_DIR) + "/app/ui/icons.hpp");
    int count = 0;
    for (std::string line; std::getline(file, line);) {
        const auto comment = line.rfind("// ");
        if (line.find("constexpr const char*") == std::string::npos || comment == std::string::npos) continue;
        CAPTURE(line);
        const auto code = static_cast<ImWchar>(std::stoul(line.substr(comment + 3, 4), nullptr, 16));
        CHECK(driver.look().fonts.icons->IsGlyphInFont(code));
        std::string bytes;
        for (auto at = line.find("\\x"); at != std::string::npos; at = line.find("\\x", at + 1))
            bytes += static_cast<char>(std::stoul(line.substr(at + 2, 2), nullptr, 16));
        CHECK(sync::to_utf32(bytes) == std::u32string(1, static_cast<char32_t>(code)));
        ++count;
    }
    CHECK(count > 60);
}

TEST_CASE("fonts: an em is as wide as a Chinese character, at every scale") {
    for (const float scale : {1.f, 1.25f, 1.5f, 2.f}) {
        CAPTURE(scale);
        Driver driver([] {}, {.scale = scale});
        driver.frame();
        CHECK(ui::measure("踏").x == doctest::Approx(14 * scale).epsilon(0.04));
        CHECK(ui::line_height(14) == doctest::Approx(14 * 1.448 * scale).epsilon(0.03));
    }
}

TEST_CASE("fonts: those beside the program come first, the icons are looked for apart") {
    const Scratch scratch;
    std::filesystem::create_directories(scratch.path() / "fonts");
    std::ofstream(scratch.path() / "fonts" / "NotoSansCJK-Regular.ttc") << "x";
    const auto files = ui::find_fonts(scratch.path());
    REQUIRE(files);
    CHECK(files->regular.parent_path() == scratch.path() / "fonts");
    CHECK(files->bold == files->regular);
    CHECK(files->face == 2);
    CHECK(files->icons.filename() == "MaterialIcons-Regular.ttf");
}

TEST_CASE("fonts: a file that is no font is refused by name") {
    const Scratch scratch;
    const auto path = scratch.path() / "broken.ttf";
    ImGuiContext* context = ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    for (const std::size_t size : {std::size_t{7}, std::size_t{5000}}) {
        CAPTURE(size);
        std::ofstream(path) << std::string(size, 'x');
        const auto fonts = ui::load_fonts({path, path, 0, path});
        REQUIRE_FALSE(fonts);
        CHECK(fonts.error().kind == sync::ErrorKind::corrupt);
        CHECK(fonts.error().subject == sync::utf8(path));
    }
    ImGui::DestroyContext(context);
}

TEST_CASE("secret field: what is typed is nowhere to be read on the screen") {
    std::string secret;
    Driver driver([&] {
        const ui::Window window("w", {0, 0}, {300, 300});
        ui::secret_field("口令", secret);
    });
    driver.fill("口令", "密码secret1");
    CHECK(secret == "密码secret1");
    CHECK(driver.sees("口令"));
    CHECK_FALSE(driver.sees("secret1"));
}

TEST_CASE("driver: finds duplicate ids, cut texts and texts over each other") {
    Driver driver(
        [] {
            const ui::Window window("w", {0, 0}, {300, 300});
            ImGui::Button("删除");
            ImGui::Button("删除");
            const ImVec2 at = ImGui::GetCursorScreenPos();
            ui::draw_text(at, "一行文字");
            ui::draw_text({at.x + 10, at.y + 4}, "另一行");
            ui::draw_text({280, 200}, "伸出窗口");
            ImGui::Dummy({1, 60});
            ui::text_cut("放不下的很长的文字", {}, 60);
        },
        {.size = {300, 300}});
    driver.settle();
    CHECK(driver.duplicate_ids().size() == 1);
    const auto clipped = driver.clipped_texts();
    REQUIRE(clipped.size() == 2);
    CHECK(clipped[0].find("overlaps") != std::string::npos);
    CHECK(clipped[1].find("伸出窗口: cut off") == 0);
    CHECK(driver.shortened_texts().size() == 1);
    CHECK(driver.sees("放不下的很长的文字")); // the log has it whole
    CHECK_THROWS_WITH_AS(driver.click("没有"), doctest::Contains("删除"), std::runtime_error);
}
