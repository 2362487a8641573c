#include "tests/app/ui/gallery.hpp"

#include "tests/support/window/driver.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

using namespace takan;
using namespace takan::test;

namespace {

// TAKAN_PICTURES=folder keeps pictures of the gallery there, to be looked at.
void keep_picture(Driver& driver, const std::string& name) {
    if (const char* folder = std::getenv("TAKAN_PICTURES"))
        driver.save_png(std::filesystem::path(folder) / (name + ".png"));
}

struct Shown {
    explicit Shown(int page, const DriverOptions& options = {}) : driver([this] { draw_gallery(gallery); }, options) {
        gallery.page = page;
        driver.settle();
    }
    Gallery gallery;
    Driver driver;
};

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines)
        all += line + "\n";
    return all;
}

} // namespace

TEST_CASE("gallery: no text is cut off or drawn over another, no id is used twice") {
    struct Variant {
        const char* name;
        DriverOptions options;
    };
    const Variant variants[] = {{"light", {}},
                                {"dark", {.dark = true}},
                                {"en", {.language = app::Language::en}},
                                {"large", {.size = {1920, 1080}, .scale = 1.5f}}};
    for (const Variant& variant : variants)
        for (int page = 0; page < 4; ++page) {
            CAPTURE(variant.name);
            CAPTURE(page);
            Shown shown(page, variant.options);
            keep_picture(shown.driver, std::string(variant.name) + std::to_string(page));
            CHECK(joined(shown.driver.clipped_texts()) == "");
            CHECK(joined(shown.driver.duplicate_ids()) == "");
        }
}

TEST_CASE("gallery: lists, calendars, dialogs and messages have whole texts and no doubled ids") {
    struct Open {
        const char* name;
        int page;
        const char* press;
    };
    const Open opens[] = {{"calendar", 0, "打开日历"}, {"reference", 0, "现场"}, {"choice", 1, "处理"},
                          {"dialog", 0, "退回修改"},   {"question", 0, "删除"},  {"drawer", 0, "更多选项"},
                          {"toast", 1, "提交审核"},    {"menu", 1, "更多"},      {"editor", 0, "现场情况"},
                          {"field", 0, "企业名称"}};
    for (const Open& open : opens) {
        CAPTURE(open.name);
        Shown shown(open.page);
        shown.driver.click(open.press);
        keep_picture(shown.driver, open.name);
        CHECK(joined(shown.driver.duplicate_ids()) == "");
        for (const std::string& clipped : shown.driver.clipped_texts())
            CHECK_MESSAGE(clipped.find("overlaps") == std::string::npos, clipped);
    }
}
