#include "app/views/photo_parts.hpp"
#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

using namespace takan;

namespace {

// The full view alone, over a screen that has one button.
struct Viewer {
    Viewer() {
        app::Request request;
        request.open = day.visit;
        snapshot = day.answer(request);
        app::open_viewer(state, snapshot.detail->photos[1].id);
        driver = std::make_unique<test::Driver>([this] { draw(); });
        driver->settle();
    }
    ~Viewer() {
        textures.reset();
        store.reset();
    }

    void draw() {
        store->new_frame();
        textures->new_frame();
        const app::Given given{snapshot, pictures, *textures, now, {}, std::exchange(chosen, {})};
        app::Asked asked;
        const ImVec2 size = ImGui::GetIO().DisplaySize;
        const app::ui::Window screen("screen", {0, 0}, size);
        behind |= app::ui::button("后面的按钮", {.width = size.x, .height = size.y});
        app::draw_photo_viewer(given, snapshot.detail->photos, state, drafts, asked);
        drafts.collect(now, asked);
        drafts.posted(std::vector<std::uint64_t>(asked.commands.size(), 1));
        for (auto& command : asked.commands)
            commands.push_back(std::move(command));
        if (asked.files) files = asked.files;
    }

    const sync::RecordId& id(std::size_t at) const { return snapshot.detail->photos[at].id; }
    std::size_t last() const { return snapshot.detail->photos.size() - 1; }
    template <class T>
    const T* only() const {
        return commands.size() == 1 ? std::get_if<T>(&commands[0]) : nullptr;
    }

    test::SampleDay day;
    test::SamplePictures pictures;
    app::Snapshot snapshot;
    app::PhotoViewerState state;
    app::Drafts drafts;
    sync::Instant now = test::sample_now;
    bool behind = false;
    std::vector<app::Command> commands;
    std::optional<app::FileQuestion> files;
    std::optional<std::vector<std::filesystem::path>> chosen;
    std::unique_ptr<app::ui::TextureStore> store = std::make_unique<app::ui::TextureStore>();
    std::unique_ptr<app::ui::PictureTextures> textures =
        std::make_unique<app::ui::PictureTextures>(*store, 64u << 20, 100);
    std::unique_ptr<test::Driver> driver;
};

} // namespace

TEST_CASE("photo viewer: nothing is asked for by itself, nothing behind it is pressed") {
    Viewer viewer;
    CHECK(viewer.driver->duplicate_ids().empty());
    viewer.driver->click_at({400, 400});
    viewer.driver->frame(4);
    CHECK_FALSE(viewer.behind);
    CHECK(viewer.commands.empty());
    CHECK(viewer.state.open);
}

TEST_CASE("photo viewer: the arrow keys step and stop at the ends") {
    Viewer viewer;
    viewer.driver->key(ImGuiKey_RightArrow);
    CHECK(viewer.state.photo == viewer.id(2));
    viewer.driver->key(ImGuiKey_LeftArrow, 5);
    CHECK(viewer.state.photo == viewer.id(0));
    viewer.driver->key(ImGuiKey_RightArrow, 20);
    CHECK(viewer.state.photo == viewer.id(viewer.last()));
    CHECK(viewer.state.open);
}

TEST_CASE("photo viewer: the buttons step, and there is none beyond the ends") {
    Viewer viewer;
    viewer.driver->click("上一张");
    CHECK(viewer.state.photo == viewer.id(0));
    viewer.driver->settle();
    CHECK_FALSE(viewer.driver->has("上一张"));
    viewer.driver->click("下一张");
    CHECK(viewer.state.photo == viewer.id(1));
}

TEST_CASE("photo viewer: Escape closes, and the screen behind can be used again") {
    Viewer viewer;
    viewer.driver->key(ImGuiKey_Escape);
    CHECK_FALSE(viewer.state.open);
    viewer.driver->settle();
    viewer.driver->click("后面的按钮");
    CHECK(viewer.behind);
}

TEST_CASE("photo viewer: the cross closes, and the screen behind can be used again") {
    Viewer viewer;
    viewer.driver->click("关闭");
    CHECK_FALSE(viewer.state.open);
    viewer.driver->settle();
    viewer.driver->click("后面的按钮");
    CHECK(viewer.behind);
}

TEST_CASE("photo viewer: the wheel zooms at the mouse and a double click fits again") {
    Viewer viewer;
    viewer.driver->move({300, 300});
    viewer.driver->frame(2);
    viewer.driver->wheel("picture", 3);
    CHECK(viewer.state.zoom.zoom > 1);
    for (int i = 0; i < 60; ++i)
        viewer.driver->wheel("picture", 3);
    CHECK(viewer.state.zoom.zoom == 12);
    viewer.driver->double_click("picture");
    CHECK(viewer.state.zoom.zoom == 1);
    CHECK(viewer.state.zoom.x == 0);
    CHECK(viewer.state.zoom.y == 0);
}

TEST_CASE("photo viewer: a zoomed picture is dragged, no further than its edge") {
    Viewer viewer;
    viewer.driver->click("放大");
    viewer.driver->click("放大");
    const float zoom = viewer.state.zoom.zoom;
    CHECK(zoom > 1.5f);
    viewer.driver->press({300, 300});
    viewer.driver->move({350, 300});
    viewer.driver->frame(2);
    CHECK(viewer.state.zoom.x > 0);
    for (int i = 0; i < 50; ++i)
        viewer.driver->move({350 + static_cast<float>(i) * 12, 300});
    viewer.driver->release();
    CHECK(viewer.state.zoom.x <= (1 - 1 / zoom) / 2 + 0.001f);
    viewer.driver->click("缩小");
    viewer.driver->click("缩小");
    CHECK(viewer.state.zoom.x == 0);
}

TEST_CASE("photo viewer: another photo is fitted again") {
    Viewer viewer;
    viewer.driver->click("放大");
    viewer.driver->key(ImGuiKey_RightArrow);
    CHECK(viewer.state.zoom.zoom == 1);
}

TEST_CASE("photo viewer: export asks where to, then gives exactly that command") {
    Viewer viewer;
    viewer.driver->click("导出原件");
    REQUIRE(viewer.files);
    CHECK(viewer.files->wish == app::FileWish::save);
    CHECK(viewer.files->file_name == sync::shown_text(viewer.snapshot.detail->photos[1], "name"));
    CHECK(viewer.commands.empty());
    viewer.chosen = {{"/out/x.jpg"}};
    viewer.driver->frame(2);
    const auto* wish = viewer.only<app::ExportPhoto>();
    REQUIRE(wish);
    CHECK(wish->photo == viewer.id(1));
    CHECK(wish->to == "/out/x.jpg");
}

TEST_CASE("photo viewer: a cancelled export does nothing, and another answer later is not taken for its own") {
    Viewer viewer;
    viewer.driver->click("导出原件");
    viewer.chosen.emplace();
    viewer.driver->frame(2);
    viewer.chosen = {{"/camera/1.jpg"}};
    viewer.driver->frame(2);
    CHECK(viewer.commands.empty());
}

TEST_CASE("photo viewer: the caption is typed beside the picture; arrows and Escape are the field's meanwhile") {
    Viewer viewer;
    viewer.driver->fill("facts//说明", "烟囱冒黄烟");
    viewer.driver->key(ImGuiKey_LeftArrow, 2);
    CHECK(viewer.state.photo == viewer.id(1));
    viewer.driver->key(ImGuiKey_Escape);
    CHECK(viewer.state.open);
    viewer.now.ms += app::Drafts::longest_ms;
    viewer.driver->frame(2);
    const auto* write = viewer.only<app::SetFields>();
    REQUIRE(write);
    CHECK(write->id == viewer.id(1));
    CHECK(write->fields == app::FieldValues{{"caption", "烟囱冒黄烟"}});
}

TEST_CASE("photo viewer: deleting needs a reason and goes on to the next photo") {
    Viewer viewer;
    viewer.driver->click("删除照片");
    viewer.driver->settle();
    const std::string& word = app::text_of("delete.confirm", app::Language::zh);
    CHECK(viewer.driver->at("question//" + word).disabled());
    viewer.driver->fill(app::text_of("delete.reason", app::Language::zh), "拍糊了");
    viewer.driver->click("question//" + word);
    const auto* wish = viewer.only<app::Delete>();
    REQUIRE(wish);
    CHECK(wish->ids == std::vector<sync::RecordId>{viewer.id(1)});
    CHECK(wish->reason == "拍糊了");
    CHECK(viewer.state.photo == viewer.id(2));
}

TEST_CASE("photo viewer: an original that is not here says so and is fetched at a press") {
    Viewer viewer;
    app::open_viewer(viewer.state, viewer.id(viewer.last()));
    viewer.driver->settle();
    CHECK(viewer.driver->sees("原件尚未取回"));
    CHECK(viewer.driver->clipped_texts().empty());
    viewer.driver->click("取来");
    const auto* wish = viewer.only<app::FetchPhotos>();
    REQUIRE(wish);
    CHECK(wish->ids == std::vector<sync::RecordId>{viewer.id(viewer.last())});
    CHECK(wish->visit.is_nil());
    CHECK_FALSE(wish->all);
    app::open_viewer(viewer.state, viewer.id(0));
    viewer.driver->settle();
    CHECK_FALSE(viewer.driver->has("取来")); // it is here
}

TEST_CASE("photo viewer: 1 shows pixel for pixel, 0 fits again") {
    Viewer viewer;
    viewer.driver->key(ImGuiKey_1);
    CHECK(viewer.state.zoom.zoom > 1);
    CHECK(viewer.state.zoom.zoom == doctest::Approx(viewer.state.full_zoom));
    viewer.driver->key(ImGuiKey_0);
    CHECK(viewer.state.zoom.zoom == 1);
}

TEST_CASE("photo viewer: two photos stand side by side, the earlier one left, and are zoomed as one") {
    Viewer viewer;
    app::open_viewer(viewer.state, viewer.id(4)); // 含铬污泥, of the same finding as the third
    viewer.driver->settle();
    viewer.driver->click("对比");
    viewer.driver->settle();
    REQUIRE(viewer.state.compare.open);
    CHECK(viewer.state.compare.left == viewer.id(3));
    CHECK(viewer.state.compare.right == viewer.id(4));
    CHECK(viewer.driver->sees("相隔 2 分钟"));
    CHECK(viewer.driver->sees("相距"));
    CHECK(viewer.driver->sees("较早"));
    CHECK(viewer.driver->clipped_texts().empty());
    CHECK(viewer.driver->duplicate_ids().empty());
    viewer.driver->wheel("left photo//picture", 3);
    CHECK(viewer.state.compare.zoom.zoom > 1);
    viewer.driver->key(ImGuiKey_0);
    CHECK(viewer.state.compare.zoom.zoom == 1);
}

TEST_CASE("photo viewer: in a comparison the arrows step the right photo, with Shift the left one, X swaps") {
    Viewer viewer;
    app::open_compare(viewer.state.compare, viewer.snapshot.detail->photos[4], viewer.snapshot.detail->photos[3]);
    viewer.state.open = false;
    viewer.driver->settle();
    viewer.driver->key(ImGuiKey_RightArrow);
    CHECK(viewer.state.compare.right == viewer.id(5));
    viewer.driver->key(ImGuiKey_LeftArrow, 2);
    CHECK(viewer.state.compare.right == viewer.id(2)); // past the one at the left
    viewer.driver->key(ImGuiMod_Shift | ImGuiKey_RightArrow);
    CHECK(viewer.state.compare.left == viewer.id(4));
    viewer.driver->key(ImGuiKey_X);
    CHECK(viewer.state.compare.left == viewer.id(2));
    CHECK(viewer.state.compare.right == viewer.id(4));
    viewer.driver->key(ImGuiKey_Escape);
    CHECK_FALSE(viewer.state.compare.open);
    viewer.driver->settle();
    viewer.driver->click("后面的按钮");
    CHECK(viewer.behind);
    CHECK(viewer.commands.empty());
}

namespace {

// Draws from one place of the picture to another, in parts of the stage.
void draw_line(Viewer& viewer, ImVec2 from, ImVec2 to) {
    const ImRect stage = viewer.driver->at("picture").rect;
    const auto place = [&](ImVec2 part) {
        return ImVec2{stage.Min.x + part.x * stage.GetWidth(), stage.Min.y + part.y * stage.GetHeight()};
    };
    viewer.driver->press(place(from));
    viewer.driver->move(place({(from.x + to.x) / 2, (from.y + to.y) / 2}));
    viewer.driver->move(place(to));
    viewer.driver->frame(2);
    viewer.driver->release();
    viewer.driver->frame(2);
}

std::vector<app::PhotoMark>& marks_of(Viewer& viewer) {
    return viewer.drafts.photo_marks(viewer.state.photo);
}

} // namespace

TEST_CASE("photo viewer: marks are drawn with the mouse, undone and drawn again, and become one copy") {
    Viewer viewer;
    auto& driver = *viewer.driver;
    driver.click("标注（另存副本）");
    driver.settle();
    CHECK(driver.clipped_texts().empty());
    CHECK(driver.at("另存为标注副本").disabled());
    draw_line(viewer, {0.3f, 0.3f}, {0.6f, 0.6f});
    driver.key(ImGuiKey_M);
    draw_line(viewer, {0.4f, 0.4f}, {0.5f, 0.5f});
    draw_line(viewer, {0.4f, 0.4f}, {0.4f, 0.4f}); // a slip
    REQUIRE(marks_of(viewer).size() == 2);
    CHECK(marks_of(viewer)[0].kind == app::MarkKind::arrow);
    CHECK(marks_of(viewer)[0].from.x < marks_of(viewer)[0].to.x);
    CHECK(marks_of(viewer)[1].kind == app::MarkKind::blur);
    driver.key(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(marks_of(viewer).size() == 1);
    driver.key(ImGuiMod_Ctrl | ImGuiKey_Y);
    CHECK(marks_of(viewer).size() == 2);
    CHECK(viewer.commands.empty());
    driver.click("另存为标注副本");
    const auto* wish = viewer.only<app::AnnotatePhoto>();
    REQUIRE(wish);
    CHECK(wish->photo == viewer.id(1));
    CHECK(wish->marks.size() == 2);
    CHECK_FALSE(viewer.state.editor.open);
    driver.settle();
    CHECK(driver.sees("正在制作标注副本"));

    sync::Record copy = viewer.snapshot.detail->photos[1];
    const auto original = copy.id;
    copy.id = wish->id;
    sync::write(copy, "derived_from", original.text(), viewer.day.zhou, viewer.now);
    sync::write(copy, "derived_by.blur", true, viewer.day.zhou, viewer.now);
    viewer.snapshot.detail->photos.push_back(copy);
    driver.settle();
    CHECK(viewer.state.photo == wish->id);
    CHECK(driver.sees("标注副本（打码）"));
    CHECK(viewer.drafts.photo_marks(original).empty());
    driver.click("查看原件");
    CHECK(viewer.state.photo == original);
}

TEST_CASE("photo viewer: Escape leaves the drawing and loses none of it") {
    Viewer viewer;
    auto& driver = *viewer.driver;
    driver.click("标注（另存副本）");
    driver.settle();
    driver.key(ImGuiKey_B);
    draw_line(viewer, {0.3f, 0.3f}, {0.6f, 0.6f});
    driver.key(ImGuiKey_Escape);
    CHECK(viewer.state.open);
    CHECK_FALSE(viewer.state.editor.open);
    driver.key(ImGuiKey_RightArrow);
    driver.key(ImGuiKey_LeftArrow);
    driver.click("标注（另存副本）");
    driver.settle();
    REQUIRE(marks_of(viewer).size() == 1);
    CHECK(marks_of(viewer)[0].kind == app::MarkKind::box);
    CHECK(viewer.commands.empty());
}

TEST_CASE("photo viewer: words are typed where the picture was pressed, and leaving the field keeps them") {
    Viewer viewer;
    auto& driver = *viewer.driver;
    driver.click("标注（另存副本）");
    driver.settle();
    driver.key(ImGuiKey_T);
    draw_line(viewer, {0.4f, 0.4f}, {0.4f, 0.4f});
    driver.settle();
    driver.type("防渗层开裂\n");
    driver.settle();
    REQUIRE(marks_of(viewer).size() == 1);
    CHECK(marks_of(viewer)[0].text == "防渗层开裂");
    draw_line(viewer, {0.5f, 0.6f}, {0.5f, 0.6f});
    driver.settle();
    driver.type("渗漏");
    driver.key(ImGuiKey_Escape);
    driver.settle();
    REQUIRE(marks_of(viewer).size() == 2);
    CHECK(marks_of(viewer)[1].text == "渗漏");
    CHECK(viewer.state.open);
    draw_line(viewer, {0.6f, 0.7f}, {0.6f, 0.7f}); // nothing typed: no mark
    driver.settle();
    driver.click("返回");
    CHECK(marks_of(viewer).size() == 2);
}

TEST_CASE("photo viewer: an original that is not here cannot be drawn on") {
    Viewer viewer;
    viewer.snapshot.not_here = {viewer.id(1)};
    viewer.driver->settle();
    CHECK(viewer.driver->at("标注（另存副本）").disabled());
}
