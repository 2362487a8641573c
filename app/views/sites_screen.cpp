// Sites: places that outlive a campaign; one open, with its facts, visits and findings.
#include "app/domain/titles.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/record_list.hpp"
#include "app/views/record_parts.hpp"
#include "app/views/screens.hpp"

#include <array>

namespace takan::app {

namespace {

constexpr std::array chips{ListChip{"list.all"}};

class Sites final : public Screen {
public:
    void want(const Spot&, Request& request) const override {
        request.list = list_filter("site", m_list, chips);
        request.list.order = Order::title;
        request.history = m_parts.history;
    }

    void draw(const Given& given, const Spot& spot, Drafts& drafts, Asked& asked) override {
        if (spot.open != m_open) {
            m_open = spot.open;
            m_parts = {};
        }
        const ui::Frame frame = ui::frame_for(ImGui::GetIO().DisplaySize);
        const float height = ImGui::GetContentRegionAvail().y;
        const RecordListOptions options{Place::sites,  "place.sites",       "sites.new",
                                        "sites.empty", ui::icons::business, {}};
        if (draw_record_list(given, spot, options, {frame.list, height}, m_list, asked)) {
            const auto id = sync::RecordId::random(given.now);
            asked.command(Create{id, "site", {}});
            asked.open(Place::sites, id);
        }
        ImGui::SameLine(0, 0);
        if (!given.snapshot.detail || given.snapshot.detail->record.id != spot.open || spot.open.is_nil()) {
            const ui::Pane pane("nothing", ImGui::GetContentRegionAvail(),
                                {ui::theme().background, ui::edge_none, {}, false});
            ui::empty_state(ui::icons::business, given.text("sites.choose"));
            return;
        }
        draw_page(given, {ImGui::GetContentRegionAvail().x - frame.side, height}, drafts, asked);
        if (frame.side <= 0) return;
        ImGui::SameLine(0, 0);
        draw_side(given, {frame.side, height}, asked);
    }

private:
    void draw_page(const Given& given, ImVec2 size, Drafts& drafts, Asked& asked) {
        const sync::Record& record = given.snapshot.detail->record;
        const ui::Pane page("page", size, {ui::theme().background, ui::edge_none, {}, false});
        {
            const ui::Pane head("head", {size.x, ui::px(66)}, {0, ui::edge_bottom, {ui::px(24), ui::px(14)}, false});
            const float top = ImGui::GetCursorPosY();
            ui::text_cut(given.snapshot.detail->row.title, ui::page_title(),
                         ImGui::GetContentRegionAvail().x - ui::px(220));
            const std::string& visit = given.text("sites.visit");
            ImGui::SetCursorPos(
                {ImGui::GetWindowWidth() - ui::px(24 + 34 + 10) - ui::button_width(visit, ui::icons::add), top});
            if (ui::button(visit, {.kind = ui::ButtonKind::primary, .icon = ui::icons::add}))
                start_visit(given, record.id, asked);
            ImGui::SameLine(0, ui::px(10));
            draw_record_menu(given, record, m_parts, asked);
        }
        const ui::Pane body("body", ImGui::GetContentRegionAvail(),
                            {ui::theme().background, ui::edge_none, {ui::px(24), ui::px(16)}, true});
        draw_record_notices(given, record, asked);
        for (const char* section : {"section.basic", "section.people", "section.position", "section.content"}) {
            if (!has_fields(section)) continue;
            {
                const ui::Card card(section, {.padding = ui::px(18)});
                ui::section_header(given.text(section));
                ui::space(6);
                draw_section(given, record, section, drafts, asked);
            }
            ui::space(14);
        }
    }

    static bool has_fields(std::string_view section) {
        for (const auto& spec : find_kind("site")->fields)
            if (spec.section == section) return true;
        return false;
    }

    static void start_visit(const Given& given, const sync::RecordId& site, Asked& asked) {
        const auto id = sync::RecordId::random(given.now);
        asked.command(Create{id,
                             "visit",
                             {{"site", site.text()},
                              {"state", "ongoing"},
                              {"mode", "open"},
                              {"started_at", sync::to_text(given.now)},
                              {"inspectors", sync::Value::Array{given.snapshot.me.name}}}});
        asked.open(Place::visits, id);
    }

    static void draw_side(const Given& given, ImVec2 size, Asked& asked) {
        const ui::Pane side("side", size, {0, ui::edge_left, {ui::px(16), ui::px(14)}, true});
        const Detail& detail = *given.snapshot.detail;
        ui::section_header(given.text("sites.visits"), std::to_string(detail.visits.size()));
        for (const auto& row : detail.visits) {
            const std::string id = row.id.text();
            const auto moment = sync::parse_instant(row.sort_key);
            if (ui::list_row({.id = id, .title = moment ? ui::moment_text(*moment) : row.title}))
                asked.open(Place::visits, row.id);
        }
        ui::space(10);
        ui::divider();
        ui::space(10);
        ui::section_header(given.text("sites.findings"), std::to_string(detail.findings.size()));
        for (const auto& finding : detail.findings) {
            const std::string id = finding.id.text();
            const std::string title = title_of(finding, given.language());
            if (ui::list_row({.id = id, .title = title})) asked.open(Place::findings, finding.id);
        }
    }

    sync::RecordId m_open;
    RecordListState m_list;
    RecordPartsState m_parts;
};

} // namespace

std::unique_ptr<Screen> make_sites() {
    return std::make_unique<Sites>();
}

} // namespace takan::app
