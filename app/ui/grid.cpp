#include "app/ui/grid.hpp"

#include "app/ui/icons.hpp"
#include "app/ui/overlays.hpp"
#include "app/ui/paint.hpp"
#include "app/ui/scoped.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace takan::app::ui {
namespace {

constexpr float head_height = 38; // design pixels, as the next ones
constexpr float padding = 12;
constexpr float grip_width = 9; // at the right edge of a head
constexpr float least_width = 56;
constexpr float moved_enough = 6; // of the mouse before a head is dragged instead of pressed

// One frame of one grid.
class Sheet {
public:
    Sheet(const GridOptions& options, GridState& state) : m_options(options), m_state(state) {
        const ImGuiWindow& window = *ImGui::GetCurrentWindow();
        m_view = window.InnerRect;
        m_head = px(head_height);
        m_frozen = std::min(options.columns.front().width, std::floor(m_view.GetWidth() * 0.6f));
        float x = 0;
        for (const GridColumn& column : options.columns) {
            m_left.push_back(x);
            x += column.width;
        }
        m_width = x;
        snap();
    }

    float width() const { return m_width; }
    float height() const { return m_head + static_cast<float>(m_options.rows) * m_options.row_height; }

    void scroll_to_cursor() {
        if (!std::exchange(m_state.show_cursor, false) || m_state.cursor < 0) return;
        const float top = static_cast<float>(m_state.cursor) * m_options.row_height;
        const float room = m_view.GetHeight() - m_head;
        const float now = ImGui::GetScrollY();
        if (top < now) ImGui::SetScrollY(top);
        if (top + m_options.row_height > now + room) ImGui::SetScrollY(top + m_options.row_height - room);
    }

    void draw_rows(GridEvents& events, const std::function<GridRow(int)>& row,
                   const std::function<GridCell(int, int)>& cell) {
        const float scroll = ImGui::GetScrollY();
        events.first = std::clamp(static_cast<int>(scroll / m_options.row_height), 0, m_options.rows);
        const int many = static_cast<int>(m_view.GetHeight() / m_options.row_height) + 2;
        events.last = std::min(m_options.rows, events.first + many);
        const Clip body({m_view.Min.x, m_view.Min.y + m_head}, m_view.Max);
        ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true); // the keys move the grid's own cursor
        for (int i = events.first; i < events.last; ++i) {
            const float top = m_view.Min.y + m_head + static_cast<float>(i) * m_options.row_height - scroll;
            draw_row(i, std::floor(top), row(i), cell, events);
        }
        ImGui::PopItemFlag();
    }

    void draw_head(GridEvents& events) {
        const ImRect band(m_view.Min, {m_view.Max.x, m_view.Min.y + m_head});
        fill(band, theme().raised, 0);
        line({band.Min.x, band.Max.y - 1}, {band.Max.x, band.Max.y - 1}, theme().border);
        {
            const Clip scrolling({m_view.Min.x + m_frozen, band.Min.y}, band.Max);
            for (int i = 1; i < count(); ++i)
                if (in_view(i)) draw_head_cell(i, events);
        }
        draw_head_cell(0, events);
        // What scrolls goes below the first column.
        if (m_scroll > 0) {
            const float x = m_view.Min.x + m_frozen;
            line({x, m_view.Min.y}, {x, m_view.Max.y}, theme().strong_border);
        }
        finish_drag(events);
    }

private:
    int count() const { return static_cast<int>(m_options.columns.size()); }
    const GridColumn& column(int i) const { return m_options.columns[static_cast<std::size_t>(i)]; }
    float left(int i) const {
        const float x = m_view.Min.x + m_left[static_cast<std::size_t>(i)];
        return i == 0 ? x : x - m_scroll + std::min(0.f, m_frozen - column(0).width);
    }
    float right(int i) const { return i == 0 ? m_view.Min.x + m_frozen : left(i) + column(i).width; }
    bool in_view(int i) const { return right(i) > m_view.Min.x + m_frozen && left(i) < m_view.Max.x; }

    // The columns scroll one by one: no word stands half behind the first column.
    void snap() {
        const float wished = ImGui::GetScrollX();
        const bool end = wished >= ImGui::GetScrollMaxX() - 1 && wished > 0;
        m_scroll = 0;
        for (int i = 1; i < count(); ++i) {
            const float boundary = m_left[static_cast<std::size_t>(i)] - column(0).width;
            if (boundary <= wished + 1) m_scroll = boundary;
            if (end && boundary >= wished) {
                m_scroll = boundary;
                break;
            }
        }
    }

    void draw_row(int number, float top, const GridRow& row, const std::function<GridCell(int, int)>& cell,
                  GridEvents& events) {
        const ImRect box({m_view.Min.x, top}, {m_view.Max.x, top + m_options.row_height});
        const bool known = !row.id.empty();
        bool hovered = false;
        if (known) {
            const Id scope(row.id);
            const ImGuiID item = id_of("row");
            bool held = false;
            if (ImGui::ItemAdd(box, item)) {
                if (ImGui::ButtonBehavior(box, item, &hovered, &held, ImGuiButtonFlags_PressedOnClick)) {
                    events.pressed = number;
                    events.twice = ImGui::GetMouseClickedCount(0) == 2;
                }
                describe_item(item, row.label, row.selected);
            }
        }
        fill(box, row.selected ? theme().accent_soft : hovered ? theme().hover : 0, 0);
        line({box.Min.x, box.Max.y - 1}, {box.Max.x, box.Max.y - 1}, theme().border);
        {
            const Clip scrolling({m_view.Min.x + m_frozen, box.Min.y}, box.Max);
            for (int i = 1; i < count(); ++i)
                if (in_view(i)) draw_cell(i, box, known, known ? cell(number, i) : GridCell{});
        }
        draw_cell(0, box, known, known ? cell(number, 0) : GridCell{});
        if (row.selected) fill({box.Min, {box.Min.x + px(3), box.Max.y}}, theme().accent, 0);
        if (number == m_state.cursor)
            stroke({{box.Min.x + 1, box.Min.y}, {box.Max.x - 1, box.Max.y - 1}}, theme().accent, px(3), px(2));
    }

    void draw_cell(int i, const ImRect& row, bool known, const GridCell& cell) const {
        float x = left(i) + px(padding);
        const float end = std::min(right(i), m_view.Max.x) - px(padding);
        const float middle = (row.Min.y + row.Max.y) / 2;
        if (end <= x) return;
        if (!known) {
            fill({{x, middle - px(4)}, {std::min(end, x + column(i).width * 0.5f), middle + px(4)}}, theme().track,
                 px(4));
            return;
        }
        if (cell.icon != nullptr) {
            draw_icon({x + px(7), middle}, cell.icon, cell.icon_color, 12);
            x += px(20);
        }
        if (cell.text.empty() || end <= x) return;
        float width = 0;
        if (column(i).right) width = measure(cell.text, cell.style).x;
        draw_text_cut_middle(column(i).right ? std::max(x, end - width) : x, middle, end - x + 1, cell.text,
                             cell.style);
    }

    void draw_head_cell(int i, GridEvents& events) {
        const GridColumn& head = column(i);
        const Id scope(head.id);
        const ImRect box({left(i), m_view.Min.y}, {std::min(right(i), m_view.Max.x), m_view.Min.y + m_head});
        const bool sorted = m_options.sorted_by == i;
        press_head(i, box, events);
        const float buttons = px(24) + (sorted ? px(16) : 0);
        const float middle = (box.Min.y + box.Max.y) / 2;
        const float x = box.Min.x + px(padding);
        const TextStyle style{em_small, true, sorted ? theme().accent : theme().text_second};
        const float room = box.Max.x - buttons - px(6) - x;
        const float shown = std::min(room, measure(head.title, style).x);
        if (room > px(10)) draw_text_cut_middle(x, middle, room + 1, head.title, style);
        if (sorted && room > 0)
            draw_icon({x + shown + px(10), middle}, m_options.descending ? icons::arrow_down : icons::arrow_up,
                      theme().accent, 10);
        if (box.GetWidth() > px(52)) press_filter(i, box, events);
        const float edge = box.Max.x - 1;
        line({edge, box.Min.y + px(10)}, {edge, box.Max.y - px(10)},
             m_state.resizing == i ? theme().accent : theme().border);
    }

    // The head's own press, which becomes a drag when the mouse goes away with it.
    void press_head(int i, const ImRect& box, GridEvents& events) {
        const ImGuiID item = id_of("head");
        if (!ImGui::ItemAdd({box.Min, {box.Max.x - px(grip_width), box.Max.y}}, item)) return;
        ImGui::SetNextItemAllowOverlap();
        bool hovered = false, held = false;
        const ImRect own({box.Min, {box.Max.x - px(grip_width) - px(22), box.Max.y}});
        const bool pressed = ImGui::ButtonBehavior(own, item, &hovered, &held);
        describe_item(item, column(i).title, m_options.sorted_by == i);
        const ImRect ring({box.Min.x + px(3), box.Min.y + px(3)}, {box.Max.x - px(3), box.Max.y - px(3)});
        focus_ring(item, ring, px(4));
        if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (held && i > 0 && ImGui::IsMouseDragging(0, px(moved_enough))) m_state.dragging = i;
        if (pressed && m_state.dragging < 0) events.head = i;
        press_grip(i, box, events);
    }

    void press_grip(int i, const ImRect& box, GridEvents& events) {
        const ImRect grip({box.Max.x - px(grip_width), box.Min.y}, box.Max);
        const ImGuiID item = id_of("grip");
        ImGui::PushItemFlag(ImGuiItemFlags_NoNav, true);
        bool hovered = false, held = false;
        if (ImGui::ItemAdd(grip, item)) {
            ImGui::ButtonBehavior(grip, item, &hovered, &held, ImGuiButtonFlags_PressedOnClick);
            describe_item(item, std::string(column(i).title) + " ↔");
        }
        ImGui::PopItemFlag();
        if (hovered || held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        const float mouse = ImGui::GetIO().MousePos.x;
        if (held && m_state.resizing != i) {
            m_state.resizing = i;
            m_state.grip = box.Max.x - mouse;
        }
        if (m_state.resizing != i) return;
        if (held)
            events.resized = {i, std::max(px(least_width), mouse + m_state.grip - left(i))};
        else
            m_state.resizing = -1, events.let_go = true;
    }

    void press_filter(int i, const ImRect& box, GridEvents& events) {
        const float size = px(22);
        const float middle = (box.Min.y + box.Max.y) / 2;
        const ImVec2 at(box.Max.x - px(grip_width) - size, middle - size / 2);
        const ImRect own(at, {at.x + size, at.y + size});
        const ImGuiID item = id_of("filter");
        bool hovered = false, held = false;
        if (!ImGui::ItemAdd(own, item)) return;
        if (ImGui::ButtonBehavior(own, item, &hovered, &held)) {
            events.filter = i;
            events.filter_at = {box.Min.x, box.Max.y};
        }
        describe_item(item, std::string(column(i).title) + " " + std::string(m_options.filter_word), column(i).narrows);
        tooltip(m_options.filter_word);
        if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (hovered || column(i).narrows) fill(own, column(i).narrows ? theme().accent_soft : theme().hover, px(5));
        focus_ring(item, own, px(4));
        draw_icon({(own.Min.x + own.Max.x) / 2, middle}, icons::filter,
                  column(i).narrows ? theme().accent : theme().text_third, 11);
    }

    // Where a dragged column would stand; a line shows it.
    void finish_drag(GridEvents& events) {
        const int from = m_state.dragging;
        if (from < 0 || from >= count()) return;
        const float mouse = ImGui::GetIO().MousePos.x;
        int to = 1;
        for (int i = 1; i < count(); ++i)
            if (mouse > (left(i) + right(i)) / 2) to = i + (i < from ? 1 : 0);
        to = std::clamp(to, 1, count() - 1);
        const float x = to > from ? right(to) : left(to);
        if (to != from) fill({{x - px(1), m_view.Min.y}, {x + px(2), m_view.Max.y}}, theme().accent, 0);
        if (ImGui::IsMouseDown(0)) return;
        m_state.dragging = -1;
        events.let_go = true;
        if (to != from) events.moved = {from, to};
    }

    const GridOptions& m_options;
    GridState& m_state;
    ImRect m_view;
    float m_head = 0;
    float m_frozen = 0;
    float m_width = 0;
    float m_scroll = 0; // to the right, at a column's edge
    std::vector<float> m_left;
};

} // namespace

GridEvents grid(const char* name, const GridOptions& options, GridState& state, const std::function<GridRow(int)>& row,
                const std::function<GridCell(int, int)>& cell) {
    GridEvents events;
    const Child child(name, {0, 0}, 0, ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNavInputs);
    if (!child) return events;
    Sheet sheet(options, state);
    sheet.scroll_to_cursor();
    sheet.draw_rows(events, row, cell);
    sheet.draw_head(events);
    ImGui::SetCursorPos({0, 0});
    ImGui::Dummy({sheet.width(), sheet.height()});
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const bool above = g.OpenPopupStack.Size > 0;
    const bool elsewhere = g.NavCursorVisible && g.NavWindow != ImGui::GetCurrentWindow() && g.NavId != 0;
    events.has_keys = !ImGui::GetIO().WantTextInput && !above && !elsewhere;
    return events;
}

} // namespace takan::app::ui
