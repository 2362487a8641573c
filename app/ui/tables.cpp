#include "app/ui/tables.hpp"

#include "app/ui/icons.hpp"
#include "app/ui/paint.hpp"
#include "app/ui/scoped.hpp"

#include <algorithm>
#include <string>

namespace takan::app::ui {

namespace {

constexpr ImGuiTableFlags table_flags = ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_BordersOuterH |
                                        ImGuiTableFlags_NoSavedSettings | ImGuiTableFlags_SizingFixedFit |
                                        ImGuiTableFlags_PadOuterX | ImGuiTableFlags_NoBordersInBody;

// Sorting is ours: three presses go up, down, off.
struct Sorting {
    int column = -1;
    bool descending = false;
};

Sorting read_sorting(ImGuiID id) {
    const ImGuiStorage& storage = *ImGui::GetStateStorage();
    const int kept = storage.GetInt(id, 0);
    return {kept / 2 - 1, kept % 2 == 1};
}

void write_sorting(ImGuiID id, const Sorting& sorting) {
    ImGui::GetStateStorage()->SetInt(id, (sorting.column + 1) * 2 + (sorting.descending ? 1 : 0));
}

void turn(Sorting& sorting, int column) {
    if (sorting.column != column)
        sorting = {column, false};
    else if (!sorting.descending)
        sorting.descending = true;
    else
        sorting = {};
}

// One cell of the head; true when pressed.
bool draw_head_cell(const Column& column, const Sorting& sorting, int index) {
    const Theme& t = theme();
    const float width = ImGui::GetContentRegionAvail().x;
    const bool sorted = sorting.column == index;
    const TextStyle style{em_small, true, sorted ? t.accent : t.text_second};
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float arrow = sorted ? px(16) : 0;
    const float words = std::min(width - arrow, measure(column.title, style).x);
    const float x = column.right ? at.x + width - words - arrow : at.x;
    const float middle = at.y + px(18);
    bool pressed = false;
    if (column.sortable) {
        const Id scope(index);
        const Pressable item = pressable_as(id_of("head"), column.title, {std::max(1.f, width), px(36)});
        pressed = item.pressed;
        focus_ring(item.id, item.box, px(4));
    } else {
        ImGui::Dummy({std::max(1.f, width), px(36)});
    }
    draw_text_cut_middle(x, middle, words + 1, column.title, style);
    if (sorted)
        draw_icon({x + words + px(9), middle}, sorting.descending ? icons::arrow_down : icons::arrow_up, t.accent, 10);
    return pressed;
}

} // namespace

Table::Table(std::string_view id, std::span<const Column> columns, float height) : m_columns(columns) {
    const std::string name(id);
    const ImGuiID sorting_id = id_of(name + "##sorting");
    Sorting sorting = read_sorting(sorting_id);
    const StyleVar padding(ImGuiStyleVar_CellPadding, ImVec2(px(8), 0));
    m_open = ImGui::BeginTable(name.c_str(), static_cast<int>(columns.size()),
                               table_flags | (height > 0 ? ImGuiTableFlags_ScrollY : 0), {0, height});
    if (!m_open) return;
    for (const Column& column : columns) {
        const std::string title(column.title);
        ImGui::TableSetupColumn(
            title.c_str(), column.width > 0 ? ImGuiTableColumnFlags_WidthFixed : ImGuiTableColumnFlags_WidthStretch,
            column.width > 0 ? px(column.width) : 1.f);
    }
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableNextRow(ImGuiTableRowFlags_Headers, px(36));
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
        ImGui::TableSetColumnIndex(i);
        if (draw_head_cell(columns[static_cast<std::size_t>(i)], sorting, i)) turn(sorting, i);
    }
    m_sorted_by = sorting.column;
    m_descending = sorting.descending;
    m_sorting_id = sorting_id;
}

Table::~Table() {
    if (!m_open) return;
    ImGui::EndTable();
    write_sorting(m_sorting_id, {m_sorted_by, m_descending});
}

float Table::row_height() const {
    return px(44);
}

bool Table::row(std::string_view id, std::string_view label, bool selected) {
    ImGui::TableNextRow(0, row_height());
    ImGui::TableSetColumnIndex(0);
    const Id scope(id);
    ImGuiTable& table = *ImGui::GetCurrentTable();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGuiWindow& window = *ImGui::GetCurrentWindow();
    // The whole row is pressed; what stands in its cells may lie over it.
    const ImRect box({table.WorkRect.Min.x, at.y}, {table.WorkRect.Max.x, at.y + row_height()});
    const ImGuiID item = id_of("row");
    const ImRect clip = window.ClipRect;
    ImGui::TablePushBackgroundChannel();
    window.ClipRect = table.BgClipRect;
    ImGui::SetNextItemAllowOverlap();
    bool hovered = false, held = false, pressed = false;
    if (ImGui::ItemAdd(box, item)) {
        pressed = ImGui::ButtonBehavior(box, item, &hovered, &held, ImGuiButtonFlags_AllowOverlap);
        describe_item(item, label, selected);
        if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        fill(box, selected ? theme().accent_soft : hovered ? theme().hover : 0, 0);
        ImRect ring = box;
        ring.Expand(-px(3));
        focus_ring(item, ring, px(4));
    }
    window.ClipRect = clip;
    ImGui::TablePopBackgroundChannel();
    ImGui::TableSetColumnIndex(0);
    m_column = 0;
    return pressed;
}

void Table::cell(std::string_view words, TextStyle style) {
    const float width = cell_begin(line_height(style.em));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool right = m_columns[static_cast<std::size_t>(m_column - 1)].right;
    const float shown = std::min(width, measure(words, style).x);
    ImGui::Dummy({width, line_height(style.em)});
    draw_text_cut({right ? at.x + width - shown : at.x, at.y}, width + 1, words, style);
}

float Table::cell_begin(float content_height) {
    ImGui::TableSetColumnIndex(m_column++);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + std::max(0.f, std::floor((row_height() - content_height) / 2)));
    return std::max(1.f, ImGui::GetContentRegionAvail().x);
}

} // namespace takan::app::ui
