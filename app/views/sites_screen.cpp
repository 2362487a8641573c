// Sites: places that outlive a campaign; one open, with its facts, visits and findings.
#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "app/domain/vocabulary.hpp"
#include "app/ui/ui.hpp"
#include "app/views/form.hpp"
#include "app/views/record_list.hpp"
#include "app/views/record_parts.hpp"
#include "app/views/screens.hpp"
#include "app/views/visits_parts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace takan::app {

namespace {

constexpr float widest_form = 1180; // design pixels
constexpr float header_height = 88;

constexpr RecordListOptions list_options{
    Place::sites, "site", "place.sites", "sites.new", "sites.empty", ui::icons::business, "sites.count", {}, false};

const char* review_key(const Row& row) {
    if (row.contested > 0) return "list.contested";
    if (row.review_state == "returned") return "list.returned";
    return row.review_state == "approved" ? "list.approved" : "";
}

class Sites final : public Screen {
public:
    void want(const Spot& spot, Request& request) const override {
        request.list = list_filter("site", m_list, {});
        request.list.order = Order::title;
        request.history = m_parts.history && m_open == spot.open;
    }

    void draw(const Given& given, const Spot& spot, Drafts& drafts, Asked& asked) override {
        if (spot.open != m_open) {
            m_open = spot.open;
            m_parts = {};
        }
        const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        const ui::Frame frame = ui::frame_for(ImGui::GetIO().DisplaySize);
        const ImVec2 size = ImGui::GetWindowSize();
        bool fresh = draw_record_list(given, spot, list_options, {frame.list, size.y}, m_list, asked);
        ImGui::SameLine();
        if (const Detail* detail = open_detail(given, spot, "site"); detail != nullptr)
            draw_open(given, *detail, {size.x - frame.list, size.y}, frame.side, drafts, asked);
        else
            fresh |= draw_no_record(given, spot, list_options, "sites.choose");
        if (fresh) create(given, asked);
    }

private:
    static ui::StyleVar usual_gap() { return {ImGuiStyleVar_ItemSpacing, ImVec2(ui::px(8), ui::px(6))}; }

    void create(const Given& given, Asked& asked) {
        m_fresh = sync::RecordId::random(given.now);
        asked.command(Create{m_fresh, "site", {}});
        asked.open(Place::sites, m_fresh);
    }

    void draw_open(const Given& given, const Detail& detail, ImVec2 size, float side, Drafts& drafts, Asked& asked) {
        {
            const ui::Pane page("site", {size.x - side, size.y}, {.fill = ui::theme().background});
            draw_header(given, detail, asked);
            const ui::Pane body("body", {0, 0},
                                {ui::theme().background, ui::edge_none, {ui::px(24), ui::px(18)}, true});
            const ui::StyleVar gap = usual_gap();
            draw_body(given, detail, side <= 0, drafts, asked);
        }
        if (side <= 0) return;
        ImGui::SameLine();
        const ui::Pane pane("site side", {side, size.y}, {0, ui::edge_left, {ui::px(16), ui::px(14)}, true});
        const ui::StyleVar gap = usual_gap();
        draw_visits(given, detail, asked);
        ui::space(8);
        ui::divider();
        ui::space(10);
        draw_findings(given, detail, asked);
    }

    void draw_header(const Given& given, const Detail& detail, Asked& asked) {
        const ui::Pane head("head", {0, ui::px(header_height)}, {0, ui::edge_bottom, {ui::px(24), ui::px(14)}, false});
        const ui::StyleVar gap = usual_gap();
        const ImVec2 top = ImGui::GetCursorPos();
        const float line = ImGui::GetContentRegionAvail().x;
        const std::string& visit = given.text("sites.visit");
        const std::string& again = given.text("visits.plan_again");
        // Where the line is too short for it the less wanted button has no words.
        const bool narrow = line < ui::px(480);
        const float again_width = narrow ? ui::px(34) : ui::button_width(again, ui::icons::copy);
        const float actions =
            ui::px(34 + 8) + ui::button_width(visit, ui::icons::add) + (detail.before ? ui::px(8) + again_width : 0);
        const std::string kind = sync::shown_text(detail.record, "kind");
        const ui::Badge badge{term_text("site_kind", kind, given.language()), ui::Tone::plain, {}};
        const bool with_kind = !kind.empty() && !narrow;
        const float room = line - actions - ui::px(24) - (with_kind ? ui::badge_size(badge).x + ui::px(8) : 0);
        const float width = ui::measure(detail.row.title, ui::page_title()).x + 1;
        ui::text_cut(detail.row.title, ui::page_title(), std::min(width, room));
        if (with_kind) {
            ImGui::SameLine(0, ui::px(8));
            ui::badge(badge);
        }
        ImGui::SetCursorPos({top.x + line - actions, top.y - ui::px(1)});
        draw_record_menu(given, detail.record, m_parts, asked);
        ImGui::SameLine(0, ui::px(8));
        if (detail.before) {
            if (narrow ? ui::icon_button(ui::icons::copy, again)
                       : ui::button(again, {.icon = ui::icons::copy, .tooltip = given.text("visits.plan_tip")}))
                plan_again(given, *detail.before, asked);
            ImGui::SameLine(0, ui::px(8));
        }
        if (ui::button(visit, {.kind = ui::ButtonKind::primary, .icon = ui::icons::add}))
            start_visit(given, asked, detail.record.id.text());
        ImGui::SetCursorPos({top.x, top.y + ui::px(44)});
        draw_meta(given, detail.record);
    }

    static void draw_meta(const Given& given, const sync::Record& site) {
        const std::string division = sync::shown_text(site, "division");
        const std::array<std::pair<const char*, std::string>, 4> facts{{
            {ui::icons::map, division.empty() ? division : term_text("division", division, given.language())},
            {ui::icons::place, sync::shown_text(site, "address")},
            {ui::icons::person, sync::shown_text(site, "contact")},
            {ui::icons::phone, sync::shown_text(site, "phone")},
        }};
        const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
        bool first = true;
        for (const auto& [icon, words] : facts) {
            if (words.empty()) continue;
            if (!std::exchange(first, false)) {
                ImGui::SameLine(0, ui::px(18));
                if (ImGui::GetCursorScreenPos().x + ui::px(19) + ui::measure(words, {ui::em_note}).x > right) return;
            }
            ui::meta(icon, words);
        }
    }

    void draw_body(const Given& given, const Detail& detail, bool lists, Drafts& drafts, Asked& asked) {
        const ui::Width form(std::min(ImGui::GetContentRegionAvail().x, ui::px(widest_form)));
        draw_record_notices(given, detail.record, asked);
        const auto section = [&](const char* key) {
            {
                const ui::Card card(key);
                ui::section_header(given.text(key));
                ui::space(8);
                draw_section(given, detail.record, key, drafts, asked);
            }
            ui::space(14);
        };
        if (std::exchange(m_fresh, sync::RecordId{}) == detail.record.id) ImGui::SetKeyboardFocusHere();
        section("section.basic");
        if (lists) draw_lists(given, detail, asked);
        for (const char* key : {"section.people", "section.position", "section.content"})
            section(key);
        {
            const ui::Card comments("comments");
            ui::section_header(given.text("findings.comments"));
            ui::space(8);
            draw_comments(given, detail.record, {}, m_parts.comment, asked);
        }
        ui::space(10);
    }

    // Visits and findings on the page, while there is no room for the side panel.
    static void draw_lists(const Given& given, const Detail& detail, Asked& asked) {
        {
            const ui::Card card("visits");
            draw_visits(given, detail, asked);
        }
        ui::space(14);
        {
            const ui::Card card("findings");
            draw_findings(given, detail, asked);
        }
        ui::space(14);
    }

    static void draw_title(const Given& given, const char* key, const char* count_key, std::size_t count) {
        ui::text(given.text(key), ui::section_title());
        ImGui::SameLine(0, ui::px(8));
        ui::text(say(count_key, given.language(), {{"count", std::to_string(count)}}), ui::second_text(ui::em_note));
        ui::space(4);
    }

    static void draw_visits(const Given& given, const Detail& detail, Asked& asked) {
        draw_title(given, "sites.visits", "visits.count", detail.visits.size());
        if (detail.visits.empty()) ui::text_wrapped(given.text("sites.no_visits"), ui::note_text());
        const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        const ui::Indent level_with_title(-ui::px(14));
        for (const auto& row : detail.visits) {
            const std::string id = row.id.text();
            const std::string when = short_moment(row.sort_key, given.now);
            const std::string_view state = review_key(row);
            ui::ListRow line{.id = id, .title = when.empty() ? std::string_view(row.title) : when};
            if (!state.empty()) line.right = given.text(state);
            if (ui::list_row(line)) asked.open(Place::visits, row.id);
        }
    }

    static void draw_findings(const Given& given, const Detail& detail, Asked& asked) {
        draw_title(given, "sites.findings", "list.count", detail.findings.size());
        if (detail.findings.empty()) ui::text_wrapped(given.text("sites.no_findings"), ui::note_text());
        const ui::StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        const ui::Indent level_with_title(-ui::px(14));
        for (const auto& finding : detail.findings) {
            const std::string id = finding.id.text();
            const std::string title = title_of(finding, given.language());
            const std::string note = subtitle_of(finding, {}, given.language());
            if (ui::list_row({.id = id, .title = title, .subtitle = note})) asked.open(Place::findings, finding.id);
        }
    }

    sync::RecordId m_open;
    sync::RecordId m_fresh; // just made: its name takes the keyboard
    RecordListState m_list;
    RecordPartsState m_parts;
};

} // namespace

std::unique_ptr<Screen> make_sites() {
    return std::make_unique<Sites>();
}

} // namespace takan::app
