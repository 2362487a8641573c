// Which columns the table shows, and the views that are kept by name.

#include "app/ui/ui.hpp"
#include "app/views/table_parts.hpp"

#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {

namespace {

struct SavedView {
    std::string name;
    TableView view;
};

// A setting that is broken is no view.
std::vector<SavedView> saved_views(const Given& given) {
    std::vector<SavedView> views;
    const std::string_view prefix = saved_view_setting;
    for (const auto& [name, value] : given.snapshot.settings) {
        if (!name.starts_with(prefix)) continue;
        if (auto view = read_table_view(value)) views.push_back({name.substr(prefix.size()), std::move(*view)});
    }
    return views;
}

void draw_new_view(const Given& given, TableState& state, Asked& asked) {
    ui::text_field(given.text("table.view_name"), state.new_view, {.hint = given.text("table.view_name_hint")});
    const std::string name = sync::trimmed(state.new_view);
    const ui::Disabled nameless(name.empty());
    if (!ui::button(given.text("table.save_view"),
                    {.kind = ui::ButtonKind::primary, .icon = ui::icons::save, .width = -1}))
        return;
    asked.command(SetSetting{saved_view_setting + name, text_of(state.view)});
    asked.toast = Toast{say("table.view_saved", given.language(), {{"name", name}})};
    state.name = name;
    state.new_view.clear();
    ImGui::CloseCurrentPopup();
}

void draw_saved_view(const Given& given, const SavedView& saved, TableState& state, Asked& asked) {
    const ui::Id scope(saved.name);
    const float right = ImGui::GetContentRegionAvail().x;
    const ImVec2 top = ImGui::GetCursorPos();
    {
        const ui::Width line(right - ui::px(40));
        if (ui::menu_item(saved.name, saved.name == state.name ? ui::icons::check : ui::icons::table)) {
            state.view = saved.view;
            state.name = saved.name;
            state.selection.clear();
        }
    }
    ImGui::SetCursorPos({top.x + right - ui::px(34), top.y + ui::px(2)});
    if (ui::icon_button(ui::icons::remove, say("table.drop_view", given.language(), {{"name", saved.name}}),
                        {.border = false, .size = ui::px(32)}))
        asked.command(SetSetting{saved_view_setting + saved.name, ""});
    ImGui::SetCursorPos({top.x, top.y + ui::px(36)});
}

} // namespace

void draw_columns_button(const Given& given, TableState& state) {
    if (ui::button(given.text("table.columns"), {.icon = ui::icons::list})) ImGui::OpenPopup("columns");
    ImGui::SetNextWindowSize({ui::px(280), 0});
    const ui::Popup popup("columns");
    if (!popup) return;
    const std::string& kind = state.view.query.kind;
    ui::text(given.text("table.columns_title"), ui::section_title());
    ui::text_wrapped(given.text("table.columns_note"), ui::note_text());
    ui::space(4);
    auto& shown = state.view.columns;
    {
        const ui::Child list("list", {0, ui::px(380)}, ImGuiChildFlags_NavFlattened);
        const ui::StyleVar close(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(2)));
        for (const TableColumn& column : table_columns(kind)) {
            const auto at =
                std::find_if(shown.begin(), shown.end(), [&](const auto& one) { return one.name == column.name; });
            bool on = at != shown.end();
            const ui::Id scope(column.name);
            const ui::Disabled last(on && shown.size() == 1);
            if (!ui::check_box(column_text(kind, column.name, given.language()), on)) continue;
            if (on)
                shown.push_back({column.name, column.width});
            else
                shown.erase(at);
        }
    }
    ui::space(4);
    if (ui::link(given.text("table.usual_columns"))) shown = usual_table_view(kind).columns;
}

void draw_views_button(const Given& given, TableState& state, Asked& asked) {
    const std::string& label = state.name.empty() ? given.text("table.views") : state.name;
    if (ui::button(label + "##views", {.icon = ui::icons::star})) ImGui::OpenPopup("views");
    ImGui::SetNextWindowSize({ui::px(300), 0});
    const ui::Popup popup("views");
    if (!popup) return;
    const auto views = saved_views(given);
    if (views.empty()) ui::text_wrapped(given.text("table.no_views"), ui::note_text());
    for (const SavedView& saved : views)
        draw_saved_view(given, saved, state, asked);
    if (ui::menu_item(given.text("table.usual_view"), ui::icons::refresh)) {
        state.view = usual_table_view(state.view.query.kind);
        state.name.clear();
    }
    ui::space(6);
    ui::divider();
    ui::space(6);
    draw_new_view(given, state, asked);
}

} // namespace takan::app
