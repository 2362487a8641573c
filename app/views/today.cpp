#include "app/ui/ui.hpp"
#include "app/views/keys.hpp"
#include "app/views/photo_parts.hpp"
#include "app/views/screens.hpp"
#include "app/views/today_parts.hpp"
#include "app/views/visits_parts.hpp"

#include "imgui.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace takan::app {

namespace {

constexpr float widest_page = 1240; // design pixels
constexpr float narrowest_two = 900;
constexpr std::size_t most_visits = 300; // some weeks of a team

class Today : public Screen {
public:
    void want(const Spot&, Request& request) const override {
        request.list = {};
        request.list.kind = "visit";
        request.list.limit = most_visits;
        request.records = true;
        request.review = m_reviews;
        request.agenda = true;
    }

    void draw(const Given& given, const Spot&, Drafts&, Asked& asked) override {
        m_reviews = given.snapshot.me.may_review;
        const ImVec2 size = ImGui::GetWindowSize();
        const float page = std::min(size.x - ui::px(64), ui::px(widest_page));
        const float margin = std::floor((size.x - page) / 2);
        const ui::Pane pane("today", size,
                            {.fill = ui::theme().background, .padding = {margin, ui::px(24)}, .scrolls = true});
        const ui::StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6)));
        draw_head(given, asked);
        draw_cards(given, asked);
        ui::space(16);
        take_photos(given, {}, {}, std::exchange(m_ask_photos, false), m_waiting, asked);
    }

private:
    void draw_head(const Given& given, Asked& asked) {
        const ImVec2 top = ImGui::GetCursorPos();
        ui::text(greeting(given), ui::page_title());
        ui::text(date_words(given), ui::second_text());
        const std::string& fresh = given.text("visits.new");
        const std::string& photos = given.text("today.import");
        const float width =
            ui::button_width(fresh, ui::icons::add) + ui::button_width(photos, ui::icons::add_photo) + ui::px(10);
        ImGui::SetCursorPos({top.x, top.y + ui::px(6)});
        ui::push_right(width);
        if (ui::button(photos, {.icon = ui::icons::add_photo})) m_ask_photos = true;
        ImGui::SameLine(0, ui::px(10));
        const bool key = pressed_anywhere(Key::fresh);
        if (ui::button(fresh, {.kind = ui::ButtonKind::primary, .icon = ui::icons::add, .tooltip = "Ctrl+N"}) || key)
            start_visit(given, asked);
        ImGui::SetCursorPos({top.x, top.y + ui::px(72)});
    }

    void draw_right(const Given& given, Asked& asked) {
        if (given.snapshot.me.may_review) draw_waiting_review(given, asked);
        draw_came_back(given, asked);
        draw_loose(given, m_opened, asked);
        if (given.snapshot.me.may_review) draw_heard(given);
        draw_syncing_card(given, asked);
    }

    // Two columns where there is room, else one below the other.
    void draw_cards(const Given& given, Asked& asked) {
        const Day day = day_of(given);
        const ImVec2 top = ImGui::GetCursorPos();
        const float room = ImGui::GetContentRegionAvail().x;
        if (room < ui::px(narrowest_two)) {
            draw_day(given, day, asked);
            draw_coming(given, day, asked);
            draw_earlier(given, day, asked);
            ui::space(14);
            draw_right(given, asked);
            return;
        }
        const float gap = ui::px(18);
        const float right = std::floor(room * 0.38f);
        {
            const ui::Width column(room - right - gap);
            const ui::Group whole;
            draw_day(given, day, asked);
            draw_coming(given, day, asked);
            draw_earlier(given, day, asked);
        }
        const float left_end = ImGui::GetCursorPosY();
        ImGui::SetCursorPos({top.x + room - right, top.y});
        {
            const ui::Group whole;
            draw_right(given, asked);
        }
        ImGui::SetCursorPosY(std::max(left_end, ImGui::GetCursorPosY()));
    }

    bool m_reviews = false;
    bool m_ask_photos = false;
    bool m_waiting = false;
    std::set<sync::RecordId> m_opened;
};

} // namespace

std::unique_ptr<Screen> make_today() {
    return std::make_unique<Today>();
}

} // namespace takan::app
