#include "app/shell/canvas.hpp"

#include "app/shell/key_stroke.hpp"
#include "app/ui/fonts.hpp"
#include "sync/base/text.hpp"

#include "imgui.h"
#include "imgui_impl_glfw.h"
#include "imgui_impl_opengl3.h"
#include "imgui_internal.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace takan::app {

using sync::ErrorKind;
using sync::Status;

namespace {

constexpr int frames_after_event = 3;
// While a composition is open the candidate window may be clicked at any moment, which no event of ours tells.
constexpr double composing_seconds = 0.05;

float screen_scale(GLFWwindow* window) {
    float x = 1;
    float y = 1;
    glfwGetWindowContentScale(window, &x, &y);
    return std::clamp(std::max(x, y), 1.0f, 4.0f);
}

} // namespace

// GLFW's callbacks are C: each finds its canvas and goes on there.
struct CanvasCallbacks {
    static Canvas& canvas(GLFWwindow* window) { return *static_cast<Canvas*>(glfwGetWindowUserPointer(window)); }
    static void want_frames(GLFWwindow* window) { canvas(window).m_frames_wanted = frames_after_event; }

    static void key(GLFWwindow* window, int key, int code, int action, int modifiers) noexcept {
        want_frames(window);
        Canvas& self = canvas(window);
        self.m_swallow_character = self.goes_to_input_method(code, action, modifiers);
        if (!self.m_swallow_character) ImGui_ImplGlfw_KeyCallback(window, key, code, action, modifiers);
    }
    static void character(GLFWwindow* window, unsigned code_point) noexcept {
        want_frames(window);
        if (!canvas(window).m_swallow_character) ImGui_ImplGlfw_CharCallback(window, code_point);
    }
    static void button(GLFWwindow* window, int button, int action, int modifiers) noexcept {
        want_frames(window);
        ImGui_ImplGlfw_MouseButtonCallback(window, button, action, modifiers);
    }
    static void moved(GLFWwindow* window, double x, double y) noexcept {
        want_frames(window);
        ImGui_ImplGlfw_CursorPosCallback(window, x, y);
    }
    static void entered(GLFWwindow* window, int entered) noexcept {
        want_frames(window);
        ImGui_ImplGlfw_CursorEnterCallback(window, entered);
    }
    static void wheel(GLFWwindow* window, double x, double y) noexcept {
        want_frames(window);
        ImGui_ImplGlfw_ScrollCallback(window, x, y);
    }
    static void focused(GLFWwindow* window, int focused) noexcept {
        want_frames(window);
        if (canvas(window).m_input_method && focused == GLFW_FALSE) canvas(window).m_input_method->focus(false);
        ImGui_ImplGlfw_WindowFocusCallback(window, focused);
    }
    static void damaged(GLFWwindow* window) noexcept {
        want_frames(window);
        canvas(window).m_still.forget();
    }
    static void resized(GLFWwindow* window, int, int) noexcept { damaged(window); }
    static void moved_window(GLFWwindow* window, int, int) noexcept { canvas(window).m_moved = true; }
    static void maximised(GLFWwindow* window, int) noexcept { canvas(window).m_moved = true; }
    static void dropped(GLFWwindow* window, int count, const char** paths) noexcept {
        want_frames(window);
        for (int i = 0; i < count; ++i)
            canvas(window).m_dropped.push_back(sync::path_from_utf8(paths[i]));
    }

    static void install(GLFWwindow* window) {
        glfwSetKeyCallback(window, key);
        glfwSetCharCallback(window, character);
        glfwSetMouseButtonCallback(window, button);
        glfwSetCursorPosCallback(window, moved);
        glfwSetCursorEnterCallback(window, entered);
        glfwSetScrollCallback(window, wheel);
        glfwSetWindowFocusCallback(window, focused);
        glfwSetWindowRefreshCallback(window, damaged);
        glfwSetFramebufferSizeCallback(window, resized);
        glfwSetDropCallback(window, dropped);
        glfwSetWindowPosCallback(window, moved_window);
        glfwSetWindowSizeCallback(window, moved_window);
        glfwSetWindowMaximizeCallback(window, maximised);
    }
};

Canvas::Terminate::~Terminate() {
    glfwTerminate();
}

sync::Result<std::unique_ptr<Canvas>> Canvas::open(int width, int height, Language language) {
    std::unique_ptr<Canvas> canvas(new Canvas);
    canvas->m_input_method = connect_input_method();
    // Both ways at once would type every character twice.
    if (canvas->m_input_method) setenv("XMODIFIERS", "@im=none", 1);
    TAKAN_TRY(canvas->open_window(width, height));
    TAKAN_TRY(canvas->open_imgui(language));
    return canvas;
}

Status Canvas::open_window(int width, int height) {
    if (glfwInit() == GLFW_FALSE)
        return sync::fail(ErrorKind::missing, "there is no display to open a window on", {}, "error.no_display");
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "takan");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "takan");
    m_window = glfwCreateWindow(width, height, "Takan", nullptr, nullptr);
    if (m_window == nullptr) {
        const char* reason = nullptr;
        glfwGetError(&reason);
        return sync::fail(ErrorKind::missing, "OpenGL 3 is not to be had here", reason == nullptr ? "" : reason,
                          "error.no_opengl");
    }
    glfwSetWindowSizeLimits(m_window, least_width, least_height, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwSetWindowUserPointer(m_window, this);
    glfwMakeContextCurrent(m_window);
    glfwSwapInterval(1);
    return {};
}

Status Canvas::open_imgui(Language language) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr; // what is remembered stands in the laptop's settings
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigInputTextCursorBlink = false; // a blinking caret alone costs 7 % of a processor
    TAKAN_TRY_LET(files, ui::find_fonts());
    ImGui_ImplGlfw_InitForOpenGL(m_window, false);
    ImGui_ImplOpenGL3_Init("#version 130");
    m_backends = true;
    CanvasCallbacks::install(m_window);
    TAKAN_TRY_LET(fonts, ui::load_fonts(files));
    m_look = std::make_unique<ui::Look>(fonts, ui::light_theme(), screen_scale(m_window), language);
    ui::apply(*m_look);
    return {};
}

Canvas::~Canvas() {
    if (m_backends) {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
    }
    if (ImGui::GetCurrentContext() != nullptr) ImGui::DestroyContext();
    if (m_window != nullptr) glfwDestroyWindow(m_window);
}

bool Canvas::closing() const {
    return glfwWindowShouldClose(m_window) != GLFW_FALSE;
}

void Canvas::wait(double seconds) {
    const bool composing = m_input_method && !m_input_method->composition().text.empty();
    if (m_frames_wanted > 0)
        glfwPollEvents();
    else if (composing)
        wait_composing(seconds);
    else if (std::isinf(seconds))
        glfwWaitEvents();
    else
        glfwWaitEventsTimeout(std::max(seconds, 0.001));
    // Whatever woke us, an event or a worker's result, is worth a look.
    m_frames_wanted = std::max(m_frames_wanted - 1, 1);
    serve_input_method();
}

void Canvas::wait_composing(double seconds) {
    const double end = glfwGetTime() + seconds;
    for (double now = glfwGetTime(); now < end; now = glfwGetTime()) {
        glfwWaitEventsTimeout(composing_seconds);
        const bool woken = glfwGetTime() - now < composing_seconds / 2;
        if (m_input_method->poll()) m_frames_wanted = frames_after_event;
        if (woken || m_frames_wanted > 0) return;
    }
}

void Canvas::frame(const std::function<void()>& draw) {
    --m_frames_wanted;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    ui::begin_frame(*m_look);
    draw();
    draw_composition();
    ImGui::Render();
    if (m_still.same_as_last(*ImGui::GetDrawData())) return;
    m_frames_wanted = std::max(m_frames_wanted, 1);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glfwSwapBuffers(m_window);
    if (!m_shown) glfwShowWindow(m_window);
    m_shown = true;
}

void Canvas::set_appearance(double zoom, ui::ThemeName theme, Language language) {
    const float scale = screen_scale(m_window) * static_cast<float>(std::clamp(zoom, 0.8, 2.0));
    if (m_look->scale == scale && m_look->theme.name == theme && m_look->language == language) return;
    m_look->scale = scale;
    m_look->theme = ui::theme_of(theme);
    m_look->language = language;
    ui::apply(*m_look);
    m_frames_wanted = frames_after_event;
}

void Canvas::set_title(const std::string& title) {
    glfwSetWindowTitle(m_window, title.c_str());
}

void Canvas::place(const Geometry& geometry) {
    std::vector<ScreenArea> screens;
    int count = 0;
    GLFWmonitor** monitors = glfwGetMonitors(&count);
    for (int i = 0; i < count; ++i) {
        ScreenArea area;
        glfwGetMonitorWorkarea(monitors[i], &area.x, &area.y, &area.width, &area.height);
        screens.push_back(area);
    }
    m_geometry = {fitted(geometry.area, screens), geometry.maximised};
    glfwSetWindowSize(m_window, m_geometry.area.width, m_geometry.area.height);
    glfwSetWindowPos(m_window, m_geometry.area.x, m_geometry.area.y);
    if (geometry.maximised) glfwMaximizeWindow(m_window);
}

std::optional<Geometry> Canvas::take_moved() {
    if (!m_shown || !std::exchange(m_moved, false)) return std::nullopt;
    m_geometry.maximised = glfwGetWindowAttrib(m_window, GLFW_MAXIMIZED) != GLFW_FALSE;
    const bool away = glfwGetWindowAttrib(m_window, GLFW_ICONIFIED) != GLFW_FALSE;
    ScreenArea area;
    glfwGetWindowPos(m_window, &area.x, &area.y);
    glfwGetWindowSize(m_window, &area.width, &area.height);
    if (!m_geometry.maximised && !away) m_geometry.area = area;
    return m_geometry;
}

std::vector<std::filesystem::path> Canvas::take_dropped() {
    return std::exchange(m_dropped, {});
}

bool Canvas::goes_to_input_method(int code, int action, int modifiers) {
    if (!m_input_method) return false;
    const KeyStroke stroke = key_stroke(code, action, modifiers);
    const bool taken = stroke.symbol != 0 && m_input_method->takes(stroke);
    serve_input_method();
    return taken;
}

// Hands finished text to ImGui and tells the input method where the caret is.
void Canvas::serve_input_method() {
    if (!m_input_method || ImGui::GetCurrentContext() == nullptr) return;
    if (m_input_method->poll()) m_frames_wanted = frames_after_event;
    for (const auto& text : m_input_method->take_finished())
        ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    const ImGuiPlatformImeData& caret = ImGui::GetCurrentContext()->PlatformImeData;
    const bool wanted = caret.WantVisible && glfwGetWindowAttrib(m_window, GLFW_FOCUSED) != GLFW_FALSE;
    m_input_method->focus(wanted);
    if (!wanted) return;
    int left = 0;
    int top = 0;
    glfwGetWindowPos(m_window, &left, &top);
    m_input_method->caret_at(left + static_cast<int>(caret.InputPos.x), top + static_cast<int>(caret.InputPos.y),
                             static_cast<int>(caret.InputLineHeight));
}

// The composition stands over the field at the caret, underlined, until it is finished.
void Canvas::draw_composition() const {
    if (!m_input_method || m_input_method->composition().text.empty()) return;
    const Composition& composition = m_input_method->composition();
    const ImGuiPlatformImeData& caret = ImGui::GetCurrentContext()->PlatformImeData;
    const ui::Theme& theme = m_look->theme;
    const float size = ui::em_body * m_look->fonts.line_per_em * m_look->scale;
    ImFont* font = m_look->fonts.regular;
    const float unlimited = std::numeric_limits<float>::max();
    const auto width_of = [&](const char* end) {
        return font->CalcTextSizeA(size, unlimited, 0, composition.text.c_str(), end).x;
    };
    const ImVec2 from = caret.InputPos;
    const ImVec2 to{from.x + width_of(nullptr), from.y + size};
    ImDrawList* list = ImGui::GetForegroundDrawList();
    list->AddRectFilled(from, to, theme.accent_soft);
    list->AddText(font, size, from, theme.text, composition.text.c_str());
    list->AddLine({from.x, to.y}, to, theme.accent, ui::px(1));
    const auto caret_byte = static_cast<std::size_t>(std::max(composition.caret, 0));
    if (composition.caret < 0 || caret_byte > composition.text.size()) return;
    const float x = from.x + width_of(composition.text.c_str() + caret_byte);
    list->AddLine({x, from.y}, {x, to.y}, theme.text, ui::px(1));
}

void wake_canvas() {
    glfwPostEmptyEvent();
}

} // namespace takan::app
