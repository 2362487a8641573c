#pragma once
// Tables: a bordered head, rows at least px(44) high that are pressed as a whole, sorted by a press on the head.

#include "app/ui/text.hpp"
#include "app/ui/theme.hpp"

#include "imgui.h"

#include <span>
#include <string_view>

namespace takan::app::ui {

struct Column {
    std::string_view title;
    float width = 0;    // design pixels; 0: shares what is left
    bool right = false; // numbers
    bool sortable = false;
};

// A table over the whole width. Draw rows only while true.
//   Table table("visits", columns, height);
//   if (table) table.rows(n, [&](int i) { if (table.row(id, selected)) …; table.cell(text); table.cell(text); });
class Table {
public:
    // `height` in screen pixels: it scrolls inside; 0: as high as its rows.
    Table(std::string_view id, std::span<const Column> columns, float height = 0);
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;
    ~Table();
    explicit operator bool() const { return m_open; }

    // The column that sorts, or -1, and its direction. Changed by presses on the head; the caller sorts.
    int sorted_by() const { return m_sorted_by; }
    bool descending() const { return m_descending; }

    // Calls draw(i) for the rows in view only.
    template <class Draw>
    void rows(int count, Draw&& draw) {
        ImGuiListClipper clipper;
        clipper.Begin(count, row_height());
        while (clipper.Step())
            for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
                draw(i);
    }
    float row_height() const;

    // Begins a row; true when it is pressed. `label`: its name for tests.
    bool row(std::string_view id, std::string_view label, bool selected = false);
    // The next cell: text, cut where it does not fit.
    void cell(std::string_view text, TextStyle style = {});
    // The next cell with widgets of the caller's own, centred vertically for that height. Returns its width.
    float cell_begin(float content_height);

private:
    std::span<const Column> m_columns;
    bool m_open = false;
    int m_sorted_by = -1;
    bool m_descending = false;
    ImGuiID m_sorting_id = 0;
    int m_column = 0;
};

} // namespace takan::app::ui
