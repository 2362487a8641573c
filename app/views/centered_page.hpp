#pragma once
// CenteredPage: a page that is one column of cards in the middle of the area, under its title.

#include "app/ui/ui.hpp"

#include <optional>
#include <string_view>

namespace takan::app {

// Scrolls; what is drawn while it lives fills at most `widest` screen pixels in the middle.
class CenteredPage {
public:
    CenteredPage(const char* name, std::string_view title, float widest);
    CenteredPage(const CenteredPage&) = delete;
    CenteredPage& operator=(const CenteredPage&) = delete;
    ~CenteredPage();

private:
    ui::Pane m_pane;
    std::optional<ui::Group> m_column;
    std::optional<ui::Width> m_width;
};

} // namespace takan::app
