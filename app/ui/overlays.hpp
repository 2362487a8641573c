#pragma once
// What lies over the screen: tooltips, short messages with undo, questions before irreversible acts.

#include "app/ui/theme.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app::ui {

// Shows `text` at the mouse while the item before it is hovered for a moment.
void tooltip(std::string_view text);

// Short messages at the lower left of the work area: 4 s, 8 s with undo, the newest at the bottom, at most three.
class Toasts {
public:
    // `undo`: with an undo button. `key`: what draw() gives back when it is pressed.
    void add(std::string text, Tone tone = Tone::ok, bool undo = false, std::string key = {});
    // Draws them above `lower_left` (screen pixels). Returns the key of the one whose undo was pressed.
    std::optional<std::string> draw(float left, float bottom);
    bool empty() const { return m_toasts.empty(); }

private:
    struct Toast {
        std::string text;
        std::string key;
        Tone tone = Tone::ok;
        bool undo = false;
        double until = 0; // ImGui's time; 0: not drawn yet
        int number = 0;
    };
    std::vector<Toast> m_toasts;
    int m_next = 1;
};

// A question that stops everything else. `open` is view state: set it true to ask; the dialog sets it false when
// answered.
struct Question {
    std::string_view title;
    std::string_view sentence;
    std::string_view confirm;           // the word on the button: "删除", never "OK"
    bool danger = true;                 // irreversible: the button is red
    std::string_view reason_label = {}; // not empty: a text field, and a reason must be given
    std::string_view reason_hint = {};
};
enum class Answer { none, confirmed, cancelled };
// `reason`: what was typed; null without a reason field. Escape leaves the reason, then cancels; Ctrl+Enter confirms a
// question with a reason that is not dangerous.
Answer confirm(const Question& question, bool& open, std::string* reason = nullptr);

// Any content over the screen, dimmed behind, with a title and a cross. Draw inside while true.
class Dialog {
public:
    // `width` in screen pixels. `open` becomes false when closed by the cross or Escape.
    Dialog(std::string_view title, bool& open, float width);
    Dialog(const Dialog&) = delete;
    Dialog& operator=(const Dialog&) = delete;
    ~Dialog();
    explicit operator bool() const { return m_drawn; }

private:
    bool m_drawn = false;
};

// A panel at the right edge over the screen (the side panel of narrow windows). Draw inside while true.
class Drawer {
public:
    Drawer(std::string_view title, bool& open, float width);
    Drawer(const Drawer&) = delete;
    Drawer& operator=(const Drawer&) = delete;
    ~Drawer();
    explicit operator bool() const { return m_drawn; }

private:
    bool m_drawn = false;
};

// One thing over the whole window, nothing behind it is seen or pressed. It fills the window without padding. Draw
// inside while true.
class FullScreen {
public:
    // `name`: its id. `open` becomes false when Escape is pressed outside of a field; set it false inside to close.
    FullScreen(const char* name, bool& open);
    FullScreen(const FullScreen&) = delete;
    FullScreen& operator=(const FullScreen&) = delete;
    ~FullScreen();
    explicit operator bool() const { return m_drawn; }
    // Whether keys are its own now: no field is edited and no list, question or calendar lies over it.
    bool has_keys() const { return m_has_keys; }

private:
    bool& m_open;
    bool m_drawn = false;
    bool m_has_keys = false;
};

} // namespace takan::app::ui
