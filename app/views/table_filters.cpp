// What narrows the table: words, and a filter for each column, shown as chips that one press clears.

#include "app/domain/typed_text.hpp"
#include "app/ui/ui.hpp"
#include "app/views/table_parts.hpp"

#include <algorithm>

namespace takan::app {

namespace {

constexpr float search_width = 230;       // design pixels
constexpr std::size_t most_named = 3;     // values that a chip names
constexpr std::size_t longest_value = 13; // characters of one that is offered

std::string join(const Given& given, const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words)
        out += (out.empty() ? "" : given.text("value.list_separator")) + word;
    return out;
}

std::string words_of_value(const Given& given, const TableColumn& column, const std::string& value) {
    const auto& answer = given.snapshot.table;
    if (column.type == FieldType::reference && answer)
        for (const auto& one : answer->values)
            if (one.value == value) return one.words;
    if (column.type == FieldType::reference) return given.text("table.chosen_records");
    return cell_text(column, value, given.language());
}

std::string one_of_words(const Given& given, const TableColumn& column, const TableFilter& filter) {
    std::vector<std::string> words;
    for (const auto& value : filter.values)
        if (words.size() < most_named) words.push_back(words_of_value(given, column, value));
    std::string text = join(given, words);
    if (filter.values.size() > most_named)
        text =
            say("table.and_more", given.language(), {{"words", text}, {"count", std::to_string(filter.values.size())}});
    return text;
}

std::string period_words(const Given& given, const TableFilter& filter) {
    const std::string from = filter.values.empty() ? std::string() : filter.values[0];
    const std::string to = filter.values.size() < 2 ? std::string() : filter.values[1];
    if (from == to) return from;
    if (from.empty()) return say("table.until", given.language(), {{"day", to}});
    if (to.empty()) return say("table.since", given.language(), {{"day", from}});
    return say("table.period", given.language(), {{"from", from}, {"to", to}});
}

// "严重程度：重大、严重  ×"
std::vector<std::string> chips_of(const Given& given, const TableState& state) {
    std::vector<std::string> chips;
    for (const TableFilter& filter : state.view.query.filters)
        chips.push_back(filter_words(given, state.view.query.kind, filter) + "  ×");
    if (state.view.query.with_deleted) chips.push_back(given.text("table.with_deleted") + "  ×");
    return chips;
}

bool is_time(const TableColumn& column) {
    return column.type == FieldType::moment || column.type == FieldType::date;
}

bool offers_values(const TableColumn& column) {
    switch (column.type) {
    case FieldType::long_text:
    case FieldType::moment:
    case FieldType::date:
    case FieldType::decimal:
        return false;
    default:
        return true;
    }
}

const TableFilter* filter_of(const TableState& state, const std::string& column) {
    for (const TableFilter& filter : state.view.query.filters)
        if (filter.column == column) return &filter;
    return nullptr;
}

std::vector<std::string> chosen_of(const TableState& state, const std::string& column) {
    const TableFilter* filter = filter_of(state, column);
    return filter != nullptr && filter->test == TableTest::one_of ? filter->values : std::vector<std::string>{};
}

void draw_contains(const Given& given, TableState& state) {
    FilterEditor& editor = state.filter;
    if (!ui::text_field(given.text("table.contains") + "##words", editor.typed)) return;
    const TableFilter wish{editor.column, TableTest::contains, {editor.typed}};
    set_filter(state, editor.column, editor.typed.empty() ? nullptr : &wish);
}

void draw_period(const Given& given, TableState& state) {
    const std::string column = state.filter.column;
    const TableFilter* now = filter_of(state, column);
    TableFilter wish{column, TableTest::between, {"", ""}};
    if (now != nullptr && now->test == TableTest::between) wish.values = now->values;
    wish.values.resize(2);
    bool changed = static_cast<bool>(ui::date_field(given.text("table.from"), wish.values[0], given.now));
    changed |= static_cast<bool>(ui::date_field(given.text("table.to"), wish.values[1], given.now));
    if (changed) set_filter(state, column, wish.values[0].empty() && wish.values[1].empty() ? nullptr : &wish);
}

void draw_values(const Given& given, TableState& state) {
    const std::string column = state.filter.column;
    const auto& answer = given.snapshot.table;
    if (!answer || answer->wish.values_of != column) return;
    auto chosen = chosen_of(state, column);
    if (answer->values.size() > 8) ui::search_field("values", state.filter.search, given.text("table.search_values"));
    ui::space(2);
    const float row = ui::px(32);
    const auto shown = [&] {
        std::vector<const TableValue*> rows;
        for (const auto& one : answer->values)
            if (ui::option_matches({{}, one.words, {}}, state.filter.search)) rows.push_back(&one);
        return rows;
    }();
    const ui::Child list("values", {0, std::min(ui::px(256), row * static_cast<float>(shown.size()) + ui::px(4))},
                         ImGuiChildFlags_NavFlattened);
    const ui::StyleVar close(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(2)));
    ui::long_list(static_cast<int>(shown.size()), row, [&](int i) {
        const TableValue& one = *shown[static_cast<std::size_t>(i)];
        const auto at = std::find(chosen.begin(), chosen.end(), one.value);
        bool on = at != chosen.end();
        const float top = ImGui::GetCursorPosY();
        const std::string count = std::to_string(one.count);
        const float number = ui::measure(count, ui::note_text()).x;
        {
            const ui::Id scope(one.value);
            if (ui::check_box(first_words(one.words, longest_value), on)) {
                if (on)
                    chosen.push_back(one.value);
                else
                    chosen.erase(at);
                const TableFilter wish{column, TableTest::one_of, chosen};
                set_filter(state, column, chosen.empty() ? nullptr : &wish);
            }
        }
        ImGui::SameLine();
        ui::push_right(number + ui::px(6));
        ui::text(count, ui::note_text());
        ImGui::SetCursorPosY(top);
        ImGui::Dummy({0, row});
    });
}

void draw_emptiness(const Given& given, TableState& state) {
    const std::string column = state.filter.column;
    const TableFilter* now = filter_of(state, column);
    const auto turn = [&](const char* key, TableTest test) {
        const bool on = now != nullptr && now->test == test;
        const TableFilter wish{column, test, {}};
        if (ui::chip(given.text(key), on)) set_filter(state, column, on ? nullptr : &wish);
    };
    turn("table.is_empty", TableTest::empty);
    ImGui::SameLine(0, ui::px(6));
    turn("table.is_filled", TableTest::filled);
}

} // namespace

void set_filter(TableState& state, const std::string& column, const TableFilter* filter) {
    auto& filters = state.view.query.filters;
    const auto at = std::find_if(filters.begin(), filters.end(), [&](const auto& one) { return one.column == column; });
    if (filter == nullptr) {
        if (at != filters.end()) filters.erase(at);
    } else if (at == filters.end()) {
        filters.push_back(*filter);
    } else {
        *at = *filter;
    }
}

std::string filter_words(const Given& given, std::string_view kind, const TableFilter& filter) {
    const TableColumn* column = find_column(kind, filter.column);
    if (column == nullptr) return filter.column;
    std::string words;
    switch (filter.test) {
    case TableTest::contains:
        words = filter.values.empty() ? std::string() : "“" + filter.values.front() + "”";
        break;
    case TableTest::one_of:
        words = one_of_words(given, *column, filter);
        break;
    case TableTest::empty:
        words = given.text("table.is_empty");
        break;
    case TableTest::filled:
        words = given.text("table.is_filled");
        break;
    case TableTest::between:
        words = period_words(given, filter);
        break;
    }
    return say("table.filter", given.language(),
               {{"column", column_text(kind, filter.column, given.language())}, {"words", words}});
}

float filter_line_height(const Given& given, const TableState& state, float width) {
    float x = ui::px(search_width) + ui::px(8);
    int lines = 1;
    for (const auto& chip : chips_of(given, state)) {
        const float size = ui::chip_width(chip) + ui::px(6);
        if (x + size > width) ++lines, x = 0;
        x += size;
    }
    return ui::px(34) + static_cast<float>(lines - 1) * ui::px(32);
}

void draw_filter_line(const Given& given, TableState& state) {
    const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(6), ui::px(6)));
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    ui::search_field(given.text("table.search"), state.view.query.words, given.text("table.search"),
                     ui::px(search_width));
    const auto chips = chips_of(given, state);
    std::size_t pressed = chips.size();
    for (std::size_t i = 0; i < chips.size(); ++i) {
        ImGui::SameLine(0, ui::px(8));
        if (ImGui::GetCursorScreenPos().x + ui::chip_width(chips[i]) > right) ImGui::NewLine();
        const ui::Id scope(static_cast<int>(i));
        if (ui::chip(chips[i], true)) pressed = i;
    }
    if (pressed == chips.size()) return;
    auto& filters = state.view.query.filters;
    if (pressed < filters.size())
        filters.erase(filters.begin() + static_cast<std::ptrdiff_t>(pressed));
    else
        state.view.query.with_deleted = false;
}

void draw_filter_editor(const Given& given, TableState& state) {
    FilterEditor& editor = state.filter;
    const TableColumn* column = find_column(state.view.query.kind, editor.column);
    if (std::exchange(editor.open_now, false) && column != nullptr) {
        const TableFilter* now = filter_of(state, editor.column);
        editor.typed = now != nullptr && now->test == TableTest::contains ? now->values.front() : std::string();
        editor.search.clear();
        ImGui::OpenPopup("filter");
    }
    if (column == nullptr) return;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float width = ui::px(280);
    ImGui::SetNextWindowPos({std::min(editor.at.x, screen.x - width - ui::px(8)), editor.at.y});
    ImGui::SetNextWindowSize({width, 0});
    const ui::Popup popup("filter");
    if (!popup) {
        editor.column.clear();
        return;
    }
    const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(8)));
    ui::text(column_text(state.view.query.kind, editor.column, given.language()), ui::section_title());
    if (is_time(*column))
        draw_period(given, state);
    else
        draw_contains(given, state);
    if (offers_values(*column)) draw_values(given, state);
    ui::space(2);
    draw_emptiness(given, state);
    if (filter_of(state, editor.column) != nullptr) {
        ImGui::SameLine();
        ui::push_right(ui::measure(given.text("table.clear_filter"), {ui::em_note}).x);
        if (ui::link(given.text("table.clear_filter"))) {
            set_filter(state, editor.column, nullptr);
            editor.typed.clear();
        }
    }
}

} // namespace takan::app
