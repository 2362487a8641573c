#include "app/views/palette.hpp"
#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

using namespace takan;
using app::Place;

namespace {

struct Palette {
    explicit Palette(const test::DriverOptions& options = {})
        : language(options.language), driver(std::make_unique<test::Driver>([this] { draw(); }, options)) {
        app::open_palette(state);
        driver->settle();
    }
    ~Palette() {
        textures.reset();
        store.reset();
    }

    void draw() {
        app::Request request;
        request.search = state.typed;
        const app::Snapshot snapshot = day.answer(request, language);
        const app::Given given{snapshot, pictures, *textures, test::sample_now, {}, {}};
        app::Asked asked;
        const ImVec2 size = ImGui::GetIO().DisplaySize;
        const app::ui::Window screen("screen", {0, 0}, size);
        behind |= app::ui::button("后面的按钮", {.width = size.x, .height = size.y});
        app::draw_palette(given, state, asked);
        CHECK(asked.commands.empty());
        if (asked.go) went = asked.go;
    }

    test::SampleDay day;
    app::Language language;
    app::PaletteState state;
    std::optional<app::Spot> went;
    bool behind = false;
    test::SamplePictures pictures;
    std::unique_ptr<app::ui::TextureStore> store = std::make_unique<app::ui::TextureStore>();
    std::unique_ptr<app::ui::PictureTextures> textures = std::make_unique<app::ui::PictureTextures>(*store);
    std::unique_ptr<test::Driver> driver;
};

} // namespace

TEST_CASE("palette: it opens with the keyboard in its field and the places below") {
    Palette palette;
    CHECK(palette.state.open);
    CHECK(palette.driver->has("palette lines//照片"));
    palette.driver->type("雨水口");
    palette.driver->settle();
    CHECK(palette.state.typed == "雨水口");
    CHECK_FALSE(palette.went);
}

TEST_CASE("palette: what is found opens by Enter at its kind's place") {
    Palette palette;
    palette.driver->type("雨水口有废水");
    palette.driver->settle();
    CHECK(palette.driver->has("palette lines//雨水口有废水外排"));
    palette.driver->key(ImGuiKey_Enter);
    CHECK(palette.went == app::Spot{Place::findings, palette.day.outfall});
    CHECK_FALSE(palette.state.open);
}

TEST_CASE("palette: a click opens too, and the screen behind can be used again") {
    Palette palette;
    palette.driver->type("雨水口有废水");
    palette.driver->settle();
    palette.driver->click("palette lines//雨水口有废水外排");
    CHECK(palette.went == app::Spot{Place::findings, palette.day.outfall});
    palette.driver->settle();
    palette.driver->click("后面的按钮");
    CHECK(palette.behind);
}

TEST_CASE("palette: the arrows choose another line and stop at the ends") {
    Palette palette;
    palette.driver->key(ImGuiKey_UpArrow);
    CHECK(palette.state.chosen == 0);
    palette.driver->key(ImGuiKey_DownArrow);
    palette.driver->key(ImGuiKey_DownArrow);
    CHECK(palette.state.chosen == 2);
    palette.driver->key(ImGuiKey_Enter);
    CHECK(palette.went == app::Spot{Place::findings, {}});
}

TEST_CASE("palette: typing begins at the first line again") {
    Palette palette;
    palette.driver->key(ImGuiKey_DownArrow);
    palette.driver->key(ImGuiKey_DownArrow);
    palette.driver->type("点");
    CHECK(palette.state.chosen == 0);
}

TEST_CASE("palette: Escape closes it") {
    Palette palette;
    palette.driver->key(ImGuiKey_Escape, 2);
    palette.driver->settle();
    CHECK_FALSE(palette.state.open);
    CHECK_FALSE(palette.went);
}

TEST_CASE("palette: what is nowhere says so, and Enter does nothing") {
    Palette palette;
    palette.driver->type("没有这个词");
    palette.driver->settle();
    CHECK(palette.driver->sees(app::text_of("palette.nothing", app::Language::zh)));
    palette.driver->key(ImGuiKey_Enter);
    CHECK_FALSE(palette.went);
    CHECK(palette.state.open);
}

TEST_CASE("palette: no text is cut or covered, no id is there twice") {
    for (const auto language : {app::Language::zh, app::Language::en}) {
        Palette palette({.language = language});
        palette.driver->type("雨水");
        palette.driver->settle();
        CHECK(palette.driver->duplicate_ids().empty());
        for (const auto& fault : palette.driver->clipped_texts())
            FAIL_CHECK(fault);
    }
}
