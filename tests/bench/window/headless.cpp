#include "tests/bench/window/headless.hpp"

#include "tests/bench/measure.hpp"

#include <chrono>

namespace takan::bench {

Headless::Headless(const std::filesystem::path& laptop) {
    m_desk = need(app::Desk::open(laptop, sync::system_clock(), [this] {
        const std::lock_guard lock(m_lock);
        m_is_woken = true;
        m_woken.notify_one();
    }));
    m_driver = std::make_unique<test::Driver>([this] { draw(); });
    m_store = std::make_unique<app::ui::TextureStore>();
    m_textures = std::make_unique<app::ui::PictureTextures>(*m_store);
}

Headless::~Headless() {
    m_textures.reset();
    m_store.reset();
}

void Headless::draw() {
    m_store->new_frame();
    m_textures->new_frame();
    const auto seen = m_desk->snapshot();
    const app::Given given{*seen, m_desk->pictures(), *m_textures, sync::system_clock()(), {}, {}};
    const app::Asked asked = m_root.draw(given);
    std::vector<std::uint64_t> numbers;
    for (const auto& command : asked.commands) {
        if (const auto* ask = std::get_if<app::Ask>(&command)) m_asked = ask->request;
        numbers.push_back(m_desk->post(command));
    }
    m_root.posted(numbers);
}

double Headless::frame() {
    return seconds([&] { m_driver->frame(); }) * 1000;
}

bool Headless::is_answered() const {
    return m_desk->snapshot()->request == m_asked;
}

double Headless::until(const std::function<bool()>& done) {
    return 1000 * seconds([&] {
               frame();
               while (!is_answered() || !done()) {
                   std::unique_lock lock(m_lock);
                   m_woken.wait_for(lock, std::chrono::milliseconds(100), [&] { return m_is_woken; });
                   m_is_woken = false;
                   lock.unlock();
                   frame();
               }
           });
}

double Headless::until_answered() {
    const double taken = until([] { return true; });
    frame();
    return taken + until([] { return true; });
}

} // namespace takan::bench
