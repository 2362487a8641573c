#include "app/ui/ui.hpp"
#include "app/views/palette.hpp"
#include "app/views/screens.hpp"
#include "app/views/visits_parts.hpp"

#include <memory>

namespace takan::app {

namespace {

class Visits : public Screen {
public:
    void want(const Spot& spot, Request& request) const override {
        request.list = filter_of(m_list);
        request.records = true;
        request.history = m_page.parts.history && m_page.open == spot.open;
    }

    void draw(const Given& given, const Spot& spot, Drafts& drafts, Asked& asked) override {
        if (m_page.open != spot.open) {
            m_page = {};
            m_page.open = spot.open;
        }
        const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        const ImVec2 size = ImGui::GetWindowSize();
        const ui::Frame frame = ui::frame_for(ImGui::GetIO().DisplaySize);
        {
            const ui::Pane list("visit list", {frame.list, size.y},
                                {.edges = ui::edge_right, .padding = {ui::px(16), ui::px(14)}});
            const ui::StyleVar gap = usual_gap();
            draw_visit_list(given, spot, m_list, asked);
        }
        ImGui::SameLine();
        draw_open(given, spot, {size.x - frame.list, size.y}, frame.side, drafts, asked);
    }

private:
    static ui::StyleVar usual_gap() { return {ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6))}; }

    void draw_open(const Given& given, const Spot& spot, ImVec2 size, float side, Drafts& drafts, Asked& asked) {
        const auto& detail = given.snapshot.detail;
        const bool shown = detail && detail->record.id == spot.open && detail->record.kind == "visit";
        if (!shown) {
            const ui::Pane empty("visit", size, {.fill = ui::theme().background});
            const ui::StyleVar gap = usual_gap();
            draw_nothing(given, spot, asked);
            return;
        }
        {
            const ui::Pane work("visit", {size.x - side, size.y}, {.fill = ui::theme().background});
            draw_work(given, *detail, size.y, drafts, asked);
        }
        if (side > 0) {
            ImGui::SameLine();
            const ui::Pane pane("visit side", {side, size.y},
                                {.edges = ui::edge_left, .padding = {ui::px(16), ui::px(14)}, .scrolls = true});
            const ui::StyleVar gap = usual_gap();
            draw_visit_side(given, *detail, m_page, asked);
        } else if (const ui::Drawer drawer(given.text("visits.side"), m_page.side, ui::px(320)); drawer) {
            const ui::StyleVar gap = usual_gap();
            draw_visit_side(given, *detail, m_page, asked);
        }
        draw_photo_viewer(given, detail->photos, m_page.viewer, drafts, asked);
        take(given, *detail, asked);
    }

    void draw_work(const Given& given, const Detail& detail, float height, Drafts& drafts, Asked& asked) {
        const float head = ui::px(visit_header_height);
        {
            const ui::Pane header("visit header", {0, head},
                                  {.edges = ui::edge_bottom, .padding = {ui::px(24), ui::px(14)}});
            const ui::StyleVar gap = usual_gap();
            draw_visit_header(given, detail, m_page, drafts, asked);
        }
        // Every page has its own place to which it is scrolled.
        const std::string name = "visit page " + std::to_string(m_page.page);
        const ui::Pane body(name.c_str(), {0, height - head},
                            {.fill = ui::theme().background, .padding = {ui::px(24), ui::px(18)}, .scrolls = true});
        const ui::StyleVar gap = usual_gap();
        draw_visit_body(given, detail, m_page, drafts, asked);
        ui::space(10);
    }

    // Nothing is open, or what is open is not here, or it is something else.
    static void draw_nothing(const Given& given, const Spot& spot, Asked& asked) {
        if (spot.open.is_nil()) {
            if (ui::empty_state(ui::icons::assignment, given.text("visits.choose"), given.text("visits.new_here")))
                start_visit(given, asked);
            return;
        }
        if (given.snapshot.request.open != spot.open) return; // the answer is on its way
        const auto& detail = given.snapshot.detail;
        if (!detail) {
            ui::empty_state(ui::icons::cloud_off, given.text("visits.not_here"));
            return;
        }
        if (!ui::empty_state(ui::icons::comment, given.text("visits.other_kind"), given.text("visits.go_there")))
            return;
        if (detail->record.kind != "comment") return asked.open(place_of_kind(detail->record.kind), detail->record.id);
        if (const auto about = sync::RecordId::parse(sync::shown_text(detail->record, "record")))
            asked.open(Place::visits, *about);
    }

    void take(const Given& given, const Detail& detail, Asked& asked) {
        const bool press = std::exchange(m_page.ask_photos, false);
        take_photos(given, detail.record.id, m_page.photo_finding, press, m_page.waiting, asked);
        if (!m_page.waiting) m_page.photo_finding = {};
    }

    VisitListState m_list;
    VisitPageState m_page;
};

} // namespace

std::unique_ptr<Screen> make_visits() {
    return std::make_unique<Visits>();
}

} // namespace takan::app
