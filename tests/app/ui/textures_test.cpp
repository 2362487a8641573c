#include "app/ui/textures.hpp"

#include "tests/support/window/driver.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

using namespace takan;
using namespace takan::test;
using app::Picture;
using app::PictureState;
using app::ui::PictureTextures;
using app::ui::TextureStore;

namespace {

// Every picture is 10 x 10, 400 bytes.
class Source : public app::Pictures {
public:
    PictureState picture(const std::string& sha256, const std::string&, int,
                         std::shared_ptr<const Picture>& out) override {
        ++asked;
        if (sha256 == "absent") return PictureState::not_fetched;
        auto made = std::make_shared<Picture>();
        made->width = 10;
        made->height = 10;
        made->rgba.assign(sha256 == "short" ? 7 : 400, 200);
        out = made;
        return PictureState::here;
    }
    int asked = 0;
};

struct Shown {
    Shown() : driver([this] { draw(); }), store(std::make_unique<TextureStore>()) {
        textures = std::make_unique<PictureTextures>(*store, 1000, 2);
    }
    ~Shown() {
        textures.reset();
        store.reset();
    }
    void draw() {
        if (!store) return;
        store->new_frame();
        textures->new_frame();
        views.clear();
        for (const std::string& name : wanted)
            views.push_back(textures->find(source, name, "", 10));
    }

    Driver driver;
    Source source;
    std::unique_ptr<TextureStore> store;
    std::unique_ptr<PictureTextures> textures;
    std::vector<std::string> wanted;
    std::vector<PictureTextures::View> views;
};

int here(const std::vector<PictureTextures::View>& views) {
    int count = 0;
    for (const auto& view : views)
        count += view.state == PictureState::here ? 1 : 0;
    return count;
}

} // namespace

TEST_CASE("pictures: a frame takes in only so many, the others follow and wake the window") {
    Shown shown;
    shown.wanted = {"a", "b", "c"};
    shown.driver.frame();
    CHECK(here(shown.views) == 2);
    CHECK(shown.views[2].state == PictureState::coming);
    CHECK(shown.driver.look().wake_after == 0);
    shown.driver.frame();
    CHECK(here(shown.views) == 3);
    const int asked = shown.source.asked;
    shown.driver.frame();
    CHECK(shown.source.asked == asked); // kept ones are not asked for again
}

TEST_CASE("pictures: the longest unseen go when there is no more room, the shown ones stay") {
    Shown shown;
    shown.wanted = {"a", "b"};
    shown.driver.frame(2);
    shown.wanted = {"b"};
    shown.driver.frame();
    shown.wanted = {"b", "c"};
    shown.driver.frame(2);
    CHECK(shown.textures->bytes() == 800);
    const int asked = shown.source.asked;
    shown.wanted = {"b"};
    shown.driver.frame();
    CHECK(shown.source.asked == asked);
    shown.wanted = {"a"};
    shown.driver.frame();
    CHECK(shown.source.asked == asked + 1);
}

TEST_CASE("pictures: what is not here or not whole is said, not drawn") {
    Shown shown;
    shown.wanted = {"absent", "short"};
    shown.driver.frame();
    CHECK(shown.views[0].state == PictureState::not_fetched);
    CHECK(shown.views[1].state == PictureState::unreadable);
    CHECK(shown.textures->bytes() == 0);
}

TEST_CASE("textures: released ones leave ImGui once the renderer has let go") {
    Shown shown;
    shown.driver.frame();
    const std::vector<std::uint8_t> pixels(16, 255);
    const int before = shown.driver.context()->UserTextures.Size;
    const auto handle = shown.store->upload(2, 2, pixels.data());
    shown.driver.frame(2);
    CHECK(shown.driver.context()->UserTextures.Size == before + 1);
    shown.store->release(handle);
    shown.driver.frame(4);
    CHECK(shown.driver.context()->UserTextures.Size == before);
    CHECK(shown.store->upload(0, 2, pixels.data()) == 0);
    CHECK(shown.store->upload(20000, 1, pixels.data()) == 0);
}
