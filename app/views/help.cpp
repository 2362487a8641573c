#include "app/views/help.hpp"

#include "app/ui/ui.hpp"
#include "app/views/keys.hpp"

#include "imgui.h"

#include <algorithm>
#include <vector>

namespace takan::app {

namespace {

constexpr float wide = 860; // design pixels: two columns
constexpr float caps = 132;

void draw_group(const Given& given, const KeyGroup& group) {
    ui::text(given.text(group.title_key), ui::section_title());
    ui::space(2);
    for (const KeyLine& line : group.lines) {
        const float left = ImGui::GetCursorPosX();
        {
            const ui::Group keys;
            ui::key_caps(line.chord);
        }
        ImGui::SameLine(0, 0);
        ImGui::SetCursorPosX(left + ui::px(caps));
        ui::text_wrapped(given.text(line.text_key), ui::second_text());
    }
    ui::space(10);
}

std::size_t rows_of(const KeyGroup& group) {
    return group.lines.size() + 2;
}

// Groups from the first on go to the left column until it holds half of all rows.
std::size_t in_left_column(const std::vector<KeyGroup>& groups) {
    std::size_t all = 0, left = 0, count = 0;
    for (const KeyGroup& group : groups)
        all += rows_of(group);
    while (count + 1 < groups.size() && (left + rows_of(groups[count]) / 2) * 2 < all)
        left += rows_of(groups[count++]);
    return std::max<std::size_t>(count, 1);
}

void draw_column(const Given& given, const char* name, const std::vector<KeyGroup>& groups, std::size_t from,
                 std::size_t to, float width) {
    const ui::Id scope(name);
    const ui::Group column;
    const ui::Width room(width);
    for (std::size_t i = from; i < to; ++i)
        draw_group(given, groups[i]);
}

} // namespace

void draw_help(const Given& given, Place place, bool& open) {
    const ui::Dialog dialog(given.text("keys.title"), open, ui::px(wide));
    if (!dialog) return;
    const auto groups = keys_at(place);
    const float height = std::min(ui::px(520), ImGui::GetIO().DisplaySize.y - ui::px(150));
    const ui::Child page("keys", {0, height}, ImGuiChildFlags_NavFlattened);
    const float gap = ui::px(28);
    const float width = (ImGui::GetContentRegionAvail().x - gap) / 2;
    const std::size_t left = in_left_column(groups);
    draw_column(given, "left", groups, 0, left, width);
    ImGui::SameLine(0, gap);
    draw_column(given, "right", groups, left, groups.size(), width);
}

} // namespace takan::app
