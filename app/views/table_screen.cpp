// The records table: any kind, any column; narrowed, sorted, selected, written, copied and exported.

#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/frame.hpp"
#include "app/views/palette.hpp"
#include "app/views/screens.hpp"
#include "app/views/table_parts.hpp"

#include "imgui_internal.h"

#include <algorithm>
#include <array>

namespace takan::app {

namespace {

constexpr float row_height = 36; // design pixels
constexpr std::size_t window_rows = 300;
constexpr std::size_t window_edge = 60; // rows around the view that are always there
constexpr const char* kind_setting = "table.kind";
constexpr const char* last_view_setting = "table.last."; // and the kind
constexpr std::array kind_order{"finding", "visit", "photo", "site", "comment", "member", "device", "form"};

struct Mark {
    const char* icon = nullptr;
    ui::Tone tone = ui::Tone::plain;
};

// The weightiest thing to know about a row; its words say all of them.
Mark mark_of(const Row& row) {
    if (row.deleted_but_changed) return {ui::icons::warning, ui::Tone::danger};
    if (row.deleted) return {ui::icons::remove, ui::Tone::danger};
    if (row.contested > 0) return {ui::icons::call_merge, ui::Tone::warn};
    if (row.review_state == "returned") return {ui::icons::undo, ui::Tone::danger};
    if (row.review_state == "approved") return {ui::icons::check_circle, ui::Tone::ok};
    return {ui::icons::schedule, ui::Tone::plain};
}

std::string on_one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

// A record's mother in the window: a comment is read at what it is about.
Spot spot_of(const TableRow& row) {
    return {place_of_kind(row.opens_kind), row.opens};
}

class Table final : public Screen {
public:
    void want(const Spot&, Request& request) const override {
        if (m_state.view.query.kind.empty()) return;
        request.table.query = m_state.view.query;
        for (const ShownColumn& column : m_state.view.columns)
            request.table.columns.push_back(column.name);
        request.table.offset = m_state.offset;
        request.table.limit = window_rows;
        request.table.values_of = m_state.filter.column;
    }

    void draw(const Given& given, const Spot&, Drafts&, Asked& asked) override {
        begin(given);
        const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        take_answer(given);
        take_copy(given, asked);
        draw_head(given, asked);
        const float foot = ui::px(52);
        {
            const ui::Pane sheet("sheet", {0, ImGui::GetContentRegionAvail().y - foot}, {});
            draw_sheet(given, asked);
        }
        draw_foot(given, foot, asked);
        draw_many_editor(given, m_state, asked);
        keep_view(asked);
    }

private:
    // The view that was left last on this laptop, or the one that another screen opens.
    void begin(const Given& given) {
        const std::string before = m_state.view.query.kind;
        if (given.table) {
            show(*given.table);
        } else if (before.empty()) {
            const std::string kind = setting_in(given.snapshot.settings, kind_setting);
            show(last_view(given, find_kind(kind) == nullptr ? kind_order.front() : kind));
            m_state.kept = m_state.view;
        }
    }

    static TableView last_view(const Given& given, const std::string& kind) {
        auto view = read_table_view(setting_in(given.snapshot.settings, last_view_setting + kind));
        return view && view->query.kind == kind ? *view : usual_table_view(kind);
    }

    void show(TableView view) {
        if (view.columns.empty()) view.columns = columns_for(view.query.kind);
        m_state.view = std::move(view);
        m_state.name.clear();
        m_state.selection.clear();
        m_state.grid = {};
        m_state.offset = 0;
        m_state.filter = {};
    }

    std::vector<ShownColumn> columns_for(const std::string& kind) const {
        const auto left = m_state.of_kind.find(kind);
        return left == m_state.of_kind.end() ? usual_table_view(kind).columns : left->second.columns;
    }

    void choose_kind(const Given& given, const std::string& kind) {
        m_state.of_kind.insert_or_assign(m_state.view.query.kind, m_state.view);
        const auto left = m_state.of_kind.find(kind);
        show(left == m_state.of_kind.end() ? last_view(given, kind) : left->second);
    }

    // Kept when the mouse has let go, so that a drag is one write.
    void keep_view(Asked& asked) {
        if (m_state.view == m_state.kept || ImGui::IsMouseDown(0) || ImGui::GetIO().WantTextInput) return;
        const std::string& kind = m_state.view.query.kind;
        if (kind != m_state.kept.query.kind) asked.command(SetSetting{kind_setting, kind});
        asked.command(SetSetting{last_view_setting + kind, text_of(m_state.view)});
        m_state.kept = m_state.view;
    }

    // --- what the store says
    void take_answer(const Given& given) {
        const auto& answer = given.snapshot.table;
        if (answer == m_answer) return;
        const bool other_rows = !answer || !m_answer || answer->ids != m_answer->ids;
        m_answer = answer;
        m_lines.clear();
        if (!m_answer) return;
        for (const TableRow& row : m_answer->rows) {
            auto& line = m_lines.emplace_back();
            for (const auto& cell : row.cells)
                line.push_back(on_one_line(cell));
        }
        if (other_rows && fits()) m_state.selection.keep(*m_answer->ids);
        m_state.grid.cursor = std::min(m_state.grid.cursor, rows() - 1);
    }

    // Whether the answer is about what is shown now; another kind's rows would be nonsense below these heads.
    bool fits() const { return m_answer && m_answer->wish.query.kind == m_state.view.query.kind; }
    int rows() const { return fits() ? static_cast<int>(m_answer->ids->size()) : 0; }

    const TableRow* row_at(int number) const {
        const auto at = static_cast<std::size_t>(number) - (m_answer ? m_answer->wish.offset : 0);
        return fits() && at < m_answer->rows.size() ? &m_answer->rows[at] : nullptr;
    }

    void take_copy(const Given& given, Asked& asked) {
        const TableCopy& copy = given.snapshot.table_copy;
        if (!m_state.copies_seen) m_state.seen_copies = copy.number;
        m_state.copies_seen = true;
        if (m_state.seen_copies == copy.number) return;
        m_state.seen_copies = copy.number;
        if (copy.failed) return; // the status line says why
        if (copy.text) ImGui::SetClipboardText(copy.text->c_str());
        asked.toast = Toast{say(copy.text ? "table.copied" : "table.exported", given.language(),
                                {{"count", std::to_string(copy.rows)}})};
    }

    // --- head
    void draw_head(const Given& given, Asked& asked) {
        const float inside = ImGui::GetContentRegionAvail().x - ui::px(40);
        const float filters = filter_line_height(given, m_state, inside);
        const ui::Pane head("head", {0, ui::px(66) + filters + ui::px(12)},
                            {0, ui::edge_bottom, {ui::px(20), ui::px(12)}, false});
        const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6)));
        const ImVec2 top = ImGui::GetCursorPos();
        const float buttons = buttons_width(given);
        draw_kinds(given, inside - buttons - ui::px(16));
        ImGui::SetCursorPos({top.x + inside - buttons, top.y + ui::px(4)});
        draw_views_button(given, m_state, asked);
        ImGui::SameLine(0, ui::px(8));
        draw_columns_button(given, m_state);
        ImGui::SetCursorPos({top.x, top.y + ui::px(52)});
        draw_filter_line(given, m_state);
    }

    float buttons_width(const Given& given) const {
        const std::string& views = m_state.name.empty() ? given.text("table.views") : m_state.name;
        return ui::button_width(views, ui::icons::star) + ui::px(8) +
               ui::button_width(given.text("table.columns"), ui::icons::list);
    }

    // Tabs where they fit, else a list.
    void draw_kinds(const Given& given, float room) {
        std::vector<std::string> words, counts;
        float width = 0;
        for (const char* kind : kind_order) {
            words.push_back(kind_text(kind, given.language()));
            const auto& all = given.snapshot.counts.by_kind;
            const auto known = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == kind; });
            counts.push_back(known == all.end() ? std::string() : std::to_string(known->second));
            width += ui::measure(words.back(), {ui::em_body, true}).x + ui::measure(counts.back(), {ui::em_tiny}).x +
                     ui::px(46);
        }
        const auto now = std::find(kind_order.begin(), kind_order.end(), m_state.view.query.kind);
        int chosen = static_cast<int>(now - kind_order.begin());
        if (width <= room) {
            std::vector<ui::Tab> tabs;
            for (std::size_t i = 0; i < words.size(); ++i)
                tabs.push_back({words[i], counts[i]});
            if (ui::tabs("kinds", tabs, chosen)) choose_kind(given, kind_order[static_cast<std::size_t>(chosen)]);
            return;
        }
        std::vector<ui::Option> options;
        for (std::size_t i = 0; i < words.size(); ++i)
            options.push_back({kind_order[i], words[i], counts[i]});
        std::string code = m_state.view.query.kind;
        ui::ChoiceOptions choice;
        choice.may_clear = false;
        choice.width = std::min(room, ui::px(220));
        if (ui::choice("##kinds", options, code, choice) && find_kind(code) != nullptr) choose_kind(given, code);
    }

    // --- sheet
    void draw_sheet(const Given& given, Asked& asked) {
        const bool editing = !m_state.filter.column.empty(); // what is typed there may match again
        if (!editing && fits() && m_answer->wish.query == m_state.view.query && m_answer->ids->empty()) {
            draw_nothing(given);
            return;
        }
        const std::string& kind = m_state.view.query.kind;
        std::vector<std::string> titles;
        for (const ShownColumn& column : m_state.view.columns)
            titles.push_back(column_text(kind, column.name, given.language()));
        std::vector<ui::GridColumn> columns;
        const auto& filters = m_state.view.query.filters;
        for (std::size_t i = 0; i < titles.size(); ++i) {
            const ShownColumn& column = m_state.view.columns[i];
            const TableColumn* spec = find_column(kind, column.name);
            const bool right = spec != nullptr && (spec->type == FieldType::number || spec->type == FieldType::money);
            const bool narrows = std::any_of(filters.begin(), filters.end(),
                                             [&](const auto& filter) { return filter.column == column.name; });
            columns.push_back({column.name, titles[i], ui::px(static_cast<float>(column.width)), right, narrows});
        }
        ui::GridOptions options;
        options.columns = columns;
        options.sorted_by = sorted_by();
        options.descending = m_state.view.query.sort.empty() || m_state.view.query.descending;
        options.rows = rows();
        options.row_height = ui::px(row_height);
        options.filter_word = given.text("table.filter_it");
        const auto events = ui::grid(
            "grid", options, m_state.grid, [&](int row) { return grid_row(row); },
            [&](int row, int column) { return grid_cell(row, column); });
        take_events(events, asked);
        draw_filter_editor(given, m_state);
    }

    void draw_nothing(const Given& given) {
        const TableQuery& query = m_state.view.query;
        const bool narrowed = !query.filters.empty() || !query.words.empty();
        const bool clear =
            ui::empty_state(ui::icons::table, given.text(narrowed ? "list.none_match" : "table.empty"),
                            narrowed ? std::string_view(given.text("table.clear_all")) : std::string_view());
        if (!clear) return;
        m_state.view.query.filters.clear();
        m_state.view.query.words.clear();
    }

    int sorted_by() const {
        const std::string by = m_state.view.query.sort.empty() ? time_column : m_state.view.query.sort;
        const auto& columns = m_state.view.columns;
        const auto at = std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.name == by; });
        return at == columns.end() ? -1 : static_cast<int>(at - columns.begin());
    }

    ui::GridRow grid_row(int number) {
        const TableRow* row = row_at(number);
        if (row == nullptr) return {};
        m_id = row->row.id.text();
        return {m_id, line_of(*row).front(), m_state.selection.has(row->row.id)};
    }

    const std::vector<std::string>& line_of(const TableRow& row) const {
        return m_lines[static_cast<std::size_t>(&row - m_answer->rows.data())];
    }

    ui::GridCell grid_cell(int number, int column) const {
        const TableRow& row = *row_at(number);
        const auto index = static_cast<std::size_t>(column);
        // The answer may still be one for other columns.
        const std::string& name = m_state.view.columns[index].name;
        const auto& asked = m_answer->wish.columns;
        const auto at = static_cast<std::size_t>(std::find(asked.begin(), asked.end(), name) - asked.begin());
        if (at == asked.size()) return {};
        const auto& line = line_of(row);
        const ui::Theme& theme = ui::theme();
        ui::GridCell cell{line[at], {13.5f, column == 0, row.row.deleted ? theme.text_third : theme.text}};
        if (name == state_column && !cell.text.empty()) {
            const Mark mark = mark_of(row.row);
            cell.icon = mark.icon;
            cell.icon_color = mark.tone == ui::Tone::plain ? theme.text_third : ui::tone_color(mark.tone);
            cell.style = {ui::em_note, false,
                          mark.tone == ui::Tone::plain ? theme.text_second : ui::tone_color(mark.tone)};
        } else if (row.contested[at]) {
            cell.icon = ui::icons::call_merge;
            cell.icon_color = cell.style.color = theme.warn;
        } else if (const ui::Tone tone = tone_of_cell(name, row.values[at]); tone != ui::Tone::plain) {
            cell.icon = tone == ui::Tone::ok     ? ui::icons::check_circle
                        : tone == ui::Tone::info ? ui::icons::info
                                                 : ui::icons::warning;
            cell.icon_color = ui::tone_color(tone);
        }
        return cell;
    }

    ui::Tone tone_of_cell(const std::string& name, const std::string& value) const {
        const TableColumn* column = find_column(m_state.view.query.kind, name);
        return column == nullptr || column->type != FieldType::choice ? ui::Tone::plain
                                                                      : tone_of(column->vocabulary, value);
    }

    void take_events(const ui::GridEvents& events, Asked& asked) {
        auto& columns = m_state.view.columns;
        if (events.resized)
            columns[static_cast<std::size_t>(events.resized->first)].width =
                static_cast<int>(events.resized->second / ui::px(100) * 100);
        if (events.moved) {
            const ShownColumn moved = columns[static_cast<std::size_t>(events.moved->first)];
            columns.erase(columns.begin() + events.moved->first);
            columns.insert(columns.begin() + events.moved->second, moved);
        }
        if (events.head >= 0) sort_by(columns[static_cast<std::size_t>(events.head)].name);
        if (events.filter >= 0) {
            m_state.filter.column = columns[static_cast<std::size_t>(events.filter)].name;
            m_state.filter.at = events.filter_at;
            m_state.filter.open_now = true;
        }
        if (events.pressed >= 0) {
            const ImGuiIO& io = ImGui::GetIO();
            m_state.grid.cursor = events.pressed;
            m_state.selection.press(*m_answer->ids, events.pressed, io.KeyCtrl, io.KeyShift);
            if (events.twice) open(events.pressed, asked);
        }
        move_window(events);
        if (events.has_keys) take_keys(events, asked);
    }

    // Up, down, and back to the newest first.
    void sort_by(const std::string& column) {
        TableQuery& query = m_state.view.query;
        if (query.sort != column) {
            query.sort = column;
            query.descending = false;
        } else if (!query.descending) {
            query.descending = true;
        } else {
            query.sort.clear();
            query.descending = false;
        }
        m_state.grid.cursor = -1;
    }

    void move_window(const ui::GridEvents& events) {
        const auto first = static_cast<std::size_t>(events.first), last = static_cast<std::size_t>(events.last);
        const bool before = m_state.offset > 0 && first < m_state.offset + window_edge / 2;
        const bool behind =
            last + window_edge / 2 > m_state.offset + window_rows && last < static_cast<std::size_t>(rows());
        if (before || behind) m_state.offset = first > window_edge * 2 ? first - window_edge * 2 : 0;
        if (rows() > 0 && m_state.offset >= static_cast<std::size_t>(rows())) m_state.offset = 0;
    }

    void open(int number, Asked& asked) const {
        if (const TableRow* row = row_at(number)) asked.go = spot_of(*row);
    }

    // --- keys
    static bool took(ImGuiKey key, ImGuiID own) {
        ImGui::SetKeyOwner(key, own);
        return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, own);
    }

    void take_keys(const ui::GridEvents& events, Asked& asked) {
        const ImGuiID own = ImGui::GetCurrentWindow()->ID;
        const ImGuiIO& io = ImGui::GetIO();
        const int page = std::max(1, events.last - events.first - 2);
        int to = m_state.grid.cursor;
        if (took(ImGuiKey_DownArrow, own)) ++to;
        if (took(ImGuiKey_UpArrow, own)) to = std::max(0, to - 1);
        if (took(ImGuiKey_PageDown, own)) to += page;
        if (took(ImGuiKey_PageUp, own)) to = std::max(0, to - page);
        if (took(ImGuiKey_Home, own)) to = 0;
        if (took(ImGuiKey_End, own)) to = rows() - 1;
        to = std::min(to, rows() - 1);
        if (to != m_state.grid.cursor && to >= 0) {
            m_state.grid.cursor = to;
            m_state.grid.show_cursor = true;
            m_state.selection.move_to(*m_answer->ids, to, io.KeyShift);
        }
        if (m_state.grid.cursor >= 0 &&
            (ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false)))
            open(m_state.grid.cursor, asked);
        if (io.KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_Space, false) && rows() > 0)
            m_state.selection.press(*m_answer->ids, m_state.grid.cursor, true, false);
        if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_A) && rows() > 0) m_state.selection.all(*m_answer->ids);
        if (took(ImGuiKey_Escape, own)) m_state.selection.clear();
        if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_C)) copy({}, asked);
        if (ImGui::IsKeyPressed(ImGuiKey_F2, false) && m_state.selection.size() > 0)
            open_many_editor(m_state, m_state.many);
    }

    // The selected rows, or all of them when none is.
    void copy(std::filesystem::path to, Asked& asked) const {
        if (rows() == 0) return;
        CopyTable wish{m_state.view.query.kind, *m_answer->ids, {}, std::move(to)};
        if (m_state.selection.size() > 0) wish.ids = m_state.selection.in_order(*m_answer->ids);
        for (const ShownColumn& column : m_state.view.columns)
            wish.columns.push_back(column.name);
        asked.command(std::move(wish));
    }

    // --- foot
    void draw_foot(const Given& given, float height, Asked& asked) {
        const ui::Pane foot("foot", {0, height}, {0, ui::edge_top, {ui::px(20), ui::px(9)}, false});
        const std::size_t chosen = m_state.selection.size();
        ui::line_of(ui::px(34));
        std::string words = say("table.count", given.language(), {{"count", std::to_string(rows())}});
        if (fits() && static_cast<std::size_t>(rows()) != m_answer->all)
            words = say("table.count_of", given.language(),
                        {{"count", std::to_string(rows())}, {"all", std::to_string(m_answer->all)}});
        if (chosen > 0) words += " · " + say("table.chosen", given.language(), {{"count", std::to_string(chosen)}});
        ui::text(words, chosen > 0 ? ui::TextStyle{ui::em_body, true, ui::theme().accent} : ui::second_text());
        const std::string& many = given.text("table.many");
        const std::string& copying = given.text("table.copy");
        const std::string& exporting = given.text("table.export");
        const std::string& deleted = given.text("table.with_deleted");
        const float buttons = ui::button_width(many, ui::icons::edit) + ui::button_width(copying, ui::icons::copy) +
                              ui::button_width(exporting, ui::icons::file) + ui::px(16);
        ImGui::SameLine(0, ui::px(18));
        if (ui::measure(deleted).x + ui::px(28) < ImGui::GetContentRegionAvail().x - buttons) {
            bool with = m_state.view.query.with_deleted;
            if (ui::check_box(deleted, with)) m_state.view.query.with_deleted = with;
            ImGui::SameLine();
        }
        ui::push_right(buttons);
        {
            const ui::Disabled none(chosen == 0);
            if (ui::button(many, {.icon = ui::icons::edit, .tooltip = "F2"})) open_many_editor(m_state, m_state.many);
        }
        ImGui::SameLine(0, ui::px(8));
        const ui::Disabled empty(rows() == 0);
        if (ui::button(copying, {.icon = ui::icons::copy, .tooltip = "Ctrl+C"})) copy({}, asked);
        ImGui::SameLine(0, ui::px(8));
        if (ui::button(exporting, {.icon = ui::icons::file})) {
            asked.files =
                FileQuestion{FileWish::save, exporting, kind_text(m_state.view.query.kind, given.language()) + ".csv"};
            m_state.waits_for_file = true;
        }
        if (m_state.waits_for_file && given.chosen) {
            m_state.waits_for_file = false;
            if (!given.chosen->empty()) copy(given.chosen->front(), asked);
        }
    }

    TableState m_state;
    std::shared_ptr<const TableAnswer> m_answer;
    std::vector<std::vector<std::string>> m_lines; // its cells, each on one line
    std::string m_id;                              // of the row that is being drawn
};

} // namespace

std::unique_ptr<Screen> make_table() {
    return std::make_unique<Table>();
}

} // namespace takan::app
