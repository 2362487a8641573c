// The stage that plays root's part for one screen, and the pictures of sample photos.
#include "app/evidence/drawn_photo.hpp"
#include "app/views/frame.hpp"
#include "tests/app/views/sample.hpp"

namespace takan::test {

using sync::RecordId;

app::PictureState SamplePictures::picture(const std::string& sha256, const std::string&, int,
                                          std::shared_ptr<const app::Picture>& out) {
    static const std::map<std::string, app::Scene> scenes{
        {"outfall", app::Scene::outfall},         {"chimney", app::Scene::chimney},
        {"monitor", app::Scene::monitor},         {"waste_drums", app::Scene::waste_drums},
        {"sludge_yard", app::Scene::sludge_yard}, {"oily_ditch", app::Scene::oily_ditch}};
    const auto space = sha256.find(' ');
    const auto scene = scenes.find(sha256.substr(0, space));
    if (space == std::string::npos || scene == scenes.end()) return app::PictureState::unreadable;
    const std::string number = sha256.substr(space + 1);
    if (number == "9") return app::PictureState::not_fetched; // the last one: its original is on another laptop
    auto& drawn = m_drawn[sha256];
    if (!drawn) {
        auto pixels = app::draw_scene(scene->second, static_cast<std::uint32_t>(std::stoul(number)), 320, 240);
        drawn = std::make_shared<const app::Picture>(app::Picture{pixels.width, pixels.height, std::move(pixels.rgba)});
    }
    out = drawn;
    return app::PictureState::here;
}

Stage::Stage(app::Place place, std::unique_ptr<app::Screen> screen, const RecordId& open, const DriverOptions& options)
    : spot{place, open}, m_screen(std::move(screen)), m_language(options.language),
      m_store(std::make_unique<app::ui::TextureStore>()),
      m_textures(std::make_unique<app::ui::PictureTextures>(*m_store, 64u << 20, 100)),
      m_driver(std::make_unique<Driver>([this] { draw(); }, options)) {}

Stage::~Stage() {
    ImGui::SetCurrentContext(m_driver->context()); // another stage's may be current
    m_textures.reset();                            // textures end before the context
    m_store.reset();
}

void Stage::clear() {
    commands.clear();
    went.reset();
    files.reset();
    toast.reset();
    take_back.reset();
    table.reset();
}

void Stage::rest() {
    now.ms += app::Drafts::longest_ms;
    m_driver->frame(2);
}

void Stage::draw() {
    m_store->new_frame();
    m_textures->new_frame();
    app::Request wanted;
    m_screen->want(spot, wanted);
    if (wanted.open.is_nil()) wanted.open = spot.open;
    if (m_stale || !(wanted == request)) {
        request = wanted;
        m_snapshot = day.answer(request, m_language);
        m_stale = false;
    }
    m_snapshot.saving.done = m_number;
    app::Given given{m_snapshot, m_pictures, *m_textures, now, std::exchange(dropped, {}), std::exchange(chosen, {})};
    app::Asked asked;
    drafts.settle(m_snapshot, now);
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const app::ui::Frame frame = app::ui::frame_for(size);
    {
        app::Asked unused;
        const app::ui::Window rail("rail", {0, 0}, {frame.rail, size.y});
        app::draw_rail(given, spot, unused);
    }
    {
        const app::ui::Window window("screen", {frame.rail, 0}, {size.x - frame.rail, size.y - frame.status});
        m_screen->draw(given, spot, drafts, asked);
        drafts.look_for_aim(m_snapshot.detail && m_snapshot.detail->record.id == spot.open);
    }
    {
        app::Asked unused;
        const app::ui::Window status("status", {frame.rail, size.y - frame.status},
                                     {size.x - frame.rail, frame.status});
        app::draw_status(given, drafts, unused);
    }
    drafts.collect(now, asked);
    std::vector<std::uint64_t> numbers;
    for (auto& command : asked.commands) {
        numbers.push_back(++m_number);
        if (!std::holds_alternative<app::Ask>(command)) commands.push_back(std::move(command));
    }
    drafts.posted(numbers);
    if (asked.files) files = asked.files;
    if (asked.toast) toast = asked.toast;
    if (asked.take_back) take_back = asked.take_back;
    if (asked.table) table = asked.table;
    if (!asked.go) return;
    went = asked.go;
    if (!follow || asked.go->place != spot.place) return;
    spot = *asked.go;
    drafts.aim() = std::exchange(spot.aim, {});
}

} // namespace takan::test
