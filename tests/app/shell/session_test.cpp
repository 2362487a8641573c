#include "app/shell/session.hpp"

#include "app/shell/geometry.hpp"
#include "sync/exchange/laptop.hpp"
#include "tests/support/scratch.hpp"
#include "tests/support/window/driver.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <memory>

using namespace takan;

namespace {

// One run of the program over a laptop's folder, without a display.
struct Run {
    explicit Run(const std::filesystem::path& folder, app::MakeDemo make_demo = {})
        : driver([this] {
              if (session) session->draw({});
          }) {
        ImGui::SetCurrentContext(driver.context());
        session = std::make_unique<app::Session>(folder, app::Language::zh, std::move(make_demo), [] {});
        driver.settle();
    }
    ~Run() { session.reset(); }

    // Draws until it is so; what makes it so runs on another thread.
    void wait_for(const std::function<bool()>& so) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!so() && std::chrono::steady_clock::now() < end)
            driver.frame();
    }

    std::unique_ptr<app::Session> session;
    test::Driver driver;
};

std::filesystem::path laptop_in(const test::Scratch& scratch) {
    auto folder = scratch.path() / "laptop";
    REQUIRE(sync::create_laptop(folder, "周敏", {}, {}));
    return folder;
}

} // namespace

TEST_CASE("session: the place and the window's geometry of one run are those of the next") {
    const test::Scratch scratch;
    const auto folder = laptop_in(scratch);
    const app::Geometry geometry{{40, 50, 1300, 800}, true};
    {
        Run run(folder);
        CHECK_FALSE(run.session->geometry());
        run.driver.click("rail//问题");
        run.session->remember(geometry);
    }
    Run run(folder);
    CHECK(run.session->geometry() == geometry);
    CHECK(run.driver.has("新增问题"));
}

TEST_CASE("session: the first start leads into the demo, and the person's own folder stays empty") {
    const test::Scratch scratch;
    const auto folder = scratch.path() / "mine";
    std::filesystem::path asked;
    Run run(folder, [&](const std::filesystem::path& where) -> sync::Result<std::filesystem::path> {
        asked = where;
        return laptop_in(scratch);
    });
    run.driver.click(app::text_of("start.demo", app::Language::zh));
    run.wait_for([&] { return run.driver.has("rail//今日"); });
    CHECK(run.driver.has("rail//今日"));
    CHECK(asked.filename() == "mine-demo");
    CHECK_FALSE(std::filesystem::exists(folder));
}

TEST_CASE("session: a demo that cannot be made is told, and the questions stay") {
    const test::Scratch scratch;
    Run run(scratch.path() / "mine", [](const std::filesystem::path&) -> sync::Result<std::filesystem::path> {
        return sync::fail(sync::ErrorKind::broken, "no room", "/demo", "error.no_demo");
    });
    run.driver.click(app::text_of("start.demo", app::Language::zh));
    run.wait_for([&] { return run.driver.sees("示例没有准备好"); });
    CHECK(run.driver.sees("示例没有准备好"));
    CHECK(run.driver.has("开始使用"));
}
