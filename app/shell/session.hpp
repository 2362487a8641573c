#pragma once
// Session: what the window shows for one laptop folder: the first start, the rescue of a damaged store, or the desk.

#include "app/desk/desk.hpp"
#include "app/shell/file_dialog.hpp"
#include "app/ui/textures.hpp"
#include "app/views/root.hpp"
#include "app/views/start.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace takan::app {

struct Appearance {
    Language language = Language::zh;
    bool dark = false;
    double zoom = 1;
};

class Session {
public:
    // `language` holds until the laptop's own setting is known. `wake` may be called from any thread.
    Session(std::filesystem::path folder, std::optional<Language> language, std::function<void()> wake);

    // Draws one frame and carries out what was asked for.
    void draw(std::vector<std::filesystem::path> dropped);
    Appearance appearance() const;
    bool moving() const; // frames are wanted without input
    bool over() const { return m_over; }

private:
    void open_desk();
    void draw_start_screen();
    void draw_rescue_screen();
    void draw_desk(std::vector<std::filesystem::path> dropped);
    void begin(const StartChoice& choice);

    std::filesystem::path m_folder;
    std::optional<Language> m_language;
    std::function<void()> m_wake;
    FileDialog m_dialog;
    std::unique_ptr<Desk> m_desk;
    ui::TextureStore m_texture_store;
    ui::PictureTextures m_textures{m_texture_store};
    Root m_root;
    StartState m_start;
    std::optional<sync::Error> m_failed; // why there is no desk; missing: there is no laptop yet
    bool m_over = false;
};

} // namespace takan::app
