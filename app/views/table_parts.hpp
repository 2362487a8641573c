#pragma once
// The parts of the records table: its state, and what is drawn around the sheet. For table_*.cpp only.

#include "app/domain/table_columns.hpp"
#include "app/ui/grid.hpp"
#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"
#include "app/views/table_selection.hpp"

#include "imgui.h"

#include <map>
#include <string>
#include <vector>

namespace takan::app {

// The setting that holds a saved view is this and its name.
inline constexpr const char* saved_view_setting = "table.view.";

// The filter that is being edited, in the popup below a column's head.
struct FilterEditor {
    std::string column;
    bool open_now = false; // in this frame
    ImVec2 at;
    std::string typed;  // words that the cells contain
    std::string search; // among the values that are offered
};

// The fields that are being written for all selected records.
struct ManyEditor {
    bool open = false;
    std::string column;
    FieldValues looked_at; // that the snapshot was asked about
    Drafts drafts;         // of a record that there is not: never sent
};

struct TableState {
    TableView view;                           // kind empty: not begun
    TableView kept;                           // as the setting of this laptop has it
    std::string name;                         // of the saved view that is shown; empty: none
    std::map<std::string, TableView> of_kind; // left for another kind in this session
    RowSelection selection;
    ui::GridState grid;
    FilterEditor filter;
    ManyEditor many;
    std::size_t offset = 0; // of the rows that are asked for
    std::string new_view;   // name that is being typed
    bool waits_for_file = false;
    std::uint64_t seen_copies = 0;
    bool copies_seen = false; // seen_copies is known
};

// --- table_filters.cpp
// How high the line of chips will be, for a window of that width.
float filter_line_height(const Given& given, const TableState& state, float width);
// Words that are searched for, a chip for each filter, and what clears them.
void draw_filter_line(const Given& given, TableState& state);
// The popup of the column whose filter is edited.
void draw_filter_editor(const Given& given, TableState& state);
std::string filter_words(const Given& given, std::string_view kind, const TableFilter& filter);
// Replaces what filters the column; nothing removes it.
void set_filter(TableState& state, const std::string& column, const TableFilter* filter);

// --- table_menus.cpp: which columns, which view
void draw_columns_button(const Given& given, TableState& state);
void draw_views_button(const Given& given, TableState& state, Asked& asked);

// --- table_edit.cpp: one field of all selected records
void open_many_editor(const TableState& state, ManyEditor& editor);
void draw_many_editor(const Given& given, TableState& state, Asked& asked);

} // namespace takan::app
