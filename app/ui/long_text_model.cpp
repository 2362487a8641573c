#include "app/ui/long_text_model.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <utility>

namespace takan::app::ui {

namespace {

constexpr std::size_t most_changes = 400;

enum class Kind { space, newline, word, ideograph, mark };

// Runs of one kind are the words that Ctrl+arrows and a double click take.
Kind kind_of(char32_t c) {
    if (c == U'\n') return Kind::newline;
    if (c == U' ' || c == U'\t' || c == 0x3000) return Kind::space;
    if (never_begins_line(c) || never_ends_line(c) ||
        (c < 0x80 && !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_')))
        return Kind::mark;
    return c < 0x2E80 ? Kind::word : Kind::ideograph;
}

} // namespace

void LongTextModel::reset(std::string text) {
    m_text = std::move(text);
    m_caret = m_anchor = m_text.size();
    m_after_line = false;
    m_wanted_x = -1;
    m_typing = false;
    m_done.clear();
    m_undone.clear();
    forget_lines();
}

std::string_view LongTextModel::selected() const {
    return std::string_view(m_text).substr(selection_begin(), selection_end() - selection_begin());
}

void LongTextModel::wrap(float width, const Advance& advance) {
    if (m_wrapped_width == width) return;
    m_advance = advance;
    m_lines = wrap_lines(m_text, width, advance);
    m_wrapped_width = width;
}

std::size_t LongTextModel::caret_line() const {
    for (std::size_t i = m_lines.size(); i-- > 1;) {
        if (m_caret < m_lines[i].begin) continue;
        const bool at_soft_start = m_caret == m_lines[i].begin && !m_lines[i - 1].newline;
        return at_soft_start && m_after_line ? i - 1 : i;
    }
    return 0;
}

float LongTextModel::x_of(std::size_t offset, std::size_t line) const {
    float x = 0;
    for (std::size_t at = m_lines[line].begin; at < offset && at < m_lines[line].end;)
        x += m_advance(sync::next_code_point(m_text, at));
    return x;
}

std::size_t LongTextModel::offset_at(std::size_t line, float x) const {
    float left = 0;
    for (std::size_t at = m_lines[line].begin; at < m_lines[line].end;) {
        std::size_t behind = at;
        const float advance = m_advance(sync::next_code_point(m_text, behind));
        if (x < left + advance / 2) return at;
        left += advance;
        at = behind;
    }
    return m_lines[line].end;
}

std::size_t LongTextModel::left_of(std::size_t offset) const {
    if (offset == 0) return 0;
    // Malformed text counts byte by byte, as next_code_point reads it.
    std::size_t start = offset - 1;
    for (std::size_t back = 1; back <= 4 && back <= offset; ++back) {
        std::size_t behind = offset - back;
        sync::next_code_point(m_text, behind);
        if (behind == offset) start = offset - back;
        if ((static_cast<unsigned char>(m_text[offset - back]) & 0xC0) != 0x80) break;
    }
    return start;
}

std::size_t LongTextModel::right_of(std::size_t offset) const {
    if (offset < m_text.size()) sync::next_code_point(m_text, offset);
    return offset;
}

std::size_t LongTextModel::word_left_of(std::size_t offset) const {
    const auto kind_before = [&](std::size_t at) {
        std::size_t start = left_of(at);
        return kind_of(sync::next_code_point(m_text, start));
    };
    while (offset > 0 && kind_before(offset) == Kind::space)
        offset = left_of(offset);
    if (offset == 0) return 0;
    const Kind kind = kind_before(offset);
    do
        offset = left_of(offset);
    while (kind != Kind::newline && offset > 0 && kind_before(offset) == kind);
    return offset;
}

std::size_t LongTextModel::word_right_of(std::size_t offset) const {
    const auto kind_at = [&](std::size_t at) { return kind_of(sync::next_code_point(m_text, at)); };
    if (offset >= m_text.size()) return m_text.size();
    const Kind kind = kind_at(offset);
    do
        offset = right_of(offset);
    while (kind != Kind::newline && offset < m_text.size() && kind_at(offset) == kind);
    while (offset < m_text.size() && kind_at(offset) == Kind::space)
        offset = right_of(offset);
    return offset;
}

void LongTextModel::set_caret(std::size_t offset, bool select) {
    m_caret = offset;
    if (!select) m_anchor = offset;
    m_typing = false;
}

std::size_t LongTextModel::vertical_target(std::ptrdiff_t by) {
    const std::size_t line = caret_line();
    if (m_wanted_x < 0) m_wanted_x = x_of(m_caret, line);
    const auto wanted = static_cast<std::ptrdiff_t>(line) + by;
    if (wanted < 0) return 0;
    if (wanted >= static_cast<std::ptrdiff_t>(m_lines.size())) return m_text.size();
    const auto target = static_cast<std::size_t>(wanted);
    const std::size_t offset = offset_at(target, m_wanted_x);
    m_after_line = offset == m_lines[target].end && !m_lines[target].newline && offset > m_lines[target].begin;
    return offset;
}

std::size_t LongTextModel::target_of(Step step, std::size_t page_lines) {
    const Line& line = m_lines[caret_line()];
    const auto page = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, page_lines));
    switch (step) {
    case Step::left:
        return left_of(m_caret);
    case Step::right:
        return right_of(m_caret);
    case Step::word_left:
        return word_left_of(m_caret);
    case Step::word_right:
        return word_right_of(m_caret);
    case Step::line_start:
        return line.begin;
    case Step::line_end:
        return line.end;
    case Step::up:
        return vertical_target(-1);
    case Step::down:
        return vertical_target(1);
    case Step::page_up:
        return vertical_target(-page);
    case Step::page_down:
        return vertical_target(page);
    case Step::text_start:
        return 0;
    case Step::text_end:
        break;
    }
    return m_text.size();
}

void LongTextModel::move(Step step, bool select, std::size_t page_lines) {
    const bool vertical = step == Step::up || step == Step::down || step == Step::page_up || step == Step::page_down;
    if (!select && has_selection() && (step == Step::left || step == Step::right)) {
        set_caret(step == Step::left ? selection_begin() : selection_end(), false);
        m_wanted_x = -1;
        m_after_line = false;
        return;
    }
    const std::size_t target = target_of(step, page_lines);
    if (!vertical) {
        m_wanted_x = -1;
        m_after_line = step == Step::line_end;
    }
    set_caret(target, select);
}

void LongTextModel::place(std::size_t line, float x, bool select) {
    const Line& on = m_lines[std::min(line, m_lines.size() - 1)];
    const std::size_t offset = offset_at(std::min(line, m_lines.size() - 1), x);
    m_wanted_x = -1;
    m_after_line = offset == on.end && !on.newline && offset > on.begin;
    set_caret(offset, select);
}

void LongTextModel::select_word_at(std::size_t line, float x) {
    if (m_text.empty()) return;
    const Line& on = m_lines[std::min(line, m_lines.size() - 1)];
    std::size_t inside = on.begin;
    for (float right = 0; inside < on.end;) {
        std::size_t behind = inside;
        right += m_advance(sync::next_code_point(m_text, behind));
        if (x < right || behind >= on.end) break;
        inside = behind;
    }
    if (inside >= m_text.size()) inside = left_of(m_text.size());
    const auto kind_at = [&](std::size_t at) { return kind_of(sync::next_code_point(m_text, at)); };
    const Kind kind = kind_at(inside);
    std::size_t begin = inside, end = right_of(inside);
    while (kind != Kind::newline && begin > 0 && kind_at(left_of(begin)) == kind)
        begin = left_of(begin);
    while (kind != Kind::newline && end < m_text.size() && kind_at(end) == kind)
        end = right_of(end);
    set_caret(end, false);
    m_anchor = begin;
}

void LongTextModel::select_all() {
    set_caret(m_text.size(), false);
    m_anchor = 0;
}

void LongTextModel::select(std::size_t begin, std::size_t end) {
    set_caret(end, false);
    m_anchor = begin;
    m_wanted_x = -1;
    m_after_line = false;
}

// A run of typed characters is one step of undo; a newline ends it.
bool LongTextModel::continues_typing(const Change& change) const {
    if (!m_typing || m_done.empty() || !change.removed.empty()) return false;
    const Change& last = m_done.back();
    return change.at == last.at + last.inserted.size() && !last.inserted.ends_with('\n');
}

void LongTextModel::replace(std::size_t begin, std::size_t end, std::string_view with, bool typing) {
    if (begin == end && with.empty()) return;
    Change change{begin, m_text.substr(begin, end - begin), std::string(with), m_caret, m_anchor};
    m_text.replace(begin, end - begin, with);
    if (typing && continues_typing(change)) {
        m_done.back().inserted += change.inserted;
    } else {
        m_done.push_back(std::move(change));
        if (m_done.size() > most_changes) m_done.erase(m_done.begin());
    }
    m_undone.clear();
    set_caret(begin + with.size(), false);
    m_wanted_x = -1;
    m_after_line = false;
    m_typing = typing;
    forget_lines();
}

void LongTextModel::insert(std::string_view typed) {
    replace(selection_begin(), selection_end(), sync::plain_text(typed), true);
}

void LongTextModel::erase_left(bool word) {
    if (has_selection()) return replace(selection_begin(), selection_end(), {}, false);
    replace(word ? word_left_of(m_caret) : left_of(m_caret), m_caret, {}, false);
}

void LongTextModel::erase_right(bool word) {
    if (has_selection()) return replace(selection_begin(), selection_end(), {}, false);
    replace(m_caret, word ? word_right_of(m_caret) : right_of(m_caret), {}, false);
}

std::string LongTextModel::cut() {
    std::string taken(selected());
    replace(selection_begin(), selection_end(), {}, false);
    return taken;
}

void LongTextModel::replace_range(std::size_t begin, std::size_t end, std::string_view with) {
    replace(begin, end, sync::plain_text(with), false);
}

bool LongTextModel::undo() {
    if (m_done.empty()) return false;
    Change change = std::move(m_done.back());
    m_done.pop_back();
    m_text.replace(change.at, change.inserted.size(), change.removed);
    set_caret(change.caret_before, false);
    m_anchor = change.anchor_before;
    m_wanted_x = -1;
    m_after_line = false;
    m_undone.push_back(std::move(change));
    forget_lines();
    return true;
}

bool LongTextModel::redo() {
    if (m_undone.empty()) return false;
    Change change = std::move(m_undone.back());
    m_undone.pop_back();
    m_text.replace(change.at, change.removed.size(), change.inserted);
    set_caret(change.at + change.inserted.size(), false);
    m_wanted_x = -1;
    m_after_line = false;
    m_done.push_back(std::move(change));
    forget_lines();
    return true;
}

} // namespace takan::app::ui
