#include "app/shell/session.hpp"

#include "app/desk/workspace.hpp"
#include "sync/exchange/laptop.hpp"

#include <utility>

namespace takan::app {

Session::Session(std::filesystem::path folder, std::optional<Language> language, std::function<void()> wake)
    : m_folder(std::move(folder)), m_language(language), m_wake(std::move(wake)), m_dialog(m_wake) {
    m_start.choice.language = language.value_or(Language::zh);
    open_desk();
}

void Session::open_desk() {
    auto desk = Desk::open(m_folder, sync::system_clock(), m_wake);
    if (!desk) {
        m_failed = desk.error();
        return;
    }
    m_failed.reset();
    m_desk = std::move(*desk);
    if (m_language) m_desk->post(SetSetting{"language", tag_of(*m_language)});
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
}

void Session::draw_start_screen() {
    StartGiven given;
    if (m_failed && m_failed->text_key != "error.no_laptop") given.failed = m_failed;
    if (const auto answer = m_dialog.answer(); answer && !answer->empty()) given.chosen = answer->front();
    const StartAsked asked = draw_start(given, m_start);
    if (asked.files) m_dialog.ask(*asked.files);
    if (asked.done) begin(*asked.done);
}

void Session::begin(const StartChoice& choice) {
    const auto made = sync::create_laptop(m_folder, choice.name, choice.address, choice.label);
    if (!made) {
        m_failed = made.error();
        return;
    }
    m_language = choice.language;
    open_desk();
    if (!m_desk) return;
    if (choice.team == TeamChoice::found) m_desk->post(FoundTeam{"leader"});
    if (choice.team == TeamChoice::join) m_desk->post(JoinTeam{choice.address});
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
    if (!m_desk) return {m_start.choice.language, false, 1};
    const auto snapshot = m_desk->snapshot();
    const std::string zoom = setting_in(snapshot->settings, "zoom");
    return {snapshot->language, setting_in(snapshot->settings, "theme") == "dark",
            zoom.empty() ? 1 : std::atoi(zoom.c_str()) / 100.0};
}

bool Session::moving() const {
    return m_desk && m_root.moving(sync::system_clock()());
}

} // namespace takan::app
