#pragma once
// Scopes over ImGui's Begin/End and Push/Pop pairs: what is opened is closed when the scope ends, whatever returns
// early.

#include "app/ui/theme.hpp"

#include "imgui.h"

#include <string>
#include <utility>

namespace takan::app::ui {

// Base of the scopes: moves its duty to close, never copies it.
class Scope {
public:
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    Scope& operator=(Scope&&) = delete;
    explicit operator bool() const { return m_open; } // whether there is anything to draw inside

protected:
    explicit Scope(bool open, bool must_end = true) : m_open(open), m_must_end(must_end) {}
    Scope(Scope&& other) noexcept : m_open(other.m_open), m_must_end(std::exchange(other.m_must_end, false)) {}
    ~Scope() = default;
    bool must_end() const { return m_must_end; }

private:
    bool m_open;
    bool m_must_end;
};

// A window that fills `size` at `at`, without title bar, border or movement: the frame of all screens.
class Window : public Scope {
public:
    Window(const char* name, ImVec2 at, ImVec2 size, ImGuiWindowFlags more = 0);
    Window(Window&&) noexcept = default;
    ~Window();
};

// A part of the window with its own scroll bar. `size` as ImGui's: 0 the rest, negative the rest less that much.
class Child : public Scope {
public:
    explicit Child(const char* name, ImVec2 size = {0, 0}, ImGuiChildFlags flags = 0,
                   ImGuiWindowFlags window_flags = 0);
    Child(Child&&) noexcept = default;
    ~Child();
};

// Ids come from record and field ids, not from positions.
class Id : public Scope {
public:
    explicit Id(std::string_view id);
    explicit Id(int number);
    Id(Id&&) noexcept = default;
    ~Id();
};

// Text size in design pixels of an em, as in fonts.hpp.
class Font : public Scope {
public:
    explicit Font(float em, bool bold = false);
    Font(Font&&) noexcept = default;
    ~Font();
};

class StyleColor : public Scope {
public:
    StyleColor(ImGuiCol which, Color color);
    StyleColor(StyleColor&&) noexcept = default;
    ~StyleColor();
};

class StyleVar : public Scope {
public:
    StyleVar(ImGuiStyleVar which, float value);
    StyleVar(ImGuiStyleVar which, ImVec2 value);
    StyleVar(StyleVar&&) noexcept = default;
    ~StyleVar();
};

// Greys out and refuses input while `disabled`.
class Disabled : public Scope {
public:
    explicit Disabled(bool disabled = true);
    Disabled(Disabled&&) noexcept = default;
    ~Disabled();
};

// Tab passes by what is drawn inside while `quiet`.
class NoTab : public Scope {
public:
    explicit NoTab(bool quiet = true);
    NoTab(NoTab&&) noexcept = default;
    ~NoTab();
};

// What is drawn inside, from `at` on, takes no room: what follows stands as if it were not there.
class Aside : public Scope {
public:
    explicit Aside(ImVec2 at);
    ~Aside();

private:
    ImVec2 m_cursor, m_previous, m_most, m_line, m_previous_line;
    float m_base = 0;
    float m_previous_base = 0;
    bool m_same_line = false;
};

// What is drawn inside counts as one item for layout (same line, size).
class Group : public Scope {
public:
    Group();
    Group(Group&&) noexcept = default;
    ~Group();
};

// A popup that ImGui::OpenPopup(name) opened in the same id scope; closed by a click outside or Escape. True while
// open. Opened by a press on the item right before it, it hangs below that item.
class Popup : public Scope {
public:
    explicit Popup(const char* name, ImGuiWindowFlags flags = 0);
    Popup(Popup&&) noexcept = default;
    ~Popup();

private:
    explicit Popup(bool open);
};

// The tooltip at the mouse.
class Tooltip : public Scope {
public:
    Tooltip();
    Tooltip(Tooltip&&) noexcept = default;
    ~Tooltip();

private:
    explicit Tooltip(bool open);
};

// Moves the left edge for what follows.
class Indent : public Scope {
public:
    explicit Indent(float width);
    Indent(Indent&&) noexcept = default;
    ~Indent();

private:
    float m_width;
};

// What follows fills at most that many screen pixels from the cursor on, instead of the whole line.
class Width : public Scope {
public:
    explicit Width(float width);
    Width(Width&&) noexcept = default;
    ~Width();

private:
    float m_content_right = 0;
    float m_work_right = 0;
};

// Draws only inside this rectangle.
class Clip : public Scope {
public:
    Clip(ImVec2 from, ImVec2 to);
    Clip(Clip&&) noexcept = default;
    ~Clip();
};

} // namespace takan::app::ui
