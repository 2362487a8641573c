#include "app/views/settings_maps.hpp"

#include "app/ui/ui.hpp"
#include "app/views/frame.hpp"
#include "sync/base/text.hpp"

#include <algorithm>

namespace takan::app {

namespace {

// One path a line, each once; paths with a newline inside cannot be kept.
std::string setting_of(const std::vector<std::string>& paths) {
    std::string setting;
    for (const auto& path : paths) {
        if (path.empty() || path.find('\n') != std::string::npos) continue;
        if (!setting.empty()) setting += '\n';
        setting += path;
    }
    return setting;
}

std::vector<std::string> paths_of(const std::vector<MapFile>& files) {
    std::vector<std::string> paths;
    for (const MapFile& file : files)
        paths.push_back(file.path);
    return paths;
}

// True when it is to be removed.
bool draw_file(const Given& given, const MapFile& file) {
    const ui::Id scope(file.path);
    const float line = ImGui::GetContentRegionAvail().x;
    const ImVec2 top = ImGui::GetCursorPos();
    const float button = ui::button_width(given.text("settings.maps.remove"));
    ui::text_cut(file.name, {ui::em_body, true}, line - button - ui::px(12));
    if (file.failed) {
        ui::text_wrapped(error_text(*file.failed, given.language()), {ui::em_note, false, ui::theme().danger},
                         line - button - ui::px(12));
    } else {
        std::string note = say("settings.maps.zooms", given.language(),
                               {{"from", std::to_string(file.min_zoom)}, {"to", std::to_string(file.max_zoom)}});
        if (!file.attribution.empty()) note += " · " + file.attribution;
        ui::text_cut(note, ui::note_text(), line - button - ui::px(12));
        ui::text_cut(file.path, ui::note_text(), line - button - ui::px(12));
    }
    const ImVec2 end = ImGui::GetCursorPos();
    ImGui::SetCursorPos({top.x + line - button, top.y});
    const bool pressed = ui::button(given.text("settings.maps.remove"));
    ImGui::SetCursorPos({top.x, std::max(end.y, top.y + ui::px(34))});
    ui::space(8);
    return pressed;
}

} // namespace

void draw_map_files(const Given& given, bool& waiting, Asked& asked) {
    const ui::Card card("maps", {.padding = ui::px(20)});
    ui::section_header(given.text("settings.maps"));
    ui::space(6);
    const auto& files = given.snapshot.map.files;
    if (!files) return; // the answer is on its way
    if (files->empty()) ui::text_wrapped(given.text("settings.maps.none"), ui::note_text());
    std::vector<std::string> paths = paths_of(*files);
    for (std::size_t i = 0; i < files->size(); ++i)
        if (draw_file(given, (*files)[i])) {
            paths.erase(paths.begin() + static_cast<std::ptrdiff_t>(i));
            asked.command(SetSetting{map_files_setting, setting_of(paths)});
            break;
        }
    ui::space(4);
    if (ui::button(given.text("settings.maps.add"), {.icon = ui::icons::add})) {
        asked.files = FileQuestion{FileWish::maps, given.text("settings.maps.choose"), {}};
        waiting = true;
    }
    if (!waiting || !given.chosen) return;
    waiting = false;
    for (const auto& path : *given.chosen) {
        const std::string text = sync::utf8(path);
        if (std::find(paths.begin(), paths.end(), text) == paths.end()) paths.push_back(text);
    }
    if (!given.chosen->empty()) asked.command(SetSetting{map_files_setting, setting_of(paths)});
}

} // namespace takan::app
