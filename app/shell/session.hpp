#pragma once
// Session: what the window shows for one laptop folder: the first start, the rescue of a damaged store, or the desk.

#include "app/desk/desk.hpp"
#include "app/shell/file_dialog.hpp"
#include "app/shell/geometry.hpp"
#include "app/shell/window.hpp"
#include "app/ui/textures.hpp"
#include "app/ui/theme.hpp"
#include "app/views/root.hpp"
#include "app/views/start.hpp"

#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace takan::app {

struct Appearance {
    Language language = Language::zh;
    ui::ThemeName theme = ui::ThemeName::light;
    double zoom = 1;
};

class Session {
public:
    // `language` holds until the laptop's own setting is known. `wake` may be called from any thread.
    Session(std::filesystem::path folder, std::optional<Language> language, MakeDemo make_demo,
            std::function<void()> wake);
    ~Session(); // keeps what is to be remembered of the window

    // Draws one frame and carries out what was asked for.
    void draw(std::vector<std::filesystem::path> dropped);
    Appearance appearance() const;
    bool moving() const; // frames are wanted without input
    bool over() const { return m_over; }
    // Where the window of this laptop stood last.
    std::optional<Geometry> geometry() const;
    void remember(const Geometry& geometry);

private:
    void open_desk();
    void draw_start_screen();
    void begin_demo();
    void look_for_demo();
    void draw_rescue_screen();
    void draw_desk(std::vector<std::filesystem::path> dropped);
    void begin(const StartChoice& choice);
    void remember(const std::string& name, std::string value);
    void keep_remembered(bool at_once);

    std::filesystem::path m_folder;
    std::optional<Language> m_language;
    MakeDemo m_make_demo;
    std::function<void()> m_wake;
    FileDialog m_dialog;
    std::unique_ptr<Desk> m_desk;
    ui::TextureStore m_texture_store;
    ui::PictureTextures m_textures{m_texture_store};
    Root m_root;
    StartState m_start;
    std::optional<sync::Error> m_failed;       // why there is no desk; missing: there is no laptop yet
    std::optional<sync::Error> m_start_failed; // why the first start's wish came to nothing; its questions stay
    bool m_over = false;
    std::future<sync::Result<std::filesystem::path>> m_demo; // while it is being made
    std::map<std::string, std::string> m_remembered;         // settings of the window as they are now
    std::map<std::string, std::string> m_kept;               // as they were sent to the store
    sync::Instant m_remember_at;                             // when what differs has rested long enough
};

} // namespace takan::app
