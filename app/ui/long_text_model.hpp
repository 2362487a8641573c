#pragma once
// LongTextModel: text, caret, selection, wrapped lines and undo of the multi-line field. Knows no ImGui.

#include "app/ui/line_breaks.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace takan::app::ui {

enum class Step {
    left,
    right,
    word_left,
    word_right,
    line_start,
    line_end,
    up,
    down,
    page_up,
    page_down,
    text_start,
    text_end,
};

// Offsets are bytes and always lie between characters.
class LongTextModel {
public:
    // Takes the text as it is, caret at its end, and forgets all history.
    void reset(std::string text);
    const std::string& text() const { return m_text; }

    std::size_t caret() const { return m_caret; }
    std::size_t selection_begin() const { return std::min(m_caret, m_anchor); }
    std::size_t selection_end() const { return std::max(m_caret, m_anchor); }
    bool has_selection() const { return m_caret != m_anchor; }
    std::string_view selected() const;

    // Breaks the text into lines; call before anything that asks about lines. Cheap when neither text nor width
    // changed. `advance` must give the same widths as long as the width stays, else call forget_lines first.
    void wrap(float width, const Advance& advance);
    void forget_lines() { m_wrapped_width = -1; }
    const std::vector<Line>& lines() const { return m_lines; }
    std::size_t caret_line() const; // a caret between two wrapped lines is on the second unless End put it there
    float x_of(std::size_t offset, std::size_t line) const;
    std::size_t offset_at(std::size_t line, float x) const; // the nearest place between two characters

    // `select`: the other end of the selection stays.
    void move(Step step, bool select, std::size_t page_lines = 1);
    void place(std::size_t line, float x, bool select);
    void select_word_at(std::size_t line, float x); // the run of characters of one kind
    void select_all();
    void select(std::size_t begin, std::size_t end); // the caret behind it

    // Each replaces the selection. `typed` is made plain text first (no control characters, LF only).
    void insert(std::string_view typed);
    void erase_left(bool word);
    void erase_right(bool word);
    std::string cut();
    // Puts plain text in the place of these bytes, as one step of undo of its own.
    void replace_range(std::size_t begin, std::size_t end, std::string_view with);
    bool undo(); // false: nothing to undo
    bool redo();

private:
    struct Change {
        std::size_t at = 0;
        std::string removed;
        std::string inserted;
        std::size_t caret_before = 0;
        std::size_t anchor_before = 0;
    };

    void replace(std::size_t begin, std::size_t end, std::string_view with, bool typing);
    bool continues_typing(const Change& change) const;
    void set_caret(std::size_t offset, bool select);
    std::size_t left_of(std::size_t offset) const;
    std::size_t right_of(std::size_t offset) const;
    std::size_t word_left_of(std::size_t offset) const;
    std::size_t word_right_of(std::size_t offset) const;
    std::size_t target_of(Step step, std::size_t page_lines);
    std::size_t vertical_target(std::ptrdiff_t lines);

    std::string m_text;
    std::size_t m_caret = 0;
    std::size_t m_anchor = 0;
    bool m_after_line = false; // the caret shows at the end of the line before, not at the start of its own
    float m_wanted_x = -1;     // the column that Up and Down keep; negative: the caret's own
    bool m_typing = false;     // the last change was typed and the caret has not moved since
    std::vector<Change> m_done;
    std::vector<Change> m_undone;
    std::vector<Line> m_lines{Line{}};
    Advance m_advance;
    float m_wrapped_width = -1;
};

} // namespace takan::app::ui
