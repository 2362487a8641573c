#include "app/shell/session.hpp"

#include "app/desk/built.hpp"
#include "app/desk/workspace.hpp"
#include "app/views/view_memory.hpp"
#include "sync/exchange/laptop.hpp"

#include <chrono>
#include <utility>

namespace takan::app {

namespace {

constexpr std::int64_t rest_ms = 2000; // a window that is being moved is not written at every step

} // namespace

Session::Session(std::filesystem::path folder, std::optional<Language> language, MakeDemo make_demo,
                 std::function<void()> wake)
    : m_folder(std::move(folder)), m_language(language), m_make_demo(std::move(make_demo)), m_wake(std::move(wake)),
      m_dialog(m_wake) {
    m_start.choice.language = language.value_or(Language::zh);
    open_desk();
}

void Session::open_desk() {
    auto desk = Desk::open(m_folder, sync::system_clock(), m_wake, built());
    if (!desk) {
        m_failed = desk.error();
        return;
    }
    m_failed.reset();
    m_desk = std::move(*desk);
    const auto snapshot = m_desk->snapshot();
    m_root.take_up(read_view(setting_in(snapshot->settings, view_setting)));
    for (const char* name : {view_setting, geometry_setting})
        m_remembered[name] = m_kept[name] = setting_in(snapshot->settings, name);
    if (m_language) m_desk->post(SetSetting{"language", tag_of(*m_language)});
}

Session::~Session() {
    keep_remembered(true);
}

std::optional<Geometry> Session::geometry() const {
    const auto kept = m_remembered.find(geometry_setting);
    return kept == m_remembered.end() ? std::nullopt : read_geometry(kept->second);
}

void Session::remember(const Geometry& geometry) {
    if (m_desk) remember(geometry_setting, write_geometry(geometry));
}

void Session::remember(const std::string& name, std::string value) {
    std::string& now = m_remembered[name];
    if (now == value) return;
    now = std::move(value);
    m_remember_at = {sync::system_clock()().ms + rest_ms};
}

void Session::keep_remembered(bool at_once) {
    if (!m_desk || m_remembered == m_kept) return;
    const std::int64_t wait = m_remember_at.ms - sync::system_clock()().ms;
    if (!at_once && wait > 0) return ui::wake_within(static_cast<float>(wait) / 1000);
    for (const auto& [name, value] : m_remembered)
        if (m_kept[name] != value) m_desk->post(SetSetting{name, value});
    m_kept = m_remembered;
}

void Session::draw(std::vector<std::filesystem::path> dropped) {
    m_texture_store.new_frame();
    m_textures.new_frame();
    if (m_desk)
        draw_desk(std::move(dropped));
    else if (m_failed && m_failed->kind != sync::ErrorKind::missing)
        draw_rescue_screen();
    else
        draw_start_screen();
}

void Session::draw_desk(std::vector<std::filesystem::path> dropped) {
    const auto snapshot = m_desk->snapshot();
    const Given given{*snapshot,          m_desk->pictures(), m_textures, sync::system_clock()(),
                      std::move(dropped), m_dialog.answer()};
    const Asked asked = m_root.draw(given);
    std::vector<std::uint64_t> numbers;
    for (const auto& command : asked.commands)
        numbers.push_back(m_desk->post(command));
    m_root.posted(numbers);
    if (asked.files && !m_dialog.ask(*asked.files)) m_root.no_file_dialog();
    remember(view_setting, write_view(m_root.kept()));
    keep_remembered(false);
}

void Session::draw_start_screen() {
    StartGiven given;
    if (m_failed && m_failed->text_key != "error.no_laptop") given.failed = m_failed;
    if (m_start_failed) given.failed = m_start_failed;
    given.has_demo = static_cast<bool>(m_make_demo);
    given.playing_demo = m_demo.valid();
    if (const auto answer = m_dialog.answer(); answer && !answer->empty()) given.chosen = answer->front();
    const StartAsked asked = draw_start(given, m_start);
    if (asked.files) m_dialog.ask(*asked.files);
    if (asked.done) begin(*asked.done);
    if (asked.demo) begin_demo();
    look_for_demo();
}

// Beside the folder that the person's own laptop will have.
void Session::begin_demo() {
    std::filesystem::path folder = m_folder;
    folder += "-demo";
    m_demo = std::async(std::launch::async, [make = m_make_demo, wake = m_wake, folder] {
        auto made = make(folder);
        wake();
        return made;
    });
}

// In this run the window is the demo's; the next start asks its questions again.
void Session::look_for_demo() {
    if (!m_demo.valid() || m_demo.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
    const auto made = m_demo.get();
    if (!made) {
        m_start_failed = made.error();
        return;
    }
    m_folder = *made;
    m_language = m_start.choice.language;
    open_desk();
}

void Session::begin(const StartChoice& choice) {
    const auto made = sync::create_laptop(m_folder, choice.name, choice.address, choice.label);
    if (!made) {
        m_start_failed = made.error();
        return;
    }
    m_language = choice.language;
    open_desk();
    if (!m_desk) return;
    if (choice.team == TeamChoice::found) m_desk->post(FoundTeam{"leader"});
    if (choice.team == TeamChoice::join) m_desk->post(JoinTeam{.address = choice.address, .root = choice.root});
}

void Session::draw_rescue_screen() {
    switch (draw_rescue(*m_failed, m_start.choice.language)) {
    case RescueChoice::none:
        return;
    case RescueChoice::quit:
        m_over = true;
        return;
    case RescueChoice::rebuild:
        break;
    }
    if (const auto done = rebuild_store(m_folder, sync::system_clock()); !done)
        m_failed = done.error();
    else
        open_desk();
}

Appearance Session::appearance() const {
    if (!m_desk) return {m_start.choice.language, ui::ThemeName::light, 1};
    const auto snapshot = m_desk->snapshot();
    const std::string zoom = setting_in(snapshot->settings, "zoom");
    return {snapshot->language, ui::theme_name(setting_in(snapshot->settings, "theme")),
            zoom.empty() ? 1 : std::atoi(zoom.c_str()) / 100.0};
}

bool Session::moving() const {
    return m_desk && m_root.moving(sync::system_clock()());
}

} // namespace takan::app
