#pragma once
// Headless: the whole window on a real desk with its threads, drawn by the harness of the tests without a display.

#include "app/desk/desk.hpp"
#include "app/ui/textures.hpp"
#include "app/views/root.hpp"
#include "tests/support/window/driver.hpp"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace takan::bench {

class Headless {
public:
    explicit Headless(const std::filesystem::path& laptop);
    Headless(const Headless&) = delete;
    Headless& operator=(const Headless&) = delete;
    ~Headless();

    std::shared_ptr<const app::Snapshot> snapshot() const { return m_desk->snapshot(); }
    app::Root& root() { return m_root; }
    test::Driver& driver() { return *m_driver; }
    // The request that the window asked for last.
    const app::Request& asked() const { return m_asked; }
    // Draws one frame; returns its milliseconds: the screens' and Dear ImGui's own work, and the harness's looking on.
    double frame();
    // Draws whenever something is new until `done`, and until what was asked for is answered. Returns the milliseconds.
    double until(const std::function<bool()>& done);
    double until_answered();

private:
    void draw();
    bool is_answered() const;

    std::mutex m_lock;
    std::condition_variable m_woken;
    bool m_is_woken = false;
    std::unique_ptr<app::Desk> m_desk;
    app::Root m_root;
    app::Request m_asked;
    std::unique_ptr<test::Driver> m_driver;
    std::unique_ptr<app::ui::TextureStore> m_store;
    std::unique_ptr<app::ui::PictureTextures> m_textures;
};

} // namespace takan::bench
