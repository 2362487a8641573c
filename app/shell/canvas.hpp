#pragma once
// Canvas: the GLFW window with OpenGL and Dear ImGui in it. It waits for events, gives keys to the input method first,
// and draws only frames that differ from the last one.

#include "app/shell/geometry.hpp"
#include "app/shell/input_method.hpp"
#include "app/shell/still_frame.hpp"
#include "app/ui/theme.hpp"
#include "sync/base/result.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

struct GLFWwindow;

namespace takan::app {

class Canvas {
public:
    // Opens a window of that size in screen pixels at 100 %; it grows with the screen's scale, and is shown with the
    // first frame. Errors: missing (no display, no OpenGL 3, no Chinese font), each with its text key.
    static sync::Result<std::unique_ptr<Canvas>> open(int width, int height, Language language);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    bool closing() const;
    // Waits until something happens, at most `seconds` (infinity: for ever). Returns at once while frames are still
    // wanted.
    void wait(double seconds);
    // Draws one frame with what `draw` makes of it.
    void frame(const std::function<void()>& draw);

    // Screen's scale x `zoom` (1.25: a quarter larger), theme and language, from the next frame on.
    void set_appearance(double zoom, ui::ThemeName theme, Language language);
    void set_title(const std::string& title);
    // Puts the window there, or to where it fits on the screens of today.
    void place(const Geometry& geometry);
    // Where it stands now, if that has changed since the last call and since it is shown.
    std::optional<Geometry> take_moved();
    ui::Look& look() { return *m_look; }
    // Paths that were dropped onto the window since the last call.
    std::vector<std::filesystem::path> take_dropped();

private:
    friend struct CanvasCallbacks;
    struct Terminate {
        ~Terminate();
    };

    Canvas() = default;
    sync::Status open_window(int width, int height);
    sync::Status open_imgui(Language language);
    bool goes_to_input_method(int code, int action, int modifiers);
    // Asks the input method again and again, without drawing, until it has news, an event comes or the time is over.
    void wait_composing(double seconds);
    void serve_input_method();
    void draw_composition() const;

    Terminate m_terminate; // ends GLFW after all else
    GLFWwindow* m_window = nullptr;
    std::unique_ptr<InputMethod> m_input_method;
    bool m_swallow_character = false;
    std::unique_ptr<ui::Look> m_look;
    bool m_backends = false;
    StillFrame m_still;
    int m_frames_wanted = 3; // ImGui needs a few frames until all has found its place
    bool m_shown = false;
    std::vector<std::filesystem::path> m_dropped;
    bool m_moved = false;
    Geometry m_geometry;
};

// Wakes wait() from any thread.
void wake_canvas();

} // namespace takan::app
