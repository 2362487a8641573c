#include "app/views/centered_page.hpp"

#include <algorithm>
#include <cmath>

namespace takan::app {

CenteredPage::CenteredPage(const char* name, std::string_view title, float widest)
    : m_pane(name, ImGui::GetContentRegionAvail(),
             {ui::theme().background, ui::edge_none, {ui::px(32), ui::px(24)}, true}) {
    const float room = ImGui::GetContentRegionAvail().x;
    const float width = std::min(widest, room);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::floor((room - width) / 2));
    m_column.emplace();
    m_width.emplace(width);
    ui::text(title, ui::page_title());
    ui::space(16);
}

CenteredPage::~CenteredPage() {
    m_width.reset();
    m_column.reset();
}

} // namespace takan::app
